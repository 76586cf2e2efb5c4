"""The way to the target, the range around it, and the figures a set is compared by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.analysis.compose.measures import BANDS, LABELS, measure, outlooks
from pipelines.analysis.compose.paths import PATHS, Path, path_values, range_around
from pipelines.analysis.compose.rules import Choice
from pipelines.analysis.compose.sets import compose
from tests.analysis.compose.invented import problem

YEARS = [2026, 2027, 2028, 2029]


@settings(max_examples=80)
@given(st.integers(0, 200), st.sampled_from(PATHS), st.sampled_from([-1, 1]))
def test_a_path_never_turns_back_and_ends_at_the_target(seed: int, path: Path, direction: int) -> None:
    made = problem(seed=seed, count=8, direction=direction)
    final = compose(made, Choice("peers", percentile=75)).values
    ahead = made.latest_value[:, None] + np.linspace(0.2, 1, 4) * (made.projection_value - made.latest_value)[:, None]
    values = path_values(made, final, 2029, YEARS, path, ahead)
    steps = direction * np.diff(np.column_stack([made.latest_value, values]), axis=1)
    assert (steps >= -1e-9).all()
    assert (values[:, -1] == final).all()


def test_paths_differ_in_when_the_change_comes() -> None:
    made = replace(problem(count=1), latest_value=np.array([8.0]))
    ways = {path: path_values(made, np.array([4.0]), 2029, YEARS, path)[0] for path in PATHS}
    assert ways["linear"] == pytest.approx([7, 6, 5, 4])
    assert ways["early"] == pytest.approx([6.25, 5, 4.25, 4])
    assert ways["late"] == pytest.approx([7.75, 7, 5.75, 4])
    assert ways["like_projection"] == pytest.approx(ways["linear"])  # no projection to take the shape from


def test_a_path_takes_the_shape_of_the_projection() -> None:
    made = replace(problem(count=1), latest_value=np.array([8.0]), z_mean=problem().scale.to_z(np.array([6.0])))
    damped = np.array([[7.0, 6.5, 6.2, 6.0]])
    assert path_values(made, np.array([4.0]), 2029, YEARS, "like_projection", damped)[0] == pytest.approx(
        [6, 5, 4.4, 4]
    )
    backwards = np.array([[8.5, 6.5, 6.2, 6.0]])
    assert path_values(made, np.array([4.0]), 2029, YEARS, "like_projection", backwards)[0] == pytest.approx(
        [7, 6, 5, 4]
    )


def test_a_year_already_observed_gets_no_target() -> None:
    made = problem(count=3)  # observed up to 2025
    values = path_values(made, made.latest_value - 0.5, 2029, [2025, 2027, 2029])
    assert np.isnan(values[:, 0]).all()
    assert np.isfinite(values[:, 1:]).all()


@pytest.mark.parametrize("direction", [-1, 1])
def test_the_easier_end_of_a_range_is_the_composed_value(direction: int) -> None:
    made = problem(count=2, direction=direction)
    values = np.array([8.0, 0.2])
    low, high = range_around(made, values, half_width=0.25)
    easy, hard = (low, high) if direction > 0 else (high, low)
    assert (easy == values).all()
    assert hard == pytest.approx([8.5, 0.7] if direction > 0 else [7.5, 0.0])  # not below zero
    low, high = range_around(made, values, parent_range=(4.5, 5.0))
    width = 8 * 0.5 / (4.5 if direction > 0 else 5.0)
    assert (high - low)[0] == pytest.approx(round(width, 2))
    low, high = range_around(made, values)
    assert (low == high).all()


def test_measures_count_every_region_once_and_name_the_largest_ask() -> None:
    made = problem(seed=4, count=9)
    values = compose(made, Choice("peers", percentile=75)).values
    found = measure(made, values, wanted=3.0, submitted=values - 0.02)
    assert sum(found.label_counts.values()) == 9
    assert sum(found.band_counts.values()) == 9
    assert set(found.label_counts) == set(LABELS)
    assert set(found.band_counts) == set(BANDS)
    asked = made.latest_value - values
    assert found.largest_ask_place == int(asked.argmax())
    assert found.largest_ask == pytest.approx(asked.max())
    assert found.distance_value == pytest.approx(made.total(values) - 3.0)
    assert found.easier_places == tuple(range(9))
    assert found.stricter_places == ()


def test_the_share_of_the_worst_third_and_the_spread_are_weighted() -> None:
    made = replace(
        problem(seed=4, count=3),
        latest_value=np.array([4.0, 8.0, 12.0]),
        weight=np.array([1.0, 1.0, 2.0]),
    )
    found = measure(made, np.array([4.0, 7.0, 10.0]), wanted=7.0)
    assert found.worst_third_share == pytest.approx(4 / 5)
    assert found.spread_today == pytest.approx(np.sqrt((25 + 1 + 2 * 9) / 4))
    assert (found.range_today, found.range_target) == (8.0, 6.0)
    assert found.rank_change_count == 0
    assert measure(made, np.array([8.0, 7.0, 6.0]), wanted=7.0).rank_change_count == 2


def test_a_set_of_nothing_measures_nothing() -> None:
    made = problem(count=3)
    found = measure(made, np.full(3, np.nan), wanted=7.0)
    assert found.largest_ask_place == -1
    assert np.isnan([found.largest_ask, found.worst_third_share, found.spread_target, found.total_value]).all()
    assert sum(found.label_counts.values()) == 0


def test_a_target_no_better_than_today_is_called_so() -> None:
    made = problem(seed=4, count=9)
    assert set(outlooks(made, made.latest_value).label) == {"easier_than_today"}
