"""Finds tables that an earlier release made with other columns than this one writes."""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.contract.paths import SQL


def drop_outgrown(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop analysis tables whose columns an earlier release made otherwise; the next analysis fills them again."""
    home = connection.execute("select current_database()").fetchall()[0][0]
    with connection.cursor() as own:  # in a transaction of its own: one writes to one database only
        own.execute("attach ':memory:' as release")
        own.execute("use release")
        own.execute("create schema analysis")
        own.execute((SQL / "schema" / "analysis.sql").read_text(encoding="utf-8"))
        wanted = _analysis_columns(own, "release")
        own.execute(f"use {home}")
        own.execute("detach release")
    found = _analysis_columns(connection, home)
    for table, columns in found.items():
        if wanted.get(table) != columns:
            connection.execute(f"drop table analysis.{table}")


def _analysis_columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, Any]:
    rows = connection.execute(
        "select table_name, list((column_name, data_type) order by column_index) from duckdb_columns() "
        "where database_name = $database and schema_name = 'analysis' group by all",
        {"database": database},
    ).fetchall()
    return dict(rows)
