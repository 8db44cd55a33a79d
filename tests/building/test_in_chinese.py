"""What a Chinese newspaper's maintainer reads when a build cannot run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.archive import REPOSITORY, Newspaper, Outcome, ended
from tests.building.test_folders import pages_of
from tests.building.test_jobs import FAULTY
from tests.building.test_locking import a_build_at_work


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh", SITENAME="柏林镇报")
    for day in range(1, 4):
        paper.issue(f"2024-05-0{day}")
    return paper


def invoke(paper: Newspaper, *arguments: str) -> Outcome:
    paper.configuration()
    command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), *arguments]
    return ended(paper.start(command))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"TIMEZONE": "Mars/Base"},
            'pelicanconf.py：TIMEZONE 里的时区“Mars/Base”不认识；请写成像 "Asia/Shanghai" 这样',
        ),
        (
            {"BROADSHEET_JOBS": "2"},
            "pelicanconf.py：BROADSHEET_JOBS 的值是 '2'；请写一个数，例如 2",
        ),
        ({"SITENAME": " "}, "pelicanconf.py：SITENAME 是空的；请写报纸的名称"),
        (
            {"BROADSHEET_NAMEPLATE": "name.svg"},
            "pelicanconf.py：BROADSHEET_NAMEPLATE 的值是“name.svg”，而 {content}/static/name.svg"
            " 没有这个文件；请放到那里，或改正名称",
        ),
    ],
)
def test_a_setting_that_is_wrong(paper: Newspaper, settings: dict[str, object], said: str) -> None:
    paper.settings |= settings
    line = f"错误：{said.replace('{content}', str(paper.content))}\n"

    by_pelican = ended(paper.program())
    by_task = invoke(paper, "check")

    assert (by_pelican.status, by_pelican.said) == (1, line)
    assert (by_task.status, by_task.said) == (2, line)


def test_a_second_build(paper: Newspaper) -> None:
    with a_build_at_work(paper) as number:
        outcome = paper.build()

    assert outcome.status == 1
    who = rf"\S+ 上的进程 {number} 从 20\S+ \S+ 起正在构建它"
    assert re.fullmatch(rf"错误：{paper.root / 'output'}：{who}；请等它结束\n", outcome.said)


def test_a_catalog_that_is_damaged(paper: Newspaper) -> None:
    assert paper.build().good
    (file,) = (paper.root / ".cache").rglob("catalog.sqlite")
    data = bytearray(file.read_bytes())
    for page in pages_of(file, "articles", "topics", "issues"):
        data[(page - 1) * 4096 : page * 4096 : 64] = b"\x5a" * 64
    file.write_bytes(data)
    paper.article("2024-05-01", "a01-1", "New words")

    outcome = paper.build()

    assert outcome.status == 1
    assert outcome.said.startswith("错误：目录库损坏了（")
    assert outcome.said.endswith("）；请再构建一次\n")


def test_what_the_system_refuses(paper: Newspaper) -> None:
    (paper.root / "output").write_text("mine")

    outcome = paper.build()

    assert outcome.status == 1
    assert outcome.said.startswith(f"错误：{paper.root / 'output'}")
    assert outcome.said.endswith("；什么也没有改动\n")


def test_a_disk_without_room_for_the_catalog(paper: Newspaper) -> None:
    """The system refuses to let any file grow beyond 4 kB."""
    paper.configuration()
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "import pelican; pelican.main(['-s', 'pelicanconf.py'])"
    )

    outcome = ended(paper.start([sys.executable, "-c", code]))

    assert outcome.status == 1
    assert outcome.said.startswith(f"错误：{paper.root}/.cache/")
    assert outcome.said.endswith("：目录库用不了（disk I/O error）\n")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_engine(paper: Newspaper, jobs: int) -> None:
    (paper.root / "faults.py").write_text(FAULTY, "utf-8")
    template = paper.own_theme() / "templates" / "article.html"
    text = template.read_text("utf-8")
    template.write_text(text.replace("{{ story.headline }}", "{{ story.headline | faulty }}"))
    file = paper.configuration()
    filters = "import faults\nJINJA_FILTERS = {'faulty': faults.faulty}\n"
    file.write_text(filters + file.read_text("utf-8"), "utf-8")

    command = ["-m", "pelican", "-s", "pelicanconf.py", "-e", f"BROADSHEET_JOBS={jobs}"]
    outcome = ended(paper.start([sys.executable, *command]))

    assert outcome.status == 1
    (told,) = [line for line in outcome.said.splitlines() if line.startswith("错误：")]
    assert told.startswith("错误：issues/2024/2024-05-03：程序出错（ValueError: no such")
    assert told.endswith("）；请报告给我们")


def test_what_begins_an_issue_and_what_tidies(paper: Newspaper) -> None:
    made = invoke(paper, "new-issue", "2024-05-09")
    again = invoke(paper, "new-issue", "2024-05-09")
    wrong = invoke(paper, "new-issue", "2024-5-9")
    format_ = invoke(paper, "check", "--format", "xml")
    cleaned = invoke(paper, "clean")

    assert made.said == "已写好 content/issues/2024/2024-05-09/issue.md\n"
    assert (again.status, again.said) == (
        1,
        "错误：issues/2024/2024-05-09 已经有了；什么也没有改动\n",
    )
    assert (wrong.status, wrong.said) == (
        1,
        "错误：“2024-5-9”不是一期的名称：月和日各写两位数字；请写日期，例如 2025-10-25，"
        "以及版本，例如 evening\n",
    )
    assert format_.status == 2
    assert format_.said.startswith("错误：没有“xml”这种格式；请写 text, ")
    assert cleaned.said == "没有要删的\n"


def test_an_import_that_cannot_begin(paper: Newspaper) -> None:
    outcome = invoke(paper, "import", "nowhere.txt")

    assert outcome.status == 2
    assert outcome.said == "错误：nowhere.txt：没有这个文件或文件夹\n"
