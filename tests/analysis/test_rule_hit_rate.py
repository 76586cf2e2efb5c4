"""The back-test of rules on the bundled series: what stands in the edition, and the report that prints it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.analysis.tables.rule_hit_rate import HIT_RATE_SCHEMA, rule_hit_rate_frame
from pipelines.commands.composing import rule_backtest
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.steps.models.series import known_in, panels_of_series
from pipelines.warehouse.bootstrap import in_memory


@pytest.fixture(scope="module")
def rates() -> pl.DataFrame:
    paths = Paths.from_environment()
    with in_memory(paths, read_catalogue(paths.reference), "core.reference_series", "core.round_weight") as connection:
        return rule_hit_rate_frame(panels_of_series(connection), known_in(connection))


def one(rates: pl.DataFrame, rule: str, horizon: int, indicator: str = "poverty_rate") -> dict[str, float]:
    chosen = rates.filter(
        (pl.col("indicator_code") == indicator)
        & (pl.col("region_level") == "province")
        & (pl.col("rule") == rule)
        & (pl.col("horizon_years") == horizon)
    )
    assert chosen.height == 1
    return chosen.row(0, named=True)


def test_each_rule_and_horizon_stands_once_with_its_counts(rates: pl.DataFrame) -> None:
    assert rates.schema == pl.Schema(HIT_RATE_SCHEMA)
    key = ["indicator_code", "region_level", "rule", "horizon_years"]
    assert not rates.select(key).is_duplicated().any()
    assert (rates["met_count"] <= rates["case_count"]).all()
    assert (rates["case_count"] > 0).all()


def test_an_ambitious_pace_was_met_less_often_than_a_modest_one(rates: pl.DataFrame) -> None:
    for horizon in range(1, 6):
        shares = [one(rates, f"peers:{each}", horizon)["met_share"] for each in (50, 75, 90)]
        assert shares == sorted(shares, reverse=True)
    assert one(rates, "peers:90", 4)["met_share"] < 0.05
    assert 0.10 < one(rates, "peers:50", 4)["met_share"] < 0.30


def test_a_rule_that_closes_is_counted_only_under_the_plan_that_was_in_force(rates: pl.DataFrame) -> None:
    closing = rates.filter(pl.col("rule").is_in(["common_pace", "equal_effort", "furthest_most"]))
    assert set(closing["indicator_code"]) == {"open_unemployment_rate"}  # poverty of 2025 was out of reach in 2024
    assert set(closing["first_origin_year"]) == {2024}


def test_the_report_prints_counts_and_not_only_shares(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    paths = Paths.from_environment()
    few = ["poverty_rate"]
    read = rule_backtest.panels_of_series
    monkeypatch.setattr(
        rule_backtest,
        "panels_of_series",
        lambda connection: [
            panel for panel in read(connection) if panel.indicator_code in few and panel.region_level == "province"
        ],
    )
    text = rule_backtest.report(paths)
    assert "poverty_rate, province, made in 2011 to 2025" in text
    line = next(line for line in text.splitlines() if line.strip().startswith("peers:50"))
    assert line.count(" of ") == 5
