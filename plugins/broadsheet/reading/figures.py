"""Pictures of an issue: which file is meant, whether it is sound, what its cutline says."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from broadsheet.model import Byline, MissingPhoto, Photo, PictureFacts, SourceFile
from broadsheet.photos.inspecting import PICTURE_SUFFIXES, inspect
from broadsheet.photos.opening import FORMATS
from broadsheet.problems import Problem, problem, unreadable
from broadsheet.reading.blocks import RawFigure, RawParagraph, RawPicture, is_marked
from broadsheet.reading.bylines import parse_byline, split_cutline
from broadsheet.reading.names import same_form, stem_and_suffix

NEAR_NAMES = 20
"""How many missing pictures of one issue are compared with the files that are there."""


def is_picture(name: str) -> bool:
    return stem_and_suffix(name)[1].lower() in PICTURE_SUFFIXES


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
    _forms: dict[str, str] = field(default_factory=dict)
    _alike: dict[str, str] = field(default_factory=dict)
    _missed: int = 0

    def __post_init__(self) -> None:
        self._forms = {unicodedata.normalize("NFC", each): each for each in self.files}
        self._alike = {same_form(each): each for each in self.files}

    def facts(self, name: str) -> PictureFacts | None:
        """What is known of a file of this folder; ``None`` when it is no sound picture."""
        if name not in self._facts:
            self._facts[name] = self._inspect(name)
        return self._facts[name]

    def _inspect(self, name: str) -> PictureFacts | None:
        file = self.files[name]
        path = f"{self.folder}/{name}"
        known = self.known(file.digest)
        if known is not None and PurePosixPath(name).suffix.lower() in FORMATS[known.format]:
            return known
        self.opened.append(path)
        try:
            facts, problems = inspect(path, self.root / path, file.digest)
        except OSError as error:
            self.problems.append(unreadable(path, error))
            return None
        self.problems += problems
        if facts is not None and not problems:
            self.fresh.append(facts)
        return facts

    def find(self, picture: RawPicture, path: str) -> str | Problem:
        """The name of the file that a reporter means, or what is wrong with it."""
        target, line = unquote(picture.file).strip(), picture.line
        if "://" in target or target.startswith(("//", "data:")):
            return problem(path, line, "picture-remote", name=target)
        name = path_inside(target)
        if name is None:
            return problem(path, line, "path-escape", target=target)
        exact = self._forms.get(unicodedata.normalize("NFC", name))
        if exact is not None:
            return exact if is_picture(exact) else problem(path, line, "picture-kind", name=name)
        if alike := self._alike.get(same_form(name)):
            self.used.add(alike)
            return problem(path, line, "picture-case", name=name, actual=alike)
        link = f"{self.folder}/{name}"
        if os.path.islink(self.root / link):
            return problem(link, 0, "symlink")
        return problem(path, line, "picture-missing", name=name, nearest=self._nearest(name))

    def _nearest(self, name: str) -> str:
        self._missed += 1
        if self._missed > NEAR_NAMES:
            return ""
        near = difflib.get_close_matches(name, filter(is_picture, self.files), n=1)
        self.used.update(near)
        return f" (“{near[0]}”?)" if near else ""


def path_inside(target: str) -> str | None:
    """A path as written, made plain; ``None`` when it leads out of the folder it starts in."""
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
    """The pictures of a figure with their words; ``before`` and ``after`` are the paragraphs around
    it that turned out not to be its words."""

    pictures: tuple[Photo | MissingPhoto, ...]
    before: tuple[RawParagraph, ...]
    after: tuple[RawParagraph, ...]
    problems: tuple[Problem, ...]


def read_figure(raw: RawFigure, desk: PictureDesk, path: str, *, is_credited: bool) -> ReadFigure:
    """Find the pictures of a figure and give them their words. One that names no file is missing
    from the archive, and its words stand alone.

    ``is_credited`` tells that the article's byline answers for its pictures (文/图).
    """
    words, before, after = _assign(raw)
    pictures: list[Photo | MissingPhoto] = []
    problems: list[Problem] = []
    for picture, cutline in zip(raw.pictures, words, strict=True):
        mark, text, credit = _cutline(cutline)
        if not picture.file.strip():
            if text or credit:
                pictures.append(MissingPhoto(text, credit, mark))
            else:
                problems.append(problem(path, picture.line, "picture-nameless"))
            continue
        if text and credit is None and not is_credited:
            problems.append(problem(path, picture.line, "cutline-without-credit", text=text[:40]))
        found = desk.find(picture, path)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        desk.used.add(found)
        if facts := desk.facts(found):
            pictures.append(Photo(found, facts, text, credit, mark))
    return ReadFigure(tuple(pictures), before, after, tuple(problems))


def _assign(
    raw: RawFigure,
) -> tuple[list[str], tuple[RawParagraph, ...], tuple[RawParagraph, ...]]:
    """The words of each picture, and the paragraphs before and after that are nobody's.

    A ▲ or ▼ paragraph is the cutline of the next picture without one; a credit in brackets goes
    to the cutline before it, or to the last picture.
    """
    words = [f"{p.alt} {p.title}".strip() if p.title != p.alt else p.alt for p in raw.pictures]
    empty = deque(at for at, text in enumerate(words) if not text)
    rest: tuple[list[RawParagraph], list[RawParagraph]] = ([], [])
    last = len(words) - 1
    for side, paragraphs in enumerate((raw.before, raw.after)):
        for paragraph in paragraphs:
            if is_marked(paragraph) and empty:
                last = empty.popleft()
                words[last] = paragraph.text
            elif not is_marked(paragraph) and split_cutline(words[last]).credit is None:
                words[last] = f"{words[last]}\n{paragraph.text}".lstrip()
                if last in empty:
                    empty.remove(last)
            else:
                rest[side].append(paragraph)
    return words, tuple(rest[0]), tuple(rest[1])


def _cutline(words: str) -> tuple[str, str, Byline | None]:
    cutline = split_cutline(words)
    if cutline.credit is None and words.startswith(("（", "(")) and (only := parse_byline(words)):
        return cutline.mark, "", only
    return cutline.mark, cutline.text, cutline.credit
