"""What stands beside stories on a page: boxes, tables, editors' notes, signatures."""

from __future__ import annotations

from tests.importing.text.desk import Page, page, read_back, shown, unaccounted

TEXT = "新修的八公里水渠今天通水，沿线两千亩水田受益，比往年早了二十天。"
OTHER = "东门路两侧新增车位一百二十个，凌晨五点前可以免费停放，附近居民都说方便。"
THIRD = "维修队更换了老化的管道和三十六个阀门，夜里不再停水。"


def whole(text: str) -> Page:
    """Read a page, no character of which is lost."""
    found = page(text)
    assert unaccounted(text, found.articles, found.notes) == ""
    return found


# --- boxes --------------------------------------------------------------------------------------

INDEX = "今日导读\n老桥修旧如旧 新灯点亮两岸 03版\n石桥队主场三球大胜 08版"


def test_lines_that_lead_to_other_pages_are_an_item_of_their_own() -> None:
    found = whole(
        f"水渠通水\n□本报记者 沈栀\n{TEXT}（下转02版）\n\n{INDEX}\n\n"
        f"市委常委会开会研究防汛\n本报讯 {OTHER}"
    )

    assert found.headlines == ["水渠通水", "今日导读", "市委常委会开会研究防汛"]
    assert shown(found.articles[1]) == ["老桥修旧如旧 新灯点亮两岸 03版\n石桥队主场三球大胜 08版"]


def test_an_article_goes_on_below_an_index() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n\n{INDEX}\n\n{OTHER}")

    story, index = found.articles
    assert index.headline == "今日导读"
    assert shown(story)[1:] == [TEXT, OTHER]


def test_an_editors_note_over_the_headline_begins_the_article() -> None:
    note = "编者按：老手艺是一座城的记忆，今天起本报推出系列报道。"
    found = whole(
        f"水渠通水\n□本报记者 沈栀\n{TEXT}\n\n{note}\n\n一把伞\n□本报记者 何知微\n{OTHER}"
    )

    assert found.headlines == ["水渠通水", "一把伞"]
    assert shown(found.articles[1]) == ["□本报记者 何知微", note, OTHER]
    assert found.noted("editors-note") == [5]


def test_an_editors_note_may_have_a_line_for_its_name() -> None:
    found = whole(f"编者按\n{THIRD}\n\n一把伞\n□本报记者 何知微\n{OTHER}")

    assert shown(found.only) == ["□本报记者 何知微", "## 编者按", THIRD, OTHER]


def test_a_note_after_the_heads_stays_where_it_is() -> None:
    note = "编者按：老手艺是一座城的记忆。"
    found = whole(f"一把伞\n□本报记者 何知微\n{note}\n{OTHER}")

    assert shown(found.only) == ["□本报记者 何知微", note, OTHER]


def test_a_series_and_its_number_are_a_standing_head() -> None:
    for head in ("匠心石桥①", "走进乡村（三）", "【老街坊】"):
        found = whole(f"{head}\n一把伞撑起半生光阴\n□本报记者 何知微\n{OTHER}")

        assert (found.only.standing_head, found.only.headline) == (head, "一把伞撑起半生光阴")


# --- tables -------------------------------------------------------------------------------------

RESULTS = (
    "名次  球队  胜  平  负  积分\n1  海州队  8  2  1  26\n2  平阳队  7  3  1  24\n"
    "3  南屏队  7  1  3  22"
)


def test_rows_of_numbers_are_a_table_and_no_heads() -> None:
    found = whole(f"石桥队大胜\n□本报记者 沈栀\n{TEXT}\n{RESULTS}\n\n乒乓球赛落幕\n本报讯 {OTHER}")

    assert found.headlines == ["石桥队大胜", "乒乓球赛落幕"]
    assert shown(found.articles[0])[-1] == RESULTS
    assert found.noted("lines-kept") == [4]


def test_rows_with_single_spaces_are_a_table() -> None:
    rows = "海州队 8 2 1 26\n平阳队 7 3 1 24"
    found = whole(f"石桥队大胜\n□本报记者 沈栀\n{TEXT}\n{rows}\n{OTHER}")

    assert shown(found.only)[1:] == [TEXT, rows, OTHER]


def test_four_lines_that_nothing_tells_are_no_heads() -> None:
    results = "比赛成绩\n甲组：冠军 李子轩\n乙组：冠军 王若溪\n丙组：冠军 张浩宇"
    found = whole(f"乒乓球赛落幕\n本报讯 {TEXT}\n\n{results}\n\n▲李子轩在比赛中。 本报记者 沈栀 摄")

    assert found.headlines == ["乒乓球赛落幕"]
    assert shown(found.only)[1] == results


def test_a_head_over_briefs_is_no_crosshead() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n简讯\n●{OTHER}\n●{THIRD}")

    assert found.headlines == ["水渠通水", "简讯"]


# --- who signs below a text ---------------------------------------------------------------------


def test_lines_close_below_a_text_sign_it() -> None:
    found = whole(
        "图书馆何时开门\n编辑同志：\n我家住在东门路，孩子想借书。\n读者 周桂兰\n\n"
        f"停水公告\n{THIRD}\n石桥镇自来水有限公司\n2024年5月20日\n\n招聘启事\n{OTHER}"
    )

    assert found.headlines == ["图书馆何时开门", "停水公告", "招聘启事"]
    assert shown(found.articles[0])[-1] == "读者 周桂兰"
    assert shown(found.articles[1])[-1] == "石桥镇自来水有限公司\n2024年5月20日"
    assert found.noted("signature-alone") == [4, 8]


def test_a_letter_in_english_is_signed_and_the_next_begins() -> None:
    found = whole(
        "LETTERS TO THE EDITOR\n\nKeep the library open\n\nTo the Editor:\n\n"
        "I urge the board to look elsewhere for savings.\n\nANNA PRUITT\nLinden\n\n"
        "A bridge too dear\n\nYour editorial ignores the cost to those who live there.\n"
    )

    assert found.headlines == ["Keep the library open", "A bridge too dear"]
    assert shown(found.articles[0])[-1] == "ANNA PRUITT\nLinden"


def test_a_crosshead_close_over_its_text_is_no_signature() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n一渠管到底\n\n{OTHER}\n{THIRD}")

    assert "## 一渠管到底" in shown(found.only)


def test_words_in_brackets_sign_a_poem_of_stanzas() -> None:
    found = whole(
        "湖边\n□ 程渡\n\n风从湖面走过来\n带着水草的气味\n我坐在石阶上\n\n"
        "它飞走了\n湖面没有动\n我也没有动\n（作者单位：石桥镇文化馆）\n\n"
        f"父亲的算盘\n□ 何素心\n\n{OTHER}\n{THIRD}"
    )

    assert found.headlines == ["湖边", "父亲的算盘"]
    assert shown(found.articles[0])[1:] == [
        "风从湖面走过来\n带着水草的气味\n我坐在石阶上",
        "它飞走了\n湖面没有动\n我也没有动",
        "（作者单位：石桥镇文化馆）",
    ]


def test_a_name_in_brackets_after_the_last_stop_ends_the_paragraph() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT} （韩雪）\n")

    assert not found.noted("paragraph-unfinished")


def test_a_byline_in_brackets_stands_at_the_end_of_a_deck() -> None:
    found = whole(
        f"暴雨来袭全城守护家园\n——全镇转移群众1.2万人（本报记者 沈栀 文/图）\n{TEXT}\n{OTHER}"
    )

    article = read_back(found.only)
    assert (found.only.headline, found.only.deck) == (
        "暴雨来袭全城守护家园",
        "——全镇转移群众1.2万人",
    )
    assert [credit.name for credit in article.credits] == ["沈栀"]


def test_a_credit_without_brackets_below_the_only_text_makes_it_a_cutline() -> None:
    found = whole(f"云溪镇茶香引客来\n{OTHER}\n本报记者 沈栀 摄")

    assert shown(found.only) == [f"[{OTHER} 本报记者 沈栀 摄]"]


# --- where a story begins -----------------------------------------------------------------------


def test_what_comes_from_another_page_is_a_story() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n（上接01版）{OTHER}")

    assert found.headlines == ["水渠通水", "东门路两侧新增车位一百二十个"]


def test_what_another_paper_reports_is_a_story_where_space_says_so() -> None:
    report = "据《北岭晚报》报道 近日，北岭市一小学生写信给环卫工人，让人动容。"
    head = f"水渠通水\n□本报记者 沈栀\n{TEXT}\n{OTHER}\n{THIRD}\n"

    assert whole(f"{head}\n{report}").headlines == ["水渠通水", "北岭市一小学生写信给环卫工人"]
    assert whole(f"{head}{report}").headlines == ["水渠通水"]


def test_what_a_reporter_learnt_is_the_headline_that_is_made() -> None:
    found = whole("新华社北京5月19日电（记者 沈栀）记者19日从铁路部门获悉，端午加开列车。")

    assert found.headlines == ["端午加开列车"]


def test_a_question_in_an_interview_is_text() -> None:
    found = whole(f"慢下来\n□本报记者 沈栀\n{TEXT}\n三问\n问：怎么办？\n答：{OTHER}")

    assert shown(found.only)[2:] == ["## 三问", "问：怎么办？", f"答：{OTHER}"]


def test_a_reporter_with_a_short_name_and_a_correspondent_are_a_byline() -> None:
    found = whole(f"水渠通水\n本报记者 夏天  通讯员 牛力\n{TEXT}")

    assert shown(found.only) == ["本报记者 夏天  通讯员 牛力", TEXT]
    assert found.headlines == ["水渠通水"]


def test_an_english_jump_ends_a_story() -> None:
    found = whole(
        "Bridge plan clears vote\nBy Mara Ellison\nThe council voted late Sunday to build.\n"
        "See BRIDGE, Page A6\nRain delays planting\nFarmers are two weeks behind schedule.\n"
    )

    assert found.headlines == ["Bridge plan clears vote", "Rain delays planting"]
    assert shown(found.articles[0])[-1] == "See BRIDGE, Page A6"


# --- more of what a page prints -----------------------------------------------------------------


def test_lines_between_spaces_that_lead_to_another_page_are_items() -> None:
    found = whole(
        "石桥晚报\n2023年11月8日 星期三\nA1\n\n水上巴士今起试运行\n首批开通三条线路\n"
        ">>> 详见 A3\n\n立冬添衣忙\n详见A2版\n\n导读\n■ 老城墙启动修缮\nA4\n\n"
        f"本报讯（记者 沈栀）昨天，{OTHER}\n{THIRD}"
    )

    assert found.headlines[:3] == ["水上巴士今起试运行", "立冬添衣忙", "导读"]
    assert shown(found.articles[2]) == ["■ 老城墙启动修缮\nA4"]
    assert len(found.articles) == 4


def test_a_second_code_on_a_page_is_none_of_its_folio() -> None:
    found = whole(f"A1\n水渠通水\n□本报记者 沈栀\n{TEXT}\n导读\n老城墙启动修缮\nA4")

    assert found.noted("text-folio") == [1]


def test_too_many_lines_at_the_head_of_a_page_are_an_item_of_their_own() -> None:
    found = whole(
        "公益广告\n讲文明 树新风\n文明石桥 你我同行\n石桥镇文明办 宣\n\n06版 健康\n"
        f"立冬养生有讲究\n专家说冬天早卧晚起等日光\n本报记者 沈栀\n{TEXT}\n{OTHER}"
    )

    assert found.headlines == ["公益广告", "立冬养生有讲究"]


def test_a_sideways_mark_stands_before_a_crosshead_too() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n▶ 水往哪里流？\n{OTHER}\n▶ 谁来管\n{THIRD}")

    assert shown(found.only)[2] == "## ▶ 水往哪里流？"
    assert shown(found.only)[4] == "## ▶ 谁来管"


def test_a_sideways_mark_with_a_credit_is_a_cutlines() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n▶ 水渠今天通水 沈栀 摄")

    assert shown(found.only)[-1] == "[▶ 水渠今天通水 沈栀 摄]"


def test_lines_that_say_what_they_tell_are_no_crossheads() -> None:
    book = "出版社：海潮出版社\n出版时间：2023年10月"
    found = whole(f"山河故园\n□本报记者 沈栀\n{TEXT}\n{book}\n{OTHER}")

    assert shown(found.only)[2] == book


def test_heads_below_a_jump_from_another_page_are_its_own() -> None:
    found = whole(
        "Bridge plan clears vote\nBy Mara Ellison\nThe council voted late Sunday to build.\n\n"
        "CONTINUED FROM A1\nBRIDGE: City to borrow $40 million\n"
        "The rest would come from tolls, according to the plan.\n"
    )

    assert found.headlines == ["Bridge plan clears vote", "BRIDGE: City to borrow $40 million"]


def test_a_name_over_a_post_is_a_byline() -> None:
    found = whole(
        "School board delays vote on calendar\n\nParents ask for more time to comment\n\n"
        "JANE HOLLOWAY\nSTAFF WRITER\n\nThe board on Tuesday put off a vote on a new calendar.\n"
    )

    assert shown(found.only)[0] == "JANE HOLLOWAY, STAFF WRITER"
    assert found.only.deck == "Parents ask for more time to comment"


def test_what_an_agency_says_is_the_headline_that_is_made() -> None:
    found = whole("新华社海州11月7日电 气象部门7日发布公报说，今年10月气温创同期新高。")

    assert found.headlines == ["今年10月气温创同期新高"]


def test_a_byline_beside_its_headline_is_one() -> None:
    for line in ("父亲的菜园　　　　□ 高原", "父亲的菜园□高原", "父亲的菜园   本报记者 高原"):
        found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n{line}\n{OTHER}")

        assert found.headlines == ["水渠通水", "父亲的菜园"]
        assert [credit.name for credit in read_back(found.articles[1]).credits] == ["高原"]


def test_arrows_stand_before_cutlines() -> None:
    found = whole(f"水渠通水\n□本报记者 沈栀\n{TEXT}\n↑水渠今天通水。\n→水流进稻田。")

    assert shown(found.only)[2:] == ["[↑水渠今天通水。]", "[→水流进稻田。]"]


def test_an_office_and_a_day_sign_whatever_space_is_over_them() -> None:
    found = whole(
        f"停水公告\n\n{TEXT}\n\n{THIRD}\n\n\n石桥镇第一中学\n2022年3月9日\n\n\n注销公告\n{OTHER}"
    )

    assert found.headlines == ["停水公告", "注销公告"]
    assert shown(found.articles[0])[-1] == "石桥镇第一中学\n2022年3月9日"


def test_what_nobody_signed_is_an_agencys() -> None:
    found = whole(
        'Co-op names new manager\n\nBy Ann Lee\n\n"It is an honor," she said.\n\n'
        "— Staff report\n\nDairy prices climb again\n\nBy the Associated Press\n\n"
        "Milk prices rose 4 percent in February.\n"
    )

    assert found.headlines == ["Co-op names new manager", "Dairy prices climb again"]
    assert shown(found.articles[0])[-1] == "— Staff report"
    assert found.articles[1].byline == "By the Associated Press"


def test_who_asks_in_a_letter_ends_its_paragraph() -> None:
    asks = "My roses look dead. Should I cut them back? — Puzzled in Pine Grove"
    found = whole(f"Ask the gardener today\n\nBy Ann Lee\n\n{asks}\n\nWait until they bloom.\n")

    assert shown(found.only)[1:] == [asks, "Wait until they bloom."]


def test_numbered_lines_are_cutlines_where_the_reporter_took_the_pictures() -> None:
    lines = f"{TEXT}\n{OTHER}\n① 志愿者为游客指路。\n② 小朋友在包粽子。"
    own = whole(f"端午小长假\n□本报记者 沈栀 摄影报道\n{lines}")
    other = whole(f"端午小长假\n□本报记者 沈栀\n{lines}")

    assert shown(own.only)[-2:] == ["[① 志愿者为游客指路。]", "[② 小朋友在包粽子。]"]
    assert shown(other.only)[-2:] == ["① 志愿者为游客指路。", "② 小朋友在包粽子。"]


def test_a_mark_before_a_brief_makes_no_cutline_of_it() -> None:
    found = whole(f"财经短讯\n▲ {OTHER}\n▲ {THIRD}")

    assert shown(found.only) == [f"▲ {OTHER}", f"▲ {THIRD}"]


def test_a_marked_word_over_a_headline_is_its_kicker() -> None:
    found = whole(
        f"◆股市\n股指收涨重返高位\n□本报记者 沈栀\n{TEXT}\n{OTHER}\n\n"
        f"◆油价\n国内油价迎来上涨\n{THIRD}"
    )

    assert [(each.kicker, each.headline) for each in found.articles] == [
        ("◆股市", "股指收涨重返高位"),
        ("◆油价", "国内油价迎来上涨"),
    ]


def test_a_text_with_space_over_it_and_a_credit_below_is_a_cutline() -> None:
    picture = "6月17日，消防员在石桥下开展水上演练。"
    found = whole(
        f"评卷工作推进\n□本报记者 沈栀\n{TEXT}\n{OTHER}\n\n{picture}\n本报记者 方砚秋 摄\n\n"
        f"夏粮收购突破百万吨\n本报讯 {THIRD}"
    )

    assert f"[{picture} 本报记者 方砚秋 摄]" in shown(found.articles[0])


def test_who_said_it_is_the_kicker_over_what_was_said() -> None:
    found = whole(f"罗清在调研时强调\n以更实举措推动工业经济提质增效\n本报讯 {TEXT}")

    assert found.only.kicker == "罗清在调研时强调"
    assert not found.noted("headline-unclear")
    assert not found.noted("deck-unclear")
