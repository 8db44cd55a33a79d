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
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import watchfiles

from broadsheet.problems import BuildError, Language, Problem

HOST = "127.0.0.1"
OURS = "/.broadsheet/"
"""Addresses of the preview's own; no published name begins with a dot."""
HEARTBEAT_SECONDS = 15
LIVE_SCRIPT = Path(__file__).parent / "live.js"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last build ended: its problems, or the ``reason`` it could not run."""

    problems: tuple[Problem, ...] = ()
    reason: str = ""


class Preview:
    """The state that the builder and the browsers share."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.outcome = Outcome()
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def publish(self, outcome: Outcome) -> None:
        """A build has ended: every open page hears of it."""
        with self._lock:
            self.outcome = outcome
            for listener in self._listeners:
                listener.put("built")

    def events(self) -> Iterator[str]:
        """Server-sent events for one page, with a comment now and then to notice it has gone."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
        try:
            yield ": hello\n\n"
            while True:
                try:
                    yield f"event: {listener.get(timeout=HEARTBEAT_SECONDS)}\ndata: 1\n\n"
                except queue.Empty:
                    yield ": still here\n\n"
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def problems_json(self) -> bytes:
        lines = [
            {"severity": str(p.severity), "text": p.line_text(self.language)}
            for p in self.outcome.problems
        ]
        if self.outcome.reason:
            lines.insert(0, {"severity": "error", "text": self.outcome.reason})
        return json.dumps(lines, ensure_ascii=False).encode()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the preview's files as a plain host would, and the preview's own addresses."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, preview: Preview, **kwargs: object) -> None:
        self.preview = preview
        super().__init__(*args, directory=str(preview.folder), **kwargs)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the terminal is for problems."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == OURS + "events":
            self._events()
        elif path == OURS + "problems.json":
            self._send(200, "application/json", self.preview.problems_json())
        elif path == OURS + "live.js":
            self._send(200, "text/javascript; charset=utf-8", LIVE_SCRIPT.read_bytes())
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        if "/." in path:
            self._not_found()
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            if not path.endswith("/"):
                super().do_GET()
                return
            file /= "index.html"
        if not file.is_file():
            self._not_found()
        elif file.suffix == ".html":
            self._send(200, "text/html; charset=utf-8", with_script(file.read_bytes()))
        else:
            super().do_GET()

    def _not_found(self) -> None:
        page = self.preview.folder / "404.html"
        body = page.read_bytes() if page.is_file() else b"<!doctype html><p>Not found</p>"
        self._send(404, "text/html; charset=utf-8", with_script(body))

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for event in self.preview.events():
                self.wfile.write(event.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def with_script(page: bytes) -> bytes:
    """The page with the preview's script in its head."""
    tag = f'<script type="module" src="{OURS}live.js"></script>'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + tag + end + rest if end else page + tag


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def listen(preview: Preview, port: int, tries: int = 10) -> Server:
    """Listen on the port, or on the next free one of ``tries``; 0 takes any."""
    handler = functools.partial(Handler, preview=preview)
    for candidate in range(port, port + tries) if port else (0,):
        try:
            return Server((HOST, candidate), handler)
        except OSError:
            continue
    raise BuildError(f"no free port from {port} to {port + tries - 1}; write --port with another")


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
    preview.publish(build())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Serving the archive at http://{HOST}:{server.server_address[1]}/ - Ctrl-C stops")
    try:
        for _changes in watchfiles.watch(*watched, raise_interrupt=False):
            preview.publish(build())
    finally:
        server.shutdown()
        server.server_close()
