"""What is found at the live site, in words: a line a fault, and one for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from broadsheet.problems import Language, count, printable
from broadsheet.publishing.asking import Failure

SLACK = 1 << 16
"""Bytes that are read beyond a file's own size, to tell another file from a longer one."""


class Kind(StrEnum):
    """What is wrong with a file at the host; ``DOWN`` is the host itself."""

    MISSING = "missing"
    TRUNCATED = "truncated"
    ALTERED = "altered"
    OLD = "old"
    UNANSWERED = "unanswered"
    DOWN = "down"


_SILENT = (Failure.NAME, Failure.CONNECTION, Failure.TIME)


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that readers do not get as it was published. ``path`` is the site's address when it
    is the host; ``expected`` and ``size`` are bytes; ``cache`` is what a cache said of itself,
    ``moved_to`` where redirects have led."""

    path: str
    kind: Kind
    expected: int = 0
    size: int = 0
    status: int = 0
    failure: Failure | None = None
    detail: str = ""
    cache: str = ""
    moved_to: str = ""

    def line(self, language: Language) -> str:
        """``path: what is wrong``, on one line."""
        text = printable(self.path, 4096)
        if language == "zh":
            text += f"：{_in_chinese(self)}"
            text += f"（转到 {self.moved_to}）" if self.moved_to else ""
            return text + (f"（缓存：{self.cache}）" if self.cache else "")
        text += f": {_in_english(self)}"
        text += f" (redirected to {self.moved_to})" if self.moved_to else ""
        return text + (f" (cache: {self.cache})" if self.cache else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked for, of how many files, and what is wrong, in order. ``says_lost`` is false
    where the host calls it a success when it is asked for an address that nobody published."""

    site_url: str
    asked: int
    total: int
    seed: int
    faults: tuple[Fault, ...]
    says_lost: bool
    seconds: float

    @property
    def good(self) -> bool:
        return not self.faults

    @property
    def is_down(self) -> bool:
        """Whether nothing is wrong but that nobody answered. Whose certificate is not accepted has
        answered."""
        return bool(self.faults) and all(
            fault.kind == Kind.DOWN and fault.failure in _SILENT for fault in self.faults
        )

    def lines(self, language: Language) -> Iterator[str]:
        yield from (fault.line(language) for fault in self.faults)
        if not self.says_lost:
            yield _SAYS_NOT_LOST_ZH if language == "zh" else _SAYS_NOT_LOST_EN
        yield self.summary(language)

    def summary(self, language: Language) -> str:
        kinds = [fault.kind for fault in self.faults if fault.kind != Kind.DOWN]
        is_sample = self.asked < self.total
        if language == "zh":
            found = "，".join(f"{kinds.count(k)} 个{_ZH[k]}" for k in Kind if k in kinds)
            found = found or ("没有核对完" if self.faults else "都与发布的一致")
            which = f"（随机种子 {self.seed}）" if is_sample else ""
            return (
                f"核对了 {self.site_url} 的 {self.asked}/{self.total} 个文件{which}，"
                f"用时 {self.seconds:.1f} 秒：{found}"
            )
        found = ", ".join(f"{kinds.count(k)} {k}" for k in Kind if k in kinds)
        found = found or ("not finished" if self.faults else "all as published")
        which = f" (seed {self.seed})" if is_sample else ""
        return (
            f"verified {self.asked} of {count(self.total, 'file')} at {self.site_url}{which}"
            f" in {self.seconds:.1f} s: {found}"
        )


def progress(asked: int, whole: int, language: Language) -> str:
    return f"已核对 {asked}/{whole} 个文件" if language == "zh" else f"verified {asked} of {whole}"


_SAYS_NOT_LOST_EN = (
    "warning: the host answers addresses that do not exist with a status of success;"
    " let it answer them with 404.html and status 404"
)
_SAYS_NOT_LOST_ZH = "提醒：主机对不存在的网址也回答成功；请让它用 404.html 回答，状态为 404"
_ZH = {
    Kind.MISSING: "缺失",
    Kind.TRUNCATED: "不完整",
    Kind.ALTERED: "被改动",
    Kind.OLD: "仍是旧的",
    Kind.UNANSWERED: "没有回答",
}
_FAILURES_EN = {
    Failure.NAME: "the host's name is not known",
    Failure.CONNECTION: "the host cannot be reached",
    Failure.CERTIFICATE: "the host's certificate is not accepted",
    Failure.TIME: "the host has not answered in time",
    Failure.MOVES: "the host redirects again and again",
    Failure.ADDRESS: "this is no address of a web site",
}
_FAILURES_ZH = {
    Failure.NAME: "找不到这个主机名",
    Failure.CONNECTION: "连不上主机",
    Failure.CERTIFICATE: "主机的证书不被接受",
    Failure.TIME: "主机没有及时回答",
    Failure.MOVES: "主机反复重定向",
    Failure.ADDRESS: "这不是网站的地址",
}


def _in_english(fault: Fault) -> str:
    match fault.kind:
        case Kind.MISSING if fault.status == 200:
            words = "missing: the host answers with another page, and with status 200"
        case Kind.MISSING:
            words = f"missing: the host answers with status {fault.status}"
        case Kind.TRUNCATED:
            words = f"truncated: {fault.size} of {fault.expected} bytes"
        case Kind.OLD:
            words = "old: a cache still has another file, the host itself has this one"
        case Kind.UNANSWERED | Kind.DOWN if fault.failure:
            words = _FAILURES_EN[fault.failure] + (f" ({fault.detail})" if fault.detail else "")
        case _:
            size, expected = _sizes(fault, "more than ")
            words = f"altered: {size} bytes instead of {expected}"
            if fault.size == fault.expected:
                words = f"altered: {size} bytes as expected, but others"
            words += f", packed as {fault.detail}" if fault.detail else ""
    return words


def _in_chinese(fault: Fault) -> str:
    match fault.kind:
        case Kind.MISSING if fault.status == 200:
            words = "缺失：主机用另一个页面回答，状态却是 200"
        case Kind.MISSING:
            words = f"缺失：主机回答状态 {fault.status}"
        case Kind.TRUNCATED:
            words = f"不完整：{fault.expected} 字节中只有 {fault.size} 字节"
        case Kind.OLD:
            words = "仍是旧的：缓存里还是另一个文件，主机上已是这一个"
        case Kind.UNANSWERED | Kind.DOWN if fault.failure:
            words = _FAILURES_ZH[fault.failure] + (f"（{fault.detail}）" if fault.detail else "")
        case _:
            size, expected = _sizes(fault, "超过 ")
            words = f"被改动：应为 {expected} 字节，实际 {size} 字节"
            if fault.size == fault.expected:
                words = f"被改动：字节数同为 {size}，内容不同"
            words += f"，以 {fault.detail} 压缩" if fault.detail else ""
    return words


def _sizes(fault: Fault, more_than: str) -> tuple[str, str]:
    """How many bytes came, and how many should have; of a body that is too long not all is read."""
    most = fault.expected + SLACK
    size = f"{more_than}{most}" if fault.size > most else str(fault.size)
    return size, str(fault.expected)
