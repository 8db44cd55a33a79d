"""Text is read by the browser's scripts as by the index writer, to the last character."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from broadsheet.search.characters import han_table
from broadsheet.search.normalising import normalise, runs, tokens

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
READ = """(texts) => texts.map((source) => {
  const { original, text, at } = broadsheetSearch.normalise(source);
  const tokens = [""];
  for (const c of text) {
    if (broadsheetSearch.kind(c) === 1) tokens[tokens.length - 1] += c;
    else if (tokens[tokens.length - 1]) tokens.push("");
  }
  const runs = broadsheetSearch.runs(text);
  return {
    original, text, at, runs: runs.map((run) => run.characters.join("")),
    starts: runs.every((run) => text.startsWith(run.characters.join(""), run.start)),
    tokens: tokens.filter(Boolean),
  };
})"""
BLOCKS = (
    *("\u0020\u007e", "\u00a0\u024f", "\u0300\u036f", "\u0370\u03ff", "\u0590\u06ff"),
    *("\u0900\u0dff", "\u0e00\u0eff", "\u1000\u109f", "\u1100\u11ff", "\u1780\u17ff"),
    *("\u2000\u206f", "\u2070\u214f", "\u2150\u218f", "\u2460\u24ff", "\u2e80\u33ff"),
    *("\u3400\u4dbf", "\u4e00\u9fff", "\ua960\ua97f", "\uac00\ud7ff", "\ue000\ufaff"),
    *("\ufb00\ufeff", "\uff00\uffef", "\U0001b000\U0001b16f", "\U0001f300\U0001f6ff"),
    *("\U00020000\U0003134f", "\U000e0100\U000e01ef", "\U000f0000\U000f00ff"),
)
characters = st.one_of(
    *(st.characters(min_codepoint=ord(a), max_codepoint=ord(b)) for a, b in BLOCKS),
    st.sampled_from(" \n\t\u3000\u00ad\u200b\u0301\u3099\ufe0f“”‘’‑．，臺發乾瞭"),
    st.characters(),
).filter(lambda c: unicodedata.category(c) not in {"Cn", "Cs"})


@pytest.fixture
def folding(scripts: Page) -> Page:
    scripts.evaluate("(table) => broadsheetSearch.fold(...table)", list(han_table()))
    return scripts


def test_the_table_of_cases_holds_in_python() -> None:
    for case in CASES:
        read = normalise(case["text"])
        assert read == case["read"]
        assert runs(read) == case.get("runs", runs(read)), case
        assert tokens(read) == case.get("tokens", tokens(read)), case


def test_the_table_of_cases_holds_in_the_browser(folding: Page) -> None:
    for case, got in zip(
        CASES, folding.evaluate(READ, [case["text"] for case in CASES]), strict=True
    ):
        assert got["text"] == case["read"]
        assert got["runs"] == case.get("runs", got["runs"]), case
        assert got["tokens"] == case.get("tokens", got["tokens"]), case


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts=st.lists(st.text(characters, max_size=40), min_size=1, max_size=40))
@example(texts=[case["text"] for case in CASES])
def test_both_read_any_text_alike(folding: Page, texts: list[str]) -> None:
    for text, got in zip(texts, folding.evaluate(READ, texts), strict=True):
        read = normalise(text)
        assert got["text"] == read, ascii(text)
        assert got["runs"] == runs(read), ascii(text)
        assert got["starts"]
        assert [token[:40] for token in got["tokens"]] == [t[:40] for t in tokens(read)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(texts=st.lists(st.text(characters, max_size=30), min_size=1, max_size=30))
def test_every_place_leads_back_to_the_character_that_was_printed(
    folding: Page, texts: list[str]
) -> None:
    for text, got in zip(texts, folding.evaluate(READ, texts), strict=True):
        original = unicodedata.normalize("NFC", text)
        assert got["original"] == original
        units = original.encode("utf-16-le")
        places = got["at"]
        assert places == sorted(places)
        assert len(places) == len(got["text"].encode("utf-16-le")) // 2 + 1
        assert places[-1] == len(units) // 2
        starts = {0}
        for character in original:
            starts.add(max(starts) + len(character.encode("utf-16-le")) // 2)
        assert set(places) <= starts


def test_traditional_characters_stay_until_their_table_has_come(scripts: Page) -> None:
    before, _ = scripts.evaluate(READ, ["發展", "x"])
    assert before["text"] == "發展"
    scripts.evaluate("(table) => broadsheetSearch.fold(...table)", list(han_table()))
    (after,) = scripts.evaluate(READ, ["發展"])
    assert after["text"] == "发展"
