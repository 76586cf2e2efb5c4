"""What became of chances given in the past: counts, shares, and what contradicts a band."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.analysis.calibration import BandRecord, PastErrors, band_record, past_errors
from pipelines.analysis.chance_record import chance_records, chance_trials, share_true
from pipelines.analysis.projection import Form, project_panel
from pipelines.analysis.transforms import Scale

RATE = Scale("rate", 0.005)


def walk(seed: int, years: int = 16, regions: int = 30, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    z = -2 + rng.normal(0, 0.4, (regions, 1)) + np.cumsum(rng.normal(-0.02, 0.08, (regions, years)), axis=1)
    z += np.cumsum(rng.normal(0, 0.05, years)) + rng.normal(0, noise, (regions, years))
    return RATE.from_z(z), np.arange(2010, 2010 + years)


@pytest.mark.parametrize(
    ("chances", "low", "high", "share"),
    [
        ([0.0, 0.04], 0.05, 0.20, 1.0),  # what came was worth less than any chance of the band: all were reached
        ([0.5, 1.0], 0.05, 0.20, 0.0),
        ([0.125], 0.05, 0.20, 0.5),
        ([0.0, 0.125, 0.5], 0.05, 0.20, 0.5),
    ],
)
def test_a_target_comes_true_where_the_figure_is_at_least_as_good(
    chances: list[float], low: float, high: float, share: float
) -> None:
    assert share_true(np.array(chances), low, high) == pytest.approx(share)


def test_chances_of_a_world_that_the_method_describes_keep_their_promise() -> None:
    shares: dict[str, list[float]] = {"<5": [], "5-20": [], "20-50": [], "50-80": [], ">80": []}
    for seed in range(12):
        figures, years = walk(seed)
        for record in chance_records(figures, years, RATE, Form.second(), -1):
            if record.horizon_years == 1:
                shares[record.chance_band].append(record.came_true_share)
    mean = {band: float(np.mean(values)) for band, values in shares.items()}
    assert mean["<5"] < 0.05 < mean["5-20"] < 0.20 < mean["20-50"] < 0.50 < mean["50-80"] < 0.80 < mean[">80"]


def test_nothing_looks_ahead() -> None:
    figures, years = walk(3)
    changed = figures.copy()
    changed[:, -1] *= 1.5
    plain, moved = (chance_trials(each, years, RATE, Form.second(), -1) for each in (figures, changed))
    before = plain.origin_year + plain.horizon < years[-1]
    assert np.array_equal(plain.chance[before], moved.chance[before])
    one, other = (past_errors(each, years, RATE, Form.second()) for each in (figures, changed))
    assert band_record(one, int(years[-2])) == band_record(other, int(years[-2]))


@pytest.mark.parametrize(
    ("ratios", "factor"),
    [
        ([0.5] * 19, 1.0),  # too few to say anything
        ([0.5] * 30, 0.5**0.5),  # one origin counts half
        ([0.5] * 28 + [1.2, 1.2], 1.0),  # 93 % held: an honest band
        ([1.5] * 30, 1.0),  # too narrow bands are never widened
    ],
)
def test_bands_are_only_ever_narrowed(ratios: list[float], factor: float) -> None:
    count = len(ratios)
    errors = PastErrors(np.full(count, 2020), np.full(count, 2021), np.array(ratios))
    assert band_record(errors, 2021).factor == pytest.approx(factor)
    assert band_record(errors, 2020) == BandRecord(1.0, 0)


def test_noise_is_told_from_level_and_a_walk_is_left_alone() -> None:
    """The correction pulls a noisy last figure back and does next to nothing to a pure walk."""
    quiet: list[float] = []
    noisy: list[float] = []
    for seed in range(8):
        for noise, sizes in ((0.0, quiet), (0.15, noisy)):
            figures, years = walk(seed, noise=noise)
            first = project_panel(figures, years, [2026], RATE)
            second = project_panel(figures, years, [2026], RATE, form=Form.second())
            sizes.append(float(np.abs(first.z_mean - second.z_mean).mean()))
    assert np.mean(noisy) > 5 * np.mean(quiet)


def test_the_first_form_is_kept_for_the_reference_cases() -> None:
    figures, years = walk(1)
    first = project_panel(figures, years, [2026, 2029], RATE)
    second = project_panel(figures, years, [2026, 2029], RATE, form=Form.second())
    assert (first.degrees_of_freedom == 8).all()
    assert (second.degrees_of_freedom > 8).all()  # a region's own variance is known from many differences


@pytest.mark.parametrize(("damping", "reach"), [(0.9, 0.9 + 0.81 + 0.729), (1.0, 3.0), (0.0, 0.0)])
def test_a_pace_is_damped_kept_or_dropped(damping: float, reach: float) -> None:
    assert Form(damping).reach(np.array([3.0])) == pytest.approx([reach])
