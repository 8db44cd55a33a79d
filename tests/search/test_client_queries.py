"""How what somebody types is understood, and written back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PARSE = """(texts) => texts.map((text) => {
  const told = (query) => query.clauses.map((clause) => clause.map((term) => [
    term.field, term.excluded, term.quoted && !term.days,
    term.field === "date" ? term.days || null : term.text,
  ]));
  const query = broadsheetSearch.parse(text);
  const written = String(query);
  return {
    clauses: told(query), written, again: told(broadsheetSearch.parse(written)),
    isEmpty: query.isEmpty, number: query.terms.length, wrong: query.terms.some((t) => t.wrong),
  };
})"""


def parsed(page: Page, text: str) -> dict[str, Any]:
    (query,) = page.evaluate(PARSE, [text])
    return dict(query)


def told(page: Page, text: str) -> list[list[str]]:
    """Each clause as its terms; ``-`` excluded, in quotes a phrase, a date as its days."""
    found = []
    for clause in parsed(page, text)["clauses"]:
        terms = []
        for field, excluded, quoted, what in clause:
            value = "..".join(what) if isinstance(what, list) else what
            marked = f'"{value}"' if quoted and field != "date" else value
            terms.append(("-" if excluded else "") + (f"{field}:" if field else "") + marked)
        found.append(terms)
    return found


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("", []),
        ("  　 ", []),
        ("秋收", [["秋收"]]),
        ("秋收 进度　荻江", [["秋收"], ["进度"], ["荻江"]]),
        ('"first tram" late', [['"first tram"'], ["late"]]),
        ("“秋收 进度”", [['"秋收 进度"']]),
        ("＂秋收＂", [['"秋收"']]),
        ('"not closed', [['"not closed"']]),
        ('""', []),
        ("秋收 -晚稻", [["秋收"], ["-晚稻"]]),
        ("秋收 －晚稻", [["秋收"], ["-晚稻"]]),
        ('-"late rice"', [['-"late rice"']]),
        ("co-operate", [["co-operate"]]),
        ("a - b", [["a"], ["b"]]),
        ("a OR b c", [["a", "b"], ["c"]]),
        ("a b OR c OR d e", [["a"], ["b", "c", "d"], ["e"]]),
        ("a | b c", [["a", "b"], ["c"]]),
        ("a|b c", [["a", "b"], ["c"]]),
        ("秋收｜丰收", [["秋收", "丰收"]]),
        ("a OR -b", [["a", "-b"]]),
        ("a or b", [["a"], ["or"], ["b"]]),
        ('a "OR" b', [["a"], ['"OR"'], ["b"]]),
        ("OR a OR", [["a"]]),
        ("title:harvest", [["title:harvest"]]),
        ("TITLE:harvest", [["title:harvest"]]),
        ('标题："秋 收"', [['title:"秋 收"']]),
        ("作者:王嘉晨 -版块：副刊", [["by:王嘉晨"], ["-section:副刊"]]),
        ("栏目:读者来信 版:A01 版次:A02", [["column:读者来信"], ["page:A01"], ["page:A02"]]),
        ("拼音:wjc pinyin:wjc", [["pinyin:wjc"], ["pinyin:wjc"]]),
        ("foo:bar 10:30", [["foo:bar"], ["10:30"]]),
        ("subtitle:bar", [["subtitle:bar"]]),
    ],
)
def test_words_phrases_and_fields(scripts: Page, typed: str, clauses: list[list[str]]) -> None:
    assert told(scripts, typed) == clauses
    assert parsed(scripts, typed)["isEmpty"] == (clauses == [])


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("date:2019-10-24", "2019-10-24..2019-10-24"),
        ("date:2019-1-5", "2019-01-05..2019-01-05"),
        ("date:2020-02-29", "2020-02-29..2020-02-29"),
        ("date:2019-10", "2019-10-01..2019-10-31"),
        ("date:2019-02", "2019-02-01..2019-02-28"),
        ("date:2020-02", "2020-02-01..2020-02-29"),
        ("date:2019", "2019-01-01..2019-12-31"),
        ("日期：2019年", "2019-01-01..2019-12-31"),
        ("date:2019年10月", "2019-10-01..2019-10-31"),
        ("日期:2019年10月24日", "2019-10-24..2019-10-24"),
        ("date:２０１９－１０－２４", "2019-10-24..2019-10-24"),
        ("date:2019-10..2020-03", "2019-10-01..2020-03-31"),
        ("date:2019..", "2019-01-01.."),
        ("date:..2019", "..2019-12-31"),
        ('date:"2019..2020"', "2019-01-01..2020-12-31"),
        ("2019-10-24", "2019-10-24..2019-10-24"),
        ("2019-10..2020-03", "2019-10-01..2020-03-31"),
        ("2019..2020", "2019-01-01..2020-12-31"),
        ("2019-10-24..", "2019-10-24.."),
    ],
)
def test_dates_and_spans(scripts: Page, typed: str, days: str) -> None:
    assert told(scripts, typed) == [[f"date:{days}"]]


@pytest.mark.parametrize(
    "typed",
    [
        *('"2019-10-24"', "2019", "2019-10", "1234.5", "2024/25", "1949/10", "..", "等等.."),
        "2019-13-01",
    ],
)
def test_what_may_be_no_date_is_a_word(scripts: Page, typed: str) -> None:
    assert told(scripts, typed) == [[typed]]


@pytest.mark.parametrize(
    "typed",
    [
        *("date:x", "date:2019-13", "date:2019-00", "date:2019-02-30", "date:2019-10-00"),
        "date:x..2019",
    ],
)
def test_a_date_that_is_none_is_known_as_wrong(scripts: Page, typed: str) -> None:
    assert parsed(scripts, typed)["wrong"]


pieces = st.sampled_from(
    [
        *'秋收王a1 　"“”-－|｜:：.．,。',
        *("OR", " OR ", "title:", "版:", "date:", "by:", "2019", "-10", ".."),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    texts=st.lists(
        st.lists(pieces, max_size=14).map("".join) | st.text(max_size=30), min_size=1, max_size=30
    )
)
def test_a_query_written_back_means_the_same(scripts: Page, texts: list[str]) -> None:
    texts = [text.encode("utf-16", "replace").decode("utf-16") for text in texts]
    for text, query in zip(texts, scripts.evaluate(PARSE, texts), strict=True):
        assert query["again"] == query["clauses"], (text, query["written"])


def test_a_term_is_added_once_and_taken_away(scripts: Page) -> None:
    changed = scripts.evaluate(
        """() => {
          const query = broadsheetSearch.parse("秋收 a OR b");
          const more = query.with("section", "要闻").with("section", "要闻");
          return [more, more.without(3), more.without(1), query].map(String);
        }"""
    )
    assert changed == [
        '秋收 a OR b section:"要闻"',
        "秋收 a OR b",
        '秋收 b section:"要闻"',
        "秋收 a OR b",
    ]


def test_a_year_that_is_added_is_a_span_of_days(scripts: Page) -> None:
    days = scripts.evaluate(
        """() => broadsheetSearch.parse("秋收").with("date", "2019").terms[1].days"""
    )
    assert days == ["2019-01-01", "2019-12-31"]


@pytest.mark.parametrize("value", ['说"不"', "“双十一”专版", "A：B", "a|b OR c", "-1", '"'])
def test_any_value_of_a_facet_can_be_asked_for(scripts: Page, value: str) -> None:
    text, again = scripts.evaluate(
        """(value) => {
          const { parse } = broadsheetSearch;
          const query = parse(String(parse("").with("section", value)));
          return [query.terms.map((term) => term.text), query.has("section", value)];
        }""",
        value,
    )
    assert len(text) == 1
    assert again
