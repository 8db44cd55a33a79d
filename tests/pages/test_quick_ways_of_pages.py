"""Quick ways around slow work on pages give what the slow work gives."""

from __future__ import annotations

import json
import unicodedata
from urllib.parse import quote

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages import citing, metadata, ranks, schema, urls
from broadsheet.pages.issue_pages import summary_of

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(
        "a字 \u3000\u2e7f\u2e80豈\U00020000\u3400\u9fff_，.9-%/~#&{}\\^$\n\t\x00\x85\u2028\xad<>'\""
    ),
)


@given(TEXTS)
def test_one_line_has_no_controls_and_no_two_spaces(text: str) -> None:
    assert citing.one_line(text) == " ".join(citing._CONTROLS.sub(" ", text).split())


@given(TEXTS)
def test_what_tex_would_take_for_itself_is_escaped(text: str) -> None:
    assert citing.tex(text) == text.translate(citing._TEX)


@given(TEXTS)
def test_addresses_are_percent_encoded(text: str) -> None:
    assert urls.quoted(text) == quote(text)


@given(st.one_of(TEXTS, st.text("aZ/._İı~")))
def test_two_paths_are_one_where_case_and_form_alone_differ(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert urls.fold(text) == unicodedata.normalize("NFC", folded)


@given(TEXTS)
def test_the_room_of_a_text_is_counted_by_its_wide_characters(text: str) -> None:
    wide = sum(1 for c in text if c >= "\u2e80")
    assert ranks.measure(text) == wide + round((len(text) - wide) / ranks.LATIN_PER_CHARACTER)


@given(st.text("a字。", min_size=ranks.ENOUGH - 9, max_size=ranks.ENOUGH + 99) | TEXTS)
def test_a_brief_is_told_by_its_opening(text: str) -> None:
    opening = ranks.measure(text[: ranks.ENOUGH])
    assert (opening < ranks.SHORT) == (ranks.measure(text) < ranks.SHORT)
    assert bool(opening) == bool(ranks.measure(text))


@given(st.lists(st.sampled_from(["字", "。", "a", ". ", " ", "\n", " " * 99]), max_size=240))
def test_white_space_changes_no_summary(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert summary_of(text) == summary_of(" ".join(text.split()))


@given(st.one_of(TEXTS, st.text("a_é字丁䀀鿿㐀々〇·・…‿“，：０7 \n")))
def test_words_are_counted(text: str) -> None:
    assert metadata.word_count(text) == len(metadata._WORDS.findall(text))


def test_every_character_counts_the_same_alone_and_among_others() -> None:
    for sign in map(chr, range(0x10000)):
        if not "\ud800" <= sign <= "\udfff":
            text = f"a{sign}字{sign}{sign}b"
            assert metadata.word_count(text) == len(metadata._WORDS.findall(text)), text


@given(TEXTS)
def test_the_characters_of_a_text_are_those_that_are_no_space(text: str) -> None:
    assert len("".join(text.split())) == sum(not c.isspace() for c in text)


LEAVES = st.one_of(TEXTS, st.integers(), st.booleans(), st.none())
NODES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("ab@", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


def without_empty(value: object) -> object:
    if isinstance(value, dict):
        made = ((key, without_empty(each)) for key, each in value.items())
        return {key: each for key, each in made if each or (each is not None and each == 0)}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


def as_json(node: object) -> str:
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@given(st.dictionaries(st.text("abc@", min_size=1), NODES, max_size=4))
def test_json_ld_is_json_without_what_is_empty(node: dict[str, object]) -> None:
    wanted = as_json(without_empty({"@context": schema.CONTEXT, **node}))
    assert schema.json_ld(node) == wanted
    part = {"@type": "part", **node}
    assert schema.json_ld({"z": schema.settled(part)}) == schema.json_ld({"z": part})
    both = {"@context": schema.CONTEXT, "@graph": [without_empty(part), {"a": 1}]}
    assert schema.json_ld(part, {"a": 1}) == as_json(both)


def as_node(value: object) -> object:
    """A node of the vocabulary as the dictionary it stands for."""
    if isinstance(value, tuple):
        return [as_node(each) for each in value]
    if not isinstance(value, schema.Thing):
        return value
    made: dict[str, object] = {"@type": type(value).__name__}
    for field in msgspec.structs.fields(value):
        found = getattr(value, field.name)
        made[field.encode_name] = None if found == field.default else as_node(found)
    return made


ORGANISATIONS = st.builds(schema.Organization, TEXTS, TEXTS)
PERSONS = st.builds(schema.Person, TEXTS, TEXTS, TEXTS, st.one_of(st.none(), ORGANISATIONS))
PICTURES = st.builds(
    schema.ImageObject, url=TEXTS, width=st.integers(0, 1), height=st.integers(0, 1), caption=TEXTS
)
STORIES = st.builds(
    schema.NewsArticle,
    id=TEXTS,
    headline=TEXTS,
    author=st.one_of(
        st.lists(PERSONS, min_size=1, max_size=2).map(tuple), ORGANISATIONS, st.none()
    ),
    contributor=st.lists(st.builds(schema.Role, TEXTS, PERSONS), max_size=2).map(tuple),
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    word_count=st.integers(0, 2),
    is_accessible_for_free=st.booleans(),
    image=st.lists(PICTURES, max_size=1).map(tuple),
)


@given(STORIES)
def test_a_story_is_written_as_the_node_that_it_stands_for(story: schema.NewsArticle) -> None:
    node = as_node(story)
    assert isinstance(node, dict)
    assert schema.json_ld(story) == as_json(without_empty({"@context": schema.CONTEXT, **node}))
