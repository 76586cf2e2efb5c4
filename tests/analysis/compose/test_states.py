"""What cannot be composed gets a name, never a number that looks like knowledge; and small sets computed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipelines.analysis.compose.closure import STATES
from pipelines.analysis.compose.limits import LimitChoice
from pipelines.analysis.compose.problem import Problem, own_best_changes
from pipelines.analysis.compose.rules import RULES, Choice, parse_choice
from pipelines.analysis.compose.sets import LockError, compose
from pipelines.analysis.transforms import Scale
from tests.analysis.compose.invented import problem

NAN = float("nan")
FREE = LimitChoice(is_within_precedent=False, reason="by hand")


def changed(made: Problem, **facts: Any) -> Problem:
    return replace(made, **facts)


def without(array: np.ndarray, *places: int) -> np.ndarray:
    copy = array.astype(float).copy()
    copy[list(places)] = NAN
    return copy


BASE = problem(seed=3, count=10)
TODAY = BASE.total(BASE.latest_value)
LOCKED_ALL = BASE.latest_value
EMPTY_POOL = {4: replace(BASE.pools[4], start_year_count=1)}
NARROW = np.where(np.arange(10) < 9, BASE.latest_value, NAN)

REFUSED: dict[str, tuple[Problem, float, np.ndarray | None]] = {
    "official_only": (changed(BASE, aggregation="official_only"), TODAY - 1, None),
    "not_additive": (changed(BASE, aggregation="share_of_regions"), TODAY - 1, None),
    "no_parent_target": (BASE, NAN, None),
    "nothing_to_close": (changed(BASE, latest_value=np.full(10, NAN)), TODAY - 1, None),
    "no_weights": (changed(BASE, weight=np.full(10, NAN)), TODAY - 1, None),
    "one_region": (problem(seed=3, count=1), 3.0, None),
    "low_coverage": (changed(BASE, latest_value=without(BASE.latest_value, 0, 1, 2)), TODAY - 1, None),
    "all_locked": (BASE, TODAY - 1, LOCKED_ALL),
    "no_pool": (changed(BASE, pools=EMPTY_POOL), TODAY - 1, None),
}


@pytest.mark.parametrize("state", REFUSED)
@pytest.mark.parametrize("rule", ["common_pace", "equal_effort", "furthest_most"])
def test_a_set_that_cannot_be_closed_names_the_first_reason_and_shows_no_number(state: str, rule: str) -> None:
    made, wanted, locks = REFUSED[state]
    found = compose(made, Choice(rule), wanted, locks)
    assert found.closure.state == state
    assert not found.is_usable
    assert np.isnan(found.values).all()
    assert np.isnan(found.closure.best_feasible_value)


@pytest.mark.parametrize("state", ["official_only", "no_weights", "no_parent_target", "one_region"])
def test_a_rule_that_needs_no_sum_stays_available_and_says_why_it_is_not_closed(state: str) -> None:
    made, wanted, locks = REFUSED[state]
    open_set = compose(made, Choice("peers", percentile=50), wanted, locks)
    assert open_set.is_usable
    assert np.isfinite(open_set.values).all()
    asked = compose(made, Choice("peers", percentile=50, is_closed=True), wanted, locks)
    assert asked.closure.state == state
    assert not asked.is_usable
    assert asked.values == pytest.approx(open_set.values)


def test_a_target_out_of_reach_says_how_far_the_regions_would_come_and_which_target_is_near() -> None:
    found = compose(BASE, Choice("equal_effort"), TODAY / 5)
    assert found.closure.state == "infeasible"
    best = BASE.total(found.limits.low)
    assert found.closure.best_feasible_value == pytest.approx(best)
    assert found.closure.remainder_value == pytest.approx(TODAY / 5 - best)
    assert best <= found.closure.nearest_feasible_value < best + 0.01
    again = compose(BASE, Choice("equal_effort"), found.closure.nearest_feasible_value)
    assert again.closure.state == "closed"
    assert again.is_usable


def test_the_nearest_feasible_target_is_feasible_under_every_closing_rule() -> None:
    for seed in range(20):
        made = problem(seed=seed, count=6, direction=-1 if seed % 2 else 1)
        far = made.total(made.latest_value) * (0.05 if seed % 2 else 1.0) + (0 if seed % 2 else 60)
        for rule in ("common_pace", "equal_effort"):
            found = compose(made, Choice(rule), far)
            assert found.closure.state == "infeasible"
            assert compose(made, Choice(rule), found.closure.nearest_feasible_value).closure.is_reached


def test_locks_that_make_the_target_impossible_are_told_from_a_target_nobody_could_reach() -> None:
    locks = np.where(np.arange(10) < 8, BASE.latest_value, NAN)
    wanted = 0.5 * (TODAY + BASE.total(compose(BASE, Choice("equal_effort"), 0.1).limits.low))
    assert compose(BASE, Choice("equal_effort"), wanted).closure.state == "closed"
    assert compose(BASE, Choice("equal_effort"), wanted, locks).closure.state == "locks_out_of_reach"
    assert compose(BASE, Choice("equal_effort"), TODAY / 5, locks).closure.state == "infeasible"


def test_a_target_beyond_the_physical_bounds_is_named_so() -> None:
    assert compose(BASE, Choice("common_pace"), -1.0).closure.state == "beyond_bounds"
    assert compose(BASE, Choice("equal_effort"), -1.0, limit_choice=FREE).closure.state == "beyond_bounds"


def test_a_lock_beyond_the_physical_bounds_is_refused_with_its_place() -> None:
    locks = np.full(10, NAN)
    locks[4] = 100.5
    with pytest.raises(LockError) as caught:
        compose(BASE, Choice("projection"), locks=locks)
    assert (caught.value.place, caught.value.value) == (4, 100.5)


def test_a_region_without_a_figure_gets_no_target_but_can_be_fixed_by_hand() -> None:
    made = changed(BASE, latest_value=without(BASE.latest_value, 2), weight=np.where(np.arange(10) == 2, 0.01, 1.0))
    found = compose(made, Choice("equal_effort"), made.total(made.latest_value) - 1)
    assert found.region_state[2] == "no_figure"
    assert np.isnan(found.values[2])
    assert found.closure.state == "closed"
    assert 0.9 < found.closure.coverage_share < 1
    locks = np.full(10, NAN)
    locks[2] = 5.0
    fixed = compose(made, Choice("equal_effort"), made.total(made.latest_value) - 1, locks)
    assert (fixed.region_state[2], fixed.values[2]) == ("locked", 5.0)
    assert fixed.closure.coverage_share == pytest.approx(1.0)


def test_no_sum_is_said_where_too_few_regions_have_a_value() -> None:
    few = changed(BASE, latest_value=without(BASE.latest_value, 0, 1, 2, 3))
    found = compose(few, Choice("converge"), TODAY - 0.5)
    assert np.isnan(found.total_value)
    assert np.isfinite(found.values).sum() == 6
    assert np.isfinite(compose(BASE, Choice("converge"), TODAY - 0.5).total_value)


def test_a_sum_without_one_of_its_parts_is_not_closed() -> None:
    made = problem(seed=3, count=10, aggregation="sum", kind="positive")
    missing = changed(made, latest_value=without(made.latest_value, 2))
    assert compose(missing, Choice("common_pace"), 100.0).closure.state == "low_coverage"


@pytest.mark.parametrize(
    ("rule", "facts", "state"),
    [
        ("projection", {"z_mean": without(BASE.z_mean, 1)}, "no_projection"),
        ("own_best", {"own_best_change": without(BASE.own_best_change, 1)}, "too_few_windows"),
        ("peers", {"latest_value": np.where(np.arange(10) == 1, 100.5, BASE.latest_value)}, "out_of_scale"),
        ("common_pace", {"latest_value": without(BASE.latest_value, 1)}, "no_figure"),
        ("legal_minimum", {}, "no_legal_minimum"),
        ("as_submitted", {}, "not_submitted"),
        ("as_planned", {}, "not_planned"),
        ("as_agreed", {}, "not_agreed"),
    ],
)
def test_a_region_a_rule_cannot_serve_says_what_is_missing(rule: str, facts: dict[str, Any], state: str) -> None:
    found = compose(changed(BASE, **facts), Choice(rule), TODAY - 0.5)
    assert found.region_state[1] == state
    assert np.isnan(found.values[1])


def test_every_refusal_is_a_known_state() -> None:
    assert set(REFUSED) <= set(STATES)
    assert len(STATES) == len(set(STATES))


def by_hand(latest: list[float], weight: list[float]) -> Problem:
    count = len(latest)
    blank = np.full(count, NAN)
    return changed(
        problem(seed=1, count=count),
        scale=Scale("identity"),
        bounds=(0.0, None),
        latest_value=np.array(latest),
        weight=np.array(weight),
        z_mean=blank,
        z_sd=blank,
        band50=(blank, blank),
    )


def test_the_furthest_behind_moves_most() -> None:
    made = by_hand([4.0, 8.0, 12.0], [1.0, 1.0, 1.0])
    found = compose(made, Choice("furthest_most"), 7.0, limit_choice=FREE)
    # 3 points to share in proportion to the distances 0, 4, 8 from the best
    assert found.values == pytest.approx([4.0, 7.0, 10.0])


def test_locks_keep_their_value_and_the_others_take_up_the_rest() -> None:
    made = by_hand([4.0, 8.0, 12.0], [1.0, 1.0, 1.0])
    found = compose(made, Choice("common_pace"), 7.0, np.array([NAN, NAN, 12.0]), FREE)
    assert found.values == pytest.approx([2.5, 6.5, 12.0])


def test_converging_closes_the_share_of_the_distance_and_leaves_who_is_beyond() -> None:
    made = changed(by_hand([4.0, 8.0, 12.0], [1.0, 1.0, 1.0]), legal_minimum=2.0)
    free = LimitChoice(is_within_precedent=False)
    best, national, legal = (
        compose(made, Choice("converge", share=0.5, towards=towards), 6.0, limit_choice=free).values
        for towards in ("best", "national", "legal")
    )
    assert best == pytest.approx([4.0, 6.0, 8.0])
    assert national == pytest.approx([4.0, 7.0, 9.0])
    assert legal == pytest.approx([3.0, 5.0, 7.0])


def test_the_best_of_ones_own_past_needs_two_windows() -> None:
    figures = np.array([[10, 9, 7, 6, 6.0], [10, 9, NAN, NAN, NAN], [5, 6, 8, 9, 9.0]])
    best = own_best_changes(figures, [2, 2, 2], good_direction=-1, scale=Scale("identity"))
    assert best == pytest.approx([3.0, NAN, -1.0], nan_ok=True)
    assert np.isnan(own_best_changes(figures, [4, 4, 5], good_direction=-1, scale=Scale("identity"))).all()


def test_today_is_the_easiest_target_unless_that_limit_is_lifted() -> None:
    worse = changed(BASE, own_best_change=np.full(10, -0.2))
    assert compose(worse, Choice("own_best")).values == pytest.approx(BASE.latest_value)
    lifted = compose(worse, Choice("own_best"), limit_choice=LimitChoice(is_never_easier=False, reason="flood"))
    assert (lifted.values > BASE.latest_value).all()


def test_what_is_beyond_the_best_tenth_is_marked_once_the_limit_is_lifted() -> None:
    held = compose(BASE, Choice("peers", percentile=99.9))
    assert not held.is_beyond_limit.any()
    lifted = compose(BASE, Choice("peers", percentile=99.9), limit_choice=FREE)
    assert lifted.is_beyond_limit.any()


@pytest.mark.parametrize("text", ["peers:75", "peers:50+", "converge:0.25:national", "projection+", "equal_effort"])
def test_a_choice_is_read_as_it_is_written(text: str) -> None:
    assert parse_choice(text).name == text


@pytest.mark.parametrize(
    "text", ["", "peer", "peers:0", "peers:101", "peers:x", "converge:2:best", "converge:0.2:moon", "projection:1"]
)
def test_a_choice_nobody_can_read_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"choose one of|is no rule"):
        parse_choice(text)


def test_every_rule_says_what_it_lacks() -> None:
    assert all(rule.missing for rule in RULES.values())
