"""A closed round never moves: what it saw in an edition stays, whatever comes later and whatever date that bears."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pytest

from pipelines.edition.seen_figures import keep_seen
from tests.sql.small_tables import make, put, table

Connection = duckdb.DuckDBPyConnection
FIRST = """
indicator_code | region_id | period    | observation_year | observed_value | vintage    | source_id
poverty_rate   | '11'      | '2023-03' | 2023             | 10.0           | 2026-11-23 | S1
poverty_rate   | '12'      | '2022-03' | 2022             | 8.0            | 2026-11-23 | S1
"""
LATER = {
    "a table dated before the bundle": "poverty_rate | '11' | '2023-03' | 2023 | 9.1  | 2023-07-01 | F1",
    "a revision": "poverty_rate | '11' | '2023-03' | 2023 | 9.1  | 2026-12-20 | F1",
    "another table of the same day, better trusted": "poverty_rate | '11' | '2023-03' | 2023 | 9.1  | 2026-11-23 | F1",
}


def fill(connection: Connection, text: str) -> None:
    connection.execute("delete from core.observation")
    put(connection, "core.observation", table(text))
    names = {line.split("|")[-1].strip() for line in text.strip().splitlines()[1:]}
    connection.execute("delete from core.source")
    for name in sorted(names):
        connection.execute("insert into core.source (source_id) values ($s)", {"s": name})
    for name in ("core.standing_figure", "core.late_figure", "core.round_series"):
        connection.execute(f"drop table if exists {name}")
    make(connection, "mart.vintage_difference")


def publish(connection: Connection, day: int) -> int:
    return keep_seen(connection, datetime(2026, 11, day, tzinfo=UTC))


def seen(connection: Connection, round_id: str = "first") -> list[tuple[str, int, float]]:
    return connection.execute(
        "select region_id, observation_year, observed_value from core.round_series"
        " where round_id = $r and indicator_code = 'poverty_rate' order by all",
        {"r": round_id},
    ).fetchall()


@pytest.mark.parametrize("line", LATER.values(), ids=list(LATER))
def test_a_table_that_comes_later_moves_no_closed_round_and_is_a_difference(country: Connection, line: str) -> None:
    fill(country, FIRST)
    before = seen(country)
    assert publish(country, 25) > 0
    rest = (
        FIRST if "F1" not in line or "2026-11-23" not in line else FIRST.replace("poverty_rate   | '11'", "gini | '11'")
    )
    fill(country, f"{rest}{line}\n")
    assert seen(country) == before
    assert publish(country, 26) == 0
    fill(country, f"{rest}{line}\n")
    assert seen(country) == before
    found = country.execute(
        "select round_id, region_id, value_then, value_now from mart.vintage_difference order by all"
    ).fetchall()
    assert found == [("first", "11", 10.0, 9.1), ("second", "11", 10.0, 9.1)]


def test_a_figure_of_the_baseline_years_that_was_missing_does_not_come_in_afterwards(country: Connection) -> None:
    fill(country, FIRST)
    before = seen(country)
    publish(country, 25)
    fill(country, f"{FIRST}poverty_rate | '12' | '2023-03' | 2023 | 7.5 | 2023-07-01 | F1\n")
    assert seen(country) == before
    assert ("12", 2023, 7.5) in seen(country, "open")


def test_a_new_year_comes_in_as_first_published_and_then_stays(country: Connection) -> None:
    fill(country, FIRST)
    publish(country, 25)
    new = f"{FIRST}poverty_rate | '11' | '2025-03' | 2025 | 9.0 | 2026-12-01 | F1\n"
    fill(country, new)
    assert ("11", 2025, 9.0) in seen(country)
    assert publish(country, 26) > 0
    fill(country, f"{new}poverty_rate | '11' | '2025-03' | 2025 | 8.0 | 2025-07-01 | F2\n")
    assert ("11", 2025, 9.0) in seen(country) and ("11", 2025, 8.0) not in seen(country)


def test_an_open_round_keeps_nothing_and_sees_the_newest(country: Connection) -> None:
    fill(country, FIRST)
    publish(country, 25)
    assert country.execute("select count(*) from register.seen_figure where round_id = 'open'").fetchall() == [(0,)]
    fill(country, f"{FIRST}poverty_rate | '11' | '2023-03' | 2023 | 9.1 | 2026-12-20 | F1\n")
    assert ("11", 2023, 9.1) in seen(country, "open")


def test_a_source_taken_away_leaves_what_the_round_saw(country: Connection) -> None:
    fill(country, FIRST)
    before = seen(country)
    publish(country, 25)
    fill(country, FIRST.replace("poverty_rate   | '11'", "gini | '11'"))
    assert seen(country) == before
