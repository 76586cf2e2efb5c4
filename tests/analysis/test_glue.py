"""The round-wise analysis from tables to tables."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.steps.models.inputs import round_frames
from pipelines.steps.models.judgement import judge_rounds
from pipelines.warehouse import connection as warehouse
from tests.analysis.small_round import indicator, provinces

ROUNDS = ["r", "s"]


def asked_of_provinces(ids: list[str], asked: dict[str, float]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Give the provinces' targets, the same with weights beside the nation's, and what parents ask."""
    target = pl.DataFrame(
        {
            "round_id": "r",
            "indicator_code": "poverty_rate",
            "region_id": ids,
            "target_year": 2029,
            "target_low": [asked[region] * 0.9 for region in ids],
            "target_high": [asked[region] for region in ids],
            "target_value": [asked[region] for region in ids],
        }
    )
    wanted = float(np.mean([asked[region] for region in ids])) * 0.98
    basis = target.select("round_id", "indicator_code", "region_id", "target_year", "target_value").with_columns(
        parent_region_id=pl.lit("00"),
        region_level=pl.lit("province"),
        wanted_value=pl.lit(wanted),
        part_weight=pl.lit(1.0),
        is_sum=pl.lit(False),
        is_applicable=pl.lit(True),
        aggregation=pl.lit("weighted"),
        weight_name=pl.lit("survey_population"),
    )
    parent = pl.DataFrame(
        {
            "round_id": ["r", "r"],
            "indicator_code": "poverty_rate",
            "parent_region_id": ["00", "11"],
            "target_year": 2029,
            "target_low": wanted * 0.95,
            "target_high": wanted,
            "wanted_value": wanted,
            "tolerance": 0.055,
        }
    )
    return target, basis, parent


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the tables the analysis reads: two rounds with the same series; only `r` has targets."""
    warehouse.prepare(connection)
    series, _, regions = provinces()
    ids = regions.filter(pl.col("region_level") == "province")["region_id"].to_list()
    last = series.filter(pl.col("observation_year") == 2025).sort("region_id")
    asked = dict(zip(last["region_id"], last["observed_value"] * 0.9, strict=True))
    facts = indicator() | {"name_id": "Kemiskinan", "name_en": "Poverty"}
    both = pl.concat([series.drop("is_break").with_columns(round_id=pl.lit(name)) for name in ROUNDS])
    target, basis, parent = asked_of_provinces(ids, asked)
    observation = pl.DataFrame(
        {
            "indicator_code": ["poverty_rate"],
            "region_id": ["12"],
            "observation_year": [2023],
            "mark": ["boundary_break"],
        }
    )
    tables = {
        "core.indicator": pl.DataFrame([facts]),
        "core.region": regions.with_columns(region_name="P" + pl.col("region_id")),
        "core.round_series": both,
        "core.observation": observation,
        "core.target": target,
        "core.parent_target": parent,
        "core.alignment_basis": basis,
        "core.weight_error": pl.DataFrame(
            {
                "round_id": ["r"],
                "indicator_code": ["poverty_rate"],
                "weight_name": ["survey_population"],
                "weight_error_value": [0.002],
                "period_count": [11],
            }
        ),
        "core.planning_round": pl.DataFrame(
            {
                "round_id": ROUNDS,
                "name_id": "Putaran",
                "name_en": "Round",
                "is_example": [False, True],
                "baseline_year": 2024,
            }
        ),
    }
    for name, frame in tables.items():
        warehouse.load(connection, name, frame)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        fill(connection)
        yield connection


def test_each_round_is_judged_from_its_own_rows(connection: duckdb.DuckDBPyConnection) -> None:
    found = judge_rounds(round_frames(connection, ROUNDS))
    assert set(found["projection"]["round_id"]) == {"r", "s"}
    assert set(found["prospect"]["round_id"]) == {"r"}
    assert found["prospect"].height == 33  # 32 provinces and the nation, which is a parent without a parent
    assert found["feasibility"]["outcome"].to_list() == ["adjusted"]
    alone = judge_rounds(round_frames(connection, ["r"]))
    for name, frame in alone.items():
        assert frame.sort(pl.all()).equals(found[name].filter(pl.col("round_id") == "r").sort(pl.all()))


def test_a_broken_series_borrows_from_its_break_onwards(connection: duckdb.DuckDBPyConnection) -> None:
    projection = judge_rounds(round_frames(connection, ["r"]))["projection"]
    states = dict(projection.select("region_id", "state").unique().iter_rows())
    assert states["12"] == "borrowed" and states["11"] == "ok"


def test_the_tables_take_every_column(connection: duckdb.DuckDBPyConnection) -> None:
    for name, frame in judge_rounds(round_frames(connection, ROUNDS)).items():
        assert warehouse.replace_rounds(connection, f"analysis.{name}", frame, ROUNDS) == frame.height
        kept = connection.sql(f"select * from analysis.{name}").pl()
        assert set(kept.columns) == set(frame.columns)
        assert warehouse.replace_rounds(connection, f"analysis.{name}", frame, ROUNDS) == frame.height
