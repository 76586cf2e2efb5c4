"""The real round once more from the bundled CSV files, in other code: every number and word must come out the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from scipy import optimize, stats

from pipelines.contract.paths import Paths
from pipelines.edition import publish
from tests.recomputation import figures as given
from tests.recomputation.forecast import band, learn, past_forecasts, project, until, width

INDICATORS = ("poverty_rate", "open_unemployment_rate", "gini_ratio")
BANDS = ((0.05, "<5"), (0.2, "5-20"), (0.5, "20-50"), (0.8, "50-80"), (1.0, ">80"))


@pytest.fixture(scope="module")
def edition(refreshed: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    file = publish.current_edition(refreshed)
    assert file is not None
    with publish.reading(file) as connection:
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    return connection.sql(query).pl().to_dicts()


@pytest.fixture(scope="module")
def rows(edition: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, int], dict[str, Any]]:
    listed = ", ".join(f"'{name}'" for name in INDICATORS)
    query = f"""
        select * from mart.target_gap
        where round_id = 'rpjmn-2025' and indicator_code in ({listed}) and target_value is not null
    """
    return {(row["indicator_code"], row["region_id"], row["target_year"]): row for row in asked(edition, query)}


def places(indicator: str) -> given.Figures:
    return {region: points for region, points in given.series(indicator).items() if region != given.NATION}


def every_target() -> Iterator[tuple[str, str, int, float, float]]:
    for indicator in INDICATORS:
        for (region, year), (low, high) in given.targets(indicator).items():
            yield indicator, region, year, low, high


def test_as_many_targets_stand_as_were_submitted(rows: dict[tuple[str, str, int], dict[str, Any]]) -> None:
    assert {(indicator, region, year) for indicator, region, year, *_ in every_target()} == set(rows)
    assert len(rows) > 220


def test_positions_gaps_states_and_standings(rows: dict[tuple[str, str, int], dict[str, Any]]) -> None:
    for indicator, region, year, low, high in every_target():
        row, points = rows[indicator, region, year], places(indicator).get(region, {})
        assert (row["target_low"], row["target_high"], row["target_value"]) == (low, high, high)
        before = [when for when in points if when <= given.BASELINE_YEAR]
        start = points[max(before)] if before else None
        is_due = year in points
        latest = points[year] if is_due else points[max(points)]
        assert (row["baseline_value"], row["latest_value"], row["is_due"]) == (start, latest, is_due)
        assert row["gap_value"] == pytest.approx(latest - high, abs=1e-12)
        half = 0.5 * 10 ** -given.DECIMALS[indicator]
        change = None if start is None else start - high
        if change is not None:
            assert row["baseline_gap_value"] == pytest.approx(-change, abs=1e-12)
            assert row["is_asking_nothing"] is (change <= half)
        state = (
            "no_baseline"
            if change is None
            else ("due_met" if latest <= high else "due_missed")
            if is_due
            else "worse_than_baseline"
            if change < -half
            else "equals_baseline"
            if change <= half
            else "met"
            if latest <= high
            else "insufficient_data"
            if len(points) < 3
            else "ok"
        )
        assert row["state"] == state, (indicator, region, year)
        standing = (
            "missed" if state == "due_missed"
            else "asking_nothing" if change is not None and change <= half
            else "met" if state in ("met", "due_met")
            else row["ambition_label"]
        )  # fmt: skip
        assert row["standing"] == standing


def pool(indicator: str, seen: given.Figures, ahead: int) -> list[tuple[float, float]]:
    """(start in z, fall in z) of every pair of figures so many years apart."""
    found = []
    for points in seen.values():
        for year in points:
            if year + ahead in points:
                start, end = given.to_z(indicator, points[year]), given.to_z(indicator, points[year + ahead])
                found.append((start, start - end))
    return found


def test_ambition_projection_and_chance(rows: dict[tuple[str, str, int], dict[str, Any]]) -> None:
    """Every target seen as it was issued when its year has been observed, else from the latest figure."""
    different, compared = [], 0
    for indicator in INDICATORS:
        for is_due in (False, True):
            seen = until(places(indicator), given.BASELINE_YEAR) if is_due else places(indicator)
            learnt, factor = learn(indicator, seen), width(past_forecasts(indicator, seen), 9999)
            assert learnt is not None
            for (code, region, year), row in rows.items():
                if code != indicator or row["is_due"] != is_due or region not in seen:
                    continue
                wanted, points = row["target_value"], seen[region]
                path = project(indicator, learnt, seen, region, year)
                assert path is not None
                needed = given.to_z(indicator, points[max(points)]) - given.to_z(indicator, wanted)
                pairs = pool(indicator, seen, year - max(points))
                start = given.to_z(indicator, points[max(points)])
                size = min(len(pairs), max(60, math.ceil(0.25 * len(pairs))))
                nearest = sorted(pairs, key=lambda pair: abs(pair[0] - start))[:size]
                met, met_all = (sum(fall >= needed - 1e-9 for _, fall in some) for some in (nearest, pairs))
                reach = factor * path.sd * float(stats.t.ppf(0.75, path.freedom))
                easy, hard = path.mean + reach, path.mean - reach
                target = given.to_z(indicator, wanted)
                label = (
                    "easier_than_today" if needed <= 0
                    else "too_uncertain" if easy - hard > 2 * needed
                    else "below_trend" if target > easy
                    else "on_trend" if target >= hard
                    else "beyond_precedent" if met_all == 0
                    else "rare" if met / size < 0.01
                    else "stretch"
                )  # fmt: skip
                compared += 1
                told = (row["ambition_pool_count"], row["ambition_met_count_all"], row["ambition_label"])
                if (
                    told != (size, met_all, label) or abs(row["ambition_met_count"] - met) > 1
                ):  # ties at the window's edge
                    different.append((indicator, region, year, told, (size, met_all, label), met))
                if not is_due:
                    ends = band(indicator, path, 0.8, factor)
                    assert row["projection_value"] == pytest.approx(given.from_z(indicator, path.mean), rel=1e-9)
                    assert (row["projection_low80"], row["projection_high80"]) == pytest.approx(ends, rel=1e-7)
                    chance = float(stats.t.cdf((target - path.mean) / (factor * path.sd), path.freedom))
                    assert row["chance_band"] == next(name for edge, name in BANDS if chance <= edge or name == ">80")
    assert different == []
    assert compared > 210


def weight(indicator: str) -> dict[str, float]:
    """Of the last year for which every province has both parts."""
    if indicator == "poverty_rate":
        poor, rate = given.series("poor_population"), given.series("poverty_rate")
        year = max(y for y in range(2000, 2030) if all(y in poor[r] and y in rate[r] for r in given.provinces()))
        return {region: 100 * poor[region][year] / rate[region][year] for region in given.provinces()}
    part = given.series("labour_participation_rate")
    year = max(y for y in range(2000, 2030) if all(y in part[region] for region in given.provinces()))
    return {region: given.people()[region] * part[region][year] / 100 for region in given.provinces()}


def measured_error(indicator: str) -> tuple[float, int]:
    """Mean distance of the weighted provinces from the published nation, over years that cover everybody."""
    rates, distances = places(indicator), []
    whole = sum(given.people()[region] for region in given.provinces())
    other = given.series("poor_population" if indicator == "poverty_rate" else "labour_participation_rate")
    for year, published in given.series(indicator)[given.NATION].items():
        both = [region for region in rates if year in rates[region] and year in other.get(region, {})]
        if sum(given.people()[region] for region in both) != whole:
            continue
        weights = {
            region: 100 * other[region][year] / rates[region][year]
            if indicator == "poverty_rate"
            else given.people()[region] * other[region][year]
            for region in both
        }
        total = sum(weights[region] * rates[region][year] for region in both) / sum(weights.values())
        distances.append(abs(total - published))
    return sum(distances) / len(distances), len(distances)


@pytest.mark.parametrize("indicator", ["poverty_rate", "open_unemployment_rate"])
@pytest.mark.parametrize("year", [2025, 2029])
def test_alignment_and_who_carries_it(edition: duckdb.DuckDBPyConnection, indicator: str, year: int) -> None:
    key = f"round_id = 'rpjmn-2025' and indicator_code = '{indicator}' and target_year = {year}"
    (row,) = asked(edition, f"select * from mart.alignment where {key} and parent_region_id = '00'")
    parts = asked(edition, f"select * from mart.alignment_part where {key} and parent_region_id = '00'")
    promised = {region: ends for (region, when), ends in given.targets(indicator).items() if when == year}
    weights = weight(indicator) if year == 2029 else weight_of(indicator, year)
    total = sum(weights[region] for region in promised)
    low, high = (sum(weights[region] * promised[region][end] for region in promised) / total for end in (0, 1))
    national = given.national_target(indicator, year)
    assert national is not None
    gap = high - national[1]
    error, periods = measured_error(indicator)
    assert row["bottom_up_value"] == pytest.approx(high, rel=1e-12)
    assert row["alignment_gap"] == pytest.approx(gap, abs=1e-9)
    assert row["middle_gap"] == pytest.approx((low + high) / 2 - (national[0] + national[1]) / 2, abs=1e-9)
    assert (row["weight_error_value"], row["weight_error_period_count"]) == (pytest.approx(error, rel=1e-9), periods)
    tolerance = 0.5 * 10 ** -given.DECIMALS[indicator] + 0.5 * 10 ** -national[2]
    assert row["tolerance"] == pytest.approx(tolerance)
    expected = (
        ("aligned",) if abs(gap) <= tolerance
        else ("cannot_say",) if abs(gap) <= tolerance + error
        else ("short_of_target", "infeasible") if gap > 0
        else ("beyond_target",)
    )  # fmt: skip
    assert row["verdict"] in expected
    carried = {part["region_id"]: part for part in parts if part["is_submitted"]}
    assert set(carried) == set(promised)
    for name in ("contribution", "contribution_to_pace"):
        assert sum(part[name] for part in carried.values()) == pytest.approx(gap, abs=1e-9)
    starts = common_starts(indicator, year, promised)
    reached = common_pace(
        indicator, {region: weights[region] / total for region in promised}, starts, year, national[1]
    )
    for region, part in carried.items():
        share = weights[region] / total
        assert part["contribution"] == pytest.approx(share * (promised[region][1] - national[1]), abs=1e-10)
        assert part["contribution_to_pace"] == pytest.approx(share * (promised[region][1] - reached[region]), abs=1e-8)


def weight_of(indicator: str, year: int) -> dict[str, float]:
    """The weight of the last complete year not after the target year; both bundled surveys have 2025."""
    poor = given.series("poor_population" if indicator == "poverty_rate" else "labour_participation_rate")
    assert all(year in poor[region] for region in given.provinces())
    if indicator == "poverty_rate":
        rate = given.series("poverty_rate")
        return {region: 100 * poor[region][year] / rate[region][year] for region in given.provinces()}
    return {region: given.people()[region] * poor[region][year] / 100 for region in given.provinces()}


def common_starts(indicator: str, year: int, promised: dict[str, Any]) -> dict[str, tuple[int, float]]:
    """Where each region stood: in the round's baseline year when the target year has been observed, else latest."""
    seen = places(indicator)
    last = max(when for points in seen.values() for when in points)
    seen = until(seen, min(year - 1, given.BASELINE_YEAR)) if year <= last else seen
    return {region: (max(seen[region]), seen[region][max(seen[region])]) for region in promised}


def common_pace(
    indicator: str, shares: dict[str, float], starts: dict[str, tuple[int, float]], year: int, wanted: float
) -> dict[str, float]:
    def at(pace: float) -> dict[str, float]:
        return {
            region: given.from_z(indicator, given.to_z(indicator, value) + pace * (year - when))
            for region, (when, value) in starts.items()
        }

    pace = optimize.brentq(lambda p: sum(shares[r] * v for r, v in at(p).items()) - wanted, -2, 2, xtol=1e-15)
    return at(pace)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_back_test(edition: duckdb.DuckDBPyConnection, indicator: str) -> None:
    (row,) = asked(
        edition,
        "select * from analysis.backtest where region_level = 'province' and horizon_years = 0"
        f" and method = 'pooled_local_level' and indicator_code = '{indicator}'",
    )
    found = past_forecasts(indicator, places(indicator))
    assert row["forecast_count"] == len(found)
    assert row["mean_absolute_error"] == pytest.approx(sum(each.error for each in found) / len(found), rel=1e-9)
    held = [each.band[0] <= each.value <= each.band[1] for each in found]
    assert row["coverage80"] == pytest.approx(sum(held) / len(held), abs=0.002)
    score = sum(
        high - low + 10 * max(0, low - value) + 10 * max(0, value - high) for _, _, _, (low, high), value, _ in found
    )
    assert row["interval_score80"] == pytest.approx(score / len(found), rel=1e-6)
