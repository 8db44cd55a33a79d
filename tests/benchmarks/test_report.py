"""The benchmark's results: what the table and the plot make of them."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.speed import command, measuring, plot, table, tracing
from benchmarks.speed.results import Results, Run, load


def run(system: str, step: str, wall: float, **more: float) -> Run:
    given = {"articles": 2000, "round": 0, "cpu": wall, "memory": 100.0, "written": 3, **more}
    return Run(system=system, step=step, wall=wall, **given)  # type: ignore[arg-type]


def results(*runs: Run) -> Results:
    return Results({"Processor": "an abacus"}, list(runs))


def test_a_ratio_is_taken_round_by_round() -> None:
    """The second round was slow for both, and says the same as the first."""
    found = results(
        run("broadsheet", "unchanged", 1, round=0),
        run("hugo", "unchanged", 2, round=0),
        run("broadsheet", "unchanged", 30, round=1),
        run("hugo", "unchanged", 60, round=1),
    )

    assert "| Nothing changed / Hugo | 0.50 (0.50–0.50) |" in table.bars(found)


def test_hugo_followed_by_pagefind_costs_both_and_the_memory_of_the_larger() -> None:
    found = results(
        run("broadsheet", "clean", 6),
        run("hugo", "clean", 1, memory=300),
        run("pagefind", "clean", 2, memory=200),
    )

    both = found.of(2000, "hugo+pagefind", "clean")[0]

    assert (both.wall, both.memory, both.written) == (3, 300, 6)
    assert "Hugo, then Pagefind | 2.00 (2.00–2.00) |" in table.bars(found)


def test_adding_an_issue_is_held_against_a_smaller_archive() -> None:
    found = results(run("broadsheet", "added", 1), run("broadsheet", "added", 1.5, articles=20_000))

    last = table.bars(found).splitlines()[-1]
    assert last.endswith("smaller archive |  | 1.50 (1.50–1.50) |")


def test_what_was_not_measured_has_no_row() -> None:
    report = table.report(results(run("hugo", "clean", 1)))

    assert "| Pelican |" not in report
    assert "Nothing changed" not in report


def test_the_report_names_files_read_and_the_machine() -> None:
    found = results(run("hugo", "clean", 1.234, memory=99.6))
    found.traced.append(run("hugo", "clean", 50, read=2143))

    text = table.report(found)

    assert "| Clean build | Hugo | 1.23 (1.23–1.23) | 1.00 |  | 1.23 | 100 | 2,143 | 3 |" in text
    assert "- Processor: an abacus" in text


def test_results_of_several_files_are_one(tmp_path: Path) -> None:
    one, other = results(run("hugo", "clean", 1)), results(run("hugo", "clean", 3))
    other.about["Processor"] = "a slide rule"
    for name, found in (("one", one), ("other", other)):
        found.save(tmp_path / name)

    whole = load([tmp_path / "one", tmp_path / "other"])

    assert [r.wall for r in whole.of(2000, "hugo", "clean").values()] == [1, 3]
    assert whole.about["Processor"] == "an abacus; a slide rule"


def test_the_plot_is_an_svg_with_a_line_for_each_program() -> None:
    sizes = (2000, 20_000, 200_000)
    clean = [run(s, "clean", n / 100, articles=n) for n in sizes for s in ("hugo", "broadsheet")]
    added = [run("broadsheet", "added", 1, articles=n) for n in sizes]

    root = ElementTree.fromstring(plot.plot(results(*clean, *added)))

    space = "{http://www.w3.org/2000/svg}"
    lines = [line.get("points", "") for line in root.iter(f"{space}polyline")]
    assert len(lines) == 3
    assert all(len(points.split()) == 3 for points in lines)
    texts = {text.text for text in root.iter(f"{space}text")}
    assert {"Clean build, seconds", "One issue added, seconds", "Hugo", "200,000"} <= texts


@pytest.mark.parametrize("found", [results(), results(run("hugo", "clean", 0.3))])
def test_the_plot_of_little_is_no_error(found: Results) -> None:
    assert plot.plot(found) == "" or ElementTree.fromstring(plot.plot(found)) is not None


def test_strace_tells_what_was_opened_to_be_read() -> None:
    name = "".join(f"\\x{byte:02x}" for byte in "/c/汀.md".encode())
    lines = [
        f'openat(AT_FDCWD, "{name}", O_RDONLY|O_CLOEXEC) = 3',
        f'openat(AT_FDCWD, "{name}", O_RDONLY) = 4',
        f'openat(AT_FDCWD, "{name}x", O_RDONLY) = -1 ENOENT (No such file or directory)',
        f'openat(AT_FDCWD, "{name}y", O_WRONLY|O_CREAT, 0666) = 5',
        f'openat(AT_FDCWD, "{name}z", O_RDONLY|O_DIRECTORY) = 6',
        r'openat(AT_FDCWD, "\x2f\x78", O_RDONLY) = 6',
    ]

    assert tracing.opened(lines, "/c/") == {"/c/汀.md"}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_of_all_processes_is_counted_together(tmp_path: Path) -> None:
    hold = "x = bytearray(60_000_000); import time; time.sleep(0.4)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}"

    measured = measuring.measure([sys.executable, "-c", f"{both}; p.wait()"], tmp_path, {})

    assert 120 < measured.memory < 200
    assert measured.wall > 0.4


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no ink"):
        measuring.measure([sys.executable, "-c", "raise SystemExit('no ink')"], tmp_path, {})


def test_files_written_are_those_of_now(tmp_path: Path) -> None:
    (tmp_path / "old").touch()
    time.sleep(3 * measuring.CLOCK)
    now = time.time()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "new").touch()

    assert measuring.files_written(tmp_path, now) == 1


def test_an_option_that_cannot_be_right_is_one_line() -> None:
    def given(**changed: str) -> command.Options:
        usual = {"articles": "200", "corpus": "", "language": "zh", "only": "", "steps": ""}
        return command.options(**{**usual, **changed}, runs=5, work="w")  # type: ignore[arg-type]

    assert given(steps="added").steps == ("clean", "added")
    assert given(articles="20000,2000").articles == (2000, 20_000)
    for name, value in (("articles", "many"), ("only", "jekyll"), ("corpus", "no-such-folder")):
        with pytest.raises(SystemExit, match=f"--{name}"):
            given(**{name: value})
