"""What publishing one new issue to a large site costs: files, bytes, seconds.

    python -m benchmarks.publish --articles 20000 --work .cache/publish

Builds an archive of invented articles, publishes it to a target (a folder, unless another is
named), adds an issue and publishes again. What the second publish has uploaded is compared with
the files that the issue has changed in the output.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed import newspaper
from broadsheet import live_site, plugin
from broadsheet.staging import content_digest

THEME = Path(__file__).resolve().parent.parent / "theme"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--work", type=Path, default=Path(".cache/publish"))
    options.add_argument("--target", default="", help="a line as PUBLISH has it")
    given = options.parse_args()
    work = given.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    (work / "site").mkdir(parents=True)
    content = newspaper.write(work / "content", given.articles)
    _configure(work, content, given.target or str(work / "site"))
    os.chdir(work)
    # The newest issue is put aside, to be the one that is new.
    folder = max(file.parent for file in content.rglob("issue.md"))
    aside = work / folder.name
    shutil.move(folder, aside)
    print(f"{given.articles} articles")
    print("first:", _published())
    before = dict(_files(work / "output"))
    shutil.move(aside, folder)
    with contextlib.redirect_stdout(io.StringIO()):
        plugin.run("publishconf.py", {})
    started = time.monotonic()
    print("one more issue:", _published())
    print(f"of that, without the build: {time.monotonic() - started:.1f} s")
    after = dict(_files(work / "output"))
    touched = [path for path, sign in after.items() if before.get(path) != sign]
    size = sum(after[path][0] for path in touched)
    print(f"the issue has changed {len(touched)} of {len(after)} files, {size} bytes")


def _configure(work: Path, content: Path, target: str) -> None:
    lines = [
        "import broadsheet",
        "PLUGINS = [broadsheet]",
        'SITENAME = "The Test Daily"',
        'SITEURL = "https://paper.example"',
        'DEFAULT_LANG = "zh"',
        'TIMEZONE = "Asia/Shanghai"',
        f"PATH = {str(content)!r}",
        f"OUTPUT_PATH = {str(work / 'output')!r}",
        f"CACHE_PATH = {str(work / 'cache')!r}",
        f"THEME = {str(THEME)!r}",
        f"PUBLISH = {target!r}",
        "PUBLISH_MOST_DELETED = 100",
    ]
    (work / "publishconf.py").write_text("\n".join(lines) + "\n", "utf-8")
    (work / "pelicanconf.py").write_text("\n".join(lines) + "\n", "utf-8")


def _published() -> str:
    """Publish; answers with the line that says what was done."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        live_site.publish()
    return said.getvalue().strip().splitlines()[-1]


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, bytes]]]:
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            yield file.relative_to(folder).as_posix(), (len(data), content_digest(data))


if __name__ == "__main__":
    main()
