"""``invoke takedown``: the article goes from the content, and its address says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.ledger import keeping
from broadsheet.ledger.finding import RefusedError, Result
from broadsheet.ledger.withdrawing import takedown
from broadsheet.problems import BuildError, ContentError
from tests.archive import Newspaper, changes, photograph, tree
from tests.ledger.papers import TODAY, a_paper, committed, note, noted, settings_of

ISSUE = "issues/2024/2024-05-01"
PICTURE = "![A dog (Photo: Tom Marsh)]({})"


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    return a_paper(tmp_path)


def take_down(paper: Newspaper, address: str, reason: str = "Why", **rest: bool) -> Result:
    return takedown(settings_of(paper), address, reason, **rest)


def refusal(paper: Newspaper, address: str, reason: str = "Why") -> str:
    """Why it is refused; nothing has changed."""
    paper.configuration()
    before = tree(paper.root)
    with pytest.raises(RefusedError) as refused:
        take_down(paper, address, reason)
    assert changes(before, tree(paper.root)) == {}
    return str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/2024/05/01/%E7%A7%8B%E6%94%B6.html",
        "https://paper.example/2024/05/01/秋收.html?from=feed#main",
        "http://paper.example/2024/05/01/秋收",
        "/2024/05/01/秋收.html",
        "2024/05/01/秋收.html",
        " 2024/05/01/%E7%A7%8B%E6%94%B6.html\n",
    ],
)
def test_an_address_is_understood_as_a_reader_has_it(paper: Newspaper, address: str) -> None:
    paper.article("2024-05-01", "秋收")

    take_down(paper, address)

    assert not (paper.content / ISSUE / "秋收.md").exists()
    assert noted(paper) == [f"/2024/05/01/秋收.html gone {TODAY} Why"]


def test_a_site_below_a_path_has_addresses_below_it(tmp_path: Path) -> None:
    paper = a_paper(tmp_path, SITEURL="https://paper.example/archive")

    take_down(paper, "https://paper.example/archive/2024/05/01/a01-1.html")
    take_down(paper, "/archive/2024/05/01/a01-2.html")

    assert len(noted(paper)) == 4


def test_its_own_pictures_go_and_others_stay(paper: Newspaper) -> None:
    for name in ("own.jpg", "shared.jpg", "other.jpg"):
        paper.write(f"{ISSUE}/{name}", photograph(len(name)))
    own = "\n\n".join(map(PICTURE.format, ("own.jpg", "shared.jpg")))
    paper.article("2024-05-01", "x", text=own, page="A01", aliases="/old/x/")
    paper.article("2024-05-01", "y", text=PICTURE.format("shared.jpg"))

    result = take_down(paper, "/2024/05/01/x.html", "At the request\nof a   court")

    assert result.removed == (f"{ISSUE}/x.md", f"{ISSUE}/own.jpg")
    names = sorted(p.name for p in (paper.content / ISSUE).iterdir())
    assert names == ["a01-1.md", "a01-2.md", "other.jpg", "shared.jpg", "y.md"]
    assert noted(paper) == [
        f"/2024/05/01/x.html gone {TODAY} At the request of a court",
        f"/old/x/ gone {TODAY} At the request of a court",
    ]
    assert [p.name for p in paper.content.iterdir()] != []
    assert not list(paper.content.glob(".*"))


def test_the_site_is_whole_afterwards_and_nothing_is_lost(paper: Newspaper) -> None:
    paper.article("2024-05-01", "x", page="B02", byline="By Tom Marsh", section="Harbour")
    assert paper.build().good
    keeping.record(settings_of(paper), paper.pages())

    result = take_down(paper, "/2024/05/01/x.html")

    assert result.left == ()
    assert f"/2024/05/01/b02.html moved {TODAY} /2024/05/01/" in noted(paper)
    assert paper.build().good
    keeping.retire(settings_of(paper), paper.pages())
    assert paper.build().good
    assert keeping.check(settings_of(paper), paper.pages()) == []
    assert changes(paper.clean_build(), paper.tree()) == {}


def test_what_must_be_mended_and_what_still_shows_it_is_told(paper: Newspaper) -> None:
    paper.write(f"{ISSUE}/pages/a01.jpg", photograph(1))
    paper.article("2024-05-01", "x", page="A01", jump_to="B02", headline="Rain")
    paper.article("2024-05-01", "z", page="B02", jump_from="A01", headline="Rain")
    paper.article("2024-05-01", "y", text="See [there](x.md).")

    result = take_down(paper, "/2024/05/01/x.html")

    assert {(p.path, p.kind) for p in result.left} == {
        (f"{ISSUE}/y.md", "link-broken"),
        (f"{ISSUE}/z.md", "jump-without-half"),
    }
    assert [note.en for note in result.notes] == [
        f"page A01 still shows it as printed: replace or delete {ISSUE}/pages/a01.jpg",
        "its other half stays; take down /2024/05/01/z.html too, if it must go",
    ]


def test_an_issue_goes_with_all_its_addresses(paper: Newspaper) -> None:
    result = take_down(paper, "https://paper.example/2024/05/01/")

    assert result.removed == (ISSUE,)
    assert not (paper.content / ISSUE).exists()
    assert [line.split()[0] for line in noted(paper)] == [
        "/2024/05/01/",
        "/2024/05/01/a01-1.html",
        "/2024/05/01/a01-2.html",
        "/2024/05/01/a01.html",
    ]
    assert paper.build().good


def test_the_last_article_of_an_issue_leaves_a_tombstone_for_the_issue(paper: Newspaper) -> None:
    paper.article("2024-05-09", "x", page="A01")

    take_down(paper, "/2024/05/09/x.html")

    assert {line.split()[1] for line in noted(paper)} == {"gone"}
    assert len(noted(paper)) == 3
    assert not (paper.content / "issues/2024/2024-05-09").exists()
    assert paper.build().good


def test_a_standing_page_goes_with_its_pictures(paper: Newspaper) -> None:
    paper.write("pages/dog.jpg", photograph(1))
    paper.write("pages/x.md", f"title: X\n\n{PICTURE.format('dog.jpg')}\n")

    result = take_down(paper, "/x.html")

    assert result.removed == ("pages/x.md", "pages/dog.jpg")
    assert noted(paper) == [f"/x.html gone {TODAY} Why"]


def test_an_address_whose_content_is_gone_already_gets_its_line(paper: Newspaper) -> None:
    note(paper, "/2024/05/01/was.html page")

    take_down(paper, "/2024/05/01/was.html", "名誉侵权")

    assert noted(paper) == [f"/2024/05/01/was.html gone {TODAY} 名誉侵权"]


def test_a_line_that_only_git_knows_can_be_written_again(paper: Newspaper) -> None:
    note(paper, "/2024/05/01/was.html page")
    committed(paper)
    note(paper, "/2024/05/01/ page")

    take_down(paper, "/2024/05/01/was.html")

    assert f"/2024/05/01/was.html gone {TODAY} Why" in noted(paper)


def test_dry_run_says_the_same_and_changes_nothing(paper: Newspaper) -> None:
    paper.write(f"{ISSUE}/own.jpg", photograph(1))
    paper.article("2024-05-01", "x", text=PICTURE.format("own.jpg"), page="B02")
    settings = settings_of(paper)
    before = tree(paper.root)

    planned = takedown(settings, "/2024/05/01/x.html", "Why", dry_run=True)

    assert changes(before, tree(paper.root)) == {}
    done = takedown(settings, "/2024/05/01/x.html", "Why")
    assert (planned.removed, planned.entries, planned.left) == (
        done.removed,
        done.entries,
        done.left,
    )


class TestItRefuses:
    def test_an_address_that_nobody_knows_and_names_the_nearest(self, paper: Newspaper) -> None:
        note(paper, "/2024/05/02/b02-9.html page")

        assert refusal(paper, "/2024/05/01/a01-11.html") == (
            "/2024/05/01/a01-11.html is no address of this site; the nearest is"
            " /2024/05/01/a01-1.html"
        )
        assert "the nearest is /2024/05/02/" in refusal(paper, "/2024/05/03/")
        assert "the nearest is /2024/05/02/b02-9.html" in refusal(paper, "/2024/06/02/b02-9.html")
        assert "the nearest is /about.html" in refusal(paper, "/abuot.html")
        assert refusal(paper, "/zzz/zzz/zzz.html") == (
            "/zzz/zzz/zzz.html is no address of this site"
        )

    def test_to_take_down_without_a_reason(self, paper: Newspaper) -> None:
        assert "--reason" in refusal(paper, "/about.html", " \n")

    @pytest.mark.parametrize(
        "address",
        ["https://other.example/about.html", "ftp://paper.example/about.html", "/a/../about.html",
         "/2024/05/01/dog.jpg/../..", "http://[x/about.html"],
    )  # fmt: skip
    def test_what_is_no_address_of_the_site(self, paper: Newspaper, address: str) -> None:
        assert address in refusal(paper, address)

    def test_a_printed_page_and_a_list(self, paper: Newspaper) -> None:
        assert paper.build().good

        assert "is a page of the issue /2024/05/01/" in refusal(paper, "/2024/05/01/a01.html")
        assert "is a list that the site makes" in refusal(paper, "/2024/05/")
        assert "is a list that the site makes" in refusal(paper, "/")

    def test_an_old_address_and_names_the_new_one(self, paper: Newspaper) -> None:
        paper.article("2024-05-01", "x", aliases="/old/")
        assert paper.build().good
        note(paper, "/2024/05/01/was.html moved 2024-05-03 /2024/05/01/x.html")

        assert "is an old address of /2024/05/01/x.html" in refusal(paper, "/old/")
        assert "has moved to /2024/05/01/x.html" in refusal(paper, "/2024/05/01/was.html")

    def test_what_was_taken_down_before(self, paper: Newspaper) -> None:
        take_down(paper, "/2024/05/01/a01-1.html", "Once")

        assert refusal(paper, "/2024/05/01/a01-1.html") == (
            f"/2024/05/01/a01-1.html was taken down on {TODAY}: Once"
        )

    def test_a_draft_that_no_reader_has_seen(self, paper: Newspaper) -> None:
        paper.article("2024-05-01", "x", status="draft")

        assert "was never public" in refusal(paper, "/2024/05/01/x.html")
        note(paper, "/2024/05/01/x.html page")
        take_down(paper, "/2024/05/01/x.html")
        assert not (paper.content / ISSUE / "x.md").exists()

    def test_to_write_over_a_ledger_that_it_cannot_read(self, paper: Newspaper) -> None:
        note(paper, "what is this")
        before = tree(paper.root / "content")

        with pytest.raises(ContentError):
            take_down(paper, "/2024/05/01/a01-1.html")

        assert changes(before, tree(paper.root / "content")) == {}

    def test_when_the_ledger_cannot_be_written(self, paper: Newspaper) -> None:
        (paper.root / "ledger").write_text("a file in its place")
        before = tree(paper.root / "content")

        with pytest.raises(BuildError):
            take_down(paper, "/2024/05/01/a01-1.html")

        assert changes(before, tree(paper.root / "content")) == {}
