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
    BRIEFS = auto()  # short items, each with a head and hardly ever a byline
    SEVERAL = auto()  # all stories until the next one
    ONE = auto()


_PICTURES = re.compile(
    r".{0,4}(?:图说|图片|图览|镜头|影像|光影|视觉|掠影|图集|摄影|定格|瞬间|影廊)"
    r"(?:新闻|报道|故事|之窗|天地|北关|.{0,4})|.{0,6}(?:镜头|影像|光影|瞬间)"
    r"|(?:IN )?(?:PICTURES?|PHOTOS?|PHOTO NEWS|NEWS PHOTOS?|PICTURE NEWS|PHOTO (?:OF THE DAY|ESSAY)"
    r"|THE DAY IN PICTURES|CAMERA|SNAPSHOTS?)",
    re.IGNORECASE,
)
_BRIEFS = re.compile(
    r".{0,6}(?:快讯|简讯|短讯|速览|速递|快报|简报|播报|集锦|集萃|快览|一览"
    r"|一句话新闻)"
    r"|(?:CITY |LOCAL |NEWS |SPORTS |WORLD )?(?:BRIEFS?|NOTES|ROUNDUP|DIGEST)|(?:NEWS )?IN BRIEF",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r".{0,6}(?:要闻|新闻|动态|资讯|综合|信息|传真|扫描|导读|博览|之窗|视窗|纵横|天地|园地|专版)"
    r"|(?:CITY|LOCAL|DISTRICT|COUNTY|TOWN|NATIONAL|WORLD|STATE|REGIONAL|BUSINESS|SPORTS?|SCHOOL"
    r"|COMMUNITY|FARM|COURT|POLICE|VALLEY)? ?(?:NEWS|HEADLINES)|SPORTS?|BUSINESS"
    r"|LETTERS(?: TO THE EDITOR)?|OBITUARIES|CLASSIFIEDS?",
    re.IGNORECASE,
)
_ONE = re.compile(
    r".{0,6}(?:时评|短评|快评|评论|论语|社论|言论|杂谈|随笔|微评|锐评|漫谈|人物|故事|手记|调查|专访"
    r"|特写|观察|走笔|见闻|侧记|札记|民生|记者走基层|信箱|提示|释疑|问答|点击|链接|聚焦|关注|热线"
    r"|专栏|专题|进行时|一线|在线|在行动|之声|广角|论坛|视点|看台|采风|大家谈)"
    r"|EDITORIAL|OPINION|COMMENT(?:ARY)?|VIEWPOINT|FEATURE|PROFILE|COLUMN|ANALYSIS",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\S{2,9}[·•\s]?(?:[①-⑳]|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）])")
"""A series' name and the number of its part: 匠心临川①, 走进乡村（三）."""
_BRACKETED = re.compile(r"【[^【】]{2,10}】")
_LONGEST = 10
"""Characters of the longest Chinese standing head."""


_TABLE = (
    (_PICTURES, Reach.PICTURES),
    (_BRIEFS, Reach.BRIEFS),
    (_SEVERAL, Reach.SEVERAL),
    (_ONE, Reach.ONE),
)


def reach(text: str) -> Reach | None:
    """What a line stands over by its words; ``None`` when it is no standing head by them."""
    if _BRACKETED.fullmatch(text) or _SERIES.fullmatch(text):
        return Reach.ONE
    plain = re.sub(r"[\s·•■□◆◇●★☆【】\[\]《》〈〉「」|｜]", " ", text).strip()
    joined = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", plain)
    if not joined or (not joined.isascii() and len(joined) > _LONGEST):
        return None
    return next((found for pattern, found in _TABLE if pattern.fullmatch(joined)), None)


def repeated(texts: Sequence[str]) -> frozenset[str]:
    """Short lines that stand on the page more than once: each stands over a story."""
    counts = Counter(text for text in texts if len(text) <= _LONGEST or text.isupper())
    return frozenset(text for text, count in counts.items() if count > 1)
