"""Tests that need a program from outside: left out by name where it is missing, failed in CI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CONFTEST = Path(__file__).with_name("conftest.py").read_text("utf-8")
TWO_TESTS = """
import pytest

@pytest.mark.browser
def test_looks_at_a_page(): pass

def test_looks_at_nothing(): pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Run two tests in a pytest of their own, on a computer without a browser."""
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TWO_TESTS)

    def run_pytest(*options: str, ci: str) -> list[str]:
        monkeypatch.setenv("CI", ci)
        options = (
            "-o",
            "markers=browser",
            "-o",
            f"pythonpath={ROOT}",
            "-p",
            "no:cacheprovider",
            *options,
        )
        lines = pytester.runpytest_subprocess(*options).outlines
        return [line for line in lines if line]

    return run_pytest


@pytest.mark.parametrize("workers", ["0", "2"])
def test_without_a_browser_the_last_lines_name_the_test_and_the_command(
    run: Callable[..., list[str]], workers: str
) -> None:
    *_, name, command, closing = run(f"--numprocesses={workers}", ci="")

    assert name.endswith("::test_looks_at_a_page")
    assert command == "did not run: 1; to run them: sudo apt-get install chromium"
    assert "1 passed" in closing


def test_without_a_browser_the_test_fails_in_ci(run: Callable[..., list[str]]) -> None:
    lines = run(ci="true")

    assert "Chromium is missing; sudo apt-get install chromium" in lines
    assert "1 passed" in lines[-1]
    assert "1 error" in lines[-1]


@pytest.mark.browser
def test_a_page_of_a_served_folder_opens_in_the_browser(
    browser: Browser, site_server: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "today.html").write_text("<meta charset=utf-8><title>今日</title>", "utf-8")

    page = browser.new_page()
    page.goto(site_server(tmp_path) + "/today.html")
    title = page.title()
    page.close()

    assert title == "今日"
