"""Fields: known keys in every spelling, and values in every way people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Correction, PageCode, Region, Retraction, Status
from broadsheet.problems import Problem
from broadsheet.reading import fields as door
from broadsheet.reading.fields import (
    ARTICLE_KEYS,
    ISSUE_KEYS,
    PAGE_KEYS,
    Fields,
    KeyTable,
    Wrong,
    read_fields,
)
from broadsheet.reading.headers import HeaderField, split_header


def fields_of(text: str, table: KeyTable = ARTICLE_KEYS) -> Fields:
    return read_fields(split_header("a.md", text), table)


def kinds(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, int]]:
    return [(p.kind, p.line) for p in problems]


def kind_of(value: object) -> str:
    return value.kind if isinstance(value, Wrong) else f"not wrong: {value!r}"


def example_of(value: object) -> str:
    return dict(value.values)["example"] if isinstance(value, Wrong) else f"not wrong: {value!r}"


# --- keys


@pytest.mark.parametrize("table", [ARTICLE_KEYS, ISSUE_KEYS, PAGE_KEYS])
def test_no_spelling_belongs_to_two_keys(table: KeyTable) -> None:
    for name, spellings in table.spellings.items():
        assert [table.find(spelling) for spelling in spellings] == [name] * len(spellings)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("标题", "headline"),
        ("Title", "headline"),
        ("HEADLINE", "headline"),
        ("Standing-Head", "standing_head"),
        ("standing_head", "standing_head"),
        ("Lead In", "lead_in"),
        ("栏　目", "standing_head"),
        ("Ｔｉｔｌｅ", "headline"),
        ("categories", "section"),
        ("下转", "jump_to"),
    ],
)
def test_a_key_is_known_in_every_spelling(key: str, name: str) -> None:
    assert ARTICLE_KEYS.find(key) == name


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("Titel", "title"),
        ("Hedline", "headline"),
        ("Standng head", "standing head"),
        ("categorys", "category"),
        ("标提", "标题"),
        ("班次", "版次"),
        ("关键字", "关键词"),
    ],
)
def test_a_misspelt_key_is_answered_in_the_reporters_own_language(key: str, nearest: str) -> None:
    (found,) = fields_of(f"Title: x\n{key}: y\n\n").problems
    assert (found.kind, found.line) == ("unknown-key", 2)
    assert f'"{nearest}"' in found.hint()


@pytest.mark.parametrize("key", ["Weather", "天气", "X"])
def test_a_key_like_no_other_is_named_without_a_guess(key: str) -> None:
    assert kinds(fields_of(f"Title: x\n{key}: y\n\n").problems) == [("unknown-key-far", 2)]


def test_guesses_stop_after_some_keys_but_every_unknown_key_is_named() -> None:
    text = "Title: x\n" + "Titel: y\n" * 30 + "\n"
    problems = fields_of(text).problems
    assert len(problems) == 30
    assert {p.kind for p in problems} == {"unknown-key", "unknown-key-far"}


def test_the_second_of_two_spellings_of_one_key_names_the_line_of_the_first() -> None:
    fields = fields_of("标题：一\nDate: 2019-10-24\nTitle: 二\n\n")
    assert kinds(fields.problems) == [("duplicate-key", 3)]
    assert "line 1" in fields.problems[0].message()
    assert fields.text("headline") == "一"


def test_a_key_twice_in_yaml_is_found_too() -> None:
    assert kinds(fields_of("---\ntitle: a\ntitle: b\n---\n").problems) == [("duplicate-key", 3)]


def test_a_key_without_a_value_is_named_and_counts_as_absent() -> None:
    fields = fields_of("标题：秋收\n引题：\n\n")
    assert kinds(fields.problems) == [("value-missing", 2)]
    assert "kicker" not in fields.found
    assert (fields.text("kicker"), fields.items("kicker"), fields.line("kicker")) == ("", (), 0)


def test_two_values_where_one_belongs_are_named() -> None:
    fields = fields_of("---\ntitle: [a, b]\ncategories: [时政]\nauthors: [a, b]\n---\n")
    assert kinds(fields.problems) == [("too-many-values", 2)]
    assert fields.text("section") == "时政"


def test_a_second_correction_may_stand_on_a_line_of_its_own() -> None:
    fields = fields_of("标题：x\n更正：2019-10-26 一\n版次：A01\n更正：2019-10-27 二\n\n")
    problems: list[Problem] = []
    assert fields.problems == ()
    assert fields.read_each("correction", door.read_correction, problems) == (
        Correction(dt.date(2019, 10, 26), "一"),
        Correction(dt.date(2019, 10, 27), "二"),
    )
    assert problems == []


def test_each_wrong_item_is_named_at_its_own_line_and_the_others_are_kept() -> None:
    fields = fields_of("Title: x\nCorrection: 2019-10-26 one\n    two\n    2019-10-28 three\n\n")
    problems: list[Problem] = []
    corrections = fields.read_each("correction", door.read_correction, problems)
    assert [c.text for c in corrections] == ["one", "three"]
    assert kinds(problems) == [("correction-invalid", 3)]


def test_a_wrong_value_is_named_at_its_line_with_the_key_as_written() -> None:
    problems: list[Problem] = []
    fields = fields_of("期号：二五六\n总期号：第9000期\n\n", ISSUE_KEYS)
    assert fields.read("number", door.read_number, problems) is None
    assert fields.read("cumulative_number", door.read_number, problems) == 9000
    assert fields.read("embargo", door.read_datetime, problems) is None
    assert kinds(problems) == [("number-invalid", 1)]
    assert problems[0].message("zh") == "期号“二五六”不是整数"


def test_page_names_of_an_issue_are_read_one_by_one() -> None:
    fields = fields_of("版面：A01 要闻、第2版：民生\n    03\n    综合\n\n", ISSUE_KEYS)
    problems: list[Problem] = []
    assert fields.read_items("pages", door.read_page_title, problems) == (
        (PageCode("A", "01"), "要闻"),
        (PageCode("", "2"), "民生"),
        (PageCode("", "03"), ""),
    )
    assert kinds(problems) == [("issue-pages-invalid", 3)]


# --- lists


@pytest.mark.parametrize(
    "value",
    ["甲,乙,丙", "甲，乙，丙", "甲、乙、丙", "甲;乙；丙", " 甲 , , 乙、丙，甲、", "甲\n乙\n丙"],
)
def test_lists_are_separated_by_any_of_the_usual_signs(value: str) -> None:
    assert door.read_list(HeaderField("标签", value, 1)) == ("甲", "乙", "丙")


def test_a_list_may_be_lines_or_yaml_whose_items_keep_their_commas() -> None:
    assert fields_of("Tags: a, b\n    c\n\n").items("tags") == ("a", "b", "c")
    assert fields_of("---\ntags: ['a, b', c]\n---\n").items("tags") == ("a, b", "c")


def test_two_unicode_forms_of_one_word_are_one_item_and_two_names_alike_in_sound_are_two() -> None:
    assert fields_of("Tags: caf\u00e9, cafe\u0301\n\n").items("tags") == ("caf\u00e9",)
    assert fields_of("人物：张明、章明\n\n").items("people") == ("张明", "章明")


# --- dates


@pytest.mark.parametrize(
    "text",
    [
        *("2019-10-24", "2019/10/24", "2019.10.24", "2019年10月24日", "2019 年 10 月 24 日"),
        *(
            "２０１９年１０月２４日",
            "2019-10-24 06:30",
            "2019-10-24T06:30:00+08:00",
            " 2019-10-24 ",
        ),
    ],
)
def test_a_date_may_be_written_as_people_write_it(text: str) -> None:
    assert door.read_date(text) == dt.date(2019, 10, 24)


@pytest.mark.parametrize("text", ["2019-02-30", "2019年13月1日", "2019/0/1", "0000-01-01"])
def test_a_day_that_the_calendar_lacks_is_called_impossible(text: str) -> None:
    assert kind_of(door.read_date(text)) == "date-impossible"


@pytest.mark.parametrize(
    "text", ["2019-10", "2019", "2019年", "2019年10月", "10月24日", "10-24", "24日", "2019/10/"]
)
def test_a_part_of_a_date_is_called_partial(text: str) -> None:
    assert kind_of(door.read_date(text)) == "date-partial"


@pytest.mark.parametrize("text", ["yesterday", "24/10/2019", "2019-10-24x", "2019-10/24", "星期四"])
def test_what_is_no_date_is_called_wrong(text: str) -> None:
    assert kind_of(door.read_date(text)) == "date-invalid"


def test_the_example_is_the_callers_day_or_the_day_that_was_meant() -> None:
    assert example_of(door.read_date("then", "2020-01-02")) == "2020-01-02"
    assert example_of(door.read_date("20191024", "2020-01-02")) == "2019-10-24"


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    iso = day.isoformat()
    chinese = f"{day.year}年{day.month}月{day.day}日"
    forms = [iso, iso.replace("-", "/"), iso.replace("-", "."), chinese]
    assert [door.read_date(form) for form in forms] == [day] * 4


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-10-25 06:00", "2019-10-25T06:00"),
        ("2019-10-25T06:00", "2019-10-25T06:00"),
        ("2019-10-25 06:00:09", "2019-10-25T06:00:09"),
        ("2019年10月25日6时", "2019-10-25T06:00"),
        ("2019年10月25日 6点30分", "2019-10-25T06:30"),
        ("2019年10月25日6：05", "2019-10-25T06:05"),
        ("2019-10-25", "2019-10-25T00:00"),
        ("2019-10-25 06:00+08:00", "2019-10-25T06:00+08:00"),
        ("2019-10-25 06:00 -0330", "2019-10-25T06:00-03:30"),
        ("2019-10-25T06:00Z", "2019-10-25T06:00+00:00"),
    ],
)
def test_an_embargo_is_a_moment(text: str, moment: str) -> None:
    value = door.read_datetime(text)
    assert isinstance(value, dt.datetime)
    assert value == dt.datetime.fromisoformat(moment)
    assert value.utcoffset() == dt.datetime.fromisoformat(moment).utcoffset()


@pytest.mark.parametrize(
    "text",
    ["soon", "06:00", "2019-10", "2019-02-30 06:00", "2019-10-25 24:00", "2019-10-25 06:00+99:00"],
)
def test_an_embargo_that_is_no_moment_is_refused(text: str) -> None:
    assert kind_of(door.read_datetime(text)) == "embargo-invalid"


# --- words and numbers


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *[(text, Status.DRAFT) for text in ("draft", "Draft", "草稿")],
        *[(text, Status.PUBLISHED) for text in ("published", "发布")],
    ],
)
def test_a_status_is_draft_or_published(text: str, status: Status) -> None:
    assert door.read_status(text) is status


@pytest.mark.parametrize("text", ["darft", "hidden", "草", "true"])
def test_any_other_status_is_refused(text: str) -> None:
    assert kind_of(door.read_status(text)) == "status-invalid"


@pytest.mark.parametrize("text", ["256", "０２５６", "第256期", "总第256期", "No. 256", "256号"])
def test_a_number_may_carry_the_words_of_an_issue(text: str) -> None:
    assert door.read_number(text) == 256


@pytest.mark.parametrize("text", ["-1", "1.5", "1,234", "二", "256a", "9" * 5000, "٣"])
def test_other_numbers_are_refused(text: str) -> None:
    assert kind_of(door.read_number(text)) == "number-invalid"


@pytest.mark.parametrize(
    "text",
    [
        "0.05, 0.1, 0.4, 0.3",
        "5% 10% 40% 30%",
        ".05 .1 .4 .3",
        "0.05，0.1，0.4，0.3",
        "５％、10%、40%、30%",
    ],
)
def test_a_region_is_four_fractions_or_percentages(text: str) -> None:
    assert door.read_region(text) == Region(0.05, 0.1, 0.4, 0.3)


def test_a_region_may_be_the_whole_page_or_reach_its_edge() -> None:
    assert door.read_region("0 0 1 1") == Region(0, 0, 1, 1)
    assert door.read_region("0.9, 0.7, 0.1, 0.3") == Region(0.9, 0.7, 0.1, 0.3)


@pytest.mark.parametrize(
    "text",
    [
        "0.1 0.1 0.4",
        "0 0 1 1 0 0 1 1",
        "10, 20, 300, 400",
        "-0.1 0 1 1",
        "a b c d",
        "nan " * 4,
    ],
)
def test_a_region_that_is_not_four_fractions_is_refused(text: str) -> None:
    assert kind_of(door.read_region(text)) == "region-invalid"


@pytest.mark.parametrize("text", ["0 0 0 0.5", "0 0 0.5 0", "0.8 0 0.3 1", "0 0.8 1 0.3"])
def test_a_region_off_the_page_is_refused(text: str) -> None:
    assert kind_of(door.read_region(text)) == "region-off-page"


ONE, OTHER = Region(0.05, 0.1, 0.4, 0.3), Region(0.5, 0.1, 0.2, 0.3)


@pytest.mark.parametrize(
    ("header", "regions"),
    [
        ("热区：0.05, 0.1, 0.4, 0.3; 0.5, 0.1, 0.2, 0.3", (ONE, OTHER)),
        ("热区：0.05，0.1，0.4，0.3；0.5，0.1，0.2，0.3；", (ONE, OTHER)),
        ("热区：5% 10% 40% 30%;50% 10% 20% 30%", (ONE, OTHER)),
        ("热区：0.05 0.1 0.4 0.3\n    0.5 0.1 0.2 0.3", (ONE, OTHER)),
        ("热区：0.05, 0.1,\n    0.4, 0.3", (ONE,)),
        ("热区：0.05; 0.1; 0.4; 0.3", (ONE,)),
        ('---\nregion: ["0.05, 0.1, 0.4, 0.3", "0.5, 0.1, 0.2, 0.3"]\n---', (ONE, OTHER)),
        ("---\nregion:\n  - 0.05, 0.1, 0.4, 0.3\n  - 0.5, 0.1, 0.2, 0.3\n---", (ONE, OTHER)),
        ("---\nregion: [0.05, 0.1, 0.4, 0.3]\n---", (ONE,)),
        ("---\nregion: 0.05, 0.1, 0.4, 0.3; 0.5, 0.1, 0.2, 0.3\n---", (ONE, OTHER)),
        ("标题：甲", ()),
    ],
)
def test_an_article_may_have_several_regions(header: str, regions: tuple[Region, ...]) -> None:
    problems: list[Problem] = []
    assert fields_of(header).regions(problems) == regions
    assert problems == []


def test_a_wrong_region_is_told_by_its_number_at_its_line() -> None:
    problems: list[Problem] = []
    header = "标题：甲\n热区：0 0 1 0.5; 左下;\n    0.5 0.5 0.6 0.5\n"

    assert fields_of(header).regions(problems) == (Region(0, 0, 1, 0.5),)
    assert [(p.line, p.kind, dict(p.values)["number"]) for p in problems] == [
        (2, "region-invalid", "2"),
        (3, "region-off-page", "3"),
    ]
    assert problems[0].message("zh") == "第 2 个热区“左下”不是四个 0 到 1 之间的小数"


def test_a_region_of_signs_alone_is_not_dropped() -> None:
    problems: list[Problem] = []
    assert fields_of("热区：；").regions(problems) == ()
    assert [p.kind for p in problems] == ["region-invalid"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        *[("zh", "zh"), ("EN", "en"), ("zh-hans-cn", "zh-Hans-CN"), ("en_gb", "en-GB")],
        *[("中文", "zh"), ("English", "en"), ("英文", "en"), ("繁体中文", "zh-Hant")],
    ],
)
def test_a_language_is_a_tag_or_one_of_two_names(text: str, tag: str) -> None:
    assert door.read_language(text) == tag


@pytest.mark.parametrize("text", ["Klingon", "z", "zh-", "普通话", "zh zh"])
def test_any_other_language_is_refused(text: str) -> None:
    assert kind_of(door.read_language(text)) == "language-invalid"


# --- pages and addresses


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A01", "A01"),
        ("a01", "A01"),
        ("Ａ０１", "A01"),
        ("第3版", "3"),
        ("03", "03"),
        ("B2版", "B2"),
    ],
)
def test_a_page_code_is_read_as_printed(text: str, code: str) -> None:
    assert str(door.read_page_code(text)) == code


@pytest.mark.parametrize(
    ("text", "example"),
    [
        *[("三", "A03"), ("第三版", "A03"), ("十", "A10"), ("十二", "A12"), ("二十一", "A21")],
        *[("front", "A01"), ("0", "A01"), ("A1-2", "A01"), ("百", "A01")],
    ],
)
def test_a_page_that_is_no_code_is_answered_with_one(text: str, example: str) -> None:
    value = door.read_page_code(text)
    assert kind_of(value) == "page-code"
    assert example_of(value) == example


@pytest.mark.parametrize("text", ["harvest", "秋收-2", "2019-10-24-01", "a_b"])
def test_a_slug_is_letters_digits_and_hyphens_of_any_script(text: str) -> None:
    assert door.read_slug(f" {text} ") == text


def test_a_slug_is_brought_to_nfc() -> None:
    assert door.read_slug("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize(
    "text", ["a b", "a/b", "../a", "a.html", "-a", "a-", "-", "秋收！", "con", "a" * 201]
)
def test_a_slug_that_an_address_cannot_hold_is_refused(text: str) -> None:
    assert kind_of(door.read_slug(text)) == "slug-invalid"


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("/2019/10/24/old-name.html", "/2019/10/24/old-name.html"),
        ("/content_123.htm", "/content_123.htm"),
        ("/old/", "/old/"),
        ("/old/123", "/old/123/"),
        ("/2019/%E7%A7%8B%E6%94%B6.html", "/2019/秋收.html"),
        ("/pc/con/201910/24/content_1.html", "/pc/con/201910/24/content_1.html"),
    ],
)
def test_an_alias_is_an_address_from_the_sites_root(text: str, alias: str) -> None:
    assert door.read_alias(text) == alias


@pytest.mark.parametrize(
    "text",
    [
        *("old.html", "/", "//evil.example/a", "https://paper.example/a.html", "/a/../b.html"),
        *("/a/./b/", "/a?id=3", "/a#b", "/a.pdf", "/%ff", "/a%00.html", "/a\\b", "/con?/a.html"),
    ],
)
def test_an_alias_elsewhere_is_refused(text: str) -> None:
    assert kind_of(door.read_alias(text)) == "alias-invalid"


# --- corrections and retractions


@pytest.mark.parametrize(
    "text",
    [
        *("2019-10-26 应为300。", "2019-10-26：应为300。", "2019-10-26: 应为300。"),
        *("2019年10月26日应为300。", "2019/10/26，应为300。"),
    ],
)
def test_a_correction_is_a_date_and_a_text(text: str) -> None:
    assert door.read_correction(text) == Correction(dt.date(2019, 10, 26), "应为300。")


def test_a_retraction_is_a_date_and_a_reason() -> None:
    assert door.read_retraction("2019-10-26 消息来源：已撤回") == Retraction(
        dt.date(2019, 10, 26), "消息来源：已撤回"
    )


@pytest.mark.parametrize(
    "text", ["应为300。", "2019-10-26", "2019-02-30 应为300。", "10月26日 应为300。"]
)
def test_a_correction_or_retraction_without_date_or_text_is_refused(text: str) -> None:
    assert kind_of(door.read_correction(text)) == "correction-invalid"
    assert kind_of(door.read_retraction(text)) == "retraction-invalid"


READERS = (
    *(door.read_alias, door.read_correction, door.read_date, door.read_datetime),
    *(door.read_language, door.read_number, door.read_page_code, door.read_page_title),
    *(door.read_region, door.read_retraction, door.read_slug, door.read_status),
)
TYPED = st.one_of(st.text(max_size=30), st.text("0123456789-/.:年月日 T时分+%A版第期", max_size=24))


@given(TYPED)
def test_no_text_makes_a_reader_fail_and_every_refusal_has_its_words(text: str) -> None:
    for reader in READERS:
        value = reader(text)
        if isinstance(value, Wrong):
            problem = Problem("a.md", 1, value.kind, (("key", "k"), *value.values))
            assert problem.line_text("en")
            assert problem.line_text("zh")


@given(st.text(max_size=60), st.sampled_from([ARTICLE_KEYS, ISSUE_KEYS, PAGE_KEYS]))
def test_every_field_of_a_header_is_found_or_named(text: str, table: KeyTable) -> None:
    header = split_header("a.md", f"Title: x\n{text}\n\nbody")
    fields = read_fields(header, table)
    told = {p.line for p in fields.problems} | {field.line for field in fields.found.values()}
    assert {field.line for field in header.fields} <= told
