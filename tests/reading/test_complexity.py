"""Markdown made to be slow is refused by counting, with its reason and line, or is read well."""

from __future__ import annotations

import pytest

from broadsheet.reading.markdown import Converted, convert


def read(text: str) -> Converted:
    return convert("a.md", text, 1, lambda target, _: target)


REFUSED = {
    "[ × 20,000": "[" * 20_000,
    "![ × 10,000": "![" * 10_000,
    "[[[[a]]]]": "[" * 1_000 + "a" + "]" * 1_000,
    "[a]( × 5,000": "[a](" * 5_000,
    "[x][ × 5,000": "[x][" * 5_000,
    "a few [ before a long text": "[" * 90 + "正文" * 20_000,
    "backtick stairs": " ".join("`" * n for n in range(1, 200)),
    "quotes 1,000 deep": ">" * 1_000 + " a",
    "lists 1,000 deep by indent": "\n".join("    " * n + "- a" for n in range(200)),
    "lists 1,000 deep on one line": "- " * 1_000 + "a",
    "numbers 1,000 deep": "1. " * 1_000 + "a",
    "tags 5,000 deep": "<b>" * 5_000 + "x" + "</b>" * 5_000,
    "scripts 1,000 deep": "<script>" * 1_000 + "a",
    "rules": "---\n" * 10_000,
    "crossheads": "*\n" + "# a\n" * 10_000,
    "table cells": "a|b\n-|-\n" + "|a|b|\n" * 20_000,
    "footnotes": "[^1]" * 5_000 + "\n\n[^1]: x",
    "stars": "*" * 30_000,
    "underscores": "_" * 30_000,
    "entities": "&amp;" * 30_000,
    "lines of one paragraph": "a*\n" * 20_000,
    "lines of the file": "a*\n\n" * 30_000,
    "signs of the file": ("*a* " * 8_000 + "\n\n") * 8,
}


@pytest.mark.parametrize("shape", REFUSED)
def test_a_tangle_is_refused_with_its_reason_and_line(shape: str) -> None:
    converted = read("正文。\n\n" + REFUSED[shape])
    assert converted.blocks == ()
    (problem,) = converted.problems
    assert problem.kind == "markdown-too-complex"
    assert dict(problem.values)["reason"]
    of_the_whole_file = ("table cells", "footnotes", "lines of the file", "signs of the file")
    assert problem.line == (1 if shape in of_the_whole_file else 3)


READ = {
    "< × 20,000": "<" * 20_000,
    "<a × 5,000": "<a " * 5_000,
    "<!-- × 5,000": "<!-- " * 5_000,
    "<! × 5,000": "<!" * 5_000,
    "& × 20,000": "&" * 20_000,
    "( × 20,000": "(" * 20_000,
    "\\ × 10,000": "\\" * 10_000,
    "one run of backticks": "`" * 20_000,
    "open stars": "*a " * 3_000,
    "open bold": "**a " * 3_000,
    "stars and underscores": "*a _b " * 3_000,
    "quotes 90 deep": ">" * 90 + " a",
    "tags 90 deep": "<sup>" * 90 + "x" + "</sup>" * 90,
    "endless tag": "<a" + " x" * 20_000,
    "blanks in a tag": "<a" + " " * 20_000 + "b",
    "open fences": "```a\n" * 3_000,
    "footnote of itself": "a[^1]\n\n[^1]: [^1]",
    "footnotes in a chain": "a[^0]\n\n" + "\n\n".join(f"[^{n}]: a[^{n + 1}]" for n in range(90)),
    "blanks": "a*" + " " * 20_000 + "b",
    "wide table": "|".join("a" * 500) + "\n" + "|".join("-" * 500) + "\n" + "|".join("a" * 500),
    "unclosed scripts": "<script> " * 90 + "a",
    "#": "#" * 20_000 + "a*",
}


@pytest.mark.parametrize("shape", READ)
def test_what_only_looks_dangerous_is_read(shape: str) -> None:
    converted = read("正文*。\n\n" + READ[shape])
    assert len(converted.blocks) >= 2
    assert not any(problem.is_error for problem in converted.problems)


def test_a_long_read_with_thousands_of_links_is_read() -> None:
    paragraph = "正文" * 30 + "[链接](https://example.cn/) **粗体** [甲]（注）"
    converted = read("\n\n".join([paragraph] * 2_000))
    assert len(converted.blocks) == 2_000
    assert converted.problems == ()


def test_brackets_of_ordinary_prose_are_no_tangle() -> None:
    converted = read("\n\n".join(["甲[乙]丙（丁）`戊` 5] [己 *庚*"] * 500))
    assert len(converted.blocks) == 500
