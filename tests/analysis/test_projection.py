from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.analysis.projection import (
    chance_at_least_as_good,
    chance_band,
    fit_pool,
    project_panel,
    quantile,
)
from pipelines.analysis.transforms import Scale, choose_scale
from tests.analysis.facts import cases, panel

RATE = Scale("rate", 0.005)
NAN = float("nan")


@pytest.mark.parametrize(("case_id", "inputs", "expected", "tolerance"), cases("eb_pooled_damped_drift"))
def test_the_projection_reproduces_the_reference_cases(
    case_id: str, inputs: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> None:
    names, years, figures = panel()
    row = names.index(inputs["province"])
    found = project_panel(figures, years, inputs["T"] + np.arange(1, 6), RATE)
    low, high = found.interval(0.8)
    assert (found.degrees_of_freedom == expected["df"]).all()
    for mine, theirs in (
        (found.value(), expected["mean"]),
        (found.z_sd, expected["sd_logit"]),
        (low, expected["lo80"]),
        (high, expected["hi80"]),
    ):
        assert mine[row] == pytest.approx(theirs, rel=tolerance, abs=tolerance)


def by_hand(figures: np.ndarray, horizon: int) -> tuple[float, float]:
    """Spell the formulas out with loops for the first region of a complete panel."""
    z = np.log(figures / (100 - figures))
    d = [[z[i][t] - z[i][t - 1] for t in range(1, len(z[i]))] for i in range(len(z))]
    years, regions = len(d[0]), len(d)
    g = [sum(d[i][t] for i in range(regions)) / regions for t in range(years)]
    a = [sum(d[i][t] - g[t] for t in range(years)) / years for i in range(regions)]
    e = [[d[i][t] - g[t] - a[i] for t in range(years)] for i in range(regions)]
    se2 = sum(x * x for row in e for x in row) / (regions * years - regions - years + 1)
    mean_a, mu = sum(a) / regions, sum(g) / years
    tau2 = max(0, sum((x - mean_a) ** 2 for x in a) / (regions - 1) - se2 / years)
    shrink = (se2 / years) / (tau2 + se2 / years) if tau2 > 0 else 1
    sg2 = max(0, sum((x - mu) ** 2 for x in g) / (years - 1) - se2 / regions)
    si2 = (4 * se2 + sum(x * x for x in e[0])) / (4 + years - 1)
    k = sum(0.9**j for j in range(1, horizon + 1))
    mean = z[0][-1] + k * (mu + (1 - shrink) * a[0])
    variance = horizon * (sg2 + si2) + k * k * (sg2 / years + (1 - shrink) * se2 / years)
    return mean, variance**0.5


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("horizon", [1, 3, 7])
def test_other_panels_agree_with_the_formulas_spelled_out(seed: int, horizon: int) -> None:
    rng = np.random.default_rng(seed)
    steps = rng.normal(-0.04, 0.05, (7, 8)) + rng.normal(0, 0.04, (7, 1)) + rng.normal(0, 0.03, (1, 8))
    figures = 100 / (1 + np.exp(2 - np.cumsum(steps, axis=1)))
    found = project_panel(figures, np.arange(2015, 2023), [2022 + horizon], RATE)
    mean, sd = by_hand(figures, horizon)
    assert found.z_mean[0, 0] == pytest.approx(mean, rel=1e-12)
    assert found.z_sd[0, 0] == pytest.approx(sd, rel=1e-12)


def test_only_the_last_ten_annual_values_count() -> None:
    _, years, figures = panel()
    disturbed = figures.copy()
    disturbed[:, :6] = disturbed[:, :6] * 1.7
    plain = project_panel(figures, years, [2029], RATE)
    assert np.array_equal(plain.z_mean, project_panel(disturbed, years, [2029], RATE).z_mean, equal_nan=True)
    assert plain.pool is not None and plain.pool.year_count == 9


def test_a_region_with_too_few_points_borrows_the_common_drift_and_half_more_variance() -> None:
    _, years, figures = panel()
    short = figures.copy()
    short[0, :12] = NAN  # four points are left
    found = project_panel(short, years, [2026, 2029], RATE)
    pool = found.pool
    assert pool is not None
    assert found.state[0] == "borrowed" and found.is_borrowed[0] and not found.is_borrowed[1]
    k = 0.9 + 0.81 + 0.729 + 0.6561
    assert found.z_mean[0, 1] - found.z_from[0] == pytest.approx(k * pool.drift)
    variance = 4 * (pool.shared_variance + pool.own_variance) + k**2 * pool.shared_variance / pool.year_count
    assert found.z_sd[0, 1] ** 2 == pytest.approx(1.5 * variance)


def test_five_points_are_enough_for_a_regions_own_drift() -> None:
    _, years, figures = panel()
    short = figures.copy()
    short[0, :11] = NAN
    assert project_panel(short, years, [2026], RATE).state[0] == "ok"


def test_a_region_behind_a_boundary_break_never_uses_the_years_before_it() -> None:
    _, years, figures = panel()
    first_usable = np.full(len(figures), 0)
    first_usable[3] = 2023
    found = project_panel(figures, years, [2027], RATE, first_usable_year=first_usable)
    hidden = figures.copy()
    hidden[3, years < 2023] = NAN
    assert found.state[3] == "borrowed"
    assert np.array_equal(found.z_mean, project_panel(hidden, years, [2027], RATE).z_mean, equal_nan=True)


def test_a_missing_year_breaks_no_neighbouring_difference() -> None:
    _, years, figures = panel()
    gap = figures.copy()
    gap[5, 10] = NAN
    found = project_panel(gap, years, [2026], RATE)
    assert found.pool is not None and found.pool.difference_count[5] == 7
    dropped = project_panel(np.delete(gap, 10, axis=1), np.delete(years, 10), [2026], RATE)
    assert dropped.pool is not None and dropped.pool.year_count == 7  # 2019-20 and 2020-21 are gone, never 2019-21


def test_each_region_starts_from_its_own_last_figure() -> None:
    names, years, figures = panel()
    found = project_panel(figures, years, [2024, 2026], RATE)
    papua = names.index("PAPUA")
    assert found.from_year[papua] == 2023 and np.isfinite(found.z_mean[papua]).all()
    assert np.isnan(found.z_mean[0, 0]) and np.isfinite(found.z_mean[0, 1])


DEGENERATE = {
    "an empty panel": (np.empty((0, 5)), np.arange(2020, 2025), []),
    "no year at all": (np.empty((3, 0)), np.array([], dtype=int), ["no_observation"] * 3),
    "nothing observed": (np.full((3, 6), NAN), np.arange(2019, 2025), ["no_observation"] * 3),
    "one region": (np.array([[9.0, 8, 7, 6, 5, 4]]), np.arange(2019, 2025), ["no_pool"]),
    "one observation each": (np.array([[NAN, 9.0], [NAN, 4.0]]), np.arange(2023, 2025), ["no_pool"] * 2),
    "series that never move": (np.full((4, 8), 7.5), np.arange(2017, 2025), ["no_variation"] * 4),
    "zero throughout": (np.zeros((4, 8)), np.arange(2017, 2025), ["no_variation"] * 4),
    "negative rates": (np.full((4, 8), -3.0), np.arange(2017, 2025), ["out_of_range"] * 4),
    "above one hundred": (np.full((4, 8), 104.0), np.arange(2017, 2025), ["out_of_range"] * 4),
    "infinite": (np.full((2, 8), np.inf), np.arange(2017, 2025), ["no_observation"] * 2),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_input_that_teaches_nothing_gets_a_named_state_and_no_number(name: str) -> None:
    figures, years, states = DEGENERATE[name]
    found = project_panel(figures, years, [2026, 2029], RATE)
    assert found.state.tolist() == states
    assert np.isnan(found.z_mean).all() and np.isnan(found.value()).all() and np.isnan(found.interval(0.8)).all()
    assert np.isnan(chance_at_least_as_good(5.0, found.z_mean, found.z_sd, 0, good_direction=-1, scale=RATE)).all()


def test_one_region_without_figures_does_not_disturb_the_others() -> None:
    _, years, figures = panel()
    found = project_panel(np.vstack([figures, np.full((2, 16), NAN)]), years, [2028], RATE)
    found_alone = project_panel(figures, years, [2028], RATE)
    assert found.state[-2:].tolist() == ["no_observation"] * 2
    assert np.array_equal(found.z_mean[:-2], found_alone.z_mean, equal_nan=True)


def test_exact_zero_and_one_hundred_are_half_a_rounding_unit_inside() -> None:
    z = RATE.to_z([0.0, 100.0, 50.0, -0.1, 100.1, NAN])
    assert z[0] == pytest.approx(np.log(0.005 / 100.005)) and z[1] == pytest.approx(-z[0])
    assert z[2] == 0 and np.isnan(z[3:]).all()


@pytest.mark.parametrize(
    ("unit", "low", "high", "figures", "kind"),
    [
        ("percent", 0.0, 100.0, [5.0, 0.0], "rate"),
        ("percent", None, None, [-2.0, 4.0], "identity"),
        ("percent", 0.0, None, [104.0, 4.0], "positive"),
        ("index", 0.0, 1.0, [0.38, 0.31], "positive"),
        ("person", 0.0, None, [0.0, 12.0], "identity"),
        ("person", 0.0, None, [], "identity"),
    ],
)
def test_the_scale_follows_the_indicator(
    unit: str, low: float | None, high: float | None, figures: list[float], kind: str
) -> None:
    assert choose_scale(unit, low, high, 2, figures).kind == kind


@pytest.mark.parametrize("scale", [RATE, Scale("positive"), Scale("identity")])
def test_a_figure_survives_the_way_to_z_and_back(scale: Scale) -> None:
    figures = np.array([0.01, 3.0, 55.0, 99.9])
    assert scale.from_z(scale.to_z(figures)) == pytest.approx(figures, rel=1e-12)
    step = 1e-6
    z = scale.to_z(figures)
    assert scale.points_per_z(z) == pytest.approx((scale.from_z(z + step) - scale.from_z(z - step)) / (2 * step))


def test_bands_widen_and_the_chance_follows_the_direction() -> None:
    _, years, figures = panel()
    found = project_panel(figures, years, np.arange(2026, 2031), RATE)
    assert (np.diff(found.z_sd, axis=1)[np.isfinite(found.z_sd).all(axis=1)] > 0).all()
    inner, outer = found.interval(0.5), found.interval(0.95)
    assert (outer[0] < inner[0])[0].all() and (inner[1] < outer[1])[0].all()
    median = found.value()[0, 0]
    down = chance_at_least_as_good(median, found.z_mean[0, 0], found.z_sd[0, 0], 8, good_direction=-1, scale=RATE)
    assert down == pytest.approx(0.5)
    easier = chance_at_least_as_good(median + 1, found.z_mean[0, 0], found.z_sd[0, 0], 8, good_direction=-1, scale=RATE)
    upward = chance_at_least_as_good(median + 1, found.z_mean[0, 0], found.z_sd[0, 0], 8, good_direction=1, scale=RATE)
    assert easier > 0.5 and easier + upward == pytest.approx(1)


def test_a_chance_is_told_in_bands_only() -> None:
    shares = [0.0, 0.0499, 0.05, 0.2, 0.4999, 0.5, 0.8, 0.801, 1.0, NAN]
    expected = ["<5", "<5", "5-20", "20-50", "20-50", "50-80", "50-80", ">80", ">80", ""]
    assert chance_band(shares).tolist() == expected


def test_no_degree_of_freedom_gives_no_quantile() -> None:
    assert np.isnan(quantile(0.9, 0))
    assert quantile(0.9, 8) == pytest.approx(1.396815, rel=1e-6)


def test_two_regions_with_three_differences_are_no_pool() -> None:
    assert fit_pool(np.array([[0.0, 0.1, 0.3, 0.2], [0.0, 0.2, 0.1, 0.4]])) is None
