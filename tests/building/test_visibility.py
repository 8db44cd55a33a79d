"""Every committed article is published, or named with a reason; what is held back is nowhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive import Newspaper, changes, issue_path, photograph
from tests.building.edits import ISSUES

SECRET = "Quetzalcoatl"
EMBARGO = "2024-06-03 06:00"
BEFORE, AFTER = "2024-06-03 05:59:59", "2024-06-03 06:00"


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    """Two issues whose one held back article says everything with one word."""
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    paper.issue("2024-05-02")
    return paper


def write_secret(paper: Newspaper, **fields: str) -> None:
    """An article all of whose words, names, topics and pictures nobody may see."""
    paper.article(
        "2024-05-01",
        f"a01-3-{SECRET}",
        f"{SECRET} found",
        text=f"{SECRET} lives.\n\n![{SECRET} (Photo: {SECRET} Lee)]({SECRET}.jpg)",
        kicker=SECRET,
        deck=SECRET,
        page="A01",
        section=SECRET,
        column=SECRET,
        byline=f"By {SECRET} Lee",
        people=f"{SECRET} Marsh",
        places=SECRET,
        tags=SECRET,
        summary=SECRET,
        correction=f"2024-05-02 {SECRET}",
        aliases=f"/old/{SECRET}.html",
        **fields,
    )
    paper.write(f"{issue_path('2024-05-01')}/{SECRET}.jpg", photograph(9))


def traces(paper: Newspaper) -> list[str]:
    """Files of the site in whose name or bytes the word stands."""
    word = SECRET.lower().encode()
    return [
        path
        for path, data in paper.tree().items()
        if word in path.lower().encode() or word in data.lower()
    ]


@pytest.mark.parametrize("field", [{"status": "draft"}, {"embargo": EMBARGO}])
def test_what_is_held_back_leaves_no_trace_in_the_site(
    paper: Newspaper, field: dict[str, str]
) -> None:
    write_secret(paper, **field)
    picture = photograph(9)

    outcome = paper.build()

    assert outcome.good, outcome.said
    assert traces(paper) == []
    assert picture not in paper.tree().values()
    assert "a01-3-Quetzalcoatl.md: held back" in outcome.said


def test_an_article_that_becomes_a_draft_is_taken_back_whole(paper: Newspaper) -> None:
    before = paper.build()
    assert before.good
    published = paper.tree()
    write_secret(paper)
    assert paper.build().good
    assert len(traces(paper)) > 10

    write_secret(paper, status="draft")
    assert paper.build().good

    assert traces(paper) == []
    assert changes(published, paper.tree()) == {}


@pytest.mark.parametrize("field", ["status: draft", f"embargo: {EMBARGO}"])
def test_an_issue_that_is_wholly_held_back_leaves_no_trace(paper: Newspaper, field: str) -> None:
    assert paper.build().good
    published = paper.tree()
    paper.article("2024-05-03", "a01-1", SECRET, section=SECRET, byline=f"By {SECRET} Lee")
    paper.write(f"{issue_path('2024-05-03')}/issue.md", f"{field}\nedition: {SECRET}\n\n{SECRET}\n")

    outcome = paper.build()

    assert traces(paper) == []
    assert changes(published, paper.tree()) == {}
    assert "2024-05-03/a01-1.md: held back" in outcome.said


def test_a_draft_of_a_standing_page_and_its_picture_are_not_published(paper: Newspaper) -> None:
    paper.write("pages/about.md", f"title: {SECRET}\nstatus: draft\n\n![{SECRET}](secret.jpg)\n")
    paper.write("pages/secret.jpg", photograph(9))

    assert paper.build().good

    assert traces(paper) == []
    assert [path for path in paper.tree() if path.endswith(".jpg")] == []


@pytest.mark.parametrize("field", [{"status": "draft"}, {"embargo": EMBARGO}])
def test_a_preview_shows_what_is_held_back_and_marks_it(
    paper: Newspaper, field: dict[str, str]
) -> None:
    write_secret(paper)
    paper.build("published")
    write_secret(paper, **field)

    assert paper.build(BROADSHEET_DRAFTS=True).good

    page = f"2024/05/01/a01-3-{SECRET}.html"
    assert set(traces(paper)) >= {page, f"sections/{SECRET.lower()}/index.html"}
    marked, plain = paper.tree()[page], paper.tree("published")[page]
    word = b"draft" if "status" in field else b"embargo"
    assert word in marked.lower()
    assert word not in plain.lower()


def test_a_site_that_was_previewed_in_the_same_folder_shows_no_draft(paper: Newspaper) -> None:
    write_secret(paper, status="draft")
    assert paper.build(BROADSHEET_DRAFTS=True).good
    assert traces(paper) != []

    assert paper.build().good

    assert traces(paper) == []


def test_the_hour_of_an_embargo_is_read_in_the_papers_time_zone(paper: Newspaper) -> None:
    write_secret(paper, embargo=EMBARGO)

    paper.settings["TIMEZONE"] = "Asia/Shanghai"
    paper.build(BROADSHEET_NOW="2024-06-02T21:59:59+00:00")
    assert traces(paper) == []
    paper.build(BROADSHEET_NOW="2024-06-02T22:00:00+00:00")
    assert traces(paper) != []

    paper.settings["TIMEZONE"] = "Europe/London"
    paper.build(BROADSHEET_NOW="2024-06-03T04:59:59+00:00")
    assert traces(paper) == []
    paper.build(BROADSHEET_NOW="2024-06-03T05:00:00+00:00")
    assert traces(paper) != []


def test_the_clock_alone_lifts_an_embargo_and_puts_it_back(paper: Newspaper) -> None:
    write_secret(paper, embargo=EMBARGO)
    hidden = paper.clean_build(BROADSHEET_NOW=BEFORE)
    shown = paper.clean_build(BROADSHEET_NOW=AFTER)

    for moment, expected in ((BEFORE, hidden), (AFTER, shown), (BEFORE, hidden), (AFTER, shown)):
        assert paper.build(BROADSHEET_NOW=moment).issues_read <= 2
        assert changes(expected, paper.tree()) == {}
        assert paper.build(BROADSHEET_NOW=moment).issues_read == 0


def test_each_of_several_embargoes_is_lifted_at_its_hour(paper: Newspaper) -> None:
    hours = ("2024-06-03 06:00", "2024-06-03 06:01", "2024-06-04 00:00")
    for at, hour in enumerate(hours):
        paper.article("2024-05-01", f"b01-{at}", embargo=hour)
    assert paper.build().good

    for at, hour in enumerate(hours):
        assert paper.build(BROADSHEET_NOW=hour).issues_read == 1
        shown = [n for n in range(3) if f"2024/05/01/b01-{n}.html" in paper.pages()]
        assert shown == list(range(at + 1))


def test_nothing_is_read_while_no_embargo_ends(paper: Newspaper) -> None:
    write_secret(paper, embargo=EMBARGO)
    assert paper.build(BROADSHEET_NOW="2024-06-01 00:00").good
    paper.build(BROADSHEET_NOW="2024-06-01 00:00")

    assert paper.build(BROADSHEET_NOW=BEFORE).issues_read == 0


def test_a_neighbour_of_a_hidden_issue_does_not_lead_to_it(paper: Newspaper) -> None:
    paper.issue("2024-05-03", embargo=EMBARGO)
    paper.issue("2024-05-04")
    paper.build()
    assert b"05/04/" in paper.tree()["2024/05/02/index.html"]
    assert b"05/03/" not in paper.tree()["2024/05/02/index.html"]

    paper.build(BROADSHEET_NOW=AFTER)

    assert b"05/03/" in paper.tree()["2024/05/02/index.html"]
    assert b"05/03/" in paper.tree()["2024/05/04/index.html"]


# --- in = published + named


kept = st.sampled_from(("status: published", f"embargo: {AFTER}", "page: A01", ""))
held = st.sampled_from(("status: draft", "embargo: 2024-06-03 06:01"))
mistakes = st.sampled_from(("status: darft", "colour: red", "page: four", "embargo: soon"))
names = st.tuples(st.sampled_from(ISSUES), st.sampled_from(("a01-1", "b02-1", "letters", "Rain")))


def write_all(paper: Newspaper, files: dict[tuple[str, str], str]) -> None:
    for (issue, name), line in files.items():
        header = "\n".join(filter(None, ["headline: Rain", line]))
        paper.write(f"{issue_path(issue)}/{name}.md", f"{header}\n\nIt rains.\n")


@settings(max_examples=12)
@given(
    files=st.dictionaries(names, st.one_of(kept, held), max_size=8),
    fronts=st.dictionaries(st.sampled_from(ISSUES), held, max_size=2),
)
def test_every_article_is_published_or_named_with_a_reason(
    files: dict[tuple[str, str], str], fronts: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Newspaper(Path(folder))
        write_all(paper, files)
        for issue, line in fronts.items():
            if any(issue == of for of, _ in files):
                paper.write(f"{issue_path(issue)}/issue.md", f"{line}\n")

        outcome = paper.build(BROADSHEET_NOW=AFTER)

        assert outcome.good, outcome.said
        for issue, name in files:
            address = f"{issue[:4]}/{issue[5:7]}/{issue[8:].lower()}/{name}.html"
            published = address in paper.pages()
            named = f"{issue_path(issue)}/{name}.md: held back (" in outcome.said
            assert published != named, (issue, name)


@settings(max_examples=8)
@given(
    files=st.dictionaries(names, st.one_of(kept, held), max_size=6),
    wrong=st.dictionaries(names, mistakes, min_size=1, max_size=4),
)
def test_every_article_with_a_mistake_is_named_in_one_run(
    files: dict[tuple[str, str], str], wrong: dict[tuple[str, str], str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Newspaper(Path(folder))
        write_all(paper, {**files, **wrong})

        outcome = paper.build()

        assert outcome.status == 1
        assert paper.pages() == set()
        for issue, name in wrong:
            assert f"{issue_path(issue)}/{name}.md:2: error: " in outcome.said
        assert outcome.said.count(": error: ") == len(wrong)


def test_a_link_to_what_is_held_back_is_text_until_its_hour(paper: Newspaper) -> None:
    write_secret(paper, embargo=EMBARGO)
    paper.article("2024-05-01", "a01-4", text=f"Before [the find](a01-3-{SECRET}.md) after.")
    assert paper.build(BROADSHEET_NOW=BEFORE).good
    assert not traces(paper)
    page = paper.tree()["2024/05/01/a01-4.html"].decode()
    assert "Before the find after." in page
    assert paper.build(BROADSHEET_NOW=AFTER).good
    assert f'a01-3-{SECRET}.html">the find</a>' in paper.tree()["2024/05/01/a01-4.html"].decode()
