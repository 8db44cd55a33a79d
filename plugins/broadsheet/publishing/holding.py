"""One publish at a time: a note on the host says who is at work, since when, and that they live.

No host of files has a lock that ends with its holder, so each holder leaves a note of its own name
and looks whether there is another. Two that come at once see each other, and at least one goes.
While it works a holder renews its note. A note is left over, and is removed by the next publish,
when the process that wrote it is known to have ended on this computer; or when it was not renewed
for ``LEASE``, and is not while it is watched either, for the clocks of two computers may differ. So
a publish that was killed elsewhere is waited for six minutes at most.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import random
import re
import socket
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from broadsheet.problems import BuildError, printable
from broadsheet.saying import Said, as_it_is

LEASE = dt.timedelta(minutes=5)
RENEWED_AFTER = 60.0
"""Seconds between two signs of life."""
WATCHED_FOR = 75.0
"""Seconds in which who lives gives a sign, whatever their clock says."""
TRIES = 3


class Notes(Protocol):
    """Small files on the host, by name."""

    def read_notes(self) -> dict[str, bytes]: ...

    def put_note(self, name: str, data: bytes) -> None: ...

    def remove_note(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Holder:
    """Who publishes. ``machine`` and ``started`` tell one process from any other; moments are UTC,
    in whole seconds."""

    who: str
    machine: str
    pid: int
    started: str
    since: str
    renewed: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def name(self) -> str:
        return f"{self.key}.json"

    def data(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def parse(cls, name: str, data: bytes) -> Holder:
        """A note that cannot be read was just begun, or cut off: nobody knows whose it is."""
        try:
            known = json.loads(data)
            texts = {key: str(known[key]) for key in asdict(_NOBODY) if key != "pid"}
            if dt.datetime.fromisoformat(texts["renewed"]).tzinfo is None:
                raise ValueError("a moment that is none")
            return cls(pid=int(known["pid"]), **texts)
        except (ValueError, KeyError, TypeError):
            return replace(_NOBODY, key=name.removesuffix(".json"))

    @property
    def has_ended(self) -> bool:
        """Whether whoever wrote the note is known to have ended on this computer."""
        if self.machine != _machine():
            return False
        is_ours = self.pid != os.getpid() or self.key in _ours
        return self.started != _started(self.pid) or not is_ours

    def is_silent(self, now: dt.datetime) -> bool:
        """Whether there was no sign of life for long, if both clocks are right."""
        return not self.who or now - dt.datetime.fromisoformat(self.renewed) > LEASE

    @property
    def shown(self) -> Said:
        """Who it is; a note has it in English."""
        who = printable(self.who)
        match = _PROCESS.fullmatch(who)
        if match is None:
            return as_it_is(who)
        name, pid = match.groups()
        return Said(f"{name} (process {pid})", f"{name}（进程 {pid}）")

    def words(self, now: dt.datetime) -> Said:
        if not self.who:
            return Said("another publish has just begun", "另一次发布刚刚开始")
        silent = now - dt.datetime.fromisoformat(self.renewed)
        seconds, lease = max(0, round(silent.total_seconds())), round(LEASE.total_seconds() / 60)
        life = Said(
            f"last sign of life {seconds} s ago;"
            f" after {lease} minutes without one it counts as ended",
            f"{seconds} 秒前还有动静；{lease} 分钟没有动静就算结束",
        )
        if silent > LEASE:
            behind = round(silent.total_seconds() / 60)
            life = Said(
                f"it lives; its clock is {behind} minutes behind",
                f"它还在进行；它的时钟慢了 {behind} 分钟",
            )
        who = self.shown
        return Said(
            f"{who.en} has been publishing since {self.since} ({life.en})",
            f"{who.zh}从 {self.since} 起正在发布（{life.zh}）",
        )


_ours: set[str] = set()
"""Keys of what this process holds now: a host that fell silent may take an older note in later."""
_PROCESS = re.compile(r"(.*) \(process (\d+)\)")
_NOBODY = Holder("", "", 0, "", "", "", "")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _machine() -> str:
    """Something that another computer, or another container, does not share."""
    parts = [socket.gethostname(), f"{uuid.getnode():x}"]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip())
        parts.append(os.readlink("/proc/self/ns/pid"))
    return " ".join(parts)


def _started(pid: int) -> str:
    """When a process of this computer was started; empty when there is none of that number."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
        return stat.rpartition(")")[2].split()[19]
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        pass
    return "running"


def _oneself() -> Holder:
    now = _now().isoformat()
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "somebody"
    pid = os.getpid()
    who = f"{user}@{socket.gethostname()} (process {pid})"
    return Holder(who, _machine(), pid, _started(pid), now, now)


class Hold:
    """One's own note on the host."""

    def __init__(self, notes: Notes, holder: Holder) -> None:
        self._notes = notes
        self._holder = holder
        self._renewed = time.monotonic()
        self._seen = time.time()

    def renew(self) -> None:
        """Give a sign of life, when it is time to."""
        if time.monotonic() - self._renewed < RENEWED_AFTER:
            return
        self._renewed, self._seen = time.monotonic(), time.time()
        self._holder = replace(self._holder, renewed=_now().isoformat())
        self._notes.put_note(self._holder.name, self._holder.data())

    def confirm(self) -> None:
        """Raises ``BuildError`` when somebody has taken this publish for ended, which happens to a
        computer that has slept. Soon after a sign of life nobody can have."""
        if 0 <= time.time() - self._seen < LEASE.total_seconds() / 2:
            return
        if self._holder.name not in self._notes.read_notes():
            raise BuildError(
                Said(
                    "this publish was taken for ended, and another one has begun; nothing was"
                    " changed",
                    "这次发布被当作已经结束，另一次发布已经开始；什么也没有改动",
                )
            )


@contextmanager
def held(notes: Notes, where: str, say: Callable[[Said], None]) -> Iterator[Hold]:
    """Hold a host while the block runs. Raises ``BuildError`` naming the holder when another
    publish has it."""
    holder = _claimed(notes, where, say)
    _ours.add(holder.key)
    try:
        yield Hold(notes, holder)
    finally:
        _ours.discard(holder.key)
        notes.remove_note(holder.name)


def _claimed(notes: Notes, where: str, say: Callable[[Said], None]) -> Holder:
    alive: set[str] = set()
    for at in range(TRIES):
        is_last = at + 1 == TRIES
        holder = _oneself()
        notes.put_note(holder.name, holder.data())
        try:
            found = notes.read_notes()
            others = _others(notes, holder, found, say, alive, is_last)
        except BaseException:
            notes.remove_note(holder.name)
            raise
        if not others:
            if holder.name in found:
                return holder
            raise BuildError(
                Said(
                    f"{where}: the host does not keep what is written to it",
                    f"{where}：写到主机上的内容没有留下来",
                )
            )
        notes.remove_note(holder.name)
        if not is_last:
            # Two that came at the same moment have both stepped back.
            time.sleep(random.uniform(0.2, 1.0))
    words = others[0].words(_now())
    raise BuildError(
        Said(f"{where}: {words.en}; wait for it to end", f"{where}：{words.zh}；请等它结束")
    )


def _others(
    notes: Notes,
    own: Holder,
    found: Mapping[str, bytes],
    say: Callable[[Said], None],
    alive: set[str],
    is_last: bool,
) -> list[Holder]:
    """Who else holds it. Notes that are left over are removed; names of those that are known not to
    be go into ``alive``. A note that cannot be read may have just been begun, and is not watched
    before the last try."""
    silent, others = list[str](), list[Holder]()
    for name, data in sorted(found.items()):
        if name == own.name:
            continue
        other = Holder.parse(name, data)
        if other.has_ended:
            _remove(notes, other, say)
        elif name not in alive and other.is_silent(_now()) and (other.who or is_last):
            silent.append(name)
        else:
            others.append(other)
    if silent and not others:
        say(
            Said(
                f"a publish has long been silent; watching for {WATCHED_FOR:g} s whether it has"
                " ended",
                f"有一次发布很久没有动静；再看 {WATCHED_FOR:g} 秒它是否已经结束",
            )
        )
        time.sleep(WATCHED_FOR)
        later = notes.read_notes()
        for name in silent:
            other = Holder.parse(name, later.get(name, found[name]))
            if later.get(name, found[name]) != found[name]:
                others.append(other)
                alive.add(name)
            else:
                _remove(notes, other, say)
    return others


def _remove(notes: Notes, other: Holder, say: Callable[[Said], None]) -> None:
    who, since = other.shown, other.since
    say(
        Said(
            f"a publish of {who.en} since {since} was broken off",
            f"{who.zh}从 {since} 起的一次发布中途断了",
        )
        if other.who
        else Said("a publish of somebody was broken off", "有一次发布中途断了")
    )
    notes.remove_note(other.name)
