"""In which parts a table is made of its query: at once, or by rounds and by ranges of indicators when much is read.

What an aggregate or a sort holds grows with the rows it sees, and the states of some aggregates cannot be put aside on
disk; a part bounds both. The parts share no row and cover all, whatever rounds and codes the rows bear.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from pipelines.warehouse.models import SqlFile

PART_ROWS = 5_000_000  # rows read, about, for a part of a query whose states or sorts outgrow memory
ROUND_ROWS = 20_000_000  # of another query before it is made round by round: below, each round costs more than it saves
CODES = {"round_id": "core.planning_round", "indicator_code": "core.indicator"}  # where the values of a column stand


class Part(NamedTuple):
    """Which rows of a query's answer, with the values its condition names."""

    condition: str
    values: dict[str, str]


def parts_of(connection: duckdb.DuckDBPyConnection, table: SqlFile, rounds: Sequence[str] | None = None) -> list[Part]:
    """The parts in which to make a table, or these rounds of it; none where the whole is made at once."""
    if not table.is_by_indicator and not table.is_partitioned:
        return []
    wanted = math.ceil(_rows_read(connection, table) / (PART_ROWS if table.is_by_indicator else ROUND_ROWS))
    if wanted <= 1:
        return [] if rounds is None else [_among(rounds)]
    if rounds is not None:
        parts = [_among([each]) for each in rounds]
    else:
        parts = _ranges(connection, "round_id") if table.is_partitioned else []
    if not table.is_by_indicator:
        return parts
    ranges = _ranges(connection, "indicator_code", math.ceil(wanted / max(1, len(parts))))
    return [_both(first, second) for first in parts for second in ranges] if parts and ranges else parts or ranges


def _among(rounds: Sequence[str]) -> Part:
    chosen = {f"round_{number}": round_id for number, round_id in enumerate(rounds)}
    return Part(f"round_id in ({', '.join(f'${name}' for name in chosen) or 'null'})", chosen)


def _ranges(connection: duckdb.DuckDBPyConnection, column: str, count: int | None = None) -> list[Part]:
    """So many ranges of a column's values, one for each value where `count` is not given; nulls are one more.

    The lowest has no lower end and the highest no upper one, so that a value that stands nowhere else is in one, too.
    None where a single range would hold everything.
    """
    codes = _codes(connection, column)
    width = 1 if count is None else max(1, math.ceil(len(codes) / max(1, count)))
    cuts = codes[width::width]
    if not cuts:
        return []
    ranges = [Part(f"{column} is null", {})]
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        ends = {f"low_{column}": (">=", low), f"high_{column}": ("<", high)}
        held = {name: (sign, value) for name, (sign, value) in ends.items() if value is not None}
        condition = " and ".join(f"{column} {sign} ${name}" for name, (sign, _) in held.items())
        ranges.append(Part(condition, {name: value for name, (_, value) in held.items()}))
    return ranges


def _codes(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    query = f"select distinct {column} from {CODES[column]} where {column} is not null order by all"
    return [code for (code,) in connection.execute(query).fetchall()]


def _both(first: Part, second: Part) -> Part:
    return Part(f"{first.condition} and {second.condition}", first.values | second.values)


def _rows_read(connection: duckdb.DuckDBPyConnection, table: SqlFile) -> int:
    """How many rows the tables hold that a query reads; DuckDB knows it of each table without reading one."""
    counts = [f"(select count(*) from {name})" for name in table.depends_on]
    return int(connection.execute(f"select {' + '.join(counts) or '0'}").fetchall()[0][0])
