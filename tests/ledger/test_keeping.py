"""What publishing is told: which address was lost, which line, and what is public now."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from broadsheet.ledger import keeping
from broadsheet.problems import ContentError
from tests.archive import Newspaper
from tests.ledger.papers import TODAY, a_paper, committed, git, note, noted, settings_of


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    return a_paper(tmp_path)


def published(paper: Newspaper) -> Collection[str]:
    """Build, and note what is public; the paths of the site."""
    built = paper.build()
    assert built.good, built.said
    paths = paper.pages()
    keeping.record(settings_of(paper), paths)
    return paths


def lost(
    paper: Newspaper, live: Iterable[str] = (), output: str = "output"
) -> list[tuple[str, str]]:
    """Kind of each problem, and the address or line that it names."""
    built = paper.build(output)
    assert built.good, built.said
    problems = keeping.check(settings_of(paper), paper.pages(output), live)
    return [(p.kind, p.values[0][1]) for p in problems]


def test_the_first_publish_notes_every_page_and_feed_and_nothing_else(paper: Newspaper) -> None:
    paper.write("issues/2024/2024-05-01/c.md", "headline: C\nsection: News\naliases: /old/\n\nC.\n")
    published(paper)

    lines = noted(paper)
    pages = {p for p in paper.pages() if p.endswith(".html") and p != "404.html"}
    feeds = {p for p in paper.pages() if p.startswith("feeds/")}
    assert len(lines) == len(pages | feeds)
    assert {line.partition(" ")[2] for line in lines} == {"page"}
    assert "/2024/05/01/ page" in lines
    assert "/old/ page" in lines
    assert "/feeds/sections/news.xml page" in lines
    assert sorted(p.name for p in (paper.root / "ledger").iterdir()) == ["2024.txt", "site.txt"]
    assert lost(paper) == []


def test_publishing_again_writes_nothing_and_an_added_issue_one_or_two_files(
    paper: Newspaper,
) -> None:
    paths = published(paper)
    assert keeping.record(settings_of(paper), paths) == keeping.Recorded(0, 0, ())
    paper.issue("2025-02-28", 1)
    paper.build()

    recorded = keeping.record(settings_of(paper), paper.pages())

    assert recorded.files == ("2025.txt", "site.txt")
    # The issue, its page and article, its month, its year; and its day in every year.
    assert recorded.added == 6


def test_an_article_that_went_is_named_with_what_to_run(paper: Newspaper) -> None:
    published(paper)
    paper.remove("issues/2024/2024-05-01/a01-2.md")

    assert lost(paper) == [("address-lost", "/2024/05/01/a01-2.html")]
    paper.build()
    (problem,) = keeping.check(settings_of(paper), paper.pages())
    number = noted(paper).index("/2024/05/01/a01-2.html page") + 1
    assert problem.line_text() == (
        f"../ledger/2024.txt:{number}: error: /2024/05/01/a01-2.html was public, and nothing"
        ' answers it any more; bring the page back, or run "invoke move /2024/05/01/a01-2.html NEW"'
        ' or "invoke takedown /2024/05/01/a01-2.html --reason …" [address-lost]'
    )


@pytest.mark.parametrize(
    "line",
    [
        f"/2024/05/01/a01-2.html moved {TODAY} /2024/05/01/a01-1.html",
        f"/2024/05/01/a01-2.html gone {TODAY} At the request of a court",
    ],
)
def test_a_line_in_the_ledger_answers_for_an_article_that_went(paper: Newspaper, line: str) -> None:
    published(paper)
    paper.remove("issues/2024/2024-05-01/a01-2.md")
    note(paper, *(line if one.startswith("/2024/05/01/a01-2.") else one for one in noted(paper)))

    assert lost(paper) == []
    paths = paper.pages()
    assert keeping.record(settings_of(paper), paths).added == 0
    assert line in noted(paper)


def test_a_page_that_is_back_is_a_page_again(paper: Newspaper) -> None:
    note(
        paper,
        "/2024/05/01/a01-1.html moved 2024-05-03 /2024/05/01/a01-2.html",
        "/2024/05/01/a01-2.html gone 2030-01-01 By a clock that was wrong",
    )
    built = paper.build()

    assert "../ledger/2024.txt:2: warning: /2024/05/01/a01-2.html was taken down" in built.said
    assert b"The text of a01-1" in paper.tree()["2024/05/01/a01-1.html"]
    assert keeping.record(settings_of(paper), paper.pages()).again == 2
    assert f"/2024/05/01/a01-1.html page {TODAY}" in noted(paper)
    assert "/2024/05/01/a01-2.html page 2030-01-01" in noted(paper)
    assert "warning" not in paper.build().said


def test_what_is_live_and_in_no_ledger_is_named(paper: Newspaper) -> None:
    """The first publish of a site that another program made, or a ledger that was deleted."""
    live = ["2024/05/01/a01-1.html", "2024/05/01/was.html", "2024/05/01/was.json", "theme/x.html"]

    assert lost(paper, live) == [("address-lost", "/2024/05/01/was.html")]


class TestALineThatAMergeHasLost:
    """Git's history names it, also where the merge took one side whole."""

    MOVED = "/2024/05/01/was.html moved 2024-05-03 /2024/05/01/a01-1.html"
    GONE = "/2024/05/01/bad.html gone 2024-05-03 名誉侵权"

    @pytest.fixture
    def merged(self, paper: Newspaper) -> Newspaper:
        published(paper)
        before = noted(paper)
        note(paper, *(line for line in before if line.startswith("/2024/")))
        note(paper, *(line for line in before if not line.startswith("/2024/")), file="site.txt")
        committed(paper)
        git(paper.root, "checkout", "-q", "-b", "other")
        of_2024 = [line for line in before if line.startswith("/2024/")]
        note(paper, *of_2024, self.MOVED, self.GONE)
        committed(paper)
        git(paper.root, "checkout", "-q", "main")
        note(paper, *of_2024, "/2024/05/01/other.html gone 2024-05-03 Why")
        committed(paper)
        git(paper.root, "merge", "-q", "-s", "ours", "-m", "Ours alone", "other")
        assert self.MOVED not in noted(paper)
        return paper

    def test_is_told_word_by_word(self, merged: Newspaper) -> None:
        assert lost(merged) == [("ledger-line-lost", self.GONE), ("ledger-line-lost", self.MOVED)]

    def test_is_good_when_it_is_put_back_anywhere(self, merged: Newspaper) -> None:
        note(merged, self.MOVED, self.GONE, file="site.txt")

        assert lost(merged) == []
        keeping.record(settings_of(merged), merged.pages())
        assert self.GONE in (merged.root / "ledger" / "2024.txt").read_text("utf-8")

    def test_is_told_when_the_whole_ledger_is_deleted(self, merged: Newspaper) -> None:
        shutil.rmtree(merged.root / "ledger")

        kinds = {text: kind for kind, text in lost(merged)}
        assert kinds[self.GONE] == kinds[self.MOVED] == "ledger-line-lost"

    def test_is_told_by_the_live_site_where_there_is_no_history(self, merged: Newspaper) -> None:
        shutil.rmtree(merged.root / ".git")

        assert lost(merged) == []
        assert lost(merged, ["2024/05/01/bad.html"]) == [("address-lost", "/2024/05/01/bad.html")]


def test_lists_that_have_emptied_lead_to_the_wider_list(paper: Newspaper) -> None:
    paper.article("2023-05-01", "x", byline="By Ann Lee", section="Harbour", people="张明")
    paper.article("2024-05-01", "y", byline="By Ann Lee")
    published(paper)
    paper.remove("issues/2023")
    paper.build()
    before = paper.pages()

    retired = keeping.retire(settings_of(paper), before)

    leads = {entry.path: entry.target for entry in retired}
    assert leads == {
        "2023/05/index.html": "archive.html",
        "2023/index.html": "archive.html",
        "people/ann-lee/2023.html": "people/ann-lee/index.html",
        "people/张明/2023.html": "people/index.html",
        "people/张明/index.html": "people/index.html",
        "sections/harbour/2023.html": "sections/index.html",
        "sections/harbour/index.html": "sections/index.html",
        "feeds/sections/harbour.xml": "feeds/all.xml",
    }
    # The issue and its article are not lists, and somebody has to say what became of them.
    assert lost(paper) == [
        ("address-lost", "/2023/05/01/"),
        ("address-lost", "/2023/05/01/x.html"),
    ]
    tree = paper.tree()
    assert b'url=../../people/index.html"' in tree["people/张明/index.html"]
    assert b"<entry>" not in tree["feeds/sections/harbour.xml"]
    assert keeping.retire(settings_of(paper), paper.pages()) == ()
    paper.article("2023-05-01", "x", people="张明")
    assert lost(paper) == []
    keeping.record(settings_of(paper), paper.pages())
    assert f"/people/张明/ page {TODAY}" in noted(paper)


def test_a_name_that_changed_by_case_alone_needs_no_file(paper: Newspaper) -> None:
    paper.article("2024-05-01", "Rain")
    published(paper)
    (paper.content / "issues/2024/2024-05-01/Rain.md").unlink()
    paper.article("2024-05-01", "rain")
    assert lost(paper) == [("address-lost", "/2024/05/01/Rain.html")]
    lines = [line for line in noted(paper) if "Rain" not in line]
    note(paper, *lines, f"/2024/05/01/Rain.html moved {TODAY} /2024/05/01/rain.html")

    assert lost(paper) == []
    assert b"~^/2024/05/01/Rain" in paper.tree()["data/redirects.nginx.conf"]
    assert b"Rain" not in paper.tree()["_redirects"]


@pytest.mark.parametrize("do", [keeping.retire, keeping.record])
def test_a_ledger_that_cannot_be_read_is_never_written_over(paper: Newspaper, do: object) -> None:
    assert paper.build().good
    paths = paper.pages()
    note(paper, "/2024/05/01/ page", "what is this")
    before = noted(paper)

    with pytest.raises(ContentError) as refused:
        do(settings_of(paper), paths)  # type: ignore[operator]

    assert [p.kind for p in refused.value.problems] == ["ledger-line"]
    assert noted(paper) == before
