"""One child process: started in a group of its own, started again with a growing pause when it dies, ended whole."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.supervisor.child_log import ChildLog

PAUSES = (0.5, 2.0, 5.0, 15.0, 30.0, 60.0)  # seconds before a start after one, two … deaths in a row
STEADY_SECONDS = 60.0  # a child that has served so long begins again at the first pause
READY_SECONDS = 120.0
ENDINGS = ((signal.SIGINT, 4.0), (signal.SIGTERM, 2.0), (signal.SIGKILL, 2.0))  # together under ten seconds


@dataclass(frozen=True)
class Task:
    """What a child is: its name for people, its command, when it counts as serving, and what must serve before."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool]
    address: str = ""
    after: tuple[str, ...] = ()
    is_once: bool = False  # ends by itself; never started again


@dataclass
class Child:
    """One task and its present process. `state`: waiting, starting, serving, pausing, done or failed."""

    task: Task
    log: ChildLog
    folder: Path
    environment: dict[str, str]
    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    state: str = "waiting"
    reason: str = ""
    restart_count: int = 0
    process: subprocess.Popen[bytes] | None = None
    _deaths: int = 0
    _since: float = field(default=0.0)
    _start_at: float = 0.0
    _reader: threading.Thread | None = None

    @property
    def age_seconds(self) -> float:
        """How long the child has been in its present state."""
        return self.clock() - self._since if self._since else 0.0

    def step(self, is_open: bool) -> None:
        """Look at the child once: start it when it is due and `is_open`, notice that it serves, notice its death."""
        if self.process is None:
            if self.state in ("waiting", "pausing") and is_open and self.clock() >= self._start_at:
                self._start()
            return
        code = self.process.poll()
        if code is not None:
            self._note_end(code)
        elif self.state == "starting":
            self._see_whether_ready()
        elif self._deaths and self.age_seconds > STEADY_SECONDS:
            self._deaths = 0

    def ask_to_end(self, how: signal.Signals) -> None:
        """Send a signal to the child and all it started."""
        if self.process is not None:
            _signal(self.process.pid, how)

    def has_ended(self) -> bool:
        """Whether nothing of the child's group lives."""
        if self.process is None:
            return True
        self.process.poll()
        return not _lives(self.process.pid)

    def _turn(self, state: str) -> None:
        self.state, self._since = state, self.clock()

    def _start(self) -> None:
        try:
            self.process = subprocess.Popen(
                self.task.command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            self._pause(f"could not be started ({error.strerror})")
            return
        if self.process.stdout is not None:
            self._reader = self.log.take(self.process.stdout)
        self._turn("starting")

    def _see_whether_ready(self) -> None:
        if self.task.is_ready():
            self._turn("serving")
            again = "again " if self.restart_count else ""
            if self.task.address:
                self.say(f"{self.task.name} {again}on {self.task.address}")
            elif again:
                self.say(f"{self.task.name} runs again")
        elif not self.task.is_once and self.age_seconds > READY_SECONDS:
            self.ask_to_end(signal.SIGKILL)

    def _note_end(self, code: int) -> None:
        if self.process is not None:
            _signal(self.process.pid, signal.SIGKILL)  # what it had started would keep its port
        if self._reader is not None:
            self._reader.join(timeout=0.5)  # its last words say why
        self.process = None
        if self.task.is_once:
            self.reason = "" if code == 0 else _why(code)
            self._turn("done" if code == 0 else "failed")
            return
        last = f": {self.log.last_lines[-1]}" if code > 0 and self.log.last_lines else ""
        self._pause(_why(code) + last)

    def _pause(self, reason: str) -> None:
        pause = PAUSES[min(self._deaths, len(PAUSES) - 1)]
        self._deaths += 1
        self.restart_count += 1
        self._start_at = self.clock() + pause
        self.reason = reason
        self._turn("pausing")
        sentence = f"{self.task.name} {self.reason}. It is started again in {pause:g} s; its log is {self.log.file}."
        self.log.note(sentence)
        self.say(sentence)


def end_all(children: Sequence[Child], clock: Callable[[], float] = time.monotonic) -> None:
    """End every child and all it started, at the same time, each more firmly asked than before: under ten seconds."""
    for how, patience in ENDINGS:
        living = [child for child in children if not child.has_ended()]
        for child in living:
            child.ask_to_end(how)
        until = clock() + patience
        while any(not child.has_ended() for child in living) and clock() < until:
            time.sleep(0.05)


def _why(code: int) -> str:
    if code >= 0:
        return f"ended by itself with code {code}"
    return f"was killed by {signal.Signals(-code).name}"


def _signal(group: int, how: signal.Signals) -> None:
    try:
        os.killpg(group, how)
    except (ProcessLookupError, PermissionError):
        return


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
