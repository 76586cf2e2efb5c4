"""The columns of whole databases, and tables that an earlier release made with others than this one writes."""

from __future__ import annotations

import duckdb

from pipelines.contract.paths import SQL

Shape = list[tuple[str, str]]


def drop_outgrown(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop analysis tables whose columns an earlier release made otherwise; the next analysis fills them again."""
    home = connection.execute("select current_database()").fetchall()[0][0]
    with connection.cursor() as own:  # in a transaction of its own: one writes to one database only
        own.execute("attach ':memory:' as release")
        own.execute("use release")
        own.execute("create schema analysis")
        own.execute((SQL / "schema" / "analysis.sql").read_text(encoding="utf-8"))
        wanted = shapes(own, "release")
        own.execute(f"use {home}")
        own.execute("detach release")
    found = shapes(connection, home)
    for table, columns in found.items():
        if table.startswith("analysis.") and wanted.get(table) != columns:
            connection.execute(f"drop table {table}")


def shapes(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, Shape]:
    """The columns of each table of a database in their order, each with its type, by schema.table."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, list((column_name, data_type) order by column_index) "
        "from duckdb_columns() where database_name = $database group by all",
        {"database": database},
    ).fetchall()
    return dict(rows)
