"""From one issue folder to one ``Issue``, with every problem of every file in it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from broadsheet.model import (
    Article,
    Block,
    Byline,
    Facsimile,
    Issue,
    IssueFolder,
    PageCode,
    Photo,
    PictureFacts,
    PrintPage,
    Role,
    SourceFile,
    Status,
)
from broadsheet.pages import urls
from broadsheet.problems import Problem, problem, unreadable
from broadsheet.reading.addresses import distinct
from broadsheet.reading.article import (
    Desk,
    OpenedArticle,
    check_date,
    in_zone,
    open_article,
    page_key,
    read_article,
    read_byline,
    read_note,
)
from broadsheet.reading.bylines import parse_byline
from broadsheet.reading.credit_lines import read_credit_line
from broadsheet.reading.fields import (
    ISSUE_KEYS,
    Fields,
    read_datetime,
    read_fields,
    read_number,
    read_page_title,
    read_status,
)
from broadsheet.reading.figures import PictureDesk, is_picture
from broadsheet.reading.files import read_bytes
from broadsheet.reading.headers import key_and_value, split_header, without_echo
from broadsheet.reading.joining import join_jumps
from broadsheet.reading.jumps import Direction
from broadsheet.reading.names import (
    ARTICLE_SUFFIX,
    IssueName,
    name_problem,
    names_problems,
    parse_issue_folder,
    slug_of,
    stem_and_suffix,
)
from broadsheet.reading.text import decode

ISSUE_FILE = "issue.md"
FACSIMILES = "pages/"
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".txt", ".text", ".mdx"})


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """``issue`` is ``None`` when the folder has nothing to publish. ``opened`` are the files that
    were read, ``facts`` what was learnt of pictures not known before."""

    issue: Issue | None
    problems: tuple[Problem, ...]
    opened: tuple[str, ...]
    facts: tuple[PictureFacts, ...]


def read_issue(
    folder: IssueFolder,
    root: Path,
    zone: ZoneInfo,
    known: Callable[[str], PictureFacts | None],
    texts: Mapping[str, bytes] = MappingProxyType({}),
) -> ReadIssue:
    """Read the folder below ``root``. ``known`` tells the facts of a picture by its digest.

    ``texts`` are the bytes of files, by path, that have been read and need not be opened again.
    """
    return _Reader(folder, root, zone, known, texts).read()


@dataclass(frozen=True, slots=True)
class _Front:
    """What ``issue.md`` says."""

    edition_title: str = ""
    number: int | None = None
    cumulative_number: int | None = None
    status: Status = Status.PUBLISHED
    embargo: dt.datetime | None = None
    editors: Byline | None = None
    note: tuple[Block, ...] = ()
    pages: tuple[tuple[PageCode, str, Byline | None], ...] = ()


@dataclass(slots=True)
class _Codes:
    """The page codes of an issue; one page is written one way."""

    seen: dict[tuple[str, int], tuple[PageCode, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: PageCode, path: str, line: int) -> None:
        first, where = self.seen.setdefault(code.sort_key, (code, path))
        if str(first) != str(code):
            self.problems.append(
                problem(path, line, "page-code-spelling", code=code, other=first, where=where)
            )


def _as_editors(byline: Byline | None) -> Byline | None:
    """Names without a role in the editors' line are editors."""
    if byline is None:
        return None
    return Byline(
        tuple(
            replace(part, credit=replace(part.credit, role=Role.EDITOR))
            if part.credit and part.credit.role is Role.AUTHOR
            else part
            for part in byline.parts
        )
    )


def _is_guess(opened: OpenedArticle) -> bool:
    """Whether only the file's name speaks of a page, and not in the way of ``a01`` or ``b2-1``."""
    name = opened.name
    if "page" in opened.fields.found or name.page is None or name.order is not None:
        return False
    return not name.page.digits.startswith("0")


class _Reader:
    def __init__(
        self,
        folder: IssueFolder,
        root: Path,
        zone: ZoneInfo,
        known: Callable[[str], PictureFacts | None],
        texts: Mapping[str, bytes],
    ) -> None:
        self.folder = folder
        self.root = root
        self.texts = texts
        self.files = {file.name: file for file in folder.files}
        self.forms = {unicodedata.normalize("NFC", name): name for name in self.files}
        self.pictures = PictureDesk(root, folder.folder, self.files, known)
        self.opened: list[str] = []
        self.problems: list[Problem] = []
        self.codes = _Codes()
        self.zone = zone
        self.articles: dict[str, OpenedArticle] = {}
        self.jump_lines: dict[str, Mapping[Direction, int]] = {}
        self.is_whole = True
        """Whether all that the folder says is known: no article is left out for an error."""

    def _path(self, name: str) -> str:
        return f"{self.folder.folder}/{name}"

    def _bytes(self, name: str) -> bytes | None:
        path = self._path(name)
        self.opened.append(path)
        try:
            return self.texts[path] if path in self.texts else read_bytes(self.root, path)
        except OSError as error:
            self.problems.append(unreadable(path, error))
            return None

    def read(self) -> ReadIssue:
        self.problems += names_problems(self.folder.folder, self.files)
        names = [name for name in self.files if self._is_article(name)]
        for name in names:
            self._open(name)
        desk = Desk(self.folder.date, self.zone, self.pictures, self._resolve)
        front = self._front(desk)
        articles = [self._article(opened, desk) for opened in self.articles.values()]
        facsimiles = self._facsimiles()
        self._judge_pictures()
        settled = [
            self._settle_guess(opened, article)
            for opened, article in zip(self.articles.values(), articles, strict=True)
            if article is not None
        ]
        issue = self._issue(front, settled, facsimiles)
        has_something = bool(issue.articles or facsimiles)
        if not has_something and not any(map(_is_text, self.files)):
            self.problems.append(problem(self.folder.folder, 0, "issue-empty"))
        self.problems += [*self.pictures.problems, *self.codes.problems]
        return ReadIssue(
            issue if has_something else None,
            tuple(self.problems),
            (*self.opened, *self.pictures.opened),
            tuple(self.pictures.fresh),
        )

    # --- which file is what

    def _is_article(self, name: str) -> bool:
        """Sort out the files of the folder; true for those to read as articles."""
        path, (_stem, suffix) = self._path(name), stem_and_suffix(name)
        if name.lower() == ISSUE_FILE and name != ISSUE_FILE:
            self.problems.append(problem(path, 0, "issue-file-name", name=ISSUE_FILE))
            return False
        if suffix == ARTICLE_SUFFIX and "/" not in name:
            return name != ISSUE_FILE
        if suffix == ARTICLE_SUFFIX:
            self.problems.append(problem(path, 0, "article-too-deep"))
        elif _is_text(name):
            right = PurePosixPath(name).with_suffix(".md").name
            self.problems.append(problem(path, 0, "unread-suffix", name=right))
        elif not is_picture(name) and not self._is_pdf(name):
            self.problems.append(problem(path, 0, "unread-file"))
        return False

    def _is_pdf(self, name: str) -> bool:
        return name.startswith(FACSIMILES) and name.lower().endswith(".pdf")

    # --- articles

    def _open(self, name: str) -> None:
        data = self._bytes(name)
        opened, problems = open_article(self._path(name), data) if data is not None else (None, [])
        self.problems += problems
        if opened is not None:
            self.articles[name] = opened
        else:
            self.is_whole = False

    def _article(self, opened: OpenedArticle, desk: Desk) -> Article | None:
        read = read_article(opened, desk)
        self.problems += read.problems
        self.jump_lines[opened.path] = read.jump_lines
        self.is_whole = self.is_whole and read.is_whole
        article = read.article
        if article is not None and article.page is not None and not _is_guess(opened):
            self.codes.add(article.page, opened.path, opened.fields.line("page"))
        return article

    def _settle_guess(self, opened: OpenedArticle, article: Article) -> Article:
        """A name such as ``g20-summit`` says a page only where the issue has that page."""
        if not _is_guess(opened) or article.page is None:
            return article
        if article.page.sort_key in self.codes.seen:
            self.codes.add(article.page, opened.path, 0)
            return article
        return replace(article, page=None)

    def _resolve(self, target: str, line: int) -> str | None:
        """Where a link leads: into the site, or to another article by its file."""
        del line
        parts = urlsplit(unquote(target))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.scheme or parts.netloc:
            return None
        if parts.path.startswith("/"):
            return None if ".." in parts.path.split("/") else parts.path + fragment
        address = self._address_of(parts.path) if parts.path.endswith(".md") else ""
        return f"/{address}{fragment}" if address else None

    def _address_of(self, path: str) -> str:
        """The address of an article by its file: in this folder, or in another issue's."""
        *folders, name = [part for part in path.split("/") if part != "."]
        if folders:
            other = parse_issue_folder(folders[-1])
            if not isinstance(other, IssueName):
                return ""
            return urls.article(other.date, other.edition, slug_of(PurePosixPath(name).stem))
        name = self.forms.get(unicodedata.normalize("NFC", name), ISSUE_FILE)
        opened = self.articles.get(name)
        if name == ISSUE_FILE:
            return ""
        slug = opened.slug if opened else slug_of(PurePosixPath(name).stem)
        return urls.article(self.folder.date, self.folder.edition, slug)

    # --- issue.md

    def _front(self, desk: Desk) -> _Front:
        title = self.folder.edition
        if ISSUE_FILE not in self.files:
            return _Front(edition_title=title)
        path, data = self._path(ISSUE_FILE), self._bytes(ISSUE_FILE)
        text, problems = decode(path, data) if data is not None else (None, [])
        if text is None:
            self.problems += problems
            self.is_whole = False
            return _Front(edition_title=title)
        header = split_header(path, text)
        fields = read_fields(header, ISSUE_KEYS)
        found = [*problems, *header.problems, *fields.problems]
        if not fields.found and key_and_value(text.lstrip().split("\n")[0]) is None:
            # Text alone is the note to readers: everything that the header could say is optional.
            found = [p for p in found if p.kind != "header-missing"]
        self.problems += without_echo(found)
        check_date(fields, self.folder.date, self.problems)
        note, note_problems = read_note(path, header, desk)
        self.problems += note_problems
        embargo = fields.read("embargo", read_datetime, self.problems)
        return _Front(
            edition_title=fields.text("edition") or title,
            number=fields.read("number", read_number, self.problems),
            cumulative_number=fields.read("cumulative_number", read_number, self.problems),
            status=fields.read("status", read_status, self.problems) or Status.PUBLISHED,
            embargo=in_zone(embargo, self.zone),
            editors=_as_editors(read_byline(fields, "editors", self.problems)),
            note=note,
            pages=tuple(self._page_titles(fields)),
        )

    def _page_titles(self, fields: Fields) -> Iterable[tuple[PageCode, str, Byline | None]]:
        listed: set[tuple[str, int]] = set()
        for found, number in fields.read_lined_items("pages", read_page_title, self.problems):
            code, rest = found
            self.codes.add(code, fields.path, number)
            if code.sort_key in listed:
                self.problems.append(problem(fields.path, number, "page-listed-twice", code=code))
                continue
            listed.add(code.sort_key)
            line = read_credit_line(rest)
            start = line.roles[0].start if line.roles and line.names else len(rest)
            title, credits = rest[:start].strip(), rest[start:]
            if title.endswith(("（", "(")):
                title, credits = title[:-1].rstrip(), credits.rstrip("）) ")
            yield code, title, parse_byline(credits)

    # --- pictures and pages

    def _judge_pictures(self) -> None:
        for name in filter(is_picture, self.files):
            self.pictures.facts(name)
            if self.is_whole and name not in self.pictures.used:
                self.problems.append(problem(self._path(name), 0, "picture-unused"))

    def _facsimiles(self) -> dict[tuple[str, int], Facsimile]:
        found: dict[tuple[str, int], Facsimile] = {}
        for name, file in self.files.items():
            if not name.startswith(FACSIMILES) or "/" in name.removeprefix(FACSIMILES):
                continue
            if not is_picture(name) and not self._is_pdf(name):
                continue
            stem = PurePosixPath(name).stem
            code = PageCode.parse(stem)
            if code is None:
                self.pictures.used.add(name)
                if not name_problem(PurePosixPath(name).name):
                    path = self._path(name)
                    self.problems.append(problem(path, 0, "page-code", text=stem, example="a01"))
                continue
            self.codes.add(code, self._path(name), 0)
            key = code.sort_key
            before = found.get(key, Facsimile())
            if before.image and is_picture(name):
                values = {"code": code, "other": before.image.file}
                self.problems.append(problem(self._path(name), 0, "facsimile-twice", **values))
                self.pictures.used.add(name)
            else:
                found[key] = self._facsimile(before, name, file)
        return found

    def _facsimile(self, before: Facsimile, name: str, file: SourceFile) -> Facsimile:
        if self._is_pdf(name):
            return replace(before, pdf=name, pdf_digest=file.digest)
        self.pictures.used.add(name)
        facts = self.pictures.facts(name)
        return replace(before, image=Photo(name, facts)) if facts else before

    def _issue(
        self,
        front: _Front,
        articles: list[Article],
        facsimiles: dict[tuple[str, int], Facsimile],
    ) -> Issue:
        bare = Issue(
            folder=self.folder.folder,
            date=self.folder.date,
            edition=self.folder.edition,
            edition_title=front.edition_title,
            number=front.number,
            cumulative_number=front.cumulative_number,
            status=front.status,
            embargo=front.embargo,
            editors=front.editors,
            note=front.note,
        )
        codes = [code for code, _where in self.codes.seen.values()]
        own, conflicts = distinct(bare, codes, articles)
        joined, unjoined = join_jumps(own, self.jump_lines)
        joined.sort(key=lambda a: (page_key(a.page), a.order, a.path.rpartition("/")[2]))
        issue = replace(
            bare,
            pages=tuple(self._pages(front, joined, facsimiles)),
            loose=tuple(a for a in joined if a.page is None),
        )
        self.problems += conflicts
        self.problems += unjoined if self.is_whole else []
        return issue

    def _pages(
        self,
        front: _Front,
        articles: list[Article],
        facsimiles: dict[tuple[str, int], Facsimile],
    ) -> Iterator[PrintPage]:
        titles = {code.sort_key: (title, editors) for code, title, editors in front.pages}
        on_page: dict[tuple[str, int], list[Article]] = defaultdict(list)
        for article in articles:
            if article.page is not None:
                on_page[article.page.sort_key].append(article)
        for key in sorted(self.codes.seen):
            title, editors = titles.get(key, ("", None))
            yield PrintPage(
                code=self.codes.seen[key][0],
                title=title,
                editors=editors,
                facsimile=facsimiles.get(key),
                articles=tuple(on_page[key]),
            )


def _is_text(name: str) -> bool:
    """Whether a file is an article, or looks like one that its writer would miss."""
    return name != ISSUE_FILE and stem_and_suffix(name)[1].lower() in TEXT_SUFFIXES
