"""Packed siblings of text files: they follow their files, and the law of incremental builds."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli
import pytest

from broadsheet import packing
from broadsheet.packing import ONLY_ON_DISKS, SMALLEST, TEXTS
from tests.archive import Newspaper, assets, changes, photograph

PACKED = ["_headers", ".gz", ".br"]
ARTICLE = "2024/05/01/a01-1.html"
UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, BROADSHEET_HOST_FILES=PACKED)
    paper.issue("2024-05-01")
    paper.issue("2024-05-02", byline="By Ann Lee")
    paper.write("issues/2024/2024-05-01/dog.jpg", photograph())
    paper.article("2024-05-01", "a01-3", text="![A dog](dog.jpg)", page="A01")
    paper.write("static/notes.txt", "Notes.\n" * 400)
    paper.write("pages/about.md", "title: About\n\n" + "We are here. " * 200)
    assert paper.build().good
    return paper


def assert_packed(tree: dict[str, bytes]) -> None:
    """Every text file that is worth it has both siblings, and nothing else has any."""
    wanted = {
        path
        for path, data in tree.items()
        if path.endswith(TEXTS) and len(data) >= SMALLEST and not path.endswith(ONLY_ON_DISKS)
    }
    for suffix, unpack in UNPACK.items():
        packed = {path.removesuffix(suffix) for path in tree if path.endswith(suffix)}
        assert packed == wanted
        for path in packed:
            assert unpack(tree[path + suffix]) == tree[path], path


def test_text_files_have_siblings_that_unpack_to_them(paper: Newspaper) -> None:
    tree = paper.tree()
    assert_packed(tree)
    style = f"{assets(paper.root / 'output')}/css/main.css"
    kinds = (ARTICLE, "index.html", "static/notes.txt", "about.html", "data/2024.jsonl")
    kinds += (style.replace("main", "tokens"), "feeds/all.xml")
    assert {f"{path}.gz" for path in kinds} <= tree.keys()
    # Neither a time, nor a name, nor the system it was made on.
    assert tree[f"{ARTICLE}.gz"][:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_a_site_has_no_host_files_unless_they_are_asked_for(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    assert paper.build().good
    assert not [path for path in paper.tree() if path.endswith((".gz", ".br", "_headers"))]


def test_edits_leave_what_a_clean_build_leaves(paper: Newspaper) -> None:
    paper.article("2024-05-01", "a01-1", "Another headline", page="A01", section="News")
    paper.remove("issues/2024/2024-05-02/a01-2.md")
    paper.write("static/notes.txt", "Short.\n")
    outcome = paper.build()
    assert outcome.good, outcome.said
    assert outcome.removed >= 5
    assert changes(paper.clean_build(), paper.tree()) == {}
    assert_packed(paper.tree())
    assert paper.build().written == 0

    paper.settings["BROADSHEET_HOST_FILES"] = [".br"]
    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}
    paper.settings["BROADSHEET_HOST_FILES"] = ()
    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}


@pytest.mark.parametrize("path", [ARTICLE, "index.html", "static/notes.txt", "data/2024.jsonl"])
@pytest.mark.parametrize("suffix", ["", ".gz", ".br"])
def test_a_harmed_file_is_mended_alone(paper: Newspaper, path: str, suffix: str) -> None:
    before = paper.tree()
    file = paper.root / "output" / (path + suffix)
    file.write_bytes(file.read_bytes()[:-1])

    outcome = paper.build()

    assert outcome.good, outcome.said
    assert outcome.written == 1
    assert changes(before, paper.tree()) == {}


def test_what_has_not_changed_is_not_packed_again(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[int] = []
    really = packing._PACKINGS[".gz"]().pack

    def counted(chunks: object) -> object:
        packed.append(1)
        return really(chunks)  # type: ignore[arg-type]

    way = packing.Packing(".gz", packing._PACKINGS[".gz"]().recipe, counted)  # type: ignore[arg-type]
    monkeypatch.setitem(packing._PACKINGS, ".gz", lambda: way)
    paper.article("2024-05-01", "a01-1", "Another headline", page="A01")
    before = paper.tree()

    assert paper.build().good

    made = [path for path in changes(before, paper.tree()) if path.endswith(".gz")]
    assert f"{ARTICLE}.gz" in made
    assert len(packed) == len(made)


def test_another_version_of_the_packer_packs_everything_anew(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pack(chunks: Iterable[bytes]) -> Iterator[bytes]:
        yield zlib.compress(b"".join(chunks))

    other = packing.Packing(".gz", "another", pack)
    monkeypatch.setitem(packing._PACKINGS, ".gz", lambda: other)
    paper.build()
    tree = paper.tree()
    assert zlib.decompress(tree[f"{ARTICLE}.gz"]) == tree[ARTICLE]
    assert changes(paper.clean_build(), tree) == {}


def test_several_processes_pack_the_same(paper: Newspaper) -> None:
    alone = paper.clean_build()
    assert paper.clean_build(BROADSHEET_JOBS=2) == alone


def test_a_static_file_in_the_place_of_a_sibling_is_told(paper: Newspaper) -> None:
    paper.write("static/notes.txt.gz", "mine")
    outcome = paper.build()
    assert outcome.status == 1
    assert "static/notes.txt.gz" in outcome.said
    assert outcome.said.count("\n") <= 2, outcome.said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BROADSHEET_HOST_FILES", ".gz", "write a list of"),
        ("BROADSHEET_HOST_FILES", [".zip"], 'names \'.zip\'; it may name "_headers", ".gz"'),
        ("BROADSHEET_HOST_FILES", [1], "names 1"),
        ("BROADSHEET_CSP", "default-src\n  X: y", "write one line such as"),
        ("BROADSHEET_CSP", "", "write one line such as"),
    ],
)
def test_a_setting_that_is_wrong_is_told_in_one_line(
    tmp_path: Path, name: str, value: object, said: str
) -> None:
    paper = Newspaper(tmp_path, **{name: value})
    outcome = paper.build()
    assert outcome.status == 1
    assert said in outcome.said
    assert outcome.said.count("\n") == 1
    assert not (tmp_path / "output").exists()


# --- _headers


def rules(text: str) -> dict[str, dict[str, str]]:
    """Address -> its headers, as a host reads the file."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            found[line] = {}
        elif line:
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
    return found


def answered(text: str, path: str) -> dict[str, list[str]]:
    """The headers that the file asks for at an address: ``*`` is the rest, ``:name`` a part."""
    headers: dict[str, list[str]] = {}
    for rule, named in rules(text).items():
        parts = re.split(r"(\*|:\w+)", rule)
        pattern = "".join(
            ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part)
            for part in parts
        )
        if re.fullmatch(pattern, f"/{path}"):
            for name, value in named.items():
                headers.setdefault(name, []).append(value)
    return headers


def test_headers_name_each_header_once_and_keep_for_ever_what_never_changes(
    paper: Newspaper,
) -> None:
    tree = paper.tree()
    text = tree["_headers"].decode()
    assert all(len(line) <= 2000 for line in text.splitlines())
    assert len(rules(text)) <= 100
    manifest = tree["search/manifest.js"].decode("latin-1")
    (names,) = re.findall(r'"han":"([^"]+)","pinyin":"([^"]+)"', manifest.replace(" ", ""))
    (segment,) = {p.split("/")[1] for p in tree if re.match("search/[^/]+/", p)}
    style = f"{assets(paper.root / 'output')}/css/main.css"
    for_ever = {style, f"search/{segment}/index.js", *(f"search/{name}" for name in names)}
    assert for_ever <= tree.keys()
    kept = {path for path in tree if "Cache-Control" in answered(text, path)}
    assert for_ever <= kept
    assert all(path.startswith(("theme/", f"search/{segment}/", "search/")) for path in kept)
    assert "search/manifest.js" not in kept
    for path in tree:
        headers = answered(text, path)
        assert all(len(values) == 1 for values in headers.values()), path
        assert headers["X-Content-Type-Options"] == ["nosniff"]
        assert headers["Content-Security-Policy"][0].startswith("default-src 'self'")
        assert "unsafe" not in str(headers)
    assert answered(text, "data/2024.csv")["Content-Type"] == ["text/csv; charset=utf-8"]
    assert json.loads(tree["data/site.json"])


def test_a_policy_of_ones_own_and_a_site_in_a_folder(tmp_path: Path) -> None:
    policy = "default-src 'self'; script-src 'self' https://count.example"
    paper = Newspaper(
        tmp_path,
        BROADSHEET_HOST_FILES=["_headers"],
        BROADSHEET_CSP=policy,
        BROADSHEET_SEARCH=False,
        SITEURL="https://paper.example/archive",
        THEME_STATIC_DIR="look",
    )
    paper.issue("2024-05-01")
    assert paper.build().good
    found = rules(paper.tree()["_headers"].decode())
    assert found["/archive/*"]["Content-Security-Policy"] == policy
    assert list(found)[1] == "/archive/look/*"
    assert not any("search" in rule for rule in found)
