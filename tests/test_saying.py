"""What is said in two languages says the same in both, in every sentence of the engine."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator

import pytest

from broadsheet.problems import BuildError
from broadsheet.saying import Said
from tests.folders import REPOSITORY

ENGINE = REPOSITORY / "plugins" / "broadsheet"
_HAN = re.compile("[\u4e00-\u9fff]")
_HALF_WIDTH = re.compile("[\u4e00-\u9fff] ?[,;:?!()]|[,;:?!(] ?[\u4e00-\u9fff]")
_TYPED = re.compile(
    r"--[a-z][a-z-]+|(?<![-\w])[A-Z][A-Z0-9_]{2,}(?![-\w])|\d+|invoke [a-z]+|https?://[\w./-]+"
)
"""What a maintainer types or looks up as it stands: options, settings, numbers, addresses."""


def sentences() -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """Where each ``Said(en, zh)`` of the engine is written, and its two sentences."""
    for path in sorted(ENGINE.rglob("*.py")):
        if path.name in ("saying.py", "problems.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Said":
                english, chinese = node.args
                yield f"{path.relative_to(ENGINE)}:{node.lineno}", english, chinese


def values(sentence: ast.expr) -> list[str]:
    """What is filled in, with its form. A part that is itself said in both languages is one."""
    return sorted(
        re.sub(r"\.zh\b", ".en", ast.unparse(ast.JoinedStr([node])).replace("'zh'", "'en'"))
        for node in ast.walk(sentence)
        if isinstance(node, ast.FormattedValue)
    )


def text(sentence: ast.expr) -> str:
    """The words alone."""
    if isinstance(sentence, ast.Constant):
        return str(sentence.value)
    assert isinstance(sentence, ast.JoinedStr), f"{ast.unparse(sentence)} is no sentence"
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in sentence.values
    )


def typed(sentence: ast.expr) -> set[str]:
    return set(_TYPED.findall(text(sentence)))


SENTENCES = list(sentences())


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 50


@pytest.mark.parametrize(
    ("english", "chinese"), [each[1:] for each in SENTENCES], ids=[each[0] for each in SENTENCES]
)
def test_both_sentences_tell_the_same(english: ast.expr, chinese: ast.expr) -> None:
    assert values(english) == values(chinese)
    assert typed(english) == typed(chinese)
    assert not _HAN.search(text(english))
    spoken = text(chinese).replace("{}", "")
    assert _HAN.search(spoken) or not re.search("[a-z]", text(english).replace("{}", ""))
    assert not _HALF_WIDTH.search(text(chinese))


def test_no_line_is_printed_with_the_english_word_error_before_it() -> None:
    printed = [
        f"{path.relative_to(ENGINE)}: {line.strip()}"
        for path in sorted(ENGINE.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"""["']error: """, line) and path.name != "saying.py"
    ]

    assert printed == []


def test_an_error_comes_back_from_another_process_in_both_languages() -> None:
    error = BuildError(Said("it is late", "晚了"))

    back = pickle.loads(pickle.dumps(error))

    assert (str(back), back.words("en"), back.words("zh")) == ("it is late", "it is late", "晚了")
