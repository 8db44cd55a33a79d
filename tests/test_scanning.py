"""What the scan may trust."""

from __future__ import annotations

from pathlib import Path

from broadsheet.scanning import RACY_NS, Lister, Scanner


def test_a_file_changed_within_a_tick_of_the_scan_is_looked_at_again(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("one", encoding="utf-8")
    listing = Lister(tmp_path).unit("static", "")
    newest = listing.newest()

    (unsettled,) = Scanner(started_ns=newest + RACY_NS // 2).scan([listing], lambda _: None)
    (settled,) = Scanner(started_ns=newest + RACY_NS * 2).scan([listing], lambda _: None)

    assert unsettled.quick == ""
    assert settled.quick == listing.quick()


def test_a_file_under_signs_that_are_known_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("one", encoding="utf-8")
    listing = Lister(tmp_path).unit("static", "")
    (first,) = Scanner(started_ns=listing.newest() + 10**9).scan([listing], lambda _: None)

    again = Scanner(started_ns=listing.newest() + 10**9)
    (second,) = again.scan([listing], lambda _: first.known)

    assert not again.opened
    assert second.files == first.files
    assert not second.changed
