"""``invoke verify`` against hosts that are right, and hosts that are wrong in every way we know."""

from __future__ import annotations

import gzip
import itertools
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest

from broadsheet import live_site
from broadsheet.publishing.asking import Host
from broadsheet.publishing.findings import Report
from broadsheet.publishing.verifying import (
    FOR_HOSTS,
    MOST_UPLOADED,
    Wanted,
    chosen,
    entries,
    verify,
)
from broadsheet.staging import content_digest
from tests.archive import REPOSITORY, Newspaper, photograph, tree
from tests.publishing import nginx
from tests.publishing.hosts import OddHost, Reply, odd_host
from tests.publishing.listening import free_port

PAGE = "2024/05/01/a01-1.html"
PERSON = "people/张明/index.html"
FILES = {
    "index.html": b"<p>home" * 40,
    "404.html": b"<p>not found" * 9,
    PAGE: b"<p>story " * 900,
    "2024/05/01/index.html": b"<p>issue" * 50,
    PERSON: b"<p>person" * 60,
    "feeds/all.xml": b"<feed/>" * 30,
    "search/manifest.js": b"broadsheetSearch('');\n",
    "static/a b%20c#d?.txt": b"odd name",
    "2024/05/01/dog.webp": bytes(range(256)) * 40,
    "empty.txt": b"",
}
Facts = dict[str, tuple[int, bytes]]


def facts(files: dict[str, bytes]) -> Facts:
    return {path: (len(data), content_digest(data)) for path, data in files.items()}


def asked(host: OddHost, **options: object) -> Report:
    options = {"sample": None, "pauses": (0.01, 0.01), **options}
    return verify(facts(FILES), host.address, **options)  # type: ignore[arg-type]


def said(report: Report) -> list[str]:
    """All lines but the last, which sums up."""
    return list(report.lines("en"))[:-1]


@pytest.fixture
def host() -> Iterator[OddHost]:
    with odd_host(OddHost(dict(FILES))) as host:
        yield host


def always(reply: Reply) -> Callable[[str], Reply]:
    return lambda _: reply


# --- a host that is right


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Newspaper:
    paper = Newspaper(tmp_path_factory.mktemp("paper"), BROADSHEET_HOST_FILES=["_headers", ".gz"])
    for day in range(1, 5):
        paper.issue(f"2024-05-0{day}", section="新闻", byline="本报记者 张明")
    paper.write("issues/2024/2024-05-01/dog.jpg", photograph())
    paper.article("2024-05-01", "a01-3", text="![A dog](dog.jpg)", page="A01")
    assert paper.build().good
    return paper


@pytest.mark.nginx
def test_a_built_site_behind_nginx_is_as_published(paper: Newspaper, tmp_path: Path) -> None:
    output = paper.root / "output"
    port = free_port()
    with nginx.serving(tmp_path / "nginx", nginx.as_documented(output, port), port) as address:
        files = facts(tree(output))
        report = verify(files, address, sample=None, folder=output)
        assert said(report) == []
        assert report.asked == report.total == len(files.keys() - FOR_HOSTS)
        harmed = {
            PAGE: lambda data: data[: len(data) // 2],
            "index.html": lambda data: data.replace(b"Test", b"Rest"),
            "data/2024.csv": lambda data: data + b"x",
        }
        for path, harm in harmed.items():
            file = output / path
            file.rename(file.with_suffix(".kept"))
            file.write_bytes(harm(file.with_suffix(".kept").read_bytes()))
        (output / "feeds/all.xml").rename(output / "feeds/all.kept")
        try:
            wrong = verify(files, address, sample=None, pauses=())
        finally:
            for kept in output.rglob("*.kept"):
                kept.rename(
                    next(output / p for p in files if (output / p).with_suffix(".kept") == kept)
                )
        size = files[PAGE][0]
        home = files["index.html"][0]
        table = files["data/2024.csv"][0]
        assert said(wrong) == [
            f"{PAGE}: truncated: {size // 2} of {size} bytes",
            f"data/2024.csv: altered: {table + 1} bytes instead of {table}",
            "feeds/all.xml: missing: the host answers with status 404",
            f"index.html: altered: {home} bytes as expected, but others",
        ]
        assert "1 missing, 1 truncated, 2 altered" in wrong.summary("en")
        assert verify(files, address, sample=None).good


def test_every_name_is_asked_for_as_browsers_do_over_few_connections(host: OddHost) -> None:
    report = asked(host, connections=3)
    assert said(report) == []
    assert report.asked == len(FILES)
    assert set(FILES) <= set(host.asked)
    assert host.connections <= 3
    # Where readers come in without index.html as well.
    assert {"", "2024/05/01/"} <= set(host.asked)
    assert re.fullmatch(
        rf"verified {len(FILES)} of {len(FILES)} files at {host.address} in \d+\.\d s:"
        " all as published",
        report.summary("en"),
    )
    assert "都与发布的一致" in report.summary("zh")


def test_a_site_in_a_folder_of_its_host_is_asked_there(host: OddHost) -> None:
    host.files = {f"档案/{path}": data for path, data in FILES.items()}
    address = f"{host.address}/%E6%A1%A3%E6%A1%88/"
    report = verify(facts(FILES), address, sample=None, pauses=())
    assert said(report) == []


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_hosts_that_pack_whatever_is_asked_are_understood(
    host: OddHost, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    packed = Reply(pack(FILES[PAGE]), headers={"Content-Encoding": encoding})
    host.odd[PAGE] = always(packed)
    assert said(asked(host)) == []
    wrong = Reply(pack(b"other"), headers={"Content-Encoding": encoding})
    host.odd[PAGE] = always(wrong)
    assert said(asked(host)) == [f"{PAGE}: truncated: 5 of {len(FILES[PAGE])} bytes"]
    broken = Reply(b"not packed at all", headers={"Content-Encoding": encoding})
    host.odd[PAGE] = always(broken)
    assert not asked(host).good


def test_a_packed_file_that_is_called_packed_is_taken_as_it_is(host: OddHost) -> None:
    data = gzip.compress(FILES[PAGE])
    path = f"{PAGE}.gz"
    host.odd[path] = always(Reply(data, headers={"Content-Encoding": "gzip"}))
    assert verify(facts({path: data}), host.address, sample=None).good


def test_redirects_are_followed(host: OddHost) -> None:
    with odd_host(OddHost(dict(FILES))) as real:

        def elsewhere(target: str) -> Reply:
            return Reply(status=301, headers={"Location": real.address + target})

        real.odd["index.html"] = always(Reply(status=308, headers={"Location": "/"}))
        for path in (*FILES, "", "2024/05/01/"):
            host.odd[path] = elsewhere
        assert said(asked(host)) == []
        real.files[PAGE] = b"<p>parked"
        assert said(asked(host)) == [
            f"{PAGE}: truncated: 9 of {len(FILES[PAGE])} bytes"
            f" (redirected to {real.address}/{PAGE})"
        ]
    host.odd[PAGE] = lambda target: Reply(status=302, headers={"Location": target})
    assert f"{PAGE}: the host redirects again and again ({host.address}/{PAGE})" in said(
        asked(host)
    )


def test_a_host_may_lead_on_by_itself_from_pages_that_only_lead_on(host: OddHost) -> None:
    moved = (PAGE, "static/old.html", "static/gone.html")
    files = {**FILES, **dict.fromkeys(moved[1:], b"<p>elsewhere"), PERSON: b"<p>long " * 30_000}
    host.files = dict(files)
    host.odd["static/old.html"] = always(
        Reply(status=301, headers={"Location": "/people/%E5%BC%A0%E6%98%8E/"})
    )
    host.odd["static/gone.html"] = always(Reply(b"gone", 410))
    options: dict[str, object] = {"sample": None, "pauses": ()}
    assert verify(facts(files), host.address, moved=moved, **options).good  # type: ignore[arg-type]
    report = verify(facts(files), host.address, **options)  # type: ignore[arg-type]
    assert [fault.path for fault in report.faults] == ["static/gone.html", "static/old.html"]
    # To a page that is not the one published, or out of the site, is no way on.
    host.files[PERSON] = b"<p>other"
    host.odd[PAGE] = always(Reply(b"hello"))
    report = verify(facts(files), host.address, moved=moved, **options)  # type: ignore[arg-type]
    assert {fault.path for fault in report.faults} == {PAGE, PERSON, "static/old.html"}


# --- a host that is wrong


def test_a_file_that_is_not_there_is_missing(host: OddHost) -> None:
    del host.files[PERSON], host.files["2024/05/01/dog.webp"]
    host.odd["empty.txt"] = always(Reply(b"no", 403))
    assert said(asked(host)) == [
        "2024/05/01/dog.webp: missing: the host answers with status 404",
        "empty.txt: missing: the host answers with status 403",
        f"{PERSON}: missing: the host answers with status 404",
    ]
    assert list(asked(host).lines("zh"))[2] == f"{PERSON}：缺失：主机回答状态 404"


def test_a_page_for_lost_readers_with_a_status_of_success_is_no_file(host: OddHost) -> None:
    del host.files[PERSON], host.files[PAGE], host.files["2024/05/01/dog.webp"]
    numbers = itertools.count()

    def fallback(path: str) -> Reply:
        body = FILES["index.html"]
        if path.endswith(".webp"):
            body = b"<p>another each time %d" % next(numbers)
        return Reply(body, headers={"Content-Type": "text/html; charset=utf-8"})

    host.lost = fallback
    report = asked(host)
    assert said(report) == [
        "2024/05/01/a01-1.html: missing: the host answers with another page, and with status 200",
        "2024/05/01/dog.webp: missing: the host answers with another page, and with status 200",
        f"{PERSON}: missing: the host answers with another page, and with status 200",
        "warning: the host answers addresses that do not exist with a status of success;"
        " let it answer them with 404.html and status 404",
    ]


def test_an_issue_that_is_only_found_with_index_html_is_told(host: OddHost) -> None:
    host.odd["2024/05/01/"] = always(Reply(b"listing forbidden", 403))
    host.odd[""] = always(Reply(b"<p>welcome to the host", 200))
    assert said(asked(host)) == [
        f"/: truncated: 22 of {len(FILES['index.html'])} bytes",
        "2024/05/01/: missing: the host answers with status 403",
    ]


def test_a_connection_that_ends_early_is_a_truncated_file(host: OddHost) -> None:
    whole = FILES[PAGE]
    host.odd[PAGE] = always(Reply(whole[:1000], length=len(whole)))
    assert said(asked(host)) == [f"{PAGE}: truncated: 1000 of {len(whole)} bytes"]
    assert host.asked[PAGE] == 3


def test_a_shorter_file_is_truncated_only_where_it_is_the_beginning(
    host: OddHost, tmp_path: Path
) -> None:
    for path, data in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    host.files[PAGE] = FILES[PAGE][:-7]
    host.files[PERSON] = b"<p>quite another"
    sizes = len(FILES[PAGE]), len(FILES[PERSON])
    assert said(asked(host, folder=tmp_path)) == [
        f"{PAGE}: truncated: {sizes[0] - 7} of {sizes[0]} bytes",
        f"{PERSON}: altered: 16 bytes instead of {sizes[1]}",
    ]


def test_a_file_that_never_ends_is_not_read_to_its_end(host: OddHost) -> None:
    host.odd["empty.txt"] = always(Reply(b"x" * 3_000_000))
    assert said(asked(host)) == ["empty.txt: altered: more than 65536 bytes instead of 0"]


def test_a_busy_host_is_asked_again(host: OddHost) -> None:
    replies = itertools.chain([Reply(b"", 503), Reply(b"", 429)], itertools.repeat(None))

    def busy(_: str) -> Reply:
        return next(replies) or Reply(FILES[PAGE])

    host.odd[PAGE] = busy
    assert said(asked(host)) == []
    assert host.asked[PAGE] == 3
    host.odd[PAGE] = always(Reply(b"", 503))
    assert said(asked(host)) == [f"{PAGE}: missing: the host answers with status 503"]


@pytest.mark.parametrize("part", [b"", b"<p>"])
def test_an_answer_that_does_not_come_has_a_time_limit(host: OddHost, part: bytes) -> None:
    forever = threading.Event()

    def hang(_: str) -> Reply:
        if not part:
            forever.wait()
        return Reply(FILES[PAGE], pause=forever.wait)

    host.odd[PAGE] = hang
    report = asked(host, patience=0.2)
    forever.set()
    (line,) = said(report)
    assert re.fullmatch(rf"{PAGE}: the host has not answered in time \(.*timed out.*\)", line), line


def test_an_answer_that_drips_has_a_time_limit(
    host: OddHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.publishing.asking.SLOWEST", 1e9)
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            while not stop.is_set():
                connection, _ = listener.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
                    try:
                        while not stop.wait(0.02):
                            connection.sendall(b"x")
                    except OSError:
                        continue

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        report = verify(facts(FILES), address, patience=0.2, pauses=())
        stop.set()
        (line,) = said(report)
        assert line.startswith(f"{address}: the host has not answered in time ("), line
        assert line.endswith("bytes have come so far)")


def test_a_cache_that_still_has_the_old_file_is_named(host: OddHost) -> None:
    old = Reply(b"<p>yesterday", headers={"Age": "125", "X-Cache": "HIT"})

    def cached(target: str) -> Reply:
        return Reply(FILES[PAGE]) if "?" in target else old

    host.odd[PAGE] = cached
    host.odd[PERSON] = always(old)
    report = asked(host)
    assert said(report) == [
        f"{PAGE}: old: a cache still has another file, the host itself has this one"
        " (cache: Age: 125, X-Cache: HIT)",
        f"{PERSON}: truncated: 12 of {len(FILES[PERSON])} bytes (cache: Age: 125, X-Cache: HIT)",
    ]
    assert next(report.lines("zh")) == (
        f"{PAGE}：仍是旧的：缓存里还是另一个文件，主机上已是这一个（缓存：Age: 125, X-Cache: HIT）"
    )
    assert not report.good


# --- a host that is not there


def test_a_host_that_is_down_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    report = verify(facts(FILES), f"http://127.0.0.1:{port}", pauses=())
    assert said(report) == [
        f"http://127.0.0.1:{port}: the host cannot be reached (Connection refused)"
    ]
    assert "0 of 10 files" in report.summary("en")
    assert report.summary("en").endswith("not finished")
    report = verify(facts(FILES), "http://no-such-host.invalid", pauses=())
    assert said(report)[0].startswith("http://no-such-host.invalid: the host's name is not known (")


def test_a_host_that_goes_down_meanwhile_is_one_line() -> None:
    files = {f"{number}.txt": b"words" for number in range(400)}
    host = OddHost(files)

    def closing(_: str) -> Reply:
        raise ConnectionAbortedError

    for number in range(100, 400):
        host.odd[f"{number}.txt"] = closing
    with odd_host(host):
        report = verify(facts(files), host.address, sample=None, pauses=(), connections=2)
    (line,) = said(report)
    assert line.startswith(f"{host.address}: the host cannot be reached (")
    assert report.asked < 400


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody has signed, and its key, in one file."""
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=paper", "-addext"]
    command += ["subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


def test_a_certificate_is_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with odd_host(OddHost(dict(FILES)), certificate) as host:
        assert not asked(host).is_down
        (line,) = said(asked(host))
        words = f"{host.address}: the host's certificate is not accepted (self signed certificate)"
        assert line.replace("self-signed", "self signed") == words
        elsewhere = host.address.replace("127.0.0.1", "localhost")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
        assert said(asked(host)) == []
        (line,) = said(verify(facts(FILES), elsewhere, pauses=()))
        assert "certificate is not accepted (Hostname mismatch" in line


# --- what is asked for


MANY = {
    **{f"2024/05/{day:02}/index.html": Wanted(1, b"") for day in range(1, 29)},
    **{f"2024/05/01/{n}.html": Wanted(1, b"") for n in range(5_000)},
    **dict.fromkeys(FILES, Wanted(1, b"")),
    "2024/05/28-evening/index.html": Wanted(1, b""),
    "feeds/sections/news.xml": Wanted(1, b""),
}


def test_a_sample_holds_the_ways_in_and_what_was_just_uploaded() -> None:
    fresh = [f"2024/05/01/{n}.html" for n in range(30)]
    drawn = chosen(MANY, 50, [*fresh, "gone.html"], seed=7)
    ways_in = {"index.html", "404.html", "feeds/all.xml", "feeds/sections/news.xml"}
    ways_in |= {"search/manifest.js", "2024/05/28/index.html"}
    assert entries(MANY) == ways_in
    assert ways_in | set(fresh) <= set(drawn)
    assert len(drawn) == len(ways_in) + 30 + 50
    assert drawn == chosen(MANY, 50, fresh, seed=7)
    assert drawn != chosen(MANY, 50, fresh, seed=8)
    everything = [path for path in MANY if path.startswith("2024/05/01/")]
    assert len(chosen(MANY, 0, everything, seed=7)) == len(ways_in) + MOST_UPLOADED
    assert chosen(MANY, 10_000, (), seed=7) == sorted(MANY) == chosen(MANY, None, (), seed=7)


# --- the command


BUILDS_ON = "import os, sys\nsys.path.insert(0, os.getcwd())\nfrom pelicanconf import *\n"
"""The first lines of a ``publishconf.py``."""


def run(paper: Newspaper, *arguments: str) -> tuple[int, list[str]]:
    """``invoke verify`` in the newspaper's folder: its status and lines."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "plugins")}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), "verify"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=paper.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_the_command_compares_the_last_build_with_the_live_site(paper: Newspaper) -> None:
    output = paper.root / "output"
    with odd_host(OddHost(tree(output))) as host:
        status, lines = run(paper, "--url", host.address, "--sample", "5", "--seed", "3")
        assert (status, len(lines)) == (0, 1), lines
        assert "(seed 3)" in lines[0]
        own = paper.root / "publishconf.py"
        own.write_text(
            f"{BUILDS_ON}SITEURL = 'http://127.0.0.1:9'\n"
            f"PUBLISH_URLS = {{'staging': '{host.address}'}}\n"
        )
        assert run(paper, "--to", "staging")[0] == 0
        own.unlink()
        del host.files["feeds/all.xml"]
        status, lines = run(paper, "--url", host.address, "--whole")
        assert (status, len(lines)) == (1, 2), lines
        assert lines[0] == "feeds/all.xml: missing: the host answers with status 404"
        assert "seed" not in lines[1]


def test_the_command_asks_where_publish_does(paper: Newspaper) -> None:
    own = paper.root / "publishconf.py"
    with odd_host(OddHost(tree(paper.root / "output"))) as host:
        for urls, arguments in (
            (f"PUBLISH_URLS = {{'live': '{host.address}/'}}\n", ()),
            (f"SITEURL = '{host.address}'\n", ("--to", "live")),
        ):
            own.write_text(f"{BUILDS_ON}PUBLISH = {{'live': '/nowhere'}}\n{urls}")
            status, lines = run(paper, *arguments)
            assert status == 0, lines
            assert host.address in lines[-1]
        status, lines = run(paper, "--to", "stagin")
        assert (status, len(lines)) == (2, 1), lines
        assert lines[0].endswith('PUBLISH has no target "stagin"; it has: live')
    own.unlink()


def test_where_nobody_answers_nothing_was_asked(paper: Newspaper) -> None:
    status, lines = run(paper, "--url", f"http://127.0.0.1:{free_port()}")
    assert status == 2, lines
    assert "the host cannot be reached" in lines[0]


def test_a_stop_by_hand_is_said(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(paper.root)
    monkeypatch.setattr(Host, "ask", interrupted)
    with pytest.raises(SystemExit) as stop:
        live_site.verify(url="http://127.0.0.1:9")
    assert stop.value.code == 130
    assert capsys.readouterr().err == "stopped; not all was verified\n"


def test_the_command_says_in_one_line_why_it_cannot_ask(paper: Newspaper, tmp_path: Path) -> None:
    for arguments, words in (
        (("--url", "paper.example"), '"paper.example" is no address of a live site'),
        (("--to", "staging"), "set PUBLISH_URLS['staging'] in publishconf.py, or write --url"),
        (("--sample", "-1"), "write --sample 200"),
    ):
        status, lines = run(paper, *arguments)
        assert (status, len(lines)) == (2, 1), lines
        assert words in lines[0]
    own = paper.root / "publishconf.py"
    own.write_text(f"{BUILDS_ON}PUBLISH_URLS = ['x']\n")
    status, lines = run(paper)
    own.unlink()
    assert (status, len(lines)) == (2, 1), lines
    assert lines[0].startswith("error: publishconf.py: PUBLISH_URLS is ['x']; write {")
    new = Newspaper(tmp_path / "new")
    new.configuration()
    status, lines = run(new)
    assert (status, len(lines)) == (2, 1), lines
    assert "run invoke build" in lines[0]
