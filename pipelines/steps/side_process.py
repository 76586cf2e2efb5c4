"""A second process beside the walk: models compute in it from frames, while this one goes on with other tables.

It opens no file and no table. One that dies costs time only: what it was given is computed here then.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from pipelines.sandbox.child import start_child

Answer = TypeVar("Answer")
LOADS = ("pipelines.steps.models.judgement",)  # imported ahead of the first work
GONE = (EOFError, BrokenPipeError, ConnectionResetError)


class _Outcome(NamedTuple):
    """What a computation gave, or what it raised."""

    answer: Any = None
    error: Exception | None = None


class SideProcess:
    """One process, begun once; it takes one piece of work after another. `compute` is a module's function."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._turns = ThreadPoolExecutor(1)  # speaks with it: sending waits where it has not read yet

    def begin(self) -> None:
        """Start it ahead of its work, so that it has loaded the models by then."""
        if self._process is None:
            self._process, self._connection = start_child(f"{__name__}.serve", LOADS)

    def give(self, compute: Callable[..., Answer], *given: Any) -> Callable[[], Answer]:
        """Hand over work; the function returned waits for the answer, and raises what the computation raised."""
        self.begin()
        turn = self._turns.submit(self._ask, compute, given)

        def answer() -> Answer:
            try:
                outcome = turn.result()
            except GONE:
                return compute(*given)
            if outcome.error is not None:
                raise outcome.error
            made: Answer = outcome.answer
            return made

        return answer

    def _ask(self, compute: Callable[..., Any], given: tuple[Any, ...]) -> _Outcome:
        if self._connection is None:
            raise EOFError
        self._connection.send((compute, given))
        outcome: _Outcome = self._connection.recv()
        return outcome

    def close(self) -> None:
        """Let go of it, whatever it is doing."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.wait()
            self._turns.shutdown(cancel_futures=True)
            self._connection.close()


def serve(descriptor: int) -> None:
    """Run the process: one computation after another until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    connection: Connection[Any, Any] = Connection(descriptor)
    try:
        while True:
            compute, given = connection.recv()
            connection.send_bytes(_outcome(compute, given))
    except GONE:
        return


def _outcome(compute: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps(_Outcome(compute(*given)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        try:
            return pickle.dumps(_Outcome(error=error))
        except Exception:  # an error that cannot travel says what it is
            return pickle.dumps(_Outcome(error=RuntimeError(f"{type(error).__name__}: {error}")))
