"""What holds for every set, whatever the figures: sums, bounds, locks, order, and a general solver's answer."""

from __future__ import annotations

from dataclasses import replace

import clarabel
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from pipelines.analysis.compose.closure import STATES
from pipelines.analysis.compose.limits import LimitChoice, limits_of
from pipelines.analysis.compose.measures import measure
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.compose.rules import RULES, Choice, gives_of
from pipelines.analysis.compose.sets import HELD_BY_LIMITS, ComposedSet, compose
from tests.analysis.compose.invented import permuted, problem

CLOSING = (
    Choice("common_pace"),
    Choice("equal_effort"),
    Choice("furthest_most"),
    Choice("projection", is_closed=True),
    Choice("own_best", is_closed=True),
    Choice("peers", percentile=50, is_closed=True),
    Choice("peers", percentile=75, is_closed=True),
    Choice("converge", share=0.2, is_closed=True),
)
LIFTED = LimitChoice(is_within_precedent=False, reason="test")
draws = st.builds(
    problem,
    seed=st.integers(0, 400),
    count=st.integers(2, 14),
    kind=st.sampled_from(["rate", "positive", "identity"]),
    direction=st.sampled_from([-1, 1]),
)


def wanted_between(made: Problem, share: float, limit_choice: LimitChoice = HELD_BY_LIMITS) -> float:
    """Give a target between today's total and the best the limits allow."""
    free = np.full(len(made.region_ids), np.nan)
    hard = limits_of(made, limit_choice, free).hard_end(made.good_direction)
    hard = np.where(np.isfinite(hard), hard, made.latest_value + made.good_direction * 5)
    today = made.total(made.latest_value)
    return today + share * (made.total(hard) - today)


def some_locks(made: Problem, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    chosen = rng.random(len(made.region_ids)) < 0.25
    moved = made.latest_value + made.good_direction * np.round(rng.uniform(-1, 2, len(chosen)), 2)
    lower, upper = (np.nan_to_num(np.inf if end is None else end) for end in made.bounds)
    lower = -upper if made.bounds[0] is None else lower
    return np.where(chosen, np.clip(moved, lower, upper), np.nan)


def reaches(made: Problem, values: np.ndarray, wanted: float) -> bool:
    return made.good_direction * (made.total(values) - wanted) >= -1e-9 * max(1.0, abs(wanted))


@settings(max_examples=150)
@given(draws, st.sampled_from(CLOSING), st.floats(0.02, 0.98), st.booleans(), st.integers(0, 99))
def test_a_closed_set_adds_up_before_rounding_and_reaches_the_target_after_it(
    made: Problem, choice: Choice, share: float, is_lifted: bool, seed: int
) -> None:
    limit_choice = LIFTED if is_lifted else LimitChoice()
    wanted = wanted_between(made, share, limit_choice)
    found = compose(made, choice, wanted, some_locks(made, seed), limit_choice)
    if found.closure.state == "closed":
        assert made.total(found.exact) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    if found.closure.is_reached:
        assert reaches(made, found.values, wanted)
        free = ~found.limits.is_locked
        assert np.allclose(found.values[free] * 100, np.rint(found.values[free] * 100), atol=1e-7)


@settings(max_examples=150)
@given(draws, st.sampled_from([*CLOSING, *(Choice(name) for name in RULES)]), st.floats(-0.5, 1.5), st.integers(0, 99))
def test_no_bound_and_no_lock_is_ever_broken(made: Problem, choice: Choice, share: float, seed: int) -> None:
    locks = some_locks(made, seed)
    found = compose(made, choice, wanted_between(made, share), locks)
    known = np.isfinite(found.values)
    locked = np.isfinite(locks)
    assert (found.values[locked & known] == locks[locked & known]).all()
    if RULES[choice.rule].kind == "given":
        return
    free = known & ~locked
    harder = made.good_direction * (found.values - made.latest_value)
    assert (harder[free] >= -1e-9).all()
    best = made.good_direction * np.maximum(
        made.good_direction * found.limits.best_tenth, made.good_direction * made.latest_value
    )
    assert (made.good_direction * (found.values - best)[free] <= 1e-9).all()
    lower, upper = made.bounds
    assert lower is None or (found.values[known] >= lower).all()
    assert upper is None or (found.values[known] <= upper).all()


@settings(max_examples=100)
@given(draws, st.sampled_from(CLOSING), st.floats(0.0, 1.2), st.floats(0.0, 0.5), st.integers(0, 99))
def test_a_stricter_national_target_never_makes_a_region_easier(
    made: Problem, choice: Choice, share: float, more: float, seed: int
) -> None:
    locks = some_locks(made, seed)
    first = compose(made, choice, wanted_between(made, share), locks)
    second = compose(made, choice, wanted_between(made, share + more), locks)
    both = np.isfinite(first.exact) & np.isfinite(second.exact)
    assert (made.good_direction * (second.exact - first.exact)[both] >= -1e-7).all()


@settings(max_examples=60)
@given(draws, st.sampled_from([*CLOSING, Choice("projection"), Choice("peers")]), st.randoms(use_true_random=False))
def test_the_order_of_the_regions_does_not_matter(made: Problem, choice: Choice, random: object) -> None:
    order = np.random.default_rng(random.randint(0, 10**6)).permutation(len(made.region_ids))  # type: ignore[attr-defined]
    wanted = wanted_between(made, 0.5)
    straight, mixed = compose(made, choice, wanted), compose(permuted(made, order), choice, wanted)
    assert mixed.exact == pytest.approx(straight.exact[order], rel=1e-9, abs=1e-9, nan_ok=True)
    assert mixed.closure.state == straight.closure.state


@pytest.mark.parametrize("choice", CLOSING, ids=lambda choice: choice.name)
@pytest.mark.parametrize("kind", ["positive", "identity"])
def test_another_unit_of_the_indicator_only_scales_the_set(choice: Choice, kind: str) -> None:
    made = problem(seed=5, kind=kind)  # type: ignore[arg-type]
    factor = 1000.0
    shift = np.log(factor) if kind == "positive" else 0.0
    stretch = 1.0 if kind == "positive" else factor

    def moved(z: np.ndarray) -> np.ndarray:
        return z * stretch + shift

    pool = made.pools[4]
    scaled = replace(
        made,
        latest_value=made.latest_value * factor,
        z_mean=moved(made.z_mean),
        z_sd=made.z_sd * stretch,
        band50=(moved(made.band50[0]), moved(made.band50[1])),
        own_best_change=made.own_best_change * stretch,
        pools={
            4: replace(
                pool,
                start_z=moved(pool.start_z),
                change=pool.change * stretch,
                sorted_change=pool.sorted_change * stretch,
            )
        },
        decimal_places=-1,
    )
    wanted = wanted_between(made, 0.5)
    first, second = compose(made, choice, wanted), compose(scaled, choice, wanted * factor)
    assert first.closure.is_reached
    assert first.closure.state == second.closure.state
    assert second.exact == pytest.approx(first.exact * factor, rel=1e-9)
    assert second.values == pytest.approx(first.values * factor, rel=1e-9)


def clarabel_closes(made: Problem, found: ComposedSet, wanted: float) -> np.ndarray:
    """Solve the closure as the quadratic programme it is: min sum w/2s (x - a)^2 with the sum and the limits."""
    share = made.weight / made.weight.sum()
    start = found.limits.clip(np.where(found.limits.is_locked, found.limits.low, found.proposals))
    low, high = found.limits.low, found.limits.high
    give = gives_of(made, found.choice)
    still = give <= 0
    low, high, give = np.where(still, start, low), np.where(still, start, high), np.where(still, 1.0, give)
    cost = share / give
    return solve(share, start, low, high, wanted, sparse.diags(cost / cost.min(), format="csc"))


def solve(
    share: np.ndarray, start: np.ndarray, low: np.ndarray, high: np.ndarray, wanted: float, quadratic: sparse.csc_matrix
) -> np.ndarray:
    count = len(share)
    rows = sparse.vstack([sparse.csc_matrix(share[None, :]), sparse.eye(count), -sparse.eye(count)], format="csc")
    limits = np.concatenate([[wanted - share @ start], high - start, start - low])
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(2 * count)]
    solver = clarabel.DefaultSolver(quadratic, np.zeros(count), rows, limits, cones, exact_settings())
    return np.asarray(start + np.array(solver.solve().x))


def exact_settings() -> clarabel.DefaultSettings:
    asked = clarabel.DefaultSettings()
    asked.verbose = False
    asked.tol_gap_abs = asked.tol_gap_rel = asked.tol_feas = 1e-12
    return asked


@pytest.mark.parametrize("choice", [each for each in CLOSING if each.rule != "common_pace"], ids=lambda each: each.name)
@pytest.mark.parametrize("seed", range(12))
def test_a_general_solver_gives_the_same_set(choice: Choice, seed: int) -> None:
    made = problem(seed=seed, count=4 + 3 * seed, direction=-1 if seed % 2 else 1)
    wanted = wanted_between(made, 0.55 + 0.03 * seed)
    found = compose(made, choice, wanted, some_locks(made, seed) if seed % 3 == 0 else None)
    assert found.closure.state in ("closed", "already_met", "locks_out_of_reach", "infeasible")
    if found.closure.state == "closed":
        assert np.abs(clarabel_closes(made, found, wanted) - found.exact).max() < 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_the_common_pace_is_the_set_nearest_to_today_in_relative_entropy(seed: int) -> None:
    """min sum w KL(x/100, c/100) with the sum and the limits has the same answer: one change of log odds for all."""
    made = problem(seed=seed, count=5 + seed)
    wanted = wanted_between(made, 0.3 + 0.07 * seed)
    found = compose(made, Choice("common_pace"), wanted)
    assert found.closure.state == "closed"
    count = len(made.region_ids)
    share, today = made.weight / made.weight.sum(), made.latest_value / 100
    # variables x, u, v with u >= x log(x / c) and v >= (1 - x) log((1 - x) / (1 - c)), both exponential cones
    eye, none = sparse.eye(count, format="csr"), sparse.csr_matrix((count, count))
    blocks = [sparse.hstack([sparse.csr_matrix(share[None, :]), sparse.csr_matrix((1, 2 * count))])]
    right: list[float] = [wanted / 100]
    blocks += [sparse.hstack([eye, none, none]), sparse.hstack([-eye, none, none])]
    right += [*(found.limits.high / 100), *(-found.limits.low / 100)]
    for place in range(count):
        x, u, v = (sparse.csr_matrix(([1.0], ([0], [place + shift * count])), (1, 3 * count)) for shift in range(3))
        blocks += [u, -x, sparse.csr_matrix((1, 3 * count))]  # (-u, x, c): u >= x log(x / c)
        right += [0.0, 0.0, float(today[place])]
        blocks += [v, x, sparse.csr_matrix((1, 3 * count))]
        right += [0.0, 1.0, float(1 - today[place])]
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(2 * count)] + [clarabel.ExponentialConeT()] * (2 * count)
    cost = np.concatenate([np.zeros(count), share, share])
    nothing = sparse.csc_matrix((3 * count, 3 * count))
    rows = sparse.vstack(blocks, format="csc")
    solver = clarabel.DefaultSolver(nothing, cost, rows, np.array(right), cones, exact_settings())
    theirs = 100 * np.array(solver.solve().x)[:count]
    assert np.abs(theirs - found.exact).max() < 1e-6 * 100


@settings(max_examples=200)
@given(
    draws,
    st.sampled_from([*CLOSING, *(Choice(name) for name in RULES)]),
    st.floats(-0.5, 1.5) | st.just(float("nan")),
    st.integers(0, 10**6),
    st.sampled_from(["weighted", "sum", "ratio_of_sums", "share_of_regions", "official_only", "category"]),
)
def test_whatever_is_missing_gets_a_name_and_no_number(
    made: Problem, choice: Choice, share: float, seed: int, aggregation: str
) -> None:
    rng = np.random.default_rng(seed)

    def holed(array: np.ndarray) -> np.ndarray:
        return np.where(rng.random(len(array)) < rng.choice([0.0, 0.1, 0.6]), np.nan, array)

    wanted = wanted_between(made, share)
    latest = holed(made.latest_value)
    holes = replace(
        made,
        aggregation=aggregation,
        latest_value=latest,
        horizon_years=np.where(np.isfinite(latest), made.horizon_years, 0),
        weight=holed(made.weight),
        z_mean=holed(made.z_mean),
        own_best_change=holed(made.own_best_change),
    )
    found = compose(holes, choice, wanted, some_locks(made, seed))
    assert found.closure.state in STATES
    known = np.isfinite(found.values)
    assert not np.isinf(found.values).any()
    assert np.isin(found.region_state[known], ("ok", "locked")).all()
    if found.is_usable and choice.is_closing:
        assert found.closure.coverage_share >= holes.least_coverage - 1e-9
        assert found.closure.is_reached
    measured = measure(holes, found.values, wanted, made.latest_value)
    assert sum(measured.label_counts.values()) == known.sum()
