"""The invented newspaper: always the same, without a mistake; and what peers are given of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed import contents, corpus, newspaper
from broadsheet import checking, plugin, settings

PROJECT = Path(__file__).resolve().parents[2]
DIGEST = "a701c4e8691399a9"


def texts(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.md"))
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


@pytest.mark.parametrize("language", newspaper.WRITERS)
def test_the_same_seed_writes_the_same_newspaper(tmp_path: Path, language: str) -> None:
    one, other, another = (
        texts(newspaper.write(tmp_path / str(at), 30, language, seed))
        for at, seed in enumerate((1, 1, 2))
    )

    assert one == other
    assert one.keys() == another.keys()
    assert one != another


def test_a_newspaper_is_the_same_on_every_computer(tmp_path: Path) -> None:
    """Random numbers of a seed never change; a change of words or grammar changes this digest."""
    written = texts(newspaper.write(tmp_path / "paper", 14))
    digest = hashlib.sha256(repr(sorted(written.items())).encode()).hexdigest()

    assert digest[:16] == DIGEST


def test_a_smaller_newspaper_is_the_newest_part_of_a_larger_one(tmp_path: Path) -> None:
    small = texts(newspaper.write(tmp_path / "small", 28))
    large = texts(newspaper.write(tmp_path / "large", 70))

    assert small.items() <= large.items()


def test_a_newspaper_has_as_many_articles_as_were_asked_for(tmp_path: Path) -> None:
    folder = newspaper.write(tmp_path / "paper", 45)

    assert sum(source.articles for source in corpus.sources(folder)) == 45


@pytest.mark.parametrize("language", newspaper.WRITERS)
def test_the_checker_finds_nothing_in_it(tmp_path: Path, language: str) -> None:
    newspaper.write(tmp_path / "paper", 140, language)
    changed: dict[str, Any] = {"PATH": str(tmp_path / "paper"), "DEFAULT_LANG": language}
    changed |= {"BROADSHEET_NAMEPLATE": "", "BROADSHEET_NAMEPLATE_DARK": ""}
    configuration = str(PROJECT / "pelicanconf.py")
    read = settings.read(plugin.read_settings(configuration, changed))

    report = checking.check(read, lambda _: None)

    assert report.issues == 10
    assert not report.problems


def test_articles_are_as_long_as_in_a_newspaper(tmp_path: Path) -> None:
    folder = newspaper.write(tmp_path / "paper", 420)
    bodies = [text.split("\n\n")[1:] for name, text in texts(folder).items() if "a0" in name]
    lengths = sorted(sum(map(len, body)) for body in bodies)

    assert 350 < lengths[len(lengths) // 2] < 600
    assert all(3 <= len(body) <= 12 for body in bodies)
    assert lengths[-1] > 3 * lengths[len(lengths) // 2]


def test_the_newest_issues_of_a_corpus_are_chosen(tmp_path: Path) -> None:
    folder = newspaper.write(tmp_path / "paper", 70)

    chosen = corpus.sources(folder, 20)

    assert [source.folder.name for source in chosen] == ["2025-12-30", "2025-12-31"]


def test_the_peers_are_given_headlines_people_and_order(tmp_path: Path) -> None:
    issue = tmp_path / "corpus" / "2024-05-06"
    issue.mkdir(parents=True)
    (issue / "a01-1.md").write_text("标题：甲\n版块：要闻\n\n本报讯（记者 王嘉晨）一。\n", "utf-8")
    (issue / "a01-2.md").write_text('标题：乙"丙\n引题：丁\n署名：记者 李田\n\n二。\n', "utf-8")
    (source,) = corpus.sources(tmp_path / "corpus")
    paper = corpus.paper(source)

    for name, content in (("h", contents.HugoContent()), ("p", contents.PelicanContent())):
        content.begin(tmp_path / name)
        content.write(tmp_path / name, source, paper)

    hugo = (tmp_path / "h/issues/2024-05-06/2024-05-06-a01-2.md").read_text("utf-8")
    assert 'title: "乙\\"丙"\ndate: "2024-05-06T11:59:00+08:00"\nauthors: ["李田"]' in hugo
    assert hugo.endswith("---\n\n二。\n")
    pelican = (tmp_path / "p/2024-05-06/2024-05-06-a01-1.md").read_text("utf-8")
    assert "Category: 要闻\nAuthors: 王嘉晨\n" in pelican
    assert pelican.endswith("\n\n本报讯（记者 王嘉晨）一。\n")


def test_pictures_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("标题：甲\n\n一。\n\n![乙](b.jpg)\n\n二。\n", "utf-8")

    assert corpus.text_of(file) == "标题：甲\n\n一。\n\n\n二。\n"
