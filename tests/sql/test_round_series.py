"""What a round sees of the statistics: vintages, baselines, latest values and breaks."""

from __future__ import annotations

import duckdb

from pipelines.warehouse.connection import define_as_of
from tests.sql.small_tables import make, put, rows, table

Connection = duckdb.DuckDBPyConnection
TWO_VINTAGES = """
indicator_code | region_id | period    | observation_year | observed_value | vintage
poverty_rate   | '11'      | '2022-03' | 2022             | 10.0           | 2022-07-01
poverty_rate   | '11'      | '2022-03' | 2022             | 10.4           | 2024-09-01
poverty_rate   | '11'      | '2024-03' | 2024             | 9.0            | 2024-07-15
poverty_rate   | '11'      | '2024-03' | 2024             | 9.2            | 2025-07-15
"""


def seen(connection: Connection, round_id: str) -> list[tuple[int, float, float]]:
    return connection.execute(
        "select observation_year, observed_value, latest_vintage_value from core.round_series"
        " where round_id = $r and region_id = '11' order by all",
        {"r": round_id},
    ).fetchall()


def given(connection: Connection, text: str, *names: str) -> None:
    put(connection, "core.observation", table(text))
    make(connection, *names)


def test_a_revision_after_closing_does_not_reach_a_closed_round_but_a_new_year_does(country: Connection) -> None:
    given(country, TWO_VINTAGES, "core.round_series")
    assert seen(country, "first") == [(2022, 10.0, 10.4), (2024, 9.0, 9.2)]
    assert seen(country, "second") == [(2022, 10.4, 10.4), (2024, 9.0, 9.2)]
    assert seen(country, "open") == [(2022, 10.4, 10.4), (2024, 9.2, 9.2)]


def test_other_months_and_suspicious_zeros_are_not_seen(country: Connection) -> None:
    given(
        country,
        """
        indicator_code | region_id | period    | observation_year | observed_value | is_reference_month | mark
        poverty_rate   | '11'      | '2022-09' | 2022             | 11.0           | 0                  | -
        poverty_rate   | '11'      | '2023-03' | 2023             | 0.0            | 1                | suspicious_zero
        """,
        "core.round_series",
    )
    assert seen(country, "open") == []


def test_the_baseline_is_the_last_figure_not_later_than_the_baseline_year_with_its_age(country: Connection) -> None:
    given(
        country,
        """
        indicator_code | region_id | period | observation_year | observed_value
        poverty_rate   | '11'      | '2022' | 2022             | 10.0
        poverty_rate   | '11'      | '2024' | 2024             | 9.0
        poverty_rate   | '12'      | '2020' | 2020             | 8.0
        poverty_rate   | '13'      | '2024' | 2024             | 7.0
        """,
        "core.baseline",
    )
    found = rows(
        country,
        "select region_id, baseline_year, baseline_value, baseline_age_years, is_stale from core.baseline"
        " where round_id = 'open' order by region_id",
    )
    assert [tuple(row.values()) for row in found] == [("11", 2022, 10.0, 1, False), ("12", 2020, 8.0, 3, True)]


def test_the_step_a_series_makes_counts_only_since_its_break(country: Connection) -> None:
    given(
        country,
        """
        indicator_code | region_id | period | observation_year | observed_value | mark
        poverty_rate   | '11'      | '2021' | 2021             | 26.0           | -
        poverty_rate   | '11'      | '2022' | 2022             | 17.0           | boundary_break
        poverty_rate   | '11'      | '2023' | 2023             | 18.0           | -
        poverty_rate   | '11'      | '2024' | 2024             | 19.0           | -
        poverty_rate   | '12'      | '2023' | 2023             | 9.0            | -
        """,
        "core.latest_observation",
    )
    found = rows(
        country,
        "select region_id, latest_year, break_year, point_count, observed_annual_change from core.latest_observation"
        " where round_id = 'open' order by region_id",
    )
    assert [tuple(row.values()) for row in found] == [("11", 2024, 2022, 3, 1.0), ("12", 2023, None, 1, None)]


def test_figures_can_be_told_as_they_were_published_on_a_day(country: Connection) -> None:
    put(country, "core.observation", table(TWO_VINTAGES))
    for name in ("core.submission", "core.submitted_target"):
        make(country, name)
    define_as_of(country)
    found = country.execute("select observed_value from observation_as_of(date '2024-08-01') order by 1").fetchall()
    assert found == [(9.0,), (10.0,)]


def test_revised_figures_are_listed_as_published_then_and_latest(country: Connection) -> None:
    given(country, TWO_VINTAGES, "mart.vintage_difference")
    found = rows(
        country,
        "select observation_year, value_then, value_now, is_baseline, is_latest from mart.vintage_difference"
        " where round_id = 'first' order by 1",
    )
    assert [tuple(row.values()) for row in found] == [(2022, 10.0, 10.4, True, False), (2024, 9.0, 9.2, False, True)]
    assert rows(country, "select * from mart.vintage_difference where round_id = 'open'") == []
