"""Real digitised papers, where they are beside the project; nothing of them is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing import composing, iarchives, mets
from broadsheet.importing.drafts import DraftIssue
from broadsheet.importing.ocr.boxes import Box
from broadsheet.importing.sources import Kind, Options
from broadsheet.photos.scans import facsimile
from broadsheet.reading.article import open_article

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT.parent / "shared" / "samples"


def read(kind: Kind, name: str) -> DraftIssue:
    source = SAMPLES / name
    if not source.is_dir():
        pytest.skip(f"{source.name} is not beside the project")
    assert kind.recognises(source)
    listing = kind.list(source, Options(language="en"))
    assert not listing.notes
    (unit,) = listing.units
    return unit.read()


def test_articles_with_clippings_become_articles_with_regions() -> None:
    issue = read(iarchives.KIND, "topaz-times")

    assert (issue.name.date.isoformat(), issue.number) == ("1944-12-13", 21)
    assert len({a.origin.partition(":")[0] for a in issue.articles}) == 29
    assert all(a.regions and a.body and a.headline for a in issue.articles)
    assert [str(page.code) for page in issue.pages] == ["1", "2", "3", "4"]
    assert all(isinstance(page.pdf, Path) for page in issue.pages)
    halves = [a for a in issue.articles if a.origin.startswith("articles/9.xml")]
    assert [(str(a.page), str(a.jump_to or a.jump_from)) for a in halves] == [
        ("2", "3"),
        ("3", "2"),
    ]
    assert len([a for a in issue.articles if len(a.regions) > 1]) == 7
    assert [n.words.kind for n in issue.notes] == ["headline-made"] * 4 + ["text-recognised"]


def test_no_region_of_an_article_lies_on_another() -> None:
    issue = read(iarchives.KIND, "topaz-times")

    for page in issue.pages:
        boxes = [
            Box(r.left, r.top, r.left + r.width, r.top + r.height)
            for a in issue.articles
            if a.page == page.code
            for r in a.regions
        ]
        for at, box in enumerate(boxes):
            assert all(box.shared(other) < 0.05 * box.area for other in boxes[at + 1 :])
        assert sum(box.area for box in boxes) > 0.95


def test_scans_of_the_articles_paper_are_facsimiles_of_one_bit() -> None:
    for page in read(iarchives.KIND, "topaz-times").pages:
        assert page.image is not None
        assert facsimile(page.image, "page").suffix == ".png"


def test_a_page_of_a_batch_has_its_scan_and_its_text() -> None:
    issue = read(mets.KIND, "ndnp-1935")

    assert (issue.name.date.isoformat(), issue.number) == ("1935-08-02", 27)
    assert issue.edition_title == "Main Edition"
    (article,) = issue.articles
    assert (article.headline, str(article.page)) == ("Page 2", "2")
    text = composing.article(article, {}, "en")
    assert len(text) > 20_000
    assert [n.words.kind for n in issue.notes] == ["page-missing", "text-recognised"]
    scan = issue.pages[1].image
    assert scan is not None
    assert facsimile(scan, "page").suffix == ".jpg"


@pytest.mark.parametrize(
    ("kind", "name"), [(iarchives.KIND, "topaz-times"), (mets.KIND, "ndnp-1935")]
)
def test_what_is_written_can_be_opened(kind: Kind, name: str) -> None:
    for draft in read(kind, name).articles:
        text = composing.article(draft, {}, "en")
        opened, problems = open_article("issues/1944/1944-12-13/x.md", text.encode())
        assert opened is not None
        assert not problems
