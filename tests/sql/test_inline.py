"""Queries of sql/inline: written into those that read them, with the rows they would have as tables of their own."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contract.paths import SQL
from pipelines.warehouse import models
from pipelines.warehouse.models import SqlFileError, sql_tables, tables_read, written_out
from tests.sql.small_tables import make

Connection = duckdb.DuckDBPyConnection
POSITIONS = """
insert into core.target (round_id, indicator_code, region_id, target_year, target_value)
select 'first', 'poverty_rate', region_id, target_year, target_value
from (values ('11'), ('12'), ('13'), ('11.01')) as region (region_id),
    (values (2025, 4.0), (2026, null), (2027, 0.0), (2028, 'infinity'::double), (2029, '-infinity'::double))
    as asked (target_year, target_value);
insert into core.owed_target select 'first', 'unit', 'poverty_rate', region_id, target_year
from (values ('11', 2025), ('11', 2030), ('11', 2030), ('12', 2030)) as owed (region_id, target_year);
insert into core.finding (round_id, indicator_code, region_id, target_year, severity)
values ('first', 'poverty_rate', '11', 2030, 'reject'), ('first', 'poverty_rate', '11', null, 'reject');
insert into core.baseline (round_id, indicator_code, region_id, baseline_year, baseline_value, is_stale)
values ('first', 'poverty_rate', '11', 2023, 9.0, false), ('first', 'poverty_rate', '12', 2023, 4.0, true),
    ('first', 'poverty_rate', '13', 2020, 'infinity', null);
insert into core.latest_observation
    (round_id, indicator_code, region_id, latest_year, latest_value, point_count, observed_annual_change, break_year)
values ('first', 'poverty_rate', '11', 2024, 8.0, 3, -1.0, null),
    ('first', 'poverty_rate', '12', 2024, 4.0, 2, 0.0, 2024),
    ('first', 'poverty_rate', '11.01', 2024, 0.0, 9, null, null);
insert into core.due_observation (round_id, indicator_code, region_id, target_year, observed_value)
values ('first', 'poverty_rate', '11', 2025, 4.0), ('first', 'poverty_rate', '12', 2025, null);
insert into core.published_error (indicator_code, region_id, observation_year, relative_standard_error_pct)
values ('poverty_rate', '11', 2025, 2.5), ('poverty_rate', '11', 2023, 3.0);
insert into analysis.observation_noise (round_id, indicator_code, region_level, scale, noise_z_sd)
values ('first', 'poverty_rate', 'province', 'rate', 0.02);
insert into analysis.projection (round_id, indicator_code, region_id, projection_year, projection_value)
select 'first', 'poverty_rate', '11', year, 5.0 from range(2025, 2032) as span (year);
insert into analysis.prospect (round_id, indicator_code, region_id, target_year, chance_band, ambition_horizon_years)
values ('first', 'poverty_rate', '11', 2026, '20-50', 2), ('first', 'poverty_rate', '12', 2026, '20-50', 2);
insert into analysis.chance_record (indicator_code, region_level, horizon_years, chance_band, origin_count)
values ('poverty_rate', 'province', 2, '20-50', 7);
"""


def kept_as_tables(connection: Connection, text: str) -> str:
    """Make a table of each query of sql/inline that a text reads, and give the text that reads these tables."""
    for name in models.INLINE.findall(text):
        query = (SQL / "inline" / f"{name[1]}.sql").read_text(encoding="utf-8")
        connection.execute(f"create or replace table kept.{name[1]} as {kept_as_tables(connection, query)}")
    return text.replace("inline.", "kept.")


@pytest.mark.parametrize("rows", [POSITIONS, ""], ids=["nulls, ties and infinities", "empty"])
def test_written_out_it_gives_the_rows_it_gives_as_a_table(country: Connection, rows: str) -> None:
    make(country, "mart.target_gap")
    country.execute(rows)
    country.execute("create schema kept")
    written = (SQL / "mart" / "target_gap.sql").read_text(encoding="utf-8")
    country.execute(f"create table kept.target_gap as {kept_as_tables(country, written)}")
    make(country, "mart.target_gap")
    assert country.execute("from kept.target_gap except all from mart.target_gap").fetchall() == []
    assert country.execute("from mart.target_gap except all from kept.target_gap").fetchall() == []
    found = country.execute("select count(*) from mart.target_gap").fetchone()
    assert found == (22 if rows else 0,)


def test_a_target_in_force_stands_once_and_one_that_is_owed_by_two_once(country: Connection) -> None:
    make(country, "mart.target_gap")
    country.execute(POSITIONS)
    make(country, "mart.target_gap")
    found = country.execute(
        "select region_id, target_year, state, standing from mart.target_gap where target_year in (2030, 2025) "
        "and region_id in ('11', '12') order by all"
    ).fetchall()
    assert found == [
        ("11", 2025, "due_met", "met"),
        ("11", 2030, "no_target", "rejected"),
        ("12", 2025, "due_met", "met"),
        ("12", 2030, "no_target", "not_submitted"),
    ]


def test_a_table_depends_on_what_its_inline_queries_read() -> None:
    (gap,) = (table for table in sql_tables() if table.table == "mart.target_gap")
    assert {"core.target", "core.owed_target", "analysis.prospect", "core.due_observation"} <= set(gap.depends_on)
    assert "inline." not in gap.query


def test_an_alias_stays_and_a_query_without_one_bears_its_name() -> None:
    assert written_out("select t.a from inline.wanted_target as t").endswith(") as t")
    assert written_out("select a from inline.wanted_target").endswith(") as wanted_target")
    assert "core.target" in tables_read(written_out("select a from inline.wanted_target"))


def test_a_query_that_is_not_there_and_a_circle_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "inline").mkdir()
    (tmp_path / "inline" / "one.sql").write_text("select a from inline.other")
    (tmp_path / "inline" / "other.sql").write_text("select a from inline.one")
    monkeypatch.setattr(models, "SQL", tmp_path)
    with pytest.raises(SqlFileError, match=r"inline\.absent, and sql/inline/absent\.sql is not there"):
        written_out("select a from inline.absent")
    with pytest.raises(SqlFileError, match=r"one -> other -> one is a circle"):
        written_out("select a from inline.one")
