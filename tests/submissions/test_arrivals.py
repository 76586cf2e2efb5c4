"""The first look at the inbox is taken as a refresh begins; the pause between two looks is what is left of it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from pipelines.contract.paths import Paths
from pipelines.sandbox.process_pool import ChildPool
from pipelines.submissions.arrivals import Arrivals
from pipelines.submissions.settling import GIVE_UP_SECONDS, PAUSE_SECONDS
from tests.submissions.readers.building import template


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "inbox").mkdir()
    return Paths(tmp_path)


def put(paths: Paths, name: str, content: bytes, seconds_ago: float = 0) -> Path:
    path = paths.inbox / name
    path.write_bytes(content)
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))
    return path


def test_one_pause_serves_all_and_what_grows_in_it_waits(paths: Paths) -> None:
    whole = put(paths, "utuh.xlsx", template(), 3)
    half = put(paths, "separuh.xlsx", template()[:-30], 2)
    growing = put(paths, "tumbuh.csv", b"a", 1)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        growing.write_bytes(b"ab")

    with Arrivals(paths, pause=pause) as arrivals:
        assert arrivals.settled_files() == ([whole], [half, growing])
    assert len(pauses) == 1 and 0 < pauses[0] <= PAUSE_SECONDS


def test_time_that_passed_since_the_first_look_is_part_of_the_pause(paths: Paths) -> None:
    young = put(paths, "baru.csv", b"putaran")
    with Arrivals(paths, pause=lambda _: pytest.fail("paused")) as arrivals:
        time.sleep(PAUSE_SECONDS)
        assert arrivals.settled_files() == ([young], [])


def test_a_file_that_came_after_the_first_look_rests_a_whole_pause(paths: Paths) -> None:
    pauses: list[float] = []
    with Arrivals(paths, pause=pauses.append) as arrivals:
        late = put(paths, "susulan.csv", b"putaran")
        assert arrivals.settled_files() == ([late], [])
    assert pauses and pauses[0] > PAUSE_SECONDS / 2


def test_files_that_have_rested_and_the_one_handed_in_wait_for_nothing(paths: Paths) -> None:
    rested = [put(paths, name, template(), GIVE_UP_SECONDS + 1) for name in ("satu.xlsx", "dua.xlsx")]
    given = put(paths, "kirim.xlsx", template())
    with Arrivals(paths, whole=[given], pause=lambda _: pytest.fail("paused")) as arrivals:
        ready, waiting = arrivals.settled_files()
    assert (sorted(ready), waiting) == (sorted([*rested, given]), [])


def test_the_child_loads_only_where_something_has_just_come(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[ChildPool[Any, Any]] = []

    def begin(pool: ChildPool[Any, Any], files: int = 1) -> None:
        begun.append(pool)

    monkeypatch.setattr(ChildPool, "begin", begin)
    with Arrivals(paths) as first:
        assert begun == [first.pool], "before the first refresh, bundled files wait"
    begun.clear()
    paths.editions.mkdir(exist_ok=True)
    paths.current.touch()
    put(paths, "lama.csv", b"putaran", GIVE_UP_SECONDS)
    with Arrivals(paths) as arrivals:
        assert begun == []
        put(paths, "baru.csv", b"putaran")
        arrivals.settled_files()
        assert begun == [arrivals.pool]
