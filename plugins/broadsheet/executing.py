"""Who does the work of a build: this process, a pool of processes, or a cluster.

All are a ``concurrent.futures.Executor``. ``Crew`` hands out work in shards, a few ahead of the
hands, and takes in what comes back, in whatever order; it survives a process that ends.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.problems import BuildError
from broadsheet.saying import Said

AHEAD = 2
"""Shards in the queue for every hand, so that none waits for the next."""


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Here(Executor):
    """Does each piece of work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # the future's to tell
            future.set_exception(error)
        return future


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """While processes are started: they do not run the program that this one runs, and Ctrl-C is
    for this process alone to answer."""
    here = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if here else None
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
        if here:
            signal.signal(signal.SIGINT, before)


def load(module: str) -> None:
    """What a new process does before there is work for it."""
    importlib.import_module(module)


class Pool(Executor):
    """Processes of this machine, each a Python of its own. They start at once and load a module,
    while this process finds out what there is to do."""

    def __init__(self, jobs: int, module: str) -> None:
        # A build of today's paper has no use for any of this.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))
        # One that ends at once is found out when there is work for it.
        with contextlib.suppress(BrokenExecutor):
            for _ in range(jobs):
                self.submit(load, module)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        # A pool starts its processes when it is given work.
        with _alone():
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def kill(self) -> None:
        """End every process at once."""
        import multiprocessing

        for child in multiprocessing.active_children():
            child.terminate()
        self.shutdown(cancel_futures=True)


class Cluster(Executor):
    """Workers of a dask.distributed scheduler, which see the same folders as this machine.

    ``address`` is the scheduler's, such as ``tcp://scheduler:8786``; ``hands`` is how many pieces
    of work they do at a time.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise BuildError(
                Said(
                    "a cluster needs dask.distributed; write: pip install 'broadsheet[cluster]'",
                    "集群要有 dask.distributed；请运行：pip install 'broadsheet[cluster]'",
                )
            ) from error
        try:
            self._client = Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise BuildError(
                Said(
                    f"{address}: no scheduler answers ({error})",
                    f"{address}：没有调度器回答（{error}）",
                )
            ) from error
        self._executor = self._client.get_executor(pure=False, retries=3)
        self.hands = max(1, sum(self._client.ncores().values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait and not cancel_futures)
        self._client.close()


@dataclass(frozen=True, slots=True)
class Shard:
    """Pieces of work that go together: ``do(site, pieces)``, whose answer goes to ``take``.
    ``name`` tells a person which piece could not be done."""

    do: Callable[[Any, Sequence[Any]], Any]
    pieces: Sequence[Any]
    take: Callable[[Any], None]
    name: Callable[[Any], str] = str


class Crew:
    """Hands out shards of work. ``failures`` are lines on pieces that could not be done."""

    def __init__(self, make: Callable[[], Executor], hands: int) -> None:
        self._make = make
        self._executor = make()
        self.hands = hands
        self.failures: list[Said] = []

    def run(self, site: object, shards: Iterable[Shard]) -> None:
        """Have every shard done. Shards are made as they are needed."""
        waiting = iter(shards)
        going: dict[Future[Any], Shard] = {}
        given: Shard | None = None
        while True:
            try:
                while len(going) < self.hands * AHEAD and (given := next(waiting, None)):
                    going[self._executor.submit(given.do, site, given.pieces)] = given
                    given = None
                if not going:
                    return
                finished, _ = wait(going, return_when=FIRST_COMPLETED)
                for future in finished:
                    going[future].take(future.result())
                    del going[future]
            except BrokenExecutor:
                # A pool is found broken when an answer is awaited, or when work is given to it.
                suspects = [*going.values(), *([given] if given else [])]
                going.clear()
                given = None
                self._try_each(site, suspects)

    def _try_each(self, site: object, suspects: Iterable[Shard]) -> None:
        """A process has ended, and took the others' work with it: each piece by itself, so that
        the one that ends its process is known."""
        self._renew()
        for shard in suspects:
            for piece in shard.pieces:
                try:
                    shard.take(self._executor.submit(shard.do, site, [piece]).result())
                except BrokenExecutor:
                    name = shard.name(piece)
                    self.failures.append(
                        Said(
                            f"{name}: the process that worked on it was killed or crashed"
                            " (is there memory enough?)",
                            f"{name}：处理它的进程被杀掉或崩溃了（内存够不够？）",
                        )
                    )
                    self._renew()

    def _renew(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._make()

    def stop(self) -> None:
        """Let everybody go; work that is not done is given up."""
        if isinstance(self._executor, Pool):
            self._executor.kill()
        else:
            self._executor.shutdown(cancel_futures=True)


class Spool:
    """Answers of those who work, kept in a file without a name until all have come: while others
    read the catalog, nothing is written into it."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # ``__exit__`` closes it

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, answer: object) -> None:
        pickle.dump(answer, self._file)

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        with contextlib.suppress(EOFError):
            while True:
                yield pickle.load(self._file)  # noqa: S301  # our own, and nobody else's
