"""Says whether two editions hold the same tables, row by row, the edition's own name and instants of this run aside."""

from __future__ import annotations

from pathlib import Path

from pipelines.edition import publish

OF_THIS_RUN = {"core.edition_note"}


def content(edition: Path) -> dict[str, tuple[int, str]]:
    """Row count and order-free fingerprint of each table."""
    found = {}
    with publish.reading(edition) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where not internal order by all"
        ).fetchall()
        for (table,) in tables:
            if table not in OF_THIS_RUN:
                row = connection.execute(
                    f"select count(*), coalesce(bit_xor(hash(t::varchar)), 0)::varchar || '/' || "
                    f"coalesce(sum(hash(t::varchar)::hugeint % 1000003), 0)::varchar from {table} t"
                ).fetchone()
                assert row is not None
                found[table] = (int(row[0]), str(row[1]))
    return found
