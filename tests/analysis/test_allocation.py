from __future__ import annotations

import csv
from typing import Any

import clarabel
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from pipelines.analysis.allocation import (
    WEIGHTINGS,
    adjustment_bounds,
    allocate,
    gives,
    whole_numbers,
)
from tests.analysis.facts import FOLDER, cases

NAN = float("nan")
FREE = (-np.inf, np.inf)


def cost(rule: str, inputs: dict[str, Any]) -> np.ndarray:
    """Translate the words of a case into the cost c it names."""
    w, a, sd, base, low = (np.array(inputs[k], float) for k in ("w", "proposal", "sigma", "base", "lower"))
    named = {"c=w": w, "c=w/a": w / a, "c=w/base": w / base, "c=w/sig": w / sd, "c=w/(a-l)": w / (a - low)}
    named["c=1/sig^2"] = 1 / sd**2
    return named[rule[rule.index("c=") : -1]]


def solve_case(inputs: dict[str, Any]) -> np.ndarray:
    w, a, base, low = (np.array(inputs[k], float) for k in ("w", "proposal", "base", "lower"))
    target, free = inputs["national_target"], (np.full(5, -np.inf), np.full(5, np.inf))
    if inputs["bounds"] == "none":  # rules that start from the baseline instead of the proposals
        equal_per_cent = allocate(w, base, free, base, target).values
        if inputs["rule"] == "equal pp from baseline":
            return allocate(w, base, free, np.ones(5), target).values
        return equal_per_cent * 0.75 + 0.25 * target if "theta=.25" in inputs["rule"] else equal_per_cent
    bounds = (low, a) if inputs["bounds"] == "bounded" else free
    return allocate(w, a, bounds, w / (2 * cost(inputs["rule"], inputs)), target).values


@pytest.mark.parametrize(("case_id", "inputs", "expected", "tolerance"), cases("allocate"))
def test_the_adjustment_reproduces_the_reference_cases(
    case_id: str, inputs: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> None:
    if expected.get("status") == "infeasible":
        found = allocate(
            inputs["w"],
            inputs["proposal"],
            (inputs["lower"], inputs["proposal"]),
            np.ones(5),
            inputs["national_target"],
        )
        assert found.outcome == "infeasible"
        assert found.best_feasible_value == pytest.approx(expected["best_feasible"], abs=tolerance)
        assert found.remainder_value == pytest.approx(expected["unallocated"], abs=tolerance)
        assert found.values == pytest.approx(expected["x"])
    else:
        assert solve_case(inputs) == pytest.approx(expected["x"], rel=tolerance, abs=tolerance)


def test_the_worked_example_agrees_in_every_multiplier() -> None:
    inputs = cases("allocate")[0][1]
    w, a, low = (np.array(inputs[k], float) for k in ("w", "proposal", "lower"))
    with (FOLDER / "allocation_worked_example.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lam"]]
    assert len(rows) == 9
    for row in rows:
        bounds = (low, a) if row["bounds"] == "bounded" else (np.full(5, -np.inf), np.full(5, np.inf))
        found = allocate(w, a, bounds, w / (2 * cost(row["rule"], inputs)), 9.6)
        assert found.outcome == "adjusted"
        assert found.multiplier == pytest.approx(float(row["lam"]), rel=1e-8)
        assert found.values == pytest.approx([float(row[name]) for name in "ABCDE"], rel=1e-8)


def clarabel_answer(
    w: np.ndarray, a: np.ndarray, bounds: tuple[np.ndarray, np.ndarray], c: np.ndarray, target: float
) -> np.ndarray:
    """Solve the same problem with a general solver."""
    count = len(w)
    rows = sparse.vstack([sparse.csc_matrix(w[None, :]), sparse.eye(count), -sparse.eye(count)], format="csc")
    limits = np.concatenate([[target - w @ a], bounds[1] - a, a - bounds[0]])  # solved for the move x - a
    settings_ = clarabel.DefaultSettings()
    settings_.verbose = False
    settings_.tol_gap_abs = settings_.tol_gap_rel = settings_.tol_feas = 1e-12
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(2 * count)]
    quadratic = sparse.diags(2 * c / c.min(), format="csc")
    solver = clarabel.DefaultSolver(quadratic, np.zeros(count), rows, limits, cones, settings_)
    return a + np.array(solver.solve().x)


@pytest.mark.parametrize("seed", range(30))
def test_a_general_solver_gives_the_same_answer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 40))
    w = rng.dirichlet(np.full(count, 2.0)) + 0.002
    w /= w.sum()
    a = rng.uniform(3, 30, count)
    low = a - rng.uniform(0, 3, count) * rng.integers(0, 2, count)
    give = gives(WEIGHTINGS[seed % 3], a, rng.uniform(0.3, 2, count))
    best = float(w @ low)
    target = best + rng.uniform(0.05, 0.95) * (float(w @ a) - best)
    if float(w @ a) - best < 1e-6:
        pytest.skip("this draw leaves nothing to adjust")
    found = allocate(w, a, (low, a), give, target)
    theirs = clarabel_answer(w, a, (low, a), w / (2 * give), target)
    assert found.outcome == "adjusted"
    assert np.abs(found.values - theirs).max() < 1e-6


problems = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        st.lists(st.floats(0.01, 5), min_size=n, max_size=n),
        st.lists(st.floats(0.5, 60), min_size=n, max_size=n),
        st.lists(st.floats(0, 0.9), min_size=n, max_size=n),
        st.lists(st.floats(0.05, 4), min_size=n, max_size=n),
        st.floats(-0.2, 1.2),
        st.sampled_from(WEIGHTINGS),
        st.sampled_from([-1, 1]),
    )
)


@settings(max_examples=150)
@given(problems)
def test_an_adjustment_adds_up_keeps_bounds_and_never_relaxes(problem: Any) -> None:
    weights, asked, shares, spreads, place, weighting, direction = problem
    w, a, sd = np.array(weights) / sum(weights), np.array(asked), np.array(spreads)
    best = a * (1 + direction * np.array(shares))
    low, high = adjustment_bounds(a, best, direction)
    target = float(w @ a) + place * float(w @ best - w @ a)
    found = allocate(w, a, (low, high), gives(weighting, a, sd), target, good_direction=direction)
    assert (found.values >= low - 1e-12).all() and (found.values <= high + 1e-12).all()
    assert (direction * (found.values - a) >= -1e-12).all()
    reached = float(w @ found.values)
    if found.outcome == "adjusted":
        assert reached == pytest.approx(target, rel=1e-9, abs=1e-9)
    elif found.outcome == "infeasible":
        assert found.remainder_value == pytest.approx(target - reached)
        assert direction * found.remainder_value > 0
    else:
        assert found.outcome == "already_met" and np.array_equal(found.values, a)


@settings(max_examples=60)
@given(st.lists(st.floats(2, 40), min_size=2, max_size=10, unique=True), st.floats(0.05, 0.9))
def test_equal_steps_keep_the_order_of_the_proposals(asked: list[float], place: float) -> None:
    a = np.sort(np.array(asked))
    w = np.full(len(a), 1 / len(a))
    low = a * 0.5
    found = allocate(w, a, (low, a), np.ones(len(a)), float(w @ a) * (1 - place / 2))
    assert (np.diff(found.values) >= -1e-9).all()


def test_a_proposal_beyond_the_best_plausible_value_stays() -> None:
    low, high = adjustment_bounds([5.0, 8.0, 7.0], [6.0, 6.0, NAN], -1)
    assert low.tolist() == [5.0, 6.0, 7.0] and high.tolist() == [5.0, 8.0, 7.0]
    low, high = adjustment_bounds([5.0, 8.0], [6.0, 6.0], 1)
    assert low.tolist() == [5.0, 8.0] and high.tolist() == [6.0, 8.0]


@pytest.mark.parametrize(
    ("w", "a", "target"),
    [([], [], 1.0), ([NAN, 0.5], [4, 5], 4), ([0.0, 1.0], [4, 5], 4), ([0.5, 0.5], [NAN, 5], 4), ([1.0], [5], NAN)],
)
def test_missing_weights_proposals_or_nation_say_so(w: list[float], a: list[float], target: float) -> None:
    found = allocate(w, a, (np.array(a) - 1, np.array(a)), np.ones(len(a)), target)
    assert found.outcome == "insufficient_data"
    assert np.isnan(found.values).all() and np.isnan(found.remainder_value)


def test_a_proposal_of_zero_gives_nothing_under_equal_per_cent() -> None:
    found = allocate([0.5, 0.5], [0.0, 10.0], ([0.0, 5.0], [0.0, 10.0]), gives("percent", [0.0, 10.0], [1, 1]), 4.0)
    assert found.values == pytest.approx([0.0, 8.0])


def test_a_region_without_a_spread_takes_the_median_one() -> None:
    assert gives("effort", [1.0, 2, 3], [2.0, NAN, 4.0]).tolist() == [2.0, 3.0, 4.0]
    assert gives("effort", [1.0, 2], [NAN, 0.0]).tolist() == [1.0, 1.0]


@settings(max_examples=80)
@given(st.lists(st.floats(0, 500), min_size=1, max_size=15), st.integers(-3, 3))
def test_whole_numbers_add_up_inside_their_bounds(wished: list[float], shift: int) -> None:
    values = np.array(wished)
    total = round(values.sum()) + shift
    low, high = np.floor(values * 0.8), np.ceil(values * 1.2) + 1
    found = whole_numbers(values, total, (low, high))
    if found is None:
        assert not low.sum() <= total <= high.sum()
    else:
        assert found.sum() == total and (found >= low).all() and (found <= high).all()
        assert np.array_equal(found, np.round(found))


def test_the_largest_remainder_takes_the_last_person() -> None:
    found = whole_numbers([3.2, 4.7, 2.1], 10, ([0, 0, 0], [9, 9, 9]))
    assert found is not None and found.tolist() == [3, 5, 2]
    assert whole_numbers([1.5, 1.5], 9, ([0, 0], [2, 2])) is None
