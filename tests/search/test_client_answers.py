"""What is found is exactly what is there: the client against a search without an index."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.search import pinyin
from broadsheet.search.normalising import PARTS, normalise
from tests.search import truth
from tests.search.client import PROBE, find, find_all, paths
from tests.search.truth import Document, Query, Term, answer, kind, typed
from tests.site.windows import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.archive import Newspaper

pytestmark = pytest.mark.browser


@pytest.fixture
def address(paper: Newspaper, site_server: Callable[[Path], str]) -> str:
    return f"{site_server(paper.root / 'output')}/{PROBE}"


@pytest.fixture
def asking(window: Page, address: str) -> Page:
    window.goto(address)
    return window


# --- random queries


def is_asked(term: Term) -> bool:
    """Whether a piece of a text is a term as it stands: not a sign alone, nor read as another."""
    text = term.text
    if not any(kind(c) != PARTS for c in normalise(text)):
        return False
    if term.quoted:
        return text == text.strip()
    is_latin = text.isascii() and text.isalpha() and len(text) > 1
    return (
        not any(c.isspace() or c in '"“”„‟＂|｜:：' for c in text)
        and text[0] not in "-－"
        and ".." not in normalise(text)
        and text != "OR"
        and not is_latin
    )


@st.composite
def text_terms(draw: st.DrawFn, archive: list[Document]) -> Term:
    """A piece of a text, cut anywhere, or a word that may be nowhere."""
    record = draw(st.sampled_from(archive)).record
    source = draw(
        st.sampled_from([record[n] for n in ("headline", "kicker", "deck", "text") if record[n]])
    ).split("\n")[0]
    start = draw(st.integers(0, len(source) - 1))
    length = draw(st.sampled_from([1, 1, 2, 2, 3, 4, 5, 6, 7, 9, 12, 50]))
    cut = st.just(source[start : start + length].strip())
    word = st.sampled_from(truth.WORDS)
    return draw(
        st.builds(
            Term,
            cut | cut | word | st.sampled_from(["收秋", "江哈", "zz", "哈哈哈哈", "co-op", "台灣"]),
            st.sampled_from(["", "", "", "", "title", "by"]),
            st.booleans(),
            st.sampled_from([False, False, False, True]),
        ).filter(is_asked)
    )


other_terms = st.builds(
    lambda pair, quoted, excluded: Term(pair[1], pair[0], quoted, excluded),
    st.sampled_from(
        [
            *(
                ("section", "要闻"),
                ("section", "副刊"),
                ("section", "news"),
                ("section", "台湾新闻"),
            ),
            *(("column", "读者"), ("column", "无此栏目"), ("page", "A01"), ("page", "第a02版")),
            *(("date", "2024"), ("date", "2024-05"), ("date", "2022-12-31"), ("date", "2023..")),
            *(("date", "2022-06..2023-03"), ("date", "..2022"), ("date", "2024-05-02..2024-05-02")),
            *(("by", "王嘉"), ("by", "罗照野"), ("title", "秋收")),
        ]
    ),
    st.booleans(),
    st.sampled_from([False, False, True]),
)


def queries(archive: list[Document]) -> st.SearchStrategy[Query]:
    term = text_terms(archive)
    clause = st.lists(term, min_size=1, max_size=1) | st.lists(
        term | other_terms, min_size=1, max_size=3
    )
    return st.lists(clause, min_size=1, max_size=3)


def check(query: Query, got: dict[str, Any], archive: list[Document], order: str) -> None:
    said = typed(query)
    expected = answer(query, archive)
    found = paths(got)
    assert sorted(found) == sorted(d.path for d in expected), said
    assert len(found) == len(set(found)), said
    if order == "newest":
        assert found == [d.path for d in expected], said
    elif order == "oldest":
        days = [r["date"] for r in got["results"]]
        assert days == sorted(days), said
    first = got["first"]
    assert first["count"] == len(expected) or (
        not first["exact"] and first["count"] > len(expected)
    ), (said, first, len(expected))
    assert got["settled"], said
    assert got["count"] == len(expected), said
    assert not got["unread"], said
    assert not got["lost"], said
    values = {
        "year": lambda r: [r["date"][:4]],
        "section": lambda r: [r["section"]],
        "column": lambda r: [r["column"]],
        "page": lambda r: [r["page"]],
        "person": lambda r: {c["name"] for c in r["credits"]},
    }
    for name, values_of in values.items():
        counted = Counter(v for d in expected for v in values_of(d.record) if v)
        assert dict(got["facets"][name]) == counted, (said, name)


def test_any_query_finds_what_is_there_and_counts_it(
    window: Page, address: str, archive: list[Document]
) -> None:
    @settings(max_examples=25)
    @given(
        asked=st.lists(
            st.tuples(
                queries(archive),
                st.sampled_from([3, 20]),
                st.sampled_from(["newest", "newest", "oldest", "relevance"]),
            ),
            min_size=1,
            max_size=16,
        )
    )
    def asks(asked: list[tuple[Query, int, str]]) -> None:
        window.goto(address)
        answers = find_all(window, [(typed(q), size, {"order": o}) for q, size, o in asked])
        for (query, _, order), got in zip(asked, answers, strict=True):
            check(query, got, archive, order)

    asks()


# --- what random queries meet too rarely


def test_three_like_characters_are_more_than_two(asking: Page, archive: list[Document]) -> None:
    got = find(asking, "哈哈哈")
    expected = answer([[Term("哈哈哈")]], archive)
    assert not got["first"]["exact"]
    assert paths(got) == [d.path for d in expected]


def test_a_word_that_was_cut_is_no_exact_answer(asking: Page) -> None:
    exact = {
        text: find(asking, text)["first"]["exact"]
        for text in ("1" * 39 + "2", f'"{"1" * 39}2"', f'"{"1" * 38}2"')
    }
    assert list(exact.values()) == [True, False, True]


def test_signs_alone_neither_ask_for_anything_nor_forbid(
    asking: Page, archive: list[Document]
) -> None:
    everything = paths(find(asking, "秋收"))
    assert everything
    for query in ("秋收 ！", "， 秋收", "秋收 -。", "秋收 “！”"):
        assert paths(find(asking, query)) == everything, query
    assert paths(find(asking, "！")) == []


@pytest.mark.parametrize(
    "query",
    ["發展", "-發展 江", "title:臺灣", "section:臺灣新聞", "section:台湾新闻", "發展 OR 展發"],
)
def test_traditional_and_simplified_characters_find_each_other(
    window: Page, address: str, archive: list[Document], query: str
) -> None:
    window.goto(address)
    got = paths(find(window, query))
    window.goto(address)
    simple = query.replace("發", "发").replace("臺", "台").replace("灣", "湾").replace("聞", "闻")
    assert got == paths(find(window, simple)) != []


def test_the_table_of_characters_comes_only_when_it_is_needed(
    browser: Browser, address: str
) -> None:
    find_first = "archive.find(broadsheetSearch.parse(text)).then((f) => f.count)"
    start = (
        f"(text) => {{ window.archive ||= new broadsheetSearch.Archive(''); return {find_first}; }}"
    )
    with opened(browser) as (window, _):
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto(address)
        assert window.evaluate(start, "秋收 section:要闻 date:2024") > 0
        assert not [url for url in asked if "/han-" in url or "/pinyin-" in url]
        window.evaluate(start, "發展")
        window.evaluate(start, "臺灣")
        assert len([url for url in asked if "/han-" in url]) == 1


def text_of(pieces: list[dict[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    "query", ["秋收", "A股", "50m", "株", "發展", "harvest", "by:王嘉晨", "12.8公里", "哈哈"]
)
def test_what_is_marked_is_what_was_printed(
    asking: Page, archive: list[Document], query: str
) -> None:
    by_path = {d.path: d.record for d in archive}
    word = normalise(query.removeprefix("by:"))
    results = find(asking, query)["results"]
    assert results
    for result in results:
        record = by_path[result["path"]]
        for name in ("headline", "kicker", "deck"):
            assert text_of(result[name]) == record[name]
        snippet = text_of(result["snippet"])
        assert "\n" not in snippet
        shown = [
            p["text"]
            for n in ("headline", "kicker", "deck", "snippet")
            for p in result[n]
            if p["hit"]
        ]
        assert result["marks"], query
        assert all(result["marks"])
        assert len(set(result["marks"])) == len(result["marks"])
        for mark in {*shown, *result["marks"]}:
            assert word in normalise(mark), (query, mark)
        if query.startswith("by:"):
            continue
        assert shown
        body = snippet.removeprefix("…").removesuffix("…")
        printed = "\n".join(
            [
                record["text"],
                record["byline"],
                record["source"],
                *(p["cutline"] for p in record["missing_pictures"]),
            ]
        )
        assert body in printed
        assert len(body) < 240
        outside = any(
            truth.stands(word, line, False) for n, line in by_path_lines(archive, result["path"])
        )
        assert any(piece["hit"] for piece in result["snippet"]) == outside


def by_path_lines(archive: list[Document], path: str) -> list[tuple[str, str]]:
    (document,) = [d for d in archive if d.path == path]
    return [(name, line) for name, line in document.lines if name == "text"]


# --- pinyin


@functools.cache
def readings_of_characters() -> dict[str, list[str]]:
    of: dict[str, list[str]] = {}
    for syllable, characters in pinyin.readings().items():
        for character in characters:
            of.setdefault(character, []).append(syllable)
    return of


def may_be_said(document: Document, letters: str) -> bool:
    """Whether a part of the headline or of a name can be read so, by any reading of its characters
    or by their initials."""
    of = readings_of_characters()

    def goes_on(run: str, rest: str) -> bool:
        if not rest or not run:
            return not rest
        said = of.get(run[0], [])
        return any(
            s.startswith(rest) or (rest.startswith(s) and goes_on(run[1:], rest[len(s) :]))
            for s in said
        )

    def by_initials(run: str) -> bool:
        return len(run) >= len(letters) > 1 and all(
            any(s[0] == letter for s in of.get(c, [letter]))
            for c, letter in zip(run, letters, strict=False)
        )

    texts = [document.record["headline"], *(c["name"] for c in document.record["credits"])]
    runs = [run for text in texts for run in re.findall("[\u4e00-\u9fff]+", normalise(text))]
    return any(
        goes_on(run[at:], letters) or by_initials(run[at:])
        for run in runs
        for at in range(len(run))
    )


def test_whatever_is_said_of_a_headline_or_a_name_finds_it(
    window: Page, address: str, archive: list[Document]
) -> None:
    texts = {
        (d.path, t)
        for d in archive
        for t in (d.record["headline"], *(c["name"] for c in d.record["credits"]))
    }
    runs = sorted(
        {
            (path, tuple(run))
            for path, text in texts
            for run in pinyin.said(normalise(text))
            if len(run) > 1 and "".join(run).isascii()
        }
    )

    @settings(max_examples=10)
    @given(data=st.data())
    def asks(data: st.DataObject) -> None:
        asked = []
        for path, run in data.draw(st.lists(st.sampled_from(runs), min_size=1, max_size=12)):
            start = data.draw(st.integers(0, len(run) - 2))
            part = run[start : start + data.draw(st.integers(2, 5))]
            letters = "".join(part)
            if data.draw(st.booleans()):
                letters = "".join(syllable[0] for syllable in part)
            elif data.draw(st.booleans()):
                letters = letters[: -data.draw(st.integers(0, len(part[-1]) - 1)) or None]
            asked.append((path, letters))
        window.goto(address)
        answers = find_all(window, [(f"pinyin:{letters}", 20, {}) for _, letters in asked])
        for (path, letters), got in zip(asked, answers, strict=True):
            assert path in paths(got), letters
            by_path = {d.path: d for d in archive}
            assert all(may_be_said(by_path[p], letters) for p in paths(got)), letters

    asks()


@pytest.mark.parametrize(
    ("typed_", "who"),
    [
        *(("wangjiachen", "王嘉晨"), ("wjc", "王嘉晨"), ("WangJiaCh", "王嘉晨"), ("lhc", "陆怀川")),
        *(("pinyin:wangjia", "王嘉"), ("拼音:wj", "王嘉"), ("by:luozhaoye", "罗照野")),
    ],
)
def test_names_are_found_as_they_are_said(
    asking: Page, archive: list[Document], typed_: str, who: str
) -> None:
    got = find(asking, typed_)
    expected = [
        d.path
        for d in archive
        if any(who in c["name"] for c in d.record["credits"])
        or (not typed_.startswith("by:") and who in d.record["headline"])
    ]
    assert paths(got) == expected != []
    assert all(who in "".join(r["marks"]) for r in got["results"])


def test_pinyin_in_a_field_looks_only_there(asking: Page, archive: list[Document]) -> None:
    titled = [d.path for d in archive if "王嘉晨" in d.record["headline"]]
    credited = [d.path for d in archive if any("王嘉晨" in c["name"] for c in d.record["credits"])]
    assert titled
    assert credited
    assert titled != credited
    assert paths(find(asking, "title:wjc")) == titled
    assert paths(find(asking, "by:wjc")) == credited
    assert paths(find(asking, "wjc title:进度")) == [
        d.path for d in archive if d.path in {*titled, *credited} and Term("进度", "title").holds(d)
    ]


def test_a_headline_is_marked_at_the_characters_that_were_said(asking: Page) -> None:
    results = find(asking, "title:jdgb")["results"]
    assert results
    for result in results:
        assert "进度过半" in [piece["text"] for piece in result["headline"] if piece["hit"]]


@pytest.mark.parametrize(
    "query",
    [
        "pinyin:王",
        "pinyin:123",
        "拼音:“，”",
        "pinyin:q",
        "pinyin:ü",
        "pinyin:" + "na" * 20,
        "pinyin:" + "xian" * 10,
        "pinyin:" + "z" * 300,
    ],
)
def test_pinyin_that_says_nothing_finds_nothing_and_is_quick(asking: Page, query: str) -> None:
    milliseconds = asking.evaluate(
        """async (text) => {
      const archive = new broadsheetSearch.Archive("");
      const start = performance.now();
      const found = await archive.find(broadsheetSearch.parse(text));
      await found.results(0, 20);
      return performance.now() - start;
    }""",
        query,
    )
    assert milliseconds < 3000


# --- what helps when nothing was found


def test_what_helps_is_offered_and_finds_what_it_says(
    asking: Page, archive: list[Document]
) -> None:
    offers = asking.evaluate(
        """async ([text, options]) => {
      const archive = new broadsheetSearch.Archive("");
      await archive.script("extra");
      const found = await archive.find(broadsheetSearch.parse(text), options);
      await found.settle(1000);
      const offers = await found.suggestions();
      return [found.count, offers.map(({ kind, query, count }) => [kind, String(query), count])];
    }""",
        ["秋收 没有的词", {"from": "2024-01-01", "to": "2024-12-31"}],
    )
    count, suggested = offers
    assert count == 0
    expected = answer([[Term("秋收")], [Term("2024", "date")]], archive)
    assert ["drop", "秋收", len(expected)] in suggested
    assert all(number > 0 for _, _, number in suggested)


def test_from_and_to_are_a_span(asking: Page, archive: list[Document]) -> None:
    for first, last in (
        ("2022-01-01", "2022-12-31"),
        ("2024", ""),
        ("", "2023-03"),
        ("2024-05-02", "2024-05-02"),
    ):
        got = find(asking, "秋收", **{"from": first, "to": last})
        assert paths(got) == [
            d.path for d in answer([[Term("秋收")], [Term(f"{first}..{last}", "date")]], archive)
        ]
        alone = find(asking, "", **{"from": first, "to": last})
        assert paths(alone) == [
            d.path for d in answer([[Term(f"{first}..{last}", "date")]], archive)
        ]


def test_an_abandoned_search_ends(asking: Page) -> None:
    name = asking.evaluate("""async () => {
      const archive = new broadsheetSearch.Archive("");
      const going = new AbortController();
      const asked = archive.find(broadsheetSearch.parse("秋收"), { signal: going.signal });
      going.abort();
      return asked.then(() => "answered", (error) => error.name);
    }""")
    assert name == "AbortError"
