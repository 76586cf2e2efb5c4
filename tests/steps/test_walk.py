"""A walk makes what stands on something new, leaves the rest, and says why; by round where a step has rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import duckdb
import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.steps import code, walk
from pipelines.steps.side_process import SideProcess
from pipelines.steps.step import Model, Step, Workplace
from pipelines.warehouse.connection import WarehouseError
from pipelines.warehouse.engines.duckdb import DuckDbEngine
from tests.conftest import copy_data

ROUNDS = ["rpjmn-2025", "contoh-2026-1", "contoh-2026-2", "contoh-2027-1"]


@cache
def bundled_catalogue() -> Catalogue:
    """The catalogue of the bundled data, which no test of a walk changes."""
    return read_catalogue(CHECKOUT / "data" / "reference")


class Work:
    """Three steps in a row that note each time they act: a leaf from a file, a table by round, and a sum over it."""

    def __init__(self, data: Paths) -> None:
        self.data = data
        self.connection = duckdb.connect(":memory:")
        for schema in ("core", "mart", "analysis", "register"):
            self.connection.execute(f"create schema {schema}")
        self.done: list[tuple[str, list[str] | None]] = []
        self.rows = dict.fromkeys(ROUNDS, 1)
        self.leaf = Step("leaf", "core", {"core.leaf": "A leaf."}, self.fill_leaf, folders=("unlocks",))
        self.by_round = Step(
            "by_round", "core", {"core.by_round": "By round."}, self.fill_by_round, reads=("core.leaf",),
            text="select 1", is_by_round=True,
        )  # fmt: skip
        self.total = Step("total", "mart", {"mart.total": "A sum."}, self.add_up, reads=("core.by_round",))
        self.more: list[Step] = []
        data.unlocks.mkdir()

    def fill_leaf(self, place: Workplace, rounds: Sequence[str] | None) -> None:
        self.done.append(("leaf", None))
        values = ", ".join(f"('{name}', {value})" for name, value in self.rows.items())
        place.connection.execute(f"create or replace table core.leaf as from (values {values}) as t(round_id, x)")

    def fill_by_round(self, place: Workplace, rounds: Sequence[str] | None) -> None:
        self.done.append(("by_round", None if rounds is None else list(rounds)))
        if rounds is None:
            place.connection.execute("create or replace table core.by_round as from core.leaf")
            return
        asked = {"rounds": list(rounds)}
        place.connection.execute("delete from core.by_round where list_contains($rounds, round_id)", asked)
        place.connection.execute(
            "insert into core.by_round from core.leaf where list_contains($rounds, round_id)", asked
        )

    def add_up(self, place: Workplace, rounds: Sequence[str] | None) -> None:
        self.done.append(("total", None))
        place.connection.execute("create or replace table mart.total as select sum(x) as x from core.by_round")

    def go(self, rounds: list[str] | None = None, is_forced: bool = False, **of_place: Any) -> dict[str, walk.Visit]:
        self.done.clear()
        place = Workplace(self.connection, self.data, **of_place)
        place.catalogue = bundled_catalogue()
        visits = walk.walk(place, [self.total, *self.more, self.by_round, self.leaf], rounds, is_forced)
        return {visit.step: visit for visit in visits}

    def touch(self, name: str) -> None:
        (self.data.unlocks / name).touch()


@pytest.fixture
def work(data: Paths) -> Iterator[Work]:
    made = Work(data)
    made.go()
    yield made
    made.connection.close()


def test_the_first_walk_makes_everything_in_order_and_the_second_nothing(work: Work) -> None:
    assert work.done == [("leaf", None), ("by_round", None), ("total", None)]
    visits = work.go()
    assert work.done == []
    assert visits["total"].reason == "none of its 2 inputs has changed"


def test_a_step_whose_rows_came_out_equal_stops_the_way(work: Work) -> None:
    work.touch("something")
    visits = work.go()
    assert work.done == [("leaf", None)]
    assert visits["leaf"].reason == "changed: data/unlocks"
    assert not visits["by_round"].is_made


def test_only_the_round_whose_rows_changed_is_made(work: Work) -> None:
    work.rows["contoh-2026-2"] = 5
    work.touch("something")
    visits = work.go()
    assert work.done == [("leaf", None), ("by_round", ["contoh-2026-2"]), ("total", None)]
    assert visits["by_round"].rounds == ("contoh-2026-2",)
    assert work.connection.execute("from mart.total").fetchall() == [(8,)]


def test_a_round_that_is_asked_for_is_made_and_others_wait_for_their_turn(work: Work) -> None:
    work.rows |= {"rpjmn-2025": 7, "contoh-2026-1": 7}
    work.touch("something")
    work.go(["rpjmn-2025"])
    assert ("by_round", ["rpjmn-2025"]) in work.done
    work.go()
    assert work.done == [("by_round", ["contoh-2026-1"]), ("total", None)]


def test_another_query_makes_every_round_anew_even_when_one_is_asked_for(work: Work) -> None:
    work.by_round = replace(work.by_round, text="select 2")
    work.go(["rpjmn-2025"])
    assert work.done == [("by_round", None)]


def test_another_engine_makes_every_query_anew_and_the_way_back_too(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(DuckDbEngine, "fingerprint", "a cluster")
        assert work.go()["by_round"].reason == "changed: its engine"
        assert work.done == [("by_round", None)]
        work.go()
        assert work.done == []
    assert work.go()["by_round"].reason == "changed: its engine"


def test_a_forced_walk_makes_everything(work: Work) -> None:
    work.go(is_forced=True)
    assert [name for name, _ in work.done] == ["leaf", "by_round", "total"]


def test_a_table_that_is_gone_is_made_again(work: Work) -> None:
    work.connection.execute("drop table core.by_round")
    assert work.go()["by_round"].reason == "a table of it is missing"
    assert work.done == [("by_round", None)]


def test_a_step_killed_on_its_way_leaves_its_rows_with_what_they_were_made_of(work: Work) -> None:
    work.rows["rpjmn-2025"] = 9
    work.touch("something")
    add_up, work.total = work.total, replace(work.total, action=lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work.go()
    assert work.connection.execute("from mart.total").fetchall() == [(4,)]
    work.total = add_up
    work.go()
    assert work.done == [("total", None)]
    assert work.connection.execute("from mart.total").fetchall() == [(12,)]


def test_a_step_that_dies_after_its_rows_were_written_leaves_those_of_before(work: Work) -> None:
    def write_and_die(place: Workplace, rounds: object) -> None:
        place.connection.execute("create or replace table mart.total as select 99 as total")
        raise ZeroDivisionError

    work.rows["rpjmn-2025"] = 9
    work.touch("something")
    add_up, work.total = work.total, replace(work.total, action=write_and_die)
    with pytest.raises(ZeroDivisionError):
        work.go()
    work.rows["rpjmn-2025"] = 1
    (work.data.unlocks / "something").unlink()
    work.total = add_up
    work.go()
    assert ("total", None) not in work.done, "its rows and its inputs are those of before, and they are back"
    assert work.connection.execute("from mart.total").fetchall() == [(4,)]


def test_what_asks_the_clock_is_made_each_day_and_after_a_closing(work: Work) -> None:
    work.by_round = replace(work.by_round, text="select current_date")
    morning = datetime(2026, 11, 23, 1, tzinfo=UTC)
    work.go(now=morning)
    work.go(now=morning.replace(hour=9))
    assert work.done == []
    work.go(now=morning.replace(day=24))
    assert ("by_round", None) in work.done


def test_a_step_that_always_looks_counts_as_made_only_when_rows_changed(work: Work) -> None:
    work.leaf = replace(work.leaf, is_always=True)
    work.go()
    assert work.go()["leaf"].reason == "it looked and found nothing new"
    work.rows["rpjmn-2025"] = 3
    assert work.go()["leaf"].is_made
    assert ("by_round", ["rpjmn-2025"]) in work.done


class Aside(SideProcess):
    """Stands for the second process: notes when work is given and when its answer is asked for."""

    def __init__(self, done: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.done = done

    def give(self, compute: Callable[..., Any], *given: Any) -> Callable[[], Any]:
        self.done.append(("given", given))

        def answer() -> Any:
            self.done.append(("awaited", None))
            return compute(*given)

        return answer


@pytest.fixture
def with_model(work: Work) -> Work:
    """A model over the leaf, whose table the sum reads; the table by round is in between and does not read it."""

    def keep(place: Workplace, rounds: Sequence[str] | None, most: int) -> None:
        place.connection.execute("create or replace table analysis.most as select $most as x", {"most": most})

    def rows(place: Workplace, rounds: Sequence[str] | None) -> tuple[list[int]]:
        return ([x for (x,) in place.connection.execute("select x from core.leaf").fetchall()],)

    model = Step("model", "analysis", {"analysis.most": "The most."}, Model(rows, max, keep), reads=("core.leaf",))
    work.more = [model]
    work.total = replace(work.total, reads=("analysis.most", "core.by_round"))
    work.rows["rpjmn-2025"] = 4
    work.touch("something")
    return work


def test_a_model_computes_beside_the_steps_that_do_not_read_it(with_model: Work) -> None:
    visits = with_model.go(side=Aside(with_model.done))
    given = ("given", (list(with_model.rows.values()),))
    assert with_model.done == [("leaf", None), given, ("by_round", ["rpjmn-2025"]), ("awaited", None), ("total", None)]
    assert with_model.connection.execute("from analysis.most").fetchall() == [(4,)]
    assert visits["model"].row_counts == {"analysis.most": 1}
    assert not any(visit.is_made for visit in with_model.go(side=Aside(with_model.done)).values())


def test_a_model_that_nothing_reads_is_kept_at_the_end(with_model: Work) -> None:
    with_model.total = replace(with_model.total, reads=("core.by_round",))
    with_model.go(side=Aside(with_model.done))
    assert with_model.done[-1] == ("awaited", None)
    assert with_model.connection.execute("from analysis.most").fetchall() == [(4,)]


def test_a_walk_that_dies_before_a_model_has_answered_makes_it_the_next_time(with_model: Work) -> None:
    by_round, with_model.by_round = with_model.by_round, replace(with_model.by_round, action=lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        with_model.go(side=Aside(with_model.done))
    with_model.by_round = by_round
    assert with_model.go(side=Aside(with_model.done))["model"].is_made
    assert with_model.connection.execute("from analysis.most").fetchall() == [(4,)]


def test_steps_in_a_circle_are_one_sentence(work: Work) -> None:
    with pytest.raises(WarehouseError, match="are a circle; break it"):
        walk.in_order([replace(work.leaf, reads=("mart.total",)), work.by_round, work.total])


def test_a_method_that_a_method_calls_belongs_to_the_query() -> None:
    text = code.with_methods("select target_state(a, b) from core.target")
    assert "target_state" in text and text.count("create or replace macro") >= 1
    assert code.with_methods("select 1").count("macro") == 0


def test_the_code_of_a_step_holds_what_it_imports_within_functions_too() -> None:
    files = {file.name for file in code.imported_files("pipelines.steps.analysis")}
    assert {"analysis.py", "judgement.py", "projection.py", "allocation.py"} <= files
    assert "sensors.py" not in files


def test_the_real_rounds_are_those_of_these_tests(tmp_path) -> None:
    from pipelines.reference.read import read_catalogue

    assert list(read_catalogue(copy_data(tmp_path / "d").reference).rounds) == ROUNDS
