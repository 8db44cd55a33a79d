"""Write ``plugins/broadsheet/search/readings.txt``: how Chinese characters and words are said.

    python tools/make_readings.py

Needed only when pypinyin's data have grown; ``search/pinyin.py`` says what the file holds. pypinyin
itself takes a quarter of a second and 60 MB to load, which a build with one issue added feels. The
data are pypinyin's (https://github.com/mozillazg/python-pinyin, MIT License); tests compare what is
made of them with what it says.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pypinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from broadsheet.search.normalising import normalise
from broadsheet.search.pinyin import IDEOGRAPHS, TAIL, TOLD

TABLE = Path(__file__).resolve().parent.parent / "plugins" / "broadsheet" / "search"
TITLE = """\
# How Chinese characters and words are said, without tones: see pinyin.py.
# Written by tools/make_readings.py from pypinyin {version}
# (https://github.com/mozillazg/python-pinyin), whose licence is:
#
{licence}
"""


def main() -> None:
    single = {c: said(c)[0] for c in map(chr, sorted(PINYIN_DICT)) if is_read(c)}
    words = {word: said(word) for word in sorted(PHRASES_DICT) if is_read(word)}
    parts = (by_syllable(single.items()), by_syllable(heard()), by_first(words, single))
    licence = metadata.distribution("pypinyin").read_text("licenses/LICENSE.txt") or ""
    notice = "\n".join(f"# {line}".rstrip() for line in licence.strip().splitlines())
    title = TITLE.format(version=pypinyin.__version__, licence=notice)
    text = title + "\n\n".join(map("\n".join, parts)) + "\n"
    (TABLE / "readings.txt").write_text(text, "utf-8")


def is_read(text: str) -> bool:
    """Whether a text can occur in what search has normalised."""
    return bool(IDEOGRAPHS.fullmatch(text)) and normalise(text) == text


def said(text: str) -> list[str]:
    return pypinyin.lazy_pinyin(text)


def heard() -> Iterator[tuple[str, str]]:
    """The common characters (those of GB 2312) and every syllable that each is ever read as."""
    for row, cell in itertools.product(range(0xB0, 0xF8), range(0xA1, 0xFF)):
        character = bytes((row, cell)).decode("gb2312", "ignore")
        for syllables in pypinyin.pinyin(character, pypinyin.Style.NORMAL, heteronym=True)[:1]:
            yield from ((character, syllable) for syllable in syllables)


def by_syllable(pairs: Iterator[tuple[str, str]]) -> list[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for character, syllable in pairs:
        found[syllable].append(character)
    return [f"{syllable} {''.join(found[syllable])}" for syllable in sorted(found)]


def by_first(words: dict[str, list[str]], single: dict[str, str]) -> list[str]:
    """A line for each first character: the words that begin with it, without it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, syllables in words.items():
        is_told = syllables != [single.get(c, c) for c in word]
        found[word[0]].append(word[1:] + (TOLD + "'".join(syllables) if is_told else ""))
    for start in tails(words, single):
        found[start[0]].append(start[1:] + TAIL)
    return [" ".join([first, *found[first]]) for first in sorted(found)]


def tails(words: dict[str, list[str]], single: dict[str, str]) -> list[str]:
    """Starts of words that, where a text ends with them, pypinyin says a character at a time,
    though it would find a word within."""
    starts = {word[:end] for word in PHRASES_DICT for end in range(3, len(word))}
    alone = (s for s in starts if is_read(s) and said(s) == [single.get(c, c) for c in s])
    return sorted(start for start in alone if not begins_with_word(start, words)
                  and cut(start, words, single) != said(start))  # fmt: skip


def begins_with_word(start: str, words: dict[str, list[str]]) -> bool:
    return any(start[:end] in words for end in range(1, len(start) + 1))


def cut(text: str, words: dict[str, list[str]], single: dict[str, str]) -> list[str]:
    """The longest word at each place, or else a character."""
    found: list[str] = []
    while text:
        end = next((end for end in range(len(text), 1, -1) if text[:end] in words), 1)
        found += words.get(text[:end]) or [single.get(text[0], text[0])]
        text = text[end:]
    return found


if __name__ == "__main__":
    main()
