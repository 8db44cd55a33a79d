"""Puts one issue's draft into the content folder: decides, judges as ``invoke check`` does, writes.

A file that a person has edited, renamed or removed since an import stays as the person left it. A
file that nobody has touched is brought up to date. Everything is made beside the content first,
and moved into place at the end; an interrupted import leaves whole files and no half ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from broadsheet.importing import composing, escaping, fronts, naming, origins, record
from broadsheet.importing.drafts import (
    Block,
    Crosshead,
    Data,
    DraftArticle,
    DraftIssue,
    DraftPage,
    DraftPicture,
    Figure,
    Paragraph,
)
from broadsheet.importing.escaping import one_line
from broadsheet.importing.languages import foreign
from broadsheet.importing.notes import Note, Words, note
from broadsheet.importing.remarks import (
    ALIAS_LEFT_OUT,
    ALIAS_TAKEN,
    ALIAS_WITHHELD,
    KEPT,
    LANGUAGE_LEFT_OUT,
    NO_FOLDER,
    NO_HEADLINE,
    PDF_LEFT_OUT,
    PICTURE_LEFT_OUT,
    REFUSED,
    REMOVED,
    SCAN_LEFT_OUT,
    WARNED,
)
from broadsheet.pages import urls
from broadsheet.photos import scans
from broadsheet.photos.inspecting import inspect
from broadsheet.photos.opening import FORMATS
from broadsheet.problems import Language, Problem
from broadsheet.reading.issue import read_issue
from broadsheet.reading.names import IssueName, parse_article_name, same_form
from broadsheet.reading.values import Wrong, read_alias, read_language
from broadsheet.scanning import FileSign, Lister, Scanner

STAGE = ".importing"
"""Where files are made, inside the content folder, so that moving them is a rename. The leading dot
keeps checks and builds away from it."""

ISSUE_FILE = "issue.md"
LONGEST_MADE = 40
"""Letters of a headline that is made of an article's first words."""


_OF_ALIASES = ("alias-conflict", "alias-reserved")


class Action(StrEnum):
    """What becomes of a file."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Desk:
    """What is the same for every issue of an import. ``content`` is absolute; ``language`` is the
    interface's, ``paper_language`` that of articles which name none."""

    content: Path
    zone: ZoneInfo
    language: Language
    paper_language: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of an issue. ``folder`` and the files are paths below the content folder;
    ``articles`` counts one that goes on on another page once; ``moved`` are old addresses that
    belong to no article, each with the page's code that it leads to (empty for the issue);
    ``aliases`` are those of articles that lie as the import wrote them: file, address, and whether
    the file is new or brought up to date."""

    name: IssueName
    folder: str
    files: tuple[tuple[str, Action], ...] = ()
    articles: int = 0
    pictures: int = 0
    scans: int = 0
    regions: int = 0
    moved: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str, bool], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _File:
    """A file that shall lie in the folder. ``staged`` says that its bytes wait in the stage; if
    not, it stays as it is. ``owner`` is the article that a picture belongs to."""

    origin: str
    name: str
    digest: str
    action: Action
    made_of: str = ""
    staged: bool = False
    owner: str = ""
    source: str = ""
    home: str = ""


def folder_of(name: IssueName) -> str:
    """Where the folder of a new issue lies in the content folder."""
    edition = f"-{name.edition}" if name.edition else ""
    return f"issues/{name.date.year:04d}/{name.date.isoformat()}{edition}"


def place(draft: DraftIssue, folder: str, desk: Desk) -> Placed:
    """Write what the draft holds into ``folder``, a path below the content folder."""
    if is_blocked(desk.content, folder) or (desk.content / folder).is_file():
        said = note(folder, 0, NO_FOLDER, folder=folder)
        return Placed(draft.name, folder, notes=(*draft.notes, said))
    with _stage(desk) as stage:
        (stage / folder).mkdir(parents=True)
        return _Placing(draft, folder, desk, stage).run()


@contextlib.contextmanager
def _stage(desk: Desk) -> Iterator[Path]:
    """A folder where files are made; for a trial, one that is not in the content."""
    if desk.dry_run:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    stage = desk.content / STAGE / f"{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        with contextlib.suppress(OSError):
            stage.parent.rmdir()


def is_blocked(content: Path, path: str) -> bool:
    """Whether a symbolic link lies on the way to a path below the content folder, or is it, or a
    file stands where a folder must be."""
    parts = path.split("/")
    ways = [content.joinpath(*parts[: end + 1]) for end in range(len(parts))]
    return any(way.is_symlink() for way in ways) or any(
        way.exists() and not way.is_dir() for way in ways[:-1]
    )


class _Placing:
    def __init__(self, draft: DraftIssue, folder: str, desk: Desk, stage: Path) -> None:
        self.draft = draft
        self.desk = desk
        self.folder = folder
        self.there = desk.content / folder
        self.stage = stage
        self.new = stage / folder
        self.record = record.read(self.there)
        self.names = naming.Names()
        self.files: dict[str, _File] = {}
        self.lying = {same_form(sign.name): sign.name for sign in self._signs()}
        self.notes = list(draft.notes)
        self.articles: dict[str, DraftArticle] = {}
        self.composed: dict[str, tuple[DraftArticle, dict[int, str]]] = {}
        """What each article was written of: the draft as it is sound, and its pictures' files."""
        self.withheld = {key: each.withheld for key, each in self.record.files.items()}
        self.pictures = 0
        self.scans = 0
        self.codes = {page.code.sort_key: page.code for page in draft.pages}
        """One page is written one way: A01, not A1 in another article."""

    def run(self) -> Placed:
        self._take_over()
        for known in self.record.files.values():
            self.names.keep(known.name)
        for page in self.draft.pages:
            self._page(page)
        for number, article in enumerate(self.draft.articles, 1):
            self._article(article, number)
        self._front()
        self._judge()
        placed = self._placed()
        if not self.desk.dry_run:
            self._move()
        return placed

    def _take_over(self) -> None:
        """Give files that an earlier import wrote the origins that the articles have now, where the
        source is begun at a folder above or below: ``a01.txt:1`` and ``2019/a01.txt:1``. Name and
        headline have to be the same too: ``en/a.md`` and ``zh/a.md`` are two articles."""
        own = {article.origin for article in self.draft.articles}
        known = {
            same_form(file.name): origin
            for origin, file in self.record.files.items()
            if origin not in own
        }
        for number, article in enumerate(self.draft.articles, 1):
            before = known.get(same_form(f"{naming.article_stem(article, number)}.md"), "")
            if not before or article.origin in self.record.files:
                continue
            longer, shorter = sorted((before, article.origin), key=len, reverse=True)
            text = _read(self.there / self.record.files[before].name)
            if longer.endswith(f"/{shorter}") and escaping.one_line(article.headline) in text:
                self.record.rename(before, article.origin)

    # --- what shall lie there

    def _page(self, page: DraftPage) -> None:
        stem = str(page.code).lower()
        if page.image is not None and self._scan(stem, page, page.image):
            self.scans += 1
        if page.pdf is not None:
            self._pdf(stem, page, page.pdf)

    def _scan(self, stem: str, page: DraftPage, image: Data) -> bool:
        origin = f"page {stem}"
        try:
            made_of = f"{_digest_of(image)}:{page.image_page}"
            known = self.record.files.get(origin)
            if known and known.made_of == made_of and self._digest(known.name) == known.digest:
                self._add(_File(origin, known.name, known.digest, Action.UNCHANGED, made_of))
                return True
            if self._is_anothers(origin, page):
                self._leave_out(origins.SCAN_TAKEN, image, page=page.code)
                return False
            made = scans.facsimile(image, stem, page.image_page)
        except OSError as error:
            self._leave_out(SCAN_LEFT_OUT, image, page=page.code, reason=error.strerror or error)
            return False
        except scans.ScanError as error:
            reason = error.problem.message(self.desk.language)
            self._leave_out(SCAN_LEFT_OUT, image, page=page.code, reason=reason)
            return False
        (self.new / "pages").mkdir(exist_ok=True)
        name = f"pages/{stem}{made.suffix}"
        (self.new / name).write_bytes(made.data)
        self._staged(origin, name, made_of, home=page.home)
        return True

    def _is_anothers(self, origin: str, page: DraftPage) -> bool:
        """Whether an earlier import has taken a page's scan from another source."""
        known = self.record.files.get(origin)
        return known is not None and "" != known.home != page.home

    def _pdf(self, stem: str, page: DraftPage, pdf: Data) -> None:
        origin, code = f"pdf {stem}", page.code
        (self.new / "pages").mkdir(exist_ok=True)
        name = f"pages/{stem}.pdf"
        try:
            _copy(pdf, self.new / name)
            with (self.new / name).open("rb") as file:
                is_pdf = b"%PDF-" in file.read(1024)
        except OSError as error:
            self._leave_out(PDF_LEFT_OUT, pdf, page=code, reason=error.strerror or error)
            return
        if not is_pdf:
            (self.new / name).unlink()
            self._leave_out(PDF_LEFT_OUT, pdf, page=code, reason="not a PDF")
            return
        known = self.record.files.get(origin)
        is_same = known is not None and known.digest == _digest_of(self.new / name)
        if self._is_anothers(origin, page) and not is_same:
            (self.new / name).unlink()
            self._leave_out(origins.PDF_TAKEN, pdf, page=code)
            return
        self._staged(origin, name, home=page.home)

    def _front(self) -> None:
        """``issue.md``, with what earlier imports wrote in it while nobody has edited it."""
        known = self.record.files.get("issue")
        is_ours = known is not None and self._digest(ISSUE_FILE) == known.digest
        earlier = _read(self.there / ISSUE_FILE) if is_ours else ""
        whole = fronts.with_earlier(self.draft, earlier)
        self._text("issue", ISSUE_FILE, composing.issue(whole, self.desk.language))

    def _article(self, draft: DraftArticle, number: int) -> None:
        key = origins.key(draft)
        known = self.record.files.get(key)
        draft = self._headed(draft)
        stem = naming.article_stem(draft, number)
        name = known.name if known else self.names.take(stem, ".md", self._is_spelled_so)
        stem = PurePosixPath(name).stem
        if known and self._digest(name) != known.digest:
            # A person's by now, and so are its pictures.
            self._text(key, name, "", draft.origin)
            return
        blocks, names = self._pictures(draft, stem)
        said = parse_article_name(stem)
        says_order = said.order == draft.order and said.page == draft.page
        whole = replace(self._sound(draft), body=blocks, order=0 if says_order else draft.order)
        self.articles[key] = draft
        self.composed[key] = (whole, names)
        self._compose(key, name)

    def _compose(self, key: str, name: str) -> None:
        whole, names = self.composed[key]
        text = composing.article(whole, names, self.desk.language)
        self._text(key, name, text, whole.origin, origins.wording(self.articles[key]))

    def _headed(self, draft: DraftArticle) -> DraftArticle:
        """The draft with a headline: of signs that no file may hold nothing is left."""
        if one_line(draft.headline):
            return draft
        texts = (one_line(b.text) for b in draft.body if isinstance(b, Paragraph | Crosshead))
        untitled = "无题" if self.desk.language == "zh" else "Untitled"
        headline = next(filter(None, texts), untitled)[:LONGEST_MADE]
        self.notes.append(note(draft.origin, 0, NO_HEADLINE, headline=headline))
        return replace(draft, headline=headline)

    def _sound(self, draft: DraftArticle) -> DraftArticle:
        """The draft without small things that would keep the whole article out."""
        aliases = []
        for each in draft.aliases:
            if each in self.withheld.get(origins.key(draft), ()):
                self.notes.append(note(draft.origin, 0, ALIAS_WITHHELD, address=each))
            elif isinstance(read_alias(each), Wrong):
                self.notes.append(note(draft.origin, 0, ALIAS_LEFT_OUT, address=each))
            else:
                aliases.append(each)
        language = draft.language or foreign(draft, self.desk.paper_language)
        if language and isinstance(read_language(language), Wrong):
            self.notes.append(note(draft.origin, 0, LANGUAGE_LEFT_OUT, language=language))
            language = ""
        page = self.codes.setdefault(draft.page.sort_key, draft.page) if draft.page else None
        return replace(draft, aliases=tuple(aliases), language=language, page=page)

    def _pictures(self, draft: DraftArticle, stem: str) -> tuple[tuple[Block, ...], dict[int, str]]:
        """The body without pictures of which nothing is left, and the files of the others."""
        blocks: list[Block] = []
        names: dict[int, str] = {}
        number = kept = 0
        for block in draft.body:
            if not isinstance(block, Figure):
                blocks.append(block)
                continue
            pictures = []
            for picture in block.pictures:
                number += 1
                name = self._picture(picture, draft, stem, number)
                if name or picture.cutline.strip():
                    pictures.append(picture)
                    if name:
                        names[kept] = name
                    kept += 1
            if pictures:
                blocks.append(Figure(tuple(pictures)))
        return tuple(blocks), names

    def _picture(self, picture: DraftPicture, draft: DraftArticle, stem: str, number: int) -> str:
        """Stage a picture and give its name; empty where it cannot be shown, or is not at hand."""
        if picture.data == b"":
            return ""
        key = origins.key(draft)
        origin = f"{key}#{number}"
        known = self.record.files.get(origin)
        waiting = self.new / ".picture"
        try:
            _copy(picture.data, waiting)
            facts, found = inspect("picture.jpg", waiting, "")
        except OSError as error:
            self._leave_out(
                PICTURE_LEFT_OUT, draft.origin, name=picture.name, reason=error.strerror or error
            )
            return ""
        if facts is None:
            reason = next((p.message(self.desk.language) for p in found), "?")
            self._leave_out(PICTURE_LEFT_OUT, draft.origin, name=picture.name, reason=reason)
            return ""
        suffix = _suffix(picture.name, facts.format)
        if known and PurePosixPath(known.name).suffix in FORMATS[facts.format]:
            name = self.names.keep(known.name)
        else:
            own = naming.picture_stem(picture.name, stem, number)
            name = self.names.take(own, suffix, partial(self._may_be_picture, waiting, stem))
        os.replace(waiting, self.new / name)
        self._staged(origin, name, owner=key, source=draft.origin)
        self.pictures += 1
        return name

    def _is_spelled_so(self, name: str) -> bool:
        """Whether a name is free in the folder, or there in just this spelling."""
        return self.lying.get(same_form(name), name) == name

    def _may_be_picture(self, waiting: Path, article: str, name: str) -> bool:
        """Whether a picture may have a name: not where another picture has it already, unless its
        article is there too and both are a person's by now."""
        if not self._is_spelled_so(name):
            return False
        is_there = same_form(name) in self.lying
        return (
            not is_there
            or f"{article}.md" in self.lying.values()
            or self._digest(name) == _digest_of(waiting)
        )

    def _text(self, origin: str, name: str, text: str, source: str = "", made_of: str = "") -> None:
        if not text and name == ISSUE_FILE:
            return
        (self.new / name).write_text(text, "utf-8", newline="\n")
        self._staged(origin, name, made_of, source=source)

    def _leave_out(self, words: Words, source: Data | str, **values: object) -> None:
        place = source.as_posix() if isinstance(source, Path) else source
        if isinstance(place, bytes):
            place = ""
        self.notes.append(note(place, 0, words, **values))

    # --- what becomes of what lies there

    def _staged(
        self,
        origin: str,
        name: str,
        made_of: str = "",
        owner: str = "",
        source: str = "",
        home: str = "",
    ) -> None:
        """Decide about a file whose bytes are in the stage."""
        digest = _digest_of(self.new / name)
        there, known = self._digest(name), self.record.files.get(origin)
        if known and known.name != name:
            known = None
        action = Action.WRITTEN
        values = {"file": f"{self.folder}/{name}"}
        if self._is_in_the_way(name):
            action = Action.KEPT
            self.notes.append(note(source or origin, 0, KEPT, **values))
        elif there == digest:
            action = Action.UNCHANGED
        elif not there and known:
            action = Action.REMOVED
            self.notes.append(note(source or origin, 0, REMOVED, **values))
        elif there and known and known.digest == there:
            action = Action.UPDATED
        elif there:
            action = Action.KEPT
            self.notes.append(note(source or origin, 0, KEPT, **values))
        is_new = action in (Action.WRITTEN, Action.UPDATED)
        if not is_new:
            (self.new / name).unlink()
        self._add(_File(origin, name, digest, action, made_of, is_new, owner, source, home))

    def _add(self, file: _File) -> None:
        self.files[file.name] = file

    def _digest(self, name: str) -> str:
        """The digest of a file in the content folder; empty when there is none."""
        path = self.there / name
        if not path.is_file() or self._is_in_the_way(name):
            return ""
        return _digest_of(path)

    def _is_in_the_way(self, name: str) -> bool:
        """Whether what lies at a file's place is no file of the folder: a link, a folder."""
        path = self.there / name
        return is_blocked(self.desk.content, f"{self.folder}/{name}") or (
            path.exists() and not path.is_file()
        )

    # --- what the checker would say

    def _judge(self) -> None:
        """Read the issue as it would lie there; what an error is said of is left out."""
        for _ in range(3):
            problems = self._problems()
            wrong = [p for p in problems if p.is_error and self._own(p)]
            if not wrong:
                break
            for each in wrong:
                if each.kind not in _OF_ALIASES or not self._withhold(each):
                    self._refuse(each)
        for each in problems:
            if not each.is_error and self._own(each):
                file = self._own(each)
                values = {"file": each.place, "problem": each.message(self.desk.language)}
                self.notes.append(note(file.source if file else "", 0, WARNED, **values))

    def _withhold(self, each: Problem) -> bool:
        """Write an article without an old address that another page has; whether it had it."""
        file = self._own(each)
        if file is None or file.origin not in self.composed:
            return False
        whole, names = self.composed[file.origin]
        taken = urls.fold(str(dict(each.values).get("address", "")))
        lost = [a for a in whole.aliases if urls.fold(urls.alias(str(read_alias(a)))) == taken]
        if not lost:
            return False
        key = file.origin
        self.withheld[key] = (*self.withheld.get(key, ()), *lost)
        aliases = tuple(alias for alias in whole.aliases if alias not in lost)
        self.composed[key] = (replace(whole, aliases=aliases), names)
        values = {"file": each.place, "other": dict(each.values).get("other", self.folder)}
        self.notes += [note(whole.origin, 0, ALIAS_TAKEN, address=a, **values) for a in lost]
        self._compose(key, file.name)
        return True

    def _own(self, each: Problem) -> _File | None:
        """The new file that a problem is said of."""
        file = self.files.get(each.path.removeprefix(f"{self.folder}/"))
        return file if file and file.staged else None

    def _refuse(self, each: Problem) -> None:
        file = self._own(each)
        if file is None:
            return
        values = {"file": each.place, "problem": each.message(self.desk.language)}
        self.notes.append(note(file.source or file.origin, 0, REFUSED, **values))
        for name in [n for n, f in self.files.items() if f is file or f.owner == file.origin]:
            if self.files[name].staged:
                (self.new / name).unlink(missing_ok=True)
                del self.files[name]
        self.articles.pop(file.origin, None)

    def _problems(self) -> list[Problem]:
        for name in self._others():
            target = self.new / name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(self.there / name, target)
        unit = Lister(self.stage).unit("issue", self.folder, self.draft.name)
        scanner = Scanner(keeps_texts=True)
        (scanned,) = scanner.scan([unit], lambda _: None)
        folder, zone = scanned.issue_folder(), self.desk.zone
        read = read_issue(folder, self.stage, zone, lambda _: None, scanner.texts)
        return [*unit.problems, *scanner.problems, *read.problems]

    def _others(self) -> Iterator[str]:
        """Files of the folder that this import does not write."""
        for sign in self._signs():
            file = self.files.get(sign.name)
            if file is None or not file.staged:
                yield sign.name

    def _signs(self) -> tuple[FileSign, ...]:
        """What lies in the folder."""
        if not self.there.is_dir():
            return ()
        return Lister(self.desk.content).unit("issue", self.folder, self.draft.name).signs

    # --- the end

    def _placed(self) -> Placed:
        there = [f for f in self.files.values() if f.action is not Action.REMOVED]
        shown = [f for f in there if f.origin in self.articles]
        origins = {f.origin for f in there}
        codes = {self.articles[f.origin].page for f in shown}
        codes |= {page.code for page in self.draft.pages if f"page {page.code}".lower() in origins}
        moved = [(old, "") for old in self.draft.aliases if shown or codes]
        moved += [
            (old, str(page.code))
            for page in self.draft.pages
            if page.code in codes
            for old in page.aliases
        ]
        return Placed(
            name=self.draft.name,
            folder=self.folder,
            files=tuple((f"{self.folder}/{f.name}", f.action) for f in self.files.values()),
            articles=sum(self.articles[f.origin].jump_from is None for f in shown),
            pictures=self.pictures,
            scans=self.scans,
            regions=sum(len(self.articles[f.origin].regions) for f in shown),
            moved=tuple(moved),
            aliases=tuple(
                (f"{self.folder}/{f.name}", alias, f.staged)
                for f in shown
                if f.action is not Action.KEPT
                for alias in self.composed[f.origin][0].aliases
            ),
            notes=tuple(self.notes),
        )

    def _move(self) -> None:
        """Put new files into place, the record last: what was moved before an interruption is found
        unchanged by the next import, and recorded then."""
        done = [f for f in self.files.values() if f.staged]
        files = dict(self.record.files)
        for file in self.files.values():
            if file.staged or file.action is Action.UNCHANGED:
                known = self.record.files.get(file.origin)
                files[file.origin] = record.Written(
                    file.name,
                    file.digest,
                    file.made_of,
                    self.withheld.get(file.origin, ()),
                    (known.home if known else "") or file.home,
                )
        if not files:
            return
        text = record.Record(files).text
        if not self.there.exists():
            self._move_whole(text)
            return
        for file in done:
            target = self.there / file.name
            target.parent.mkdir(exist_ok=True)
            os.replace(self.new / file.name, target)
        if text != _read(self.there / record.NAME):
            (self.new / record.NAME).write_text(text, "utf-8", newline="\n")
            os.replace(self.new / record.NAME, self.there / record.NAME)

    def _move_whole(self, text: str) -> None:
        """A new issue comes in one piece: its folder, without what was made and not wanted."""
        wanted = {self.new / name for name, file in self.files.items() if file.staged}
        for path in sorted(self.new.rglob("*"), reverse=True):
            if path.is_dir():
                with contextlib.suppress(OSError):
                    path.rmdir()
            elif path not in wanted:
                path.unlink()
        (self.new / record.NAME).write_text(text, "utf-8", newline="\n")
        self.there.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.new, self.there)


def _suffix(name: str, kind: str) -> str:
    """The source's suffix where it is right, else the usual one of the format."""
    own = PurePosixPath(name).suffix.lower()
    return own if own in FORMATS[kind] else FORMATS[kind][0]


def _digest_of(data: Data) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(data: Data, target: Path) -> None:
    if isinstance(data, bytes):
        target.write_bytes(data)
    else:
        shutil.copyfile(data, target)


def _link(source: Path, target: Path) -> None:
    """The same file at another place, without a copy where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
