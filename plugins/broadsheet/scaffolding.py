"""New issues and articles, ready to fill in: ``invoke new-issue`` and ``invoke new-article``."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from broadsheet.model import PageCode
from broadsheet.problems import Language, reason_said
from broadsheet.reading.keys import ARTICLE_KEYS, ISSUE_KEYS, KeyTable
from broadsheet.reading.names import IssueName, parse_issue_folder
from broadsheet.saying import Said, SaidError

COLON: Mapping[Language, str] = {"zh": "：", "en": ": "}
LONGEST_NAME = 40
"""Characters of a headline that go into a file's name."""


class ScaffoldingError(SaidError):
    """Why nothing was written: one line that says what to do."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written. ``path`` is relative to the content folder, with ``/``."""

    path: str
    text: str


def new_issue(content: Path, date: str, *, edition: str = "", language: Language) -> Path:
    """Make an issue's folder with an ``issue.md`` to fill in and return that file."""
    new = plan_issue(date, edition=edition, language=language)
    name = new.path.split("/")[-2]
    present = issue_folders(content, name)
    if present:
        raise ScaffoldingError(_there(present[0]))
    return write(content, new)


def new_article(
    content: Path,
    issue: str,
    *,
    page: str = "",
    headline: str = "",
    name: str = "",
    language: Language,
) -> Path:
    """Make an article in an issue's folder and return its file.

    ``issue`` is the folder's name (``2025-10-25``, ``2025-10-25-evening``); ``name`` goes into the
    file's name, and so into the article's address, in place of the headline. Raises
    ``ScaffoldingError``, also when the file is already there.
    """
    folders = issue_folders(content, issue)
    if not folders:
        raise ScaffoldingError(
            Said(
                f'there is no issue "{issue}"; make it with "invoke new-issue {issue[:10]}"',
                f"没有“{issue}”这一期；请用“invoke new-issue {issue[:10]}”新建",
            )
        )
    if len(folders) > 1:
        several = ", ".join(folders)
        raise ScaffoldingError(
            Said(
                f'"{issue}" is there twice: {several}; keep one',
                f"“{issue}”这一期有几个：{several}；请只留一个",
            )
        )
    folder = folders[0]
    names = [entry.name for entry in os.scandir(content / folder)]
    new = plan_article(folder, names, page=page, headline=headline, name=name, language=language)
    return write(content, new)


def plan_issue(date: str, *, edition: str = "", language: Language) -> NewFile:
    """The ``issue.md`` of a new issue, in the folder of its year."""
    name = f"{date}-{edition}" if edition else date
    parsed = parse_issue_folder(name)
    if not isinstance(parsed, IssueName):
        what = Said(f'"{name}" names no issue', f"“{name}”不是一期的名称")
        if parsed:
            why = reason_said(parsed.reason)
            what = Said(f"{what.en}: {why.en}", f"{what.zh}：{why.zh}")
        raise ScaffoldingError(
            Said(
                f"{what.en}; write a date such as 2025-10-25, and an edition such as evening",
                f"{what.zh}；请写日期，例如 2025-10-25，以及版本，例如 evening",
            )
        )
    fields = {"number": "", "cumulative_number": "", "pages": ""}
    text = _header(ISSUE_KEYS, language, fields)
    return NewFile(f"issues/{parsed.date.year:04d}/{name}/issue.md", text)


def plan_article(
    folder: str,
    names: Iterable[str],
    *,
    page: str = "",
    headline: str = "",
    name: str = "",
    language: Language,
) -> NewFile:
    """An article that comes last on its page. ``names`` are the files that ``folder`` holds."""
    code = PageCode.parse(page)
    if page and code is None:
        raise ScaffoldingError(
            Said(
                f'page "{page}" is not a page code; write one such as A01 or 3',
                f"版次“{page}”不是版号；请写成像 A01 或 3 这样",
            )
        )
    headline = " ".join(headline.split())
    slug = as_name(name or headline)
    if not code and not slug:
        raise ScaffoldingError(
            Said(
                "the article needs a page or a headline; write --page A01",
                "稿件要有版次或标题；请写 --page A01",
            )
        )
    present = [unicodedata.normalize("NFC", each) for each in names]
    stem = _on_page(folder, present, str(code).lower(), slug) if code else slug
    fields = {"kicker": "", "headline": headline, "deck": "", "page": str(code or "")}
    text = _header(ARTICLE_KEYS, language, fields | {"standing_head": "", "byline": ""})
    return NewFile(f"{folder}/{stem}.md", text)


def _on_page(folder: str, names: Iterable[str], page: str, slug: str) -> str:
    """The stem of a file that comes after those of its page: ``a01-3-harvest``."""
    pattern = re.compile(rf"{page}-(\d+)(?:-(.+))?\.md", re.IGNORECASE)
    order = 1
    for match in filter(None, map(pattern.fullmatch, names)):
        if slug and match[2] == slug:
            raise ScaffoldingError(_there(f"{folder}/{match[0]}"))
        order = max(order, int(match[1]) + 1)
    return f"{page}-{order}-{slug}".removesuffix("-")


def issue_folders(content: Path, name: str) -> list[str]:
    """Where issue folders of this name lie, relative to the content folder."""
    found = []
    for folder, below, _ in os.walk(content):
        if name in below:
            found.append((Path(folder) / name).relative_to(content).as_posix())
        below[:] = sorted(b for b in below if not isinstance(parse_issue_folder(b), IssueName))
    return found


def write(content: Path, new: NewFile) -> Path:
    """Write a new file and the folders above it; never over one that is there."""
    target = content / new.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(new.text)
    except FileExistsError as error:
        raise ScaffoldingError(_there(new.path)) from error
    except OSError as error:
        raise ScaffoldingError(
            Said(
                f"{new.path} cannot be written: {error.strerror}",
                f"{new.path} 写不进去：{error.strerror}",
            )
        ) from error
    return target


def _there(path: str) -> Said:
    return Said(f"{path} is already there; nothing was changed", f"{path} 已经有了；什么也没有改动")


def _header(keys: KeyTable, language: Language, fields: Mapping[str, str]) -> str:
    """A header and the empty line that ends it; the text is written below."""
    lines = [
        f"{_key(keys, field, language)}{COLON[language]}{value}".rstrip()
        for field, value in fields.items()
    ]
    return "\n".join(lines) + "\n\n"


def _key(keys: KeyTable, field: str, language: Language) -> str:
    """The spelling of a key that the reporters' guide teaches."""
    english = language == "en"
    return next(s for s in keys.spellings[field] if s.isascii() is english).capitalize()


def as_name(words: str) -> str:
    """Words as part of a file's name: letters, digits and Chinese characters with hyphens."""
    plain = unicodedata.normalize("NFC", words).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
