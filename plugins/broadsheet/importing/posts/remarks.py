"""What an import of posts says, in words for a person."""

from __future__ import annotations

from broadsheet.importing.notes import Weight, Words

OTHER_FORMAT = Words(
    "post-format",
    Weight.LEFT_OUT,
    "{format} is not read; save the post as Markdown and import it again",
    "不支持 {format}；请把这篇存成 Markdown 后再导入",
)
UNDATED = Words(
    "post-undated",
    Weight.LEFT_OUT,
    "the post has no date; write one into its front matter, or say --issue",
    "这篇没有日期；请在文件头写上日期，或用 --issue 指定",
)
DATE_UNCLEAR = Words(
    "post-date-unclear",
    Weight.LEFT_OUT,
    "“{text}” is not a date that can be read; write it as 2019-10-24",
    "日期“{text}”无法识别；请写成 2019-10-24",
)
UNREADABLE = Words(
    "post-unreadable",
    Weight.LEFT_OUT,
    "the file cannot be read: {reason}",
    "文件无法读取：{reason}",
)
FRONT_MATTER = Words(
    "front-matter-invalid",
    Weight.LEFT_OUT,
    "the front matter cannot be read ({reason}); mend it and import again",
    "文件头无法读取（{reason}）；请改正后再导入",
)
NO_FRONT_MATTER = Words(
    "front-matter-missing",
    Weight.LEFT_OUT,
    "the file has no front matter, so it is no post",
    "文件没有文件头，不是一篇文章",
)
STANDING_PAGE = Words(
    "post-page",
    Weight.LEFT_OUT,
    "this is a page of the old site, not a dated post; write it anew in content/pages",
    "这是旧站的固定页面，不是有日期的文章；请在 content/pages 里重写",
)
BUNDLED = Words(
    "post-resource",
    Weight.LEFT_OUT,
    "this text lies within the bundle of another post and is no post itself",
    "这个文本附属于另一篇文章，本身不是文章",
)
FRONT_MATTER_OPEN = Words(
    "front-matter-open",
    Weight.LEFT_OUT,
    "the front matter begins and never ends; close it with a line like its first one",
    "文件头没有结束；请用与第一行相同的一行结束它",
)
EMPTY = Words(
    "post-empty",
    Weight.LEFT_OUT,
    "the file is empty",
    "文件是空的",
)
TOO_LARGE = Words(
    "post-too-large",
    Weight.LEFT_OUT,
    "the file is larger than {limit} bytes, too long for one article",
    "文件超过 {limit} 字节，作为一篇稿件过长",
)
CONFIG = Words(
    "site-config-invalid",
    Weight.LOOK,
    "the old site's settings cannot be read ({reason}); old addresses may be wrong",
    "旧站的设置无法读取（{reason}）；旧地址可能不对",
)
BASE_PATH = Words(
    "site-base-path",
    Weight.LOOK,
    "the old site lay under {base}; old addresses are written as if the new one lies there too",
    "旧站位于 {base} 之下；旧地址从那里写起，假定新站也在那里",
)
COLLECTION = Words(
    "post-collection",
    Weight.LEFT_OUT,
    "the {count} files of the collection “{name}” are no posts; import this folder by itself, or"
    " move them into _posts",
    "集合“{name}”里的 {count} 个文件不是文章；可以单独导入这个文件夹，或移入 _posts",
)
KEYS_LEFT = Words(
    "front-matter-keys",
    Weight.FYI,
    "keys of front matter that have no place in an article were not taken: {keys}",
    "文件头里这些键在稿件中没有对应，未收入：{keys}",
)
HEADLINE_MISSING = Words(
    "post-headline-missing",
    Weight.LOOK,
    "the post has no title; its headline was made of “{text}”",
    "这篇没有标题；用“{text}”作了标题",
)
DRAFT = Words(
    "post-draft",
    Weight.FYI,
    "the old site does not show this post ({reason}); it is imported as a draft",
    "旧站没有显示这篇（{reason}）；导入为草稿",
)
EMBARGOED = Words(
    "post-embargo",
    Weight.FYI,
    "the post is to appear on {moment}; it is under embargo until then",
    "这篇定于 {moment} 发布；在此之前不公开",
)
EXPIRES = Words(
    "post-expires",
    Weight.LOOK,
    "the old site would take the post down on {moment}; use invoke takedown then",
    "旧站会在 {moment} 撤下这篇；届时请用 invoke takedown",
)
EMBARGO_UNCLEAR = Words(
    "post-moment-unclear",
    Weight.LOOK,
    "{key} “{text}” is not a date that can be read; it was not taken",
    "{key} 的日期“{text}”无法识别；未收入",
)
LANGUAGE_UNCLEAR = Words(
    "post-language-unclear",
    Weight.LOOK,
    "“{text}” is not a language; it was not taken",
    "“{text}”不是语言代码；未收入",
)
ADDRESS_UNKNOWN = Words(
    "post-address-unknown",
    Weight.LOOK,
    "the post's old address is not known ({reason}); write it under Aliases if links shall lead on",
    "不知道这篇的旧地址（{reason}）；如需旧链接可用，请写在“旧地址”里",
)
ALIAS_INVALID = Words(
    "post-alias-invalid",
    Weight.LOOK,
    "the old address {address} is none of a page, and cannot lead to the article",
    "旧地址 {address} 不是页面的地址，无法指向稿件",
)
ALIAS_OWN = Words(
    "post-alias-reserved",
    Weight.LOOK,
    "the old address {address} belongs to a page that the new site makes itself",
    "旧地址 {address} 是新站自己的页面",
)
ALIAS_TAKEN = Words(
    "post-alias-taken",
    Weight.LOOK,
    "the old address {address} is also that of {other}, which keeps it",
    "旧地址 {address} 与 {other} 相同，归后者所有",
)
PICTURE_MISSING = Words(
    "post-picture-missing",
    Weight.LEFT_OUT,
    "the picture {name} is not in the folder; put it there and import again",
    "文件夹里没有图片 {name}；请放入后再导入",
)
PICTURE_FORMAT = Words(
    "post-picture-format",
    Weight.LEFT_OUT,
    "the picture {name} is in a format that the paper cannot print; save it as JPEG or PNG",
    "图片 {name} 的格式不能使用；请存成 JPEG 或 PNG",
)
PICTURE_REMOTE = Words(
    "post-picture-remote",
    Weight.LOOK,
    "the picture {name} lies on another site and became a link; save it beside the article",
    "图片 {name} 在别的网站上，已改成链接；请把图片存到稿件旁边",
)
PICTURES_UNUSED = Words(
    "post-pictures-unused",
    Weight.FYI,
    "pictures that lie with the post and that it does not show were not taken: {names}",
    "与文章放在一起但文中没有用到的图片未收入：{names}",
)
LINK_LOST = Words(
    "post-link-lost",
    Weight.LOOK,
    "the link to {target} leads nowhere; its words are kept",
    "链接 {target} 没有去处；保留了文字",
)
LINK_OLD = Words(
    "post-link-old",
    Weight.LOOK,
    "the link to {target} leads to what was not imported; look whether the new site has it",
    "链接 {target} 指向未导入的内容；请核对新站有没有",
)
LINK_IN_PAGE = Words(
    "post-link-in-page",
    Weight.FYI,
    "links to a place within the page became words",
    "指向页内位置的链接改成了普通文字",
)
CODE_KEPT = Words(
    "post-code-kept",
    Weight.LOOK,
    "{code} is an instruction to the old site; it stands in the text as it is",
    "{code} 是旧站的指令；原样留在文中",
)
ATTRIBUTES = Words(
    "post-attributes",
    Weight.FYI,
    "{text} only styles the text; it was dropped",
    "{text} 只管样式；已删去",
)
ABBREVIATION = Words(
    "post-abbreviation",
    Weight.FYI,
    "the explanation {text} is not shown any more",
    "缩写说明 {text} 不再显示",
)
HTML_DROPPED = Words(
    "post-html-dropped",
    Weight.FYI,
    "HTML that an article may not have was dropped, its words kept: {tags}",
    "稿件中不允许的 HTML 已删去，文字保留：{tags}",
)
HTML_REMOVED = Words(
    "post-html-removed",
    Weight.LOOK,
    "{tag} was removed with what is in it",
    "{tag} 连同其中内容已删去",
)
EMBEDDED = Words(
    "post-embedded",
    Weight.LOOK,
    "what was embedded from {target} became a link",
    "嵌入的 {target} 已改成链接",
)
