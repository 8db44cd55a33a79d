"""What a Chinese newspaper's maintainer reads when a publish does not go well."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from broadsheet import live_site
from broadsheet.publishing import holding
from broadsheet.publishing.running import PASSWORD
from tests.archive import Newspaper
from tests.publishing.listening import free_port
from tests.publishing.servers import Place
from tests.publishing.test_publishing import publish, told
from tests.publishing.test_trouble import other_means


@pytest.fixture
def newspaper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    """Its target is the folder ``live`` beside it."""
    newspaper = Newspaper(tmp_path / "paper", DEFAULT_LANG="zh", SITENAME="柏林镇报")
    (tmp_path / "live").mkdir()
    newspaper.settings["PUBLISH"] = {"live": str(tmp_path / "live")}
    newspaper.settings["PUBLISH_GRACE"] = 0
    for day in range(1, 4):
        newspaper.issue(f"2024-05-{day:02}")
    monkeypatch.chdir(newspaper.root)
    return newspaper


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PUBLISH": ""}, "没有 PUBLISH；请写一行，例如 PUBLISH = "),
        ({"PUBLISH": "ftp://paper:SECRET1@host.example/www"}, "PUBLISH 里有密码，而密码绝不能"),
        ({"PUBLISH": "gopher://host.example/www"}, "PUBLISH 是不认识的主机种类；请写其中一种："),
        ({"PUBLISH": "ssh://host.example"}, "PUBLISH 没有写明文件夹；请写成 ssh://USER@HOST"),
        ({"PUBLISH_GRACE": "5"}, "PUBLISH_GRACE 的值是 '5'；请写一个数，例如 5"),
        ({"PUBLISH_GRAC": 5}, "没有 PUBLISH_GRAC 这个设置；是不是想写 PUBLISH_GRACE？"),
    ],
)
def test_a_target_that_is_wrong(
    newspaper: Newspaper, settings: dict[str, object], said: str
) -> None:
    newspaper.settings |= settings

    status, line = publish(newspaper)

    assert status == 2
    assert line.startswith(f"错误：publishconf.py：{said}")
    assert line.count("\n") == 1
    assert "SECRET1" not in line


def test_a_target_that_is_not_there(newspaper: Newspaper) -> None:
    status, said = publish(newspaper, to="other")

    assert status == 2
    assert said == "错误：publishconf.py：PUBLISH 里没有目标“other”；其中有：live\n"


def test_a_folder_that_is_not_there(newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.settings["PUBLISH"] = str(tmp_path / "nowhere")

    status, said = publish(newspaper)

    assert status == 1
    assert said.splitlines()[-1] == f"错误：{tmp_path}/nowhere：没有这个文件夹；请先建好"


@pytest.mark.parametrize("place", ["webdav"], indirect=True)
def test_what_the_host_says_is_passed_on_as_it_is(
    newspaper: Newspaper, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    newspaper.settings["PUBLISH"] = place.line
    monkeypatch.setenv(PASSWORD, "wrong-horse-9")

    status, said = publish(newspaper)

    assert status == 1
    line = said.splitlines()[-1]
    assert line.startswith(f"错误：{place.line}：主机说：")
    assert line.endswith(": 401 Unauthorized；读者看到的网站是完整的；再运行一次就接着做")
    assert place.site() == {}


def test_who_publishes_already(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "WATCHED_FOR", 0.1)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    who = "wang@desk (process 5)"
    holder = holding.Holder(who, "another", 5, "9", now.isoformat(), now.isoformat())
    note = tmp_path / f"live/.broadsheet/locks/{holder.name}"
    note.parent.mkdir(parents=True)
    note.write_bytes(holder.data())

    status, said = publish(newspaper)

    assert status == 1
    line = said.splitlines()[-1]
    assert line.startswith(
        f"错误：{tmp_path}/live：wang@desk（进程 5）从 {now.isoformat()} 起正在发布（"
    )
    assert line.endswith(" 秒前还有动静；5 分钟没有动静就算结束）；请等它结束")

    before = (now - holding.LEASE - dt.timedelta(seconds=5)).isoformat()
    note.write_text(json.dumps({**json.loads(holder.data()), "renewed": before}))
    status, said = publish(newspaper)
    assert status == 0
    assert "有一次发布很久没有动静；再看 0.1 秒它是否已经结束\n" in said
    assert f"wang@desk（进程 5）从 {now.isoformat()} 起的一次发布中途断了\n" in said


@pytest.mark.parametrize("place", ["git"], indirect=True)
def test_a_branch_that_somebody_else_has_filled(
    newspaper: Newspaper, place: Place, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("mine")
    other_means(place, tmp_path / "other")
    newspaper.settings["PUBLISH"] = place.line

    status, said = publish(newspaper)
    assert status == 1
    assert said.splitlines()[-1] == (
        f"错误：{place.line}：无法知道线上现在是什么（这个分支里的内容不是 Broadsheet 发布的）；"
        "什么也没有改动。加上 --force 就把那里的内容全部替换"
    )


def test_a_manifest_that_was_cut_off(newspaper: Newspaper, tmp_path: Path) -> None:
    assert publish(newspaper)[0] == 0
    manifest = tmp_path / "live/.broadsheet/manifest.txt"
    data = manifest.read_bytes()
    manifest.write_bytes(data[: len(data) // 2])
    newspaper.issue("2024-05-04")

    status, said = publish(newspaper)

    assert status == 1
    assert said.splitlines()[-1] == (
        f"错误：{tmp_path}/live：无法知道线上现在是什么：发布清单 .broadsheet/manifest.txt 读不出来"
        "（它不完整，或被人改过）；什么也没有改动。加上 --force 就全部重新上传，"
        "不再属于网站的文件会留在那里"
    )
    status, said = publish(newspaper, force=True)
    assert status == 0
    assert f"{tmp_path}/live：它不完整，或被人改过；全部重新上传\n" in said


def test_what_would_delete_too_much(newspaper: Newspaper) -> None:
    publish(newspaper)
    newspaper.settings["PUBLISH_MOST_DELETED"] = 1
    newspaper.remove("issues/2024/2024-05-02")

    status, said = publish(newspaper)

    assert status == 1
    assert "错误：会删去线上 " in said
    assert "error" not in said


def test_a_host_that_keeps_no_releases(newspaper: Newspaper, tmp_path: Path) -> None:
    newspaper.configuration()

    status, said = told(live_site.rollback)

    assert status == 1
    assert said == (f"错误：{tmp_path}/live：这台主机不保留各次发布；请检出旧的提交，再发布一次\n")


def test_what_cannot_be_verified(newspaper: Newspaper) -> None:
    newspaper.configuration()
    status, said = told(live_site.verify)
    assert (status, said) == (2, "错误：这里没有构建的结果可以对比；请运行 invoke build\n")

    status, said = told(lambda: live_site.verify(url="paper.example"))
    assert status == 2
    assert said == (
        "错误：“paper.example”不是线上网站的网址；请在 publishconf.py 里设置 SITEURL，或写 --url\n"
    )
    publish(newspaper)
    address = f"http://127.0.0.1:{free_port()}"
    status, said = told(lambda: live_site.verify(url=address))
    assert status == 2
    assert said.startswith(f"{address}：连不上主机")
