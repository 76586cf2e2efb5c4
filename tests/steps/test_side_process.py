"""Work given to the side process is done there, its faults come back, and it neither outlives nor stops its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.steps.side_process import SideProcess

PARENT = """
import os, sys, time
from pipelines.steps.side_process import SideProcess

if __name__ == "__main__":
    side = SideProcess()
    print(side.give(os.getpid)(), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def side() -> Iterator[SideProcess]:
    made = SideProcess()
    yield made
    made.close()


def test_work_is_done_in_another_process_one_after_the_other(side: SideProcess) -> None:
    there, again = side.give(os.getpid), side.give(os.getpid)
    assert there() == again() != os.getpid()


def test_what_goes_wrong_there_is_raised_where_the_answer_is_asked_for(side: SideProcess) -> None:
    answer = side.give(int, "twelve")
    with pytest.raises(ValueError, match="twelve"):
        answer()


def test_the_main_script_of_its_parent_plays_no_part(side: SideProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page under test, or whatever else is called main, would be run once more by a spawned process."""
    monkeypatch.setitem(sys.modules, "__main__", SimpleNamespace(__file__="no such script", __spec__=None))
    assert side.give(os.getpid)() != os.getpid()


def test_what_a_dead_process_was_given_is_computed_here(side: SideProcess) -> None:
    there = side.give(os.getpid)()
    assert there != os.getpid()
    waiting, next_one = side.give(time.sleep, 0.2), side.give(os.getpid)
    os.kill(there, signal.SIGKILL)
    waiting()
    assert next_one() == os.getpid()
    assert side.give(os.getpid)() == os.getpid(), "later work too"


def test_it_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    (script := tmp_path / "parent.py").write_text(PARENT)
    command, environment = [sys.executable, str(script)], os.environ | {"PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        there = int(parent.stdout.readline())
        os.kill(there, 0)
        parent.kill()
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up and is_running(there):
        time.sleep(0.05)
    assert not is_running(there)


def is_running(process: int) -> bool:
    """Tell whether a process is there and not only waiting to be reaped by whoever has adopted it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
