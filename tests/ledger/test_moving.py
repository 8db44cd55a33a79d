"""``invoke move``: the file has another name, and the old address leads to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.ledger import keeping
from broadsheet.ledger.finding import RefusedError, Result
from broadsheet.ledger.moving import move
from tests.archive import Newspaper, changes, photograph, tree
from tests.ledger.papers import TODAY, a_paper, note, noted, settings_of

ISSUE = "issues/2024/2024-05-01"
OTHER = "issues/2024/2024-05-02"
PICTURE = "![A dog (Photo: Tom Marsh)]({})"


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    return a_paper(tmp_path)


def moves(paper: Newspaper, old: str, new: str, **rest: bool) -> Result:
    return move(settings_of(paper), old, new, **rest)


def refusal(paper: Newspaper, old: str, new: str) -> str:
    """Why it is refused; nothing has changed."""
    paper.configuration()
    before = tree(paper.root)
    with pytest.raises(RefusedError) as refused:
        moves(paper, old, new)
    assert changes(before, tree(paper.root)) == {}
    return str(refused.value)


def good(paper: Newspaper) -> dict[str, bytes]:
    """Nothing that was public is lost, and the site is what a clean build leaves."""
    built = paper.build()
    assert built.good, built.said
    settings = settings_of(paper)
    keeping.retire(settings, paper.pages())
    assert paper.build().good
    assert keeping.check(settings, paper.pages()) == []
    site = paper.tree()
    assert changes(paper.clean_build(), site) == {}
    return site


def published(paper: Newspaper) -> None:
    assert paper.build().good
    keeping.record(settings_of(paper), paper.pages())


def test_an_article_gets_another_name(paper: Newspaper) -> None:
    published(paper)

    result = moves(
        paper, "https://paper.example/2024/05/01/a01-2.html", "/2024/05/01/%E7%A7%8B%E6%94%B6.html"
    )

    assert result.moves == ((f"{ISSUE}/a01-2.md", f"{ISSUE}/秋收.md"),)
    assert f"/2024/05/01/a01-2.html moved {TODAY} /2024/05/01/秋收.html" in noted(paper)
    site = good(paper)
    assert b"The text of a01-2" in site["2024/05/01/秋收.html"]
    assert b"url=../../../2024/05/01/\xe7" in site["2024/05/01/a01-2.html"]


def test_an_article_moves_to_another_issue_with_its_pictures(paper: Newspaper) -> None:
    paper.write(f"{ISSUE}/dog.jpg", photograph(1))
    paper.article("2024-05-01", "x", text=PICTURE.format("dog.jpg"), page="C03")
    published(paper)

    result = moves(paper, "/2024/05/01/x.html", "/2024/05/02/y.html")

    assert result.moves == (
        (f"{ISSUE}/x.md", f"{OTHER}/y.md"),
        (f"{ISSUE}/dog.jpg", f"{OTHER}/dog.jpg"),
    )
    # The page that had nothing else leads to its issue.
    assert f"/2024/05/01/c03.html moved {TODAY} /2024/05/01/" in noted(paper)
    good(paper)


def test_the_only_article_of_an_issue_takes_the_issue_along(paper: Newspaper) -> None:
    paper.article("2024-05-09", "x", page="A01")
    published(paper)

    moves(paper, "/2024/05/09/x.html", "/2024/05/01/x.html")

    assert f"/2024/05/09/ moved {TODAY} /2024/05/01/" in noted(paper)
    assert not (paper.content / "issues/2024/2024-05-09").exists()
    good(paper)


@pytest.mark.parametrize(
    ("new", "folder"),
    [
        ("/2024/05/03/", "issues/2024/2024-05-03"),
        ("/2023/12/31/", "issues/2023/2023-12-31"),
        ("/2024/05/01-晚报/", "issues/2024/2024-05-01-晚报"),
        ("/2024/05/03", "issues/2024/2024-05-03"),
    ],
)
def test_an_issue_gets_another_day_or_edition(paper: Newspaper, new: str, folder: str) -> None:
    published(paper)

    result = moves(paper, "/2024/05/01/", new)

    assert result.moves == ((ISSUE, folder),)
    address = new.rstrip("/")
    assert {f"/2024/05/01/{n} moved {TODAY} {address}/{n}" for n in ("", "a01.html")} < set(
        noted(paper)
    )
    site = good(paper)
    assert b"The text of a01-1" in site[f"{address[1:]}/a01-1.html"]


def test_a_standing_page_gets_another_name(paper: Newspaper) -> None:
    published(paper)

    moves(paper, "/about.html", "/us.html")

    assert (paper.content / "pages/us.md").exists()
    assert f"/about.html moved {TODAY} /us.html" in noted(paper)
    good(paper)


def test_back_and_forth_leaves_no_circle(paper: Newspaper) -> None:
    published(paper)
    for old, new in (("a01-1", "x"), ("x", "y"), ("y", "a01-1"), ("a01-1", "x")):
        moves(paper, f"/2024/05/01/{old}.html", f"/2024/05/01/{new}.html")
        site = good(paper)
        assert b"The text of a01-1" in site[f"2024/05/01/{new}.html"]
        assert f"/2024/05/01/{new}.html moved" not in "\n".join(noted(paper))

    for old in ("a01-1", "y"):
        assert b"url=../../../2024/05/01/x.html" in site[f"2024/05/01/{old}.html"]


def test_a_name_may_change_in_letter_case_alone(paper: Newspaper) -> None:
    published(paper)

    moves(paper, "/2024/05/01/a01-1.html", "/2024/05/01/A01-1.html")

    assert sorted(p.name for p in (paper.content / ISSUE).iterdir()) == ["A01-1.md", "a01-2.md"]
    good(paper)


def test_a_file_that_somebody_renamed_already_gets_its_line(paper: Newspaper) -> None:
    published(paper)
    (paper.content / ISSUE / "a01-1.md").rename(paper.content / ISSUE / "b.md")

    result = moves(paper, "/2024/05/01/a01-1.html", "/2024/05/01/b.html")

    assert result.moves == ()
    good(paper)


def test_a_lost_address_may_lead_to_a_list(paper: Newspaper) -> None:
    note(paper, "/2024/05/01/was.html page")
    assert paper.build().good

    moves(paper, "/2024/05/01/was.html", "/2024/05/")

    assert b"url=../../../2024/05/index.html" in good(paper)["2024/05/01/was.html"]


def test_a_draft_moves_and_no_line_tells_of_it(paper: Newspaper) -> None:
    paper.article("2024-05-01", "x", status="draft")

    result = moves(paper, "/2024/05/01/x.html", "/2024/05/01/y.html")

    assert result.entries == ()
    assert (paper.content / ISSUE / "y.md").exists()
    assert not (paper.root / "ledger").exists()


def test_what_the_move_has_broken_is_told(paper: Newspaper) -> None:
    paper.article("2024-05-01", "x", text="Rain.", byline="???")
    paper.article("2024-05-01", "y", text="See [there](x.md).")

    result = moves(paper, "/2024/05/01/x.html", "/2024/05/01/z.html")

    assert [(p.path, p.kind) for p in result.left] == [(f"{ISSUE}/y.md", "link-broken")]


def test_dry_run_says_the_same_and_changes_nothing(paper: Newspaper) -> None:
    settings = settings_of(paper)
    before = tree(paper.root)

    planned = move(settings, "/2024/05/01/", "/2024/05/03/", dry_run=True)

    assert changes(before, tree(paper.root)) == {}
    done = move(settings, "/2024/05/01/", "/2024/05/03/")
    assert (planned.moves, planned.entries) == (done.moves, done.entries)


class TestItRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("/2024/05/01/a01-1.html", "/2024/05/01/a01-2.html", "is there already"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/A01-2.html", "is there already"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/a01-1.html", "is its address already"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/a01.html", "is a page of the issue"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/", "does not fit here"),
            ("/2024/05/01/a01-1.html", "/2024/05/09/x.html", 'make it with "invoke new-issue 2024'),
            ("/2024/05/01/a01-1.html", "/x.html", "is in no issue"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/con.html", "cannot be an article's name"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/issue.html", "cannot be an article's name"),
            ("/2024/05/01/a01-1.html", "/2024/05/01/a b.html", "cannot be an article's name"),
            ("/2024/05/01/", "/2024/05/02/", "is there already"),
            ("/2024/05/01/", "/2024/02/30/", "is no address of an issue"),
            ("/2024/05/01/", "/2024/05/", "is there already"),
            ("/2024/05/01/", "/2024/06/", "is no address of an issue"),
            ("/2024/05/01/a.html", "/2024/05/01/b.html", "is no address of this site"),
            ("/2024/05/", "/2024/06/", "made of articles"),
            ("/about.html", "/archive.html", "is there already"),
        ],
    )
    def test_what_cannot_be(self, paper: Newspaper, old: str, new: str, said: str) -> None:
        assert paper.build().good

        assert said in refusal(paper, old, new)

    def test_an_address_that_was_taken_down(self, paper: Newspaper) -> None:
        note(paper, "/2024/05/01/x.html gone 2024-05-03 Why")

        said = refusal(paper, "/2024/05/01/a01-1.html", "/2024/05/01/x.html")
        assert "was taken down on 2024-05-03" in said

    def test_an_address_that_the_header_decides(self, paper: Newspaper) -> None:
        paper.article("2024-05-01", "x", slug="rain")
        paper.write("pages/x.md", "title: X\nslug: sun\n\nX.\n")

        said = refusal(paper, "/2024/05/01/rain.html", "/2024/05/01/hail.html")
        assert f'{ISSUE}/x.md has its address from its header; write "slug: hail"' in said
        said = refusal(paper, "/sun.html", "/snow.html")
        assert said.startswith("/snow.html would not be the address of pages/snow.md")

    def test_a_picture_that_others_use_and_one_that_is_there(self, paper: Newspaper) -> None:
        paper.write(f"{ISSUE}/dog.jpg", photograph(1))
        for name in "xy":
            paper.article("2024-05-01", name, text=PICTURE.format("dog.jpg"))
        said = refusal(paper, "/2024/05/01/x.html", "/2024/05/02/x.html")
        assert said == f"{ISSUE}/dog.jpg is in other articles too; give this one a copy"
        paper.remove(f"{ISSUE}/y.md")
        paper.write(f"{OTHER}/DOG.jpg", photograph(2))
        said = refusal(paper, "/2024/05/01/x.html", "/2024/05/02/x.html")
        assert said == f"{OTHER}/dog.jpg is there already; choose another address"
