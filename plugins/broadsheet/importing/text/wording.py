"""What can be said of a page's text: one constant for each kind of note."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

# --- files --------------------------------------------------------------------------------------

TOO_LARGE = Words(
    "text-too-large",
    Weight.LEFT_OUT,
    "the file has {size} bytes, more than a page's text ever has ({limit}); give one file a page",
    "文件有 {size} 字节，超过一个版面文字的上限（{limit}）；请每版一个文件",
)
UNREADABLE = Words(
    "text-unreadable",
    Weight.LEFT_OUT,
    "the system does not let the file be read: {reason}",
    "系统不允许读取此文件：{reason}",
)
ENCODING_UNKNOWN = Words(
    "text-encoding-unknown",
    Weight.LEFT_OUT,
    "the text is neither UTF-8, GB18030 nor UTF-16; save it as UTF-8",
    "文字既不是 UTF-8，也不是 GB18030 或 UTF-16；请另存为 UTF-8",
)
SPOILED = Words(
    "text-spoiled",
    Weight.LEFT_OUT,
    "Chinese was once opened as Windows-1252 and saved (“{sample}”), and some of it is lost;"
    " export the text again as UTF-8",
    "中文曾被当作 Windows-1252 打开并保存（“{sample}”），部分文字已丢失；请重新导出为 UTF-8",
)
MENDED = Words(
    "text-mended",
    Weight.LOOK,
    "Chinese had been opened as Windows-1252 and saved (“{sample}”); it was turned back whole,"
    " have a look at it",
    "中文曾被当作 Windows-1252 打开并保存（“{sample}”）；已完整还原，请看一看",
)
WINDOWS_1252 = Words(
    "text-windows-1252",
    Weight.LOOK,
    "the text was taken as Windows-1252; look at quotation marks, dashes and accented letters",
    "文字按 Windows-1252 读取；请检查引号、破折号和带符号的字母",
)
BYTES_LOST = Words(
    "text-bytes-lost",
    Weight.LEFT_OUT,
    "{count} places hold bytes that are no {encoding}, the first here; they became “�”",
    "有 {count} 处字节不合 {encoding} 编码，这是第一处；已写成“�”",
)
ALREADY_LOST = Words(
    "text-characters-lost",
    Weight.LOOK,
    "characters were lost before the text came here: “�” stands {count} times, here first",
    "文字在导出时已有缺失：“�”出现 {count} 次，这是第一处",
)
CONTROLS = Words(
    "text-control-characters",
    Weight.LOOK,
    "control characters were left out ({count}, here first); see whether a word is broken",
    "略去了控制字符（共 {count} 个，这是第一个）；请看有没有断开的词",
)
EMPTY = Words(
    "text-empty",
    Weight.LEFT_OUT,
    "there is no text in the file",
    "文件里没有文字",
)
LINK_OUTSIDE = Words(
    "text-link",
    Weight.LEFT_OUT,
    "this is a link to another place; put the file itself here",
    "这是指向别处的链接；请把文件本身放在这里",
)
NO_FILE = Words(
    "text-no-file",
    Weight.LEFT_OUT,
    "this is not a file",
    "这不是文件",
)
NO_DATE = Words(
    "text-without-date",
    Weight.LEFT_OUT,
    "neither the names of folder and file nor the text say which issue this is;"
    " write --issue 2019-10-24",
    "文件夹名、文件名和文字里都没有日期，不知道是哪一期；请写 --issue 2019-10-24",
)
DATE_DIFFERS = Words(
    "text-date-differs",
    Weight.LOOK,
    "the folio line says {printed}, but the page was put into the issue of {issue}",
    "报眉日期是 {printed}，而此版归入了 {issue} 一期",
)

# --- pages --------------------------------------------------------------------------------------

NO_PAGE = Words(
    "text-without-page",
    Weight.LOOK,
    "neither the file's name nor the text say which page this is; write --page A01",
    "文件名和文字里都没有版次；请写 --page A01",
)
PAGE_COUNTED = Words(
    "text-page-counted",
    Weight.LOOK,
    "the text does not say which page begins here; it was counted on as {page}",
    "文字里没有说这里是哪一版；按顺序算作 {page}",
)
PAGE_DIFFERS = Words(
    "text-page-differs",
    Weight.LOOK,
    "the folio line says page {printed}, but the page was taken as {page}",
    "报眉版次是 {printed}，而此版按 {page} 处理",
)
FOLIO = Words(
    "text-folio",
    Weight.FYI,
    "“{text}” was taken as the page's folio line and is no article's text",
    "“{text}”视为报眉，不属于任何稿件",
)
SIDE_BY_SIDE = Words(
    "text-columns-side-by-side",
    Weight.LOOK,
    "columns stand side by side in the lines, so sentences of different columns are mixed; export"
    " the text in reading order (pdftotext without -layout)",
    "几栏文字并排在同一行里，不同栏的句子混在一起；请按阅读顺序重新导出（pdftotext 不带 -layout）",
)
WHOLE = Words(
    "text-layout",
    Weight.FYI,
    "each line was taken as a whole paragraph",
    "每行按一个完整段落处理",
)
WRAPPED = Words(
    "text-layout-wrapped",
    Weight.FYI,
    "lines as wide as their column (about {width} characters) were joined into paragraphs; a short"
    " line ends one",
    "按栏宽（约 {width} 字）断开的行已并成段落，短行为段尾",
)
WRAPPED_INDENTED = Words(
    "text-layout-wrapped",
    Weight.FYI,
    "lines as wide as their column (about {width} characters) were joined into paragraphs; an"
    " indent begins one",
    "按栏宽（约 {width} 字）断开的行已并成段落，行首空格为段首",
)
PARAGRAPH_ENDS = Words(
    "paragraph-end-unclear",
    Weight.LOOK,
    "a sentence ends with its column before each of these lines, and a paragraph may end there:"
    " {lines}",
    "在这些行之前，句子恰好在栏末结束，段落可能到此为止：{lines}",
)
HYPHEN = Words(
    "text-hyphen",
    Weight.LOOK,
    "the hyphen that parted “{word}” at a line's end was taken out; see whether it belongs there",
    "去掉了行末断开“{word}”的连字符；请看它是否本该保留",
)
JOINED = Words(
    "text-joined",
    Weight.FYI,
    "{count} paragraphs that had been cut were joined, at {lines}",
    "接上了 {count} 个被断开的段落，在 {lines}",
)

# --- articles -----------------------------------------------------------------------------------

HEADS_UNSURE = Words(
    "headline-unclear",
    Weight.LOOK,
    "“{kicker}” was taken as the kicker over “{headline}”, the line next to the text and without"
    " ——; it may be the headline, and the other its deck",
    "“{kicker}”作引题，“{headline}”（紧接正文且没有破折号）作主题；也可能前者是主题、后者是副题",
)
DECK_UNSURE = Words(
    "deck-unclear",
    Weight.LOOK,
    "“{headline}” was taken as the headline and “{deck}” as its deck; the first may be a kicker,"
    " and the second the headline",
    "“{headline}”作主题，“{deck}”作副题；也可能前者是引题、后者是主题",
)
HEADS_OF_THREE = Words(
    "heads-of-three",
    Weight.LOOK,
    "of the lines over the text, “{kicker}” was taken as the kicker, “{headline}” as the headline"
    " and “{deck}” as the deck",
    "正文上方几行中，“{kicker}”作引题，“{headline}”作主题，“{deck}”作副题",
)
HEADLINE_LINES = Words(
    "headline-of-lines",
    Weight.LOOK,
    "two lines were taken as the halves of one headline: “{headline}”",
    "两行合为一个主题：“{headline}”",
)
FIRST_PART = Words(
    "headline-first-part",
    Weight.LOOK,
    "“{part}” begins the headline “{headline}” on one line; it may be the kicker",
    "主题“{headline}”在同一行里以“{part}”开头；它可能是引题",
)
HEADLINE_MADE = Words(
    "headline-made",
    Weight.LOOK,
    "no headline is printed here; “{headline}” was made from the first words, write a better one",
    "这里没有标题；“{headline}”取自开头的文字，请改写",
)
PHOTO_HEADLINE = Words(
    "photo-news-headline",
    Weight.LOOK,
    "photo news has no headline of its own; its standing head “{headline}” is used, write a better"
    " one if you like",
    "图片新闻没有标题，用了栏目名“{headline}”；可以改写",
)
PHOTO_HEADLINE_MADE = Words(
    "photo-news-headline-made",
    Weight.LOOK,
    "a picture that belongs to no article became photo news; “{headline}” was made from its"
    " cutline, write a better headline",
    "不属于任何稿件的图片成为一条图片新闻；“{headline}”取自图片说明，请改写标题",
)
EDITORS_NOTE = Words(
    "editors-note",
    Weight.LOOK,
    "“{text}” stands over the headline and was put at the beginning of that article",
    "“{text}”印在标题之上，放在该篇正文开头",
)
SIGNATURE = Words(
    "signature-alone",
    Weight.LOOK,
    "“{text}” was taken as the signature of the article before it; it may belong to the next",
    "“{text}”视为前一篇的落款；也可能属于后一篇",
)
NAME_ALONE = Words(
    "byline-name-alone",
    Weight.LOOK,
    "“{name}” below the headline was taken as the byline",
    "标题下的“{name}”视为署名",
)
STANDING_OVER = Words(
    "standing-head-reach",
    Weight.LOOK,
    "the standing head “{head}” was given to the {count} articles that follow; the text does not"
    " say where it ends",
    "栏目“{head}”用于其后的 {count} 篇稿件；文字里看不出它到哪里为止",
)
CROSSHEAD_UNSURE = Words(
    "crosshead-unclear",
    Weight.LOOK,
    "“{text}” was taken as a crosshead; it may be the headline of another article",
    "“{text}”视为小标题；也可能是另一篇稿件的标题",
)
HEADLINE_UNSURE = Words(
    "article-start-unclear",
    Weight.LOOK,
    "“{text}” was taken as the headline of an article; it may be a crosshead",
    "“{text}”视为一篇稿件的标题；也可能是小标题",
)
CUTLINE_UNMARKED = Words(
    "cutline-unmarked",
    Weight.LOOK,
    "“{text}” stands in the middle of a sentence and was taken as the cutline of a picture",
    "“{text}”夹在一句话中间，视为图片说明",
)
CUTLINE_LOOSE = Words(
    "cutline-loose",
    Weight.LOOK,
    "the picture with the cutline “{text}” was given to the article before it",
    "图片“{text}”归入了它前面的稿件",
)
PICTURES_MISSING = Words(
    "pictures-missing",
    Weight.LOOK,
    "{count} cutlines have no picture with them, the first here; put the files beside the articles"
    " and write their names between the brackets of ![…]()",
    "有 {count} 条图片说明没有图片，这是第一条；请把图片放在稿件旁边，在 ![…]() 的括号里写上文件名",
)
LINES_KEPT = Words(
    "lines-kept",
    Weight.LOOK,
    "{count} short lines from here were kept as lines of one paragraph; they may be a table, verse"
    " or crossheads",
    "从这里起的 {count} 个短行保留为一段中的各行；可能是表格、诗句或小标题",
)
JOINED_UNSURE = Words(
    "joined-unclear",
    Weight.LOOK,
    "the paragraph that begins here was joined to the one before, which does not end in a full"
    " stop",
    "此处的段落与前一段接在一起，因为前一段没有以句号结束",
)
UNFINISHED = Words(
    "paragraph-unfinished",
    Weight.LOOK,
    "the paragraph from here ends without a full stop; see whether some of it is missing",
    "从这里开始的段落没有以句号结束；请看是否缺了文字",
)
