"""The project's settings, typed and checked once at the door.

``read`` takes Pelican's settings dictionary; past it nobody looks into that dictionary again.
Our own settings begin with ``BROADSHEET_``; docs/maintainers.md lists them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet import packing
from broadsheet.model import Clock
from broadsheet.problems import BuildError, Language
from broadsheet.saying import OR, Said, joined

LANGUAGES = ("zh", "en")
OTHER_CONTENT = "BROADSHEET_OTHER_CONTENT"
"""Says that the content folder is not the one that the settings were written for: what they name
in it need not be there."""
NAMEPLATE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
HEADERS_FILE = "_headers"
HOST_FILES = (HEADERS_FILE, *packing.SUFFIXES)
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""All that the pages need comes from where they lie, and no script or style is written into one."""
PELICAN_PREFIXES = (
    *("PAGE_", "STATIC_", "DRAFT_PAGE_", "EXTRA_PATH", "PATH_METADATA", "FILENAME_METADATA"),
    *("DEFAULT_METADATA", "SLUG", "INTRASITE_LINK", "FORMATTED_FIELDS", "IGNORE_FILES"),
    *("THEME_STATIC_DIR", "DEFAULT_DATE", "USE_FOLDER_AS_CATEGORY", "DEFAULT_CATEGORY"),
)
"""What Pelican's settings begin with that can change standing pages and static files."""


@dataclass(frozen=True, slots=True)
class SaveAs:
    """Pelican's settings ``PAGE_SAVE_AS``, ``PAGE_LANG_SAVE_AS`` and ``DEFAULT_LANG``."""

    pages: str
    translated_pages: str
    site_language: str


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """What is published of pictures. ``avif`` adds that format; ``credits`` writes credit and
    copyright into each file, the copyright of the paper's own pictures being ``holder``'s;
    ``originals`` publishes the photographers' own files, as they are."""

    avif: bool = False
    credits: bool = False
    originals: bool = False
    holder: str = ""


@dataclass(frozen=True, slots=True)
class TemplateSettings:
    """Pelican's settings ``JINJA_ENVIRONMENT``, ``JINJA_FILTERS``, ``JINJA_GLOBALS`` and
    ``JINJA_TESTS``: what a newspaper's own templates use beside what the engine gives them."""

    options: Mapping[str, Any] = field(default_factory=dict)
    filters: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)
    tests: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the engine knows of the project. Paths are absolute.

    ``home`` is the cache folder of this pair of content and output; ``renditions`` is shared by
    all outputs of a project. ``page_paths`` and ``static_paths`` are folders inside ``content``.
    """

    content: Path
    output: Path
    theme: Path
    ledger: Path
    """The folder of the address ledger, in the repository."""
    template_overrides: tuple[Path, ...]
    templates: TemplateSettings
    cache: Path
    page_paths: tuple[str, ...]
    static_paths: tuple[str, ...]
    ignore_files: tuple[str, ...]
    save_as: SaveAs
    theme_static_dir: str
    assets: str
    """Where the theme's static files lie in the site: a folder named by what they hold, so that no
    page is ever shown with the style sheet of another day, and everybody may keep them for ever."""
    site_name: str
    subtitle: str
    url: str
    language: str
    """Of the interface."""
    paper_language: str
    """Of the articles that name none; the interface's, where no setting says otherwise."""
    timezone: ZoneInfo
    publisher: str
    cn_number: str
    nameplate: tuple[str, ...]
    """The paper's name in its own lettering, as content paths: the picture, and the one for dark
    screens where there is one. Empty when the name is set in type."""
    lunar_dates: bool
    """Whether nameplates print the day of the Chinese calendar."""
    feed_items: int
    feed_id: str
    """Who names the feeds' entries (RFC 4151): ``paper.example,2019``; empty when none is set."""
    pictures: PictureSettings
    indent: bool | None
    """Whether paragraphs begin indented; ``None`` leaves it to the language of the text."""
    clock: Clock
    check_only: bool
    host_files: tuple[str, ...]
    """Which of ``HOST_FILES`` the site has."""
    security_policy: str
    """The Content-Security-Policy that ``_headers`` asks the host to send."""
    search: bool
    """Whether there is an index to search in."""
    jobs: int
    """Processes that build; 0 for as many as the machine has processors, where it is worth it."""
    cluster: str
    """Address of a dask.distributed scheduler whose workers build; empty for none."""
    site_fingerprint: str
    """Digest of every setting that can show on a page."""

    @property
    def home(self) -> Path:
        """Relative ways name the pair, so that a project moved as a whole keeps its catalog."""
        pair = [os.path.relpath(p, self.cache) for p in (self.content, self.output)]
        return self.cache / hashlib.sha256("\0".join(pair).encode()).hexdigest()[:16]

    @property
    def renditions(self) -> Path:
        return self.cache / "renditions"

    @property
    def compiled_templates(self) -> Path:
        return self.cache / "templates"

    @property
    def lock(self) -> Path:
        output = os.path.realpath(self.output)
        return self.cache / f"{hashlib.sha256(output.encode()).hexdigest()[:16]}.lock"

    @property
    def spoken(self) -> Language:
        """The language of what is said to people at a terminal."""
        return _spoken(self.language)

    @property
    def base_path(self) -> str:
        """The path part of the public address with both slashes: ``/`` or ``/archive/``."""
        return urlsplit(self.url).path.rstrip("/") + "/"


def _not_right(name: str, value: object, write: Said) -> BuildError:
    """A setting has a value that it cannot have; ``write`` says what to do."""
    return BuildError(
        Said(
            f"pelicanconf.py: {name} is {value!r}; {write.en}",
            f"pelicanconf.py：{name} 的值是 {value!r}；{write.zh}",
        )
    )


def _text(raw: Mapping[str, object], name: str, default: str = "") -> str:
    value = raw.get(name, default)
    if not isinstance(value, str):
        raise _not_right(name, value, Said("write it as text in quotes", "请写成引号里的文字"))
    return value


def _paths(raw: Mapping[str, object], name: str, strip: str = "/") -> tuple[str, ...]:
    value = raw.get(name, [])
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise _not_right(
            name, value, Said("write a list of folder names", "请写成文件夹名称的列表")
        )
    return tuple(path for v in value if (path := str(v).strip(strip)))


def _folder(raw: Mapping[str, object], name: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(_text(raw, name))))


def _keep_apart(output: Path, other: Path, what: Said) -> None:
    """A build tidies its output, and ``invoke clean`` removes it: nothing else may be there."""
    out, kept = Path(os.path.realpath(output)), Path(os.path.realpath(other))
    if out == kept or out in kept.parents:
        raise BuildError(
            Said(
                f"{output}: the output folder holds the {what.en}; choose another folder",
                f"{output}：输出文件夹里有{what.zh}文件夹；请换一个文件夹",
            )
        )
    if kept in out.parents:
        raise BuildError(
            Said(
                f"{output}: the output folder is inside the {what.en} folder; choose another"
                " folder",
                f"{output}：输出文件夹在{what.zh}文件夹里面；请换一个文件夹",
            )
        )


def _pelican_parts(raw: Mapping[str, object]) -> list[str]:
    """Pelican's settings on which the standing pages and static files depend."""
    names = sorted(name for name in raw if name.startswith(PELICAN_PREFIXES))
    return [f"{name}={raw[name]!r}" for name in names]


def _timezone(raw: Mapping[str, object]) -> ZoneInfo:
    name = _text(raw, "TIMEZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BuildError(
            Said(
                f'pelicanconf.py: TIMEZONE "{name}" is unknown; write one such as "Asia/Shanghai"',
                f'pelicanconf.py：TIMEZONE 里的时区“{name}”不认识；请写成像 "Asia/Shanghai" 这样',
            )
        ) from error


def _clock(raw: Mapping[str, object], zone: ZoneInfo) -> Clock:
    text = _text(raw, "BROADSHEET_NOW")
    if not text:
        now = dt.datetime.now(zone)
    else:
        try:
            now = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise BuildError(
                Said(
                    f'BROADSHEET_NOW "{text}" is not a date and time; write "2019-10-25 06:00"',
                    f'BROADSHEET_NOW 的值“{text}”不是日期和时间；请写成 "2019-10-25 06:00"',
                )
            ) from error
        now = now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone)
    return Clock(now=now, drafts=bool(raw.get("BROADSHEET_DRAFTS", False)))


def _paper_language(raw: Mapping[str, object]) -> str:
    language = _text(raw, "BROADSHEET_PAPER_LANG").strip()
    if not language:
        return ""
    # Loaded when it is needed: a build with nothing to do asks for no language.
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-")).replace("_", "-")
    except (ValueError, UnknownLocaleError) as error:
        raise BuildError(
            Said(
                f'pelicanconf.py: BROADSHEET_PAPER_LANG "{language}" is no language; write "zh" or'
                ' "en"',
                f"pelicanconf.py：BROADSHEET_PAPER_LANG 的值“{language}”不是语言；"
                '请写 "zh" 或 "en"',
            )
        ) from error


def spoken(raw: Mapping[str, object]) -> Language:
    """The language of what is said to people, also of settings that cannot be right."""
    return _spoken(_primary(str(raw.get("DEFAULT_LANG") or "zh")))


def _spoken(language: str) -> Language:
    return "zh" if language == "zh" else "en"


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def _language(raw: Mapping[str, object]) -> str:
    language = _primary(_text(raw, "DEFAULT_LANG", "zh"))
    if language not in LANGUAGES:
        raise BuildError(
            Said(
                f'pelicanconf.py: DEFAULT_LANG "{language}" has no interface; write "zh" or "en"',
                f'pelicanconf.py：DEFAULT_LANG 的值“{language}”没有界面；请写 "zh" 或 "en"',
            )
        )
    return language


def _indent(raw: Mapping[str, object]) -> bool | None:
    value = raw.get("BROADSHEET_INDENT")
    if value is not None and not isinstance(value, bool):
        raise _not_right(
            "BROADSHEET_INDENT",
            value,
            Said("write True, False or None", "请写 True、False 或 None"),
        )
    return value


def _save_as(raw: Mapping[str, object]) -> SaveAs:
    names = ("PAGE_SAVE_AS", "PAGE_LANG_SAVE_AS")
    pages, translated = (_text(raw, name, "{slug}.html") for name in names)
    for name, pattern in zip(names, (pages, translated), strict=True):
        try:
            pattern.format(slug="", lang="")
        except (LookupError, ValueError) as error:
            raise BuildError(
                Said(
                    f'pelicanconf.py: {name} is "{pattern}"; it may hold {{slug}} and {{lang}}'
                    " alone",
                    f"pelicanconf.py：{name} 的值是“{pattern}”；里面只可以有 {{slug}} 和 {{lang}}",
                )
            ) from error
    return SaveAs(pages, translated, _text(raw, "DEFAULT_LANG", "zh").lower())


def _jobs(raw: Mapping[str, object]) -> int:
    value = raw.get("BROADSHEET_JOBS", 0)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        said = Said("write a number such as 2", "请写一个数，例如 2")
        raise _not_right("BROADSHEET_JOBS", value, said)
    return value


def _feed_items(raw: Mapping[str, object]) -> int:
    value = raw.get("BROADSHEET_FEED_ITEMS", 30)
    if not isinstance(value, int) or value < 1:
        raise _not_right("BROADSHEET_FEED_ITEMS", value, Said("write 30", "请写 30"))
    return value


_TAGGING_ENTITY = re.compile(
    r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(?:-\d\d){0,2}"
)
"""RFC 4151, 2.1: a domain or an e-mail address, and a day on which it was one's own."""


def _feed_id(raw: Mapping[str, object]) -> str:
    value = _text(raw, "BROADSHEET_FEED_ID")
    if value and not _TAGGING_ENTITY.fullmatch(value):
        raise BuildError(
            Said(
                f'pelicanconf.py: BROADSHEET_FEED_ID "{value}" is no domain with a year;'
                ' write one such as "paper.example,2019"',
                f"pelicanconf.py：BROADSHEET_FEED_ID 的值“{value}”不是域名加年份；"
                '请写成像 "paper.example,2019" 这样',
            )
        )
    return value


def _nameplate(raw: Mapping[str, object], content: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """The nameplate's pictures, found in the static folders, as content paths."""
    names = ("BROADSHEET_NAMEPLATE", "BROADSHEET_NAMEPLATE_DARK")
    values = [_text(raw, name).strip("/") for name in names]
    if values[1] and not values[0]:
        raise BuildError(
            Said(
                f"pelicanconf.py: {names[1]} needs {names[0]}; set both or neither",
                f"pelicanconf.py：有 {names[1]} 就要有 {names[0]}；请两个都设置，或都不设置",
            )
        )
    found = []
    for name, value in zip(names, values, strict=True):
        if not value:
            continue
        if PurePosixPath(value).suffix.lower() not in NAMEPLATE_SUFFIXES:
            kinds = ", ".join(NAMEPLATE_SUFFIXES)
            raise BuildError(
                Said(
                    f'pelicanconf.py: {name} is "{value}"; name a picture ({kinds})',
                    f"pelicanconf.py：{name} 的值是“{value}”；请写一张图片（{kinds}）",
                )
            )
        places = [f"{folder}/{value}" for folder in folders]
        inside = ".." not in PurePosixPath(value).parts
        place = next((p for p in places if inside and (content / p).is_file()), "")
        if not place and raw.get(OTHER_CONTENT):
            return ()
        if not place:
            tried = [str(content / p) for p in places]
            looked = (
                joined(tried, OR)
                if tried
                else Said("STATIC_PATHS, which is empty", "STATIC_PATHS（它是空的）")
            )
            raise BuildError(
                Said(
                    f'pelicanconf.py: {name} is "{value}", and there is no such file in'
                    f" {looked.en}; put it there or correct the name",
                    f"pelicanconf.py：{name} 的值是“{value}”，而 {looked.zh} 没有这个文件；"
                    "请放到那里，或改正名称",
                )
            )
        found.append(place)
    return tuple(found)


def _flag(raw: Mapping[str, object], name: str, default: bool = False) -> bool:
    value = raw.get(name, default)
    if not isinstance(value, bool):
        raise _not_right(name, value, Said("write True or False", "请写 True 或 False"))
    return value


def _pictures(raw: Mapping[str, object]) -> PictureSettings:
    return PictureSettings(
        avif=_flag(raw, "BROADSHEET_AVIF"),
        credits=_flag(raw, "BROADSHEET_PICTURE_CREDITS"),
        originals=_flag(raw, "BROADSHEET_ORIGINALS"),
        holder=_text(raw, "BROADSHEET_PUBLISHER").strip() or _text(raw, "SITENAME").strip(),
    )


def _assets(raw: Mapping[str, object], theme: Path, drafts: bool) -> str:
    """``theme/3f09c2ab41d7``; in a preview, where nothing is kept by anybody, ``theme``: there a
    style sheet that was saved need not make all pages anew."""
    folder = _text(raw, "THEME_STATIC_DIR", "theme").strip("/")
    if drafts:
        return folder
    static = theme / "static"
    whole = hashlib.sha256()
    for file in sorted(static.rglob("*")):
        parts = file.relative_to(static).parts
        left_out = any(name.startswith(".") or name.endswith("~") for name in parts)
        if not left_out and file.is_file():
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            whole.update(f"{'/'.join(parts)}\0{digest}\n".encode())
    return f"{folder}/{whole.hexdigest()[:12]}"


def _host_files(raw: Mapping[str, object]) -> tuple[str, ...]:
    name = "BROADSHEET_HOST_FILES"
    value = raw.get(name, ())
    known = ", ".join(f'"{each}"' for each in HOST_FILES)
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        said = Said(f"write a list of {known}", f"请写成列表，其中可以有 {known}")
        raise _not_right(name, value, said)
    for each in value:
        if each not in HOST_FILES:
            raise BuildError(
                Said(
                    f"pelicanconf.py: {name} names {each!r}; it may name {known}",
                    f"pelicanconf.py：{name} 里有 {each!r}；其中可以有 {known}",
                )
            )
    try:
        packing.packings(value)
    except ModuleNotFoundError as error:
        raise BuildError(
            Said(
                f'pelicanconf.py: {name} names ".br", and the package that writes such files is'
                f" not installed; run: pip install {error}",
                f'pelicanconf.py：{name} 里有 ".br"，而写这种文件的软件包没有安装；'
                f"请运行：pip install {error}",
            )
        ) from error
    return tuple(each for each in HOST_FILES if each in value)


def _security_policy(raw: Mapping[str, object]) -> str:
    value = _text(raw, "BROADSHEET_CSP", CONTENT_SECURITY_POLICY).strip()
    if not value or not value.isprintable() or not value.isascii():
        raise _not_right(
            "BROADSHEET_CSP",
            value,
            Said(
                f'write one line such as "{CONTENT_SECURITY_POLICY}"',
                f'请写成一行，例如 "{CONTENT_SECURITY_POLICY}"',
            ),
        )
    return value


def _mapping(raw: Mapping[str, object], name: str) -> Mapping[str, Any]:
    value = raw.get(name) or {}
    if not isinstance(value, Mapping):
        raise _not_right(name, value, Said("write a dictionary", "请写成字典"))
    return value


def _templates(raw: Mapping[str, object]) -> TemplateSettings:
    names = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
    return TemplateSettings(*(_mapping(raw, name) for name in names))


def read(raw: Mapping[str, object]) -> Settings:
    """Read Pelican's settings. Raises ``BuildError`` with one line for a value that is wrong."""
    zone = _timezone(raw)
    clock = _clock(raw, zone)
    url = _text(raw, "SITEURL").rstrip("/")
    if url and not urlsplit(url).netloc:
        raise BuildError(
            Said(
                f'pelicanconf.py: SITEURL "{url}" is no address; write "https://paper.example"',
                f'pelicanconf.py：SITEURL 的值“{url}”不是网址；请写成 "https://paper.example"',
            )
        )
    if not _text(raw, "SITENAME").strip():
        raise BuildError(
            Said(
                "pelicanconf.py: SITENAME is empty; write the paper's name",
                "pelicanconf.py：SITENAME 是空的；请写报纸的名称",
            )
        )
    shown = {
        "site_name": _text(raw, "SITENAME"),
        "subtitle": _text(raw, "SITESUBTITLE"),
        "url": url,
        "language": _language(raw),
        "paper_language": _paper_language(raw) or _language(raw),
        "publisher": _text(raw, "BROADSHEET_PUBLISHER"),
        "cn_number": _text(raw, "BROADSHEET_CN_NUMBER"),
        "feed_id": _feed_id(raw),
    }
    content, output = _folder(raw, "PATH"), _folder(raw, "OUTPUT_PATH")
    if not content.is_dir():
        raise BuildError(
            Said(
                f"{content}: there is no such folder; name the content folder",
                f"{content}：没有这个文件夹；请写内容文件夹的名称",
            )
        )
    theme = _folder(raw, "THEME")
    _keep_apart(output, content, Said("content", "内容"))
    _keep_apart(output, theme, Said("theme", "主题"))
    ledger = content.parent / (_text(raw, "BROADSHEET_LEDGER") or "ledger")
    _keep_apart(output, ledger, Said("ledger", "台账"))
    feed_items = _feed_items(raw)
    assets = _assets(raw, theme, clock.drafts)
    pictures = _pictures(raw)
    parts = [*shown.values(), zone.key, str(feed_items), str(clock.drafts), *_pelican_parts(raw)]
    parts.append(repr(pictures))
    static_paths = _paths(raw, "STATIC_PATHS")
    nameplate = _nameplate(raw, content, static_paths)
    lunar_dates = _flag(raw, "BROADSHEET_LUNAR_DATES", shown["language"] == "zh")
    drawn = [hashlib.sha256((content / file).read_bytes()).hexdigest() for file in nameplate]
    parts += [*nameplate, *drawn, str(lunar_dates)]
    indent = _indent(raw)
    search = _flag(raw, "BROADSHEET_SEARCH", default=True)
    host_files, policy = _host_files(raw), _security_policy(raw)
    if host_files:
        recipes = (way.recipe for way in packing.packings(host_files))
        parts += [*host_files, *recipes, policy]
    parts += [f"indent={indent}", f"search={search}", f"assets={assets}"]
    return Settings(
        content=content,
        output=output,
        theme=theme,
        ledger=Path(os.path.abspath(ledger)),
        template_overrides=tuple(
            Path(os.path.abspath(p)) for p in _paths(raw, "THEME_TEMPLATES_OVERRIDES", strip="")
        ),
        templates=_templates(raw),
        cache=_folder(raw, "CACHE_PATH") / "broadsheet",
        page_paths=_paths(raw, "PAGE_PATHS"),
        static_paths=static_paths,
        ignore_files=_paths(raw, "IGNORE_FILES"),
        save_as=_save_as(raw),
        theme_static_dir=_text(raw, "THEME_STATIC_DIR", "theme").strip("/"),
        assets=assets,
        timezone=zone,
        nameplate=nameplate,
        lunar_dates=lunar_dates,
        feed_items=feed_items,
        pictures=pictures,
        indent=indent,
        clock=clock,
        check_only=bool(raw.get("BROADSHEET_CHECK", False)),
        host_files=host_files,
        security_policy=policy,
        search=search,
        jobs=_jobs(raw),
        cluster=_text(raw, "BROADSHEET_CLUSTER"),
        site_fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest(),
        **shown,
    )
