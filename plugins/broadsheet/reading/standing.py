"""Standing pages (About): Pelican's pages, written with our headers and our Markdown."""

from __future__ import annotations

import datetime as dt
import html
import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from broadsheet.model import PictureFacts, SourceFile
from broadsheet.pages.urls import fold
from broadsheet.problems import Problem, errors, problem, unreadable
from broadsheet.reading.addresses import Claims
from broadsheet.reading.blocks import RawFigure, RawParagraph, RawPicture, RawProse
from broadsheet.reading.fields import (
    PAGE_KEYS,
    Fields,
    Wrong,
    read_date,
    read_fields,
    read_language,
    read_status,
)
from broadsheet.reading.figures import PictureDesk, is_picture, path_inside
from broadsheet.reading.headers import split_header, without_echo
from broadsheet.reading.issue import TEXT_SUFFIXES
from broadsheet.reading.markdown import convert
from broadsheet.reading.names import name_problem, names_problems, slug_of
from broadsheet.reading.text import decode
from broadsheet.settings import SaveAs

_OURS = re.compile(r"[{|](?P<what>static|attach|filename)[}|]")
"""Pelican's notation for links into the content folder, new and old."""


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page as Pelican wants it. ``metadata`` are its header's fields under Pelican's names, and
    values in its notation; links into the content folder keep Pelican's ``{static}``,
    ``{attach}`` and ``{filename}``. ``uses`` are the content paths of the files it shows."""

    path: str
    title: str
    slug: str
    html: str
    metadata: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def is_published(self) -> bool:
        return self.metadata.get("status", "published") != "draft"

    def address(self, save_as: SaveAs) -> str:
        """Where it is written."""
        lang = self.metadata.get("lang", save_as.site_language)
        pattern = save_as.pages if lang == save_as.site_language else save_as.translated_pages
        return self.metadata.get("save_as") or pattern.format(slug=self.slug, lang=lang)


@dataclass(slots=True)
class StandingContent:
    """All standing pages, what is wrong with them and with the files beside them, and what was
    learnt of pictures not known before."""

    pages: list[StandingPage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: list[PictureFacts] = field(default_factory=list)


def read_standing_content(
    root: Path,
    folders: Mapping[str, Collection[SourceFile]],
    static: Mapping[str, Collection[SourceFile]],
    save_as: SaveAs,
    known: Callable[[str], PictureFacts | None],
) -> StandingContent:
    """Read every page of the pages folders below ``root`` and judge all pictures beside them.

    ``folders`` and ``static`` are the files of each pages and static folder, by its content path;
    ``known`` tells the facts of a picture by its digest.
    """
    content = StandingContent()
    everything = {**folders, **static}
    files = frozenset(f"{at}/{file.name}" for at, found in everything.items() for file in found)
    for folder, found in everything.items():
        names = names_problems(folder, [file.name for file in found])
        # Static files are published under their names: two alike are two of one address.
        content.problems += [p for p in names if folder in folders or p.kind != "name-alike"]
        desk = PictureDesk(root, folder, {file.name: file for file in found}, known)
        for file in found:
            if is_picture(file.name):
                facts = desk.facts(file.name)
                if facts and facts.format == "HEIF":
                    path = f"{folder}/{file.name}"
                    content.problems.append(problem(path, 0, "picture-heic-standing"))
        content.problems += desk.problems
        content.facts += desk.fresh
    for folder, found in folders.items():
        for file in found:
            _take_file(root, f"{folder}/{file.name}", files, content)
    content.problems += _conflicts(content.pages, save_as)
    content.problems += _unused(folders, content)
    return content


def _take_file(root: Path, path: str, files: Collection[str], content: StandingContent) -> None:
    suffix = PurePosixPath(path).suffix
    if suffix == ".md":
        try:
            data = (root / path).read_bytes()
        except OSError as error:
            content.problems.append(unreadable(path, error))
            return
        page = read_standing(path, data, files)
        content.pages.append(page)
        content.problems += page.problems
    elif suffix.lower() in TEXT_SUFFIXES:
        right = PurePosixPath(path).with_suffix(".md").name
        content.problems.append(problem(path, 0, "unread-suffix", name=right))
    elif suffix.lower() in (".html", ".htm", ".rst"):
        content.problems.append(problem(path, 0, "unread-file"))


def _conflicts(pages: Collection[StandingPage], save_as: SaveAs) -> list[Problem]:
    """Pages with one address; Pelican would take them for translations and drop one."""
    claims = Claims()
    for page in pages:
        if page.is_published:
            claims.add(page.address(save_as), page.path)
    return claims.conflicts


def _unused(
    folders: Mapping[str, Collection[SourceFile]], content: StandingContent
) -> Iterator[Problem]:
    """Pictures beside the pages that none of them shows, unless a page could not be read."""
    if errors(p for page in content.pages for p in page.problems):
        return
    used = {path for page in content.pages for path in page.uses}
    for folder, found in folders.items():
        paths = (f"{folder}/{file.name}" for file in found if is_picture(file.name))
        yield from (problem(path, 0, "picture-unused") for path in paths if path not in used)


def read_standing(path: str, data: bytes, files: Collection[str]) -> StandingPage:
    """Read one page; what is wrong with it is in its ``problems``.

    ``files`` are the content paths of all files that a page may link to.
    """
    text, problems = decode(path, data)
    slug = slug_of(PurePosixPath(path).stem)
    if text is None:
        return StandingPage(path, slug, slug, "", {}, tuple(problems))
    header = split_header(path, text)
    fields = read_fields(header, PAGE_KEYS)
    problems = without_echo([*problems, *header.problems, *fields.problems])
    if "title" not in fields.found and header.is_whole:
        problems.append(problem(path, 1, "title-missing"))
    metadata = _metadata(fields, problems)
    links = _Links(path, files)
    converted = convert(path, header.body, header.body_line, links.resolve)
    problems += converted.problems
    if not converted.blocks and not converted.problems:
        problems.append(problem(path, header.body_line, "body-empty"))
    body = "\n".join(_block(block, links) for block in converted.blocks)
    return StandingPage(
        path=path,
        title=fields.text("title") or slug,
        slug=metadata.pop("slug", slug),
        html=body,
        metadata=metadata,
        problems=(*problems, *links.problems),
        uses=tuple(links.uses),
    )


def _metadata(fields: Fields, problems: list[Problem]) -> dict[str, str]:
    """The fields that Pelican understands, in its notation; what it would stumble over is told."""
    metadata = {name: fields.text(name) for name in fields.found if name != "title"}
    readers: dict[str, Callable[[str], object]] = {
        "date": read_date,
        "modified": read_date,
        "status": _read_status,
        "lang": read_language,
        "slug": _read_address,
        "save_as": _read_save_as,
        "url": _read_url,
    }
    for name, reader in readers.items():
        value = fields.read(name, reader, problems)
        if isinstance(value, dt.date):
            metadata[name] = value.isoformat()
        elif value is not None:
            metadata[name] = str(value)
        else:
            metadata.pop(name, None)
    return metadata


def _read_status(text: str) -> str | Wrong:
    """Pelican's pages may also be ``hidden``: published, but not in the list of pages."""
    if text.strip().casefold() in ("hidden", "隐藏"):
        return "hidden"
    status = read_status(text)
    return status if isinstance(status, Wrong) else str(status)


def _read_address(text: str) -> str | Wrong:
    """A path inside the site; it may have folders."""
    wrong = Wrong("slug-invalid", (("text", text),))
    parts = text.split("/")
    is_odd = any(part in ("", ".", "..") or name_problem(part) for part in parts)
    return wrong if is_odd else unicodedata.normalize("NFC", text)


def _read_save_as(text: str) -> str | Wrong:
    address = _read_address(text)
    is_page = text.endswith((".html", ".htm"))
    return address if is_page else Wrong("slug-invalid", (("text", text),))


def _read_url(text: str) -> str | Wrong:
    address = _read_address(text.strip("/"))
    return address if isinstance(address, Wrong) else text


class _Links:
    """Where a page's links and pictures lead inside the content folder."""

    def __init__(self, path: str, files: Collection[str]) -> None:
        self.path = path
        self.files = files
        self.problems: list[Problem] = []
        self.uses: list[str] = []

    def resolve(self, target: str, line: int) -> str | None:
        """A link as Pelican follows it: an address of the site, or a file that is there."""
        del line
        match = _OURS.match(target)
        if match is None and target.startswith("/"):
            return None if ".." in target.split("/") else target
        parts = urlsplit(target[match.end() :] if match else target)
        path = self.located(parts.path)
        what = match["what"] if match else "filename"
        is_page = parts.path.endswith(".md")
        if path not in self.files or is_page is not (what == "filename"):
            return None
        self.uses.append(path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{{{what}}}/{path}{fragment}"

    def located(self, target: str) -> str:
        """The content path of a target: from the root with a slash, else from the page's folder.
        Empty when it leads out of the content folder."""
        target = unquote(target)
        base = "" if target.startswith("/") else posixpath.dirname(self.path)
        path = path_inside(f"{base}/{target}".lstrip("/")) or ""
        forms = unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)
        return next((form for form in forms if form in self.files), path)

    def picture(self, picture: RawPicture) -> str | None:
        """The picture in Pelican's notation; when there is none, that is told."""
        source, line = picture.file.strip(), picture.line
        match = _OURS.match(source)
        target = source[match.end() :] if match else source
        if not source:
            self.problems.append(problem(self.path, line, "picture-nameless-content"))
            return None
        if "://" in source or source.startswith(("//", "data:")):
            self.problems.append(problem(self.path, line, "picture-remote", name=source))
            return None
        path = self.located(target)
        if path in self.files and is_picture(path):
            self.uses.append(path)
            return f"{{{match['what'] if match else 'attach'}}}/{path}"
        self.problems.append(self._missing(target, path, line))
        return None

    def _missing(self, target: str, path: str, line: int) -> Problem:
        if not path:
            return problem(self.path, line, "path-escape-content", target=target)
        if path in self.files:
            return problem(self.path, line, "picture-kind", name=target)
        if alike := next((f for f in self.files if fold(f) == fold(path)), None):
            actual = PurePosixPath(alike).name
            return problem(self.path, line, "picture-case", name=target, actual=actual)
        return problem(self.path, line, "picture-missing-content", name=target)


def _block(block: RawProse | RawParagraph | RawFigure, links: _Links) -> str:
    match block:
        case RawProse(html=inner):
            return inner
        case RawParagraph(html=inner):
            return f"<p>{inner}</p>"
        case RawFigure():
            words = [*block.before, *block.after]
            pictures = (_picture(p, links.picture(p)) for p in block.pictures)
            return "\n".join([*pictures, *(f"<p>{p.html}</p>" for p in words)])


def _picture(picture: RawPicture, source: str | None) -> str:
    cutline = html.escape(picture.alt)
    if source is None:
        return f"<p>{cutline}</p>"
    caption = f"<figcaption>{cutline}</figcaption>" if cutline else ""
    return f'<figure><img src="{html.escape(source)}" alt="{cutline}">{caption}</figure>'
