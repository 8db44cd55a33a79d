"""Web hosts that do what hosts should not: each path is answered by a function of the test."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class Reply:
    """What a host sends. ``length`` is what it says of the body's, ``pause`` is waited for before
    the body; ``cut`` closes the connection in the middle."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    pause: Callable[[], object] | None = None


@dataclass
class OddHost:
    """A host that has ``files``. ``odd`` are paths that it answers in a way of its own; ``lost``
    is what it answers to all others."""

    files: dict[str, bytes]
    odd: dict[str, Callable[[str], Reply]] = field(default_factory=dict)
    lost: Callable[[str], Reply] = lambda _: Reply(b"lost", 404)
    asked: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    address: str = ""

    def reply(self, target: str) -> Reply:
        path = unquote(urlsplit(target).path).removeprefix("/")
        self.asked[path] += 1
        if path in self.odd:
            return self.odd[path](target)
        for name in (path, f"{path}index.html"):
            if name in self.files and (name == path or name.endswith("/index.html") or not path):
                return Reply(self.files[name])
        return self.lost(path)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: OddHost

    def setup(self) -> None:
        super().setup()
        self.host.connections += 1

    def do_GET(self) -> None:
        reply = self.host.reply(self.path)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(reply.body) if reply.length is None else reply.length
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if reply.pause:
            self.wfile.flush()
            reply.pause()
        self.wfile.write(reply.body)
        if length > len(reply.body):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of somebody who went away."""


@contextmanager
def odd_host(host: OddHost, certificate: Path | None = None) -> Iterator[OddHost]:
    """Let a host answer while the block runs; with a ``certificate`` (and key, in one file) it
    speaks TLS."""
    handler = type("Handler", (_Handler,), {"host": host})
    server = _Server(("127.0.0.1", 0), handler)
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # Each connection's own thread shakes hands, so that a silent one keeps nobody waiting.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        scheme = "https"
    host.address = f"{scheme}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
