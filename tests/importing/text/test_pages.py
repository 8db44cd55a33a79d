"""Whole invented pages of different papers, as their editors would want them read."""

from __future__ import annotations

from tests.importing.text.desk import page, read_back, shown, unaccounted

# --- a county paper: heads without empty lines, indents, a folio at the top ---------------------

COUNTY = """
A02　要闻
2021年3月9日　星期二
责编 林既白　版式 何知微　校对 顾念桐
临江晚报

春耕备耕有序推进
——临江县农资供应见闻
□本报记者 沈栀 通讯员 方砚秋
　　连日来，临江县各乡镇抢抓农时，备足种子、化肥、农药，为春耕打好基础。
　　“今年的种子到得早。”店主说，“价格和去年差不多。”
　　备足农资
　　县农业农村局提前摸底，组织企业调运化肥三千吨，其中尿素一千二百吨、复合
肥一千八百吨，可以满足全县用肥需要。
▲3月5日，农技人员在石桥镇查看秧苗长势。（沈栀 摄）
石桥镇
新修水渠通水
　　本报讯（记者 陆怀川）3月6日，石桥镇新修的八公里水渠通水。
　　据了解，水渠总投资四百万元，工期五个月。（下转A03版）
短评
种子里有大文章
叶青
　　一粒种子，关系一季收成。
　　种业兴，则农业兴。愿更多好种子落进好田里。
停水公告
　　因管网检修，3月10日8时至18时，城东片区停水。请提前储水。
临江县自来水公司
2021年3月8日
"""


def test_a_county_paper_has_its_heads_standing_head_and_notice() -> None:
    found = page(COUNTY)

    assert [(a.standing_head, a.kicker, a.headline, a.deck) for a in found.articles] == [
        ("", "", "春耕备耕有序推进", "——临江县农资供应见闻"),
        ("", "石桥镇", "新修水渠通水", ""),
        ("短评", "", "种子里有大文章", ""),
        ("", "", "停水公告", ""),
    ]
    assert unaccounted(COUNTY, found.articles, found.notes) == ""


def test_a_paragraph_without_indent_goes_on_with_the_one_before() -> None:
    first = page(COUNTY).articles[0]

    assert shown(first)[3:] == [
        "## 备足农资",
        "县农业农村局提前摸底，组织企业调运化肥三千吨，其中尿素一千二百吨、复合肥一千八百吨，"
        "可以满足全县用肥需要。",
        "[▲3月5日，农技人员在石桥镇查看秧苗长势。（沈栀 摄）]",
    ]


def test_a_jump_line_ends_a_story_and_is_understood() -> None:
    jumped = read_back(page(COUNTY).articles[1])

    assert jumped.jump_to is not None
    assert str(jumped.jump_to.page) == "A03"


def test_who_gives_notice_and_when_stays_below_it_line_by_line() -> None:
    notice = page(COUNTY).articles[3]

    assert shown(notice)[-1] == "临江县自来水公司\n2021年3月8日"


def test_a_name_alone_below_a_headline_is_the_byline() -> None:
    found = page(COUNTY)

    assert found.articles[2].byline == "叶青"
    assert found.noted("byline-name-alone") == [21]


# --- a daily's page with a feature, three heads, a correction -----------------------------------

SCHOOLS = """
临江日报
LINJIANG RIBAO
2022年6月15日 星期三 农历壬寅年五月十七
第03版 民生新闻
责任编辑：温禾 美术编辑：罗照野 责任校对：顾念桐
新闻热线：0000-1234567

今日关注

从“有学上”到“上好学”

——我市城区义务教育扩容提质纪实

本报记者 沈 栀 文/图

6月的临江，南湖中学新校区的塔吊正在转动。按照计划，这所学校将在今年秋季投入使用。

一、建：五年新增学位两万个

据市教育局统计，五年来，全市新建、改扩建学校四十二所，新增学位两万零六百个，大班额比例降至



学生们在南湖中学老校区上体育课

百分之零点六。

二、派：骨干教师下乡任教

“每周三天在乡镇，两天在城区。”市实验小学教师何知微已经在石桥镇中心小学任教一年。

我市启动夏季征兵宣传

本报讯（通讯员 霍守宁 记者 陆怀川）6月13日，我市夏季征兵宣传活动在市民广场启动。

市场监管部门

抽检食用油四十批次

合格率百分之百

本报讯（记者 温禾）记者昨日从市市场监管局获悉，近期抽检的四十批次食用油全部合格。

更正

本报6月14日第2版《水厂扩建》一文中，“五万吨”应为“十五万吨”，特此更正。
"""


def test_a_daily_has_its_feature_under_a_standing_head_of_its_own() -> None:
    found = page(SCHOOLS)

    assert [(a.standing_head, a.kicker, a.headline, a.deck) for a in found.articles] == [
        ("今日关注", "", "从“有学上”到“上好学”", "——我市城区义务教育扩容提质纪实"),
        ("", "", "我市启动夏季征兵宣传", ""),
        ("", "市场监管部门", "抽检食用油四十批次", "合格率百分之百"),
        ("", "", "更正", ""),
    ]
    assert unaccounted(SCHOOLS, found.articles, found.notes) == ""
    assert found.noted("heads-of-three") == [36]


def test_numbered_crossheads_and_a_cutline_amid_a_sentence_are_told_apart() -> None:
    assert shown(page(SCHOOLS).articles[0])[2:5] == [
        "## 一、建：五年新增学位两万个",
        "据市教育局统计，五年来，全市新建、改扩建学校四十二所，新增学位两万零六百个，大班额比例"
        "降至百分之零点六。",
        "[学生们在南湖中学老校区上体育课]",
    ]


def test_a_credit_for_text_and_pictures_is_the_credit_of_a_cutline_without_one() -> None:
    feature = read_back(page(SCHOOLS).articles[0])

    assert feature.byline is not None
    assert [credit.role.value for credit in feature.byline.credits] == ["text-and-photo"]


# --- a literary page: verse, names without a sign, stanzas --------------------------------------

LITERARY = """
A08 副刊
2021年9月21日 星期二 责编 翁慧兰
秋天的河
□方砚秋
　　河水在秋天是慢的。
　　我从桥上走过，看见一片叶子漂下来，又一片叶子漂下来。
　　“水凉了。”母亲说。

中秋（外一首）
林既白
月亮从江面升起来
照着渡口
也照着渡口的人

远处的灯火
一盏一盏亮了
比星星还低

老屋
叶 青
　　老屋还在。
　　门前的石阶磨得发亮。
　　（作者单位：临江市第二中学）
征稿启事
　　本版征集散文、诗歌。投稿邮箱：fukan@example.com
"""


def test_a_literary_page_keeps_verse_in_lines_and_stanzas() -> None:
    found = page(LITERARY)

    assert found.headlines == ["秋天的河", "中秋（外一首）", "老屋", "征稿启事"]
    assert [a.byline for a in found.articles] == ["", "林既白", "叶 青", ""]
    assert shown(found.articles[1]) == [
        "月亮从江面升起来\n照着渡口\n也照着渡口的人",
        "远处的灯火\n一盏一盏亮了\n比星星还低",
    ]
    assert unaccounted(LITERARY, found.articles, found.notes) == ""


# --- briefs, with and without headlines ---------------------------------------------------------

BRIEFS = """
要闻速览
● 市人大常委会举行第十二次会议
本报讯（记者 温禾）6月13日，市人大常委会举行第十二次会议。会议听取了有关报告。
● 夏粮收购启动
6月14日起，我市夏粮收购全面启动，全市设收购点一百零六个。
简讯
本报讯 市图书馆今起延长开放时间到21时，自习室同步延长，周末不变。
本报讯（记者 陆怀川）南湖公园东门昨日恢复通行，停车场新增车位八十个。
"""


def test_briefs_are_articles_under_their_standing_head() -> None:
    found = page(BRIEFS)

    assert [(a.standing_head, a.headline) for a in found.articles] == [
        ("要闻速览", "● 市人大常委会举行第十二次会议"),
        ("要闻速览", "● 夏粮收购启动"),
        ("简讯", "市图书馆今起延长开放时间到21时"),
        ("简讯", "南湖公园东门昨日恢复通行"),
    ]
    assert found.noted("headline-made") == [7, 8]
    assert unaccounted(BRIEFS, found.articles, found.notes) == ""


# --- photo news ---------------------------------------------------------------------------------

PICTURES = """
光影临江

▼市民在滨江公园骑行。

▲孩子们在体育馆学打乒乓球。

本组图片由罗照野摄

我市新增两处口袋公园

□本报记者 沈栀

新增的两处口袋公园都在老城区，周边居民步行五分钟就能到达。

公园里种了银杏和海棠，还装了十二盏路灯。

▲近日，市园林局在滨江路补种了三百株银杏。图为工人在栽种银杏。（罗照野 摄）

图片新闻

秋日银杏醉游人

10月20日，游客在临江植物园观赏银杏。（罗照野 摄）
"""


def test_photo_news_is_an_article_of_pictures_under_its_standing_head() -> None:
    found = page(PICTURES)

    assert [(a.standing_head, a.headline) for a in found.articles] == [
        ("光影临江", "光影临江"),
        ("", "我市新增两处口袋公园"),
        ("图片新闻", "图片新闻"),
        ("图片新闻", "秋日银杏醉游人"),
    ]
    assert shown(found.articles[0]) == [
        "[▼市民在滨江公园骑行。]",
        "[▲孩子们在体育馆学打乒乓球。 本组图片由罗照野摄]",
    ]
    assert found.noted("photo-news-headline") == [3, 17]
    assert unaccounted(PICTURES.strip("\n"), found.articles, found.notes) == ""


# --- an English page ----------------------------------------------------------------------------

HERALD = """
VALLEY HERALD              Wednesday, March 3, 2021                 Page B2

SCHOOLS
Budget vote set for May; board weighs two cuts
Superintendent says bus routes and the late
library are on the list
By ANN LEE
Herald Staff Writer

    The school board will vote on next
year's budget on May 11, the board said
on Monday.
    "Nobody likes to cut," said Super-
intendent Mary Holt. "But we have no
choice."

What comes next

    A hearing is set for April 20 in the
high school gym.
(See BUDGET, Page B4)

Students board a bus on Oak Street on Monday. Ann Lee / The Herald

IN BRIEF

Bridge to close for repairs

The Oak Street bridge will close from March 8 to March 12, the county said.

Library sale on Saturday

The library will sell used books from 9 a.m. to 2 p.m. on Saturday.
"""


def test_an_english_page_has_kicker_headline_deck_and_byline() -> None:
    found = page(HERALD)

    assert found.headlines == [
        "Budget vote set for May; board weighs two cuts",
        "Bridge to close for repairs",
        "Library sale on Saturday",
    ]
    first = found.articles[0]
    assert first.kicker == "SCHOOLS"
    assert first.deck == ("Superintendent says bus routes and the late library are on the list")
    assert first.byline == "By ANN LEE, Herald Staff Writer"
    assert [a.standing_head for a in found.articles] == ["", "IN BRIEF", "IN BRIEF"]
    assert unaccounted(HERALD, found.articles, found.notes) == ""


def test_english_lines_become_paragraphs_and_parted_words_whole() -> None:
    found = page(HERALD)

    assert shown(found.articles[0]) == [
        "The school board will vote on next year's budget on May 11, the board said on Monday.",
        '"Nobody likes to cut," said Superintendent Mary Holt. "But we have no choice."',
        "## What comes next",
        "A hearing is set for April 20 in the high school gym.",
        "(See BUDGET, Page B4)",
        "[Students board a bus on Oak Street on Monday. Ann Lee / The Herald]",
    ]
    assert found.noted("text-hyphen") == [14]


# --- heads that stand alone ---------------------------------------------------------------------

WINTER = """
我市今冬供暖提前三天
受冷空气影响，我市今冬供暖时间由11月15日提前到11月12日。供热企业已完成检修，储煤充足。
市民如遇问题可拨打服务电话。

三所学校投入使用
东城小学、南湖中学和北关幼儿园三所新建学校近日投入使用，新增学位三千六百个。
三所学校共投资两亿元。
"""


def test_a_headline_without_byline_is_told_by_the_space_over_it_and_said() -> None:
    found = page(WINTER)

    assert found.headlines == ["我市今冬供暖提前三天", "三所学校投入使用"]
    assert found.noted("article-start-unclear") == [5]


def test_a_story_goes_on_after_the_box_that_interrupts_it() -> None:
    text = """
老桥今天通车

□本报记者 陆怀川

经过两年的修缮，临江老桥今天上午恢复通车，第一批过桥的是附近南湖中学的学生，他们骑着

▲市民在桥头拍照。（罗照野 摄）

图说新闻

自行车从桥上经过。
"""
    found = page(text)

    assert found.headlines == ["老桥今天通车", "图说新闻"]
    assert shown(found.articles[0])[1].endswith("他们骑着自行车从桥上经过。")
