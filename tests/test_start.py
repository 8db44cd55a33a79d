"""start.py: when it sets up anew, and what it says when it cannot."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

START = Path(__file__).resolve().parent.parent / "start.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of nothing but start.py, an empty lock and an empty pyproject.toml."""
    shutil.copy(START, tmp_path)
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


@pytest.fixture
def start(project: Path) -> ModuleType:
    """The project's start.py as a module, with its environment set up in name."""
    spec = importlib.util.spec_from_file_location("start", project / "start.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.touch()
    module.STAMP.write_text(module.fingerprint(), "utf-8")
    return module


def run(project: Path) -> str:
    """What start.py says at the end; it must have failed."""
    done = subprocess.run(
        [sys.executable, str(project / "start.py")], capture_output=True, check=False, text=True
    )
    assert done.returncode == 1
    return done.stderr


def test_what_is_set_up_stays_as_it_is(start: ModuleType) -> None:
    assert start.is_set_up()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_to_the_packages_sets_up_anew(start: ModuleType, project: Path, name: str) -> None:
    (project / name).write_text("changed", "utf-8")

    assert not start.is_set_up()


def test_a_set_up_that_was_cut_off_is_begun_anew(start: ModuleType) -> None:
    start.STAMP.unlink()

    assert not start.is_set_up()


def test_an_environment_whose_python_is_gone_is_made_anew(start: ModuleType) -> None:
    start.PYTHON.unlink()

    assert not start.is_set_up()


def test_a_folder_that_cannot_be_made_is_answered_in_one_line(project: Path) -> None:
    (project / ".venv").touch()

    said = run(project)

    assert said.startswith("start.py: Python cannot make the folder .venv: ")
    assert said.count("\n") == 1


def test_packages_that_cannot_be_installed_are_answered_in_one_line(project: Path) -> None:
    (project / "requirements.lock").write_text("no requirement\n", "utf-8")

    said = run(project)

    assert said.startswith("start.py: pip could not install the packages: ERROR: Invalid requirem")
    assert said.count("\n") == 1
    assert (project / ".venv" / "setup.log").is_file()
    assert not (project / ".venv" / "installed.txt").exists()
