"""Standing heads: the short, general words that a paper prints over the stories of one kind.

A new one is a word in one of these tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto


class Reach(Enum):
    """What a standing head stands over."""

    PICTURES = auto()
    SEVERAL = auto()  # all stories until the next one
    ONE = auto()


_PICTURES = re.compile(
    r".{0,4}(?:图说|图片|图览|镜头|影像|光影|视觉|掠影|图集|摄影|定格|瞬间|影廊)"
    r"(?:新闻|报道|故事|之窗|天地|北关|.{0,4})|.{0,6}(?:镜头|影像|光影|瞬间)"
    r"|(?:IN )?(?:PICTURES?|PHOTOS?|PHOTO NEWS|NEWS PHOTOS?|PICTURE NEWS|PHOTO (?:OF THE DAY|ESSAY)"
    r"|THE DAY IN PICTURES|CAMERA|SNAPSHOTS?)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r".{0,6}(?:要闻|新闻|快讯|简讯|短讯|动态|速览|速递|快报|播报|资讯|综合|信息|集锦|集萃|传真|扫描"
    r"|聚焦|关注|热线|专栏|专题|专版|进行时|一线|在线|在行动|之声|之窗|广角|论坛|视点|视窗|纵横"
    r"|天地|园地|导读|看台|博览|采风|大家谈)"
    r"|(?:CITY|LOCAL|DISTRICT|COUNTY|TOWN|NATIONAL|WORLD|STATE|REGIONAL|BUSINESS|SPORTS?|SCHOOL"
    r"|COMMUNITY|FARM|COURT|POLICE|VALLEY)? ?(?:NEWS|BRIEFS?|NOTES|ROUNDUP|NEWS IN BRIEF|IN BRIEF"
    r"|DIGEST|HEADLINES)|SPORTS?|BUSINESS|LETTERS(?: TO THE EDITOR)?|OBITUARIES|CLASSIFIEDS?",
    re.IGNORECASE,
)
_ONE = re.compile(
    r".{0,6}(?:时评|短评|快评|评论|论语|社论|言论|杂谈|随笔|微评|锐评|漫谈|人物|故事|手记|调查|专访"
    r"|特写|观察|走笔|见闻|侧记|札记|民生|记者走基层|信箱|提示|释疑|问答|点击|链接)"
    r"|EDITORIAL|OPINION|COMMENT(?:ARY)?|VIEWPOINT|FEATURE|PROFILE|COLUMN|ANALYSIS",
    re.IGNORECASE,
)
_LONGEST = 10
"""Characters of the longest Chinese standing head."""


def reach(text: str) -> Reach | None:
    """What a line stands over by its words; ``None`` when it is no standing head by them."""
    plain = re.sub(r"[\s·•■□◆◇●★☆【】\[\]《》〈〉「」|｜]", " ", text).strip()
    joined = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", plain)
    if not joined or (not joined.isascii() and len(joined) > _LONGEST):
        return None
    for pattern, found in (
        (_PICTURES, Reach.PICTURES),
        (_SEVERAL, Reach.SEVERAL),
        (_ONE, Reach.ONE),
    ):
        if pattern.fullmatch(joined):
            return found
    return None


def repeated(texts: Sequence[str]) -> frozenset[str]:
    """Short lines that stand on the page more than once: each stands over a story."""
    counts = Counter(text for text in texts if len(text) <= _LONGEST or text.isupper())
    return frozenset(text for text, count in counts.items() if count > 1)
