"""A second process beside the walk: models compute in it from frames, while this one goes on with other tables.

It opens no file and no table. One that dies costs time only: what it was given is computed here then.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
LOADS = "pipelines.steps.models.judgement"  # imported ahead of the first work


class SideProcess:
    """One process, begun once; it takes one piece of work after another. `compute` is a module's function."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def begin(self) -> None:
        """Start it ahead of its work, so that it has loaded the models by then."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _live_with_parent)
            self._pool.submit(import_module, LOADS)

    def give(self, compute: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Callable[[], Answer]:
        """Hand over work; the function returned waits for the answer, and raises what the computation raised."""
        self.begin()
        try:
            future: Future[Answer] = self._pool.submit(compute, *given, **named)  # type: ignore[union-attr]
        except BrokenProcessPool:
            return lambda: compute(*given, **named)

        def answer() -> Answer:
            try:
                return future.result()
            except BrokenProcessPool:
                return compute(*given, **named)

        return answer

    def close(self) -> None:
        """Let go of it; what it has not begun is left."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _live_with_parent(*_: Any) -> None:
    """End with the parent, however it ends, and leave Ctrl+C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()
