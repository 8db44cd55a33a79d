"""``invoke rollback``: each one goes further back, and never to what readers were spared."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.problems import BuildError
from tests.publishing.driver import roll_back, send
from tests.publishing.servers import Place

KINDS = ["git", pytest.param("shell", marks=pytest.mark.sshd)]


def edition(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(text)
    return folder


def live(place: Place) -> bytes:
    return place.site()["index.html"]


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_a_second_time_it_goes_further_back(place: Place, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in ("good", "odd", "bad"):
        send(place.line, edition(site, text))

    roll_back(place.line, site)
    assert live(place) == b"odd"
    roll_back(place.line, site)
    assert live(place) == b"good"
    with pytest.raises(BuildError, match="there is no"):
        roll_back(place.line, site)
    assert live(place) == b"good"

    send(place.line, edition(site, "mended"))
    assert live(place) == b"mended"
    roll_back(place.line, site)
    assert live(place) == b"good"
