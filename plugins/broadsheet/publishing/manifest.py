"""The manifest: what is published, file by file, as text that lies beside the site on its host.

A publish compares the manifest of what was built with the one on the host; no file of the site is
opened or hashed for it, here or there. The text is canonical and checksummed, so that one that was
cut off or edited is never taken for what the host holds. It is kept in pieces, each named by its
digest, so that of a large site's only those are written and read again in which something changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from broadsheet.catalog import Catalog
from broadsheet.problems import BuildError, printable
from broadsheet.saying import Said, SaidError, as_it_is
from broadsheet.staging import content_digest

OWN_FOLDER = ".broadsheet"
"""Where a host keeps what is ours and not for readers; web servers do not hand it out."""
ROOT = f"{OWN_FOLDER}/manifest.txt"
TITLE = "broadsheet manifest 1"
MOST_IN_PIECE = 256
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a time is written: UTC, in whole seconds."""
_HEX = re.compile(r"[0-9a-f]{32}")


class ManifestError(SaidError, ValueError):
    """A text that is no whole manifest; one line says why."""


OTHER_VERSION = Said(
    "it was written by another version of Broadsheet", "它是另一个版本的 Broadsheet 写的"
)


class File(NamedTuple):
    """A published file: bytes, and their BLAKE2b of 16 bytes."""

    size: int
    digest: bytes


class Kept(NamedTuple):
    """A file that no page refers to any more, and that stays for readers who have opened one before
    ``since``."""

    file: File
    since: dt.datetime


class Piece(NamedTuple):
    """A piece of a manifest: the digest of its text, which names it, and how much it lists."""

    digest: str
    files: int
    size: int

    @property
    def path(self) -> str:
        return f"{OWN_FOLDER}/pieces/{self.digest}.txt"


def missing(piece: Piece) -> Said:
    return Said(f"its piece {piece.digest} is missing", f"它缺少一部分：{piece.digest}")


def begins_with(word: str) -> Said:
    return Said(f"a line begins with {word!r}", f"有一行以 {word!r} 开头")


def anew(where: str, why: Said) -> Said:
    """What is said when nobody asks any more what is live at a target."""
    return Said(
        f"{where}: {why.en}; everything is uploaded anew", f"{where}：{why.zh}；全部重新上传"
    )


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` is what is published now, ``kept`` what stays beside it for a while."""

    files: Mapping[str, File]
    kept: Mapping[str, Kept] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())

    def everything(self) -> dict[str, File]:
        """All that lies on the host and is ours."""
        return {path: kept.file for path, kept in self.kept.items()} | dict(self.files)

    def pieces(self) -> dict[Piece, str]:
        """The pieces with their texts, in order."""
        found = {}
        for paths in _divided(self.files):
            text = "".join(_line(path, self.files[path]) for path in paths)
            piece = Piece(
                content_digest(text.encode()).hex(),
                len(paths),
                sum(self.files[path].size for path in paths),
            )
            found[piece] = text
        return found


@dataclass(frozen=True, slots=True)
class Root:
    """A manifest without the lists of its pieces. ``edition`` names what is published: two sites
    with the same files have the same."""

    pieces: tuple[Piece, ...]
    kept: Mapping[str, Kept] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        whole = "".join(f"{piece.digest}\n" for piece in self.pieces)
        return content_digest(whole.encode()).hex()[:12]

    def text(self) -> str:
        lines = [TITLE, f"edition {self.edition}"]
        lines += [f"piece {p.digest} {p.files} {p.size}" for p in self.pieces]
        lines += [
            f"kept {kept.since.strftime(MOMENT)} {_line(path, kept.file).rstrip()}"
            for path, kept in sorted(self.kept.items())
        ]
        return sealed("".join(f"{line}\n" for line in lines))

    @classmethod
    def parse(cls, data: bytes) -> Root:
        """Raises ``ManifestError``."""
        title, *lines = unsealed(data).removesuffix("\n").split("\n")
        if title != TITLE:
            raise ManifestError(OTHER_VERSION)
        pieces: list[Piece] = []
        kept: dict[str, Kept] = {}
        edition = ""
        try:
            for line in lines:
                word, _, rest = line.partition(" ")
                if word == "edition":
                    edition = rest
                elif word == "piece":
                    digest, files, size = rest.split(" ")
                    pieces.append(Piece(digest, int(files), int(size)))
                elif word == "kept":
                    since, _, file = rest.partition(" ")
                    path, entry = _parsed(file)
                    moment = dt.datetime.strptime(since, MOMENT).replace(tzinfo=dt.UTC)
                    kept[path] = Kept(entry, moment)
                else:
                    raise ManifestError(begins_with(word))
        except ManifestError:
            raise
        except ValueError as error:
            raise ManifestError(as_it_is(str(error))) from error
        root = cls(tuple(pieces), kept)
        if edition != root.edition:
            raise ManifestError(
                Said("its edition is not that of its pieces", "它的摘要与它的各部分不符")
            )
        return root


def root_of(manifest: Manifest) -> Root:
    return Root(tuple(manifest.pieces()), manifest.kept)


def parse_piece(piece: Piece, data: bytes) -> dict[str, File]:
    """The files of a piece. Raises ``ManifestError`` when the bytes are not the piece's."""
    if content_digest(data).hex() != piece.digest:
        raise ManifestError(
            Said(f"its piece {piece.digest} is damaged", f"它的一部分 {piece.digest} 已损坏")
        )
    # A name may hold what splitlines takes for the end of a line.
    return dict(_parsed(line) for line in data.decode("utf-8").removesuffix("\n").split("\n"))


def sealed(text: str) -> str:
    """A text with a last line by which it is known to be whole."""
    return f"{text}end {content_digest(text.encode()).hex()}\n"


def unsealed(data: bytes) -> str:
    """The text without its last line. Raises ``ManifestError`` where it was cut off or edited."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ManifestError(Said("it is not text", "它不是文本")) from error
    body, mark, digest = text.rpartition("end ")
    if not mark or digest != f"{content_digest(body.encode()).hex()}\n" or not body:
        raise ManifestError(Said("it is cut off or was edited", "它不完整，或被人改过"))
    return body


def _line(path: str, file: File) -> str:
    return f"{file.digest.hex()} {file.size} {path}\n"


def _parsed(line: str) -> tuple[str, File]:
    digest, size, path = line.split(" ", 2)
    if not _HEX.fullmatch(digest) or not path:
        raise ManifestError(Said("a line is not that of a file", "有一行写的不是文件"))
    return path, File(int(size), bytes.fromhex(digest))


def _divided(paths: Iterable[str]) -> Iterator[list[str]]:
    """Paths in lists of at most ``MOST_IN_PIECE``, or of one folder. Where a path goes follows from
    it alone and from how many there are, so that little moves when one is added."""
    by_top: dict[str, list[str]] = defaultdict(list)
    ordered = sorted(paths)
    if len(ordered) <= MOST_IN_PIECE:
        yield from [ordered] if ordered else []
        return
    for path in ordered:
        by_top[path.partition("/")[0] if "/" in path else ""].append(path)
    for _, group in sorted(by_top.items()):
        yield from _by_folder(group, 0)


def _by_folder(paths: list[str], level: int) -> Iterator[list[str]]:
    if len(paths) <= MOST_IN_PIECE or level == 8:
        yield paths
        return
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folder = path.rpartition("/")[0]
        groups[hashlib.blake2b(folder.encode(), digest_size=8).hexdigest()[level]].append(path)
    for _, group in sorted(groups.items()):
        yield from _by_folder(group, level + 1)


# --- what was built


def built(catalog: Catalog, folder: Path) -> Manifest:
    """The manifest of what the last build left in ``folder``, as the catalog knows it.

    Raises ``BuildError`` when the folder does not hold it: a file that was changed, cut off or
    removed there would be published so. A file is only opened when its time is another."""
    files: dict[str, File] = {}
    for row in catalog.outputs():
        if any(ord(sign) < 32 for sign in row.path):
            raise BuildError(
                Said(
                    f"{printable(row.path)}: this name cannot be published",
                    f"{printable(row.path)}：这个名称无法发布",
                )
            )
        place = folder / row.path
        try:
            found = place.lstat()
            is_same = found.st_size == row.size and (
                found.st_mtime_ns == row.mtime or content_digest(place.read_bytes()) == row.digest
            )
        except OSError:
            is_same = False
        if not is_same:
            raise BuildError(
                Said(
                    f"{place}: this is not what was built; delete it, and it will be made again",
                    f"{place}：这不是构建出来的文件；请删除它，下次构建会重新做出来",
                )
            )
        files[sys.intern(row.path)] = File(row.size, row.digest)
    if not files:
        raise BuildError(
            Said(
                f"{folder}: nothing was built here that could be published",
                f"{folder}：这里没有构建出可以发布的内容",
            )
        )
    return Manifest(files)


def total(files: Collection[File]) -> int:
    """Bytes of all of them."""
    return sum(file.size for file in files)
