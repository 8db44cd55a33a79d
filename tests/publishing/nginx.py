"""nginx on this computer, with a configuration of its own in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.archive import REPOSITORY
from tests.conftest import find_nginx

SNIPPET = REPOSITORY / "docs" / "hosting" / "nginx.conf"
_WHOLE = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
{user}
events {{ worker_connections 256; }}
http {{
    access_log off;
    include mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_documented(root: Path, port: int) -> str:
    """The snippet of the documents, with what it says to change changed."""
    text = SNIPPET.read_text("utf-8")
    text, listens = re.subn(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    text, roots = re.subn(r"root [^;]+;", f"root {root};", text)
    assert (listens, roots) == (1, 1)
    return text


@contextmanager
def serving(folder: Path, http: str, port: int) -> Iterator[str]:
    """Serve while the block runs. ``http`` stands inside nginx's ``http`` block and listens on
    ``port``; ``folder`` is nginx's to write into. The address has no slash at its end."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy("/etc/nginx/mime.types", folder)
    # Started by root it gives its rights away, and then may not look into folders of the tests.
    user = "user root;" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(_WHOLE.format(folder=folder, http=http, user=user), "utf-8")
    command = [find_nginx(), "-p", str(folder), "-c", str(file)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        wait_for(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        assert process.stdout
        process.stdout.close()


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Until a server that was started listens; fails when it has ended instead."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    assert process.stdout
    raise AssertionError(f"the server does not run: {process.stdout.read().decode()}")
