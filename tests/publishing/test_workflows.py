"""The workflow files that a newspaper starts with: what they run is there, no secret is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke import Collection

import tasks
from tests.archive import REPOSITORY, Newspaper, tree

GITHUB = REPOSITORY / ".github/workflows/newspaper.yml"
GITLAB = REPOSITORY / ".gitlab-ci.yml"
GITEE = [REPOSITORY / ".workflow/check.yml", REPOSITORY / ".workflow/publish.yml"]
ALL = [GITHUB, GITLAB, *GITEE]
SECRETS = ("PUBLISH_SSH_KEY", "PUBLISH_KNOWN_HOSTS", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


def loaded(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def scripts(file: Path) -> Iterator[str]:
    """Every piece of shell, as the host runs it."""

    def walk(value: object, key: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for name, inside in value.items():
                yield from walk(inside, str(name))
        elif key in ("run", "script", "before_script", "commands"):
            lines = value if isinstance(value, list) else [value]
            yield "\n".join(str(line) for line in lines)
        elif isinstance(value, list):
            for inside in value:
                yield from walk(inside, key)

    yield from walk(loaded(file))


@pytest.mark.parametrize(("schema", "file"), [("github-workflows", GITHUB), ("gitlab-ci", GITLAB)])
def test_a_workflow_is_what_its_host_reads(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    command += ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_the_shell_of_a_workflow_can_be_read(file: Path) -> None:
    found = list(scripts(file))
    assert found
    for script in found:
        done = subprocess.run(
            ["bash", "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_every_task_that_a_workflow_runs_is_there_with_its_options(file: Path) -> None:
    known = Collection.from_module(tasks)
    asked = re.findall(
        r"start\.py ([a-z-]+)((?: --?[a-z-]+(?: [a-z]+)?)*)", "\n".join(scripts(file))
    )
    assert asked
    for name, options in asked:
        if name.startswith("--"):
            continue
        assert name in known.task_names, f"{file.name}: {name}"
        flags = {f"--{argument.name}" for argument in known[name].get_arguments()}
        assert set(re.findall(r"--[a-z-]+", options)) <= flags


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_a_workflow_checks_proposals_without_secrets_and_publishes_only_when_told(
    file: Path,
) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"https?://(?!gitlab-ci-token:\$CI_JOB_TOKEN@)", text)
    assert "set -x" not in text
    if "publish" in "\n".join(scripts(file)):
        assert "BROADSHEET_PUBLISH" in text
    parts = {
        GITHUB: lambda: loaded(GITHUB)["jobs"]["check"],
        GITLAB: lambda: loaded(GITLAB)["check"],
    }
    if file in parts:
        checking = str(parts[file]())
        assert "check --format" in checking
        assert not any(name in checking for name in SECRETS)
        assert "secrets." not in checking
    if file == GITHUB:
        # Proposals from forks run with no rights and no secrets; YAML reads "on" as true.
        assert set(loaded(GITHUB)[True]) == {"pull_request", "push", "workflow_dispatch"}  # type: ignore[index]
        assert loaded(GITHUB)["permissions"] == {"contents": "read"}
        actions = re.findall(r"uses: (\S+)", text)
        assert actions
        assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in actions)


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("file", [GITLAB, GITEE[1]], ids=lambda file: file.name)
def test_what_was_published_is_noted_also_when_readers_do_not_get_all_of_it(
    file: Path, tmp_path: Path
) -> None:
    """The workflow's own shell, with a publish that ends with 1 after it has noted an address."""
    origin, paper, programs = tmp_path / "p.git", tmp_path / "paper", tmp_path / "programs"
    git(tmp_path, "init", "--quiet", "--bare", str(origin))
    git(origin, "config", "receive.advertisePushOptions", "true")
    git(tmp_path, "clone", "--quiet", str(origin), "paper")
    (paper / ".gitignore").write_text("/.cache/\n/output/\n")
    git(paper, "add", "--all")
    git(paper, "commit", "--quiet", "--message", "one")
    git(paper, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    address = "https://gitlab-ci-token:t@host/a/p.git"
    git(paper, "config", f"url.{origin.as_uri()}.insteadOf", address)
    noting = "mkdir -p ledger .cache output; echo '/a.html page' > ledger/site.txt; exit 1"
    program(programs, "python3", noting)
    for name in ("ssh-agent", "ssh-add", "rsync"):
        program(programs, name, "exit 0")
    environment = {"HOME": str(tmp_path), "PATH": f"{programs}:{os.environ['PATH']}"}
    environment |= {"BROADSHEET_PUBLISH": "yes", "PUBLISH_KNOWN_HOSTS": "", "PUBLISH_SSH_KEY": ""}
    environment |= {"CI_COMMIT_BRANCH": "main", "GITEE_BRANCH": "main", "CI_JOB_TOKEN": "t"}
    environment |= {"CI_SERVER_HOST": "host", "CI_PROJECT_PATH": "a/p"}

    done = subprocess.run(
        ["bash", "-e"],
        input=list(scripts(file))[-1],
        cwd=paper,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    shown = subprocess.run(
        ["git", "--git-dir", str(origin), "show", "main:ledger/site.txt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.stdout == "/a.html page\n", done.stderr


def test_github_notes_what_was_published_also_then() -> None:
    *_, keeping = loaded(GITHUB)["jobs"]["publish"]["steps"]
    assert "git push" in keeping["run"]
    assert keeping["if"] == "${{ !cancelled() }}"


def test_a_fresh_and_shallow_clone_with_what_was_kept_builds_nothing_again(tmp_path: Path) -> None:
    """As the workflows do: ``.cache`` and ``output`` are kept, all else is checked out anew."""
    first = Newspaper(tmp_path / "first" / "paper")
    for day in range(1, 13):
        first.issue(f"2024-05-{day:02}")
    first.write("static/notes.txt", "Notes.")
    first.write("pages/about.md", "title: About\n\nWe.\n")
    (first.root / ".gitignore").write_text("/.cache/\n/output/\n/pelicanconf.py\n")
    git(first.root, "init", "--quiet")
    git(first.root, "add", "--all")
    git(first.root, "commit", "--quiet", "--message", "one")
    assert first.build().issues_read == 12
    before = tree(first.root / "output")

    (tmp_path / "second").mkdir()
    git(tmp_path / "second", "clone", "--quiet", "--depth", "1", first.root.as_uri(), "paper")
    second = Newspaper(tmp_path / "second" / "paper")
    for name in (".cache", "output"):
        # Times of files may be lost on the way.
        shutil.copytree(first.root / name, second.root / name, copy_function=shutil.copyfile)
    outcome = second.build()
    assert outcome.good, outcome.said
    assert (outcome.issues_read, outcome.files_read, outcome.written) == (0, 0, 0)
    assert tree(second.root / "output") == before

    second.issue("2024-05-13")
    assert second.build().issues_read == 1
