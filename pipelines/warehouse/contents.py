"""Fingerprints of the rows of a table, by round where it has rounds; who remembers them stands elsewhere."""

from __future__ import annotations

import hashlib
import json

import duckdb

from pipelines.warehouse import connection as warehouse

WHOLE = "*"  # the one part of a table that knows no rounds
ABSENT = "absent"
Contents = dict[str, tuple[str, int]]  # part -> fingerprint and number of rows


def contents(connection: duckdb.DuckDBPyConnection, table: str) -> Contents:
    """Order-free fingerprint and number of the rows of each round, and the columns, which count as content."""
    columns = warehouse.columns_of(connection, table)
    if not columns:
        return {WHOLE: (ABSENT, 0)}
    shape = hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:12]
    part = "coalesce(round_id, '')" if has_rounds(columns) else f"'{WHOLE}'"
    rows = connection.execute(
        f"select {part}, count(*), coalesce(bit_xor(hash(t)), 0), coalesce(sum(hash(t)::hugeint), 0)::varchar "
        f"from {table} as t {'group by 1' if has_rounds(columns) else ''}"
    ).fetchall()
    return {name: (f"{shape} {count} {xor} {total}", count) for name, count, xor, total in rows}


def has_rounds(columns: list[tuple[str, str]]) -> bool:
    return any(name == "round_id" for name, _ in columns)


def known_contents(connection: duckdb.DuckDBPyConnection, table: str) -> Contents:
    """What the refresh has written down of a table's rows; looked at now where nothing is written down."""
    if warehouse.exists(connection, "refresh.table_content"):
        rows = connection.execute(
            "select round_id, content, row_count from refresh.table_content where table_name = $table",
            {"table": table},
        ).fetchall()
        if rows:
            return {part: (content, count) for part, content, count in rows}
    return contents(connection, table)
