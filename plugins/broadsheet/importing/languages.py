"""Telling an article that is not in the paper's language, by its letters."""

from __future__ import annotations

import re

from broadsheet.importing.drafts import Crosshead, DraftArticle, Paragraph, Written

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]")
FEWEST = 40
"""Letters from which a text is long enough to tell."""


def foreign(draft: DraftArticle, paper: str) -> str:
    """``en`` for a text without Chinese in a Chinese paper, ``zh`` for one that is Chinese for the
    most part in another; empty where the text is in the paper's language, or too short to tell."""
    texts = [b.text for b in draft.body if isinstance(b, Paragraph | Crosshead | Written)]
    text = "\n".join((draft.headline, *texts))
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if paper.startswith("zh"):
        return "en" if not han and latin >= FEWEST else ""
    return "zh" if han >= FEWEST and han > latin else ""
