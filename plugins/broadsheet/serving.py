"""``invoke serve``: build a preview with drafts, serve it on 127.0.0.1, follow every save.

The preview has an output and a catalog of its own, so that no draft ever lies in the published
tree. Pages get one script tag while they are served, never on the disk: it reloads the browser
after a build and shows the checker's problems on the page.
"""

from __future__ import annotations

import functools
import http.server
import json
import queue
import select
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import watchfiles

from broadsheet.problems import BuildError, Language, Problem
from broadsheet.saying import Said

HOST = "127.0.0.1"
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
"""What a browser on this computer calls us. Any other name is a site outside that had itself
resolved to this computer to read the drafts (DNS rebinding)."""
OURS = "/.broadsheet/"
"""Addresses of the preview's own; no published name begins with a dot."""
LOOK_SECONDS = 1
"""How often an open page is looked at, whether it is still there."""
TICK_MS = 300
"""How often single files are looked at; folders tell of themselves."""
LAST_PORT = 65535
LIVE_SCRIPT = Path(__file__).parent / "live.js"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last build ended: its problems, or the ``reason`` it could not run."""

    problems: tuple[Problem, ...] = ()
    reason: str = ""


class Preview:
    """The state that the builder and the browsers share. ``build`` names the last build."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.outcome = Outcome()
        self.build = time.time_ns()
        self._listeners: set[queue.SimpleQueue[int]] = set()
        self._lock = threading.Lock()

    @property
    def open_pages(self) -> int:
        with self._lock:
            return len(self._listeners)

    def publish(self, outcome: Outcome) -> None:
        """A build has ended: every open page hears of it."""
        with self._lock:
            self.outcome = outcome
            self.build = time.time_ns()
            for listener in self._listeners:
                listener.put(self.build)

    def events(self, is_open: Callable[[], bool]) -> Iterator[str]:
        """Server-sent events for one page while it is open: the last build, then each new one."""
        listener: queue.SimpleQueue[int] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
            listener.put(self.build)
        try:
            while is_open():
                try:
                    yield f"event: built\ndata: {listener.get(timeout=LOOK_SECONDS)}\n\n"
                except queue.Empty:
                    continue
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def problems_json(self) -> bytes:
        """What the last build found: a heading, and a line a problem, errors first. ``where`` is
        file and line, with which a line begins; empty when it names none."""
        lines = [
            {
                "severity": str(p.severity),
                "where": p.place,
                "text": p.line_text(self.language).removeprefix(p.place),
            }
            for p in sorted(self.outcome.problems, key=lambda p: p.severity != "error")
        ]
        if self.outcome.reason:
            lines.insert(0, {"severity": "error", "where": "", "text": self.outcome.reason})
        wrong = sum(line["severity"] == "error" for line in lines)
        heading = self._heading(wrong, len(lines) - wrong)
        return json.dumps({"heading": heading, "lines": lines}, ensure_ascii=False).encode()

    def _heading(self, wrong: int, doubtful: int) -> str:
        if self.language == "zh":
            errors, warnings = f"{wrong} 处错误", f"{doubtful} 个提醒"
            stale, comma = "未能更新，以下仍是上一次成功的页面", "，"
        else:
            errors = f"{wrong} error{'s' * (wrong != 1)}"
            warnings = f"{doubtful} warning{'s' * (doubtful != 1)}"
            stale, comma = "not updated: this is the last good page", ", "
        found = [errors] * bool(wrong) + [warnings] * bool(doubtful) + [stale] * bool(wrong)
        return comma.join(found)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the preview's files as a plain host would, and the preview's own addresses."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, preview: Preview, **kwargs: object) -> None:
        self.preview = preview
        super().__init__(*args, directory=str(preview.folder), **kwargs)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the terminal is for problems."""

    def end_headers(self) -> None:
        """Nothing is kept: after a save the browser must ask for stylesheets and pictures too."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if urlsplit(f"//{self.headers.get('Host', HOST)}").hostname not in OWN_NAMES:
            self._send(403, "text/plain; charset=utf-8", f"Write http://{HOST}\n".encode())
        elif path == OURS + "events":
            self._events()
        elif path == OURS + "problems.json":
            self._send(200, "application/json", self.preview.problems_json())
        elif path == OURS + "live.js":
            self._send(200, "text/javascript; charset=utf-8", LIVE_SCRIPT.read_bytes())
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        build = self.preview.build
        try:
            file = Path(self.translate_path(self.path))
            is_folder = "\0" not in path and file.is_dir()
            if "/." in path or "\0" in path or (path.endswith("/") and not is_folder):
                self._not_found(build)
            elif is_folder and not path.endswith("/"):
                self._plain()
            elif is_folder or file.suffix == ".html":
                page = (file / "index.html" if is_folder else file).read_bytes()
                self._send(200, "text/html; charset=utf-8", with_script(page, build))
            elif file.is_file():
                self._plain()
            else:
                self._not_found(build)
        except ConnectionError:
            raise
        except OSError:
            self._not_found(build)

    def _plain(self) -> None:
        """A file as it is, or the way to a folder's own page."""
        if self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()

    def _not_found(self, build: int) -> None:
        page = self.preview.folder / "404.html"
        body = page.read_bytes() if page.is_file() else b"<!doctype html><p>Not found</p>"
        self._send(404, "text/html; charset=utf-8", with_script(body, build))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            for event in self.preview.events(self._is_open):
                self.wfile.write(event.encode())
                self.wfile.flush()

    def _is_open(self) -> bool:
        """Whether the browser is still there: one that has gone leaves an end to be read."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return not readable or self.connection.recv(1, socket.MSG_PEEK) != b""


def with_script(page: bytes, build: int) -> bytes:
    """The page with the preview's script in its head; the script knows which build it shows."""
    tag = f'<script type="module" src="{OURS}live.js?build={build}"></script>'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + tag + end + rest if end else page + tag


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def listen(preview: Preview, port: int, tries: int = 10) -> Server:
    """Listen on the port, or on the next free one of ``tries``; 0 takes any."""
    if not 0 <= port <= LAST_PORT:
        raise BuildError(
            Said(
                f"--port {port} is no port; write one from 1024 to {LAST_PORT}",
                f"--port {port} 不是端口；请写 1024 到 {LAST_PORT} 中的一个",
            )
        )
    handler = functools.partial(Handler, preview=preview)
    last = min(port + tries - 1, LAST_PORT) if port else 0
    reason = ""
    for candidate in range(port, last + 1):
        try:
            return Server((HOST, candidate), handler)
        except OSError as error:
            reason = error.strerror or str(error)
    raise BuildError(
        Said(
            f"no free port from {port} to {last} ({reason}); write --port with another",
            f"{port} 到 {last} 之间没有空闲的端口（{reason}）；请用 --port 写别的端口",
        )
    )


def follow(watched: list[Path]) -> Iterator[bool]:
    """Whether anything was saved since the last look, again and again until Ctrl-C.

    What is saved between two looks is not lost. Single files are looked at by name: an editor
    that saves by renaming leaves nothing to watch.
    """
    files = [path for path in watched if not path.is_dir()]
    folders = [path for path in watched if path.is_dir()]
    before = _signs(files)
    try:
        for changes in watchfiles.watch(
            *folders, raise_interrupt=False, yield_on_timeout=True, rust_timeout=TICK_MS
        ):
            now = _signs(files)
            yield bool(changes) or now != before
            before = now
    except OSError as error:
        raise BuildError(
            Said(
                f"cannot watch the content for changes ({error})",
                f"看不到内容的变化（{error}）",
            )
        ) from error


def _signs(files: list[Path]) -> list[tuple[int, int, int]]:
    """Number, size and time of each file; of one that is gone, nothing but zeros."""
    signs = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            signs.append((0, 0, 0))
        else:
            signs.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return signs


def serve(
    preview: Preview,
    port: int,
    watched: list[Path],
    build: Callable[[], Outcome],
    say: Callable[[str], None],
) -> None:
    """Build, serve and follow changes of ``watched`` until Ctrl-C."""
    server = listen(preview, port)
    preview.folder.mkdir(parents=True, exist_ok=True)
    saves = follow(watched)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        next(saves)
        preview.publish(build())
        say(f"Serving the archive at http://{HOST}:{server.server_address[1]}/ - Ctrl-C stops")
        for saved in saves:
            if saved:
                preview.publish(build())
    except KeyboardInterrupt:
        say("")
    finally:
        server.shutdown()
        server.server_close()
