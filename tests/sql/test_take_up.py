"""What regions made of what was agreed: one row an agreed line, no line lost, missing never read as zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from tests.sql.small_tables import empty_warehouse, make, put

AT = datetime(2026, 6, 1, tzinfo=UTC)
TABLES = ("core.take_up_file", "core.take_up_cell", "mart.take_up", "mart.take_up_total")
FILE = {
    "round_id": "R", "unit_code": "u", "layout": "rkpd", "file_name": "rkpd.csv", "received_at": AT,
    "judged_status": "accepted", "offered_count": 1, "accepted_count": 1, "rejected_count": 0, "blank_count": 0,
    "ruleset_version": "1",
}  # fmt: skip
CELL = {"source_cell": "RKPD!E2", "row_number": 2, "written": "x", "verdict": "accepted", "target_year": 2027}


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_warehouse() as connection:
        put(connection, "core.region", [
            {"region_id": "00", "region_level": "country"},
            *({"region_id": code, "region_level": "province", "parent_region_id": "00"} for code in ("11", "12", "13")),
            {"region_id": "11.01", "region_level": "district", "parent_region_id": "11"},
        ])  # fmt: skip
        put(connection, "core.indicator", [
            {"indicator_code": "down", "good_direction": "down", "decimal_places": 1},
            {"indicator_code": "band", "good_direction": "within", "decimal_places": 0},
        ])  # fmt: skip
        connection.execute(
            "create table mart.agreement (round_id text, region_id text, indicator_code text, target_year int, "
            "counts_as text, agreed_low double, agreed_high double, agreed_value double, minutes_number text)"
        )
        yield connection


def agree(region_id: str, low: float | None, high: float | None, code: str = "down", counts_as: str = "agreed"):
    return {
        "round_id": "R", "region_id": region_id, "indicator_code": code, "target_year": 2027, "counts_as": counts_as,
        "agreed_low": low, "agreed_high": high,
    }  # fmt: skip


def plan(region_id: str, *cells: dict[str, object], sequence: int = 1, **given: object):
    """A work plan and its cells, as the register keeps them."""
    name = f"{region_id}-{sequence}"
    file = {**FILE, "submission_id": name, "region_id": region_id, "received_sequence": sequence, **given}
    rows = [
        {**CELL, "submission_id": name, "cell_number": number, "region_id": region_id, "indicator_code": "down", **cell}
        for number, cell in enumerate(cells, 1)
    ]
    return file, rows


def figures(low: float, high: float | None = None) -> dict[str, object]:
    return {"target_low": low, "target_high": low if high is None else high}


def told(connection: duckdb.DuckDBPyConnection, agreed, *plans) -> dict[tuple[str, str], list[Any]]:
    put(connection, "mart.agreement", agreed)
    put(connection, "register.take_up_file", [file for file, _ in plans])
    put(connection, "register.take_up_cell", [row for _, rows in plans for row in rows])
    for table in TABLES:
        make(connection, table)
    names = "region_id, indicator_code, take_up_state, take_up_reason, take_up_difference"
    found = connection.execute(f"select {names} from mart.take_up").fetchall()
    return {(region, code): rest for region, code, *rest in found}


@pytest.mark.parametrize(
    ("low", "high", "cell", "expected"),
    [
        (7.0, 7.0, figures(7.04), ["taken_over", None, 0.0]),
        (7.0, 7.0, figures(8.5), ["differs", "easier", -1.5]),
        (7.0, 7.0, figures(6.5), ["differs", "stricter", 0.5]),
        (7.0, 8.0, figures(7.5), ["taken_over", None, 0.0]),
        (7.0, 8.0, figures(7.0, 9.0), ["differs", "easier", -1.0]),
        (7.0, 7.0, {"verdict": "blank"}, ["missing", "blank_cell", None]),
        (7.0, 7.0, {"verdict": "rejected", "refusing_rule": "unit.mismatch"}, ["not_comparable", "other_unit", None]),
        (7.0, 7.0, {"target_year": 2028, **figures(7.0)}, ["missing", "not_in_table", None]),
    ],
)
def test_an_agreed_line_stands_beside_what_the_region_wrote(warehouse, low, high, cell, expected) -> None:
    assert told(warehouse, [agree("11", low, high)], plan("11", cell)) == {("11", "down"): expected}


@pytest.mark.parametrize(("written", "reason"), [((20.0, 30.0), None), ((20.0, 40.0), "other_band")])
def test_a_band_is_taken_over_when_both_ends_are_equal(warehouse, written, reason) -> None:
    cell = {"indicator_code": "band", **figures(*written)}
    found = told(warehouse, [agree("11", 20.0, 30.0, "band")], plan("11", cell))
    assert found[("11", "band")][1] == reason


def test_the_newest_plan_that_can_be_read_speaks_for_its_region(warehouse) -> None:
    first, second = plan("11", figures(7.0)), plan("11", figures(9.0), sequence=2)
    unusable = plan("11", sequence=3, judged_status="returned")
    found = told(warehouse, [agree("11", 7.0, 7.0)], first, second, unusable)
    assert found[("11", "down")] == ["differs", "easier", -2.0]


def test_of_two_cells_for_one_target_the_one_that_was_read_is_shown(warehouse) -> None:
    found = told(warehouse, [agree("11", 7.0, 7.0)], plan("11", {"verdict": "blank"}, figures(7.0)))
    assert found == {("11", "down"): ["taken_over", None, 0.0]}


def test_every_agreed_line_is_counted_once_for_its_province_and_the_nation(warehouse) -> None:
    agreed = [
        *(agree(region, 7.0, 7.0) for region in ("11", "11.01", "12")),
        agree("13", None, None, counts_as="not_agreed"),
    ]
    found = told(warehouse, agreed, plan("11.01", figures(7.0)), plan("13", figures(5.0)))
    assert found[("12", "down")] == ["missing", "no_table", None]
    assert found[("13", "down")] == ["not_comparable", "nothing_agreed", None]
    query = (
        "select parent_region_id, region_count, table_count, line_count, taken_over_count, no_table_count, "
        "not_comparable_count, taken_over_share from mart.take_up_total order by 1"
    )
    assert warehouse.execute(query).fetchall() == [
        ("00", 3, 1, 3, 1, 2, 0, 1 / 3),
        ("11", 2, 1, 2, 1, 1, 0, 0.5),
        ("12", 1, 0, 1, 0, 1, 0, 0.0),
    ]
