"""A child that dies is started again with a growing pause, the others go on, and the reason stays in its log."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.supervisor.child import PAUSES, STEADY_SECONDS, Child, Task, end_all
from pipelines.supervisor.child_log import KEPT_FILES, ChildLog

SLEEPER = "import sys, time; print('here', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; [signal.signal(s, signal.SIG_IGN) for s in (2, 15)]; print('x', flush=True); time.sleep(600)"
)
WITH_GRANDCHILD = (
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(p.pid, flush=True); time.sleep(600)"
)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Nursery:
    """Makes children for a test and hears what is said about them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said, self.children, self.clock = folder, [], [], Clock()

    def child(self, script: str, name: str = "Child", **task: object) -> Child:
        made = Child(
            Task(name, [sys.executable, "-c", script], task.pop("is_ready", lambda: True), **task),
            ChildLog(self.folder / f"{name}.log"),
            self.folder,
            dict(os.environ),
            self.said.append,
            self.clock,
        )
        self.children.append(made)
        return made


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path)
    yield made
    for child in made.children:
        child.ask_to_end(signal.SIGKILL)


def step_until(child: Child, state: str, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while child.state != state and time.monotonic() < until:
        child.step(True)
        time.sleep(0.02)
    assert child.state == state


def is_running(process_id: int) -> bool:
    """Whether the process still runs; one that has ended and is not yet collected (state Z) does not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(question, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.02)
    assert question()


def test_a_killed_child_is_started_again_and_says_by_which_signal_it_ended(nursery) -> None:
    child = nursery.child(SLEEPER, address="http://127.0.0.1:1")
    step_until(child, "serving")
    os.kill(child.process.pid, signal.SIGKILL)
    step_until(child, "pausing")
    assert "was killed by SIGKILL" in child.reason
    nursery.clock.now += PAUSES[0]
    step_until(child, "serving")
    assert nursery.said[-1] == "Child again on http://127.0.0.1:1"
    assert "was killed by SIGKILL" in child.log.file.read_text()


def test_what_a_dead_child_had_started_does_not_keep_its_port(nursery) -> None:
    child = nursery.child(WITH_GRANDCHILD)
    step_until(child, "serving")
    wait_for(lambda: child.log.last_lines)
    grandchild = int(child.log.last_lines[-1])
    os.kill(child.process.pid, signal.SIGKILL)
    step_until(child, "pausing")
    wait_for(lambda: not is_running(grandchild))
    assert not is_running(grandchild)


def test_the_pause_grows_with_each_death_in_a_row_and_is_short_again_after_a_steady_minute(nursery) -> None:
    child = nursery.child("raise SystemExit('no reason')", is_ready=lambda: False)
    pauses = []
    for _ in range(len(PAUSES) + 1):
        step_until(child, "pausing")
        pauses.append(child._start_at - nursery.clock.now)
        assert child.reason.endswith("ended by itself with code 1: no reason")
        nursery.clock.now = child._start_at
        child.state = "waiting"
    assert pauses == [*PAUSES, PAUSES[-1]]
    steady = nursery.child(SLEEPER, "Steady")
    steady._deaths = 4
    step_until(steady, "serving")
    nursery.clock.now += STEADY_SECONDS + 1
    steady.step(True)
    assert steady._deaths == 0


def test_the_pause_is_kept(nursery) -> None:
    child = nursery.child("raise SystemExit(3)", is_ready=lambda: False)
    step_until(child, "pausing")
    child.step(True)
    assert child.state == "pausing"


def test_one_that_dies_leaves_the_others_alone(nursery) -> None:
    dying, living = nursery.child(SLEEPER, "Dying"), nursery.child(SLEEPER, "Living")
    for child in (dying, living):
        step_until(child, "serving")
    was = living.process.pid
    os.kill(dying.process.pid, signal.SIGKILL)
    step_until(dying, "pausing")
    living.step(True)
    assert (living.state, living.process.pid) == ("serving", was)


def test_a_child_waits_for_what_must_serve_before_it(nursery) -> None:
    child = nursery.child(SLEEPER)
    child.step(False)
    assert (child.state, child.process) == ("waiting", None)


def test_one_that_ends_by_itself_is_done_and_a_failure_of_it_is_kept(nursery) -> None:
    done, failed = (
        nursery.child("pass", "Done", is_once=True, is_ready=lambda: False),
        nursery.child("raise SystemExit(1)", "Failed", is_once=True, is_ready=lambda: False),
    )
    step_until(done, "done")
    step_until(failed, "failed")
    assert failed.reason == "ended by itself with code 1"
    failed.step(True)
    assert failed.state == "failed"


def test_one_that_cannot_be_started_is_tried_again(nursery) -> None:
    child = nursery.child(SLEEPER)
    child.folder = nursery.folder / "nowhere"
    child.step(True)
    assert child.state == "pausing"
    assert "could not be started" in child.reason


def test_everything_ends_in_under_ten_seconds_even_what_ignores_being_asked(nursery) -> None:
    children = [nursery.child(STUBBORN, "Stubborn"), nursery.child(WITH_GRANDCHILD, "Parent")]
    for child in children:
        step_until(child, "serving")
        wait_for(lambda child=child: child.log.last_lines)
    begun = time.monotonic()
    end_all(children)
    assert time.monotonic() - begun < 10
    assert all(child.has_ended() for child in children)


def test_a_log_is_appended_to_dated_and_freed_of_colours(nursery) -> None:
    log_file = nursery.folder / "Child.log"
    log_file.write_text("from before\n")
    child = nursery.child(r"print('\x1b[32mgreen\x1b[0m')", is_once=True, is_ready=lambda: False)
    step_until(child, "done")
    before, line = log_file.read_text().splitlines()
    assert before == "from before"
    assert line.endswith("Z green")
    assert time.strptime(line.split("Z ")[0], "%Y-%m-%dT%H:%M:%S")


def test_a_log_is_rotated_and_only_so_many_are_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("pipelines.supervisor.child_log.LARGEST_BYTES", 200)
    log = ChildLog(tmp_path / "child.log")
    for number in range(100):
        log.note(f"line {number}")
    log.close()
    files = sorted(tmp_path.glob("child.log*"))
    assert len(files) == KEPT_FILES + 1
    assert all(file.stat().st_size <= 200 for file in files)
    assert "line 99" in (tmp_path / "child.log").read_text()


def test_a_full_disk_stops_no_child_and_the_lost_lines_are_counted(nursery) -> None:
    (nursery.folder / "Child.log").symlink_to("/dev/full")
    child = nursery.child("print('x\\n' * 50_000, flush=True); import time; time.sleep(600)")
    step_until(child, "serving")
    wait_for(lambda: child.log.refused_count >= 50_000, 30)
    child.step(True)
    assert child.state == "serving"
