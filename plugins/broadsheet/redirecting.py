"""What the ledger makes of the site: stubs, tombstones, and the lists of redirects for web servers.

They are made last, for a page that the site makes wins over its line in the ledger. Only lines
that have changed are read, and only stubs that have are rendered.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from broadsheet.archive import Archive
from broadsheet.catalog import Catalog
from broadsheet.catalog_rows import OutputRow
from broadsheet.ledger import files, hosts
from broadsheet.ledger.files import LEDGER_UNIT
from broadsheet.ledger.keeping import OWNER
from broadsheet.ledger.lines import Entry, address_of, is_feed, newest
from broadsheet.ledger.resolving import Answer, resolve
from broadsheet.output import Output
from broadsheet.pages import feeds, urls
from broadsheet.pages.index_pages import HtmlPage
from broadsheet.pages.views import Link, PageHead, RedirectView, TombstoneView
from broadsheet.problems import Problem, errors
from broadsheet.scanning import ScannedUnit
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.rendering import Renderer

_IN_ISSUE = re.compile(r"(\d{4}/\d{2}/\d{2}(?:-[^/]+)?)/[^/]+")


Kept = dict[str, tuple[str, list[Entry]]]
"""What the catalog keeps of the ledger: by the name of a file its digest, and those of its lines
that say more than that there is a page."""


class LedgerUpdate:
    """The old addresses of one build. Reads the changed files of the ledger when it is made."""

    def __init__(
        self, settings: Settings, catalog: Catalog, output: Output, unit: ScannedUnit
    ) -> None:
        self.settings = settings
        self.catalog = catalog
        self.output = output
        self.unit = unit
        self.problems: list[Problem] = []
        before = self._kept()
        self.files = {f.name: self._entries(f.name, f.digest, before) for f in unit.files}
        found = [entry for _, entries in self.files.values() for entry in entries]
        self.problems += files.contradictions(found)
        self.entries = newest(found)
        # From now on there is only what is put in this build: a page may come to such an address.
        output.renew(OWNER)

    def _kept(self) -> Kept:
        """What an earlier build has read, if the engine reads files as it did then."""
        reader, _, text = self.catalog.meta(OWNER).partition(" ")
        if reader != self.catalog.meta("reader"):
            return {}
        return msgspec.json.decode(text, type=Kept)

    def _entries(self, name: str, digest: str, before: Kept) -> tuple[str, list[Entry]]:
        kept = before.get(name)
        if digest and kept and kept[0] == digest:
            return kept
        entries, problems, _ = files.read_file(self.settings, name)
        self.problems += problems
        return digest, [entry for entry in entries if not entry.is_plain]

    def finish(self, renderer: Callable[[], Renderer]) -> list[Problem]:
        """Make the files; ``renderer`` is asked for when there is one to render. Returns what is
        wrong; nothing is made when that is an error."""
        aliases = self.catalog.redirects()
        resolved = resolve(self.entries.values(), self._standing, aliases)
        if errors(resolved.problems):
            return resolved.problems
        look = f"{self.catalog.meta('site')} {Archive(self.catalog).standing()}"
        with tempfile.TemporaryDirectory(dir=self.settings.home) as folder:
            drawing = Path(folder) / "drawing"
            for answer in resolved.answers:
                if answer.has_file:
                    self._put(answer, look, renderer, drawing)
        self._put_lists(resolved.answers, aliases)
        kept = msgspec.json.encode(self.files).decode()
        self.catalog.set_meta(OWNER, f"{self.catalog.meta('reader')} {kept}")
        self.catalog.put_unit(LEDGER_UNIT, self.unit.known, resolved.problems)
        return resolved.problems

    def _put(
        self, answer: Answer, look: str, renderer: Callable[[], Renderer], drawing: Path
    ) -> None:
        """Make a stub or a tombstone, unless what lies there was made of the same. ``look`` is what
        all of them show of the site; ``drawing`` is a file to draw in."""
        issue = self._issue_of(answer)

        def draw() -> Path:
            drawing.write_bytes(self._drawn(answer, issue, renderer()))
            return drawing

        made_of = f"{look} {_said(answer, issue)}"
        place = f"{answer.entry.file}:{answer.entry.line}"
        self.output.stage.put_copy(answer.path, made_of, draw, OWNER, place)

    def _standing(self, path: str) -> str:
        """The path of the file that the site makes there, as it is spelled; empty when none."""
        row = self.catalog.output_like(urls.fold(path))
        return row.path if row is not None and self._stays(row) else ""

    def _stays(self, row: OutputRow) -> bool:
        """Whether a file of an earlier build is one of this build's too, or was made in it."""
        return row.build == self.catalog.number or row.owner not in self.output.renewed

    def _issue_of(self, answer: Answer) -> str:
        """The page of the issue that something was part of, where there still is one."""
        match = _IN_ISSUE.fullmatch(answer.path)
        path = f"{match[1]}/index.html" if match else answer.path
        row = self.catalog.output(path) if path != answer.path else None
        is_there = row is not None and row.owner.startswith("front:") and self._stays(row)
        return path if is_there else ""

    # --- what is made

    def _drawn(self, answer: Answer, issue: str, renderer: Renderer) -> bytes:
        if is_feed(answer.path):
            return self._empty_feed(answer, renderer)
        words = renderer.wording
        if answer.target:
            title = address_of(answer.target)
            canonical = urls.public(self.settings.url, answer.target)
            head = PageHead(path=answer.path, title=title, canonical=canonical)
            view = RedirectView(title, answer.target)
            return renderer.html(HtmlPage(answer.path, "redirect.html", head, view))
        title = words.gettext("This page has been taken down")
        head = PageHead(path=answer.path, title=title, noindex=True)
        shown = Link(_issue_name(issue, renderer), issue) if issue else None
        tombstone = TombstoneView(answer.last.since, answer.last.reason, shown)
        return renderer.html(HtmlPage(answer.path, "tombstone.html", head, tombstone))

    def _empty_feed(self, answer: Answer, renderer: Renderer) -> bytes:
        """A feed without entries: a reader's program finds nothing new, and no error."""
        page = urls.HOME
        name = self.settings.site_name
        return feeds.atom(self.settings, renderer.wording, answer.path, name, page, ())

    def _put_lists(self, answers: Iterable[Answer], aliases: dict[str, str]) -> None:
        found = {old: hosts.Redirect(old, new) for old, new in aliases.items()}
        for answer in answers:
            found[answer.path] = hosts.Redirect(answer.path, answer.target, not answer.has_file)
        base = self.settings.base_path
        ordered = [found[path] for path in sorted(found)]
        lists = (
            (hosts.REDIRECTS, hosts.netlify),
            (hosts.NGINX, hosts.nginx),
            (hosts.APACHE, hosts.apache),
        )
        for path, write in lists:
            self.output.stage.put(path, write(ordered, base).encode(), OWNER, "")


def _said(answer: Answer, issue: str) -> str:
    """Everything that what is made depends on, beside the site itself."""
    if answer.target:
        return answer.target
    return replace(answer.last, path=urls.HOME).text + f" {issue}"


def _issue_name(path: str, renderer: Renderer) -> str:
    """``24 October 2019``, with the edition as its address has it."""
    year, month, rest = path.split("/")[:3]
    day, _, edition = rest.partition("-")
    date = dt.date(int(year), int(month), int(day))
    return renderer.wording.issue_name(date, edition)
