"""The hosts that tests publish to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.servers import Place, place_of


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """A host of the kind that the test names, with what it needs in the environment."""
    with place_of(request.param, tmp_path / "host") as place:
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        yield place
