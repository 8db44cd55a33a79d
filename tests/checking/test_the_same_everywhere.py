"""``invoke check``, ``invoke build`` and ``pelican`` say the same and stop at the same."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from broadsheet import commands
from tests.archive import NOON, REPOSITORY, Newspaper, issue_path
from tests.checking.desk import Data, link_to, picture, write

DAY = issue_path("2024-05-01")


def headed(headline: str, *lines: str, text: str = "It rains.") -> str:
    return "\n".join([f"Headline: {headline}", *lines, "", text, ""])


BROKEN: dict[str, Data] = {
    f"{DAY}/a.md": headed("Rain", "Headline: Sun"),
    f"{DAY}/a02.md": headed("Rain"),
    f"{DAY}/index.md": headed("Rain"),
    f"{DAY}/c.md": headed("Rain"),
    f"{DAY}/C.md": headed("Rain"),
    f"{DAY}/d.md": headed("Rain", text="![](no.jpg)\n\n（下转A07版）\n\n<script>x</script>"),
    f"{DAY}/e.md": link_to("/etc/passwd"),
    f"{DAY}/f.txt": headed("Rain"),
    f"{DAY}/g.md": "标题：今天下雨\n\n今天全市下雨。\n".encode("gb18030"),
    f"{DAY}/x#y.md": headed("Rain"),
    f"{DAY}/pipe.md": os.mkfifo,
    f"{DAY}/p.jpg": picture()[:900],
    f"{issue_path('2024-05-02')}/a.md": headed(
        "Sun",
        "Aliases: /2024/05/01/c.html, /about.html, /archive.html, /static/s.html, /2024/05/01/",
    ),
    f"{issue_path('2024-05-03')}/issue.md": "Number: x\n\n",
    f"{issue_path('2024-13-03')}/a.md": headed("Sun"),
    f"{issue_path('2024-05-04')}/a.md": headed("Sun", "Status: draft", "Slug: B"),
    f"{issue_path('2024-05-04')}/b.md": headed("Hail"),
    "other/2024-05-02/a.md": headed("Sun"),
    "stray.md": headed("Sun"),
    "pages/about.md": headed("About", text="![](no.jpg) [x]({static}/../x) [y](nothing.md)"),
    "pages/two.md": headed("Two", "Slug: about", "Status: darft", "Date: 2024-02-30"),
    "pages/three.md": headed("Three", "Save_as: 2024/05/01/c.html"),
    "pages/four.md": headed("Four", "Save_as: people/index.html"),
    "pages/five.txt": "x",
    "static/s.html": "x",
    "static/bad.jpg": picture()[:900],
    os.fsdecode(b"static/\xff"): "x",
}
ADDRESSES: dict[str, Data] = {
    f"{DAY}/a.md": headed("Rain"),
    f"{issue_path('2024-05-02')}/a.md": headed(
        "Sun", "Aliases: /2024/05/01/a.html, /about.html, /archive.html, /2024/05/01/, /2024/"
    ),
    "pages/about.md": headed("About"),
    "pages/b.md": headed("B", "Save_as: 2024/05/01/a.html"),
    "pages/c.md": headed("C", "Save_as: 2024/05/02/index.html"),
    "pages/d.md": headed("D", "Save_as: static/s.html"),
    "pages/e.md": headed("E", "Save_as: feeds/all.htm"),
    "pages/f.md": headed("F", "Slug: about"),
    "static/s.html": "x",
}
ODD: dict[str, Data] = {
    f"{DAY}/a.md": headed("Rain", text="▲ Rain\n\n<b onclick='x'>x</b>\n\n（下转A07版）"),
    f"{DAY}/p.jpg": picture(),
}


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


class Desk:
    """A newspaper and the commands of its maintainer, run in its folder."""

    def __init__(self, newspaper: Newspaper) -> None:
        self.newspaper = newspaper

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run Python in a process of its own."""
        self.newspaper.configuration()
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.newspaper.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "plugins"), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def check(self, form: str = "text", content: str = "") -> Run:
        return self._told(lambda: commands.check(form, content))

    def build(self) -> Run:
        return self._told(commands.build)

    def _told(self, command: Callable[[], None]) -> Run:
        self.newspaper.configuration()
        out, err, status = io.StringIO(), io.StringIO(), 0
        with (
            contextlib.chdir(self.newspaper.root),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                command()
            except SystemExit as end:
                status = int(str(end.code))
        return Run(status, out.getvalue(), err.getvalue())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Newspaper(tmp_path))


def problems(said: str) -> list[str]:
    """The lines that are problems; each ends in its name in brackets."""
    return [line for line in said.splitlines() if line.endswith("]") and ": " in line]


@pytest.mark.parametrize("files", [BROKEN, ADDRESSES], ids=["broken", "addresses"])
def test_the_same_errors_stop_the_check_the_build_and_pelican(
    desk: Desk, files: Mapping[str, Data]
) -> None:
    write(desk.newspaper.content, files)
    checked = desk.check()
    built = desk.build()
    pelican = desk.run("-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output")

    assert [run.returncode for run in (checked, built, pelican)] == [1, 1, 1]
    assert len(problems(checked.stdout)) > 5
    assert problems(built.stderr) == problems(checked.stdout)
    assert problems(pelican.stderr) == problems(checked.stdout)
    assert not (desk.newspaper.root / "output").exists()
    assert not any("Traceback" in run.stdout + run.stderr for run in (checked, built, pelican))


def test_the_same_errors_stop_a_build_over_a_site_that_is_there(desk: Desk) -> None:
    sound = {name: data for name, data in ADDRESSES.items() if name == f"{DAY}/a.md"}
    write(desk.newspaper.content, {**sound, "pages/about.md": ADDRESSES["pages/about.md"]})
    assert desk.newspaper.build().good
    before = desk.newspaper.tree()
    write(desk.newspaper.content, ADDRESSES)

    built = desk.newspaper.build()

    assert problems(built.said) == problems(desk.check().stdout)
    assert desk.newspaper.tree() == before


def test_warnings_are_said_and_the_build_goes_on(desk: Desk) -> None:
    write(desk.newspaper.content, ODD)
    checked, built = desk.check(), desk.build()

    assert [run.returncode for run in (checked, built)] == [0, 0]
    assert len(problems(checked.stdout)) == 4
    assert problems(built.stderr) == problems(checked.stdout)


def test_a_draft_that_clashes_only_with_its_own_issue_stops_the_build_too(desk: Desk) -> None:
    day = issue_path("2024-05-04")
    files = {name: data for name, data in BROKEN.items() if name.startswith(day)}
    write(desk.newspaper.content, {**files, f"{day}/B.md": headed("Fog", "Status: draft")})

    assert problems(desk.newspaper.build().said) == problems(desk.check().stdout)
    assert desk.check().returncode == 1


# --- formats and exit statuses ------------------------------------------------------------------


def test_the_last_line_counts(desk: Desk) -> None:
    write(desk.newspaper.content, ODD)

    assert desk.check().stdout.splitlines()[-1] == "checked 1 issue, 2 files: 0 errors, 4 warnings"


def test_the_answer_is_in_the_site_s_language(desk: Desk) -> None:
    desk.newspaper.settings["DEFAULT_LANG"] = "zh"
    write(desk.newspaper.content, {f"{DAY}/a.md": headed("Rain", "日期：2024-05-02")})
    lines = desk.check().stdout.splitlines()

    assert lines == [
        f"{DAY}/a.md:2: 错误: 日期 2024-05-02 与本期文件夹的日期 2024-05-01 不一致；"
        "删去此行（文件夹名就是日期），或把文件移到它的那一期 [date-mismatch]",
        "检查了 1 期、1 个文件：1 个错误，0 个提醒",
    ]
    assert desk.build().stderr.splitlines()[-1] == "1 个错误，0 个提醒；没有写出任何文件"


def test_the_json_holds_the_same_problems(desk: Desk) -> None:
    write(desk.newspaper.content, BROKEN)
    checked = desk.check("json")
    found = json.loads(checked.stdout)

    assert checked.returncode == 1
    assert found["errors"] == sum(p["severity"] == "error" for p in found["problems"])
    assert found["warnings"] == sum(p["severity"] == "warning" for p in found["problems"])
    assert len(found["problems"]) == len(problems(desk.check().stdout))
    assert {
        "path": f"{DAY}/a.md",
        "line": 2,
        "severity": "error",
        "kind": "duplicate-key",
        "message": '"Headline" says again what line 1 says',
        "hint": "keep one of the two",
    } in found["problems"]


def test_github_is_told_the_path_from_the_repository_s_root(desk: Desk) -> None:
    repository = desk.newspaper.root.parent
    (repository / ".git").mkdir(exist_ok=True)
    write(desk.newspaper.content, {f"{DAY}/50%,x:y.md": headed("Rain")})
    (command, _summary) = desk.check("github").stdout.splitlines()

    name = f"{desk.newspaper.root.name}/content/{DAY}/50%25%2Cx%3Ay.md"
    assert command.startswith(f"::error file={name},line=1,title=name-unsafe::the name ")
    assert '"50%25,x:y.md"' in command


def test_gitlab_is_given_a_report_whose_problems_keep_their_names(desk: Desk) -> None:
    (desk.newspaper.root / ".git").mkdir(exist_ok=True)
    twice = headed("Rain").replace("Rain", "Rain\nheadline: Sun\nheadline: Hail")
    write(desk.newspaper.content, {f"{DAY}/a.md": twice, f"{DAY}/50%,x:y.md": headed("Rain")})
    checked = desk.check("gitlab")
    found = json.loads(checked.stdout)

    assert checked.returncode == 1
    assert len(found) == len(problems(desk.check().stdout)) >= 3
    assert {(each["location"]["path"], each["severity"]) for each in found} == {
        (f"content/{DAY}/50%,x:y.md", "critical"),
        (f"content/{DAY}/a.md", "critical"),
    }
    lines = [each["location"]["lines"]["begin"] for each in found]
    prints = [each["fingerprint"] for each in found]
    assert len(set(prints)) == len(prints)
    assert all(each["description"] and each["check_name"] for each in found)

    write(desk.newspaper.content, {f"{DAY}/a.md": f"section: News\n{twice}"})
    moved = json.loads(desk.check("gitlab").stdout)
    assert [each["location"]["lines"]["begin"] for each in moved] != lines
    kept = {each["fingerprint"] for each in moved} & set(prints)
    assert kept


@pytest.mark.parametrize(("form", "content"), [("xml", ""), ("text", "nowhere")])
def test_wrong_usage_ends_with_2_and_one_line(desk: Desk, form: str, content: str) -> None:
    checked = desk.check(form, content)

    assert checked.returncode == 2
    assert len(checked.stderr.splitlines()) == 1
    assert checked.stdout == ""


def test_a_terminal_that_knows_no_chinese_gets_an_answer(desk: Desk) -> None:
    desk.newspaper.settings["DEFAULT_LANG"] = "zh"
    write(desk.newspaper.content, ODD)
    code = "import sys; sys.stdout.reconfigure(encoding='ascii')\n"
    checked = desk.run("-c", f"{code}from broadsheet import commands; commands.check()")

    assert checked.returncode == 0
    assert checked.stderr == ""


# --- through invoke -----------------------------------------------------------------------------


def invoke(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a task of the repository on a project that lies elsewhere."""
    command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_issue_with_a_new_article_is_checked_and_built(desk: Desk) -> None:
    newspaper = desk.newspaper
    newspaper.configuration()
    made = [
        invoke(newspaper.root, "new-issue", "2024-05-01"),
        invoke(newspaper.root, "new-article", "2024-05-01", "--page", "A01", "--headline", "Rain"),
    ]
    paths = [f"content/{DAY}/issue.md", f"content/{DAY}/a01-1-rain.md"]

    assert [run.stdout.strip() for run in made] == [f"wrote {path}" for path in paths]
    for path in paths:
        assert (newspaper.root / path).is_file()
    checked = invoke(newspaper.root, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert {line.rsplit(" ", 1)[1] for line in problems(checked.stdout)} == {
        "[value-missing]",
        "[body-empty]",
    }
    assert newspaper.build(BROADSHEET_NOW=NOON).good


def test_nothing_is_written_over_what_is_there(desk: Desk) -> None:
    newspaper = desk.newspaper
    newspaper.configuration()
    arguments = ("new-article", "2024-05-01", "--page", "A01", "--headline", "Rain")
    invoke(newspaper.root, "new-issue", "2024-05-01")
    invoke(newspaper.root, *arguments)
    article = newspaper.content / DAY / "a01-1-rain.md"
    article.write_text(headed("Rain"), "utf-8")

    again = [invoke(newspaper.root, "new-issue", "2024-05-01"), invoke(newspaper.root, *arguments)]

    assert [run.returncode for run in again] == [1, 1]
    assert all("already there" in run.stderr for run in again)
    assert article.read_text("utf-8") == headed("Rain")
