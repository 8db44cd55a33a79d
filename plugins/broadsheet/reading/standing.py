"""Standing pages (About): Pelican's pages, written with our headers and our Markdown."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from broadsheet.problems import Problem, problem
from broadsheet.reading.blocks import RawFigure, RawParagraph, RawPicture, RawProse
from broadsheet.reading.fields import PAGE_KEYS, Fields, read_fields
from broadsheet.reading.headers import split_header
from broadsheet.reading.markdown import convert
from broadsheet.reading.names import name_problem, slug_of
from broadsheet.reading.text import decode


class Named(Protocol):
    """A file of a listing."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page as Pelican wants it. ``metadata`` are its header's fields under Pelican's names;
    links and pictures of the content folder keep Pelican's ``{static}`` and ``{attach}``."""

    path: str
    title: str
    slug: str
    html: str
    metadata: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    def address(self, save_as: str) -> str:
        """Where it is written; ``save_as`` is Pelican's PAGE_SAVE_AS."""
        given = self.metadata.get("save_as")
        return given or save_as.format(slug=self.slug, lang=self.metadata.get("lang", ""))


def read_standing(path: str, data: bytes) -> StandingPage:
    """Read one page; what is wrong with it is in its ``problems``."""
    text, problems = decode(path, data)
    slug = slug_of(PurePosixPath(path).stem)
    if text is None:
        return StandingPage(path, slug, slug, "", {}, tuple(problems))
    header = split_header(path, text)
    fields = read_fields(header, PAGE_KEYS)
    problems += [*header.problems, *fields.problems]
    if "title" not in fields.found:
        problems.append(problem(path, 1, "headline-missing"))
    problems += _save_as_problems(path, fields)
    converted = convert(path, header.body, header.body_line, _as_pelican_does)
    problems += converted.problems
    given = {name: fields.text(name) for name in fields.found}
    return StandingPage(
        path=path,
        title=fields.text("title") or slug,
        slug=fields.text("slug") or slug,
        html="\n".join(_block(block) for block in converted.blocks),
        metadata={k: v for k, v in given.items() if k not in ("title", "slug")},
        problems=tuple(problems),
    )


def read_standing_unit(root: Path, folder: str, files: Iterable[Named]) -> list[StandingPage]:
    """Every page of a pages folder below ``root``."""
    names = [file.name for file in files if file.name.endswith(".md")]
    return [_read_named(root, f"{folder}/{name}") for name in names]


def _read_named(root: Path, path: str) -> StandingPage:
    page = read_standing(path, (root / path).read_bytes())
    bad = [
        problem(path, 0, "name-unsafe", name=part, reason=reason)
        for part in path.split("/")
        if (reason := name_problem(part))
    ]
    return replace(page, problems=(*page.problems, *bad))


def _save_as_problems(path: str, fields: Fields) -> list[Problem]:
    """``save_as`` and ``slug`` must stay inside the site."""
    found = []
    for name in ("save_as", "slug", "url"):
        text = fields.text(name)
        parts = text.split("/")
        if text and (".." in parts or text.startswith("/") or any(map(_unsafe, parts))):
            found.append(problem(path, fields.line(name), "slug-invalid", text=text))
    return found


def _unsafe(part: str) -> bool:
    return bool(part) and name_problem(part) is not None


_OURS = re.compile(r"[{|](?:static|attach|filename)[}|]")


def _as_pelican_does(target: str, line: int) -> str | None:
    """Pelican resolves its own notation and reports what it cannot find."""
    del line
    if _OURS.match(target) or target.startswith("/"):
        return target
    return None if "://" in target else "{filename}" + target if target.endswith(".md") else None


def _block(block: RawProse | RawParagraph | RawFigure) -> str:
    match block:
        case RawProse(html=inner):
            return inner
        case RawParagraph(html=inner):
            return f"<p>{inner}</p>"
        case RawFigure():
            return _figure(block)


def _figure(figure: RawFigure) -> str:
    words = [*figure.before, *figure.after]
    pictures = "\n".join(_picture(p) for p in figure.pictures)
    return "\n".join([pictures, *(f"<p>{p.html}</p>" for p in words)])


def _picture(picture: RawPicture) -> str:
    source = unicodedata.normalize("NFC", picture.file)
    if not _OURS.match(source):
        source = "{attach}" + source
    cutline = html.escape(picture.alt)
    caption = f"<figcaption>{cutline}</figcaption>" if cutline else ""
    return f'<figure><img src="{html.escape(source)}" alt="{cutline}">{caption}</figure>'
