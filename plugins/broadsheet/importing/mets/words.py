"""What this room says to a person."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

NOTHING = Words(
    "nothing-found",
    Weight.LEFT_OUT,
    "no METS file of a newspaper issue is here",
    "这里没有报纸的 METS 文件",
)
NO_DATE = Words(
    "issue-without-date",
    Weight.LEFT_OUT,
    'the issue has no date that can be read ("{text}"); import it alone with --issue',
    "这一期没有可读的日期（“{text}”）；请用 --issue 单独导入",
)
DATE_FROM_NAME = Words(
    "date-from-name",
    Weight.LOOK,
    "the file does not say its date; {date} is from its name",
    "文件里没有日期；{date} 取自文件名",
)
TWICE = Words(
    "issue-twice",
    Weight.LEFT_OUT,
    "{other} is the same edition of the same day; import this one alone with --issue and another "
    "edition, such as {day}-evening, or into another content folder",
    "{other} 是同一天的同一版本；请用 --issue 加别的版本单独导入，例如 {day}-evening，"
    "或导入别的内容文件夹",
)
BATCH_NAMES = Words(
    "issue-missing",
    Weight.LEFT_OUT,
    'the batch names the issue "{reference}", which is not here',
    "批次清单里有“{reference}”，但这里没有",
)
NO_PAGES = Words(
    "issue-without-pages",
    Weight.LEFT_OUT,
    "the METS file names no pages",
    "METS 文件没有列出版面",
)
NOT_ALTO = Words(
    "text-format",
    Weight.LEFT_OUT,
    "the file of the page's text is not ALTO",
    "版面文字的文件不是 ALTO",
)
MORE_PAGES = Words(
    "text-of-more-pages",
    Weight.LOOK,
    "the ALTO file holds {count} pages; the first was taken",
    "ALTO 文件里有 {count} 个版面；只取了第一个",
)
TEXT_MISSING = Words(
    "text-missing",
    Weight.LEFT_OUT,
    "the text of page {code} is not here: {files}",
    "没有 {code} 版的文字：{files}",
)
NOT_DIGITISED = Words(
    "page-not-digitised",
    Weight.FYI,
    "page {code} was not digitised, the METS file says: {text}",
    "METS 文件说 {code} 版没有数字化：{text}",
)
AREA_MISSING = Words(
    "area-missing",
    Weight.LEFT_OUT,
    'a part of an article is "{reference}", which no page has',
    "稿件的一部分是“{reference}”，各版都没有",
)
HEADLINE_MADE = Words(
    "headline-made",
    Weight.LOOK,
    'printed without a headline ({kind}); it is called "{headline}"',
    "原无标题（{kind}）；题为“{headline}”",
)
REST = Words(
    "words-outside-articles",
    Weight.LOOK,
    'words of page {code} that are in no article became "{headline}"',
    "{code} 版不在稿件里的文字另存为“{headline}”",
)
EMPTY = Words(
    "article-empty",
    Weight.LOOK,
    'the article "{reference}" has no text and was left out',
    "稿件“{reference}”没有文字，没有导入",
)
NUMBER = Words(
    "issue-number",
    Weight.LOOK,
    'the issue number "{text}" is not a number; write it into issue.md',
    "期号“{text}”不是数字；请在 issue.md 里补上",
)
