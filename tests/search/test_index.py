"""The index of a whole newspaper, read by a second reader and compared with its texts."""

from __future__ import annotations

import gzip
import itertools
import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from broadsheet.search.normalising import HAN, PARTS, code_points, kinds, normalise
from tests.archive import Newspaper, assets, changes, issue_path
from tests.search.client import core
from tests.search.index_reader import Index, Segment, content

TEXTS = (
    "本报讯（记者 王嘉晨）10月23日，秋收进度过半。三千亩晚稻颗粒归仓！",
    "ＡＢＣ公司的5G网络覆盖了12.8公里，其中3.5亿元……“5G”",
    "瞭望：乾坤未定，發展是硬道理。臺灣同胞",
    "The harvest is half done; Harvesters' work goes on. Naïve café, co-operate.",
    "𠮷野家の味、カタカナ、한국어 단어",
    "单\n\n字",
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Newspaper:
    """Forty days around a turn of the year, with a second edition."""
    paper = Newspaper(tmp_path_factory.mktemp("paper"))
    paper.settings["DEFAULT_LANG"] = "zh"
    days = [f"2023-12-{d:02d}" for d in range(20, 32)] + [f"2024-01-{d:02d}" for d in range(1, 20)]
    for at, day in enumerate(days):
        for page in (1, 2):
            text = TEXTS[(at * 2 + page) % len(TEXTS)]
            paper.article(
                day,
                f"a0{page}-1-story{at}",
                f"标题{at}秋收{'A股' if at % 3 else ''}",
                text=f"{text}\n\n第{at}天。",
                section=f"版块{at % 3}",
                byline="□本报记者 王嘉晨 通讯员 Ann Lee" if at % 2 else "",
            )
    paper.article("2024-01-05-evening", "a01-1-late", "晚报", text="夜里的事。")
    assert paper.build().good
    return paper


@pytest.fixture(scope="module")
def index(paper: Newspaper) -> Index:
    return Index(paper.root / "output")


def records(paper: Newspaper, segment: Segment) -> list[dict[str, Any]]:
    output = paper.root / "output"
    return [
        json.loads((output / path).with_suffix(".json").read_text("utf-8"))
        for path in segment.paths
    ]


def lines_of(record: dict[str, Any]) -> list[str]:
    """Every field that is searched, a paragraph a line, in one way of writing."""
    names = ("kicker", "headline", "deck", "byline", "dateline", "source", "text")
    texts = [str(record[name]) for name in names]
    return [normalise(line) for text in texts for line in text.split("\n")]


def kind_of(character: str) -> int:
    return int(kinds()[code_points(character)[0]])


def runs_of(line: str) -> list[str]:
    parted = "".join(c if kind_of(c) != PARTS else "\0" for c in line)
    return [run for run in parted.split("\0") if run]


def test_every_pair_of_characters_names_exactly_the_articles_that_have_it(
    paper: Newspaper, index: Index
) -> None:
    for segment in index.segments:
        expected: dict[tuple[int, int, int], set[int]] = {}
        for number, record in enumerate(records(paper, segment)):
            runs = [run for line in lines_of(record) for run in runs_of(line)]
            of_article = set()
            for run in runs:
                if any(kind_of(c) == HAN for c in run):
                    codes = [*map(ord, run), 0]
                    of_article |= set(itertools.pairwise(codes))
            begins = {one for one, other in of_article if other}
            for one, other in of_article:
                if other or one not in begins:
                    expected.setdefault((0, one, other), set()).add(number)
        got = {gram: set(articles) for gram, articles in segment.grams.items() if gram[0] == 0}
        assert got == expected


def test_every_token_names_exactly_the_articles_that_have_it(
    paper: Newspaper, index: Index
) -> None:
    for segment in index.segments:
        expected: dict[str, set[int]] = {}
        for number, record in enumerate(records(paper, segment)):
            for line in lines_of(record):
                tokens = "".join(c if kind_of(c) not in (PARTS, HAN) else " " for c in line)
                for token in tokens.split():
                    expected.setdefault(token[:40], set()).add(number)
        plain = {w: set(a) for w, a in segment.words.items() if w[1:2] != ":"}
        assert plain == expected


def test_headings_credits_and_pinyin_have_terms_of_their_own(
    paper: Newspaper, index: Index
) -> None:
    words: dict[str, int] = {}
    grams: dict[tuple[int, int, int], int] = {}
    for segment in index.segments:
        for word, articles in segment.words.items():
            words[word] = words.get(word, 0) + len(articles)
        for gram, articles in segment.grams.items():
            grams[gram] = grams.get(gram, 0) + len(articles)
    assert grams[1, ord("秋"), ord("收")] == 62
    credited = [
        {credit["name"] for credit in record["credits"]}
        for segment in index.segments
        for record in records(paper, segment)
    ]
    named = sum("王嘉晨" in names for names in credited)
    assert grams[2, ord("嘉"), ord("晨")] == words["p:jia chen"] == named > 0
    assert words["i:wj"] == words["i:jc"] == named
    assert words["b:lee"] == sum("Ann Lee" in names for names in credited) > 0
    assert words["p:qiu shou"] == 62
    assert "t:a" in words
    assert (2, ord("秋"), ord("收")) not in grams


def test_numbers_go_by_date_and_within_an_issue_the_last_comes_first(index: Index) -> None:
    last = index.segments[-1].paths
    assert last[-1] == "2024/01/19/a01-1-story30.html"
    assert last[-2] == "2024/01/19/a02-1-story30.html"
    at = last.index("2024/01/05-evening/a01-1-late.html")
    assert last[at - 1] == "2024/01/05/a01-1-story16.html"
    assert last[at + 1] == "2024/01/06/a02-1-story17.html"


def test_facets_name_every_article(paper: Newspaper, index: Index) -> None:
    for segment in index.segments:
        of_article = records(paper, segment)
        for kind in ("section", "page"):
            got = {n: v for v, articles in segment.facets[kind].items() for n in articles}
            assert got == {n: r[kind] for n, r in enumerate(of_article) if r[kind]}
        assert sum(count for _, count in segment.months) == len(segment.paths)


def test_articles_written_with_other_characters_are_marked(paper: Newspaper, index: Index) -> None:
    for segment in index.segments:
        for path, record in zip(segment.paths, records(paper, segment), strict=True):
            assert (path in segment.marked) == ("瞭望" in str(record["text"]))


def test_texts_for_a_disk_are_those_of_the_twins(paper: Newspaper) -> None:
    output = paper.root / "output"
    path = "2024/01/05/texts.js"
    texts = json.loads(content(path, (output / path).read_bytes()))
    twin = json.loads((output / "2024/01/05/a01-1-story16.json").read_bytes())
    assert set(texts) == {"a01-1-story16", "a02-1-story16"}
    for name in ("headline", "text", "byline", "path", "corrections", "order"):
        assert texts["a01-1-story16"][name] == twin[name]


def folders(tree: dict[str, bytes]) -> set[str]:
    return {
        path.split("/")[1] for path in tree if path.startswith("search/") and path.count("/") > 1
    }


@pytest.fixture
def copied(paper: Newspaper, tmp_path: Path) -> Newspaper:
    shutil.copytree(paper.root, tmp_path, dirs_exist_ok=True)
    copy = Newspaper(tmp_path)
    copy.settings["DEFAULT_LANG"] = "zh"
    assert copy.build().good
    return copy


def test_a_new_issue_writes_the_newest_segment_and_the_manifest_alone(copied: Newspaper) -> None:
    before = copied.tree()
    copied.article("2024-01-20", "a01-1", "新的一天")

    assert copied.build().issues_read == 1

    after = copied.tree()
    changed = {p: h for p, h in changes(before, after).items() if p.startswith("search/")}
    gone, new = folders(before) - folders(after), folders(after) - folders(before)
    assert (len(gone), len(new)) == (1, 1)
    assert set(changed) == {"search/manifest.js"} | {
        p for p in {*before, *after} if any(p.startswith(f"search/{id}/") for id in gone | new)
    }


def test_a_corrected_old_article_writes_its_own_segment_alone(copied: Newspaper) -> None:
    before = copied.tree()
    newest = Index(copied.root / "output").manifest["segments"][-1]
    copied.article("2023-12-20", "a01-1-story0", "改了标题", text="改过。")

    copied.build()

    assert folders(before) ^ folders(copied.tree()) != set()
    assert Index(copied.root / "output").manifest["segments"][-1] == newest


def test_what_is_taken_away_or_held_back_is_not_in_the_index(copied: Newspaper) -> None:
    copied.article("2024-01-19", "a01-1-story30", "秘密", text="不可说的词", status="draft")
    copied.remove(issue_path("2023-12-20"))
    copied.build()

    index = Index(copied.root / "output")
    assert all((0, ord("秘"), ord("密")) not in s.grams for s in index.segments)
    paths = [path for segment in index.segments for path in segment.paths]
    assert not [p for p in paths if ("story30" in p and "a01" in p) or p.startswith("2023/12/20")]


def test_a_damaged_file_of_the_index_is_made_again(copied: Newspaper) -> None:
    before = copied.tree()
    (path,) = [p for p in before if p.startswith("search/") and p.endswith("/g0.js")][:1]
    (copied.root / "output" / path).write_bytes(b"broken")

    copied.build()

    assert copied.tree() == before


def test_an_archive_without_articles_has_an_empty_index(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    paper.build()

    assert Index(tmp_path / "output").segments == []


def test_the_client_and_what_it_opens_first_are_small(paper: Newspaper, index: Index) -> None:
    """Compressed as hosts do it: before the first query, and with a segment's directory."""

    tree = paper.tree()

    def weight(*paths: str) -> int:
        return sum(len(gzip.compress(tree[path], 6)) for path in paths)

    scripts = [f"{assets(paper.root / 'output')}/js/search/{name}.js" for name in (*core(), "page")]
    first = weight(*scripts, "search/manifest.js")
    assert first <= 16_000
    directory = max(
        weight(f"search/{facts['id']}/index.js") for facts in index.manifest["segments"]
    )
    assert first + directory <= 20_000


def test_everything_is_in_nfc() -> None:
    assert normalise("cafe\u0301") == normalise("café") == unicodedata.normalize("NFC", "café")
