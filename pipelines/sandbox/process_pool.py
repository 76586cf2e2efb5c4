"""A pool of capped children: each does one task after another within limits of memory, processor and clock.
A child that dies or hangs costs its own file a finding and nothing else. What the task does lives elsewhere."""

from __future__ import annotations

import gc
import pickle
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pipelines.sandbox.child import start_child
from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import CHILD_LIMITS

Result = TypeVar("Result")
Shared = TypeVar("Shared")

_START_SECONDS = 60.0  # importing the task's modules on a busy machine
_BACKSTOP_SECONDS = 5  # a child whose parent is gone ends itself this long after its wall clock
_MEMORY = Words("kehabisan memori", "out of memory")
_PROCESSOR = Words("waktu prosesor habis", "out of processor time")
_CLOCK = Words("terlalu lama", "it took too long")
_CRASH = Words("pembacanya berhenti mendadak", "its reader stopped all at once")
_FAULT = Words("pembacanya menemui kesalahan", "its reader met a fault")

_REASONS: dict[int, Words] = {signal.SIGXCPU: _PROCESSOR, signal.SIGALRM: _CLOCK}


class DeadChild(NamedTuple):
    """What is left of a file whose child died, hung or failed: why, in words for the unit, and for the developer."""

    path: Path
    reason: Words
    detail: str = ""


class _Outcome(NamedTuple):
    """A task's answer on its way to the parent; `failure` is 'memory' or the text of an exception."""

    result: Any = None
    failure: str = ""


class _Settings(NamedTuple):
    """What a child is told before the first of the files that it judges by it: the task and what is shared."""

    task: Callable[[Path, Any], Any]
    shared: Any
    memory_mb: int
    cpu_seconds: int
    wall_seconds: float


class _Child:
    """One child process, what it is working on, and when its time is up."""

    def __init__(self, wall_seconds: float, loads: Sequence[str]) -> None:
        self._process, self.connection = start_child(f"{__name__}.serve", loads)
        self.path: Path | None = None
        self.deadline = float("inf")
        self._wall_seconds = wall_seconds
        self._told = b""

    def give(self, path: Path, settings: bytes) -> None:
        """Give it a file; before the first one by these settings, the settings."""
        is_new = self._told is not settings
        self.path, self.deadline = path, time.monotonic() + (_START_SECONDS if is_new else self._wall_seconds)
        with suppress(OSError):  # a child that is gone shows as an end of its connection
            if is_new:
                self._told = settings
                self.connection.send_bytes(settings)
            self.connection.send_bytes(pickle.dumps(path))

    def end(self) -> int:
        """Kill the child and give its exit status (negative: the signal it died of)."""
        self.kill()
        status = self._process.wait()
        self.connection.close()
        return status

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()

    def exit_status(self) -> int:
        """Give the status of a child whose connection has ended; it may take a moment to be gone."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        return self.end()


class ChildPool(Generic[Shared, Result]):
    """Runs `task(path, shared)` in capped children; `task` is a module's function, `shared` is sent once to each.

    What is shared may be replaced between two runs: the children, and the code they have loaded, stay.
    `loads` names modules that a child imports at once, before its limits count."""

    def __init__(
        self,
        task: Callable[[Path, Shared], Result],
        shared: Shared | None = None,
        workers: int = 2,
        memory_mb: int = CHILD_LIMITS.memory_mb,
        cpu_seconds: int = CHILD_LIMITS.cpu_seconds,
        wall_seconds: float = CHILD_LIMITS.wall_seconds,
        loads: Sequence[str] = (),
    ) -> None:
        self._task, self._shared, self._caps = task, shared, (memory_mb, cpu_seconds, wall_seconds)
        self._loads = loads
        self._settings = b""  # as they are sent, made for the first file
        self._workers = workers
        self._wall_seconds = wall_seconds
        self._children: list[_Child] = []

    def __enter__(self) -> ChildPool[Shared, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, files: int = 1) -> None:
        """Start children ahead of their first files: they load their code while the parent collects what is shared."""
        while len(self._children) < min(self._workers, files):
            self._children.append(_Child(self._wall_seconds, self._loads))

    def share(self, shared: Shared) -> None:
        """Set what is sent to each child before its next file; between two runs only."""
        if self._busy():
            raise ValueError("a child is at work by what was shared before; share when the run has ended")
        self._shared, self._settings = shared, b""

    def close(self) -> None:
        """End all children at once, whatever they are doing."""
        while self._children:
            self._children.pop().end()

    def run(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Result | DeadChild]]:
        """Give each path with its result as it comes, or with what became of its child. Whoever stops listening early
        ends the children that are still at work."""
        waiting = list(paths)[::-1]
        try:
            while waiting or self._busy():
                self._set_to_work(waiting)
                answers = list(self._listen())
                self._set_to_work(waiting)  # the children go on while the answers are made use of
                yield from answers
        finally:
            for child in self._busy():
                self._children.remove(child)
                child.end()

    def _busy(self) -> list[_Child]:
        return [child for child in self._children if child.path is not None]

    def _listen(self) -> Iterator[tuple[Path, Result | DeadChild]]:
        """Wait until a child answers or its time is up."""
        busy = self._busy()
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        ready = set(wait([child.connection for child in busy], patience))
        for child in busy:
            if child.connection in ready:
                yield from self._collect(child)
            elif child.deadline <= time.monotonic():
                yield self._bury(child, _CLOCK)

    def run_in_order(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Result | DeadChild]]:
        """Give the same as `run`, in the order of `paths`; what comes early is kept until its turn."""
        early: dict[Path, Result | DeadChild] = {}
        turns = iter(paths)
        turn = next(turns, None)
        for path, result in self.run(paths):
            early[path] = result
            while turn is not None and turn in early:
                yield turn, early.pop(turn)
                turn = next(turns, None)

    def _set_to_work(self, waiting: list[Path]) -> None:
        if waiting and not self._settings:
            settings = _Settings(self._task, self._shared, *self._caps)
            self._settings = pickle.dumps(settings, protocol=pickle.HIGHEST_PROTOCOL)
        self.begin(len(self._busy()) + len(waiting))  # all of them load at once; giving a file waits until one has
        for child in self._children:
            if waiting and child.path is None:
                child.give(waiting.pop(), self._settings)

    def _collect(self, child: _Child) -> Iterator[tuple[Path, Result | DeadChild]]:
        try:
            outcome: _Outcome | None = pickle.loads(_whole_message(child))  # noqa: S301 (from our own child)
        except (EOFError, OSError, pickle.UnpicklingError):
            yield self._bury(child)
            return
        if outcome is None:  # the child has taken the settings in; its clock begins now
            child.deadline = time.monotonic() + self._wall_seconds
        elif outcome.failure:
            yield self._bury(child, _MEMORY if outcome.failure == "memory" else _FAULT, outcome.failure)
        else:
            path, child.path = child.path, None
            yield path or Path(), outcome.result

    def _bury(self, child: _Child, reason: Words | None = None, detail: str = "") -> tuple[Path, DeadChild]:
        self._children.remove(child)
        status = child.exit_status() if reason is None else child.end()
        if reason is None:
            reason = _REASONS.get(-status, _CRASH)
        path = child.path or Path()
        return path, DeadChild(path, reason, detail or f"exit status {status}")


def _whole_message(child: _Child) -> bytes:
    """Receive one message; a child that stops in the middle of it is killed at its deadline, which ends the message."""
    watchdog = threading.Timer(max(0.1, child.deadline - time.monotonic()), child.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        return child.connection.recv_bytes()
    finally:
        watchdog.cancel()


def serve(descriptor: int) -> None:
    """Run a child: settings with their limits, then one task after another until the parent closes the connection."""
    connection: Connection[Any, Any] = Connection(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    by: _Settings | None = None
    gc.disable()  # until the settings are in: what is shared has many parts and no cycle
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            told = pickle.loads(connection.recv_bytes())  # noqa: S301
            if isinstance(told, _Settings):
                if by is None:
                    ceiling = _own_bytes() + (told.memory_mb << 20)
                    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
                    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                by = told
                _look_for_garbage_seldom()
                connection.send_bytes(pickle.dumps(None))
            elif by is not None:
                _limit_time(by.cpu_seconds, by.wall_seconds)
                connection.send_bytes(_outcome(by.task, told, by.shared))
                signal.alarm(0)


def _look_for_garbage_seldom() -> None:
    """Let the collector pass over code and what is shared, and look seldom: a file's cells hold no cycles.
    Measured: reading a workbook of 6,000 cells takes 16 ms instead of 25 ms."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _own_bytes() -> int:
    """Count the address space that the imported code takes before any file is read."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _limit_time(cpu_seconds: int, wall_seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.alarm(int(wall_seconds) + _BACKSTOP_SECONDS)


def _outcome(task: Callable[[Path, Any], Any], path: Path, shared: Any) -> bytes:
    try:
        return pickle.dumps(_Outcome(task(path, shared)), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(_Outcome(failure="memory"))
    except Exception as error:
        return pickle.dumps(_Outcome(failure=f"{type(error).__name__}: {error}"))
