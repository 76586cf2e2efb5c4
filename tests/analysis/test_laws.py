"""Laws that hold for any panel: no warning, no number without a reason, and what more data or units may change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipelines.analysis.ambition import LABELS, compare, label, pace_pool
from pipelines.analysis.backtest import backtest
from pipelines.analysis.projection import chance_at_least_as_good, chance_band, project_panel
from pipelines.analysis.transforms import Scale
from tests.analysis.facts import panel

ODD = st.sampled_from([0.0, 100.0, -5.0, 101.0, float("nan"), float("inf"), 1e-9, 50.0])
FIGURES = st.one_of(st.floats(0.5, 99), st.floats(0.5, 99), ODD)
PANELS = st.tuples(st.integers(0, 7), st.integers(0, 13)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=FIGURES)
)
SCALES = st.sampled_from([Scale("rate"), Scale("positive"), Scale("identity")])


@settings(max_examples=120)
@given(PANELS, SCALES, st.integers(0, 14))
def test_any_panel_gives_numbers_with_a_state_or_nothing(figures: np.ndarray, scale: Scale, first: int) -> None:
    years = np.arange(2010, 2010 + figures.shape[1])
    cut = np.full(len(figures), 2010 + first)
    found = project_panel(figures, years, np.arange(2008, 2030), scale, first_usable_year=cut)
    told = np.isin(found.state, ("ok", "borrowed"))
    assert np.isnan(found.z_mean[~told]).all() and np.isnan(found.z_sd[~told]).all()
    ahead = found.years[None, :] > found.from_year[:, None]
    assert np.array_equal(np.isfinite(found.z_mean), ahead & told[:, None])
    assert np.isfinite(found.z_sd[np.isfinite(found.z_mean)]).all()
    low, high = found.interval(0.8)
    assert (low <= high)[np.isfinite(found.z_mean)].all()
    chance = chance_at_least_as_good(
        7.0, found.z_mean, found.z_sd, found.degrees_of_freedom, good_direction=-1, scale=scale
    )
    assert ((chance >= 0) & (chance <= 1))[np.isfinite(chance)].all()
    assert ((chance_band(chance) == "") == np.isnan(chance)).all()


@settings(max_examples=120)
@given(PANELS, SCALES, st.integers(-1, 6), st.sampled_from([-1, 1]))
def test_any_pool_counts_or_refuses(figures: np.ndarray, scale: Scale, horizon: int, direction: int) -> None:
    years = np.arange(2010, 2010 + figures.shape[1])
    pool = pace_pool(figures, years, horizon, good_direction=direction, scale=scale)
    wanted = scale.to_z([3.0, 0.0, 100.0, np.nan, -4.0])
    found = compare(pool, scale.to_z(5.0), wanted)
    assert pool.is_refused == (found.pool_count_all == 0)
    assert (found.met_count <= found.pool_count).all() and (found.met_count_all <= found.pool_count_all).all()
    assert np.array_equal(np.isfinite(found.share), np.isfinite(wanted) & (not pool.is_refused))
    words = label(found.share, found.met_count_all, scale.to_z(5.0), wanted, (-2.0, -2.5), direction)
    assert set(words) <= {*LABELS, "not_available"}
    assert (found.met_count_all[words == "beyond_precedent"] == 0).all()


@settings(max_examples=25)
@given(PANELS)
def test_any_panel_can_be_tested_backwards(figures: np.ndarray) -> None:
    scores = backtest(figures, np.arange(2010, 2010 + figures.shape[1]), Scale("positive"))
    assert all(np.isfinite(score[2:]).all() for score in scores)


def test_the_unit_of_a_positive_figure_plays_no_part() -> None:
    _, years, figures = panel()
    one, thousand = (project_panel(figures * unit, years, [2029], Scale("positive")) for unit in (1.0, 1000.0))
    assert thousand.value() == pytest.approx(one.value() * 1000, nan_ok=True)
    assert thousand.z_sd == pytest.approx(one.z_sd, nan_ok=True)


def test_a_rate_and_its_complement_mirror_each_other() -> None:
    _, years, figures = panel()
    rate, rest = (project_panel(side, years, [2029], Scale("rate")) for side in (figures, 100 - figures))
    assert rest.value() == pytest.approx(100 - rate.value(), nan_ok=True)
    down = chance_at_least_as_good(5.0, rate.z_mean, rate.z_sd, 8, good_direction=-1, scale=Scale("rate"))
    up = chance_at_least_as_good(95.0, rest.z_mean, rest.z_sd, 8, good_direction=1, scale=Scale("rate"))
    assert up == pytest.approx(down, nan_ok=True)


def test_the_order_of_regions_plays_no_part() -> None:
    _, years, figures = panel()
    order = np.random.default_rng(3).permutation(len(figures))
    plain, mixed = (project_panel(side, years, [2028], Scale("rate")) for side in (figures, figures[order]))
    assert mixed.z_mean == pytest.approx(plain.z_mean[order], nan_ok=True)


def test_a_harder_target_is_never_likelier_or_more_common() -> None:
    _, years, figures = panel()
    scale = Scale("rate")
    found = project_panel(figures, years, [2029], scale)
    targets = np.linspace(0.5, 20, 60)
    chance = chance_at_least_as_good(targets, found.z_mean[0, 0], found.z_sd[0, 0], 8, good_direction=-1, scale=scale)
    share = compare(pace_pool(figures, years, 4, good_direction=-1, scale=scale), found.z_from[0], scale.to_z(targets))
    assert (np.diff(chance) >= 0).all() and (np.diff(share.share) >= 0).all() and (np.diff(share.share_all) >= 0).all()
