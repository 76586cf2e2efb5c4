"""What a step says of itself is true: it reads nothing it does not name, and rounds do not see one another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.steps.ledger import Ledger
from pipelines.steps.step import Step, Workplace
from pipelines.steps.step_list import all_steps
from pipelines.steps.walk import in_order, tables_present
from pipelines.warehouse import connection as warehouse

ASKED = ("rpjmn-2025", "contoh-2027-1")
BY_ROUND = [step for step in all_steps() if step.is_by_round]
IN_PYTHON = [step for step in all_steps() if not step.text and step.name not in ("catalogue",)]
LEFT = ("register.", "refresh.")


@pytest.fixture(scope="module")
def place(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    data = Path(tmp_path_factory.mktemp("promises") / "data")
    shutil.copytree(refreshed.data, data, ignore=shutil.ignore_patterns("editions", "dagster"))
    with warehouse.writing(Paths(data)) as connection:
        yield Workplace(connection, Paths(data))


@contextmanager
def on_a_copy(place: Workplace, tables: set[str]) -> Iterator[Workplace]:
    """A warehouse in memory with copies of these tables."""
    with duckdb.connect(":memory:") as copy:
        warehouse.prepare(copy)
        for table in sorted(tables):
            copy.register("poured", place.connection.sql(f"from {table}").to_arrow_table())
            copy.execute(f"create or replace table {table} as from poured")
            copy.unregister("poured")
        yield Workplace(copy, place.paths)


def contents(place: Workplace, step: Step) -> Ledger:
    ledger = Ledger(place.connection)
    for table in step.makes:
        ledger.look(table)
    return ledger


@pytest.mark.parametrize("step", BY_ROUND, ids=lambda step: step.name)
def test_the_rows_of_a_round_depend_on_no_rows_of_another(place: Workplace, step: Step) -> None:
    true = contents(place, step)
    for round_id in ASKED:
        with on_a_copy(place, set(step.reads)) as alone:
            for table in step.reads:
                if any(name == "round_id" for name, _ in warehouse.columns_of(alone.connection, table)):
                    alone.connection.execute(f"delete from {table} where round_id is distinct from '{round_id}'")
            step.action(alone, None if step.text else [round_id])
            found = contents(alone, step)
            for table in step.makes:
                assert found.content(table, round_id) == true.content(table, round_id), (table, round_id)


@pytest.mark.parametrize("step", IN_PYTHON, ids=lambda step: step.name)
def test_a_step_in_python_names_every_table_it_reads(place: Workplace, step: Step) -> None:
    true = contents(place, step)
    with on_a_copy(place, {*step.reads, *(table for table in step.makes if table.startswith(LEFT))}) as alone:
        step.action(alone, None)
        found = contents(alone, step)
        assert {table for table in step.makes if found.content(table) != true.content(table)} == set()


def test_every_table_of_the_warehouse_is_made_by_one_step(place: Workplace) -> None:
    made = [table for step in all_steps() for table in step.makes]
    assert len(made) == len(set(made))
    stray = {name for name in tables_present(place.connection) if not name.startswith("refresh.")} - set(made)
    assert stray == set()


def test_every_table_that_is_read_is_made_by_a_step() -> None:
    made = {table for step in all_steps() for table in step.makes}
    assert {table for step in all_steps() for table in step.reads} - made == set()


def test_the_order_holds_whatever_order_steps_are_named_in() -> None:
    for steps in (all_steps(), tuple(reversed(all_steps()))):
        seen: set[str] = set()
        made = {table for step in steps for table in step.makes}
        for step in in_order(steps):
            assert set(step.reads) & made <= seen | set(step.makes)
            seen |= set(step.makes)
