"""What Dagster shows of a table besides its rows: description, columns, where its text stands, counts that plot."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

from pipelines.contract.paths import SQL
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.columns import column_comments
from pipelines.warehouse.models import SqlFile

# a link from a table to its query; Dagster is pinned, so a change in it meets the tests first
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*CodeReference.*")

OWNERS = ["team:perencanaan"]  # the planning bureau answers for every table; a team, for persons stay out of the code
KINDS = {  # what a table is made from, where Python makes it
    "analysis": {"python"},
    "core": {"python", "duckdb"},
    "history": {"csv"},
    "reference": {"csv"},
    "register": {"duckdb"},
}
COUNTED_BY = {  # whose rows are counted by which word, so that a line per word can be drawn over the runs
    "core.finding": "severity",
    "core.submission": "status",
    "mart.alignment": "verdict",
    "mart.target_gap": "state",
}
SHARES = {"mart.round_progress": ("fill_share", "received", "expected")}


def key(table: str) -> dg.AssetKey:
    return dg.AssetKey(table.split("."))


def description(text: str) -> str:
    """Give a query's header as a first line and a list of its marks (grain, units, nulls)."""
    first, *rest = text.splitlines()
    sentences, marks = [first], []
    for line in rest:
        name, colon, value = line.partition(":")
        if colon and name.isidentifier():
            marks.append(f"- **{name}**: {value.strip()}")
        elif marks:
            marks[-1] += f" {line}"
        else:
            sentences.append(line)
    return "\n".join([" ".join(sentences), "", *marks]).strip()


def code_reference(table: SqlFile) -> dict[str, Any]:
    """Give the place of the query's text, as Dagster links it."""
    file = SQL / table.schema / f"{table.name}.sql"
    reference = dg.LocalFileCodeReference(file_path=str(file), line_number=1, label=f"sql/{table.schema}/{file.name}")
    return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=[reference])}


def column_schema(connection: duckdb.DuckDBPyConnection, table: str) -> dg.TableSchema:
    """Give the columns of a table that stands, each with its type and its comment."""
    comments = column_comments(table)
    return dg.TableSchema(
        columns=[
            dg.TableColumn(name=name, type=kind, description=comments.get(name))
            for name, kind in warehouse.columns_of(connection, table)
        ]
    )


def numbers(connection: duckdb.DuckDBPyConnection, table: str, round_id: str | None = None) -> dict[str, Any]:
    """Give the row count, and where a table has words to count rows by, a number for each word.

    `round_id` None counts the whole table. Shares are null where nothing is expected.
    """
    asked = {"round_id": round_id}
    kept = "$round_id is null" if round_id is None else "round_id = $round_id"
    rows = warehouse.single(connection, f"select count(*) from {table} where {kept}", _used_parameters(kept, asked))
    found: dict[str, Any] = {"dagster/row_count" if round_id is None else "dagster/partition_row_count": rows}
    if word := COUNTED_BY.get(table):
        query = f"select {word}, count(*) from {table} where {kept} group by 1 order by 1"
        for value, count in connection.execute(query, _used_parameters(kept, asked)).fetchall():
            found[f"{word}_{value}"] = count
    if table in SHARES:
        name, part, whole = SHARES[table]
        query = f"select sum({part}) / nullif(sum({whole}), 0) from {table} where {kept}"
        share = warehouse.single(connection, query, _used_parameters(kept, asked))
        if share is not None:
            found[name] = float(share)
    return found


def _used_parameters(condition: str, parameters: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in parameters.items() if f"${name}" in condition}


def tell(
    context: dg.AssetExecutionContext,
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rounds: Sequence[str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Give the metadata of one table, and tell each planning round of a partitioned one its own counts."""
    for round_id in rounds or ():
        context.add_asset_metadata(
            numbers(connection, table, round_id), asset_key=dg.AssetKey(table.split(".")), partition_key=round_id
        )
    whole = {"dagster/row_count": warehouse.count(connection, table)} if rounds else numbers(connection, table)
    return {**whole, "dagster/column_schema": column_schema(connection, table), **more}
