"""Work in a pool of processes: what comes back, and what becomes of a process that ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence

import pytest

from broadsheet.executing import Crew, Here, Pool, Shard


def doubled(site: str, pieces: Sequence[int]) -> list[str]:
    return [f"{site}{piece * 2}" for piece in pieces]


def deadly(site: str, pieces: Sequence[str]) -> list[str]:
    """Ends its process at a piece that says so."""
    del site
    if "deadly" in pieces:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(pieces)


def failing(site: str, pieces: Sequence[str]) -> list[str]:
    raise ValueError(f"{site} {pieces}")


def slow(site: str, pieces: Sequence[str]) -> list[str]:
    del site, pieces
    time.sleep(60)
    return []


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(lambda: Pool(2, "broadsheet.executing"), 2)
    yield made
    made.stop()


def test_every_piece_is_done_once_whoever_does_it(crew: Crew) -> None:
    for hands in (crew, Crew(Here, 1)):
        taken: list[str] = []
        shards = (Shard(doubled, [at, at + 100], taken.extend) for at in range(20))
        hands.run("s", shards)
        assert sorted(taken) == sorted(
            f"s{2 * (at + more)}" for at in range(20) for more in (0, 100)
        )


def test_shards_are_made_no_faster_than_they_are_done() -> None:
    made: list[int] = []
    done: list[str] = []

    def shards() -> Iterator[Shard]:
        for at in range(50):
            assert len(made) - len(done) <= 4
            made.append(at)
            yield Shard(doubled, [at], done.extend)

    Crew(Here, 1).run("s", shards())
    assert len(done) == 50


def test_a_piece_that_ends_its_process_is_named_and_the_others_are_done(crew: Crew) -> None:
    pieces = [str(at) for at in range(30)]
    pieces[7] = "deadly"
    taken: list[str] = []
    crew.run("", (Shard(deadly, pieces[at : at + 3], taken.extend) for at in range(0, 30, 3)))

    assert sorted(taken) == sorted(piece for piece in pieces if piece != "deadly")
    (told,) = crew.failures
    assert told.en.startswith("deadly: the process that worked on it was killed or crashed")


def test_a_pool_whose_processes_are_gone_is_made_anew(crew: Crew) -> None:
    taken: list[str] = []
    crew.run("s", [Shard(doubled, [1], taken.extend), Shard(doubled, [2], taken.extend)])
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    time.sleep(0.5)
    crew.run("s", [Shard(doubled, [3], taken.extend), Shard(doubled, [4], taken.extend)])
    assert sorted(taken) == ["s2", "s4", "s6", "s8"]
    assert crew.failures == []


def test_an_error_in_a_process_comes_out_here(crew: Crew) -> None:
    with pytest.raises(ValueError, match=r"s \['a'\]"):
        crew.run("s", [Shard(failing, ["a"], print)])


def test_work_that_is_under_way_is_given_up_at_once() -> None:
    pool = Pool(2, "broadsheet.executing")
    going = pool.submit(slow, "", ["a"])
    began = time.monotonic()
    pool.kill()
    assert time.monotonic() - began < 30
    assert going.done()
