"""Write docs/checks.md and docs/checks.zh.md, the list of everything that the checker can say.

Run it after a change to ``KINDS``: ``python tools/make_checks_page.py``. A test compares.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from broadsheet.problems import KINDS, Language, Severity

DOCS = Path(__file__).resolve().parent.parent / "docs"

INTRODUCTION: dict[Language, str] = {
    "en": """\
# Everything the checker can say

[中文](checks.zh.md)

`invoke check` reads every file and prints every problem on a line of its own: the file and the
line, what is wrong, what to write, and in brackets the name by which the problem is found here.

- An **error** stops the build before anything is written; the site stays as it was.
  `invoke check` ends with status 1.
- A **warning** is said, and the build goes on. With warnings alone, and with nothing to say,
  `invoke check` ends with status 0.
- When nothing could be checked, because a setting or an option is wrong, it ends with status 2.

`invoke build`, `invoke serve` and a plain `pelican` run say the same. Words in braces, such as
`{key}`, stand for what the file really says.
""",
    "zh": """\
# 检查会说些什么

[English](checks.md)

`invoke check` 读完全部文件，每个问题一行：哪个文件、第几行、哪里不对、该怎么写，方括号里是这个问题
的名称，可以在本页查到。

- **错误**：构建停下，什么也不写出，网站保持原样；`invoke check` 以状态 1 结束。
- **提醒**：说一声，构建照常进行。只有提醒，或没有问题，`invoke check` 以状态 0 结束。
- 设置或选项有误、无法检查时，以状态 2 结束。

`invoke build`、`invoke serve` 和直接运行 `pelican` 说的是同样的话。花括号里的词（如 `{key}`）
代表文件里的实际内容。
""",
}
HEADINGS: dict[Language, dict[Severity, str]] = {
    "en": {Severity.ERROR: "Errors", Severity.WARNING: "Warnings"},
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "提醒"},
}
COLUMNS: dict[Language, tuple[str, str, str]] = {
    "en": ("name", "what is wrong", "what to write"),
    "zh": ("名称", "哪里不对", "怎么写"),
}
FILES: dict[Language, Path] = {"en": DOCS / "checks.md", "zh": DOCS / "checks.zh.md"}


def page(language: Language) -> str:
    return INTRODUCTION[language] + "".join(
        f"\n## {HEADINGS[language][severity]}\n\n{table(language, severity)}"
        for severity in Severity
    )


def table(language: Language, severity: Severity) -> str:
    columns = COLUMNS[language]
    rows = [columns, tuple("---" for _ in columns), *problem_rows(language, severity)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def problem_rows(language: Language, severity: Severity) -> Iterator[tuple[str, str, str]]:
    for name, kind in KINDS.items():
        if kind.severity is severity:
            wrong, write = (kind.zh, kind.hint_zh) if language == "zh" else (kind.en, kind.hint_en)
            yield f"`{name}`", cell(wrong), cell(write)


def cell(words: str) -> str:
    """Words as Markdown shows them unchanged inside a table."""
    return re.sub(r"([\\`*_\[\]|~])", r"\\\1", html.escape(words, quote=False))


def main() -> int:
    """Write the pages that differ. The status is 1 when there were any, as pre-commit expects."""
    stale = [language for language in FILES if read(FILES[language]) != page(language)]
    for language in stale:
        FILES[language].write_text(page(language), "utf-8", newline="\n")
        print(f"docs/{FILES[language].name} was written")
    return bool(stale)


def read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
