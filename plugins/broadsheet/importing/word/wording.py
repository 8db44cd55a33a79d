"""What is said of Word files: one constant for each kind of note."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

# --- files

OLD_FORMAT = Words(
    "word-old-format",
    Weight.LEFT_OUT,
    "this is a file of Word 97-2003; open it in Word or WPS and save it as .docx",
    "这是 Word 97-2003 的文件；请用 Word 或 WPS 打开，另存为 .docx",
)
PROTECTED = Words(
    "word-protected",
    Weight.LEFT_OUT,
    "the file is protected by a password; open it, remove the password and save it as .docx",
    "文件有密码保护；请打开后去掉密码，另存为 .docx",
)
STRICT = Words(
    "word-strict",
    Weight.LEFT_OUT,
    "the file is a “Strict Open XML document”; save it as an ordinary Word document (.docx)",
    "文件是“Strict Open XML 文档”；请另存为普通的 Word 文档（.docx）",
)
NOT_WORD = Words(
    "word-not-a-document",
    Weight.LEFT_OUT,
    "this is no Word document; save it as .docx",
    "这不是 Word 文档；请另存为 .docx",
)
DAMAGED = Words(
    "word-damaged",
    Weight.LEFT_OUT,
    "the file is damaged ({reason}); open it in Word, let it be repaired, and save it again",
    "文件已损坏（{reason}）；请用 Word 打开修复后重新保存",
)
UNSAFE = Words(
    "word-unsafe",
    Weight.LEFT_OUT,
    "the file was refused: it holds {what}, as no Word document does",
    "文件被拒收：其中有{what}，正常的 Word 文档不会这样",
)
TOO_LARGE = Words(
    "word-too-large",
    Weight.LEFT_OUT,
    "the file unpacks to more than {limit} MB; make its pictures smaller or split it",
    "文件解开后超过 {limit} MB；请缩小其中的图片，或把文件拆开",
)
UNREADABLE = Words(
    "word-unreadable",
    Weight.LEFT_OUT,
    "the system does not let the file be read: {reason}",
    "系统不允许读取此文件：{reason}",
)
LINK_OUTSIDE = Words(
    "word-link",
    Weight.LEFT_OUT,
    "this is a link to another place; put the file itself here",
    "这是指向别处的链接；请把文件本身放在这里",
)
NO_DATE = Words(
    "word-without-date",
    Weight.LEFT_OUT,
    "neither the names of folder and file nor the text say which issue this is;"
    " write --issue 2019-10-24",
    "文件夹名、文件名和文字里都没有日期，不知道是哪一期；请写 --issue 2019-10-24",
)
EMPTY = Words(
    "word-empty",
    Weight.LEFT_OUT,
    "there is no text and no picture in the file",
    "文件里没有文字，也没有图片",
)

# --- what is in them

TRACKED = Words(
    "word-tracked-changes",
    Weight.LOOK,
    "the file has tracked changes: what was inserted was taken, what was deleted was not",
    "文件带有修订：插入的文字已收入，删除的没有收入",
)
COMMENTS = Words(
    "word-comments",
    Weight.FYI,
    "{count} comments were left out",
    "略去了 {count} 条批注",
)
HIDDEN = Words(
    "word-hidden-text",
    Weight.LOOK,
    "text that Word does not show was left out: “{text}”",
    "略去了 Word 里隐藏的文字：“{text}”",
)
HEADER = Words(
    "word-header",
    Weight.FYI,
    "“{text}” stands in the header or footer of the pages and is no article's text",
    "“{text}”在页眉或页脚里，不属于任何稿件",
)
TEXT_BOX = Words(
    "word-text-box",
    Weight.LOOK,
    "a text box stands beside the text; “{text}” was put after the paragraph that it hangs on",
    "有一个文本框在正文之外；“{text}”放在它所附的段落之后",
)
PICTURE_FORMAT = Words(
    "word-picture-format",
    Weight.LEFT_OUT,
    "a drawing was left out, since it is no photograph ({format}); save it as JPEG or PNG",
    "一幅矢量图（{format}）未能收入；请存成 JPEG 或 PNG",
)
PICTURE_MISSING = Words(
    "word-picture-missing",
    Weight.LEFT_OUT,
    "a picture is linked to and not in the file ({name}); put it beside the article",
    "一幅图片只是链接，不在文件里（{name}）；请把图片放在稿件旁边",
)
OBJECT = Words(
    "word-object",
    Weight.LEFT_OUT,
    "a chart, drawing or embedded file was left out; save it as a picture",
    "图表、绘图或嵌入的文件未能收入；请存成图片",
)
FORMULA = Words(
    "word-formula",
    Weight.LOOK,
    "a formula became the signs in it: “{text}”",
    "公式只保留了其中的符号：“{text}”",
)
SYMBOL = Words(
    "word-symbol",
    Weight.LOOK,
    "a sign of the font {font} that other fonts do not have was left out",
    "字体 {font} 的一个特殊符号未能收入",
)
ANOTHER_FILE = Words(
    "word-inserted-file",
    Weight.LEFT_OUT,
    "another file is inserted here and was not read; copy its text into this one",
    "这里插入了另一个文件，未能读取；请把文字复制进来",
)

# --- articles

HEADS_BY_LOOK = Words(
    "word-heads-by-look",
    Weight.FYI,
    "no heading styles are used; headlines were told by size, bold letters and centring",
    "没有使用标题样式；标题是按字号、加粗和居中判断的",
)
CROSSHEAD_UNSURE = Words(
    "word-crosshead-unclear",
    Weight.LOOK,
    "“{text}” was taken as a crosshead; it may be the headline of another article",
    "“{text}”视为小标题；也可能是另一篇稿件的标题",
)
BEFORE_HEADLINE = Words(
    "word-before-headline",
    Weight.LOOK,
    "“{text}” stands before the first headline; it was put at the beginning of the article",
    "“{text}”在第一个标题之前；放在了稿件开头",
)
LOOSE_BLOCK = Words(
    "word-loose-block",
    Weight.LOOK,
    "a table or list was put at the end of the article “{headline}”; see where it belongs",
    "表格或列表放在了“{headline}”的末尾；请看应在何处",
)
