"""Write ``plugins/broadsheet/search/han.txt``: the simplified character for each traditional one.

    pip install opencc && python tools/make_han.py

Needed only when OpenCC's data have grown. The data are OpenCC's
(https://github.com/BYVoid/OpenCC, Apache License 2.0): from traditional to simplified characters,
of several choices the first.
"""

from __future__ import annotations

from pathlib import Path

HAN = ((0x2E80, 0x2FE0), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))
TABLE = Path(__file__).resolve().parent.parent / "plugins" / "broadsheet" / "search" / "han.txt"
TITLE = """\
# Traditional characters, and below each the simplified one that search reads instead of it.
# From OpenCC {version} (https://github.com/BYVoid/OpenCC), Copyright OpenCC's authors,
# Apache License 2.0; written by tools/make_han.py.
"""


def main() -> None:
    import opencc  # type: ignore[import-not-found]  # not among what the project installs

    simplify = opencc.OpenCC("t2s").convert
    characters = (chr(number) for first, end in HAN for number in range(first, end))
    pairs = {c: simple for c in characters if len(simple := simplify(c)) == 1 and simple != c}
    pairs = {c: pairs.get(simple, simple) for c, simple in pairs.items()}
    lines = ["".join(pairs), "".join(pairs.values())]
    text = TITLE.format(version=opencc.__version__) + "\n".join(lines) + "\n"
    TABLE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
