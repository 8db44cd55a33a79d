"""Old addresses at real web servers, with the snippets of the documents."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from broadsheet.ledger.hosts import Redirect, netlify, nginx
from tests.archive import REPOSITORY
from tests.ledger.papers import a_paper, note
from tests.publishing import apache as apache_server
from tests.publishing import nginx as nginx_server
from tests.publishing.listening import free_port

SNIPPETS = REPOSITORY / "docs" / "hosting"
NAME = "汀洲 旧名（一）$1 {x};'a'&+~=,@!"
"""What an address may hold that some configuration might stumble over."""
LINES = (
    "/2024/05/01/old.html moved 2024-05-03 /2024/05/01/a01-1.html",
    f"/2024/05/01/{NAME.replace(' ', '%20')}.html moved 2024-05-03 /2024/05/01/{'长' * 50}.html",
    f"/2024/05/01/{'长' * 50}旧.html moved 2024-05-03 /2024/05/01/{'长' * 50}.html",
    "/2024/05/09/ moved 2024-05-03 /2024/05/02/",
    "/2024/05/01/B.html moved 2024-05-03 /2024/05/01/b.html",
    f"/2024/05/01/gone-{NAME.replace(' ', '%20')}.html gone 2024-05-03 At the request of a court",
    "/2024/05/08/ gone 2024-05-03 Never printed",
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paper = a_paper(tmp_path_factory.mktemp("paper"))
    paper.article("2024-05-01", "长" * 50)
    paper.article("2024-05-01", "b", aliases="/2019/Old Name/")
    note(paper, *LINES)
    built = paper.build()
    assert built.good, built.said
    return paper.root / "output"


@contextmanager
def documented(server: str, output: Path, folder: Path) -> Iterator[str]:
    """The site on a server that has the snippet and nothing else of the documents."""
    port = free_port()
    if server == "nginx":
        snippet = (SNIPPETS / "redirects.nginx.conf").read_text("utf-8")
        (include,) = re.findall(r"^# +(include .*;)$", snippet, re.MULTILINE)
        include = include.replace("/var/www/paper/current", str(output))
        site = f"server {{ listen 127.0.0.1:{port}; root {output}; {snippet} }}"
        with nginx_server.serving(folder, f"{include}\n{site}", port) as address:
            yield address
    else:
        snippet = (SNIPPETS / "redirects.apache.conf").read_text("utf-8")
        snippet = re.sub(r"(\S)  +# CHANGE.*", r"\1", snippet)
        snippet = snippet.replace("/var/www/paper/current", str(output))
        site = (
            f"<VirtualHost 127.0.0.1:{port}>\nDocumentRoot {output}\n"
            f"<Directory {output}>\nRequire all granted\n</Directory>\n{snippet}</VirtualHost>"
        )
        with apache_server.serving(folder, site, port) as address:
            yield address


SERVERS = [
    pytest.param("nginx", marks=pytest.mark.nginx),
    pytest.param("apache", marks=pytest.mark.apache),
]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    leads_to: str
    text: str


def ask(address: str) -> Reply:
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=20)) as connection:
        connection.request("GET", parts.path)
        reply = connection.getresponse()
        leads_to = urlsplit(reply.headers.get("Location", "")).path
        return Reply(reply.status, leads_to, reply.read().decode())


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_leads_on_from_old_addresses_and_says_what_is_gone(
    server: str, output: Path, tmp_path: Path
) -> None:
    long = f"2024/05/01/{'长' * 50}"
    moved = {
        "2024/05/01/old.html": "2024/05/01/a01-1.html",
        f"2024/05/01/{NAME}.html": f"{long}.html",
        f"{long}旧.html": f"{long}.html",
        "2024/05/09/": "2024/05/02/",
        "2024/05/09/index.html": "2024/05/02/",
        "2024/05/01/B.html": "2024/05/01/b.html",
        "2019/Old Name/": "2024/05/01/b.html",
    }
    gone = [f"2024/05/01/gone-{NAME}.html", "2024/05/08/", "2024/05/08/index.html"]
    kept = ["", "index.html", "2024/05/01/", "2024/05/01/a01-1.html", "2024/05/01/b.html"]

    with documented(server, output, tmp_path / "server") as address:
        for old, new in moved.items():
            reply = ask(f"{address}/{quote(old)}")
            assert reply.status == 301, old
            assert reply.leads_to == f"/{quote(new)}", old
            assert ask(f"{address}/{quote(new)}").status == 200, new
        for path in gone:
            reply = ask(f"{address}/{quote(path)}")
            assert reply.status == 410, path
            assert "This page has been taken down" in reply.text, path
        for path in kept:
            assert ask(f"{address}/{quote(path)}").status == 200, path
        assert ask(f"{address}/2024/05/01/nowhere.html").status == 404


@pytest.mark.nginx
@pytest.mark.parametrize("count", [0, 1, 3000])
def test_nginx_has_room_for_as_many_and_as_long_addresses_as_there_are(
    count: int, tmp_path: Path
) -> None:
    names = [f"{'长' * (at % 60)}{at:05d}" for at in range(count)]
    file = tmp_path / "redirects.conf"
    file.write_text(nginx((Redirect(f"2019/{n}.html", f"2020/{n}.html") for n in names), "/"))
    port = free_port()
    site = f"""
        include {file};
        server {{ listen 127.0.0.1:{port}; return 200 "to $broadsheet_moved"; }}
    """

    with nginx_server.serving(tmp_path / "server", site, port) as address:
        for name in names[:: max(1, count // 10)]:
            reply = ask(f"{address}/{quote(f'2019/{name}.html')}")
            assert reply.text == f"to /{quote(f'2020/{name}.html')}"
        assert ask(f"{address}/2019/x.html").text == "to "


def test_the_redirects_file_is_percent_encoded_and_below_the_path_of_the_site() -> None:
    redirects = [
        Redirect("2019/旧 名.html", "2019/10/24/index.html"),
        Redirect("old/index.html", "index.html"),
        Redirect("2019/X.html", "2019/x.html", by_case=True),
        Redirect("2019/gone.html"),
    ]

    assert netlify(redirects, "/archive/") == (
        "/archive/2019/%E6%97%A7%20%E5%90%8D.html /archive/2019/10/24/ 301\n"
        "/archive/old/ /archive/ 301\n"
    )
