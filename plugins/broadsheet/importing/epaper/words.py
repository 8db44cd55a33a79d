"""What is said about a digital edition that is imported."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

NO_DAYS = Words(
    "epaper-no-days",
    Weight.LEFT_OUT,
    "no page of a digital edition was found in it; name the folder that holds html/ or pc/",
    "其中没有数字报的页面；请指定 html/ 或 pc/ 所在的文件夹",
)
NO_DATE = Words(
    "epaper-no-date",
    Weight.LEFT_OUT,
    "{count} pages in this folder name no day; say which it is with --issue DATE",
    "此文件夹的 {count} 个页面没有日期；请用 --issue 日期 指明",
)
SECOND_PAPER = Words(
    "epaper-second-paper",
    Weight.LOOK,
    "{date} is there twice, in {first} and here; this one becomes the edition “{edition}”",
    "{date} 有两份，另一份在 {first}；此份作为“{edition}”版收入",
)
COPY = Words(
    "epaper-copy",
    Weight.FYI,
    "{days} days are there for other screens too; they are taken once, and these addresses lead to"
    " the same articles",
    "有 {days} 天是同一份报纸的另一套页面；稿件只收一次，这里的旧地址也指向它们",
)
ADDRESS_UNKNOWN = Words(
    "epaper-address-unknown",
    Weight.LOOK,
    "no old addresses were kept, for the folder does not say where these pages were on the site;"
    " name the folder that holds html/ or pc/",
    "文件夹没有说明这些页面在网站上的位置，所以没有记下旧地址；请指定 html/ 或 pc/ 所在的文件夹",
)
UNREADABLE = Words(
    "epaper-unreadable", Weight.LEFT_OUT, "cannot be read ({reason})", "无法读取（{reason}）"
)
TOO_LARGE = Words(
    "epaper-too-large",
    Weight.LEFT_OUT,
    "is too large for a page of text ({size} bytes)",
    "文件过大，不像网页（{size} 字节）",
)
EMPTY_DAY = Words(
    "epaper-empty-day",
    Weight.LEFT_OUT,
    "no article of this day could be read",
    "这一天没有可读的稿件",
)
CHARACTERS_LOST = Words(
    "epaper-characters-lost",
    Weight.LOOK,
    "{count} characters could not be read and show as �; compare with the printed page",
    "有 {count} 个字无法识别，显示为 �；请对照原报",
)
PRIVATE_CHARACTERS = Words(
    "epaper-private-characters",
    Weight.LOOK,
    "{count} characters exist only in the paper's own fonts ({sample}); type them anew",
    "有 {count} 个字只有报社自己的字库才有（{sample}）；请重新录入",
)
NOT_AN_ARTICLE = Words(
    "epaper-no-article",
    Weight.LEFT_OUT,
    "no headline and no text were found; the file may be damaged, or no article",
    "找不到标题和正文；文件可能已损坏，或不是稿件",
)
NO_TEXT = Words(
    "epaper-no-text",
    Weight.LEFT_OUT,
    "“{headline}” has neither text nor pictures",
    "《{headline}》既没有正文，也没有图片",
)
ADVERTISEMENTS = Words(
    "epaper-advertisements",
    Weight.FYI,
    "{count} advertisements without text or picture were left out: {names}",
    "{count} 则广告没有文字和图片，未收：{names}",
)
NO_HEADLINE = Words(
    "epaper-no-headline",
    Weight.LOOK,
    "no headline was found; it is called “{headline}” after its first words",
    "找不到标题；暂以正文开头“{headline}”为题",
)
BYLINE_UNCLEAR = Words(
    "epaper-byline-unclear",
    Weight.LOOK,
    "no name can be found in the author “{author}”; it is the byline as it stands",
    "作者“{author}”里找不到姓名；按原样作为署名",
)
END_MISSING = Words(
    "epaper-end-missing",
    Weight.LOOK,
    "the mark of the text's end is missing; see that nothing else was taken for text",
    "缺少正文结束标记；请看看末尾有没有混入别的文字",
)
PICTURE_MISSING = Words(
    "epaper-picture-missing",
    Weight.LEFT_OUT,
    "the picture {name} is not in the tree; its words are kept",
    "图片 {name} 不在所给的文件夹里；图片说明已保留",
)
PICTURE_DAMAGED = Words(
    "epaper-picture-damaged",
    Weight.LEFT_OUT,
    "{name} is no picture that can be opened; its words are kept",
    "{name} 不是能打开的图片；图片说明已保留",
)
MEDIA = Words(
    "epaper-media",
    Weight.LEFT_OUT,
    "sound or film in the text was left out",
    "正文里的音频、视频未收",
)
ON_NO_PAGE = Words(
    "epaper-on-no-page",
    Weight.LOOK,
    "“{headline}” is in no page's list; it belongs to no page",
    "《{headline}》不在任何版的目录里，没有归入任何版",
)
ON_ITS_OWN_WORD = Words(
    "epaper-on-its-own-word",
    Weight.LOOK,
    "“{headline}” is in no page's list; it was put on page {page}, which its own page names",
    "《{headline}》不在任何版的目录里；按它自己的页面归入第 {page} 版",
)
ARTICLE_MISSING = Words(
    "epaper-article-missing",
    Weight.LEFT_OUT,
    "page {page} lists “{headline}” ({name}), but the file is not in the tree",
    "第 {page} 版目录里的《{headline}》（{name}）不在所给的文件夹里",
)
ON_TWO_PAGES = Words(
    "epaper-on-two-pages",
    Weight.LOOK,
    "“{headline}” is on pages {pages}, and its text does not say where it was cut; the whole is on"
    " page {first}",
    "《{headline}》在第 {pages} 版都有，文中没有转版标记；全文放在第 {first} 版",
)
TWIN = Words(
    "epaper-twin",
    Weight.FYI,
    "says the same as {other}; it was taken once, and both addresses lead to it",
    "与 {other} 内容相同；只收一次，两个旧地址都指向它",
)
NO_CODE = Words(
    "epaper-no-page-code",
    Weight.LOOK,
    "the page's code was not found; its {count} articles belong to no page",
    "找不到版次；所列 {count} 篇稿件没有归入任何版",
)
NO_CODE_OF_IMAGE = Words(
    "epaper-page-left-out",
    Weight.LEFT_OUT,
    "the page's code was not found, so its picture was not taken; its {count} articles belong to no"
    " page",
    "找不到版次，版面图未收；所列 {count} 篇稿件没有归入任何版",
)
PAGE_IMAGE_MISSING = Words(
    "epaper-page-image-missing",
    Weight.LEFT_OUT,
    "the picture of page {page} ({name}) is not in the tree",
    "第 {page} 版的版面图（{name}）不在所给的文件夹里",
)
PDF_MISSING = Words(
    "epaper-pdf-missing",
    Weight.LEFT_OUT,
    "the PDF of page {page} ({name}) is not in the tree",
    "第 {page} 版的 PDF（{name}）不在所给的文件夹里",
)
AREAS_WITHOUT_SIZE = Words(
    "epaper-areas-without-size",
    Weight.LEFT_OUT,
    "how large the page's picture is shown is not known, so its {count} areas could not be placed",
    "不知道版面图的显示尺寸，{count} 个热区无法定位",
)
AREAS_SMALL = Words(
    "epaper-areas-small",
    Weight.LOOK,
    "all areas lie in the upper left of the page; they may be of a smaller picture than the one in"
    " the tree: look at the page, and take out the regions if they are wrong",
    "所有热区都挤在版面左上部，坐标可能是按另一尺寸的版面图标的；请看一下版面，不对就删去热区",
)
AREAS_OUTSIDE = Words(
    "epaper-areas-outside",
    Weight.LOOK,
    "{count} areas lie outside of the page's picture and were left out",
    "{count} 个热区在版面图之外，未收",
)
NO_ADDRESS = Words(
    "epaper-no-address",
    Weight.LOOK,
    "{count} old addresses such as {address} cannot be kept in a header; where readers still use"
    " them, redirect them at the web server",
    "{count} 个旧地址（如 {address}）不能写进稿件头；若仍有人使用，请在网站服务器上设置跳转",
)
