"""The pool of capped children: whatever a file does to its child, the parent and the other files go on."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from pipelines.sandbox.process_pool import ChildPool, DeadChild
from tests.submissions.readers import building as b
from tests.submissions.readers.building import File
from tests.submissions.readers.finding_cases import CASES

REASONS = {
    "crash": "its reader stopped all at once",
    "signal": "its reader stopped all at once",
    "memory": "out of memory",
    "hang": "it took too long",
    "stop in the middle": "it took too long",
    "processor": "out of processor time",
    "fault": "its reader met a fault",
    "not to be sent": "its reader met a fault",
}


def say_shared(path: Path, shared: str) -> str:
    return f"{path} {shared}"


def act(path: Path, shared: dict[str, int]) -> object:
    """What a hostile file might do to its reader, by its name."""
    what = path.name
    if what == "crash":
        os._exit(7)
    if what == "signal":
        os.kill(os.getpid(), signal.SIGABRT)
    if what == "memory":
        return len(bytearray(10 << 30))
    if what == "hang":
        time.sleep(600)
    if what == "stop in the middle":
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGSTOP)
    if what == "processor":
        while True:
            pass
    if what == "fault":
        raise ValueError("nonsense")
    if what == "not to be sent":
        return lambda: 1
    return what, shared["round"], os.getpid()


def pool(**limits: float) -> ChildPool[dict[str, int], object]:
    settings = {"workers": 2, "memory_mb": 200, "cpu_seconds": 30, "wall_seconds": 30.0} | limits
    return ChildPool(act, {"round": 1}, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", REASONS)
def test_a_dead_child_costs_its_own_file_only(what: str) -> None:
    short = {"wall_seconds": 1.0} if "it took" in REASONS[what] else {"cpu_seconds": 1}
    with pool(**short) as children:
        found = dict(children.run([Path("first"), Path(what), Path("last")]))
    dead = found.pop(Path(what))
    assert isinstance(dead, DeadChild) and dead.reason.en == REASONS[what]
    assert sorted(answer[0] for answer in found.values() if isinstance(answer, tuple)) == ["first", "last"]


def test_each_child_does_many_files() -> None:
    with pool() as children:
        found = list(children.run([Path(str(number)) for number in range(40)]))
    assert sorted(answer[0] for _, answer in found) == sorted(str(number) for number in range(40))
    assert len({answer[2] for _, answer in found}) <= 2


def test_answers_can_be_had_in_the_order_of_the_files() -> None:
    with pool(wall_seconds=1.0) as children:
        names = ["hang", "a", "b", "c"]
        found = list(children.run_in_order([Path(name) for name in names]))
    assert [path.name for path, _ in found] == names
    assert isinstance(found[0][1], DeadChild)


def test_closing_ends_children_at_once_in_the_middle_of_their_work() -> None:
    children = pool()
    answers = children.run([Path("hang"), Path("first")])
    assert next(answers)[0] == Path("first")
    begun = time.monotonic()
    children.close()
    assert time.monotonic() - begun < 5


def test_a_run_that_nobody_listens_to_any_more_leaves_nothing_behind() -> None:
    with pool() as children:
        answers = children.run([Path("hang"), Path("first"), Path("second")])
        assert next(answers)[0] == Path("first")
        answers.close()  # type: ignore[attr-defined]
        assert [path.name for path, _ in children.run([Path("third")])] == ["third"]


def test_a_pool_can_run_twice_and_an_empty_run_starts_nothing() -> None:
    with pool() as children:
        assert list(children.run([])) == []
        first = dict(children.run([Path("a")]))
        second = dict(children.run([Path("b")]))
    assert first[Path("a")][2] == second[Path("b")][2]


def test_a_child_begun_early_gets_what_is_shared_later() -> None:
    children: ChildPool[str, str] = ChildPool(say_shared, workers=1, loads=("json", "decimal"))
    with children:
        children.begin()
        children.begin()
        children.share("kata")
        assert dict(children.run([Path("a"), Path("b")])) == {Path("a"): "a kata", Path("b"): "b kata"}


def test_the_same_children_go_on_by_what_is_shared_between_two_runs() -> None:
    with pool(workers=2) as children:
        first = dict(children.run([Path("a"), Path("b")]))
        children.share({"round": 2})
        second = dict(children.run([Path("a"), Path("b")]))
    assert {each[1] for each in first.values()} == {1}  # type: ignore[index]
    assert {each[1] for each in second.values()} == {2}  # type: ignore[index]
    assert {each[2] for each in first.values()} >= {each[2] for each in second.values()}  # type: ignore[index]


def test_nothing_else_is_shared_while_a_child_is_at_work() -> None:
    with ChildPool(say_shared, "kata", workers=1) as children:
        answers = children.run([Path("a"), Path("b")])
        next(answers)
        with pytest.raises(ValueError, match="at work by what was shared before"):
            children.share("lain")
        assert list(answers) == [(Path("b"), "b kata")]


def test_children_are_begun_for_as_many_files_as_there_are_and_workers_at_most() -> None:
    with ChildPool(say_shared, "kata", workers=2) as children:
        counts = [(children.begin(files), len(children._children))[1] for files in (0, 1, 5)]
    assert counts == [0, 1, 2]


def test_a_child_goes_on_while_its_answer_is_made_use_of() -> None:
    with ChildPool(say_shared, "kata", workers=1) as children:
        answers = children.run([Path("a"), Path("b")])
        assert next(answers) == (Path("a"), "a kata")
        assert [child.path for child in children._busy()] == [Path("b")]
        assert list(answers) == [(Path("b"), "b kata")]


def test_a_module_that_is_not_there_is_a_dead_child_and_no_hang() -> None:
    children: ChildPool[str, str] = ChildPool(say_shared, "kata", workers=1, loads=("no_such_module",))
    with children:
        assert [type(answer) for _, answer in children.run([Path("a")])] == [DeadChild]


HEAVY = [name for name in CASES if name.startswith(("file.too_large_unpacked", "file.xml", "sheet.too", "file.crc"))]


def test_hostile_files_are_judged_within_a_second_and_300_mb(tmp_path: Path) -> None:
    """Within caps: one second of processor time and 300 MB for each, or the child would be dead."""
    paths = []
    for number, name in enumerate(HEAVY):
        made = CASES[name].fault()
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(made.content if isinstance(made, File) else made)
        paths.append(path)
    with ChildPool(b.read_file, b.catalogue(), memory_mb=300, cpu_seconds=1, wall_seconds=60) as children:
        found = dict(children.run(paths))
    told = [found[path].findings[0].rule_id for path in paths]
    assert told == [name.split(" / ")[0] for name in HEAVY]
