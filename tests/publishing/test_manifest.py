"""The manifest: canonical, whole or refused, and as the catalog has it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import settings as settings_module
from broadsheet.catalog import Catalog
from broadsheet.plugin import read_settings
from broadsheet.problems import BuildError
from broadsheet.publishing.manifest import (
    File,
    Manifest,
    ManifestError,
    Root,
    built,
    parse_piece,
    root_of,
)
from broadsheet.staging import content_digest
from tests.archive import Newspaper

STEP = st.text(st.characters(exclude_characters="/", exclude_categories=["Cc", "Cs"]), min_size=1)
PATHS = st.lists(STEP, min_size=1, max_size=3).map("/".join)


def files(count: int) -> dict[str, File]:
    return {
        f"{2000 + n % 30}/{n % 12:02}/张明 #{n}%.html": File(n, content_digest(b"%d" % n))
        for n in range(count)
    }


def read_back(manifest: Manifest) -> Manifest:
    texts = {piece.digest: text for piece, text in manifest.pieces().items()}
    root = Root.parse(root_of(manifest).text().encode())
    found: dict[str, File] = {}
    for piece in root.pieces:
        found |= parse_piece(piece, texts[piece.digest].encode())
    return Manifest(found, root.kept)


@given(st.dictionaries(PATHS, st.integers(0, 1 << 40)))
def test_what_is_written_is_read_back(sizes: dict[str, int]) -> None:
    manifest = Manifest({p: File(n, content_digest(p.encode())) for p, n in sizes.items()})

    assert read_back(manifest).files == manifest.files


def test_the_order_in_which_files_are_known_changes_nothing() -> None:
    some = files(2000)
    backwards = dict(reversed(some.items()))

    assert root_of(Manifest(some)).text() == root_of(Manifest(backwards)).text()


def test_a_file_more_is_a_piece_or_two_more() -> None:
    before, after = files(20_000), files(20_000)
    after["2001/01/new.html"] = File(1, content_digest(b"new"))
    known = {piece.digest for piece in Manifest(before).pieces()}
    new = [piece for piece in Manifest(after).pieces() if piece.digest not in known]

    assert 1 <= len(new) <= 2
    assert sum(piece.files for piece in new) < 1000


@pytest.mark.parametrize("cut", [1, 2, 40, 300])
def test_a_text_that_is_cut_off_is_refused(cut: int) -> None:
    data = root_of(Manifest(files(600))).text().encode()

    with pytest.raises(ManifestError, match="cut off"):
        Root.parse(data[:-cut])


def test_a_text_that_was_edited_is_refused() -> None:
    data = root_of(Manifest(files(600))).text().encode()

    with pytest.raises(ManifestError, match="edited"):
        Root.parse(data.replace(b"piece ", b"piece 0", 1))
    with pytest.raises(ManifestError, match="cut off"):
        Root.parse(b"")
    with pytest.raises(ManifestError, match="not text"):
        Root.parse(b"\xff" + data)


def test_a_piece_that_was_edited_is_refused() -> None:
    ((piece, text), *_) = Manifest(files(5)).pieces().items()

    with pytest.raises(ManifestError, match="damaged"):
        parse_piece(piece, text.replace("2001", "2002").encode())


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    newspaper = Newspaper(tmp_path)
    newspaper.issue("2024-05-01")
    assert newspaper.build().good
    return newspaper


def manifest_of(newspaper: Newspaper) -> Manifest:
    settings = settings_module.read(read_settings(str(newspaper.root / "pelicanconf.py"), {}))
    with closing(Catalog.open(settings.home / "catalog.sqlite")) as catalog:
        return built(catalog, settings.output)


def test_it_lists_every_file_of_the_output_with_size_and_digest(newspaper: Newspaper) -> None:
    manifest = manifest_of(newspaper)

    assert manifest.files == {
        path: File(len(data), content_digest(data)) for path, data in newspaper.tree().items()
    }


def test_a_file_with_another_time_and_the_same_bytes_is_as_built(newspaper: Newspaper) -> None:
    file = newspaper.root / "output/index.html"
    file.write_bytes(file.read_bytes())

    assert "index.html" in manifest_of(newspaper).files


@pytest.mark.parametrize("harm", ["changed", "cut", "removed"])
def test_an_output_that_is_not_what_was_built_is_refused(newspaper: Newspaper, harm: str) -> None:
    file = newspaper.root / "output/2024/05/01/index.html"
    data = file.read_bytes()
    if harm == "removed":
        file.unlink()
    else:
        file.write_bytes(data[:-1] + b"!" if harm == "changed" else data[:-1])

    with pytest.raises(BuildError, match=r"index\.html: this is not what was built"):
        manifest_of(newspaper)
