"""Asks a web host for files as a browser does, and tells what came: how much, and its digest.

Connections are kept and shared between threads; certificates are checked; the system's proxy is
used. What fails for a moment (a busy host, a lost connection) is asked for again.
"""

from __future__ import annotations

import hashlib
import ssl
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, unquote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Broadsheet verify"}
BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses of a host that may answer better in a moment."""
MOVED = frozenset({301, 302, 303, 307, 308})
MOST_MOVES = 5
PACKED = (".gz", ".br")
PIECE = 1 << 16
SLOWEST = 16_000
"""Bytes in a second; a slower answer is given up."""
PAUSES = (0.5, 2.0)
"""Seconds before the second and the third try."""
OF_CACHES = (
    "Age",
    "X-Cache",
    "CF-Cache-Status",
    "X-Cache-Status",
    "X-Cache-Lookup",
    "X-Swift-CacheTime",
)
"""Headers with which caches between a host and its readers tell that they answer."""


class Failure(StrEnum):
    """Why there is no answer."""

    NAME = "name"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIME = "time"
    MOVES = "moves"
    ADDRESS = "address"


class Unanswered(Exception):
    """There is no answer; ``detail`` is what the system says of it, on one line."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}")
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes that came: how many, and their BLAKE2b of 16 bytes."""

    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered at ``address``, where redirects have led. ``whole`` is false where the
    connection ended before all had come that the host had announced. ``encoding`` is how the host
    had packed the body, ``kind`` its media type, ``cache`` the headers with which a cache tells of
    itself, on one line."""

    path: str

    address: str
    status: int
    body: Body
    whole: bool
    encoding: str
    kind: str
    cache: str

    @property
    def is_cached(self) -> bool:
        """Whether a cache says that it has answered in the host's place."""
        named = dict(part.split(": ", 1) for part in self.cache.lower().split(", ") if ": " in part)
        age = named.pop("age", "0")
        return (age.isdigit() and int(age) > 0) or any("hit" in value for value in named.values())


class Host:
    """A web host, asked by up to ``connections`` threads at once. ``patience`` is how many seconds
    it may be silent."""

    def __init__(
        self,
        site_url: str,
        connections: int = 8,
        patience: float = 20.0,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self.site_url = site_url.rstrip("/")
        self._patience = patience
        self._pauses = pauses
        self._pool = _pool(self.site_url, connections, patience)

    def close(self) -> None:
        self._pool.clear()

    def address(self, path: str, query: str = "") -> str:
        """The address of a path of the site, percent-encoded."""
        return f"{self.site_url}/{quote(path)}" + (f"?{query}" if query else "")

    def ask(self, path: str, most: int, query: str = "") -> Answer:
        """Ask for a file. No more than ``most`` bytes of it are read, and one piece further.
        Raises ``Unanswered``."""
        for pause in (*self._pauses, None):
            try:
                answer = self._follow(self.address(path, query), most)
            except Unanswered as error:
                if pause is None or error.failure not in (Failure.CONNECTION, Failure.TIME):
                    raise
            else:
                if pause is None or (answer.whole and answer.status not in BUSY):
                    return answer
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _follow(self, address: str, most: int) -> Answer:
        for _ in range(MOST_MOVES):
            answer, moved_to = self._once(address, most)
            if not moved_to:
                return answer
            address = urljoin(address, moved_to)
        raise Unanswered(Failure.MOVES, address)

    def _once(self, address: str, most: int) -> tuple[Answer, str]:
        """One request; where it is redirected, the second part says where to."""
        try:
            response = self._pool.request(
                "GET",
                address,
                headers=HEADERS,
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except (HTTPError, OSError, ValueError) as error:
            raise _unanswered(error) from error
        headers = response.headers
        answer = Answer(
            path=unquote(urlsplit(address).path),
            address=address,
            status=response.status,
            body=Body(0, b""),
            whole=True,
            encoding=headers.get("Content-Encoding", "").strip().lower(),
            kind=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            cache=", ".join(f"{name}: {headers[name]}" for name in OF_CACHES if name in headers),
        )
        moved_to = headers.get("Location", "") if response.status in MOVED else ""
        try:
            answer = self._read(response, answer, most)
        finally:
            response.release_conn()
        return answer, moved_to

    def _read(self, response: urllib3.BaseHTTPResponse, answer: Answer, most: int) -> Answer:
        ends = time.monotonic() + self._patience + most / SLOWEST
        digest, size, whole = hashlib.blake2b(digest_size=16), 0, True
        # Some hosts pack although they were asked not to. What is packed in itself stays as it is.
        is_packed = answer.path.endswith(PACKED)
        try:
            while piece := response.read1(PIECE, decode_content=not is_packed):
                digest.update(piece)
                size += len(piece)
                if size > most:
                    response.close()
                    break
                if time.monotonic() > ends:
                    raise Unanswered(Failure.TIME, f"{size} bytes have come so far")
        except ReadTimeoutError as error:
            response.close()
            raise _unanswered(error) from error
        except DecodeError:
            response.close()
        except (ProtocolError, OSError):
            response.close()
            whole = False
        except Unanswered:
            response.close()
            raise
        return replace(answer, body=Body(size, digest.digest()), whole=whole)


def _pool(site_url: str, connections: int, patience: float) -> urllib3.PoolManager:
    timeout = urllib3.Timeout(connect=patience / 2, read=patience)
    context = ssl.create_default_context()
    parts = urlsplit(site_url)
    proxy = urllib.request.getproxies().get(parts.scheme, "")
    if proxy and not urllib.request.proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(
            proxy, maxsize=connections, timeout=timeout, ssl_context=context
        )
    return urllib3.PoolManager(maxsize=connections, timeout=timeout, ssl_context=context)


def _unanswered(error: Exception) -> Unanswered:
    """Why, of what the library raised."""
    kinds: tuple[tuple[type[Exception], Failure], ...] = (
        (SSLError, Failure.CERTIFICATE),
        (NameResolutionError, Failure.NAME),
        # The library counts a refused connection among those that took too long.
        (NewConnectionError, Failure.CONNECTION),
        (ConnectTimeoutError, Failure.TIME),
        (ReadTimeoutError, Failure.TIME),
        (LocationParseError, Failure.ADDRESS),
        (ValueError, Failure.ADDRESS),
    )
    failure = next((f for kind, f in kinds if isinstance(error, kind)), Failure.CONNECTION)
    return Unanswered(failure, _detail(error))


def _detail(error: BaseException) -> str:
    """The system's own words: those of the innermost cause."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError):
        return (error.reason or "").replace("_", " ").lower()
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200]
