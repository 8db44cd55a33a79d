"""Publishing to every kind of host, each a real server: what readers find is what was built."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from broadsheet import live_site
from tests.archive import Newspaper, changes
from tests.publishing.servers import Place

KINDS = [
    "folder",
    "sftp",
    "ftp",
    "webdav",
    "s3",
    "git",
    pytest.param("shell", marks=pytest.mark.sshd),
]


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    newspaper = Newspaper(tmp_path / "paper", PUBLISH_GRACE=0, PUBLISH_TIMEOUT=20)
    newspaper.settings |= {"PUBLISH_MOST_DELETED": 60, "PUBLISH_GRACE": 0}
    newspaper.issue("2024-05-01")
    newspaper.issue("2024-05-02")
    newspaper.write("static/odd/张明 （一）：二.txt", "odd")
    return newspaper


def publish(
    newspaper: Newspaper, place: Place, monkeypatch: pytest.MonkeyPatch, **options: bool
) -> tuple[int, str]:
    """Publish in this process; answers with the exit status and all that was said."""
    newspaper.settings["PUBLISH"] = place.line
    newspaper.configuration()
    return told(newspaper, monkeypatch, lambda: live_site.publish(**options))


def told(newspaper, monkeypatch, command) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    said, status = io.StringIO(), 0
    with monkeypatch.context() as patch:
        patch.chdir(newspaper.root)
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                command()
            except SystemExit as stop:
                status = int(str(stop.code))
    return status, said.getvalue()


def kept(path: str) -> bool:
    return path.startswith("search/")


def differing(newspaper: Newspaper, place: Place) -> dict[str, str]:
    """What differs between what was built and what readers get; files of searches of before, which
    old pages may ask for, are passed over."""
    found = changes(newspaper.tree(), place.site())
    return {p: how for p, how in found.items() if not (how == "added" and kept(p))}


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_what_is_published_edited_deleted_and_rolled_back_is_there_to_the_byte(
    newspaper: Newspaper, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = publish(newspaper, place, monkeypatch)
    assert status == 0, said
    assert changes(newspaper.tree(), place.site()) == {}

    # An edit that keeps a page's size.
    before = newspaper.tree()
    newspaper.article("2024-05-01", "a01-1", "Stork 1 of 2024-05-01", page="A01")
    newspaper.issue("2024-05-03")
    status, said = publish(newspaper, place, monkeypatch)
    assert status == 0, said
    assert differing(newspaper, place) == {}
    touched = changes(before, newspaper.tree())
    new = sum(how == "added" for how in touched.values())
    changed = sum(how == "changed" for how in touched.values())
    assert f"published: {new} new, {changed} changed, " in said

    second = newspaper.tree()
    newspaper.remove("issues/2024/2024-05-02")
    newspaper.remove("static/odd")
    status, said = publish(newspaper, place, monkeypatch)
    assert status == 1
    assert "/2024/05/02/a01-1.html" in said
    status, said = publish(newspaper, place, monkeypatch, force=True)
    assert status == 0, said
    assert differing(newspaper, place) == {}
    assert "2024/05/02/index.html" not in place.site()

    status, said = publish(newspaper, place, monkeypatch, force=True)
    assert status == 0, said
    assert "published: 0 new, 0 changed, 0 B uploaded, 0 deleted" in said

    status, said = told(newspaper, monkeypatch, live_site.rollback)
    if place.kind in ("shell", "git"):
        assert status == 0, said
        back = changes(second, place.site())
        assert {p: how for p, how in back.items() if not (how == "added" and kept(p))} == {}
        status, said = publish(newspaper, place, monkeypatch, force=True)
        assert status == 0, said
        assert differing(newspaper, place) == {}
    else:
        assert status == 1
        assert "keeps no releases" in said
