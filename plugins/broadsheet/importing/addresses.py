"""Old addresses of a whole import: each leads to one article, and to none where a page is.

The articles of an issue are judged together when it is placed. Here those of all issues are: of two
that claim one address the one that was there first keeps it, else the older. Files that are there
already are opened only when the import brings old addresses that are new.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from broadsheet.importing import composing, record
from broadsheet.importing.notes import Note, note
from broadsheet.importing.placing import STAGE, Action, Placed
from broadsheet.importing.remarks import ALIAS_TAKEN
from broadsheet.ledger import files as ledger_files
from broadsheet.ledger.lines import State
from broadsheet.model import SourceFile
from broadsheet.pages import urls
from broadsheet.pages.index_pages import ALWAYS, addresses
from broadsheet.problems import Problem
from broadsheet.reading.addresses import above
from broadsheet.reading.fields import ARTICLE_KEYS, read_fields
from broadsheet.reading.headers import split_header
from broadsheet.reading.names import IssueName, parse_article_name, slug_of
from broadsheet.reading.standing import read_standing_content
from broadsheet.reading.values import read_alias
from broadsheet.scanning import Lister, Scanner
from broadsheet.settings import Settings

_KEYS = tuple(spelling.encode() for spelling in ARTICLE_KEYS.spellings["aliases"])
_HEAD = 1 << 16
"""Bytes of a file in which its header is looked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An old address of an article that an import wrote. ``file`` is its path below the content."""

    file: str
    address: str


class Register:
    """Who has which path, whatever its case and Unicode form."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, path: str, owner: str) -> None:
        self._owners.setdefault(urls.fold(path), owner)
        for folder in above(path):
            self._folders.setdefault(urls.fold(folder), owner)

    def owner(self, path: str) -> str:
        """Who has a path, or a file where it needs a folder, or a folder where it is a file."""
        paths = [path, *above(path)]
        found = [self._owners.get(urls.fold(each), "") for each in paths]
        return next(filter(None, [*found, self._folders.get(urls.fold(path), "")]), "")


def contested(
    settings: Settings, placed: Sequence[Placed], there: Mapping[IssueName, str]
) -> dict[Claim, str]:
    """The old addresses that an import must give up, each with who has it. ``there`` is where
    issues lie."""
    if not any(is_new for each in placed for _, _, is_new in each.aliases):
        return {}
    ordered = sorted(placed, key=lambda each: (each.name.date, each.name.edition))
    own = {file for each in placed for file, _, _ in each.aliases}
    register = Register()
    for path, owner in _standing(settings):
        register.add(path, owner)
    for name, folder in there.items():
        for path, owner in _of_issue(settings.content, name, folder, own):
            register.add(path, owner)
    for each in ordered:
        for path, owner in _pages(each.name, each.folder, _lying(each)):
            register.add(path, owner)
    lost: dict[Claim, str] = {}
    for is_new in (False, True):
        for file, address in _claims(ordered, is_new=is_new):
            path = urls.alias(str(read_alias(address)))
            owner = register.owner(path)
            if owner and owner != file:
                lost[Claim(file, address)] = owner
            else:
                register.add(path, file)
    return lost


def notes(lost: Mapping[Claim, str]) -> Iterator[Note]:
    for claim, owner in lost.items():
        values = {"file": claim.file, "address": claim.address, "other": owner}
        yield note("", 0, ALIAS_TAKEN, **values)


def give_up(content: Path, lost: Iterable[Claim]) -> None:
    """Take old addresses out of files that an import has just written, and note it in the record,
    so that the next import does not bring them back."""
    by_folder: dict[str, list[Claim]] = {}
    for claim in lost:
        by_folder.setdefault(posixpath.dirname(claim.file), []).append(claim)
    stage = content / STAGE / "addresses"
    try:
        for folder, claims in by_folder.items():
            stage.mkdir(parents=True, exist_ok=True)
            _give_up(content / folder, claims, stage)
    finally:
        shutil.rmtree(content / STAGE, ignore_errors=True)


def _give_up(folder: Path, claims: Iterable[Claim], stage: Path) -> None:
    known = record.read(folder)
    for claim in claims:
        name = posixpath.basename(claim.file)
        key = next((k for k, written in known.files.items() if written.name == name), "")
        data = (folder / name).read_bytes()
        written = known.files.get(key)
        if written is None or hashlib.sha256(data).hexdigest() != written.digest:
            continue
        new = composing.without_alias(data.decode("utf-8"), claim.address).encode("utf-8")
        withheld = tuple(sorted({*written.withheld, claim.address}))
        digest = hashlib.sha256(new).hexdigest()
        known.files[key] = replace(written, digest=digest, withheld=withheld)
        _put(folder / name, new, stage)
    _put(folder / record.NAME, known.text.encode("utf-8"), stage)


def _put(target: Path, data: bytes, stage: Path) -> None:
    (stage / "file").write_bytes(data)
    os.replace(stage / "file", target)


def _lying(placed: Placed) -> Iterator[str]:
    return (file for file, action in placed.files if action is not Action.REMOVED)


def _claims(placed: Iterable[Placed], *, is_new: bool) -> Iterator[tuple[str, str]]:
    for each in placed:
        for file, address, was_written in sorted(each.aliases):
            if was_written is is_new:
                yield file, address


def _standing(settings: Settings) -> Iterator[tuple[str, str]]:
    """Pages that belong to no issue, and addresses of what was taken down."""
    for key in ALWAYS:
        yield from ((path, f"/{path}") for path in addresses(key))
    for entry in ledger_files.read(settings).entries.values():
        if entry.state is State.GONE:
            yield entry.path, ledger_files.shown(settings, entry.file or "")
    lister, scanner = Lister(settings.content, settings.ignore_files), Scanner()
    files: dict[str, dict[str, tuple[SourceFile, ...]]] = {"pages": {}, "static": {}}
    for unit in lister.content(settings.page_paths, settings.static_paths).units:
        if unit.kind in files:
            (scanned,) = scanner.scan([unit], lambda _: None)
            files[unit.kind][unit.folder] = scanned.files
    standing = read_standing_content(
        settings.content, files["pages"], files["static"], settings.save_as, lambda _: None
    )
    for page in standing.pages:
        yield page.address(settings.save_as), page.path
    for folder, found in files["static"].items():
        yield from ((f"{folder}/{file.name}",) * 2 for file in found)


def _of_issue(
    content: Path, name: IssueName, folder: str, own: set[str]
) -> Iterator[tuple[str, str]]:
    """What an issue that lies there claims, but for the old addresses of files of this import."""
    listing = Lister(content).unit("issue", folder, name)
    files = [f"{folder}/{sign.name}" for sign in listing.signs if sign.name.endswith(".md")]
    yield from _pages(name, folder, files)
    for file in files:
        if file not in own:
            yield from ((urls.alias(address), file) for address in _aliases_in(content / file))


def _pages(name: IssueName, folder: str, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    day, edition = name.date, name.edition
    yield urls.issue(day, edition), folder
    yield urls.month(day.year, day.month), folder
    yield urls.year(day.year), folder
    for file in files:
        if not file.endswith(".md"):
            continue
        stem = PurePosixPath(file).stem
        yield urls.article(day, edition, slug_of(stem)), file
        page = parse_article_name(stem).page
        if page:
            yield urls.print_page(day, edition, page), folder


def _aliases_in(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return
    if not any(key in data.lower() for key in _KEYS):
        return
    text = data.decode("utf-8-sig", "ignore").replace("\r\n", "\n")
    fields = read_fields(split_header(path.name, text), ARTICLE_KEYS)
    problems: list[Problem] = []
    yield from fields.read_items("aliases", read_alias, problems)
