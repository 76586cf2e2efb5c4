"""Watches children until Ctrl-C: starts each when what it waits for has come, and keeps the others when one dies."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.request import urlopen

from pipelines.supervisor.child import Child, end_all

LOOK_SECONDS = 0.1


def watch(children: Sequence[Child], is_over: Callable[[], bool] = lambda: False) -> None:
    """Step every child until Ctrl-C, SIGTERM or `is_over()`; then end them all. A child waits for those it names."""
    for ending in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us in the background
        signal.signal(ending, _as_interrupt)
    try:
        while not is_over():
            come = {child.task.name for child in children if child.state in ("serving", "done", "failed")}
            for child in children:
                child.step(come.issuperset(child.task.after))
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them behind
        end_all(children)
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.SIG_DFL)


def answers(address: str) -> Callable[[], bool]:
    """A question whether an HTTP address answers at all."""

    def ask() -> bool:
        try:
            with urlopen(address, timeout=2) as answer:  # noqa: S310 - an address of our own
                return bool(answer.status == 200)
        except OSError:  # HTTPError is one
            return False

    return ask


def listens(place: Path) -> Callable[[], bool]:
    """A question whether somebody listens on a Unix socket."""

    def ask() -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(place))
            except OSError:
                return False
            return True

    return ask


def _as_interrupt(*_: object) -> None:
    raise KeyboardInterrupt
