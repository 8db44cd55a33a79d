"""Same in, same out: an incremental build leaves, byte for byte, what a clean build leaves."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.archive import Newspaper, changes
from tests.building import edits
from tests.building.edits import Edit

EXAMPLES = 18


def assert_as_clean(paper: Newspaper) -> None:
    """Build, and compare with a build from nothing: the same tree, or the same refusal."""
    before = paper.tree()
    outcome = paper.build()
    shutil.rmtree(paper.root / "clean", ignore_errors=True)
    shutil.rmtree(paper.root / ".clean", ignore_errors=True)
    clean = paper.build("clean", ".clean")
    assert outcome.status == clean.status, f"{outcome.said}\nbut clean:\n{clean.said}"
    assert outcome.good or outcome.said.endswith("nothing was written\n"), outcome.said
    if outcome.good:
        assert changes(paper.tree("clean"), paper.tree()) == {}
    else:
        assert changes(before, paper.tree()) == {}
        assert paper.tree("clean") == {}


@settings(max_examples=EXAMPLES)
@given(
    first=st.lists(edits.written(edits.good_field), min_size=2, max_size=6),
    steps=st.lists(st.lists(edits.edits, min_size=1, max_size=3), min_size=1, max_size=6),
)
def test_any_edits_leave_what_a_clean_build_leaves(
    first: list[Edit], steps: list[list[Edit]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Newspaper(Path(folder))
        for step in [first, *steps]:
            for edit in step:
                edit.do(paper)
            assert_as_clean(paper)
