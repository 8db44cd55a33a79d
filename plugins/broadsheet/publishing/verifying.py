"""``invoke verify``: what readers get at the live site, file by file, beside what was published.

Every file that is missing, truncated, altered or old is named on one line. A sample always holds
the pages that readers come in by and what was just uploaded; the rest of it is drawn at random.
"""

from __future__ import annotations

import hashlib
import random
import re
import threading
import time
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from broadsheet.pages import urls
from broadsheet.problems import Language
from broadsheet.publishing.asking import PAUSES, Answer, Body, Host, Unanswered
from broadsheet.publishing.findings import SLACK, Fault, Kind, Report, progress

SAMPLE = 200
MOST_UPLOADED = 500
"""So many of the files that were just uploaded are in a sample."""
LONGEST = 1 << 24
"""Bytes of a page."""
BATCH = 2_000
SILENT = 3
"""A host that has left so many questions of each connection unanswered is asked no more."""
FOR_HOSTS = frozenset({"_headers", "_redirects", ".htaccess", ".nojekyll", "CNAME"})
"""Files that hosts read and do not hand out."""
ENTRIES = (
    *(urls.HOME, urls.ARCHIVE, urls.SEARCH, urls.NOT_FOUND, urls.ROBOTS, urls.SITEMAP),
    *(urls.FEED, urls.DAYS_SCRIPT, urls.DATA_SITE, urls.search_file("manifest.js")),
)
_ISSUE = re.compile(r"\d{4}/\d\d/\d\d[^/]*/index\.html")


class Wanted(NamedTuple):
    """A file as it was published: bytes, and their BLAKE2b of 16 bytes."""

    size: int
    digest: bytes


def verify(
    files: Mapping[str, tuple[int, bytes]],
    site_url: str,
    *,
    sample: int | None = SAMPLE,
    uploaded: Collection[str] = (),
    moved: Container[str] = (),
    seed: int | None = None,
    folder: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
    language: Language = "en",
    connections: int = 8,
    patience: float = 20.0,
    pauses: tuple[float, ...] = PAUSES,
) -> Report:
    """Ask a site for its files and compare. ``files`` are path -> (bytes, BLAKE2b of 16 bytes) of
    all that was published; ``sample`` is how many are drawn at random, ``None`` asks for all;
    ``uploaded`` are paths that are to be among them; ``moved`` those of pages that only lead to
    another or say that one was taken down, for which a host that knows may redirect, or answer with
    status 410; ``folder`` has the files as they were
    published, by which a truncated one is told from another. ``say`` takes lines of progress."""
    started = time.monotonic()
    seed = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    served = {
        path: Wanted(*wanted)
        for path, wanted in files.items()
        if path.rpartition("/")[2] not in FOR_HOSTS
    }
    questions = chosen(served, sample, uploaded, seed)
    faults: list[Fault] = []
    says_lost, asked = True, 0
    with closing(Host(site_url, connections, patience, pauses)) as host:
        judge = _Judge(host, served, moved, folder, seed, connections * SILENT)
        try:
            says_lost = judge.meet()
            for done in judge.judge_all(questions, connections):
                asked += 1
                faults += [done] if done else []
                if asked < len(questions) and judge.is_time_to_speak():
                    say(progress(asked, len(questions), language))
        except Unanswered as error:
            faults = [fault for fault in faults if fault.kind != Kind.UNANSWERED]
            faults.append(
                Fault(host.site_url, Kind.DOWN, failure=error.failure, detail=error.detail)
            )
    return Report(
        site_url=host.site_url,
        asked=asked,
        total=len(served),
        seed=seed,
        faults=tuple(sorted(faults, key=lambda fault: fault.path)),
        says_lost=says_lost,
        seconds=time.monotonic() - started,
    )


def chosen(
    files: Mapping[str, Wanted], sample: int | None, uploaded: Collection[str], seed: int
) -> list[str]:
    """The paths that are asked for, in order: all, or the entries, what was uploaded, and so many
    of the others."""
    if sample is None:
        return sorted(files)
    drawn = random.Random(seed)
    kept = set(entries(files))
    fresh = sorted({path for path in uploaded if path in files} - kept)
    kept.update(drawn.sample(fresh, min(MOST_UPLOADED, len(fresh))))
    rest = sorted(files.keys() - kept)
    return sorted(kept | set(drawn.sample(rest, min(sample, len(rest)))))


def entries(files: Collection[str]) -> set[str]:
    """What readers and programs come in by: the front page, feeds, the sitemap, the search, the
    newest issue."""
    issues = [path for path in files if _ISSUE.fullmatch(path)]
    feeds = {path for path in files if path.startswith("feeds/")}
    return ({*ENTRIES, *([max(issues)] if issues else [])} & set(files)) | feeds


class _Judge:
    """Asks for files and tells what is wrong. Threads share it."""

    def __init__(
        self,
        host: Host,
        files: Mapping[str, Wanted],
        moved: Container[str],
        folder: Path | None,
        seed: int,
        most_silent: int,
    ) -> None:
        self._host = host
        self._files = files
        self._moved = moved
        self._folder = folder
        self._query = f"verify={seed}-{time.time_ns():x}"
        self._most_silent = most_silent
        self._lost_page: Body | None = None
        self._silent = 0
        self._lock = threading.Lock()
        self._said = time.monotonic()

    def is_time_to_speak(self) -> bool:
        now = time.monotonic()
        if now - self._said < 2:
            return False
        self._said = now
        return True

    def meet(self) -> bool:
        """Ask for an address that nobody has published, to know the page for lost readers. False
        when the host calls that a success."""
        answer = self._host.ask(f"{self._query.replace('=', '-')}.html", 1 << 20)
        self._lost_page = answer.body
        return answer.status >= 400

    def judge_all(self, paths: list[str], connections: int) -> Iterator[Fault | None]:
        """What is wrong with each file. Raises ``Unanswered`` when the host has stopped."""
        with ThreadPoolExecutor(connections) as threads:
            try:
                for start in range(0, len(paths), BATCH):
                    yield from threads.map(self._judge, paths[start : start + BATCH])
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def _judge(self, path: str) -> Fault | None:
        wanted = self._files[path]
        addresses = [path]
        if path == urls.HOME or _ISSUE.fullmatch(path):
            # Links name index.html; feeds, sitemaps and people do without.
            addresses.append(path.removesuffix("index.html"))
        for address in addresses:
            try:
                # Where a page leads to may be longer than it is.
                most = LONGEST if path in self._moved else wanted.size + SLACK
                answer = self._host.ask(address, most)
            except Unanswered as error:
                self._count_silence(error)
                return Fault(path, Kind.UNANSWERED, failure=error.failure, detail=error.detail)
            with self._lock:
                self._silent = 0
            fault = self._fault(path, address, wanted, answer)
            if fault:
                return fault
        return None

    def _count_silence(self, error: Unanswered) -> None:
        with self._lock:
            self._silent += 1
            if self._silent >= self._most_silent:
                raise error

    def _fault(self, path: str, address: str, wanted: Wanted, answer: Answer) -> Fault | None:
        if _is(wanted, answer):
            right = answer.status == 200 or (path == urls.NOT_FOUND and answer.status == 404)
            if right:
                return None
        if path in self._moved and self._leads_elsewhere(answer):
            return None
        kind = self._kind(path, wanted, answer)
        if answer.is_cached and self._is_right_behind_the_cache(address, wanted):
            kind = Kind.OLD
        moved_to = answer.address if answer.address != self._host.address(address) else ""
        return Fault(
            path=path if address == path else address or "/",
            kind=kind,
            expected=wanted.size,
            size=answer.body.size,
            status=answer.status,
            detail=answer.encoding,
            cache=answer.cache,
            moved_to=moved_to,
        )

    def _leads_elsewhere(self, answer: Answer) -> bool:
        """Whether the host itself has led to another page of the site, or says that it is gone."""
        if answer.status == 410:
            return True
        way = unquote(answer.address.removeprefix(self._host.site_url)).lstrip("/")
        target = self._files.get(f"{way}index.html" if not way or way.endswith("/") else way)
        return target is not None and answer.status == 200 and _is(target, answer)

    def _kind(self, path: str, wanted: Wanted, answer: Answer) -> Kind:
        if answer.status != 200 or self._is_another_page(path, answer):
            return Kind.MISSING
        body = answer.body
        if not answer.whole:
            return Kind.TRUNCATED
        if body.size < wanted.size and self._is_beginning(path, wanted, body):
            return Kind.TRUNCATED
        return Kind.ALTERED

    def _is_another_page(self, path: str, answer: Answer) -> bool:
        """Whether the host answers with its page for lost readers, or with the front page."""
        body = answer.body
        others = [self._files.get(name) for name in (urls.HOME, urls.NOT_FOUND) if name != path]
        if body == self._lost_page and path != urls.NOT_FOUND:
            return True
        if any(other and tuple(other) == (body.size, body.digest) for other in others):
            return True
        return answer.kind == "text/html" and not path.endswith((".html", ".gz", ".br"))

    def _is_beginning(self, path: str, wanted: Wanted, body: Body) -> bool:
        """Whether a shorter body is the file's beginning; where nobody can tell, it is."""
        if self._folder is None:
            return True
        try:
            data = (self._folder / path).read_bytes()
        except OSError:
            return True
        if _digest(data) != wanted.digest:
            return True
        return _digest(data[: body.size]) == body.digest

    def _is_right_behind_the_cache(self, address: str, wanted: Wanted) -> bool:
        """Whether the host itself has the file: caches do not know an address with a new query."""
        try:
            answer = self._host.ask(address, wanted.size + SLACK, self._query)
        except Unanswered:
            return False
        return answer.status == 200 and _is(wanted, answer)


def _is(wanted: Wanted, answer: Answer) -> bool:
    return answer.whole and (answer.body.size, answer.body.digest) == tuple(wanted)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
