"""Completeness, who is awaited, what changed between rounds, and how old the sources are."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.sql.hand_in import cell, submission
from tests.sql.small_tables import make, put, rows

Connection = duckdb.DuckDBPyConnection
LATE = "2024-07-05 00:00:00+00"


def owe(connection: Connection, unit: str, *regions: str, round_id: str = "first", year: int = 2025) -> None:
    put(
        connection,
        "core.owed_target",
        [
            {"round_id": round_id, "unit_code": unit, "indicator_code": "poverty_rate", "region_id": region}
            | {"target_year": year}
            for region in regions
        ],
    )


def progress(connection: Connection) -> list[tuple[Any, ...]]:
    make(connection, "mart.round_progress")
    return connection.execute(
        "select unit_code, region_level, expected, received, on_time, accepted, rejected, fill_share"
        " from mart.round_progress where round_id = 'first' order by all"
    ).fetchall()


def units(connection: Connection) -> list[tuple[Any, ...]]:
    make(connection, "mart.unit_progress")
    return connection.execute(
        "select unit_code, status, file_count, expected, accepted from mart.unit_progress order by all"
    ).fetchall()


def test_the_fill_rate_counts_usable_targets_of_what_is_owed(country: Connection) -> None:
    owe(country, "u", "11", "12", "13")
    owe(country, "u", "11.01", "11.02")
    submission(country, "a", judged_status="accepted_in_part")
    cell(country, "a", 1)
    cell(country, "a", 2, region_id="12", verdict="rejected")
    cell(country, "a", 3, region_id="13", verdict="blank")
    cell(country, "a", 4, region_id="11.01")
    cell(country, "a", 5, region_id="12.01")
    assert progress(country) == [("u", "district", 2, 1, 1, 1, 0, 0.5), ("u", "province", 3, 2, 2, 1, 1, 1 / 3)]


def test_a_held_late_file_is_received_but_neither_on_time_nor_accepted(country: Connection) -> None:
    owe(country, "u", "11", "12")
    submission(country, "a", received_at=LATE)
    cell(country, "a")
    assert progress(country) == [("u", "province", 2, 1, 0, 0, 0, 0.0)]
    assert units(country) == [("u", "late", 1, 2, 0)]


def test_a_returned_file_counts_as_received_and_rejected(country: Connection) -> None:
    owe(country, "u", "11")
    submission(country, "a", judged_status="returned")
    cell(country, "a", verdict="rejected")
    assert progress(country) == [("u", "province", 1, 1, 1, 0, 1, 0.0)]
    assert units(country) == [("u", "returned", 1, 1, 0)]


def test_who_has_handed_nothing_in_is_named_as_awaited(country: Connection) -> None:
    owe(country, "u", "11")
    owe(country, "v", "12")
    submission(country, "a")
    cell(country, "a")
    submission(country, "b", received_at="2024-03-01 00:00:00+00")
    cell(country, "b")
    assert units(country) == [("u", "accepted", 2, 1, 1), ("v", "waiting", 0, 1, 0)]


def changes(connection: Connection) -> list[tuple[Any, ...]]:
    make(connection, "mart.round_change")
    return connection.execute(
        "select region_id, target_year, change, raised + lowered + created + withdrawn + unchanged"
        " from mart.round_change where round_id = 'second' order by all"
    ).fetchall()


def test_every_target_of_two_rounds_of_one_plan_year_is_raised_lowered_kept_new_or_withdrawn(
    country: Connection,
) -> None:
    regions = ("11", "12", "13", "11.01", "11.02")
    owe(country, "u", *regions)
    owe(country, "u", *regions, round_id="second")
    submission(country, "a")
    submission(country, "b", round_id="second", received_at="2024-08-01 00:00:00+00")
    before = {"11": 8.0, "12": 8.0, "13": 8.0, "11.01": 8.0}
    after = {"11": 7.0, "12": 9.0, "13": 8.0, "11.02": 5.0}
    for name, values in (("a", before), ("b", after)):
        for number, (region, value) in enumerate(values.items(), start=1):
            cell(country, name, number, region_id=region, target_value=value)
    assert changes(country) == [
        ("11", 2025, "raised", 1),
        ("11.01", 2025, "withdrawn", 1),
        ("11.02", 2025, "created", 1),
        ("12", 2025, "lowered", 1),
        ("13", 2025, "unchanged", 1),
    ]


def test_a_unit_that_has_not_handed_in_yet_has_withdrawn_nothing(country: Connection) -> None:
    owe(country, "u", "11")
    owe(country, "u", "11", round_id="second")
    submission(country, "a")
    cell(country, "a")
    assert changes(country) == []


def sources(connection: Connection) -> None:
    """Three sources bundled yesterday, so that only the period of their figures can tell their age."""
    bundled = {"vintage": "2098-12-31", "origin_at": "2098-12-31"}
    put(
        connection,
        "core.source",
        [
            bundled | {"source_id": "old", "cadence_days": 184},
            bundled | {"source_id": "new", "cadence_days": 366},
            bundled | {"source_id": "once", "cadence_days": None},
            bundled | {"source_id": "unused", "cadence_days": 30},
        ],
    )
    figures = (("old", "2023-03"), ("old", "2023-09"), ("new", "2098"), ("once", "2010-03"))
    put(
        connection,
        "core.observation",
        [
            {"indicator_code": "water", "region_id": "11", "period": period, "observation_year": 2023}
            | {"observed_value": 1.0, "source_id": source}
            for source, period in figures
        ],
    )
    make(connection, "mart.freshness")


def test_a_source_is_as_old_as_the_period_of_its_figures_and_not_as_its_copy(country: Connection) -> None:
    sources(country)
    found = rows(
        country, "select source_id, data_from, data_as_of, is_stale, figure_count from mart.freshness order by 1"
    )
    assert [tuple(row.values()) for row in found] == [
        ("new", "2098", "2098", False, 1),
        ("old", "2023-03", "2023-09", True, 2),
        ("once", "2010-03", "2010-03", False, 1),
        ("unused", None, None, False, 0),
    ]


def test_newer_figures_are_due_a_cadence_and_a_publication_lag_after_the_period(country: Connection) -> None:
    sources(country)
    due = country.execute(
        "select source_id, cast(next_due_date as varchar) from mart.indicator_freshness order by 1"
    ).fetchall()
    assert due == [("new", "2100-05-01"), ("old", "2024-08-01"), ("once", None)]


def test_criteria_of_superseded_files_no_longer_count(country: Connection) -> None:
    submission(country, "a")
    submission(country, "b", received_at="2024-03-01 00:00:00+00")
    for name, level in (("a", 1), ("b", 2)):
        put(
            country,
            "register.judged_criterion",
            [
                {"submission_id": name, "indicator_code": "water", "region_id": "11", "criterion_code": "keberlanjutan"}
                | {"assessor_kind": "unit", "level": level, "is_not_applicable": False, "source_cell": "Kriteria!F2"}
            ],
        )
    make(country, "core.criterion_score")
    assert rows(country, "select level, submission_id from core.criterion_score") == [
        {"level": 2, "submission_id": "b"}
    ]


@pytest.mark.parametrize(
    ("indicator", "before", "after", "expected"),
    [
        ("volunteers", 100.0, 130.0, ("harder", 30.0, 30.0)),
        ("volunteers", 100.0, 80.0, ("easier", -20.0, -20.0)),
        ("volunteers", 100.0, 100.0, ("same", 0.0, 0.0)),
        ("water", 80.0, 84.0, ("harder", 4.0, 1.0)),  # a quarter of the people
        ("water", 80.0, 76.0, ("easier", -4.0, -1.0)),
        ("poor_population", 90.0, 60.0, ("harder", 30.0, 30.0)),  # fewer poor: better
    ],
)
def test_a_changed_target_is_harder_or_easier_and_moves_the_nation_by_its_weight(
    country: Connection, indicator: str, before: float, after: float, expected: tuple[str, float, float]
) -> None:
    people = {"11": 10.0, "12": 30.0}
    put(
        country,
        "core.region_weight",
        [
            {"region_id": region, "weight_name": "registered_population", "weight_value": value, "weight_year": 2024}
            for region, value in people.items()
        ],
    )
    submission(country, "a")
    submission(country, "b", round_id="second", received_at="2024-08-01 00:00:00+00")
    for name, value in (("a", before), ("b", after)):
        cell(country, name, 1, region_id="11", indicator_code=indicator, target_value=value)
        cell(country, name, 2, region_id="12", indicator_code=indicator, target_value=50.0)
    make(country, "mart.round_change")
    told = country.execute(
        "select direction, step_value, national_effect_value from mart.round_change"
        " where round_id = 'second' and region_id = '11'"
    ).fetchall()
    assert told[0][0] == expected[0] and told[0][1:] == pytest.approx(expected[1:])


def test_a_new_or_withdrawn_target_has_no_direction(country: Connection) -> None:
    owe(country, "u", "11", "12")
    owe(country, "u", "11", "12", round_id="second")
    submission(country, "a")
    submission(country, "b", round_id="second", received_at="2024-08-01 00:00:00+00")
    cell(country, "a", 1, region_id="11", target_value=8.0)
    cell(country, "b", 1, region_id="12", target_value=8.0)
    make(country, "mart.round_change")
    assert country.execute(
        "select change, direction, step_value, national_effect_value from mart.round_change"
        " where round_id = 'second' order by all"
    ).fetchall() == [("created", None, None, None), ("withdrawn", None, None, None)]
