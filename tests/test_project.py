"""The project around the engine: floors of the house, dependencies, the lock, the documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from broadsheet.problems import Language
from broadsheet.reading.keys import ARTICLE_KEYS, ISSUE_KEYS
from tools import make_checks_page

PROJECT = Path(__file__).resolve().parent.parent
ENGINE = PROJECT / "plugins" / "broadsheet"
PYPROJECT = (PROJECT / "pyproject.toml").read_text("utf-8")
LOCK = (PROJECT / "requirements.lock").read_text("utf-8")
READMES = ["README.md", "README.zh.md"]

FLOORS = (
    ("saying", "problems", "model", "packing"),
    (
        *("settings", "visibility", "pages.lunar", "pages.numbering", "pages.ranks"),
        *("pages.records", "pages.urls", "pages.views"),
    ),
    ("reading", "photos", "search"),
    ("scanning", "scaffolding"),
    ("fingerprints", "locking", "catalog_rows", "executing"),
    ("catalog", "staging"),
    ("archive",),
    ("output", "pages", "ledger", "placing", "surveying"),
    ("templating", "site_files"),
    ("rendering",),
    ("working",),
    ("searching", "changes", "hands", "touched", "redirecting"),
    ("building",),
    ("generator", "checking", "serving", "publishing", "importing"),
    ("plugin",),
    ("commands", "live_site", "importing.command"),
)
"""Rooms from the ground up. A room may use rooms of lower floors and of its own floor.

``pages.lunar``, ``pages.ranks``, ``pages.records``, ``pages.urls`` and ``pages.views`` know values
alone, so they lie below the rest of ``pages``.
"""

ONLY_IN = {
    "pelican": {"plugin", "generator"},
    "PIL": {"photos"},
    "pillow_heif": {"photos"},
    "sqlite3": {"archive", "catalog", "catalog_rows"},
    "distributed": {"executing"},
    "numpy": {"search"},
    "pypinyin": set(),
    "brotli": {"packing"},
    "urllib3": {"publishing"},
    "lxml": {"importing"},
    "pypdfium2": {"photos"},
}
"""Who alone may know a package."""


# --- the floors of the house --------------------------------------------------------------------


def modules() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def name_in_engine(path: Path) -> str:
    """``pages.urls`` for ``pages/urls.py``; empty for the package itself."""
    parts = path.relative_to(ENGINE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[str]:
    """Dotted names of everything that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}:{node.lineno}: write the import in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(name: str) -> int | None:
    """The floor of the longest name in ``FLOORS`` that ``name`` is or lies in."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        room = ".".join(parts[:length])
        for number, rooms in enumerate(FLOORS):
            if room in rooms:
                return number
    return None


def test_every_module_of_the_engine_has_a_floor() -> None:
    names = [name for path in modules() if (name := name_in_engine(path))]

    assert [name for name in names if floor(name) is None] == []


def test_imports_go_downward_only() -> None:
    upward = []
    for path in modules():
        own = floor(name_in_engine(path))
        inside = (name for name in imports(path) if name.startswith("broadsheet."))
        for name in inside:
            below = floor(name.removeprefix("broadsheet."))
            if own is not None and (below is None or below > own):
                upward.append(f"{path.relative_to(ENGINE)} imports {name}")

    assert upward == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_known_to_its_own_rooms_only(package: str) -> None:
    users = {
        name_in_engine(path).split(".")[0]
        for path in modules()
        if any(name.split(".")[0] == package for name in imports(path))
    }

    assert users <= ONLY_IN[package]


# --- dependencies and the lock ------------------------------------------------------------------


def requirements() -> list[str]:
    project = tomllib.loads(PYPROJECT)["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower()


def locked() -> dict[str, str]:
    """Every locked package with what the lock says of it, hashes included."""
    entries = re.findall(r"^([\w.-]+)==.*(?:\n +.*)*", LOCK, re.MULTILINE)
    blocks = re.findall(r"^[\w.-]+==.*(?:\n +.*)*", LOCK, re.MULTILINE)
    return dict(zip(entries, blocks, strict=True))


@pytest.mark.parametrize("requirement", requirements())
def test_a_dependency_has_a_lower_bound_and_says_what_it_is_for(requirement: str) -> None:
    assert ">=" in requirement
    assert re.search(rf'"{re.escape(requirement)}", +# \w.{{10,}}', PYPROJECT)


@pytest.mark.parametrize("requirement", requirements())
def test_a_dependency_is_locked(requirement: str) -> None:
    assert name_of(requirement) in locked()


def test_the_engine_imports_nothing_that_is_not_a_dependency() -> None:
    imported = {name.split(".")[0] for path in modules() for name in imports(path)}
    foreign = imported - sys.stdlib_module_names - {"broadsheet"}
    called = {
        "bs4": "beautifulsoup4",
        "pillow_heif": "pillow-heif",
        "lunar_python": "lunar-python",
        "PIL": "pillow",
        "docx": "python-docx",
        "markdown_it": "markdown-it-py",
        "yaml": "pyyaml",
    }
    project = tomllib.loads(PYPROJECT)["project"]
    extras = project["optional-dependencies"]
    told = (*project["dependencies"], *extras["cluster"], *extras["brotli"])
    declared = {name_of(requirement) for requirement in told}

    assert {called.get(name, name) for name in foreign} <= declared


def test_every_locked_package_has_hashes() -> None:
    assert [name for name, block in locked().items() if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"://|\b\w+\.(org|com|io|net)\b|^--|^-[ief] ", LOCK, re.MULTILINE)


# --- the documents ------------------------------------------------------------------------------


def documents() -> list[Path]:
    return [*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").glob("*.md"))]


def without_code(markdown: str) -> str:
    return re.sub(r"^```.*?^```|`[^`\n]*`|\\.", "", markdown, flags=re.MULTILINE | re.DOTALL)


def anchors(markdown: str) -> set[str]:
    """The anchors that headings get where Markdown is shown."""
    titles = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(document.read_text("utf-8"))):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        found = (document.parent / path) if path else document
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found.read_text("utf-8")), target


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_a_document_and_its_counterpart_have_the_same_outline(document: Path) -> None:
    twin = document.with_name(document.name.replace(".md", ".zh.md"))
    if not twin.exists():
        return
    outlines = [
        re.findall(r"^(#+) ", path.read_text("utf-8"), re.MULTILINE) for path in (document, twin)
    ]

    assert outlines[0] == outlines[1]


@pytest.fixture(scope="module")
def tasks() -> set[str]:
    """The names of all tasks, as the task runner lists them."""
    listed = subprocess.run(
        [sys.executable, "-m", "invoke", "--search-root", str(PROJECT), "--list"],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(re.findall(r"^  ([\w-]+)", listed.stdout, re.MULTILINE))


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_the_tasks_that_documents_name_exist(document: Path, tasks: set[str]) -> None:
    text = document.read_text("utf-8")
    named = set(re.findall(r"(?:\binvoke|python3 start\.py) ([a-z][a-z-]*)", text))

    assert named <= tasks


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_begins_with_the_command_that_serves_and_the_one_that_tests(readme: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (PROJECT / readme).read_text("utf-8"), re.M | re.S)
    commands = [line for block in blocks for line in block.splitlines()]

    assert [c for c in commands if "start.py" in c][:2] == [
        "python3 start.py",
        "python3 start.py test",
    ]
    assert (PROJECT / "start.py").is_file()


@pytest.mark.parametrize(("guide", "english"), [("reporters.md", True), ("reporters.zh.md", False)])
def test_the_reporters_guide_teaches_every_key(guide: str, english: bool) -> None:
    """A key's first spelling in the guide's language is in one of its tables."""
    text = (PROJECT / "docs" / guide).read_text("utf-8")
    taught = {key.lower() for key in re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE)}
    spellings = [s for table in (ARTICLE_KEYS, ISSUE_KEYS) for s in table.spellings.values()]

    for key in spellings:
        assert next(s for s in key if s.isascii() is english) in taught


@pytest.mark.parametrize("language", make_checks_page.FILES)
def test_the_list_of_checks_is_what_the_checker_says(language: Language) -> None:
    """When it is not, run ``python tools/make_checks_page.py``."""
    page = make_checks_page.FILES[language]

    assert page.read_text("utf-8") == make_checks_page.page(language)


def test_no_tracked_text_names_a_machine() -> None:
    texts = [p for p in PROJECT.glob("*") if p.is_file()] + documents() + modules()
    paths = re.compile(rf"(?:^|[\s\"'=(])({'|'.join(['/home/', '/Users/', '/tmp/'])})")
    named = [p.name for p in texts if paths.search(p.read_text("utf-8", errors="replace"))]

    assert named == []
