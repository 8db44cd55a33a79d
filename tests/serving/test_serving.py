"""``invoke serve`` as a reporter uses it: a program of its own, and a browser beside it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet import serving
from broadsheet.problems import BuildError, problem
from broadsheet.serving import Outcome, Preview
from tests.archive import REPOSITORY, Newspaper

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 20
"""Seconds after which something that should happen has not."""


class Program:
    """A running ``invoke serve``. ``said`` grows as it speaks; ``port`` is where it listens."""

    def __init__(self, newspaper: Newspaper, port: int) -> None:
        newspaper.configuration()
        command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), "serve"]
        self.process = newspaper.start([*command, "--port", str(port)], {"PYTHONUNBUFFERED": "1"})
        self.said = ""
        self.port = 0
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.waits_for("Ctrl-C stops")
        self.port = int(self.said.split("http://127.0.0.1:")[1].split("/")[0])

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said += line

    def waits_for(self, words: str) -> None:
        eventually(lambda: words in self.said, lambda: f"{words!r} not in:\n{self.said}")

    def ask(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """One request as it is written, with no help from a client that tidies paths."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status


def eventually(true: object, otherwise: object = lambda: "it never happened") -> None:
    end = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, otherwise()  # type: ignore[operator]
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving_program(newspaper: Newspaper, port: int = 0) -> Iterator[Program]:
    program = Program(newspaper, port)
    try:
        yield program
    finally:
        program.process.kill()
        program.process.wait()


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh")
    paper.article("2024-05-01", "a01-1", "甲", page="A01")
    paper.article("2024-05-01", "a01-2", "未定稿", page="A01", status="draft")
    return paper


def test_the_server_answers_as_a_host_would_and_gives_nothing_else_away(
    newspaper: Newspaper,
) -> None:
    newspaper.write("issues/2024/2024-05-02/a01-1.md", "标题：乙\n版次：A01\n\n文。\n")
    (newspaper.root / "secret.txt").write_text("secret")
    with serving_program(newspaper) as program:
        status, headers, body = program.ask("/2024/05/01/a01-2.html")
        assert status == 200
        assert headers["Cache-Control"] == "no-store"
        assert "未定稿" in body.decode()
        assert body.count(b"live.js") == 1
        head = program.ask("/2024/05/01/a01-2.html", "HEAD")
        assert (head[0], head[1]["Content-Length"], head[2]) == (200, str(len(body)), b"")
        assert program.ask("/theme/css/main.css")[1]["Cache-Control"] == "no-store"
        assert program.ask("/theme/css/main.css", "HEAD")[2] == b""
        moved = program.ask("/2024/05/01")
        assert (moved[0], moved[1]["Location"]) == (301, "/2024/05/01/")
        assert program.ask("/2024/05/01/")[0] == 200
        for lost in (
            "/nothing.html", "/theme/css/", "/2024/05/01/index.html/", "/%00", "/" + "x" * 5000,
            "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a/../../secret.txt",
            "/.broadsheet-stage/", "/%2ebroadsheet/nothing", "//127.0.0.1/../secret.txt",
        ):  # fmt: skip
            for method in ("GET", "HEAD"):
                status, _, body = program.ask(lost, method)
                assert status == 404, lost
                assert b"secret" not in body, lost
                assert b"Directory listing" not in body, lost
        assert program.ask("/", Host="evil.example")[0] == 403
        assert program.ask("/", Host="localhost:1")[0] == 200
        assert "Traceback" not in program.said
        assert program.end() == 0
    assert "Traceback" not in program.said
    assert not (newspaper.root / "output").exists()


def test_a_port_in_use_gives_way_to_the_next(newspaper: Newspaper) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with serving_program(newspaper, port) as program:
            assert port < program.port < port + 10
            assert program.end() == 0


def test_a_port_that_is_none_is_said_in_a_line(tmp_path: Path) -> None:
    for port in (-1, 70000):
        with pytest.raises(BuildError, match="is no port"):
            serving.listen(Preview(tmp_path, "en"), port)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BuildError, match="no free port"):
            serving.listen(Preview(tmp_path, "en"), taken.getsockname()[1], tries=1)


def test_only_this_computer_can_reach_the_preview(tmp_path: Path) -> None:
    server = serving.listen(Preview(tmp_path, "en"), 0)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()


def test_closed_pages_leave_nothing_behind(tmp_path: Path) -> None:
    preview = Preview(tmp_path, "en")
    server = serving.listen(preview, 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
    try:
        before = threading.active_count()
        pages = []
        for _ in range(8):
            page = socket.create_connection(server.server_address[:2])  # type: ignore[arg-type]
            page.sendall(b"GET /.broadsheet/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            pages.append(page)
        eventually(lambda: preview.open_pages == 8)
        preview.publish(Outcome())
        for page in pages:
            page.close()
        eventually(lambda: preview.open_pages == 0)
        eventually(lambda: threading.active_count() <= before)
    finally:
        server.shutdown()
        server.server_close()


def test_what_is_saved_while_a_build_runs_or_before_the_first_is_built_too(tmp_path: Path) -> None:
    """Also a single file that an editor replaces instead of writing into it."""
    folder, file = tmp_path / "content", tmp_path / "pelicanconf.py"
    folder.mkdir()
    file.write_text("A = 1")
    saves = serving.follow([folder, file])
    assert next(saves) is False
    (folder / "a.md").write_text("during the first build")
    assert next(saved for saved in saves if saved)
    for text in ("A = 22", "A = 333"):
        (tmp_path / "new.py").write_text(text)
        (tmp_path / "new.py").replace(file)
        assert next(saved for saved in saves if saved)
    file.unlink()
    assert next(saved for saved in saves if saved)


@pytest.mark.browser
def test_a_save_shows_in_the_browser_and_a_mistake_on_the_page(
    browser: Browser, newspaper: Newspaper
) -> None:
    theme = newspaper.own_theme()
    good = newspaper.content / "issues/2024/2024-05-01/a01-1.md"
    with serving_program(newspaper) as program:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"http://127.0.0.1:{program.port}/2024/05/01/a01-1.html")
        page.get_by_text("预览").first.wait_for()
        draft = f"http://127.0.0.1:{program.port}/2024/05/01/a01-2.html"
        assert "草稿" in program_page(page, draft)

        page.goto(f"http://127.0.0.1:{program.port}/2024/05/01/a01-1.html")
        good.write_text("标题：甲甲\n版次：A01\n\n新的文字。\n")
        page.get_by_text("新的文字").wait_for()

        good.write_text("标题：甲甲甲\n标提：乙\n版次：A01\n\n更新的文字。\n")
        box = page.locator("#broadsheet-problems")
        box.get_by_text("标提").wait_for()
        assert "1 处错误，未能更新，以下仍是上一次成功的页面" in box.inner_text()
        assert box.locator("strong").inner_text().endswith("2024-05-01/a01-1.md:2")
        assert box.get_attribute("role") == "alert"
        assert page.get_by_text("新的文字。").is_visible()
        program.waits_for("标提")

        good.write_text("标题：甲甲甲\n版次：A01\n\n更新的文字。\n")
        page.get_by_text("更新的文字").wait_for()
        box.wait_for(state="detached")

        template = theme / "templates" / "article.html"
        text = template.read_text("utf-8")
        template.write_text(text.replace("{% block main %}", "{% block main %}{% if %}", 1))
        box.get_by_text("theme/templates/article.html:").wait_for()
        template.write_text(text.replace("{% block main %}", "{% block main %}<p>样</p>", 1))
        page.get_by_text("样", exact=True).wait_for()

        css = theme / "static" / "css" / "tokens.css"
        css.write_text(css.read_text("utf-8").replace("--paper: #fdfcf9", "--paper: #ff0000"))
        page.wait_for_function(
            "document.body && getComputedStyle(document.body).backgroundColor === 'rgb(255, 0, 0)'"
        )
        settings = newspaper.root / "pelicanconf.py"
        settings.write_text(settings.read_text("utf-8") + "SITENAME = (\n")
        box.get_by_text("pelicanconf.py").wait_for()
        newspaper.settings["SITENAME"] = "新名日报"
        newspaper.configuration()
        page.get_by_text("新名日报").first.wait_for()
        page.close()
        assert program.end() == 0
    assert "Traceback" not in program.said, program.said
    assert not (newspaper.root / "output").exists()


def program_page(page: object, address: str) -> str:
    page.goto(address)  # type: ignore[attr-defined]
    return str(page.locator("body").inner_text())  # type: ignore[attr-defined]


def test_ctrl_c_during_the_first_build_ends_quietly(newspaper: Newspaper) -> None:
    newspaper.configuration()
    code = (
        "import sys, time; from broadsheet import serving; from pathlib import Path\n"
        "def build():\n    print('building', flush=True)\n    time.sleep(60)\n"
        "serving.serve(serving.Preview(Path('preview'), 'en'), 0, [Path('content')], build, print)"
    )
    process = newspaper.start([sys.executable, "-c", code], {"PYTHONUNBUFFERED": "1"})
    assert process.stdout
    assert process.stdout.readline() == "building\n"
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.strip()) == (0, "")
    assert isinstance(process, subprocess.Popen)


def test_what_a_build_found_is_told_errors_first_with_file_and_line(tmp_path: Path) -> None:
    doubtful = problem("a.md", 0, "merge-conflict")
    wrong = problem("issues/2024-05-01/b.md", 7, "merge-conflict")
    warning = problem("c.md", 3, "byline-unclear", text="a")
    for language, heading in (
        ("en", "2 errors, 1 warning, not updated: this is the last good page"),
        ("zh", "2 处错误，1 个提醒，未能更新，以下仍是上一次成功的页面"),
    ):
        preview = Preview(tmp_path, language)  # type: ignore[arg-type]
        preview.publish(Outcome((warning, doubtful, wrong)))
        told = json.loads(preview.problems_json())
        assert told["heading"] == heading
        assert [line["where"] for line in told["lines"]] == [
            "a.md",
            "issues/2024-05-01/b.md:7",
            "c.md:3",
        ]
        assert [line["severity"] for line in told["lines"]] == ["error", "error", "warning"]
    preview.publish(Outcome())
    assert json.loads(preview.problems_json()) == {"heading": "", "lines": []}
