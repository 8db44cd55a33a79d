"""nginx on this computer, with a configuration of its own in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.archive import REPOSITORY
from tests.conftest import find_nginx
from tests.publishing.listening import listening

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
    with listening(command, port):
        yield f"http://127.0.0.1:{port}"
