"""Which columns each column of a query comes from, read from the query itself and kept until the query changes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import dagster as dg
import duckdb

from pipelines.contract.paths import Paths
from pipelines.warehouse.models import SCHEMAS, SqlFile

Columns = dict[str, dict[str, dict[str, str]]]  # schema -> table -> column -> type
Sources = dict[str, list[tuple[str, str]]]  # column -> (table, column) it comes from


def column_lineage(connection: duckdb.DuckDBPyConnection, paths: Paths, table: SqlFile) -> dg.TableColumnLineage:
    """Give the lineage of a table that stands; a column that the query's text does not explain is left out."""
    known = _columns(connection, table)
    name = hashlib.sha256(json.dumps([table.query, known], sort_keys=True).encode()).hexdigest()[:32]
    kept = paths.dagster_home / "lineage" / f"{name}.json"
    if kept.is_file():
        sources: Sources = json.loads(kept.read_text(encoding="utf-8"))
    else:
        sources = column_sources(table, known)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(sources), encoding="utf-8")
    return dg.TableColumnLineage(
        deps_by_column={
            column: [
                dg.TableColumnDep(asset_key=dg.AssetKey(name.split(".")), column_name=origin) for name, origin in of
            ]
            for column, of in sources.items()
        }
    )


def column_sources(table: SqlFile, known: Columns) -> Sources:
    """Trace each output column of a query through its CTEs to columns of tables."""
    from sqlglot import exp, parse_one  # slow to import, and needed only when a query is new
    from sqlglot.errors import SqlglotError
    from sqlglot.lineage import lineage
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    schema: Any = known
    try:
        query: Any = qualify(
            parse_one(table.query, dialect="duckdb"), schema=schema, dialect="duckdb", validate_qualify_columns=False
        )
    except SqlglotError:  # a text the library cannot resolve explains no column
        return {}
    scope = build_scope(query)
    found: Sources = {}
    for column in known[table.schema][table.name]:
        try:
            walk = list(lineage(column, query, schema=schema, dialect="duckdb", scope=scope, copy=False).walk())
        except SqlglotError:
            continue
        leaves = [(node.expression, node.name.rsplit(".", 1)[-1].strip('"')) for node in walk]
        found[column] = sorted(
            {(f"{leaf.db}.{leaf.name}", name) for leaf, name in leaves if isinstance(leaf, exp.Table)}
        )
    return found


def _columns(connection: duckdb.DuckDBPyConnection, table: SqlFile) -> Columns:
    known: Columns = {}
    wanted = {table.table, *table.depends_on}
    rows = connection.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns() "
        "where list_contains($schemas, schema_name) order by all",
        {"schemas": list(SCHEMAS)},
    ).fetchall()
    for schema, name, column, kind in rows:
        if f"{schema}.{name}" in wanted:
            known.setdefault(schema, {}).setdefault(name, {})[column] = kind
    return known
