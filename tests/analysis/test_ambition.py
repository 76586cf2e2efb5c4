from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.analysis.ambition import Ambition, compare, label, pace_pool
from pipelines.analysis.transforms import Scale
from tests.analysis.facts import cases, panel

RATE = Scale("rate", 0.005)
NAN = float("nan")


@pytest.mark.parametrize(("case_id", "inputs", "expected", "tolerance"), cases("peer_pace_share_all"))
def test_the_share_of_all_past_changes_reproduces_the_reference_cases(
    case_id: str, inputs: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> None:
    _, years, figures = panel()
    pool = pace_pool(figures, years, inputs["k"], good_direction=inputs["direction"], scale=RATE, last_year=inputs["T"])
    found = compare(pool, RATE.to_z([inputs["base"]]), RATE.to_z([inputs["target"]]))
    assert found.pool_count_all == expected["n"]
    assert found.share_all[0] == pytest.approx(expected["share"], abs=tolerance)
    assert found.met_count_all[0] == round(expected["share"] * expected["n"])


def slow_compare(figures: np.ndarray, k: int, direction: int, start: float, target: float) -> tuple[int, int]:
    """Count by loops: (as good in the nearest pool, size of it)."""
    z = np.log(figures / (100 - figures))
    pairs = [(z[i, t], direction * (z[i, t + k] - z[i, t])) for i in range(z.shape[0]) for t in range(z.shape[1] - k)]
    pairs = [pair for pair in pairs if np.isfinite(pair).all()]
    from_z, to_z = (np.log(value / (100 - value)) for value in (start, target))
    width = min(len(pairs), max(60, -(-len(pairs) // 4)))
    nearest = sorted(pairs, key=lambda pair: abs(pair[0] - from_z))[:width]
    return sum(change >= direction * (to_z - from_z) - 1e-9 for _, change in nearest), width


@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("k", [1, 3, 6])
def test_the_nearest_pool_is_the_one_found_by_searching_every_pair(direction: int, k: int) -> None:
    _, years, figures = panel()
    rng = np.random.default_rng(k)
    noisy = figures * np.exp(rng.normal(0, 1e-6, figures.shape))  # no two starts are equally near
    starts = rng.uniform(3, 30, 25)
    targets = starts * rng.uniform(0.7, 1.2, 25)
    pool = pace_pool(noisy, years, k, good_direction=direction, scale=RATE)
    found = compare(pool, RATE.to_z(starts), RATE.to_z(targets))
    for position, (start, target) in enumerate(zip(starts, targets, strict=True)):
        met, width = slow_compare(noisy, k, direction, start, target)
        assert (found.met_count[position], found.pool_count) == (met, width)
        assert found.share[position] == met / width


def refused(found: Ambition) -> bool:
    return bool(found.pool_count == found.pool_count_all == 0 and np.isnan([found.share, found.share_all]).all())


@pytest.mark.parametrize(
    ("regions", "years", "k", "is_refused"),
    [(10, 5, 2, False), (29, 2, 1, True), (60, 2, 1, True), (15, 3, 1, False), (14, 3, 1, True), (40, 5, 5, True)],
)
def test_a_pool_needs_thirty_pairs_and_two_start_years(regions: int, years: int, k: int, is_refused: bool) -> None:
    figures = 10 + np.arange(regions)[:, None] * 0.1 + np.arange(years)[None, :] * 0.3
    pool = pace_pool(figures, np.arange(2015, 2015 + years), k, good_direction=1, scale=RATE)
    assert pool.is_refused is is_refused
    assert refused(compare(pool, [0.0], [0.1])) is is_refused
    assert bool(np.isnan(pool.best_pace(0.1))) is is_refused


@pytest.mark.parametrize("k", [0, -3, 16, 99])
def test_a_horizon_without_pairs_is_refused(k: int) -> None:
    _, years, figures = panel()
    assert refused(compare(pace_pool(figures, years, k, good_direction=-1, scale=RATE), [0.0], [-0.1]))


@pytest.mark.parametrize("figures", [np.empty((0, 0)), np.empty((4, 0)), np.full((40, 5), NAN), np.full((40, 5), -2.0)])
def test_an_empty_pool_is_refused_without_a_number(figures: np.ndarray) -> None:
    years = np.arange(2020, 2020 + figures.shape[1])
    assert refused(compare(pace_pool(figures, years, 1, good_direction=-1, scale=RATE), [0.0], [-0.1]))


def test_pairs_across_a_boundary_break_are_no_precedent() -> None:
    years = np.arange(2015, 2021)
    figures = np.tile(np.linspace(20, 18, 6), (30, 1))
    figures[0, 3:] = 5.0  # the parent shrank; a false fall of 14 points
    plain = pace_pool(figures, years, 3, good_direction=-1, scale=RATE)
    cut = pace_pool(figures, years, 3, good_direction=-1, scale=RATE, first_usable_year=[2018] + [0] * 29)
    needed = RATE.to_z([20.0]), RATE.to_z([6.0])
    assert compare(plain, *needed).met_count_all[0] == 3
    assert compare(cut, *needed).met_count_all[0] == 0


def test_a_missing_start_or_target_has_no_share() -> None:
    _, years, figures = panel()
    found = compare(pace_pool(figures, years, 2, good_direction=-1, scale=RATE), [NAN, -2.0], [-2.2, NAN])
    assert np.isnan(found.share).all() and found.met_count.tolist() == [0, 0] and found.pool_count > 0


def test_the_same_change_counts_as_at_least_as_good() -> None:
    figures = np.tile([30.0, 25.0, 20.0], (20, 1))
    pool = pace_pool(figures, [2020, 2021, 2022], 1, good_direction=-1, scale=RATE)
    found = compare(pool, RATE.to_z([25.0]), RATE.to_z([20.0]))
    assert found.met_count_all[0] == 20
    assert float(pool.share_at_least(RATE.to_z(20.0) - RATE.to_z(25.0))) == 0.5


def test_no_change_at_all_is_met_by_everybody_who_did_not_slip() -> None:
    _, years, figures = panel()
    pool = pace_pool(figures, years, 1, good_direction=-1, scale=RATE)
    share = compare(pool, [-2.0], [-2.0]).share_all[0]
    assert share == pytest.approx(float((pool.change >= 0).mean()))


@pytest.mark.parametrize(
    ("direction", "share", "met_all", "start", "target", "expected"),
    [
        (-1, 0.50, 9, -1.0, -0.9, "easier_than_today"),
        (-1, NAN, 0, -1.0, -1.0, "easier_than_today"),
        (1, 0.0, 0, -1.0, -1.1, "easier_than_today"),
        (-1, 0.50, 9, -1.0, -1.2, "too_uncertain"),  # the band is 0.6 wide, 0.2 is asked
        (-1, 0.50, 9, -1.0, -1.29, "too_uncertain"),
        (-1, 0.50, 9, -0.5, -1.0, "below_trend"),
        (-1, 0.30, 9, -1.0, -1.5, "on_trend"),
        (-1, 0.00, 0, -1.0, -3.0, "beyond_precedent"),
        (-1, 0.00, 1, -1.0, -3.0, "rare"),  # one in the pool of all: not without precedent
        (-1, 0.005, 3, -1.0, -3.0, "rare"),
        (-1, 0.01, 4, -1.0, -3.0, "stretch"),
        (1, 0.30, 9, -4.0, -3.0, "below_trend"),
        (1, 0.30, 9, -3.0, -1.0, "stretch"),
        (1, 0.0, 0, -3.0, -1.0, "beyond_precedent"),
        (-1, NAN, 0, -1.0, -3.0, "not_available"),
        (-1, NAN, 0, -1.0, -1.5, "on_trend"),
        (-1, 0.3, 9, -1.0, NAN, "not_available"),
    ],
)
def test_the_first_fitting_label_wins(
    direction: int, share: float, met_all: int, start: float, target: float, expected: str
) -> None:
    easy, hard = (-1.2, -1.8) if direction < 0 else (-1.8, -1.2)
    assert label([share], [met_all], [start], [target], ([easy], [hard]), direction).tolist() == [expected]


def test_without_a_projection_only_precedent_can_be_told() -> None:
    found = label([0.0, 0.001, 0.5], [0, 2, 9], [-1.0] * 3, [-3.0] * 3, ([NAN] * 3, [NAN] * 3), -1)
    assert found.tolist() == ["beyond_precedent", "rare", "not_available"]
