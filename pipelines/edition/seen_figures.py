"""Keeps what closed rounds saw: after an edition is published, every figure that a closed round read in it for the
first time, and the sources that were there. Rows are only added; `sql/core/round_series.sql` reads them."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipelines.warehouse.connection import transaction

_KEEP_FIGURES = """
insert into register.seen_figure
select
    series.round_id, series.indicator_code, series.region_id, series.observation_year, series.observed_value,
    series.period, series.vintage, series.source_id, series.trust, $seen_at
from core.round_series as series
inner join core.planning_round as round on series.round_id = round.round_id and round.closes_at < $seen_at
where not exists (
    from register.seen_figure as seen
    where
        seen.round_id = series.round_id and seen.indicator_code = series.indicator_code
        and seen.region_id = series.region_id and seen.observation_year = series.observation_year
)
"""
_KEEP_SOURCES = """
insert into register.seen_source
select source_id, $seen_at from core.source
where source_id not in (select source_id from register.seen_source)
"""


def keep_seen(connection: duckdb.DuckDBPyConnection, seen_at: datetime) -> int:
    """Add what closed rounds read in the edition just published and had not read before; give the number of figures.
    All of it or nothing: a refresh that dies here keeps it next time."""
    before = _count(connection)
    with transaction(connection):
        connection.execute(_KEEP_FIGURES, {"seen_at": seen_at})
        connection.execute(_KEEP_SOURCES, {"seen_at": seen_at})
    return _count(connection) - before


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    found = connection.execute("select count(*) from register.seen_figure").fetchone()
    return int(found[0]) if found else 0
