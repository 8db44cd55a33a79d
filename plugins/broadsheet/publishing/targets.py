"""Where a site is published: a line of publishconf.py, read into a target.

    PUBLISH = "ssh://deploy@paper.example/var/www/paper"

A password has no place in that line: it is a file of the repository. What is wrong with a line is
said without repeating the line, for it might hold one.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from broadsheet.problems import BuildError
from broadsheet.saying import Said, as_it_is

CONFIGURATION = "publishconf.py"


class Kind(StrEnum):
    """How a host is spoken to."""

    SHELL = "ssh"
    SFTP = "sftp"
    FTP = "ftp"
    FTPS = "ftps"
    WEBDAV = "webdav"
    WEBDAVS = "webdavs"
    S3 = "s3"
    RCLONE = "rclone"
    FOLDER = "folder"
    GIT = "git"


EXAMPLES = {
    Kind.SHELL: "ssh://USER@HOST/FOLDER",
    Kind.SFTP: "sftp://USER@HOST/FOLDER",
    Kind.FTP: "ftp://USER@HOST/FOLDER",
    Kind.FTPS: "ftps://USER@HOST/FOLDER",
    Kind.WEBDAV: "webdav://USER@HOST/FOLDER",
    Kind.WEBDAVS: "webdavs://USER@HOST/FOLDER",
    Kind.S3: "s3://BUCKET/FOLDER?endpoint=https://HOST",
    Kind.RCLONE: "rclone://REMOTE/FOLDER",
    Kind.FOLDER: "/FOLDER",
    Kind.GIT: "git+ssh://git@HOST/OWNER/NAME.git#BRANCH",
}
_KINDS = ", ".join(EXAMPLES.values())
_OPTIONS = {Kind.S3: ("endpoint", "region", "provider", "acl")}
_NAME = re.compile(r"[\w][\w .+@-]*")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_USER = re.compile(r"[\w][\w.+@-]*")
_PASSWORD_INSTEAD = Said(
    "write it into BROADSHEET_PASSWORD in the environment, or let rclone know it",
    "写进环境变量 BROADSHEET_PASSWORD，或存进 rclone 自己的配置",
)
_INSTEAD = {
    "ssh": Said("use ssh-agent", "改用 ssh-agent"),
    "s3": Said(
        "write AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY into the environment",
        "把 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 写进环境变量",
    ),
    "git": Said("let git's credential helper know it", "交给 git 的 credential helper 保存"),
}
_TOKEN = re.compile(r"(gh[a-z]_|github_pat_|glpat-|gldt-).*|.{40,}")
"""What git hosts give programs in place of a password, and people write in place of a user."""


@dataclass(frozen=True, slots=True)
class Target:
    """``name`` is the key in ``PUBLISH``; ``folder`` begins with a slash where the host has a root.
    ``where`` is the host, the bucket or the remote; ``options`` are those after the question mark.
    ``site_url`` is where readers find it, empty where nobody says so. The first target is the
    newspaper's own site, whose addresses are kept for good; the others are copies for a look."""

    name: str
    kind: Kind
    folder: str
    user: str = ""
    where: str = ""
    port: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    branch: str = ""
    repository: str = ""
    site_url: str = ""
    is_first: bool = True

    @property
    def shown(self) -> str:
        """The target for people, without what might be a secret."""
        if self.kind == Kind.FOLDER:
            return self.folder
        if self.kind == Kind.GIT:
            return f"git+{self.repository}#{self.branch}"
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.kind}://{user}{self.where}{port}{self.folder}"


@dataclass(frozen=True, slots=True)
class Manners:
    """How it is published. ``patience``: seconds for which a host may be silent; ``grace``: how
    many a reader has, who has opened a page, to follow its links before what is gone is deleted;
    ``keep``: how long files stay that old pages ask for by themselves; ``most_withdrawn``: the
    share of the live files that may go without ``--force``."""

    patience: float = 60.0
    grace: float = 5.0
    keep: dt.timedelta = dt.timedelta(hours=24)
    most_withdrawn: float = 0.1
    releases: int = 5


SETTINGS = (
    *("PUBLISH_URLS", "PUBLISH_TIMEOUT", "PUBLISH_GRACE", "PUBLISH_KEEP_HOURS"),
    *("PUBLISH_MOST_DELETED", "PUBLISH_RELEASES"),
)


def manners(raw: Mapping[str, object]) -> Manners:
    """Raises ``BuildError``, also for a setting that nobody knows: it would be passed over."""
    for name in raw:
        if name.startswith("PUBLISH_") and name not in SETTINGS:
            near = difflib.get_close_matches(name, SETTINGS, 1)
            known = near[0] if near else ", ".join(SETTINGS)
            hint = (
                Said(f"did you mean {known}?", f"是不是想写 {known}？")
                if near
                else Said(f"write {known}", f"可以写的有 {known}")
            )
            raise BuildError(
                Said(
                    f"{CONFIGURATION}: {name} is unknown; {hint.en}",
                    f"{CONFIGURATION}：没有 {name} 这个设置；{hint.zh}",
                )
            )
    return Manners(
        patience=_number(raw, "PUBLISH_TIMEOUT", 60, 1, 86_400),
        grace=_number(raw, "PUBLISH_GRACE", 5, 0, 86_400),
        keep=dt.timedelta(hours=_number(raw, "PUBLISH_KEEP_HOURS", 24, 0, 87_600)),
        most_withdrawn=_number(raw, "PUBLISH_MOST_DELETED", 10, 0, 100) / 100,
        releases=int(_number(raw, "PUBLISH_RELEASES", 5, 1, 1000)),
    )


def _number(raw: Mapping[str, object], name: str, usual: float, least: float, most: float) -> float:
    value = raw.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BuildError(
            Said(
                f"{CONFIGURATION}: {name} is {value!r}; write a number, such as {usual}",
                f"{CONFIGURATION}：{name} 的值是 {value!r}；请写一个数，例如 {usual}",
            )
        )
    if not least <= value <= most:
        raise BuildError(
            Said(
                f"{CONFIGURATION}: {name} is {value}; write {least} to {most}",
                f"{CONFIGURATION}：{name} 的值是 {value}；请写 {least} 到 {most}",
            )
        )
    return float(value)


def chosen(raw: Mapping[str, object], to: str) -> Target:
    """The target that ``to`` names, or the first one. Raises ``BuildError``."""
    lines = _lines(raw)
    if not lines:
        raise BuildError(
            Said(
                f"{CONFIGURATION}: there is no PUBLISH; write one line, such as"
                f' PUBLISH = "{EXAMPLES[Kind.SHELL]}" (docs/publishing.md)',
                f"{CONFIGURATION}：没有 PUBLISH；请写一行，例如"
                f' PUBLISH = "{EXAMPLES[Kind.SHELL]}"（docs/publishing.zh.md）',
            )
        )
    name = to or next(iter(lines))
    if name not in lines:
        raise _no_target(lines, to)
    target = parsed(name, lines[name], site_url(raw, name))
    return replace(target, is_first=name == next(iter(lines)))


def site_url(raw: Mapping[str, object], to: str) -> str:
    """Where readers find the target that ``to`` names, or the first one, without a slash at its
    end; empty where nobody says so. Raises ``BuildError``."""
    lines, given = _lines(raw), _urls(raw)
    first = next(iter(lines), "")
    name = to or first
    if name not in given and name not in lines and lines:
        raise _no_target(lines, to)
    own = given.get(name) or (raw.get("SITEURL") if name == first else "")
    return str(own or "").rstrip("/")


def _no_target(lines: Mapping[str, str], to: str) -> BuildError:
    names = ", ".join(filter(None, lines))
    known = as_it_is(names) if names else Said("no target has a name", "目标都没有名字")
    return BuildError(
        Said(
            f'{CONFIGURATION}: PUBLISH has no target "{to}"; it has: {known.en}',
            f"{CONFIGURATION}：PUBLISH 里没有目标“{to}”；其中有：{known.zh}",
        )
    )


def _urls(raw: Mapping[str, object]) -> dict[str, str]:
    """Addresses by the names of targets, as ``PUBLISH_URLS`` says."""
    given = raw.get("PUBLISH_URLS") or {}
    pairs = given.items() if isinstance(given, Mapping) else [(None, None)]
    urls = {n: url for n, url in pairs if isinstance(n, str) and isinstance(url, str)}
    if len(urls) < len(pairs):
        raise BuildError(
            Said(
                f"{CONFIGURATION}: PUBLISH_URLS is {given!r};"
                ' write {"staging": "https://staging.paper.example"}',
                f"{CONFIGURATION}：PUBLISH_URLS 的值是 {given!r}；"
                '请写成 {"staging": "https://staging.paper.example"}',
            )
        )
    for name, address in urls.items():
        parts = urlsplit(address)
        if address and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise BuildError(
                Said(
                    f'{CONFIGURATION}: PUBLISH_URLS["{name}"] is no address of a site;'
                    ' write one such as "https://staging.paper.example"',
                    f'{CONFIGURATION}：PUBLISH_URLS["{name}"] 不是网站的网址；'
                    '请写成像 "https://staging.paper.example" 这样',
                )
            )
    return urls


def _lines(raw: Mapping[str, object]) -> dict[str, str]:
    value = raw.get("PUBLISH", {})
    lines = {"": value} if isinstance(value, str) and value else value
    if not lines:
        return {}
    if not isinstance(lines, Mapping) or not all(
        isinstance(name, str) and isinstance(line, str) for name, line in lines.items()
    ):
        raise BuildError(
            Said(
                f"{CONFIGURATION}: PUBLISH is no target; write a line, or"
                ' {"live": "ssh://…", "staging": "ssh://…"}',
                f"{CONFIGURATION}：PUBLISH 不是目标；请写一行，或写成"
                ' {"live": "ssh://…", "staging": "ssh://…"}',
            )
        )
    return dict(lines)


def parsed(name: str, line: str, site_url: str = "") -> Target:
    """A target of its line. Raises ``BuildError`` that names the part that is wrong."""
    if not line.isprintable() or line != line.strip():
        raise _wrong(
            name,
            Said(
                "has spaces around it or signs that cannot be seen",
                "前后有空格，或里面有看不见的字符",
            ),
        )
    if line.startswith(("/", "~/")):
        # Two slashes at the beginning are one.
        folder = "/" + os.path.expanduser(line).lstrip("/")
        return Target(name, Kind.FOLDER, os.path.normpath(folder), site_url=site_url)
    scheme, mark, _ = line.partition("://")
    scheme = scheme.lower()
    if not mark:
        raise _wrong(
            name,
            Said(
                f"does not say what kind of host it is; write one of: {_KINDS}",
                f"没有说明是哪一种主机；请写其中一种：{_KINDS}",
            ),
        )
    try:
        parts = urlsplit(line)
        port = parts.port
    except ValueError:
        said = Said("has a port or a host that is none", "里的端口或主机写得不对")
        raise _wrong(name, said) from None
    if parts.password is not None:
        instead = _INSTEAD.get(scheme.partition("+")[0], _PASSWORD_INSTEAD)
        raise _wrong(
            name,
            Said(
                "holds a password, which has no place in a file of the repository; take it out and"
                f" {instead.en}",
                f"里有密码，而密码绝不能写进仓库的文件；请删掉它，{instead.zh}",
            ),
        )
    if scheme.startswith("git+"):
        return _git(name, scheme, parts, site_url)
    if scheme not in {str(kind) for kind in Kind} - {Kind.FOLDER, Kind.GIT}:
        raise _wrong(
            name,
            Said(
                f"is of a kind that is unknown; write one of: {_KINDS}",
                f"是不认识的主机种类；请写其中一种：{_KINDS}",
            ),
        )
    kind = Kind(scheme)
    return Target(
        name,
        kind,
        _folder(name, kind, parts),
        user=_user(name, kind, parts),
        where=_where(name, kind, parts),
        port=port,
        options=_options(name, kind, parts),
        site_url=site_url,
    )


def _wrong(name: str, what: Said) -> BuildError:
    which = f'PUBLISH["{name}"]' if name else "PUBLISH"
    return BuildError(
        Said(f"{CONFIGURATION}: {which} {what.en}", f"{CONFIGURATION}：{which} {what.zh}")
    )


def _where(name: str, kind: Kind, parts: SplitResult) -> str:
    given = parts.netloc.rpartition("@")[2]
    if kind in (Kind.S3, Kind.RCLONE):
        if not _NAME.fullmatch(given):
            raise _wrong(
                name,
                Said(
                    f"names no bucket or remote; write {EXAMPLES[kind]}",
                    f"没有写明存储桶或 remote；请写成 {EXAMPLES[kind]}",
                ),
            )
        return given
    host = parts.hostname or ""
    if ":" in host:
        raise _wrong(
            name,
            Said(
                "names its host by an IPv6 address; write a name that stands for it",
                "用 IPv6 地址写主机；请改用指向它的主机名",
            ),
        )
    if not _HOST.fullmatch(host):
        said = Said(
            f"names no host; write {EXAMPLES[kind]}", f"没有写明主机；请写成 {EXAMPLES[kind]}"
        )
        raise _wrong(name, said)
    return host


def _user(name: str, kind: Kind, parts: SplitResult) -> str:
    user = unquote(parts.username or "")
    if user and kind in (Kind.S3, Kind.RCLONE):
        raise _wrong(
            name,
            Said(
                "names a user or a key before its bucket; take it out: keys are the environment's",
                "在存储桶前面写了用户或密钥；请删掉：密钥要写进环境变量",
            ),
        )
    if user and not _USER.fullmatch(user):
        raise _wrong(name, Said("names a user that no host can have", "里的用户名，主机上不可能有"))
    return user


def _folder(name: str, kind: Kind, parts: SplitResult) -> str:
    folder = unquote(parts.path).rstrip("/")
    steps = folder.split("/")
    is_odd = not folder.isprintable() or "\ufffd" in folder
    if any(step in (".", "..") for step in steps) or "//" in folder or is_odd:
        raise _wrong(
            name,
            Said(
                "has a folder with empty steps or with dots; write the whole way",
                "的文件夹里有空的一级，或有“.”、“..”；请写出完整的路径",
            ),
        )
    if kind == Kind.SHELL and not folder:
        raise _wrong(
            name,
            Said(
                f"names no folder; write {EXAMPLES[kind]}",
                f"没有写明文件夹；请写成 {EXAMPLES[kind]}",
            ),
        )
    if folder == "/~":
        raise _wrong(
            name,
            Said(
                "names somebody's whole home; write a folder in it, such as /~/www",
                "写的是用户的整个主目录；请写其中的一个文件夹，例如 /~/www",
            ),
        )
    if parts.fragment:
        raise _wrong(
            name,
            Said(
                'has a "#" in it, which only a git branch has; write it as %23',
                "里有“#”，只有 git 分支前才有；请写成 %23",
            ),
        )
    return folder


def _options(name: str, kind: Kind, parts: SplitResult) -> dict[str, str]:
    known = _OPTIONS.get(kind, ())
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.query and (not known or not given or set(given) - set(known)):
        may = ", ".join(known)
        what = (
            Said(f"may say after its question mark: {may}", f"的问号后面只可以写：{may}")
            if known
            else Said('has a "?"', "里有“?”")
        )
        raise _wrong(name, Said(f"{what.en}; take the rest out", f"{what.zh}；其余的请删掉"))
    endpoint = urlsplit(given.get("endpoint", ""))
    if "endpoint" in given and (endpoint.scheme not in ("http", "https") or "@" in endpoint.netloc):
        raise _wrong(
            name,
            Said(
                f"has an endpoint that is no address; write {EXAMPLES[Kind.S3]}",
                f"的 endpoint 不是网址；请写成 {EXAMPLES[Kind.S3]}",
            ),
        )
    return given


def _git(name: str, scheme: str, parts: SplitResult, site_url: str) -> Target:
    protocol = scheme.removeprefix("git+")
    if protocol not in ("ssh", "https", "file"):
        raise _wrong(
            name,
            Said(
                "is of a kind that is unknown; write git+ssh://, git+https:// or git+file://",
                "是不认识的主机种类；请写 git+ssh://、git+https:// 或 git+file://",
            ),
        )
    user = parts.username or ""
    if _TOKEN.fullmatch(user):
        raise _wrong(
            name,
            Said(
                "holds a token, which has no place in a file of the repository; take it out and let"
                " git's credential helper know it",
                "里有令牌，而令牌绝不能写进仓库的文件；请删掉它，"
                "交给 git 的 credential helper 保存",
            ),
        )
    if not parts.path.strip("/") or parts.query:
        raise _wrong(
            name,
            Said(
                f"names no repository; write {EXAMPLES[Kind.GIT]}",
                f"没有写明仓库；请写成 {EXAMPLES[Kind.GIT]}",
            ),
        )
    branch = parts.fragment
    if not re.fullmatch(r"[\w][\w./-]*", branch) or ".." in branch or branch.endswith((".", "/")):
        raise _wrong(
            name,
            Said(
                f'names no branch after "#"; write {EXAMPLES[Kind.GIT]}',
                f"的“#”后面没有写明分支；请写成 {EXAMPLES[Kind.GIT]}",
            ),
        )
    return Target(
        name,
        Kind.GIT,
        "",
        user=user,
        where=parts.hostname or "",
        branch=branch,
        repository=f"{protocol}://{parts.netloc}{parts.path}",
        site_url=site_url,
    )
