"""Problems: what is wrong in which file at which line, and what to write instead.

Every kind of problem is a row of ``KINDS``: its severity and its words in English and Chinese.
A row's message says what is wrong, its hint what to write. ``docs/checks.md`` is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from broadsheet import saying

Language = saying.Language


class Severity(StrEnum):
    """An error stops the build; a warning is said and the build goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Kind:
    severity: Severity
    en: str
    zh: str
    hint_en: str
    hint_zh: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``path`` is relative to the content folder; ``line`` counts from 1, 0 is the
    whole file; ``kind`` is a key of ``KINDS``; ``values`` fill the braces in its words."""

    path: str
    line: int
    kind: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def message(self, language: Language = "en") -> str:
        row = KINDS[self.kind]
        return (row.zh if language == "zh" else row.en).format_map(self._words(language))

    def hint(self, language: Language = "en") -> str:
        row = KINDS[self.kind]
        return (row.hint_zh if language == "zh" else row.hint_en).format_map(self._words(language))

    def _words(self, language: Language) -> dict[str, str]:
        words = dict(self.values)
        if language == "zh":
            words |= {name: in_chinese(words[name]) for name in ("reason", "what") if name in words}
        return words

    @property
    def place(self) -> str:
        """``path:line``, or the path alone of a problem of the whole file."""
        path = printable(self.path, LONGEST_PATH)
        return f"{path}:{self.line}" if self.line else path

    def line_text(self, language: Language = "en") -> str:
        """``path:line: severity: what is wrong; what to write`` on one line."""
        word = {"error": "错误", "warning": "提醒"} if language == "zh" else {}
        severity = word.get(self.severity, self.severity)
        joint = "；" if language == "zh" else "; "
        return (
            f"{self.place}: {severity}: {self.message(language)}{joint}{self.hint(language)}"
            f" [{self.kind}]"
        )


LONGEST_PATH = 4096
"""Characters of a path that are printed: as many as Linux allows bytes."""


def problem(path: str, line: int, kind: str, **values: object) -> Problem:
    """Make a problem; a value that is long or unprintable is shortened for the terminal."""
    return Problem(path, line, kind, tuple((k, printable(str(v))) for k, v in values.items()))


def unreadable(path: str, error: OSError) -> Problem:
    """A file that the system does not let us read."""
    return problem(path, 0, "file-unreadable", reason=error.strerror or type(error).__name__)


def printable(text: str, limit: int = 120) -> str:
    """Text that is safe on one terminal line: no control or bidi characters, not too long."""
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"


class ContentError(Exception):
    """The content has errors; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


class BuildError(saying.SaidError):
    """The build could not run for a reason that is not the content's: one line says why."""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [p for p in problems if p.is_error]


def counted(problems: Iterable[Problem], language: Language) -> str:
    """``2 errors, 1 warning``."""
    severities = [p.severity for p in problems]
    wrong, odd = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if language == "zh":
        return f"{wrong} 个错误，{odd} 个提醒"
    return f"{count(wrong, 'error')}, {count(odd, 'warning')}"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by path, line and kind."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.kind, p.values))


_E, _W = Severity.ERROR, Severity.WARNING

KINDS: dict[str, Kind] = {
    # --- the header
    "header-missing": Kind(
        _E,
        "the file does not begin with a header",
        "文件开头没有稿件头",
        'begin with a line such as "Headline: …" and leave an empty line before the text',
        "第一行写“标题：……”，稿件头与正文之间空一行",
    ),
    "header-line": Kind(
        _E,
        '"{text}" in the header is not "Key: value"',
        "稿件头里的“{text}”不是“项目：内容”",
        "write a key, a colon and a value, or put an empty line before the text",
        "写成“项目：内容”，或在正文前空一行",
    ),
    "yaml-invalid": Kind(
        _E,
        "the YAML header cannot be read: {reason}",
        "YAML 稿件头无法读取：{reason}",
        "put values with special characters in quotes, or write plain “Key: value” lines without ---",
        "把带特殊符号的内容放进引号，或去掉 ---，改写普通的“项目：内容”",
    ),
    "yaml-unclosed": Kind(
        _E,
        'the YAML header that "---" opens is never closed',
        "“---”开始的稿件头没有结束",
        'write a second line "---" after the header',
        "在稿件头后面再写一行“---”",
    ),
    "unknown-key": Kind(
        _E,
        'unknown key "{key}"',
        "不认识的项目“{key}”",
        'write "{nearest}", or see the list of keys in the reporters\' guide',
        "是否要写“{nearest}”？全部项目见记者手册",
    ),
    "unknown-key-far": Kind(
        _E,
        'unknown key "{key}"',
        "不认识的项目“{key}”",
        "remove it, or see the list of keys in the reporters' guide",
        "请删去，或查看记者手册里的项目表",
    ),
    "duplicate-key": Kind(
        _E,
        '"{key}" says again what line {first} says',
        "“{key}”重复：第 {first} 行已经写过",
        "keep one of the two",
        "两处只留一处",
    ),
    "headline-missing": Kind(
        _E,
        "the article has no headline",
        "稿件没有标题",
        'write "Headline: …" in the header',
        "在稿件头里写“标题：……”",
    ),
    "title-missing": Kind(
        _E,
        "the page has no title",
        "页面没有标题",
        'write "Title: …" in the header',
        "在文件开头写“标题：……”",
    ),
    "date-invalid": Kind(
        _E,
        '"{text}" is not a date',
        "“{text}”不是日期",
        'write the year, month and day, such as "{example}"',
        "写明年月日，例如“{example}”",
    ),
    "date-impossible": Kind(
        _E,
        'there is no such day as "{text}"',
        "没有“{text}”这一天",
        'correct the date, such as "{example}"',
        "请改正日期，例如“{example}”",
    ),
    "date-partial": Kind(
        _E,
        '"{text}" is only part of a date',
        "“{text}”日期不完整",
        'write the year, month and day, such as "{example}"',
        "写明年月日，例如“{example}”",
    ),
    "date-mismatch": Kind(
        _E,
        "the date {text} is not that of the issue folder, {folder}",
        "日期 {text} 与本期文件夹的日期 {folder} 不一致",
        "remove the line (the folder's name is the date) or move the file to its issue",
        "删去此行（文件夹名就是日期），或把文件移到它的那一期",
    ),
    "page-code": Kind(
        _E,
        'page "{text}" is not a page code',
        "版次“{text}”不是版号",
        'write "{example}"',
        "写成“{example}”",
    ),
    "page-code-spelling": Kind(
        _E,
        "page {code} is written {other} in {where}",
        "版次 {code} 在 {where} 里写作 {other}",
        "write a page's code the same way everywhere in an issue",
        "同一期里同一个版的写法要一致",
    ),
    "number-invalid": Kind(
        _E,
        '{key} "{text}" is not a whole number',
        "{key}“{text}”不是整数",
        "write digits only, such as 12",
        "只写数字，例如 12",
    ),
    "status-invalid": Kind(
        _E,
        'status "{text}" is unknown',
        "状态“{text}”无法识别",
        'write "draft", or remove the line to publish',
        "写“草稿”；要发布就删去此行",
    ),
    "embargo-invalid": Kind(
        _E,
        'embargo "{text}" is not a date and time',
        "解禁时间“{text}”不是日期时间",
        'write it such as "2019-10-25 06:00"',
        "例如写“2019-10-25 06:00”",
    ),
    "language-invalid": Kind(
        _E,
        'language "{text}" is not a language code',
        "语言“{text}”不是语言代码",
        'write a code such as "zh" or "en"',
        "写语言代码，例如“zh”或“en”",
    ),
    "region-invalid": Kind(
        _E,
        'region {number}, "{text}", is not four fractions between 0 and 1',
        "第 {number} 个热区“{text}”不是四个 0 到 1 之间的小数",
        'write left, top, width, height as fractions of the page, such as "0.05, 0.1, 0.4, 0.3", and ";" between two regions',
        "依次写左、上、宽、高占版面的比例，例如“0.05, 0.1, 0.4, 0.3”；两个热区之间写“；”",
    ),
    "region-off-page": Kind(
        _E,
        'region {number}, "{text}", is not on the page',
        "第 {number} 个热区“{text}”不在版面之内",
        "width and height are more than 0; left and width together are at most 1, and so are top and height",
        "宽和高要大于 0；左加宽、上加高都不超过 1",
    ),
    "slug-invalid": Kind(
        _E,
        'slug "{text}" cannot be part of an address',
        "地址名“{text}”不能用在网址里",
        "use letters, digits, Chinese characters and hyphens",
        "只用字母、数字、汉字和连字符",
    ),
    "alias-invalid": Kind(
        _E,
        'alias "{text}" is not an address within the site',
        "旧地址“{text}”不是本站地址",
        'write the old address from its first slash, such as "/2019/10/24/old-name.html"',
        "从第一个斜杠写起，例如“/2019/10/24/old-name.html”",
    ),
    "correction-invalid": Kind(
        _E,
        'correction "{text}" does not begin with its date',
        "更正“{text}”没有以日期开头",
        'write the date and then the correction, such as "2019-10-26 The figure is 300."',
        "先写日期再写更正，例如“2019-10-26 第二段的数字应为300。”",
    ),
    "retraction-invalid": Kind(
        _E,
        'retraction "{text}" does not begin with its date',
        "撤稿“{text}”没有以日期开头",
        'write the date and the reason, such as "2019-10-26 The source withdrew the report."',
        "先写日期再写缘由，例如“2019-10-26 消息来源已撤回。”",
    ),
    "byline-unclear": Kind(
        _W,
        'no name can be found in the byline "{text}"',
        "署名“{text}”里找不到姓名",
        'write roles and names, such as "本报记者 王小禾 通讯员 李田" or "By Ann Lee"',
        "写身份和姓名，例如“本报记者 王小禾 通讯员 李田”",
    ),
    "issue-pages-invalid": Kind(
        _E,
        '"{text}" does not begin with a page code',
        "“{text}”没有以版号开头",
        'write the code and the name of each page, such as "A01 要闻"',
        "每个版写版号和版名，例如“A01 要闻”",
    ),
    "too-many-values": Kind(
        _E,
        '"{key}" has {count} values',
        "“{key}”写了 {count} 项",
        "write one",
        "只写一项",
    ),
    "value-required": Kind(
        _E,
        '"{key}" has no value, and decides what readers see',
        "“{key}”没有内容，而它决定读者能看到什么",
        "write a value, or remove the line",
        "写上内容，或删去此行",
    ),
    "value-missing": Kind(
        _W,
        '"{key}" has no value',
        "“{key}”没有内容",
        "write a value or remove the line",
        "写上内容，或删去此行",
    ),
    # --- text files
    "encoding-gb18030": Kind(
        _E,
        "the text is GB18030 (GBK), not UTF-8",
        "文件编码是 GB18030（GBK），不是 UTF-8",
        "open it in an editor and save it as UTF-8",
        "用编辑器打开，另存为 UTF-8",
    ),
    "encoding-utf16": Kind(
        _E,
        "the text is UTF-16, not UTF-8",
        "文件编码是 UTF-16，不是 UTF-8",
        'save it as UTF-8 (Windows Notepad calls UTF-16 "Unicode")',
        "另存为 UTF-8（Windows 记事本把 UTF-16 叫作“Unicode”）",
    ),
    "encoding-unknown": Kind(
        _E,
        "the text is not UTF-8",
        "文件不是 UTF-8 文本",
        "save it as UTF-8",
        "另存为 UTF-8",
    ),
    "control-character": Kind(
        _E,
        "the control character U+{code} is in the text",
        "正文里有控制字符 U+{code}",
        "delete it (it often comes with text copied from a PDF)",
        "请删除（常随 PDF 复制的文字带入）",
    ),
    "bidi-character": Kind(
        _E,
        "the invisible character U+{code} turns the direction of the text",
        "正文里有改变书写方向的隐形字符 U+{code}",
        "delete it",
        "请删除",
    ),
    "merge-conflict": Kind(
        _E,
        "a git merge conflict was left in the text",
        "正文里留有 git 合并冲突的标记",
        "keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>",
        "两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 各行",
    ),
    "file-empty": Kind(
        _E,
        "the file is empty",
        "文件是空的",
        "write the article or delete the file",
        "写入稿件，或删除文件",
    ),
    "body-empty": Kind(
        _W,
        "the article has a header but no text",
        "稿件只有稿件头，没有正文",
        "write the text below the header",
        "在稿件头下面写正文",
    ),
    "file-too-large": Kind(
        _E,
        "the text is {size} bytes; {limit} are allowed",
        "文本有 {size} 字节，上限为 {limit}",
        "split the article in two",
        "请拆成两篇",
    ),
    "markdown-too-complex": Kind(
        _E,
        "the Markdown is too deeply nested or tangled to read ({reason})",
        "Markdown 嵌套或符号过多，无法处理（{reason}）",
        "remove the surplus brackets, backticks or nesting",
        "删去多余的括号、反引号或嵌套",
    ),
    "markdown-too-slow": Kind(
        _E,
        "the Markdown took more than {seconds} seconds to read",
        "Markdown 处理超过 {seconds} 秒",
        "remove unusual runs of brackets, stars or backticks, or split the article",
        "删去异常的括号、星号或反引号，或拆分稿件",
    ),
    "file-unreadable": Kind(
        _E,
        "the file cannot be read ({reason})",
        "无法读取此文件（{reason}）",
        "mend its permissions, or put the file here anew",
        "请改正文件权限，或重新放入文件",
    ),
    # --- names of files and folders
    "not-a-file": Kind(
        _E,
        "this is neither a file nor a folder",
        "这既不是文件也不是文件夹",
        "delete it",
        "请删除",
    ),
    "name-alike": Kind(
        _E,
        'the name differs from "{other}" in letter case or Unicode form alone',
        "文件名与“{other}”只有大小写或 Unicode 字形之差",
        "rename one of the two: on many disks they are one file",
        "请给其中一个改名：在许多磁盘上它们是同一个文件",
    ),
    "name-unsafe": Kind(
        _E,
        'the name "{name}" cannot be served by every host ({reason})',
        "文件名“{name}”并非所有主机都能使用（{reason}）",
        "rename it with letters, digits, Chinese characters, - and _",
        "改名，只用字母、数字、汉字、- 和 _",
    ),
    "symlink": Kind(
        _E,
        "this is a symbolic link",
        "这是一个符号链接",
        "put the file itself here",
        "请放入文件本身",
    ),
    "path-escape": Kind(
        _E,
        'the path "{target}" leads out of the issue folder',
        "路径“{target}”指到了本期文件夹之外",
        "put the file into the issue folder and write its name",
        "把文件放进本期文件夹，只写文件名",
    ),
    "path-escape-content": Kind(
        _E,
        'the path "{target}" leads out of the content folder',
        "路径“{target}”指到了内容文件夹之外",
        "put the file beside the page and write its name",
        "把文件放在页面旁边，只写文件名",
    ),
    "unread-suffix": Kind(
        _E,
        'articles end in ".md"; this file would not be read',
        "稿件文件名必须以“.md”结尾，此文件不会被读取",
        'rename it to "{name}"',
        "改名为“{name}”",
    ),
    "issue-file-name": Kind(
        _E,
        "this file would not be read: letter case counts",
        "此文件不会被读取：文件名要区分大小写",
        'rename it to "{name}"',
        "改名为“{name}”",
    ),
    "unread-file": Kind(
        _W,
        "this kind of file is not published",
        "这类文件不会发布",
        "remove it, or turn it into an article (.md) or a picture (.jpg, .png)",
        "请移走，或改成稿件（.md）或图片（.jpg、.png）",
    ),
    "folder-too-deep": Kind(
        _E,
        "the folder lies in {limit} others",
        "这个文件夹外面套了 {limit} 层文件夹",
        "move it up",
        "请移到上层",
    ),
    "article-too-deep": Kind(
        _E,
        "the article is in a folder inside the issue folder",
        "稿件放在了本期文件夹里面的另一个文件夹",
        "move it up, beside the other articles of the issue",
        "移到上一层，与本期其他稿件放在一起",
    ),
    "stray-article": Kind(
        _E,
        "this article is not in an issue folder",
        "此稿件不在任何一期的文件夹里",
        'move it into a folder named by its date, such as "issues/2019/2019-10-24/"',
        "移到以日期命名的文件夹里，例如“issues/2019/2019-10-24/”",
    ),
    "folder-not-issue": Kind(
        _E,
        'the folder "{name}" looks like an issue but is none: {reason}',
        "文件夹“{name}”像一期报纸却不是：{reason}",
        'name it by its date, such as "2019-10-24", or "2019-10-24-evening" for a second edition',
        "用日期命名，例如“2019-10-24”；当天第二种报纸写“2019-10-24-evening”",
    ),
    "issue-empty": Kind(
        _E,
        "the issue folder has no article and no page",
        "本期文件夹里没有稿件，也没有版面图",
        "add an article or delete the folder",
        "加入稿件，或删除文件夹",
    ),
    "issue-duplicate": Kind(
        _E,
        "{other} is the same day and edition",
        "{other} 是同一天的同一种报纸",
        'keep one, or name a second edition, such as "{date}-evening"',
        "只留一个；第二种报纸请命名为“{date}-evening”",
    ),
    "address-conflict": Kind(
        _E,
        "its address /{address} is also that of {other}",
        "它的网址 /{address} 与 {other} 相同",
        "rename the file or give it a slug of its own",
        "请改文件名，或另写“地址名”",
    ),
    "address-reserved": Kind(
        _E,
        "its address /{address} belongs to a page that the site makes itself",
        "它的网址 /{address} 是网站自动生成的页面",
        "rename the file or give it a slug of its own",
        "请改文件名，或另写“地址名”",
    ),
    "alias-conflict": Kind(
        _E,
        "the old address /{address} is also that of {other}",
        "旧地址 /{address} 与 {other} 相同",
        "remove it; only an address that no page has can be an old one",
        "请删去；没有页面使用的地址才能作旧地址",
    ),
    "alias-reserved": Kind(
        _E,
        "the old address /{address} belongs to a page that the site makes itself",
        "旧地址 /{address} 是网站自动生成的页面",
        "remove it; only an address that no page has can be an old one",
        "请删去；没有页面使用的地址才能作旧地址",
    ),
    # --- pictures
    "picture-kind": Kind(
        _E,
        'the file "{name}" is not a picture',
        "文件“{name}”不是图片",
        "write the name of a picture (.jpg, .png)",
        "请写图片的文件名（.jpg、.png）",
    ),
    "picture-nameless": Kind(
        _E,
        "the picture has neither a file nor words",
        "图片既没有文件名，也没有说明",
        "write the name of its file between the round brackets; if the archive does not have the picture, write its cutline between the square ones",
        "在圆括号里写图片的文件名；图片没有存下来的，在方括号里写图片说明",
    ),
    "picture-nameless-content": Kind(
        _E,
        "the picture has no file",
        "图片没有写文件名",
        "write the name of its file between the round brackets",
        "在圆括号里写图片的文件名",
    ),
    "picture-missing": Kind(
        _E,
        'the picture "{name}" is not in the issue folder',
        "本期文件夹里没有图片“{name}”",
        "add the file{nearest}, or correct the name",
        "放入图片，或改正文件名{nearest}",
    ),
    "picture-missing-content": Kind(
        _E,
        'the picture "{name}" is not in the folders of standing pages and static files',
        "页面文件夹和静态文件夹里没有图片“{name}”",
        "put the file beside the page, or correct the name",
        "把图片放在页面旁边，或改正文件名",
    ),
    "picture-case": Kind(
        _E,
        'the picture "{name}" is called "{actual}" (letters differ in case or form)',
        "图片“{name}”的文件名实为“{actual}”（大小写或字形不同）",
        'write "{actual}"',
        "写成“{actual}”",
    ),
    "picture-remote": Kind(
        _E,
        'the picture "{name}" is on another site',
        "图片“{name}”在别的网站上",
        "save it beside the article and write its file name",
        "把图片存在稿件旁边，写它的文件名",
    ),
    "picture-empty": Kind(
        _E,
        "the picture file is empty",
        "图片文件是空的",
        "add the picture again",
        "请重新放入图片",
    ),
    "picture-truncated": Kind(
        _E,
        "the picture is cut off or damaged ({reason})",
        "图片不完整或已损坏（{reason}）",
        "copy it again from the camera or the original",
        "请从相机或原图重新复制",
    ),
    "picture-too-large": Kind(
        _E,
        "the picture would unpack to {megapixels} million pixels; {limit} are allowed",
        "图片展开有 {megapixels} 百万像素，上限为 {limit}",
        "save it smaller",
        "请缩小后再存",
    ),
    "picture-lfs": Kind(
        _E,
        "this is a Git LFS pointer, not the picture",
        "这是 Git LFS 的指针文件，不是图片本身",
        'run "git lfs pull", or commit the picture itself',
        "请运行“git lfs pull”，或提交图片本身",
    ),
    "picture-suffix": Kind(
        _E,
        'the file is {actual}, not what "{suffix}" says',
        "文件其实是 {actual}，与后缀“{suffix}”不符",
        'rename it to end in "{right}"',
        "请把后缀改成“{right}”",
    ),
    "picture-heic-standing": Kind(
        _E,
        "no browser shows a HEIC picture, and one beside the standing pages is published as it is",
        "浏览器不能显示 HEIC 图片，而固定页面旁的图片会按原样发布",
        "save it as JPEG",
        "请存成 JPEG",
    ),
    "picture-unreadable": Kind(
        _E,
        "this is not a picture that can be read",
        "这不是可以读取的图片",
        "save it as JPEG or PNG",
        "请存成 JPEG 或 PNG",
    ),
    "picture-frames": Kind(
        _W,
        "the picture has several frames or pages; readers see only the first",
        "图片有多帧或多页，读者只能看到第一帧",
        "choose the frame to show and save it as JPEG or PNG",
        "选出要用的一帧，存成 JPEG 或 PNG",
    ),
    "page-listed-twice": Kind(
        _E,
        "page {code} is listed twice",
        "{code} 版列了两次",
        "keep one of the two",
        "两处只留一处",
    ),
    "facsimile-twice": Kind(
        _E,
        'page {code} has another picture already, "{other}"',
        "{code} 版已经有版面图“{other}”",
        "keep one of the two",
        "两个只留一个",
    ),
    "picture-unused": Kind(
        _W,
        "no article uses this picture",
        "没有稿件使用这张图片",
        "put it into an article, ![caption](file), or delete it",
        "在稿件里写 ![图片说明](文件名)，或删除图片",
    ),
    "cutline-without-credit": Kind(
        _W,
        'the cutline "{text}" has no credit',
        "图片说明“{text}”没有署名",
        'end it with the photographer, such as "（王小禾 摄）"',
        "在末尾写上摄影者，例如“（王小禾 摄）”",
    ),
    "cutline-mark": Kind(
        _W,
        "{mark} points to a picture, but none is near",
        "{mark} 指向图片，附近却没有图片",
        "put the picture beside this paragraph, or delete the mark",
        "把图片放在这一段旁边，或删去此标记",
    ),
    # --- links, jumps and HTML
    "jump-page-invalid": Kind(
        _E,
        'the jump "{text}" names no page',
        "转版“{text}”没有写明版次",
        'write "下转A03版", or just "A03"',
        "写成“下转A03版”，或只写“A03”",
    ),
    "jump-without-half": Kind(
        _W,
        'no article on page {page} answers the jump "{text}"',
        "{page} 版没有与“{text}”相接的稿件",
        'write "{answer}" in the article it leads to',
        "在相接的稿件里写“{answer}”",
    ),
    "jump-ambiguous": Kind(
        _W,
        'several articles on page {page} could answer the jump "{text}"',
        "{page} 版有几篇稿件都可能与“{text}”相接",
        "give the two halves the same headline",
        "让相接的两篇标题相同",
    ),
    "link-broken": Kind(
        _E,
        'the link "{target}" leads nowhere',
        "链接“{target}”没有去处",
        "write a full address (https://…), an address of this site (/2019/10/24/) or a file of this issue",
        "写完整网址（https://……）、本站地址（/2019/10/24/）或本期的文件名",
    ),
    "html-removed": Kind(
        _W,
        "{what} is not allowed and was removed",
        "不允许使用 {what}，已删除",
        "delete it from the file",
        "请从文件里删去",
    ),
    # --- the address ledger
    "ledger-line": Kind(
        _E,
        '"{text}" is no line of the address ledger',
        "“{text}”不是地址台账的写法",
        'write "ADDRESS page", "ADDRESS moved 2026-03-01 NEW-ADDRESS" or'
        ' "ADDRESS gone 2026-03-01 reason"',
        "写成“地址 page”、“地址 moved 2026-03-01 新地址”或“地址 gone 2026-03-01 原因”",
    ),
    "ledger-contradiction": Kind(
        _E,
        "the address is sent elsewhere by {other} on the same day",
        "{other} 在同一天把这个地址指到了别处",
        "keep one of the two lines",
        "两行只留一行",
    ),
    "ledger-dead": Kind(
        _E,
        "the line leads to {target}, and there is no such page",
        "此行指向 {target}，而那里没有网页",
        'write an address that has a page, or run "invoke move {target} NEW" or'
        ' "invoke takedown {target} --reason …"',
        "写一个有网页的地址，或运行“invoke move {target} 新地址”、“invoke takedown {target} --reason ……”",
    ),
    "ledger-kind": Kind(
        _E,
        "the line leads to {target}: a feed and a page cannot stand for each other",
        "此行指向 {target}：订阅源和网页不能互相代替",
        "let a feed lead to a feed and a page to a page",
        "订阅源指向订阅源，网页指向网页",
    ),
    "ledger-loop": Kind(
        _E,
        "the line leads to {target}, and from there in a circle",
        "此行指向 {target}，由此又绕了回来",
        "let one of the lines of the circle lead to a page",
        "把这一圈里的一行改为指向一个网页",
    ),
    "ledger-back": Kind(
        _W,
        "{address} was taken down on {date} and has a page again",
        "{address} 已于 {date} 撤下，现在又有了网页",
        'take it down again ("invoke takedown {address} --reason …") if it is not meant to be back',
        "如果不是有意恢复，请再次撤下（“invoke takedown {address} --reason ……”）",
    ),
    "ledger-line-lost": Kind(
        _E,
        "the address ledger has lost a line that was committed",
        "地址台账丢了一行曾经提交过的内容",
        "put it back: {line}",
        "请补回这一行：{line}",
    ),
    "address-lost": Kind(
        _E,
        "{address} was public, and nothing answers it any more",
        "{address} 曾经公开，现在打不开了",
        'bring the page back, or run "invoke move {address} NEW" or'
        ' "invoke takedown {address} --reason …"',
        "恢复这个网页，或运行“invoke move {address} 新地址”、“invoke takedown {address} --reason ……”",
    ),
    # --- settings
    "setting-invalid": Kind(
        _E,
        "the setting {name} is {value}",
        "设置 {name} 的值是 {value}",
        "write {example}",
        "写成 {example}",
    ),
}

REASONS: dict[str, str] = {
    # names of files and folders
    "it is not UTF-8": "不是 UTF-8",
    "an invisible character": "有看不见的字符",
    "a space at the beginning": "开头有空格",
    "a dot or space at the end": "末尾有点或空格",
    "Windows reserves this name": "Windows 系统保留的名称",
    "longer than 200 bytes": "超过 200 字节",
    "there is no such day": "没有这一天",
    "nothing follows the last hyphen": "最后的连字符后面没有内容",
    "an edition is letters, digits and hyphens": "版本只能用文字、数字和连字符",
    "only a hyphen and an edition may follow the date": "日期后面只能接连字符和版本",
    "month and day need two digits each": "月和日各写两位数字",
    "the date is not written year-month-day": "日期没有写成“年-月-日”",
    # the file system
    "Permission denied": "没有权限",
    "No such file or directory": "文件不存在",
    # Markdown and HTML
    "brackets opened and never closed": "方括号没有成对",
    "backticks without a partner": "反引号没有成对",
    "nesting": "嵌套过深",
    "deep": "嵌套层数",
    "table cells": "表格单元格",
    "footnote marks": "脚注记号",
    "lines": "行数",
    "Markdown signs": "Markdown 符号",
    "Markdown signs in one paragraph": "一段里的 Markdown 符号",
    "levels of lists and quotes": "列表和引文的层数",
    "lines without an empty one": "没有空行的连续行数",
    "crossheads or rules without an empty line": "没有空行的小标题或分隔线",
    "HTML tags": "HTML 标签嵌套过深",
    "a link around a picture": "图片外面的链接",
    # pictures
    "header": "文件头",
    "the end is missing": "缺少结尾",
    "Truncated File Read": "文件没有读完",
    "broken data stream when reading image file": "图像数据已损坏",
    "the PDF asks for a password": "PDF 要密码",
    "the PDF cannot be opened": "PDF 打不开",
    "the page has no size": "版面没有尺寸",
    # YAML
    "it is not made of “key: value” lines": "不是“项目: 内容”的形式",
    "a key within a key; write one value or a list": "项目里又有项目；请只写一个值或一个列表",
    "a value that begins with &, * or ! needs quotes": "以 &、*、! 开头的内容要加引号",
    "a character that YAML does not allow": "有 YAML 不允许的字符",
    "mapping values are not allowed in this context": "内容里有冒号加空格，要加引号",
    "mapping values are not allowed here": "内容里有冒号加空格，要加引号",
    "could not find expected ':'": "缺少冒号",
    "found character that cannot start any token": "有不能用在开头的字符（例如制表符、@、`）",
    "found unexpected end of stream": "引号没有成对",
    "found a tab character that violates indentation": "行首有制表符",
    "did not find expected ',' or ']'": "列表缺少逗号或右方括号",
}
"""The Chinese words of the reasons that problems give; a reason is kept in English."""

_MORE_THAN = re.compile(r"(nested )?more than (\d+) (.+)")
_PHRASES = (
    (re.compile(r"(\S+): link"), r"\1: 链接"),
    (re.compile(r"(\S+) without (\S+)"), r"没有 \2 的 \1"),
    (re.compile(r"the PDF has no page (\d+)"), r"PDF 没有第 \1 页"),
)


def in_chinese(words: str) -> str:
    """A reason, or the name of what was removed, in Chinese where there is one."""
    if more := _MORE_THAN.fullmatch(words):
        return f"{REASONS.get(more[3], more[3])}超过 {more[2]}"
    for pattern, chinese in _PHRASES:
        if match := pattern.fullmatch(words):
            return match.expand(chinese)
    return REASONS.get(words, words)


def reason_said(words: str) -> saying.Said:
    """A reason in both languages."""
    return saying.Said(words, in_chinese(words))
