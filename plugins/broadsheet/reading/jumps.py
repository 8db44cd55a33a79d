"""TEMPORARY: the lead's placeholder; replace this file wholly (keep these names and shapes)."""
from __future__ import annotations
from dataclasses import dataclass
from typing import Literal
from broadsheet.model import Jump
Direction = Literal["to", "from"]
@dataclass(frozen=True, slots=True)
class SplitJump:
    jump: Jump
    text: str
    """The paragraph's text without the jump line; the rest of it is unchanged."""
def parse_jump(text: str, direction: Direction) -> Jump | None: return None
def take_jump_line(text: str) -> tuple[Direction, Jump] | None: return None
def split_trailing_jump(text: str) -> SplitJump | None: return None
def split_leading_jump(text: str) -> SplitJump | None: return None
