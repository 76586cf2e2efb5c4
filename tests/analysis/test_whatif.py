from __future__ import annotations

import time

import numpy as np
import pytest

from pipelines.analysis.ambition import pace_pool
from pipelines.analysis.projection import project_panel
from pipelines.analysis.transforms import Scale
from pipelines.analysis.whatif import NATION, all_levels, change, outlook, roll_up
from tests.analysis.facts import panel

RATE = Scale("rate", 0.005)
NAN = float("nan")


def test_children_are_added_up_by_weight_and_never_averaged() -> None:
    found = roll_up([10.0, 20.0, 5.0], [3.0, 1.0, 2.0], [0, 0, 1], 2)
    assert found.values.tolist() == [12.5, 5.0]
    assert found.coverage_share.tolist() == [1.0, 1.0]


def test_a_missing_child_is_shown_in_the_coverage_and_not_counted_as_zero() -> None:
    found = roll_up([10.0, NAN, 5.0], [3.0, 1.0, NAN], [0, 0, 1], 3)
    assert found.values[0] == 10.0 and np.isnan(found.values[1:]).all()
    assert found.coverage_share[0] == 0.75 and np.isnan(found.coverage_share[1:]).all()
    assert found.counted.tolist() == [1, 0, 0]


def test_counts_are_added_and_not_weighted() -> None:
    assert roll_up([10.0, 20.0], [3.0, 1.0], [0, 0], 1, "sum").values.tolist() == [30.0]


def tree() -> tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray]]:
    """Give a nation (0), 38 provinces and 513 districts: values, weights, parents, and children level by level."""
    rng = np.random.default_rng(1)
    provinces, districts = np.arange(1, 39), np.arange(39, 552)
    parents = np.concatenate([[NATION], np.zeros(38), 1 + np.arange(513) % 38]).astype(np.int64)
    weights = rng.uniform(0.1, 3, 552)
    weights[1:39] = np.bincount(parents[districts], weights[districts], minlength=39)[1:]
    values = rng.uniform(2, 30, 552)
    return values, weights, parents, [districts, provinces]


def test_all_levels_agree_with_adding_every_district_at_once() -> None:
    values, weights, parents, levels = tree()
    found = all_levels(values, weights, parents, levels)
    districts = levels[0]
    assert found[0] == pytest.approx(float(np.average(values[districts], weights=weights[districts])))
    assert np.array_equal(found[districts], values[districts])


def test_one_changed_district_moves_its_parents_by_its_share() -> None:
    values, weights, parents, levels = tree()
    before = all_levels(values, weights, parents, levels)
    after = all_levels(change(values, {100: values[100] - 2}), weights, parents, levels)
    province = parents[100]
    share = weights[100] / weights[1:39].sum()
    assert after[0] - before[0] == pytest.approx(-2 * share)
    assert after[province] - before[province] == pytest.approx(-2 * weights[100] / weights[province])
    assert np.array_equal(np.flatnonzero(after != before), [0, province, 100])


def test_a_whatif_over_552_regions_takes_less_than_fifty_milliseconds() -> None:
    values, weights, parents, levels = tree()
    _, years, figures = panel()
    stored = project_panel(figures, years, [2029], RATE)
    pool = pace_pool(figures, years, 4, good_direction=-1, scale=RATE)
    best = np.inf
    for _ in range(5):
        start = time.perf_counter()
        all_levels(change(values, {100: 4.5}), weights, parents, levels)
        position = (stored.z_mean[0], stored.z_sd[0], stored.degrees_of_freedom)
        found = outlook([4.5], position, stored.z_from[:1], pool, RATE)
        best = min(best, time.perf_counter() - start)
    assert found.band[0] in ("<5", "5-20", "20-50", "50-80", ">80")
    assert best < 0.05
