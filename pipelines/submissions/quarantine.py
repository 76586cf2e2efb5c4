"""Sets aside the accepted cells that a failed check of the whole leads back to, so that one of them stops nobody else.

A check names rows; a row with the key of a target, or of a parent to which targets are added up, leads back to the
cells behind it. Where a few of them are out of all proportion, they are the culprits; a check that names the targets of
many units without one is about something else, and nothing is set aside. Checks themselves stand in sql/checks.
"""

from __future__ import annotations

import logging
import statistics
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.contract.paths import Paths
from pipelines.submissions.model.finding import Finding
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile

progress = logging.getLogger("selaras")
RULE_ID = "file.quarantined_cell"
MOST_ROWS = 5_000
MOST_UNITS = 3  # whose targets a check may name without any of them being out of proportion
OUT_OF_PROPORTION = 1e6  # times the median of the same indicator in the same round
BEYOND_ANYTHING = 1e15
KEY = ("round_id", "indicator_code", "region_id", "target_year")
PARENT_KEY = ("round_id", "indicator_code", "parent_region_id")
_TARGETS = (
    "select t.submission_id, t.source_cell, t.unit_code, t.round_id, t.indicator_code, t.region_id, t.target_year, "
    "t.written, t.target_low, t.target_high, t.target_value, t.denominator from core.target t"
)


class Target(NamedTuple):
    """A target in force with the cell it comes from."""

    submission_id: str
    source_cell: str
    unit_code: str
    round_id: str
    indicator_code: str
    region_id: str
    target_year: int
    written: str
    low: float | None
    high: float | None
    value: float | None
    denominator: float | None

    @property
    def size(self) -> float:
        return max((abs(number) for number in (self.low, self.high, self.value) if number is not None), default=0.0)


def set_aside(connection: duckdb.DuckDBPyConnection, paths: Paths, check: SqlFile) -> list[Target]:
    """Set aside the cells that a failed check leads back to and give them; none when it leads to no few cells."""
    if check.severity != "blocking" or not warehouse.exists(connection, "core.target"):
        return []
    rows = connection.sql(f"select * from ({check.query}\n) limit {MOST_ROWS}").pl()
    named, added_up = _named_targets(connection, rows), _added_up(connection, rows)
    chosen = _culprits(connection, [*named, *added_up])
    if not chosen and len({target.unit_code for target in named}) <= MOST_UNITS:
        chosen = named
    chosen = list({(target.submission_id, target.source_cell): target for target in chosen}.values())
    if chosen:
        _record(connection, paths, check.name, chosen)
    for target in chosen:
        progress.warning("  %s: %s of %s is set aside", check.name, target.source_cell, target.unit_code)
    return chosen


def _named_targets(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> list[Target]:
    """The targets whose own key, or whose cell, the rows name."""
    if {"submission_id", "source_cell"} <= set(rows.columns):
        return _matching(connection, rows, ("submission_id", "source_cell"))
    return _matching(connection, rows, KEY) if set(KEY) <= set(rows.columns) else []


def _added_up(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> list[Target]:
    """The targets of the regions below the parents that the rows name."""
    if not set(PARENT_KEY) <= set(rows.columns):
        return []
    keys = rows.select(PARENT_KEY).drop_nulls().unique()
    connection.register("failed_row", keys.to_arrow())
    try:
        found = connection.execute(
            f"{_TARGETS} join core.region r using (region_id) join failed_row f on t.round_id = f.round_id "
            "and t.indicator_code = f.indicator_code and r.parent_region_id = f.parent_region_id order by all"
        ).fetchall()
    finally:
        connection.unregister("failed_row")
    return [Target(*row) for row in found]


def _matching(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame, key: Iterable[str]) -> list[Target]:
    keys = rows.select(list(key)).drop_nulls().unique()
    if keys.is_empty():
        return []
    connection.register("failed_row", keys.to_arrow())
    try:
        same = " and ".join(f"t.{name} = f.{name}" for name in keys.columns)
        found = connection.execute(f"{_TARGETS} join failed_row f on {same} order by all").fetchall()
    finally:
        connection.unregister("failed_row")
    return [Target(*row) for row in found]


def _culprits(connection: duckdb.DuckDBPyConnection, candidates: list[Target]) -> list[Target]:
    """The targets whose figure or denominator is out of all proportion to others of the same indicator and round."""
    groups = {(target.round_id, target.indicator_code) for target in candidates}
    sizes: dict[tuple[str, str], tuple[float, float]] = {}
    for round_id, indicator_code in groups:
        rows = connection.execute(
            f"{_TARGETS} where t.round_id = $round and t.indicator_code = $indicator",
            {"round": round_id, "indicator": indicator_code},
        ).fetchall()
        everyone = [Target(*row) for row in rows]
        weights = [abs(target.denominator) for target in everyone if target.denominator]
        sizes[round_id, indicator_code] = (
            statistics.median(target.size for target in everyone),
            statistics.median(weights) if weights else 0.0,
        )
    return [
        target
        for target in candidates
        if _is_out(target.size, sizes[target.round_id, target.indicator_code][0])
        or _is_out(abs(target.denominator or 0.0), sizes[target.round_id, target.indicator_code][1])
    ]


def _is_out(size: float, usual: float) -> bool:
    return not size < BEYOND_ANYTHING or (usual > 0 and size > OUT_OF_PROPORTION * usual)


def _record(connection: duckdb.DuckDBPyConnection, paths: Paths, check_name: str, chosen: list[Target]) -> None:
    at = datetime.now(UTC)
    rows = []
    for target in chosen:
        said = Finding(RULE_ID, "", target.source_cell, target.written, {"check": check_name})
        place = (target.submission_id, target.source_cell, check_name, target.written, said.message_id, said.message_en)
        rows.append((*place, target.indicator_code, target.region_id, target.target_year, at))
    mark_change(paths, f"quarantine-{chosen[0].submission_id}")  # first: after a kill the next refresh must look
    with warehouse.transaction(connection):
        connection.executemany("insert into register.quarantined_cell values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def mark_change(paths: Paths, name: str) -> None:
    """Leave a file that a refresh counts among its inputs, so that it sees what the register alone would hide."""
    paths.unlocks.mkdir(exist_ok=True)
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    next(place for each in names if not (place := paths.unlocks / each).exists()).touch()
