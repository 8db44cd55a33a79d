"""An import issue by issue: several processes, one that fails, a report for people and programs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

from broadsheet.importing.notes import Note, note
from broadsheet.importing.placing import Placed, folder_of
from broadsheet.importing.report import SHOWN, Report
from broadsheet.importing.running import Piece, run
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName
from tests.archive import tree
from tests.importing.drafting import BROKEN, DAY, Given, desk, issue, story


def days(number: int) -> list[IssueName]:
    return [IssueName(DAY.date + dt.timedelta(days=each)) for each in range(number)]


def piece(name: IssueName, **options: str) -> Piece:
    draft = dataclasses.replace(issue(story(str(name.date), f"第{name.date.day}日")), name=name)
    return Piece(name, folder_of(name), (Given(name, draft, **options),))


def imported(
    content: Path,
    pieces: list[Piece],
    *,
    jobs: int = 1,
    language: Language = "zh",
    notes: tuple[Note, ...] = (),
) -> tuple[Report, list[str]]:
    content.mkdir(exist_ok=True)
    said: list[str] = []
    file = content.parent / "report.json"
    with Report(file, ["source"], language, dry_run=False) as report:
        report.take_notes(notes)
        run(desk(content, language=language), pieces, report, jobs, said.append)
        report.finish()
    return report, list(report.lines())


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_writes_the_same(tmp_path: Path, jobs: int) -> None:
    report, lines = imported(tmp_path / "content", [piece(day) for day in days(6)], jobs=jobs)

    found = tree(tmp_path / "content")
    assert len([path for path in found if path.endswith(".md")]) == 6
    assert not any(".importing" in path for path in found)
    assert lines == [
        "导入了 6 期、6 篇稿件、0 幅图片；文件：新写 6，更新 0，未变 0；未能收入 0 处，请核对 0 处"
    ]
    assert not report.failed


def test_a_unit_that_is_broken_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    first, second, third = days(3)
    broken = Piece(second, folder_of(second), (Given(second, None, "source/2.txt"),))
    report, lines = imported(tmp_path / "content", [piece(first), broken, piece(third)])

    assert lines[:2] == ["未能收入：", "  source/2.txt:3: 文件已损坏"]
    assert report.failed
    assert len(list((tmp_path / "content").rglob("*.md"))) == 2


def test_what_nobody_has_foreseen_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    first, second = days(2)
    report, lines = imported(
        tmp_path / "content", [piece(first, fails="out of range"), piece(second)], language="en"
    )

    assert lines[1] == (
        "  source/1: could not be imported: RuntimeError: out of range;"
        " please report this with the file"
    )
    assert report.failed
    assert len(list((tmp_path / "content").rglob("*.md"))) == 1


def test_the_report_for_programs_has_everything(tmp_path: Path) -> None:
    first, second = days(2)
    broken = Piece(second, folder_of(second), (Given(second, None, "source/2.txt"),))
    imported(tmp_path / "content", [piece(first), broken], notes=(note("a.pdf", 0, BROKEN),))

    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert found["dry_run"] is False
    assert found["sources"] == ["source"]
    assert [row["folder"] for row in found["issues"]] == [folder_of(first)]
    assert found["issues"][0]["files"] == [
        {"path": f"{folder_of(first)}/a01-1-第24日.md", "action": "written"}
    ]
    assert [(n["source"], n["line"], n["kind"]) for n in found["notes"]] == [
        ("a.pdf", 0, "broken"),
        ("source/2.txt", 3, "broken"),
    ]
    assert found["notes"][0]["en"] == "the file is broken"
    assert found["summary"]["articles"] == 1
    assert found["summary"]["left_out"] == 2


def test_many_notes_of_a_kind_are_counted_not_printed(tmp_path: Path) -> None:
    notes = tuple(note(f"{n}.txt", 0, BROKEN) for n in range(SHOWN + 5))
    _report, lines = imported(tmp_path / "content", [piece(DAY)], notes=notes, language="en")

    assert len(lines) == 1 + SHOWN + 1 + 1
    assert lines[-2] == "  … and 5 more of this kind"
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert len(found["notes"]) == SHOWN + 5


def test_a_report_that_was_broken_off_leaves_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("before", "utf-8")

    def broken_off() -> None:
        with Report(file, [], "en", dry_run=False) as report:
            report.take_issue(Placed(DAY, folder_of(DAY)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()

    assert file.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]
