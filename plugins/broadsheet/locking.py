"""One build of an output at a time; the second is told who is at work and since when."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout

from broadsheet.problems import BuildError
from broadsheet.saying import Said


class OutputLock:
    """Held from ``acquire`` to ``release``, or until the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)
        self._holder = path.with_suffix(".holder")

    def acquire(self, output: Path) -> None:
        """Raises ``BuildError`` naming the holder when another build has the output."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            who = self._who()
            raise BuildError(
                Said(f"{output}: {who.en}; wait for it to end", f"{output}：{who.zh}；请等它结束")
            ) from error
        except OSError as error:
            raise BuildError(
                Said(
                    f"{self._lock.lock_file}: cannot write the cache folder ({error.strerror})",
                    f"{self._lock.lock_file}：缓存文件夹写不进去（{error.strerror}）",
                )
            ) from error
        now = dt.datetime.now().astimezone()
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": now.isoformat(sep=" ", timespec="seconds"),
        }
        self._holder.write_text(json.dumps(holder), encoding="utf-8")

    def _who(self) -> Said:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return Said(
                f"process {holder['pid']} on {holder['host']} has been building it"
                f" since {holder['since']}",
                f"{holder['host']} 上的进程 {holder['pid']} 从 {holder['since']} 起正在构建它",
            )
        except (OSError, ValueError, KeyError):
            return Said("another process is building it", "另一个进程正在构建它")

    def release(self) -> None:
        self._holder.unlink(missing_ok=True)
        self._lock.release()
