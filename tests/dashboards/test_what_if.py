"""A tried target is judged by the formulas of the edition: trying the submitted value gives the submitted answer."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from dashboards.queries import history, targets
from dashboards.queries.what_if import national_effect, own_effect
from dashboards.services import what_if
from tests.dashboards.invented import INDICATORS

Ask = Callable[..., pl.DataFrame]
KEY = ("rpjmn-2025", "poverty_rate")


def row_of(ask: Ask, region_id: str) -> dict[str, object]:
    return targets.path(ask, *KEY, region_id).filter(pl.col("target_year") == 2029).row(0, named=True)


@pytest.mark.parametrize("region_id", ["32", "33", "51", "94"])
def test_trying_the_submitted_value_gives_the_gap_of_the_edition(ask: Ask, region_id: str) -> None:
    row = row_of(ask, region_id)
    effect = own_effect(ask, float(str(row["target_value"])), row, "down", 2)
    assert effect["gap_value"] == pytest.approx(row["gap_value"])
    assert effect["baseline_gap_value"] == pytest.approx(row["baseline_gap_value"])
    if row["required_annual_change"] is not None:
        assert effect["required_annual_change"] == pytest.approx(row["required_annual_change"])


def test_trying_the_submitted_value_leaves_the_nation_where_it_is(ask: Ask) -> None:
    row = row_of(ask, "33")
    nation = national_effect(ask, *KEY, 2029, "33", float(str(row["target_value"])))
    assert nation is not None
    assert nation["bottom_up_value"] == pytest.approx(nation["bottom_up_before"])
    assert nation["alignment_gap"] == pytest.approx(nation["alignment_gap_before"])


def test_a_more_ambitious_value_lowers_the_national_sum_by_its_weight(ask: Ask) -> None:
    row = row_of(ask, "33")
    nation = national_effect(ask, *KEY, 2029, "33", float(str(row["target_value"])) - 1)
    share = ask("select weight_share from mart.alignment_part where round_id = 'rpjmn-2025' and indicator_code = 'poverty_rate' and target_year = 2029 and region_id = '33'")["weight_share"][0]  # fmt: skip
    assert nation is not None
    assert nation["bottom_up_before"] - nation["bottom_up_value"] == pytest.approx(share)


def test_where_nothing_is_added_up_there_is_no_national_effect(ask: Ask) -> None:
    assert national_effect(ask, "rpjmn-2025", "gini_ratio", 2029, "33", 0.3) is None


def bench_of(ask: Ask, region_id: str) -> what_if.Bench | None:
    panel = history.panel(ask, *KEY, "province")
    fan = history.projection(ask, *KEY, region_id).filter(pl.col("projection_year") == 2029)
    return what_if.bench(panel, fan.row(0, named=True), row_of(ask, region_id), INDICATORS[0])


def test_a_harder_value_is_never_more_likely(ask: Ask) -> None:
    bench = bench_of(ask, "33")
    assert bench is not None
    bands = ["<5", "5-20", "20-50", "50-80", ">80"]
    places = [bands.index(bench.judge(value).chance_band or "<5") for value in (9.0, 8.0, 7.0, 6.0, 5.0)]
    assert places == sorted(places, reverse=True)


def test_the_best_tenth_is_more_ambitious_than_the_median_pace(ask: Ask) -> None:
    bench = bench_of(ask, "33")
    assert bench is not None
    median, best = bench.preset(0.5), bench.preset(0.1)
    assert median is not None
    assert best is not None
    assert best <= median


def test_a_target_whose_year_has_passed_has_no_bench(ask: Ask) -> None:
    row = row_of(ask, "33") | {"target_year": 2025, "latest_year": 2025}
    assert what_if.bench(history.panel(ask, *KEY, "province"), None, row, INDICATORS[0]) is None


def test_an_indicator_without_direction_has_no_bench(ask: Ask) -> None:
    within = INDICATORS[0] | {"good_direction": "within"}
    assert what_if.bench(history.panel(ask, *KEY, "province"), None, row_of(ask, "33"), within) is None
