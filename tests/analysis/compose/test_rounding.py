"""Rounding to the printed decimals: nothing that was reached is lost, and no smaller repair would do."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.analysis.compose.limits import Limits, on_grid
from pipelines.analysis.compose.rounding import round_set, round_sum


def limits(low: np.ndarray, high: np.ndarray, locked: np.ndarray | None = None) -> Limits:
    held = np.zeros(len(low), dtype=bool) if locked is None else locked
    return Limits(low, high, held, np.full(len(low), np.nan))


small_sets = st.integers(1, 7).flatmap(
    lambda count: st.tuples(
        st.lists(st.floats(0, 20), min_size=count, max_size=count),
        st.lists(st.floats(0.05, 5), min_size=count, max_size=count),
        st.lists(st.integers(0, 3), min_size=count, max_size=count),
        st.floats(0, 0.05),
        st.sampled_from([-1, 1]),
    )
)


@settings(max_examples=300)
@given(small_sets)
def test_exhaustive_search_finds_no_set_that_reaches_what_ours_loses(
    drawn: tuple[list[float], list[float], list[int], float, int],
) -> None:
    values, weights, room, slack, direction = (np.array(part, dtype=float) for part in drawn)
    sign, step, values = int(direction), 0.1, np.round(values, 4)
    shares = weights / weights.sum()
    low = np.where(room > 0, on_grid(values - room * step, 1, -1), on_grid(values, 1, -1))
    high = low + np.maximum(np.rint((on_grid(values + room * step, 1, 1) - low) / step), 1) * step
    high = np.round(high, 1)
    wanted = float(shares @ values) - sign * float(slack)
    found = round_set(values, limits(low, high), shares, wanted, good_direction=sign, decimal_places=1)
    choices = [
        sorted({float(end) for side in (-1, 1) for end in np.clip(on_grid(np.array([value]), 1, side), lo, hi)})
        for value, lo, hi in zip(values, low, high, strict=True)
    ]
    reaching = [each for each in product(*choices) if sign * (shares @ each - wanted) >= -1e-9]
    assert reaching
    assert sign * (shares @ found - wanted) >= -1e-8
    assert all(any(abs(value - each) < 1e-9 for each in able) for value, able in zip(found, choices, strict=True))
    nearest = np.clip(on_grid(values, 1, 0), low, high)
    if sign * (shares @ nearest - wanted) >= -1e-9:
        assert found == pytest.approx(nearest)
        return
    least = min(sign * (shares @ np.array(each) - wanted) for each in reaching)
    assert sign * (shares @ found - wanted) <= least + shares.max() * step + 1e-9
    for place in np.flatnonzero(np.abs(found - nearest) > 1e-9):  # nobody was moved for nothing
        back = found.copy()
        back[place] = nearest[place]
        assert sign * (shares @ back - wanted) < -1e-9


@settings(max_examples=200)
@given(
    st.lists(st.floats(0, 500), min_size=1, max_size=30),
    st.integers(0, 2),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_counts_stay_on_their_decimals_and_add_up_exactly(values: list[float], places: int, locked: list[bool]) -> None:
    exact = np.round(np.array(values), 6)
    held = np.array(locked[: len(exact)])
    exact[held] = on_grid(exact[held], places, 0)
    free = ~held
    total = round(float(exact.sum()), places)
    bound = limits(np.where(held, exact, 0.0), np.where(held, exact, 1000.0), held)
    found = round_sum(exact, bound, total, places)
    if not free.any():
        assert found is None
        return
    if found is None:  # the free part would have to be negative
        assert total - exact[held].sum() < 0
        return
    assert round(float(found.sum()), places + 3) == pytest.approx(total, abs=1e-9)
    assert (found[held] == exact[held]).all()
    assert np.abs(found - exact).max() <= 10.0**-places + 1e-9


def test_the_largest_remainder_moves_first_and_the_heavier_of_two_alike() -> None:
    shares = np.array([0.2, 0.5, 0.3])
    values = np.array([1.04, 1.04, 1.01])
    free = limits(np.zeros(3), np.full(3, 9.0))
    found = round_set(values, free, shares, float(shares @ values), good_direction=1, decimal_places=1)
    assert found == pytest.approx([1.0, 1.1, 1.0])


def test_a_set_that_did_not_reach_its_target_is_only_rounded() -> None:
    found = round_set(
        np.array([1.04]), limits(np.zeros(1), np.ones(1) * 9), np.ones(1), 2.0, good_direction=1, decimal_places=1
    )
    assert found == pytest.approx([1.0])
