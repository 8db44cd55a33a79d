"""What publishing asks of the ledger: whether an address was lost, and to note what is public now.

The order of a publish: build; ``check`` with what ``retiring`` will lead on, and stop on its
problems; ``retire`` (and when it wrote anything, build again); upload; ``record``, and commit the
ledger. ``paths`` are those of all files of
the build, ``live`` those of the site as it was last published, from the manifest on the host.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from broadsheet.catalog import Catalog, CatalogError
from broadsheet.ledger.files import Ledger, line_problem, read, shown, sound, update
from broadsheet.ledger.history import remembered
from broadsheet.ledger.lines import Entry, State, address_of, file_of, is_address, moved
from broadsheet.pages import urls
from broadsheet.problems import Problem, in_order
from broadsheet.settings import Settings

OWNER = "ledger"
"""Who makes the stubs and tombstones, in the catalog of a build."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What ``record`` wrote: new addresses, addresses that have a page again, names of files."""

    added: int
    again: int
    files: tuple[str, ...]


def addresses(settings: Settings, paths: Iterable[str]) -> set[str]:
    """Those of the paths that are addresses; the theme's own files are none."""
    theme = f"{settings.theme_static_dir}/"
    return {path for path in paths if is_address(path) and not path.startswith(theme)}


def check(settings: Settings, paths: Collection[str], live: Iterable[str] = ()) -> list[Problem]:
    """Every address that was once public and that the build has no file at, with what to write;
    and every line that cannot be read."""
    ledger = read(settings)
    here = addresses(settings, paths)
    committed = remembered(settings)
    problems = list(ledger.problems)
    for path in _ever(settings, ledger, committed, live) - here:
        entry, before = ledger.entries.get(path), committed.get(path)
        place = entry or Entry(path, file=shown(settings, file_of(path)))
        is_lost = before is not None and (entry is None or before.holds_over(entry))
        if before is not None and is_lost and before.state is not State.PAGE:
            problems.append(line_problem(place, "ledger-line-lost", line=before.text))
        elif entry is None or not _only_spelled_otherwise(entry, here):
            problems.append(line_problem(place, "address-lost", address=address_of(path)))
    return in_order(problems)


def _ever(
    settings: Settings, ledger: Ledger, committed: Collection[str], live: Iterable[str]
) -> set[str]:
    """Every address that was ever public, as far as anybody remembers."""
    return ledger.entries.keys() | set(committed) | addresses(settings, live)


def _only_spelled_otherwise(entry: Entry, here: Collection[str]) -> bool:
    """Whether an address leads to one that is the same file where letter case does not count: no
    stub can lie there, and the web server's own list of redirects answers."""
    return urls.fold(entry.path) == urls.fold(entry.target) and entry.target in here


def retiring(
    settings: Settings, paths: Collection[str], live: Iterable[str] = ()
) -> tuple[Entry, ...]:
    """The lines that let every list that has nothing to list any more lead to the wider list it was
    part of: the year of a person to the person, a month to its year.

    Raises ``ContentError`` when the ledger cannot be read.
    """
    ledger = sound(settings)
    here = addresses(settings, paths)
    today = settings.clock.now.date()
    found = []
    for path in sorted((ledger.entries.keys() | addresses(settings, live)) - here):
        entry = ledger.entries.get(path)
        if entry is not None and entry.state is not State.PAGE:
            continue
        target = next((wider for wider in _wider(path) if wider in here), "")
        if target:
            found.append(moved(path, target, _not_before(entry, today)))
    return tuple(found)


def retire(
    settings: Settings, paths: Collection[str], live: Iterable[str] = ()
) -> tuple[Entry, ...]:
    """Write those lines into the ledger. The site has to be built again when there is any.

    Raises ``BuildError``, too, when the ledger cannot be written.
    """
    found = retiring(settings, paths, live)
    if found:
        update(settings, sound(settings), found)
    return found


_LISTS = (
    (re.compile(r"((?:sections|columns|people)/[^/]+)/\d{4}\.html"), r"\1/index.html"),
    (re.compile(r"(sections|columns|people)/[^/]+/index\.html"), r"\1/index.html"),
    (re.compile(r"(\d{4})/\d{2}/index\.html"), r"\1/index.html"),
    (re.compile(r"\d{4}/index\.html"), urls.ARCHIVE),
    (re.compile(r"days/\d{2}-\d{2}\.html"), urls.ARCHIVE),
    (re.compile(r"photos/\d{4}-\d{2}\.html"), urls.PHOTOS),
    (re.compile(r"feeds/sections/.+\.xml"), urls.FEED),
)
"""Lists that come and go with what they list, and the wider list of each."""


def _wider(path: str) -> Iterator[str]:
    for pattern, above in _LISTS:
        if match := pattern.fullmatch(path):
            path = match.expand(above)
            yield path


def record(settings: Settings, paths: Collection[str]) -> Recorded:
    """Note every address of a build that is public now, and that a page is back at an address that
    led elsewhere. Nothing is ever taken out.

    Raises ``ContentError`` when the ledger cannot be read, ``BuildError`` when it cannot be
    written.
    """
    ledger = sound(settings)
    today = settings.clock.now.date()
    answered = _answered(settings)
    added, again = [], []
    for path in addresses(settings, paths):
        entry = ledger.entries.get(path)
        if entry is None:
            added.append(Entry(path))
        elif entry.state is not State.PAGE and answered is not None and path not in answered:
            again.append(Entry(path, State.PAGE, _not_before(entry, today)))
    files = update(settings, ledger, (*added, *again))
    return Recorded(len(added), len(again), tuple(files))


def _not_before(entry: Entry | None, today: dt.date) -> dt.date:
    """A date for what follows a line, also where a clock is wrong: the newest line holds."""
    return max(today, entry.since) if entry else today


def _answered(settings: Settings) -> set[str] | None:
    """Paths at which the last build put a stub or a tombstone; ``None`` when there was none."""
    file = settings.home / "catalog.sqlite"
    if not file.is_file():
        return None
    try:
        with closing(Catalog.reading(file)) as catalog:
            return {row.path for row in catalog.owned(OWNER)}
    except CatalogError:
        return None
