"""Lines below a story's text that say who wrote it: a reader, an office, the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.shapes import Shape, is_chinese, is_name, is_office
from broadsheet.importing.text.stories import Part, Story

_MOST = 6
_LONGEST = 20
"""In characters of a Chinese line."""
_DAY = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_WHO = re.compile(
    r"(?:热心)?(?:读者|市民|网友|村民|居民|作者|整理|执笔)[:：\s]?\S.*"
    r"|.{2,14}[\s](?:一|某)?.{0,4}(?:读者|市民|网友|村民|居民|业主|家长|老师|同学|学生|职工|会员|司机)"
)
_OFFICE = re.compile(
    r".{4,}(?:公司|集团|委员会|管委会|管理局|管理处|管理所|办公室|服务中心|指挥部|编辑部)"
)
_ENGLISH_NAME = re.compile(r"(?:[A-Z][A-Za-z.'’-]*\.? ){1,3}[A-Z][A-Za-z'’-]+,?(?: .{2,30})?")
_OF_LETTERS = re.compile("LETTER|来信|信箱|读者", re.IGNORECASE)
_SALUTES = re.compile("(?:尊敬的)?编辑.{0,6}[:：]|(?:To|Dear) .{0,5}[Ee]ditor")


def count_signatures(run: Sequence[Piece], story: Story, following: Piece | None) -> int:
    """How many of the first lines of ``run`` sign the text over them: there is more space below
    them than over them, and one of them is a name, an office or a day."""
    if not story.body or story.body[-1][0] is not Part.TEXT:
        return 0
    if days := [at for at, piece in enumerate(run[:_MOST], 1) if _DAY.fullmatch(piece.text)]:
        return days[0]
    if run[0].gap is Gap.WIDE:
        return 0
    count = _close(run, following)
    lines = run[:count]
    if count > _MOST or any(piece.shape is not Shape.HEAD for piece in lines):
        return 0
    is_letter = _is_letter(story) or following is None
    return count if any(_signs(piece.text, is_letter) for piece in lines) else 0


def _close(run: Sequence[Piece], following: Piece | None) -> int:
    """How many lines stand closer to the text over them, or to each other, than the next."""
    for at in range(1, len(run)):
        if run[at].gap > run[at - 1].gap:
            return at
    is_parted = following is None or following.gap > run[-1].gap
    return len(run) if is_parted else 0


def _is_letter(story: Story) -> bool:
    over = story.standing.text if story.standing is not None else ""
    first = next((piece.text for part, piece in story.body if part is Part.TEXT), "")
    return bool(_OF_LETTERS.search(over) or _SALUTES.match(first))


def _signs(text: str, is_letter: bool) -> bool:
    if not is_chinese(text):
        return is_letter and _ENGLISH_NAME.fullmatch(text) is not None
    if len(text) > _LONGEST:
        return False
    return bool(
        _DAY.fullmatch(text)
        or _WHO.fullmatch(text)
        or _OFFICE.fullmatch(text)
        or is_name(text)
        or (is_letter and is_office(text))
    )
