"""What is said of files that are placed into the content: left out, kept, or to be looked at."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

PICTURE_LEFT_OUT = Words(
    "picture-unusable",
    Weight.LEFT_OUT,
    "the picture {name} was left out: {reason}; its words are kept",
    "图片 {name} 未能收入：{reason}；图片说明已保留",
)
SCAN_LEFT_OUT = Words(
    "scan-unusable",
    Weight.LEFT_OUT,
    "the scan of page {page} was left out: {reason}",
    "第 {page} 版的版面图未能收入：{reason}",
)
PDF_LEFT_OUT = Words(
    "pdf-unusable",
    Weight.LEFT_OUT,
    "the PDF of page {page} was left out: {reason}",
    "第 {page} 版的 PDF 未能收入：{reason}",
)
KEPT = Words(
    "edited-since",
    Weight.FYI,
    "{file} was edited since it was imported, or is not of an import; it is left as it is",
    "{file} 在导入之后有人改过，或不是导入的；未作改动",
)
REMOVED = Words(
    "removed-since",
    Weight.FYI,
    "{file} was imported before and is not there any more; it is not written again",
    "{file} 曾经导入，现已不在；不再写入",
)
REFUSED = Words(
    "would-not-pass",
    Weight.LEFT_OUT,
    "{file} was left out: invoke check would say “{problem}”",
    "{file} 未能收入：invoke check 会报“{problem}”",
)
ALIAS_LEFT_OUT = Words(
    "alias-unusable",
    Weight.LOOK,
    "the old address {address} cannot lead here: a static site has no such address",
    "旧地址 {address} 无法转到新地址：静态网站没有这样的地址",
)
ALIAS_TAKEN = Words(
    "alias-taken",
    Weight.LOOK,
    "{file}: the old address {address} was not kept: it belongs to {other}",
    "{file}：旧地址 {address} 未予保留：它属于 {other}",
)
ALIAS_WITHHELD = Words(
    "alias-withheld",
    Weight.FYI,
    "the old address {address} was not kept: another page has it",
    "旧地址 {address} 未予保留：另有页面使用它",
)
NO_HEADLINE = Words(
    "headline-empty",
    Weight.LOOK,
    "the article has no headline that can be written; “{headline}” stands for it",
    "稿件没有可以写出的标题，暂以“{headline}”代替",
)
LANGUAGE_LEFT_OUT = Words(
    "language-unclear",
    Weight.LOOK,
    "the language “{language}” is none that is known; it was left out",
    "语言“{language}”不是已知的语言，未予写入",
)
NO_FOLDER = Words(
    "folder-blocked",
    Weight.LEFT_OUT,
    "{folder} is a symbolic link or a file, or lies behind one; nothing was written there",
    "{folder} 是符号链接或文件，或者在符号链接、文件之下；没有写入",
)
WARNED = Words(
    "check-warns",
    Weight.LOOK,
    "{file}: invoke check says “{problem}”",
    "{file}：invoke check 提醒“{problem}”",
)
