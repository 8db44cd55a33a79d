"""Bylines, lead-ins, signatures and cutlines in the notations that papers print."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.model import Byline, Credit, Role
from broadsheet.reading.bylines import (
    is_byline_paragraph,
    parse_byline,
    parse_unsigned,
    split_cutline,
    take_lead_in,
    take_signature,
)
from broadsheet.reading.credit_pieces import pieces_of

Table = dict[str, tuple[str, ...]]


def said(byline: Byline | None) -> str:
    """Roles and names on one line: ``reporter 王嘉晨, author Ann Lee``; nothing for no byline."""
    credits = byline.credits if byline else ()
    return ", ".join(
        f"{c.role} {c.name}" + (f" ({c.organisation})" if c.organisation else "") for c in credits
    )


def cases(table: Table) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), list(table.values()), ids=list(table))


BOTH = "text-and-photo"

NOTATIONS: Table = {
    "square, reporter and correspondent": (
        "□本报记者 王嘉晨 通讯员 孙健",
        "reporter 王嘉晨, correspondent 孙健",
    ),
    "black square": ("■本报记者 王嘉晨", "reporter 王嘉晨"),
    "bullet": ("● 王嘉晨", "author 王嘉晨"),
    "ring": ("○通讯员 孙健", "correspondent 孙健"),
    "double ring": ("◎王嘉晨", "author 王嘉晨"),
    "two reporters": ("本报记者 王嘉晨 李田", "reporter 王嘉晨, reporter 李田"),
    "name glued to the role": ("本报记者王嘉晨", "reporter 王嘉晨"),
    "everything glued": ("记者王嘉晨通讯员李田", "reporter 王嘉晨, correspondent 李田"),
    "ideographic spaces": (
        "本报记者　王嘉晨　通讯员　孙健",
        "reporter 王嘉晨, correspondent 孙健",
    ),
    "several names under each role": (
        "记者 王嘉晨、李田 通讯员 孙健 周舟",
        "reporter 王嘉晨, reporter 李田, correspondent 孙健, correspondent 周舟",
    ),
    "chief reporter": ("本报首席记者 王嘉晨", "reporter 王嘉晨"),
    "trainee reporter": ("本报见习记者 王嘉晨", "reporter 王嘉晨"),
    "intern": ("本报实习生 王嘉晨", "intern 王嘉晨"),
    "intern reporter": ("本报实习记者 王嘉晨", "intern 王嘉晨"),
    "special reporter": ("特约记者 王嘉晨", "reporter 王嘉晨"),
    "all-media reporter": ("全媒体记者 王嘉晨", "reporter 王嘉晨"),
    "reporter in a place": ("本报记者 张三 北京报道", "reporter 张三"),
    "reporter in a place, spaced": ("本报记者 张三 广州 报道", "reporter 张三"),
    "reporters in two places": (
        "本报记者 张三 李四 上海、北京报道",
        "reporter 张三, reporter 李四",
    ),
    "reporter in a small place": ("本报记者 张三 临江报道", "reporter 张三"),
    "reporter from a place": ("本报记者 张三 发自北京", "reporter 张三"),
    "reporter from a place, spaced": ("本报记者 张三 发自 北京", "reporter 张三"),
    "two reporters who report": ("本报记者 张三 李田报道", "reporter 张三, reporter 李田"),
    "reporter of unknown surname": ("记者 扎西次仁报道", "reporter 扎西次仁"),
    "television reporter": ("央视记者 张三", "reporter 张三 (央视)"),
    "told by": ("口述：张三", "author 张三"),
    "teller": ("讲述人：张三", "author 张三"),
    "host and guest": ("主持人 张三 嘉宾 李四", "author 张三, author 李四"),
    "pictures from an agency": ("文/张三 视觉中国供图", "author 张三"),
    "host": ("主持人 张三", "author 张三"),
    "teacher": ("指导老师 李四", "author 李四"),
    "wrote and photographed": ("张三 文并摄", f"{BOTH} 张三"),
    "wrote and photographed, glued": ("张三文并摄", f"{BOTH} 张三"),
    "reporter posted elsewhere": ("本报驻临江记者 王嘉晨", "reporter 王嘉晨"),
    "reporter who reports": ("本报记者 王嘉晨 报道", "reporter 王嘉晨"),
    "special correspondent": ("特约通讯员 孙健", "correspondent 孙健"),
    "text and photo": ("申昕 文/图", f"{BOTH} 申昕"),
    "text and photo without a space": ("申昕文/图", f"{BOTH} 申昕"),
    "text and photo, full-width slash": ("申昕 文／图", f"{BOTH} 申昕"),
    "text and photo before the name": ("文/图 申昕", f"{BOTH} 申昕"),
    "text and photo with a colon": ("文图：申昕", f"{BOTH} 申昕"),
    "reporter's text and photo": ("本报记者 申昕 文/图", f"{BOTH} 申昕"),
    "photo report": ("本报记者 申昕 摄影报道", f"{BOTH} 申昕"),
    "text, then photo": ("申昕 文 李田 图", "author 申昕, photographer 李田"),
    "text and photo with slashes before": ("文/申昕 图/李田", "author 申昕, photographer 李田"),
    "text and photo with slashes after": ("申昕/文 李田/图", "author 申昕, photographer 李田"),
    "reporter writes, another photographs": (
        "本报记者 申昕 文 李田 图",
        "reporter 申昕, photographer 李田",
    ),
    "reporter, then photographer": (
        "本报记者 申昕 摄影 宋可",
        "reporter 申昕, photographer 宋可",
    ),
    "photographed, in brackets": ("(宋可摄)", "photographer 宋可"),
    "photographed, full-width brackets": ("（吕晓璞 摄）", "photographer 吕晓璞"),
    "photographed by a reporter": ("(本报记者 宋可 摄)", "photographer 宋可"),
    "photographed, with a slash": ("宋可/摄", "photographer 宋可"),
    "photography with a colon": ("摄影：宋可", "photographer 宋可"),
    "photo with a colon": ("图：宋可", "photographer 宋可"),
    "staff photographer": ("摄影记者 宋可", "photographer 宋可"),
    "the desk": (
        "责编 张三 美编 李四 校对 王五",
        "editor 张三, designer 李四, proofreader 王五",
    ),
    "the desk, glued": (
        "责编张三美编李四校对王五",
        "editor 张三, designer 李四, proofreader 王五",
    ),
    "editor with a colon": ("责任编辑：张三", "editor 张三"),
    "editor with a slash": ("编辑/张三", "editor 张三"),
    "agency reporters": (
        "新华社记者 张三 李四",
        "reporter 张三 (新华社), reporter 李四 (新华社)",
    ),
    "agency reporter with a place": ("新华社北京记者 张三", "reporter 张三 (新华社)"),
    "reporter of another paper": ("临江日报记者 张三", "reporter 张三 (临江日报)"),
    "another paper in title marks": ("《临江日报》记者 张三", "reporter 张三 (临江日报)"),
    "distributed by the agency": ("新华社发（张三 摄）", "photographer 张三 (新华社)"),
    "By": ("By Ann Lee", "author Ann Lee"),
    "By two staff reporters": (
        "By Ann Lee and Bob Ray, Staff Reporters",
        "reporter Ann Lee, reporter Bob Ray",
    ),
    "BY in capitals": ("BY ANN LEE", "author Ann Lee"),
    "capitals with marks": (
        "BY SEÁN O'BRIEN AND J.K. MCDONALD",
        "author Seán O'Brien, author J.K. McDonald",
    ),
    "By with particles and a paper": (
        "By Maria de la Cruz of the Daily Courier",
        "author Maria de la Cruz",
    ),
    "By in a place": ("By Ann Lee in Linjiang", "author Ann Lee"),
    "By one word": ("By Suharto", "author Suharto"),
    "photo": ("Photo: Ann Lee", "photographer Ann Lee"),
    "photo by": ("Photo by Ann Lee", "photographer Ann Lee"),
    "photos": ("Photos: Ann Lee, Bob Ray", "photographer Ann Lee, photographer Bob Ray"),
    "photo and agency": ("Photo: Ann Lee/Xinhua", "photographer Ann Lee"),
    "English text and photos": ("Text and photos by Ann Lee", f"{BOTH} Ann Lee"),
    "photo in brackets": ("(Photo: Ann Lee)", "photographer Ann Lee"),
    "edited by": ("Edited by Ann Lee", "editor Ann Lee"),
    "a bare name": ("王明", "author 王明"),
    "bare names with commas": ("王明, 李田", "author 王明, author 李田"),
    "bare names with a Chinese comma": ("王明，李田", "author 王明, author 李田"),
    "bare names with a semicolon": ("王明；李田", "author 王明, author 李田"),
    "bare names with a slash": ("王明/李田", "author 王明, author 李田"),
    "bare names and another": ("王嘉晨、李田等", "author 王嘉晨, author 李田"),
    "an English name": ("Ann Lee", "author Ann Lee"),
    "English names": ("Ann Lee, Bob Ray", "author Ann Lee, author Bob Ray"),
    "middle dots": (
        "通讯员 阿依古丽·买买提 约翰·史密斯",
        "correspondent 阿依古丽·买买提, correspondent 约翰·史密斯",
    ),
    "another middle dot": ("阿依古丽・买买提", "author 阿依古丽·买买提"),
    "a name set with a space": ("王 明", "author 王明"),
    "a name set with an ideographic space": ("王　明", "author 王明"),
    "two names set with spaces": ("王 明 李 田", "author 王明, author 李田"),
    "two whole names": ("王嘉晨 李田", "author 王嘉晨, author 李田"),
    "spaced names with a role between": (
        "王 明 文 李 田 图",
        "author 王明, photographer 李田",
    ),
    "a name of text 文": ("记者 李文 图", "photographer 李文"),
    "compound surname": ("本报记者 欧阳修远", "reporter 欧阳修远"),
    "and between glued names": ("王嘉晨和李田", "author 王嘉晨, author 李田"),
    "and between names": ("王明 与 李田", "author 王明, author 李田"),
    "and between spaced names": ("王 明 和 李 田", "author 王明, author 李田"),
    "and inside a name": ("李和平 王和", "author 李和平, author 王和"),
    "an aside about the author": ("王明（北京大学教授）", "author 王明"),
    "a role in brackets": (
        "本报记者 王嘉晨（通讯员 李田）",
        "reporter 王嘉晨, correspondent 李田",
    ),
    "an organisation among names": ("通讯员 市水务局 李田", "correspondent 李田 (市水务局)"),
}


@cases(NOTATIONS)
def test_a_credit_line_names_people_in_their_roles(text: str, expected: str) -> None:
    assert said(parse_byline(text)) == expected


@cases(NOTATIONS)
def test_a_byline_is_the_printed_line(text: str, expected: str) -> None:
    byline = parse_byline(text)

    assert byline is not None
    assert byline.text == text


def test_a_name_is_printed_with_its_space_and_filed_without() -> None:
    byline = parse_byline("记者 王 明")

    assert byline is not None
    assert [(part.text, part.credit) for part in byline.parts] == [
        ("记者 ", None),
        ("王 明", Credit(Role.REPORTER, "王明")),
    ]


def test_a_name_is_filed_in_composed_form() -> None:
    byline = parse_byline("Rene\u0301e Lee")

    assert said(byline) == "author Ren\u00e9e Lee"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "据新华社",
        "本报评论员",
        "图片由市水务局提供",
        "图片由王明提供",
        "记者从市水务局获悉",
        "Staff",
        "Lee, Ann",
        "unknown",
        "佚名",
        "123",
        "（）",
        "王",
        "、、",
        "一个很长很长的句子",
        "图/视觉中国",
        "视觉中国供图",
        "视觉中国 供图",
        "转自人民网",
        "学习强国",
        "央视新闻",
        "本报资料图",
        "来源：临江发布",
    ],
)
def test_a_line_without_a_name_is_no_byline(text: str) -> None:
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    "text", ["据新华社", "本报评论员", "图片由市水务局提供", "资料图片", "据新华社北京10月1日电"]
)
def test_an_unsigned_credit_is_printed_and_names_nobody(text: str) -> None:
    byline = parse_unsigned(text)

    assert byline is not None
    assert (byline.text, byline.credits) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "By Xinhua",
        "Xinhua",
        "Reuters",
        "AP",
        "AFP",
        "By The Associated Press",
        "Staff Reporter",
        "By Staff Writer",
        "Staff and agencies",
        "作者：佚名",
        "人民日报",
        "市融媒体中心",
        "区委宣传部",
        "佚名",
        "编辑部",
        "来源：新华社",
        "来源：临江发布",
        "新华社",
        "本报综合",
        "图/视觉中国",
        "视觉中国供图",
        "转自人民网",
        "学习强国",
        "央视新闻",
        "本报资料图",
    ],
)
def test_a_header_may_credit_an_organisation(text: str) -> None:
    byline = parse_byline(text) or parse_unsigned(text)

    assert byline is not None
    assert [(part.text, part.credit) for part in byline.parts] == [(text, None)]


@pytest.mark.parametrize(
    "inside", ["市融媒体中心", "临江大学", "佚名", "AP", "Staff", "来源：临江发布", "编辑部"]
)
def test_what_a_header_may_credit_is_no_signature_in_running_text(inside: str) -> None:
    assert take_signature(f"秋收过半（{inside}）") is None


@pytest.mark.parametrize(
    "text",
    [
        "来自大山深处",
        "我们去了大学 王明",
        "",
        "王明",
        "记者",
        "图片",
        "新华社大楼",
        "市水务局提供数据",
    ],
)
def test_other_words_are_no_unsigned_credit(text: str) -> None:
    assert parse_unsigned(text) is None


# --- paragraphs that are bylines ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "□本报记者 申昕 文/图",
        "□本报记者 王嘉晨 通讯员 孙健",
        "本报记者 王嘉晨",
        "本报记者王嘉晨",
        "申昕 文/图",
        "□王明",
        "□ 王 明 李 田",
        "（记者 王嘉晨）",
        "记者 扎西次仁",
        "摄影：宋可",
        "责编 张三 美编 李四",
        "By Ann Lee",
        "BY ANN LEE AND BOB RAY",
        "新华社记者 张三",
        "By Ann Lee, Staff Reporter",
        "Text and photos by Ann Lee",
    ],
)
def test_a_paragraph_can_be_a_byline(text: str) -> None:
    assert is_byline_paragraph(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "记者手记",
        "记者昨日获悉",
        "记者节",
        "记者：谢谢",
        "本报通讯员队伍",
        "编辑 推荐",
        "王明",
        "主持人：张三",
        "转自人民网",
        "抢抓晴天",
        "■ 抢抓晴天",
        "■ 安全生产",
        "□ 时间",
        "摄影 比赛",
        "图文 直播",
        "设计 方案",
        "记者 王嘉晨 从临江发回报道。",
        "By the river",
        "By Monday Morning",
        "By Ann",
        "Ann Lee",
        "a poem by Ann Lee",
        "by Ann Lee",
        "新华社记者张三说",
        "本报记者 王嘉晨，",
    ],
)
def test_sentences_and_crossheads_are_no_bylines(text: str) -> None:
    assert not is_byline_paragraph(text)


# --- lead-ins -----------------------------------------------------------------------------------


LEAD_INS: Table = {
    "reporter and correspondent": (
        "本报讯（记者 王嘉晨 通讯员 李田）|10月23日，秋收",
        "reporter 王嘉晨, correspondent 李田",
        "",
        "",
    ),
    "half-width and glued": ("本报讯(记者王嘉晨)|连日来", "reporter 王嘉晨", "", ""),
    "a space before the bracket": ("本报讯 (记者 王嘉晨)| 连日来", "reporter 王嘉晨", "", ""),
    "a name without a surname known": ("本报讯（记者扎西次仁）|昨日", "reporter 扎西次仁", "", ""),
    "names alone": ("本报讯（王嘉晨 李田）|昨日", "author 王嘉晨, author 李田", "", ""),
    "a department between": (
        "本报讯（记者 王嘉晨 通讯员 市委宣传部宣传科 李田）|昨日",
        "reporter 王嘉晨, correspondent 李田",
        "",
        "",
    ),
    "reports, colon": ("本报讯 记者王嘉晨报道：|连日来", "reporter 王嘉晨", "", ""),
    "reports, comma": ("本报讯 记者王嘉晨报道，|连日来", "reporter 王嘉晨", "", ""),
    "reports, nothing before": ("记者王嘉晨报道：|昨日", "reporter 王嘉晨", "", ""),
    "before a quotation": ("本报讯|“我最大的体会", "", "", ""),
    "before a space": ("本报讯| 昨日", "", "", ""),
    "before another bracket": ("本报讯|（见图）昨日", "", "", ""),
    "indented": ("　　本报讯（记者 王嘉晨）|昨日", "reporter 王嘉晨", "", ""),
    "own paper with place and date": (
        "本报临江10月23日讯（记者 王嘉晨）|昨日",
        "reporter 王嘉晨",
        "",
        "本报临江10月23日讯",
    ),
    "agency": (
        "新华社北京10月1日电（记者 张三、李四）|今天",
        "reporter 张三 (新华社), reporter 李四 (新华社)",
        "新华社",
        "新华社北京10月1日电",
    ),
    "agency quoted": (
        "据新华社北京10月1日电| 今天",
        "",
        "新华社",
        "新华社北京10月1日电",
    ),
    "agency, date in words": (
        "新华社北京十月一日电| 今天",
        "",
        "新华社",
        "新华社北京十月一日电",
    ),
    "agency without place": ("据新华社电| 今天", "", "新华社", ""),
    "agency reporter alone": ("新华社记者 张三|", "reporter 张三 (新华社)", "新华社", ""),
    "agency reporter and a date": (
        "新华社记者 张三| 10月1日，今天",
        "reporter 张三 (新华社)",
        "新华社",
        "",
    ),
    "television site": ("央视网消息 （新闻联播）：|今天", "", "央视网", ""),
    "a bracket opens the paragraph": ("（记者 王嘉晨）|昨日", "reporter 王嘉晨", "", ""),
    "English bracket": ("(Reporter Ann Lee)| The harvest", "reporter Ann Lee", "", ""),
    "English dateline": (
        "LINJIANG, Oct. 23 (Xinhua) --| The harvest",
        "",
        "Xinhua",
        "LINJIANG, Oct. 23",
    ),
    "English dateline with a hyphen": (
        "LINJIANG (Reuters) -| The harvest",
        "",
        "Reuters",
        "LINJIANG",
    ),
    "a byline on the first line": (
        "□本报记者 申昕 文/图|\n金秋的柏林镇",
        "text-and-photo 申昕",
        "",
        "",
    ),
}


@pytest.mark.parametrize(
    ("text", "names", "source", "dateline"), list(LEAD_INS.values()), ids=list(LEAD_INS)
)
def test_a_paragraph_opens_with_a_lead_in(
    text: str, names: str, source: str, dateline: str
) -> None:
    """A bar stands where the lead-in ends."""
    printed, _, rest = text.partition("|")

    lead_in = take_lead_in(printed + rest)

    assert lead_in is not None
    assert lead_in.length == len(printed)
    assert lead_in.byline.text == printed.strip()
    assert (said(lead_in.byline), lead_in.source, lead_in.dateline) == (names, source, dateline)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "记者从市水务局获悉，今年",
        "记者王嘉晨从市水务局获悉",
        "记者昨日获悉，",
        "记者：谢谢",
        "据新华社报道，今年",
        "据新华社消息，今年",
        "新华社记者日前采访了",
        "新华社记者张三说",
        "新华社电力专家",
        "本报读者来电 反映",
        "本报通讯员队伍",
        "本报最新资讯 今天",
        "（一）今天",
        "本报记者 王嘉晨说，",
        "记者 手记",
        "人民网消息称",
        "THE HARVEST — it was",
        "LINJIANG, Oct. 23 - it was",
        "（宋体）今天",
        "（记者 王嘉晨）",
        "秋收过半。本报讯（记者 王嘉晨）",
    ],
)
def test_an_ordinary_opening_is_no_lead_in(text: str) -> None:
    assert take_lead_in(text) is None


# --- signatures ---------------------------------------------------------------------------------


SIGNATURES: Table = {
    "reporter": ("秋收过半。|（记者 王嘉晨）", "reporter 王嘉晨"),
    "photographer, glued": ("秋收过半。|(宋可摄)", "photographer 宋可"),
    "agency photographer": ("秋收过半。|（新华社记者 张三 摄）", "photographer 张三 (新华社)"),
    "text and photo by two": (
        "秋收过半|（本报记者 王嘉晨 通讯员 李田 文/图）",
        "text-and-photo 王嘉晨, text-and-photo 李田",
    ),
    "no surname known": ("秋收过半。|（扎西次仁 摄）", "photographer 扎西次仁"),
    "a full stop after": ("秋收过半|（宋可摄）。", "photographer 宋可"),
    "distributed by the agency": ("秋收过半。|新华社发（张三 摄）", "photographer 张三 (新华社)"),
    "the agency alone": ("秋收过半。|（新华社发）", ""),
    "agency copy": ("秋收过半。|（据新华社北京10月1日电）", ""),
    "the whole paragraph": ("|（吕晓璞 摄）", "photographer 吕晓璞"),
    "English": ("The harvest is in. |(Photo: Ann Lee)", "photographer Ann Lee"),
}


@cases(SIGNATURES)
def test_a_paragraph_closes_with_a_signature(text: str, expected: str) -> None:
    """A bar stands where the signature begins."""
    body, _, printed = text.partition("|")

    signature = take_signature(f"{body}{printed}\n")

    assert signature is not None
    assert (signature.start, signature.byline.text) == (len(body), printed)
    assert said(signature.byline) == expected


@pytest.mark.parametrize(
    "inside",
    [
        "单位：万元",
        "见图",
        "完",
        "图1",
        "图",
        "王明",
        "摄影作品",
        "记者注",
        "记者 注",
        "图文无关",
        "现场拍摄",
        "编者按",
        "文中人物均为化名",
        "作者系临江大学教授",
        "Ann Lee",
        "图片新闻",
        "记者 王嘉晨 从临江发回",
        "by hand",
        "",
    ],
)
def test_an_ordinary_closing_bracket_is_no_signature(inside: str) -> None:
    assert take_signature(f"秋收过半（{inside}）") is None


def test_a_signature_closes_a_paragraph_and_nothing_else() -> None:
    assert take_signature("（记者 王嘉晨）秋收过半") is None


# --- cutlines -----------------------------------------------------------------------------------


CUTLINES: Table = {
    "mark and bracket": ("▲图为烙画作品。|(宋可摄)", "photographer 宋可"),
    "credit on its own line": ("▼图为活动现场。|\n(吕晓璞 摄)", "photographer 吕晓璞"),
    "bracket": ("收割机在田间作业|（王小禾 摄）", "photographer 王小禾"),
    "no bracket": ("收割机在田间作业| 王小禾 摄", "photographer 王小禾"),
    "no bracket, short caption": ("秋收现场| 王小禾 摄", "photographer 王小禾"),
    "a caption like a name": ("高粱| 王小禾 摄", "photographer 王小禾"),
    "two photographers": (
        "收割机在田间作业| 王小禾 李田 摄",
        "photographer 王小禾, photographer 李田",
    ),
    "a spaced name": ("收割机在田间作业| 王 明 摄", "photographer 王明"),
    "after the full stop": ("收割机在田间作业。|王小禾摄", "photographer 王小禾"),
    "reporter": ("收割机在田间作业| 本报记者 王小禾 摄", "photographer 王小禾"),
    "role with a colon": ("收割机在田间作业| 摄影：王小禾", "photographer 王小禾"),
    "role with a slash": ("收割机在田间作业| 图/王小禾", "photographer 王小禾"),
    "text and photo": ("收割机在田间作业| 王小禾 文/图", "text-and-photo 王小禾"),
    "agency": ("收割机在田间作业。|新华社发（张三 摄）", "photographer 张三 (新华社)"),
    "agency alone": ("收割机在田间作业| 新华社发", ""),
    "provided": ("收割机在田间作业| 图片由市水务局提供", ""),
    "English": ("Caption text.| Photo: Ann Lee", "photographer Ann Lee"),
    "English, both": ("Caption text.| Text and photos by Ann Lee", "text-and-photo Ann Lee"),
    "an English agency": ("Caption text.| Photo: Xinhua", ""),
    "an English agency, short": ("Caption text.| Photo: AP", ""),
    "an English agency in brackets": ("Caption text.| (Xinhua)", ""),
    "courtesy": ("Caption text.| (Photo courtesy of the museum)", ""),
    "courtesy, no bracket": ("Caption text.| Photo courtesy of the museum", ""),
    "provided by the interviewee": ("收割机在田间作业| 受访者供图", ""),
    "provided by the interviewee, bracket": ("收割机在田间作业|（受访者供图）", ""),
    "provided by an agency": ("收割机在田间作业| 视觉中国 供图", ""),
    "an agency with a slash": ("收割机在田间作业| 图/视觉中国", ""),
    "a source": ("收割机在田间作业| 图片来源：视觉中国", ""),
    "provided by an office": ("收割机在田间作业| 市委宣传部供图", ""),
    "from the files": ("收割机在田间作业|（资料图片）", ""),
    "provided by a person": ("收割机在田间作业| 王小禾供图", "photographer 王小禾"),
    "agency and photographer": ("Caption text.| (Xinhua/Li Tian)", "photographer Li Tian (Xinhua)"),
    "agency photo": ("Caption text.| AP Photo/Ann Lee", "photographer Ann Lee (AP)"),
    "nothing but a credit": ("|王小禾、李田 摄", "photographer 王小禾, photographer 李田"),
}


@cases(CUTLINES)
def test_a_cutline_gives_up_its_mark_and_its_credit(text: str, expected: str) -> None:
    """A bar stands where the credit begins."""
    caption, _, credit = text.partition("|")
    mark = caption[:1] if caption[:1] in set("▲▼") else ""

    cutline = split_cutline(caption + credit)

    assert (cutline.mark, cutline.text) == (mark, caption.removeprefix(mark))
    assert cutline.credit is not None
    assert cutline.credit.text == credit.strip()
    assert said(cutline.credit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "图为活动现场",
        "Caption (Ann Lee)",
        "金秋十月，摄影展览",
        "By the river",
        "记者在现场",
        "",
        "收割机在田间作业（王明）",
        "A poem by Ann Lee",
        "图中右为 王明",
        "Farmers read Xinhua",
        "Farmers buy a photo courtesy of the museum",
        "Photo courtesy of the museum. Farmers at work.",
        "Caption (the AP course)",
    ],
)
def test_a_cutline_without_a_sure_credit_stays_whole(text: str) -> None:
    cutline = split_cutline(text)

    assert (cutline.mark, cutline.text, cutline.credit) == ("", text, None)


# --- any text -----------------------------------------------------------------------------------

PIECES = ["□", "▲", "本报", "记者", "通讯员", "摄", "文/图", "文", "图", "和", "王", "明", "李田"]
PIECES += [
    "王嘉晨",
    "扎西·次仁",
    "新华社",
    "北京",
    "10月1日电",
    "本报讯",
    "报道",
    "By",
    "Ann",
    "Lee",
]
PIECES += ["and", "Photo:", "by", " ", "　", "\n", "、", ",", "/", "：", "（", "）", "(", ")", "。"]

LINES = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(LINES)
def test_a_byline_never_loses_a_character(text: str) -> None:
    byline = parse_byline(text)

    assert byline is None or byline.text == text


@given(LINES)
def test_a_cutline_loses_nothing_but_white_space(text: str) -> None:
    cutline = split_cutline(text)
    joined = cutline.mark + cutline.text + (cutline.credit.text if cutline.credit else "")

    assert "".join(joined.split()) == "".join(text.split())


@given(LINES)
@example("（记者 王嘉晨）")
def test_lead_in_and_signature_are_pieces_of_the_paragraph(text: str) -> None:
    lead_in, signature = take_lead_in(text), take_signature(text)

    if lead_in:
        assert text[: lead_in.length].lstrip() == lead_in.byline.text
    if signature:
        assert text[signature.start :].rstrip() == signature.byline.text


@given(LINES)
def test_a_byline_paragraph_is_a_byline(text: str) -> None:
    assert not is_byline_paragraph(text) or parse_byline(text.strip()) is not None


@pytest.mark.parametrize(
    "text",
    [
        "（" * 10_000,
        "1" * 10_000,
        "王 " * 5_000,
        "王·" * 5_000,
        "首席" * 5_000,
        "图片由" * 3_000,
        "Ann Lee " * 2_000,
        "（记者 " * 3_000,
        "文/图" * 3_000,
        " " * 10_000,
        "。" * 10_000,
    ],
    ids=[
        "brackets",
        "digits",
        "single characters",
        "middle dots",
        "ranks",
        "provided by",
        "English names",
        "open credits",
        "role pairs",
        "spaces",
        "full stops",
    ],
)
def test_a_monstrous_line_holds_no_credit(text: str) -> None:
    """Each of these would hang an expression that tries every way to read it."""
    assert parse_byline(text) is None
    assert take_lead_in(text) is None
    assert take_signature(text) is None
    assert split_cutline(text).credit is None
    assert not is_byline_paragraph(text)
    assert parse_unsigned(text) is None


@pytest.mark.parametrize("text", ["ſtory by Ann Lee", "Ann Lee, ınterns", "Worldſ by Ann Lee"])
def test_letters_that_only_look_like_those_of_a_role_are_no_role(text: str) -> None:
    parse_byline(text)

    assert "".join(piece.text for piece in pieces_of(text)) == text
