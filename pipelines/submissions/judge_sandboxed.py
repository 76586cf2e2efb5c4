"""Judges files in capped children: one that dies or hangs costs its own file a finding and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipelines.sandbox.process_pool import ChildPool, DeadChild
from pipelines.submissions.judge import JUDGES_WITH, JudgedFile, Task, judge_file
from pipelines.submissions.judged_columns import JudgedColumns, in_columns, judge_columns
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.judgement import Counts, Judgement
from pipelines.submissions.model.reading import Reading

JudgingPool = ChildPool[Task, JudgedColumns]


def judging_pool() -> JudgingPool:
    """Make a pool whose first child may be started ahead of what it will judge for the register."""
    return ChildPool(judge_columns, loads=(*JUDGES_WITH, judge_columns.__module__))


def judge_in_order(paths: Sequence[Path], task: Task, pool: JudgingPool) -> Iterator[JudgedColumns]:
    """Judge files in the order given, by the children of a pool."""
    pool.share(task)
    for _, answer in pool.run_in_order(paths):
        yield answer if isinstance(answer, JudgedColumns) else in_columns(reader_died(answer))


def judge_one(path: Path, collect: Callable[[], Task]) -> tuple[Task, JudgedFile]:
    """Judge one file; its child starts while `collect` gathers what is known. Gives that back beside the judgement."""
    pool: ChildPool[Task, JudgedFile] = ChildPool(judge_file, workers=1, loads=JUDGES_WITH)
    with pool:
        pool.begin()
        task = collect()
        pool.share(task)
        answers = dict(pool.run([path]))
    answer = answers[path]
    return task, answer if isinstance(answer, JudgedFile) else reader_died(answer)


def reader_died(dead: DeadChild) -> JudgedFile:
    """A file whose reader was killed or ran out of its limits: rejected whole, with that as its one finding."""
    finding = Finding("file.reader_died", facts={"reason": dead.reason})
    reading = Reading("unknown", None, None, None, findings=(finding,), is_refused=True)
    return JudgedFile(reading, Judgement("rejected", [], [], (finding,), Counts(0, 0, 0, 0)))
