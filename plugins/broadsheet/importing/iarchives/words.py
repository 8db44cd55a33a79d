"""What this room says to a person."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

NO_DATE = Words(
    "issue-without-date",
    Weight.LEFT_OUT,
    'the issue has no date that can be read ("{text}"); import it alone with --issue',
    "这一期没有可读的日期（“{text}”）；请用 --issue 单独导入",
)
TWICE = Words(
    "issue-twice",
    Weight.LEFT_OUT,
    "{other} is an issue of the same day; import this one alone with --issue and an edition, such "
    "as {day}-evening",
    "{other} 是同一天的；请用 --issue 加版本单独导入，例如 {day}-evening",
)
NO_UNIT = Words(
    "nothing-found",
    Weight.LEFT_OUT,
    "no unit.xml of a digitised issue is here",
    "这里没有数字化报纸的 unit.xml",
)
MISSING = Words(
    "file-missing",
    Weight.LEFT_OUT,
    'the file "{reference}" is named and is not here',
    "写着文件“{reference}”，但这里没有",
)
NO_PLACE = Words(
    "clipping-without-place",
    Weight.LOOK,
    "a clipping has no place on its page and gives no region",
    "有一块剪报没有位置，没有热区",
)
EMPTY = Words(
    "article-empty",
    Weight.LEFT_OUT,
    "the article has neither a headline nor text",
    "稿件既无标题也无正文",
)
UNHEADED = Words(
    "headline-made",
    Weight.LOOK,
    'printed without a headline ({kind}); it is called "{headline}" and stands after the stories '
    "of its page",
    "原无标题（{kind}）；题为“{headline}”，排在本版各稿之后",
)
SCALED = Words(
    "regions-scaled",
    Weight.LOOK,
    "page {code} was measured on a scan {times} times as large as this one; look whether the "
    "regions are right",
    "{code} 版是按这张扫描图 {times} 倍大小量的；请检查热区是否准确",
)
REST = Words(
    "words-outside-articles",
    Weight.LOOK,
    'words of page {code} that are in no article became "{headline}"',
    "{code} 版不在稿件里的文字另存为“{headline}”",
)
NUMBER = Words(
    "issue-number",
    Weight.LOOK,
    'the issue number "{text}" is not a number; write it into issue.md',
    "期号“{text}”不是数字；请在 issue.md 里补上",
)
