"""Pictures of an issue: which file is meant, whether it is sound, what its cutline says."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from broadsheet.model import Byline, Photo, PictureFacts, SourceFile
from broadsheet.photos.inspecting import PICTURE_SUFFIXES, inspect
from broadsheet.problems import Problem, problem
from broadsheet.reading.blocks import RawFigure, RawParagraph, RawPicture, is_marked
from broadsheet.reading.bylines import parse_byline, split_cutline


def same_form(name: str) -> str:
    """Names that are one on some disk have one form: case and Unicode form aside."""
    return unicodedata.normalize("NFC", name).casefold()


def is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES


@dataclass(slots=True)
class PictureDesk:
    """The pictures of one issue folder. Each is inspected once; ``known`` answers for those whose
    digest has been seen before, so that an unchanged picture is not opened.

    ``used`` are the files that an article or page shows; ``opened`` those that were opened.
    """

    root: Path
    folder: str
    files: dict[str, SourceFile]
    known: Callable[[str], PictureFacts | None]
    used: set[str] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)
    fresh: list[PictureFacts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _facts: dict[str, PictureFacts | None] = field(default_factory=dict)

    def facts(self, name: str) -> PictureFacts | None:
        """What is known of a file of this folder; ``None`` when it is no sound picture."""
        if name not in self._facts:
            self._facts[name] = self._inspect(name)
        return self._facts[name]

    def _inspect(self, name: str) -> PictureFacts | None:
        file = self.files[name]
        path = f"{self.folder}/{name}"
        known = self.known(file.digest)
        suffix = PurePosixPath(name).suffix.lower()
        if known is not None and suffix in _suffixes(known.format):
            return known
        self.opened.append(path)
        facts, problems = inspect(path, self.root / path, file.digest)
        self.problems += problems
        if facts is not None and not problems:
            self.fresh.append(facts)
        return facts

    def find(self, picture: RawPicture, path: str) -> str | Problem:
        """The name of the file that a reporter means, or what is wrong with it."""
        target = unquote(picture.file).strip()
        line = picture.line
        if "://" in target or target.startswith(("//", "data:")):
            return problem(path, line, "picture-remote", name=target)
        name = _normal(target)
        if name is None:
            return problem(path, line, "path-escape", target=target)
        forms = {unicodedata.normalize("NFC", each): each for each in self.files}
        exact = forms.get(unicodedata.normalize("NFC", name))
        if exact is not None:
            return exact if is_picture(exact) else self._missing(name, path, line)
        alike = [each for each in self.files if same_form(each) == same_form(name)]
        if alike:
            return problem(path, line, "picture-case", name=name, actual=alike[0])
        return self._missing(name, path, line)

    def _missing(self, name: str, path: str, line: int) -> Problem:
        pictures = [each for each in self.files if is_picture(each)]
        near = difflib.get_close_matches(name, pictures, n=1)
        nearest = f" (“{near[0]}”?)" if near else ""
        return problem(path, line, "picture-missing", name=name, nearest=nearest)


def _suffixes(format: str) -> tuple[str, ...]:
    """The suffixes that tell the truth about a format; inspecting says so in full."""
    return {
        "JPEG": (".jpg", ".jpeg"),
        "PNG": (".png",),
        "WEBP": (".webp",),
        "GIF": (".gif",),
        "TIFF": (".tif", ".tiff"),
        "BMP": (".bmp",),
        "AVIF": (".avif",),
    }.get(format, ())


def _normal(target: str) -> str | None:
    """The path inside the folder, or ``None`` when it leads out of it."""
    if target.startswith(("/", "\\")) or "\\" in target or ":" in target:
        return None
    parts: list[str] = []
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


@dataclass(frozen=True, slots=True)
class ReadFigure:
    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]


def figure_blocks(
    raw: RawFigure, desk: PictureDesk, path: str, credited: bool
) -> tuple[tuple[RawParagraph, ...], ReadFigure, tuple[RawParagraph, ...]]:
    """A figure with its words, and the paragraphs before and after it that were not its words.

    ``credited`` tells that the article's byline answers for its pictures (文/图).
    """
    cutlines = [f"{p.alt} {p.title}".strip() for p in raw.pictures]
    before, after = _assign(raw, cutlines)
    photos: list[Photo] = []
    problems: list[Problem] = []
    for picture, words in zip(raw.pictures, cutlines, strict=True):
        photo = _photo(picture, words, desk, path, problems)
        if photo is None:
            continue
        if photo.cutline and photo.credit is None and not credited:
            problems.append(
                problem(path, picture.line, "cutline-without-credit", text=photo.cutline[:40])
            )
        photos.append(photo)
    return before, ReadFigure(tuple(photos), tuple(problems)), after


def _assign(
    raw: RawFigure, cutlines: list[str]
) -> tuple[tuple[RawParagraph, ...], tuple[RawParagraph, ...]]:
    """Give the paragraphs around a figure to the pictures they belong to; return the rest.

    A ▲ or ▼ paragraph is the cutline of the next picture without one; a credit in brackets goes
    to the cutline before it, or to the last picture.
    """
    rest: tuple[list[RawParagraph], list[RawParagraph]] = ([], [])
    last = len(cutlines) - 1
    for side, paragraphs in enumerate((raw.before, raw.after)):
        for paragraph in paragraphs:
            empty = next((i for i, words in enumerate(cutlines) if not words), None)
            if is_marked(paragraph) and empty is not None:
                cutlines[empty] = paragraph.text
                last = empty
            elif not is_marked(paragraph) and split_cutline(cutlines[last]).credit is None:
                cutlines[last] = f"{cutlines[last]}\n{paragraph.text}"
            else:
                rest[side].append(paragraph)
    return tuple(rest[0]), tuple(rest[1])


def _photo(
    picture: RawPicture, words: str, desk: PictureDesk, path: str, problems: list[Problem]
) -> Photo | None:
    found = desk.find(picture, path)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    desk.used.add(found)
    facts = desk.facts(found)
    if facts is None:
        return None
    mark, text, credit = _cutline(words)
    return Photo(found, facts, text, credit, mark)


def _cutline(words: str) -> tuple[str, str, Byline | None]:
    cutline = split_cutline(words)
    if cutline.credit is None and words.startswith(("（", "(")) and (only := parse_byline(words)):
        return cutline.mark, "", only
    return cutline.mark, cutline.text, cutline.credit
