"""The catalogue as frames: one per core table, typed, with who owes what spelled out."""

from __future__ import annotations

import json

import polars as pl
import pytest

from pipelines.reference.frames import frames
from pipelines.reference.model import Catalogue


@pytest.fixture(scope="module")
def tables(catalogue: Catalogue) -> dict[str, pl.DataFrame]:
    return frames(catalogue)


def test_each_core_table_of_the_catalogue_has_its_frame(tables: dict[str, pl.DataFrame]) -> None:
    assert set(tables) == {
        "region",
        "region_code",
        "region_succession",
        "region_alias",
        "region_weight",
        "indicator",
        "outcome",
        "organisation_unit",
        "planning_round",
        "round_target_year",
        "assignment",
        "owed_target",
        "national_target",
        "criterion",
        "criterion_level",
        "method",
    }
    assert {name for name, frame in tables.items() if frame.is_empty()} <= {"method"}


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("region", ["region_id"]),
        ("region_code", ["region_id", "scheme", "code"]),
        ("region_weight", ["region_id", "weight_name"]),
        ("indicator", ["indicator_code"]),
        ("organisation_unit", ["unit_code"]),
        ("planning_round", ["round_id"]),
        ("national_target", ["document_id", "indicator_code", "target_year"]),
        ("owed_target", ["round_id", "indicator_code", "region_id", "target_year"]),
        ("criterion_level", ["criterion_code", "level"]),
    ],
)
def test_a_table_has_one_row_for_each_key(tables: dict[str, pl.DataFrame], table: str, key: list[str]) -> None:
    assert not tables[table].select(key).is_duplicated().any()


def test_instants_are_utc_and_days_are_days(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["planning_round"].schema["closes_at"] == pl.Datetime("us", "UTC")
    assert tables["region"].schema["valid_to"] == pl.Date()
    closing = tables["planning_round"].filter(pl.col("round_id") == "contoh-2026-2")["closes_at"].dt.hour().item()
    assert closing == 15  # 23.59 WITA


def test_the_plan_owes_four_indicators_for_38_provinces_and_two_years(tables: dict[str, pl.DataFrame]) -> None:
    owed = tables["owed_target"].filter(pl.col("round_id") == "rpjmn-2025")
    assert owed.height == 4 * 38 * 2
    assert set(owed["unit_code"]) == {"bappenas"}


def test_a_district_office_owes_five_services_for_its_own_district_only(tables: dict[str, pl.DataFrame]) -> None:
    owed = tables["owed_target"].filter(pl.col("unit_code") == "dinsos-11.01")
    assert set(owed["region_id"]) == {"11.01"}
    assert owed["indicator_code"].n_unique() == 5
    assert set(owed["round_id"]) == {"contoh-2027-1"}


def test_owed_targets_agree_with_the_catalogues_own_answer(
    catalogue: Catalogue, tables: dict[str, pl.DataFrame]
) -> None:
    counted = sum(
        len(catalogue.regions_owed(assignment)) * len(catalogue.rounds[assignment.round_id].target_years)
        for assignment in catalogue.assignments
        if assignment.round_id != "contoh-2027-1"
    )
    assert tables["owed_target"].filter(pl.col("round_id") != "contoh-2027-1").height == counted


def test_nested_fields_travel_as_text(tables: dict[str, pl.DataFrame]) -> None:
    poverty = tables["indicator"].row(by_predicate=pl.col("indicator_code") == "poverty_rate", named=True)
    assert json.loads(poverty["external_codes"])["sdg"] == "1.2.1"
    assert "kemiskinan|kemiskinan-ekstrem" in tables["outcome"]["issue_tags"].to_list()


def test_only_dissolved_regions_are_not_current(tables: dict[str, pl.DataFrame]) -> None:
    gone = tables["region"].filter(~pl.col("is_current"))["region_id"]
    assert set(gone) == {"91-2022", "92-2022", "64-2012"}
