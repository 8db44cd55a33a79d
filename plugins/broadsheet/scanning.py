"""Scan: list the content folder's units and tell which have changed, opening as little as possible.

A unit is an issue folder, the folder of standing pages, a static folder or the theme's static
folder. Cheap signs (names, sizes, times) are compared first; where they differ git is asked for its
blob ids once; only then are files read. Digests are git blob ids throughout (Git's object format:
SHA-1 of ``blob <length>\\0`` and the bytes), so that the three ways agree.
"""

from __future__ import annotations

import datetime as dt
import fnmatch
import hashlib
import operator
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

import msgspec

from broadsheet.model import IssueFolder, SourceFile
from broadsheet.problems import Problem, problem, unreadable
from broadsheet.reading.files import read_bytes
from broadsheet.reading.names import (
    ARTICLE_SUFFIX,
    NOT_UTF8,
    IssueName,
    NotIssue,
    name_problem,
    parse_issue_folder,
)
from broadsheet.settings import Settings

RACY_NS = 20_000_000
"""A file changed this shortly before the scan may change again within one tick of the clock."""

JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
DEEPEST = 30
"""Folders within folders that are looked into."""
GIT_FROM = 20
"""Ask git only when at least this many files have new signs: starting it costs some 20 ms."""


class FileSign(NamedTuple):
    """A file as the file system describes it; times are nanoseconds."""

    name: str
    size: int
    mtime: int
    ctime: int


Row = tuple[str, int, int, int]
"""The fields of a ``FileSign``: what an archive has by the hundred thousand is made as cheaply as
can be."""


@dataclass(frozen=True, slots=True)
class UnitListing:
    """A unit as it lies on the disk, not opened. ``folder`` is relative to ``root``; ``rows`` are
    the fields of the ``signs`` of its files, by name."""

    kind: str
    root: Path
    folder: str
    rows: tuple[Row, ...]
    issue: IssueName | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.folder}"

    @property
    def signs(self) -> tuple[FileSign, ...]:
        return tuple(map(FileSign._make, self.rows))

    def quick(self) -> str:
        """One digest of all cheap signs."""
        return hashlib.blake2b(msgspec.json.encode(self.rows), digest_size=16).hexdigest()

    def newest(self) -> int:
        return max((max(mtime, ctime) for _, _, mtime, ctime in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """What the catalog remembers: each file's sign and digest, and the digest of all signs
    (empty when they could not be trusted)."""

    quick: str
    files: tuple[tuple[FileSign, str], ...]


@dataclass(frozen=True, slots=True)
class ScannedUnit:
    """A unit with the digest of every file. ``changed`` tells whether any differs."""

    listing: UnitListing
    files: tuple[SourceFile, ...]
    quick: str
    changed: bool

    @property
    def known(self) -> KnownUnit:
        pairs = zip(self.listing.signs, self.files, strict=True)
        return KnownUnit(self.quick, tuple((sign, f.digest) for sign, f in pairs))

    def issue_folder(self) -> IssueFolder:
        issue = self.listing.issue
        if issue is None:
            raise ValueError(f"{self.listing.folder} is no issue folder")
        return IssueFolder(self.listing.folder, issue.date, issue.edition, self.files)


@dataclass(slots=True)
class ContentListing:
    """``second`` are the issue folders that repeat another's day and edition: every address in
    them is taken, which is told once."""

    units: list[UnitListing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    second: set[str] = field(default_factory=set)


class Lister:
    """Walks the content folder once. Names only; nothing is opened and no link is followed."""

    def __init__(self, root: Path, ignore: Iterable[str] = ()) -> None:
        self.root = root
        self._top = f"{root}/"
        junk = "|".join(map(re.escape, JUNK))
        own = (fnmatch.translate(pattern.rsplit("/", 1)[-1]) for pattern in ignore)
        patterns = [r"(?s:\..*|.*~)\Z", rf"(?i:{junk})\Z", *own]
        flags = re.IGNORECASE if os.name == "nt" else re.NOFLAG
        self.skips = re.compile("|".join(patterns), flags).match
        """Matches names that are no part of the content."""

    def entries(self, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
        """What a folder holds, by name; what can be no part of the content is told at once."""
        if folder.count("/") >= DEEPEST:
            problems.append(problem(folder, 0, "folder-too-deep", limit=DEEPEST))
            return []
        skips = self.skips
        try:
            with os.scandir(f"{self._top}{folder}") as found:
                entries = [e for e in found if not skips(e.name)]
        except OSError as error:
            problems.append(unreadable(folder, error))
            return []
        entries.sort(key=_name)
        return [e for e in entries if self._is_content(e, folder, problems)]

    def _is_content(self, entry: os.DirEntry[str], folder: str, problems: list[Problem]) -> bool:
        name = entry.name
        if (name.isascii() or _is_utf8(name)) and (
            entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
        ):
            return True
        path = f"{folder}/{name}".lstrip("/")
        if not _is_utf8(name):
            problems.append(problem(path, 0, "name-unsafe", name=name, reason=NOT_UTF8))
        elif entry.is_symlink():
            problems.append(problem(path, 0, "symlink"))
        else:
            problems.append(problem(path, 0, "not-a-file"))
        return False

    def unit(self, kind: str, folder: str, issue: IssueName | None = None) -> UnitListing:
        problems: list[Problem] = []
        rows = self._flat(folder)
        if rows is None:
            rows = []
            self._collect(folder, "", rows, problems)
        rows.sort()
        return UnitListing(kind, self.root, folder, tuple(rows), issue, tuple(problems))

    def _flat(self, folder: str) -> list[Row] | None:
        """The files of a folder with nothing else in it, as most issues are; otherwise ``None``.

        One loop with little in it: most of a build in which nothing has changed is spent here.
        """
        rows: list[Row] = []
        skips = self.skips
        try:
            with os.scandir(f"{self._top}{folder}") as found:
                for entry in found:
                    name = entry.name
                    if skips(name):
                        continue
                    sign = entry.stat(follow_symlinks=False)
                    if not S_ISREG(sign.st_mode) or not (name.isascii() or _is_utf8(name)):
                        return None
                    rows.append((name, sign.st_size, sign.st_mtime_ns, sign.st_ctime_ns))
        except OSError:
            return None
        return rows

    def _collect(self, folder: str, prefix: str, rows: list[Row], problems: list[Problem]) -> None:
        for entry in self.entries(f"{folder}/{prefix}".strip("/"), problems):
            if entry.is_dir(follow_symlinks=False):
                self._collect(folder, f"{prefix}{entry.name}/", rows, problems)
            else:
                sign = entry.stat(follow_symlinks=False)
                name = prefix + entry.name
                rows.append((name, sign.st_size, sign.st_mtime_ns, sign.st_ctime_ns))

    def content(self, pages: Iterable[str], static: Iterable[str]) -> ContentListing:
        """Every unit of a content folder, and what lies outside of all units."""
        listing = ContentListing()
        special = dict.fromkeys(pages, "pages") | dict.fromkeys(static, "static")
        for path, kind in special.items():
            if (self.root / path).is_dir() and not self._is_linked(path):
                listing.units.append(self.unit(kind, path))
        self._issues("", special, listing)
        return listing

    def _is_linked(self, path: str) -> bool:
        """Whether a folder, or one above it, is a symbolic link; ``_issues`` says so."""
        parts = path.split("/")
        folders = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        return any((self.root / folder).is_symlink() for folder in folders)

    def _issues(self, folder: str, special: Mapping[str, str], listing: ContentListing) -> None:
        for entry in self.entries(folder, listing.problems):
            path = f"{folder}/{entry.name}".lstrip("/")
            if path in special:
                continue
            if entry.is_dir(follow_symlinks=False):
                self._folder(path, entry.name, special, listing)
            elif entry.name.lower().endswith((".md", ".markdown")):
                listing.problems.append(problem(path, 0, "stray-article"))
            else:
                listing.problems.append(problem(path, 0, "unread-file"))

    def _folder(
        self, path: str, name: str, special: Mapping[str, str], listing: ContentListing
    ) -> None:
        parsed = parse_issue_folder(name)
        reason = name_problem(name)
        if reason and not isinstance(parsed, NotIssue):
            listing.problems.append(problem(path, 0, "name-unsafe", name=name, reason=reason))
        if isinstance(parsed, IssueName):
            listing.units.append(self.unit("issue", path, parsed))
        elif isinstance(parsed, NotIssue):
            listing.problems.append(
                problem(path, 0, "folder-not-issue", name=name, reason=parsed.reason)
            )
        else:
            self._issues(path, special, listing)


def list_content(settings: Settings) -> tuple[ContentListing, list[Problem]]:
    """Every unit of the content folder and all problems that need no file to be opened."""
    lister = Lister(settings.content, settings.ignore_files)
    listing = lister.content(settings.page_paths, settings.static_paths)
    problems = [*listing.problems, *(p for unit in listing.units for p in unit.problems)]
    seen: dict[tuple[dt.date, str], UnitListing] = {}
    for unit in listing.units:
        if unit.issue is None:
            continue
        date, edition = unit.issue.date, unit.issue.edition
        first = seen.setdefault((date, edition), unit)
        if first is not unit:
            listing.second.add(unit.folder)
            values = {"other": first.folder, "date": date.isoformat()}
            problems.append(problem(unit.folder, 0, "issue-duplicate", **values))
    return listing, problems


_name = operator.attrgetter("name")


def _is_utf8(name: str) -> bool:
    """Whether a name is text; of one that is not, nothing can be kept."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def blob_id(data: bytes) -> str:
    """The id git gives a file with these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def git_blob_ids(root: Path) -> dict[str, str]:
    """Path below ``root`` -> blob id of every tracked file that is as git last saw it.

    Empty when ``root`` is not in a git checkout, or git is missing or refuses. Files that git was
    told not to look at (``git update-index --assume-unchanged``) are left out.
    """

    def git(*arguments: str) -> list[str]:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments, "-z", "--", "."], capture_output=True, check=True
        )
        return [os.fsdecode(part) for part in done.stdout.split(b"\0") if part]

    try:
        staged = git("ls-files", "--stage", "-v")
        dirty = set(git("diff-files", "--name-only", "--relative"))
    except (OSError, subprocess.CalledProcessError):
        return {}
    ids: dict[str, str] = {}
    for row in staged:
        facts, _, path = row.partition("\t")
        tag, _mode, blob, stage = facts.split(" ")
        if tag == "H" and stage == "0" and path not in dirty:
            ids[path] = blob
    return ids


class Scanner:
    """Compares listings with what the catalog knows. ``opened`` are the files read for it, and
    ``problems`` those that could not be; their digest is empty.

    Whoever reads an issue next asks it to keep the bytes of the articles that it opens:
    ``texts``, by path.
    """

    def __init__(self, started_ns: int | None = None, *, keeps_texts: bool = False) -> None:
        self.keeps_texts = keeps_texts
        self.texts: dict[str, bytes] = {}
        self.opened: set[str] = set()
        self.problems: list[Problem] = []
        self.started_ns = time.time_ns() if started_ns is None else started_ns

    def scan(
        self, listings: Iterable[UnitListing], known: Callable[[str], KnownUnit | None]
    ) -> list[ScannedUnit]:
        """Find the digests of units whose cheap signs are new, and whether they changed."""
        pairs = [(listing, known(listing.key)) for listing in listings]
        git = self._git_ids(pairs)
        return [self._compare(unit, old, git) for unit, old in pairs]

    def _git_ids(self, pairs: list[tuple[UnitListing, KnownUnit | None]]) -> dict[str, str]:
        asked = [u for u, old in pairs if old is not None and u.kind == "issue"]
        if sum(len(u.signs) for u in asked) < GIT_FROM:
            return {}
        return git_blob_ids(asked[0].root)

    def _compare(
        self, unit: UnitListing, old: KnownUnit | None, git: Mapping[str, str]
    ) -> ScannedUnit:
        before = dict(old.files) if old and old.quick else {}
        digests = {sign.name: digest for sign, digest in old.files} if old else {}
        files = tuple(
            SourceFile(sign.name, sign.size, self._digest(unit, sign, before, digests, git))
            for sign in unit.signs
        )
        same = old is not None and [(s.name, d) for s, d in old.files] == [
            (f.name, f.digest) for f in files
        ]
        racy = unit.newest() > self.started_ns - RACY_NS
        return ScannedUnit(unit, files, "" if racy else unit.quick(), changed=not same)

    def _digest(
        self,
        unit: UnitListing,
        sign: FileSign,
        before: Mapping[FileSign, str],
        digests: Mapping[str, str],
        git: Mapping[str, str],
    ) -> str:
        """Git may confirm the digest that is known, no more: where a filter stands between its
        blobs and the checkout (line ends, LFS), its id is not that of the file's own bytes."""
        if sign in before:
            return before[sign]
        path = f"{unit.folder}/{sign.name}" if unit.folder else sign.name
        known = digests.get(sign.name)
        if known is not None and git.get(path) == known:
            return known
        self.opened.add(path)
        try:
            data = read_bytes(unit.root, path)
        except OSError as error:
            self.problems.append(unreadable(path, error))
            return ""
        if self.keeps_texts and path.endswith(ARTICLE_SUFFIX):
            self.texts[path] = data
        return blob_id(data)
