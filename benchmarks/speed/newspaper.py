"""A newspaper of any size, invented: the same size and seed write the same files.

A day is an issue of fourteen articles on pages A01 to A08. Each issue is drawn from a seed of its
own, so that a smaller newspaper is the newest part of a larger one.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.chinese import Chinese
from benchmarks.speed.english_news import English

Writer = Chinese | English
WRITERS: dict[str, type[Writer]] = {"zh": Chinese, "en": English}
NEWEST = dt.date(2025, 12, 31)
ON_PAGES = (3, 3, 2, 2, 1, 1, 1, 1)
"""Articles on each page of an issue."""
PER_ISSUE = sum(ON_PAGES)
REPORTERS = 400
"""People who write for the paper; a few write most of it."""


def write(folder: Path, articles: int, language: str = "zh", seed: int = 1) -> Path:
    """Write that many articles below ``folder``, an issue a folder, unless they are there."""
    if folder.exists():
        return folder
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for number in range(0, articles, PER_ISSUE):
        date = NEWEST - dt.timedelta(days=number // PER_ISSUE)
        issue = unfinished / f"{date:%Y}" / str(date)
        issue.mkdir(parents=True, exist_ok=True)
        writer = WRITERS[language](f"{seed} {date}")
        for name, text in _files(writer, min(PER_ISSUE, articles - number)):
            (issue / name).write_text(text, "utf-8")
    unfinished.rename(folder)
    return folder


def _files(writer: Writer, articles: int) -> Iterator[tuple[str, str]]:
    """Name and text of each file of an issue."""
    keys = writer.keys
    pages = [f"A{page + 1:02d} {title}" for page, title in enumerate(writer.page_titles)]
    yield "issue.md", f"{keys['pages']}{keys['colon']}{keys['comma'].join(pages)}\n"
    places = ((page, order) for page, most in enumerate(ON_PAGES) for order in range(most))
    for (page, order), _ in zip(places, range(articles), strict=False):
        yield f"a{page + 1:02d}-{order + 1}.md", _article(writer, page)


def _article(writer: Writer, page: int) -> str:
    """A header and paragraphs. Who wrote it stands in the header or opens the text, as in print."""
    chance = writer.draw.random
    number = 1 if chance() < 0.6 else 2
    some = writer.people[:REPORTERS]
    reporters = [some[int(chance() ** 3 * len(some))] for _ in range(number)]
    reporters = list(dict.fromkeys(reporters))
    header = {"headline": writer.headline()}
    if chance() < 0.35:
        header["kicker"] = writer.kicker()
    if chance() < 0.3:
        header["deck"] = writer.deck()
    header["section"] = writer.sections[page]
    if chance() < 0.25:
        header["column"] = writer.columns[int(chance() ** 1.5 * len(writer.columns))]
    paragraphs = writer.paragraphs()
    printed = chance()
    if printed < 0.5:
        header["byline"] = writer.byline(reporters)
    elif printed < 0.9:
        paragraphs[0] = writer.lead_in(reporters) + paragraphs[0]
    keys = writer.keys
    lines = [f"{keys[name]}{keys['colon']}{value}" for name, value in header.items()]
    return "\n".join(lines) + "\n\n" + "\n\n".join(paragraphs) + "\n"
