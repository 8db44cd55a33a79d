"""Random edits of a small newspaper: everything that reporters and maintainers do to its files.

The names are few, so that edits meet: the same day twice, names that differ by case, addresses
that collide. An edit is a frozen value with a ``do``; what it finds missing it leaves alone.
"""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.archive import Newspaper, issue_path, photograph

ISSUES = (
    "2023-05-01",
    "2023-11-30",
    "2024-05-01",
    "2024-05-01-evening",
    "2024-05-01-Eve",
    "2024-05-02",
    "2024-05-03",
    "2025-02-28",
)
ARTICLES = ("a01-1", "a01-2", "b02-1", "letters", "A01-1")
PICTURES = ("dog.jpg", "cat.jpg", "pages/a01.jpg")
LOST = "lost"
"""A picture that the archive does not have."""
TOPICS = ("News", "news", "NEWS", "Sport", "新闻", "C++", "C#")
PEOPLE = ("Ann Lee", "ANN LEE", "Tom Marsh", "张明", "章明", "Ａnn Lee")
ALIASES = (
    "/2023/",
    "/2024/05/",
    "/2024/05/01/a01-2.html",
    "/2024/05/01/A01.html",
    "/about.html",
    "/people/ann-lee/",
    "/days/05-01.html",
    "/old/story.html",
    "/old/story",
    "/static/notes.txt",
    "/theme/css/main.css",
)
EMBARGOES = ("2024-06-01 11:59", "2024-06-01 12:00", "2024-06-03 00:00", "2024-06-05 09:00")
MOMENTS = ("2024-05-30 00:00", "2024-06-01 12:00", "2024-06-02 23:59:59", "2024-06-09 08:00")
VALUES = {
    "headline": ("Rain", "Sun", "Hail"),
    "page": ("A01", "a02", "B02", "3"),
    "order": ("1", "2"),
    "section": TOPICS,
    "column": TOPICS,
    "byline": (*(f"By {name}" for name in PEOPLE[:3]), "本报记者 张明 通讯员 章明"),
    "people": PEOPLE,
    "status": ("draft", "published"),
    "embargo": EMBARGOES,
    "correction": ("2024-05-09 It was snow.", "2024-05-10 It was fog."),
    "retraction": ("2024-05-11 Nothing fell.",),
    "slug": ("rain", "Rain", "a01", "index"),
    "aliases": ALIASES,
    "language": ("zh", "en"),
    "date": ("2024-05-01",),
    "jump_to": ("B02",),
    "region": ("0.1 0.1 0.4 0.3", "0.1, 0.1, 0.4, 0.3; 0.5, 0.1, 0.2, 0.6"),
    "colour": ("red",),
}
"""A key that no header has, and a date that fits one folder alone, make mistakes."""
SETTINGS: dict[str, tuple[object, ...]] = {
    "SITENAME": ("Test Daily", "Best Daily"),
    "SITEURL": ("https://paper.example", "https://b.example/daily", ""),
    "DEFAULT_LANG": ("en", "zh"),
    "BROADSHEET_PAPER_LANG": ("", "zh"),
    "TIMEZONE": ("Asia/Shanghai", "Europe/London"),
    "PAGE_SAVE_AS": ("{slug}.html", "info/{slug}.html"),
    "BROADSHEET_FEED_ITEMS": (30, 2),
    "BROADSHEET_INDENT": (None, True, False),
    "BROADSHEET_DRAFTS": (False, True),
    "BROADSHEET_AVIF": (False, True),
    "BROADSHEET_PICTURE_CREDITS": (False, True),
    "BROADSHEET_ORIGINALS": (False, True),
    "BROADSHEET_NOW": MOMENTS,
}


@dataclass(frozen=True)
class Edit(ABC):
    """What it does to a newspaper."""

    @abstractmethod
    def do(self, paper: Newspaper) -> None: ...


@dataclass(frozen=True)
class WriteArticle(Edit):
    """Add an article or replace one."""

    issue: str
    name: str
    fields: dict[str, str] = field(hash=False)
    words: int
    picture: str

    def do(self, paper: Newspaper) -> None:
        text = f"The text in {self.words} words." if self.words else ""
        if self.picture == LOST:
            text += "\n\n![▲A cat (Photo: Tom Marsh)]()"
        elif self.picture:
            text += f"\n\n![A dog (Photo: Ann Lee)]({self.picture})"
            if not (paper.content / issue_path(self.issue) / self.picture).exists():
                paper.write(f"{issue_path(self.issue)}/{self.picture}", photograph(0))
        paper.article(self.issue, self.name, text=text or "No words.", **self.fields)


@dataclass(frozen=True)
class RemoveFile(Edit):
    """Remove a file of an issue; the folder goes with the last one, as in git."""

    issue: str
    name: str

    def do(self, paper: Newspaper) -> None:
        folder = paper.content / issue_path(self.issue)
        (folder / self.name).unlink(missing_ok=True)
        for at in (folder / "pages", folder):
            if at.is_dir() and not any(at.iterdir()):
                at.rmdir()


@dataclass(frozen=True)
class RemoveIssue(Edit):
    issue: str

    def do(self, paper: Newspaper) -> None:
        shutil.rmtree(paper.content / issue_path(self.issue), ignore_errors=True)


@dataclass(frozen=True)
class MoveIssue(Edit):
    """Give an issue another date or edition, or another folder above it."""

    issue: str
    to: str
    above: str

    def do(self, paper: Newspaper) -> None:
        old, new = paper.content / issue_path(self.issue), paper.content / self.above / self.to
        if old.is_dir() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)


@dataclass(frozen=True)
class RenameFile(Edit):
    issue: str
    name: str
    to: str

    def do(self, paper: Newspaper) -> None:
        folder = paper.content / issue_path(self.issue)
        if (folder / self.name).is_file():
            (folder / self.to).parent.mkdir(exist_ok=True)
            (folder / self.name).rename(folder / self.to)


@dataclass(frozen=True)
class WritePicture(Edit):
    """Add or replace a picture; every shade has the same number of bytes."""

    issue: str
    name: str
    shade: int

    def do(self, paper: Newspaper) -> None:
        if (paper.content / issue_path(self.issue)).is_dir():
            paper.write(f"{issue_path(self.issue)}/{self.name}", photograph(self.shade))


@dataclass(frozen=True)
class WriteFront(Edit):
    """Write ``issue.md``."""

    issue: str
    fields: tuple[str, ...]

    def do(self, paper: Newspaper) -> None:
        if (paper.content / issue_path(self.issue)).is_dir():
            text = "\n".join(self.fields) + "\n\nA note of the editors.\n"
            paper.write(f"{issue_path(self.issue)}/issue.md", text)


@dataclass(frozen=True)
class WriteStanding(Edit):
    """Add, replace or remove a standing page or a static file."""

    path: str
    text: str

    def do(self, paper: Newspaper) -> None:
        """Where a file stands in a folder's way, or a folder in a file's, it makes room."""
        file = paper.content / self.path
        if self.text:
            for above in (file.parent, *file.parent.parents):
                if above.is_file():
                    above.unlink()
            if file.is_dir():
                shutil.rmtree(file)
            paper.write(self.path, self.text)
        elif file.is_dir():
            shutil.rmtree(file)
        elif file.exists():
            file.unlink()


@dataclass(frozen=True)
class ChangeSetting(Edit):
    name: str
    value: object

    def do(self, paper: Newspaper) -> None:
        paper.settings[self.name] = self.value


@dataclass(frozen=True)
class ChangeTheme(Edit):
    """Change a template, a style sheet or a translation; add or remove a file."""

    path: str
    words: str

    def do(self, paper: Newspaper) -> None:
        file = paper.own_theme() / self.path
        if not self.words:
            file.unlink(missing_ok=True)
        elif file.suffix == ".po":
            text = file.read_text("utf-8")
            file.write_text(text.replace('msgstr "Archive"', f'msgstr "{self.words}"'), "utf-8")
        else:
            before = file.read_text("utf-8") if file.exists() else ""
            file.write_text(f"{before}\n{self.words}", "utf-8")


@dataclass(frozen=True)
class TouchAll(Edit):
    """New times, same bytes: a fresh copy of everything."""

    def do(self, paper: Newspaper) -> None:
        for file in paper.content.rglob("*"):
            os.utime(file)


@dataclass(frozen=True)
class SameSize(Edit):
    """Another letter in every article of an issue, at the same size and with the old times."""

    issue: str
    letter: str

    def do(self, paper: Newspaper) -> None:
        for file in sorted((paper.content / issue_path(self.issue)).glob("*.md")):
            stat = file.stat()
            text = file.read_bytes()
            file.write_bytes(text[:-2] + self.letter.encode() + text[-1:])
            os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@dataclass(frozen=True)
class DamageOutput(Edit):
    """Somebody deletes, shortens or overwrites published files."""

    nth: int
    how: str

    def do(self, paper: Newspaper) -> None:
        files = [p for p in sorted((paper.root / "output").rglob("*")) if p.is_file()]
        if not files:
            return
        file = files[self.nth % len(files)]
        match self.how:
            case "delete":
                file.unlink()
            case "shorten":
                file.write_bytes(file.read_bytes()[:-3])
            case "alter":
                file.write_bytes(b"#" * file.stat().st_size)
            case "folder":
                shutil.rmtree(file.parent if file.parent.name != "output" else file.parent / "days")


@dataclass(frozen=True)
class DamageCatalog(Edit):
    """The cache is thrown away, cut short or overwritten."""

    how: str

    def do(self, paper: Newspaper) -> None:
        if self.how == "cache":
            shutil.rmtree(paper.root / ".cache", ignore_errors=True)
        for file in (paper.root / ".cache").rglob("catalog.sqlite"):
            data = file.read_bytes()
            left = {"half": data[: len(data) // 2], "garbage": b"garbage" * 1000, "empty": b""}
            if self.how in left:
                file.write_bytes(left[self.how])
            else:
                file.unlink()


issues = st.sampled_from(ISSUES)
articles = st.sampled_from(ARTICLES)
pictures = st.sampled_from(PICTURES)
one_field = st.sampled_from(sorted(VALUES)).flatmap(
    lambda key: st.tuples(st.just(key), st.sampled_from(VALUES[key]))
)
good_field = st.sampled_from(
    sorted(set(VALUES) - {"aliases", "slug", "colour", "date", "order"})
).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(VALUES[key])))


def written(fields: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Edit]:
    return st.builds(
        WriteArticle,
        issues,
        articles,
        st.lists(fields, max_size=4).map(dict),
        st.integers(0, 3),
        st.sampled_from(("", "", "dog.jpg", "cat.jpg", LOST)),
    )


front_lines = st.sampled_from(
    (
        "number: 12",
        "number: 13",
        "edition: Evening",
        "edition: Late",
        "pages: A01 Front",
        "pages: A01 First",
        "status: draft",
        "editors: 责编 张明",
        *(f"embargo: {moment}" for moment in EMBARGOES),
    )
)
fronts = st.lists(front_lines, max_size=3, unique_by=lambda line: line.split(":")[0]).map(tuple)
files = st.sampled_from((*(f"{a}.md" for a in ARTICLES), *PICTURES, "issue.md"))
standing = st.one_of(
    st.builds(
        WriteStanding,
        st.sampled_from(("pages/about.md", "pages/contact.md", "pages/About.md")),
        st.sampled_from(
            (
                "",
                "title: About\n\nWe are a paper.\n",
                "title: About us\n\n[More](/archive.html)\n",
                "title: Draft\nstatus: draft\n\nNot yet.\n",
                "title: Hidden\nstatus: hidden\n\nFor friends.\n",
                "title: Old\nsave_as: 2024/index.html\n\nAn old address.\n",
            )
        ),
    ),
    st.builds(
        WriteStanding,
        st.sampled_from(("static/notes.txt", "static/a", "static/a/b.txt", "static/c/d.txt")),
        st.sampled_from(("", "one", "two")),
    ),
)
theme = st.one_of(
    st.builds(
        ChangeTheme,
        st.sampled_from(("templates/article.html", "templates/month.html", "static/css/main.css")),
        st.sampled_from(("<!-- one -->", "<!-- two -->")),
    ),
    st.builds(
        ChangeTheme, st.just("static/extra.txt"), st.sampled_from(("", "extra words", "more"))
    ),
    st.builds(
        ChangeTheme,
        st.just("translations/zh/LC_MESSAGES/broadsheet.po"),
        st.sampled_from(("Old papers", "Back issues")),
    ),
)
settings = st.sampled_from(sorted(SETTINGS)).flatmap(
    lambda name: st.builds(ChangeSetting, st.just(name), st.sampled_from(SETTINGS[name]))
)
clock = st.builds(ChangeSetting, st.just("BROADSHEET_NOW"), st.sampled_from(MOMENTS))
damage = st.one_of(
    st.builds(
        DamageOutput, st.integers(0, 400), st.sampled_from(("delete", "shorten", "folder", "alter"))
    ),
    st.builds(DamageCatalog, st.sampled_from(("delete", "half", "garbage", "empty", "cache"))),
)
edits: st.SearchStrategy[Edit] = st.one_of(
    written(good_field),
    written(good_field),
    written(one_field),
    st.builds(RemoveFile, issues, files),
    st.builds(RemoveFile, issues, files),
    st.builds(RemoveIssue, issues),
    st.builds(MoveIssue, issues, issues, st.sampled_from(("issues/2023", "issues/2024", "moved"))),
    st.builds(RenameFile, issues, files, files),
    st.builds(WritePicture, issues, pictures, st.integers(0, 2)),
    st.builds(WriteFront, issues, fronts),
    standing,
    settings,
    clock,
    theme,
    st.builds(SameSize, issues, st.sampled_from("xyz")),
    st.just(TouchAll()),
    damage,
)
