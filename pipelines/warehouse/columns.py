"""What each column of the tables means, from `sql/columns.yml`: comments in the edition and in Dagster."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import duckdb
import yaml

from pipelines.contract.paths import SQL


@cache
def _described_columns() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    document = yaml.load((SQL / "columns.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return document["everywhere"], document["in_one_table"]


def column_comments(table: str) -> dict[str, str]:
    """Give the sentence for each column name that is described, a table's own words before the general ones."""
    everywhere, in_one_table = _described_columns()
    return everywhere | in_one_table.get(table, {})


def write_comments(connection: duckdb.DuckDBPyConnection, except_of: Collection[str] = ()) -> None:
    """Put the sentences on the columns of the tables of the current database; a column without one stays bare."""
    columns = connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = current_database() and not internal"
    ).fetchall()
    statements = []
    for schema, table, column in columns:
        if f"{schema}.{table}" in except_of:
            continue
        if sentence := column_comments(f"{schema}.{table}").get(column):
            escaped = sentence.replace("'", "''")
            statements.append(f"comment on column {schema}.{table}.\"{column}\" is '{escaped}'")
    if statements:
        connection.execute(";\n".join(statements))
