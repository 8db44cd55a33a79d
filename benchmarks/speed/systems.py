"""The programs that are compared: how each is set up in a folder of its own, and started."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.contents import BroadsheetContent, Content, HugoContent, PelicanContent
from benchmarks.speed.peers import Peers

PROJECT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent

EVERYTHING = {"BROADSHEET_NAMEPLATE": "", "BROADSHEET_NAMEPLATE_DARK": ""}
"""Settings of our build, which are not the paper's in ``pelicanconf.py``."""
WITHOUT_SEARCH = {**EVERYTHING, "BROADSHEET_SEARCH": False}

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class System:
    """A program in a folder: ``content``, ``output``, ``cache`` and its theme lie in it.

    ``template`` is the theme's page of an article, from the folder. ``set_up`` writes theme and
    settings for a language. ``build`` and ``rebuild`` are the commands of a clean build and of one
    that may use ``cache``; where they differ, ``rebuild`` is run once to fill it, unmeasured.
    ``then`` is a second program, which is run and measured after a clean build only.
    """

    name: str
    content: Content
    template: str
    set_up: Callable[[Path, str], None]
    build: Callable[[Path], Command]
    rebuild: Callable[[Path], Command]
    then: tuple[str, Callable[[Path], Command]] | None = None


def every(peers: Peers | None, language: str) -> list[System]:
    """All programs; without peers only ours."""
    ours = [
        _ours("broadsheet", EVERYTHING, language),
        _ours("broadsheet-plain", WITHOUT_SEARCH, language),
    ]
    return ours + ([_hugo(peers), _pelican(peers, language)] if peers else [])


def _ours(name: str, settings: dict[str, object], language: str) -> System:
    def set_up(folder: Path, _: str) -> None:
        _copy(PROJECT / "theme", folder / "theme")

    def build(folder: Path) -> Command:
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "pelican",
            folder / "content",
            "-o",
            folder / "output",
        ]
        command += ["-s", PROJECT / "pelicanconf.py", "-t", folder / "theme"]
        given = {**settings, "DEFAULT_LANG": language}
        return [*command, "--cache-path", folder / "cache", *_settings(given)]

    return System(name, BroadsheetContent(), "theme/templates/article.html", set_up, build, build)


def _hugo(peers: Peers) -> System:
    def set_up(folder: Path, language: str) -> None:
        for part in ("layouts", "static"):
            _copy(HERE / "hugo" / part, folder / part)
        settings = (HERE / "hugo" / "hugo.toml").read_text("utf-8")
        (folder / "hugo.toml").write_text(settings.replace("LANGUAGE", language), "utf-8")

    def build(folder: Path) -> Command:
        command: list[str | Path] = [peers.hugo, "build", "--quiet", "--source", folder]
        return [*command, "--destination", folder / "output", "--cacheDir", folder / "cache"]

    def index(folder: Path) -> Command:
        return [peers.pagefind, "--site", folder / "output"]

    then = ("pagefind", index)
    return System("hugo", HugoContent(), "layouts/page.html", set_up, build, build, then)


def _pelican(peers: Peers, language: str) -> System:
    def set_up(folder: Path, _: str) -> None:
        _copy(HERE / "pelican" / "theme", folder / "theme")

    def build(folder: Path) -> Command:
        command: list[str | Path] = [peers.pelican, "-m", "pelican", folder / "content"]
        command += ["-o", folder / "output", "-s", HERE / "pelican" / "pelicanconf.py"]
        command += ["-t", folder / "theme", "--quiet"]
        return [*command, *_settings({"DEFAULT_LANG": language})]

    def rebuild(folder: Path) -> Command:
        cached = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True}
        more = _settings({**cached, "CACHE_PATH": str(folder / "cache")})
        return [*build(folder), *more[1:]]

    template = "theme/templates/article.html"
    return System("pelican", PelicanContent(), template, set_up, build, rebuild)


def _settings(given: dict[str, object]) -> list[str]:
    """Pelican's ``-e``, which takes values as JSON."""
    return ["-e", *(f"{name}={json.dumps(value)}" for name, value in given.items())]


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
