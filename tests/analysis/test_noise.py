"""The noise of a panel: between what is taken back a year later and all that a region does by itself."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.noise import panel_noise, remainders
from pipelines.analysis.shared_pace import common_pace
from pipelines.analysis.tables.observation_noise import noise_frame
from pipelines.analysis.tables.panel import panels
from pipelines.analysis.transforms import Scale
from tests.analysis.small_round import provinces


def figures(seed: int, noise: float, own: float, regions: int = 60, years: int = 10) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.normal(-2, 0.4, (regions, 1)) + np.cumsum(rng.normal(0, own, (regions, years)), axis=1)
    return level + np.cumsum(rng.normal(0, 0.1, years)) + rng.normal(0, noise, (regions, years))


@pytest.mark.parametrize(("noise", "own"), [(0.10, 0.02), (0.05, 0.05), (0.04, 0.06)])
def test_the_true_noise_lies_between_the_two_bounds(noise: float, own: float) -> None:
    found = [panel_noise(figures(seed, noise, own)) for seed in range(10)]
    assert all(each is not None for each in found)
    lowest, highest = (float(np.mean([getattr(each, name) for each in found])) for name in ("lowest_sd", "highest_sd"))
    assert lowest < noise * 1.25 and noise < highest * 1.05
    assert all(each.lowest_sd <= each.sd <= each.highest_sd for each in found if each is not None)


def test_nothing_but_noise_brings_the_two_bounds_together() -> None:
    found = panel_noise(figures(1, 0.1, 0.0))
    assert found is not None
    assert found.lowest_sd == pytest.approx(0.1, rel=0.2) and found.highest_sd == pytest.approx(0.1, rel=0.1)


def test_common_shocks_are_no_noise() -> None:
    z = figures(2, 0.05, 0.02)
    shocked = z + np.arange(10) ** 2 * 0.1
    plain, moved = panel_noise(z), panel_noise(shocked)
    assert plain is not None and moved is not None
    assert moved.sd == pytest.approx(plain.sd)


@pytest.mark.parametrize("z", [np.empty((0, 10)), np.full((5, 10), np.nan), np.zeros((1, 10)), np.zeros((5, 4))])
def test_too_little_to_learn_from_gives_no_noise(z: np.ndarray) -> None:
    assert panel_noise(z) is None


def test_a_panel_that_never_moved_gives_no_noise() -> None:
    assert panel_noise(np.zeros((8, 10))) is None


def test_gaps_break_no_neighbourhood() -> None:
    z = figures(3, 0.05, 0.02)
    z[4, 5] = np.nan
    rest = remainders(z)
    assert np.isnan(rest[4, 4:6]).all() and np.isfinite(rest[4, [0, 1, 2, 3, 6, 7, 8]]).all()


def test_each_panel_of_a_round_has_one_row_and_the_nation_none() -> None:
    frame = noise_frame(panels(*provinces()))
    assert frame.select("round_id", "indicator_code", "region_level", "scale").rows() == [
        ("r", "poverty_rate", "province", "rate")
    ]
    assert frame.filter(pl.col("noise_z_sd").is_between(0.005, 0.06)).height == 1


@pytest.mark.parametrize(("kind", "wanted"), [("rate", 6.0), ("rate", 40.0), ("positive", 6.0), ("identity", -3.0)])
def test_one_yearly_pace_reaches_the_value_above_whatever_the_years(kind: str, wanted: float) -> None:
    scale = Scale(kind)  # type: ignore[arg-type]
    shares, years = np.array([0.5, 0.3, 0.2]), np.array([4.0, 5.0, 3.0])
    values = common_pace([8.0, 12.0, 20.0], shares, years, wanted, scale)
    assert values is not None
    assert float(shares @ values) == pytest.approx(wanted, abs=1e-9)
    yearly = (scale.to_z(values) - scale.to_z([8.0, 12.0, 20.0])) / years
    assert np.ptp(yearly) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("start", "years", "wanted"), [([0.0, np.nan], [1, 1], 4.0), ([5.0, 6.0], [0, 1], 4.0), ([5.0, 6.0], [1, 1], 140.0)]
)
def test_no_pace_is_invented(start: list[float], years: list[int], wanted: float) -> None:
    assert common_pace(start, [0.5, 0.5], years, wanted, Scale("rate")) is None
