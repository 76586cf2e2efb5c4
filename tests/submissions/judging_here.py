"""A pool that judges in the process of the test: for tests of the register, which prove nothing about children.

Capped children judge in tests/sandbox, tests/submissions/readers and in every refresh, that of the shared edition
included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.submissions.judge import Task
from pipelines.submissions.judged_columns import JudgedColumns, judge_columns


class PoolHere:
    """Answers as `ChildPool` does, for one task shared before the first file."""

    _task: Task

    def __enter__(self) -> PoolHere:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, files: int = 1) -> None:
        """Nothing has to be started."""

    def close(self) -> None:
        """Nothing has been started."""

    def share(self, task: Task) -> None:
        self._task = task

    def run_in_order(self, paths: Sequence[Path]) -> Iterator[tuple[Path, JudgedColumns]]:
        for path in paths:
            yield path, judge_columns(path, self._task)
