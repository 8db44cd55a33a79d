"""What a publish does, and in which order."""

from __future__ import annotations

import datetime as dt

from broadsheet.publishing.manifest import File, Kept, Manifest
from broadsheet.publishing.planning import Phase, Plan, phase, plan

NOW = dt.datetime(2026, 10, 24, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
STYLE = "theme/0123456789ab/css/main.css"
SEGMENT = "search/3f00/g0.js"


def manifest(*paths: str, **changed: bytes) -> Manifest:
    digests = dict.fromkeys(paths, b"1" * 16) | changed
    return Manifest({path: File(len(path), digest) for path, digest in digests.items()})


def made(built: Manifest, live: Manifest | None, now: dt.datetime = NOW) -> Plan:
    return plan(built, live, now, DAY)


def test_a_first_publish_uploads_everything_and_deletes_nothing() -> None:
    done = made(manifest("index.html", "a.css"), None)

    assert list(done.uploads) == ["a.css", "index.html"]
    assert not done.deletions
    assert not done.replaced


def test_what_is_the_same_is_left_alone() -> None:
    assert made(manifest("index.html"), manifest("index.html")).is_empty


def test_a_change_that_keeps_the_size_is_a_change() -> None:
    done = made(manifest("index.html"), Manifest({"index.html": File(10, b"2" * 16)}))

    assert list(done.uploads) == ["index.html"]
    assert done.replaced == {"index.html"}


def test_what_pages_lead_to_comes_before_them() -> None:
    old = Manifest({p: File(1, b"0" * 16) for p in ("index.html", "2026/10/23/a.html", "x.css")})
    new = manifest(
        *("index.html", "search.html", "search/manifest.js", "feeds/all.xml", "data/days.js"),
        *(
            "2026/10/23/a.html",
            "2026/10/24/index.html",
            "2026/10/24/a.html",
            "people/张/index.html",
        ),
        *("2026/10/24/a.json", "2026/10/24/photo.jpg", "2026/10/24/texts.js", SEGMENT, "x.css"),
    )
    done = made(new, old)

    assert [sorted(done.of_phase(p)) for p in Phase] == [
        ["2026/10/24/photo.jpg", "2026/10/24/texts.js", SEGMENT, "x.css"],
        ["2026/10/24/a.html", "2026/10/24/a.json"],
        [
            *("2026/10/24/index.html", "data/days.js", "feeds/all.xml", "people/张/index.html"),
            *("search.html", "search/manifest.js"),
        ],
        ["2026/10/23/a.html"],
        ["index.html"],
    ]
    order = [done.phases[path] for path in done.uploads]
    assert order == sorted(order)
    assert list(done.uploads)[-1] == "index.html"


def test_packed_siblings_come_with_their_files() -> None:
    for path in ("2026/10/24/a.html", "index.html", "search/manifest.js", "x.css", "feeds/all.xml"):
        for suffix in (".gz", ".br"):
            assert phase(path, False) == phase(path + suffix, False)


def test_files_that_are_named_by_content_go_in_a_later_publish() -> None:
    first = made(manifest("index.html"), manifest("index.html", STYLE, SEGMENT, "old.html"))
    assert set(first.deletions) == {"old.html"}
    assert set(first.after.kept) == {STYLE, SEGMENT}
    assert first.withdrawn == 1

    soon = made(manifest("index.html"), first.after, NOW + DAY / 2)
    assert not soon.deletions
    assert soon.after.kept == first.after.kept

    later = made(manifest("index.html"), soon.after, NOW + DAY)
    assert set(later.deletions) == {STYLE, SEGMENT}
    assert not later.after.kept


def test_files_that_are_named_by_content_stay_one_publish_however_short_they_are_kept() -> None:
    done = plan(manifest("index.html"), manifest(STYLE), NOW, dt.timedelta(0))

    assert set(done.after.kept) == {STYLE}


def test_a_kept_file_that_is_wanted_again_is_not_uploaded() -> None:
    file = File(len(STYLE), b"1" * 16)
    live = Manifest(manifest("index.html").files, {STYLE: Kept(file, NOW - DAY)})

    done = made(manifest("index.html", STYLE), live)

    assert done.is_empty
    assert not done.after.kept


def test_people_whose_names_look_like_digests_are_people() -> None:
    live = manifest("people/0123456789ab/index.html", "2026/0123456789ab/x.html")

    assert set(made(manifest("index.html"), live).deletions) == set(live.files)


def test_the_share_that_goes_is_known() -> None:
    live = manifest(*(f"{n}.html" for n in range(10)))

    assert made(manifest("0.html"), live).share_withdrawn == 0.9
    assert made(manifest("0.html"), None).share_withdrawn == 0.0
