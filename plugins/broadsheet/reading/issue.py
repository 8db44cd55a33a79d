"""From one issue folder to one ``Issue``, with every problem of every file in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
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
    SourceFile,
    Status,
)
from broadsheet.pages import urls
from broadsheet.problems import Problem, problem
from broadsheet.reading.article import (
    Desk,
    OpenedArticle,
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
    read_date,
    read_datetime,
    read_fields,
    read_number,
    read_page_title,
    read_status,
)
from broadsheet.reading.figures import PictureDesk, is_picture, same_form
from broadsheet.reading.headers import split_header
from broadsheet.reading.joining import join_jumps
from broadsheet.reading.names import IssueName, name_problem, parse_issue_folder, slug_of
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
) -> ReadIssue:
    """Read the folder below ``root``. ``known`` tells the facts of a picture by its digest."""
    return _Reader(folder, root, zone, known).read()


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


class _Reader:
    def __init__(
        self,
        folder: IssueFolder,
        root: Path,
        zone: ZoneInfo,
        known: Callable[[str], PictureFacts | None],
    ) -> None:
        self.folder = folder
        self.root = root
        self.files = {file.name: file for file in folder.files}
        self.pictures = PictureDesk(root, folder.folder, self.files, known)
        self.opened: list[str] = []
        self.problems: list[Problem] = []
        self.codes = _Codes()
        self.zone = zone
        self.articles: dict[str, OpenedArticle] = {}

    def _path(self, name: str) -> str:
        return f"{self.folder.folder}/{name}"

    def _bytes(self, name: str) -> bytes:
        self.opened.append(self._path(name))
        return (self.root / self._path(name)).read_bytes()

    def read(self) -> ReadIssue:
        for name in self.files:
            self._check_name(name)
        names = [name for name in self.files if self._is_article(name)]
        for name in names:
            self._open(name)
        desk = Desk(self.folder.date, self.zone, self.pictures, self._resolve)
        front = self._front(desk)
        articles = [self._article(opened, desk) for opened in self.articles.values()]
        found = self._distinct([a for a in articles if a is not None])
        facsimiles = self._facsimiles()
        for name in self.files:
            if is_picture(name):
                self._picture(name)
        joined, jump_problems = join_jumps(found)
        self.problems += jump_problems
        issue = self._issue(front, joined, facsimiles)
        if not issue.articles and not facsimiles and not names:
            self.problems.append(problem(self.folder.folder, 0, "issue-empty"))
        self.problems += [*self.pictures.problems, *self.codes.problems]
        has_something = bool(issue.articles or facsimiles)
        return ReadIssue(
            issue if has_something else None,
            tuple(self.problems),
            (*self.opened, *self.pictures.opened),
            tuple(self.pictures.fresh),
        )

    # --- which file is what

    def _check_name(self, name: str) -> None:
        for part in name.split("/"):
            if reason := name_problem(part):
                path = self._path(name)
                self.problems.append(problem(path, 0, "name-unsafe", name=part, reason=reason))

    def _is_article(self, name: str) -> bool:
        """Sort out the files of the folder; true for those to read as articles."""
        path, suffix = self._path(name), PurePosixPath(name).suffix
        if suffix == ".md" and "/" not in name:
            if name.lower() == ISSUE_FILE and name != ISSUE_FILE:
                self.problems.append(problem(path, 0, "unread-suffix", name=ISSUE_FILE))
                return False
            return name != ISSUE_FILE
        if suffix == ".md":
            self.problems.append(problem(path, 0, "article-too-deep"))
        elif suffix.lower() in TEXT_SUFFIXES:
            right = PurePosixPath(name).with_suffix(".md").name
            self.problems.append(problem(path, 0, "unread-suffix", name=right))
        elif not is_picture(name) and not self._is_pdf(name):
            self.problems.append(problem(path, 0, "unread-file"))
        return False

    def _is_pdf(self, name: str) -> bool:
        return name.startswith(FACSIMILES) and name.lower().endswith(".pdf")

    # --- articles

    def _open(self, name: str) -> None:
        opened, problems = open_article(self._path(name), self._bytes(name))
        self.problems += problems
        if opened is not None:
            self.articles[name] = opened

    def _article(self, opened: OpenedArticle, desk: Desk) -> Article | None:
        article, problems = read_article(opened, desk)
        self.problems += problems
        if article is not None and article.page is not None:
            self.codes.add(article.page, opened.path, opened.fields.line("page"))
        return article

    def _distinct(self, articles: list[Article]) -> list[Article]:
        """Articles with addresses of their own; two with one address are a problem."""
        kept: dict[str, Article] = {}
        for article in articles:
            first = kept.setdefault(same_form(article.slug), article)
            if first is not article:
                address = urls.article(self.folder.date, self.folder.edition, article.slug)
                self.problems.append(
                    problem(article.path, 0, "address-conflict", address=address, other=first.path)
                )
        return list(kept.values())

    def _resolve(self, target: str, line: int) -> str | None:
        """Where a link leads: into the site, or to another article by its file."""
        del line
        parts = urlsplit(unquote(target))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.scheme or parts.netloc:
            return None
        path = parts.path
        if path.startswith("/"):
            return None if ".." in path.split("/") else path + fragment
        if not path.endswith(".md"):
            return None
        *folders, name = [part for part in path.split("/") if part != "."]
        if not folders:
            opened = self.articles.get(name)
            if opened is None:
                return None
            return f"/{urls.article(self.folder.date, self.folder.edition, opened.slug)}{fragment}"
        other = parse_issue_folder(folders[-1])
        if not isinstance(other, IssueName):
            return None
        stem = PurePosixPath(name).stem
        return f"/{urls.article(other.date, other.edition, slug_of(stem))}{fragment}"

    # --- issue.md

    def _front(self, desk: Desk) -> _Front:
        title = self.folder.edition
        if ISSUE_FILE not in self.files:
            return _Front(edition_title=title)
        path = self._path(ISSUE_FILE)
        text, problems = decode(path, self._bytes(ISSUE_FILE))
        self.problems += problems
        if text is None:
            return _Front(edition_title=title)
        header = split_header(path, text)
        fields = read_fields(header, ISSUE_KEYS)
        self.problems += [*header.problems, *fields.problems]
        self._check_date(fields)
        note, note_problems = read_note(path, header, desk)
        self.problems += note_problems
        embargo = fields.read("embargo", read_datetime, self.problems)
        return _Front(
            edition_title=fields.text("edition") or title,
            number=fields.read("number", read_number, self.problems),
            cumulative_number=fields.read("cumulative_number", read_number, self.problems),
            status=fields.read("status", read_status, self.problems) or Status.PUBLISHED,
            embargo=in_zone(embargo, self.zone),
            editors=read_byline(fields, "editors", self.problems),
            note=note,
            pages=tuple(self._page_titles(fields)),
        )

    def _check_date(self, fields: Fields) -> None:
        date = fields.read("date", read_date, self.problems)
        if date is not None and date != self.folder.date:
            values = {"text": date.isoformat(), "folder": self.folder.date}
            line = fields.line("date")
            self.problems.append(problem(fields.path, line, "date-mismatch", **values))

    def _page_titles(self, fields: Fields) -> Iterable[tuple[PageCode, str, Byline | None]]:
        for code, rest in fields.read_items("pages", read_page_title, self.problems):
            self.codes.add(code, fields.path, fields.line("pages"))
            line = read_credit_line(rest)
            start = line.roles[0].start if line.roles and line.names else len(rest)
            yield code, rest[:start].strip(), parse_byline(rest[start:])

    # --- pictures and pages

    def _picture(self, name: str) -> None:
        self.pictures.facts(name)
        if name not in self.pictures.used:
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
                path = self._path(name)
                self.problems.append(problem(path, 0, "page-code", text=stem, example="a01"))
                continue
            self.codes.add(code, self._path(name), 0)
            key = code.sort_key
            found[key] = self._facsimile(found.get(key, Facsimile()), name, file)
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
        articles.sort(key=lambda a: (page_key(a.page), a.order, PurePosixPath(a.path).name))
        titles = {code.sort_key: (title, editors) for code, title, editors in front.pages}
        pages = []
        for key in sorted(self.codes.seen):
            title, editors = titles.get(key, ("", None))
            pages.append(
                PrintPage(
                    code=self.codes.seen[key][0],
                    title=title,
                    editors=editors,
                    facsimile=facsimiles.get(key),
                    articles=tuple(a for a in articles if a.page and a.page.sort_key == key),
                )
            )
        return Issue(
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
            pages=tuple(pages),
            loose=tuple(a for a in articles if a.page is None),
        )
