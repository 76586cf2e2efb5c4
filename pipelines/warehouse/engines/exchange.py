"""Rows between the warehouse and Parquet: which types lie in the lake, and the queries that carry rows either way.

Two things Parquet or Spark cannot say: a date without end becomes the first day of the year 10000, later than any date
somebody writes, and comes back as one without end (no query has a date without beginning); and a whole number of 128
bits, which only a sum of counts gives here, lies there with 64.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb
from sqlglot import exp

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.contents import has_rounds
from pipelines.warehouse.models import SqlFile

Columns = list[tuple[str, str]]  # name and DuckDB's type
AFTER_ALL, WITHOUT_END = "date '10000-01-01'", "date 'infinity'"
PART = "part_of_table"  # the folder of a round within what Spark writes
_ENUM = re.compile(r"^ENUM\b.*", re.DOTALL)


def columns_of_answer(connection: duckdb.DuckDBPyConnection, query: str) -> Columns:
    """The columns DuckDB would give a query's answer; nothing is computed."""
    found = connection.execute(f"describe {query}").fetchall()
    return [(row[0], row[1]) for row in found]


def lying_type(kind: str) -> str:
    """The type with which a column lies in the lake."""
    return _ENUM.sub("VARCHAR", kind).replace("UHUGEINT", "BIGINT").replace("HUGEINT", "BIGINT")


def spark_type(kind: str) -> str:
    return exp.DataType.build(lying_type(kind), dialect="duckdb").sql("spark")


def spark_schema(columns: Columns) -> str:
    return ", ".join(f"`{name}` {spark_type(kind)}" for name, kind in columns)


def lake_rows(table: str, columns: Columns, part: str) -> str:
    """The rows of one part of a table, as they may lie in the lake."""
    listed = ", ".join(f"{_lying(name, kind)} as {quoted_name(name)}" for name, kind in columns)
    only = f" where coalesce(round_id, '') = {text(part)}" if has_rounds(columns) else ""
    return f"select {listed} from {table}{only}"


def _lying(name: str, kind: str) -> str:
    if kind == "DATE":
        return f"case when {quoted_name(name)} = {WITHOUT_END} then {AFTER_ALL} else {quoted_name(name)} end"
    return f"cast({quoted_name(name)} as {lying_type(kind)})"


def duckdb_columns(columns: Columns) -> str:
    """What is selected of Parquet so that it has DuckDB's types again."""
    return ", ".join(f"{_standing(name, kind)} as {quoted_name(name)}" for name, kind in columns)


def _standing(name: str, kind: str) -> str:
    if kind == "DATE":
        return f"case when {quoted_name(name)} = {AFTER_ALL} then {WITHOUT_END} else {quoted_name(name)} end"
    return f"cast({quoted_name(name)} as {kind})"


def lake_query(columns: Columns, query: str, rounds: Sequence[str] | None) -> str:
    """Spark's query with the types of the lake, for these rounds only; with rounds, the folder of each row's round."""
    listed = [f"cast(`{name}` as {spark_type(kind)}) as `{name}`" for name, kind in columns]
    if has_rounds(columns):
        listed.append(f"sha2(coalesce(round_id, ''), 256) as {PART}")
    only = "" if rounds is None else f" where round_id in ({', '.join(text(each) for each in rounds) or 'null'})"
    return f"select {', '.join(listed)} from ({query}) as answer{only}"


def no_rows(columns: Columns) -> str:
    """A query of Spark's that gives these columns and no row."""
    return f"select {', '.join(f'cast(null as {spark_type(kind)}) as `{name}`' for name, kind in columns)} where false"


def bring(
    connection: duckdb.DuckDBPyConnection,
    table: SqlFile,
    columns: Columns,
    files: Sequence[str],
    rounds: Sequence[str] | None,
) -> int:
    """Put what lies in these files into the warehouse, as the table or as these rounds of it; returns its row count."""
    is_part = table.is_partitioned and rounds is not None and warehouse.exists(connection, table.table)
    with warehouse.transaction(connection):
        if is_part:
            listed = ", ".join(text(each) for each in rounds or ()) or "null"
            connection.execute(f"delete from {table.table} where round_id in ({listed})")
        else:
            shape = ", ".join(f"{quoted_name(name)} {kind}" for name, kind in columns)
            connection.execute(f"create or replace table {table.table} ({shape})")
            connection.execute(f"comment on table {table.table} is {text(table.description)}")
        if files:
            listed = ", ".join(text(file) for file in files)
            connection.execute(
                f"insert into {table.table} by name select {duckdb_columns(columns)} "
                f"from read_parquet([{listed}], hive_partitioning = false)"
            )
    return warehouse.count(connection, table.table)


def quoted_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
