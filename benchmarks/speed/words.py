"""Words of an invented Chinese newspaper: all places, offices and persons are made up.

``words.txt`` holds them in lists. Where a sentence has ``{place}``, one of ``WORDS["place"]`` is
put in; the front of a list is drawn more often than its end, so that some words are common and
many are rare.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path


def _lists() -> dict[str, list[str]]:
    """``[name]`` and the words below it, parted by white space."""
    text = Path(__file__).with_name("words.txt").read_text("utf-8")
    parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)
    return {parts[at]: parts[at + 1].split() for at in range(1, len(parts), 2)}


def _mixed(words: list[str]) -> list[str]:
    """The same words, their neighbours far apart; always in the same order."""
    step = next(n for n in (7919, 6151, 4093) if len(words) % n)
    return [words[at * step % len(words)] for at in range(len(words))]


def _joined(*lists: list[str]) -> list[str]:
    """A word of each list, joined, in every way there is."""
    return ["".join(each) for each in itertools.product(*lists)]


def _letters(name: str) -> list[str]:
    """The characters of a list that is written as one word."""
    return list("".join(LISTS[name]))


def _names() -> list[str]:
    """Ten thousand names of persons, of three characters."""
    every = _joined(_letters("surnames"), _letters("given first"), _letters("given second"))
    return _mixed([name for name in every if name[1] != name[2]])[:10_000]


def _counts() -> list[str]:
    whole = [str(n * n % 977 + 3) for n in range(1, 200)]
    tenths = [f"{n * 37 % 900 / 10 + 1:.1f}万" for n in range(1, 100)]
    return _mixed(_joined([*whole, *tenths], LISTS["units"]))


def _words() -> dict[str, list[str]]:
    """What may stand in each gap of a sentence."""
    places = _joined(_letters("place first"), _letters("place second"), LISTS["place kinds"])
    plain = ("doing", "adjective", "change", "measure", "saying", "light", "time", "district")
    return {
        **{name: LISTS[f"{name}s"] for name in plain},
        "place": [*LISTS["districts"], *_mixed(places)],
        "office": _joined(["市", *LISTS["districts"]], LISTS["bureaus"]),
        "topic": _mixed(_joined(LISTS["topic first"], LISTS["topic second"])),
        "person": NAMES,
        "count": _counts(),
        "percent": [f"{n * 53 % 487 / 10 + 0.3:.1f}%" for n in range(400)],
        "date": [f"{month}月{day}日" for day in range(1, 29) for month in range(1, 13)],
        "age": [str(n) for n in range(19, 91)],
        "years": [str(n) for n in range(2, 61)],
        "few": list("二三四五六七八九十"),
    }


LISTS = _lists()
NAMES = _names()
WORDS = _words()
