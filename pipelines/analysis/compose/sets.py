"""Composes one set of targets: a rule's values, held to the limits, closed to the parent's target, put on the decimals.

Everything a screen or a file says of a set is computed from what `compose` returns; nothing is written anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.compose.closure import Closure, close, shares_of
from pipelines.analysis.compose.limits import LimitChoice, Limits, limits_of
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.compose.rounding import round_set, round_sum
from pipelines.analysis.compose.rules import RULES, Choice
from pipelines.analysis.transforms import BoolArray, FloatArray

HELD_BY_LIMITS: LimitChoice = LimitChoice()


@dataclass(frozen=True)
class ComposedSet:
    """One value per region for the last target year; nan where `region_state` says why there is none.

    `exact` are the values before rounding. region_state: ok, locked, no_figure, out_of_scale, or what the rule lacks.
    """

    choice: Choice
    values: FloatArray
    exact: FloatArray
    proposals: FloatArray
    limits: Limits
    region_state: npt.NDArray[np.str_]
    closure: Closure
    total_value: float
    is_beyond_limit: BoolArray

    @property
    def is_usable(self) -> bool:
        """Tell whether the set may leave as targets: not when a closing rule could not be closed."""
        return bool(np.isfinite(self.values).any()) and (not self.choice.is_closing or self.closure.is_reached)


class LockError(ValueError):
    """A lock outside the physical bounds: `place` is the region's position."""

    def __init__(self, place: int, value: float) -> None:
        super().__init__(f"lock {value:g} of region {place} lies outside the bounds")
        self.place, self.value = place, value


def compose(
    problem: Problem,
    choice: Choice,
    wanted: float = float("nan"),
    locks: FloatArray | None = None,
    limit_choice: LimitChoice = HELD_BY_LIMITS,
) -> ComposedSet:
    """Make the set of one rule. `wanted` is the parent's target (nan = none), `locks` fixed values (nan = free).

    Raises LockError for a lock outside the physical bounds.
    """
    held = np.full(len(problem.region_ids), np.nan) if locks is None else np.asarray(locks, dtype=np.float64)
    _hold_locks_to_bounds(problem, held)
    limits = limits_of(problem, limit_choice, held)
    rule = RULES[choice.rule]
    proposals = rule.propose(problem, choice, wanted)
    state = _states(problem, proposals, rule.missing, limits.is_locked, rule.kind == "given")
    start = np.where(limits.is_locked, held, proposals)
    if rule.kind == "given":  # made by others: shown as it stands, only locks replace it
        exact = values = start
        closure = Closure("not_asked", wanted, problem.coverage(start))
    else:
        fitted = np.where(np.isin(state, ("ok", "locked")), limits.clip(start), np.nan)
        exact, closure = close(
            problem, choice, fitted, limits, wanted, has_precedent_limit=limit_choice.is_within_precedent
        )
        values = _rounded_set(problem, exact, limits, closure, wanted)
        if rule.kind == "closing" and not closure.is_reached and closure.state not in STILL_SHOWN:
            values = np.full_like(values, np.nan)
    return ComposedSet(
        choice=choice,
        values=values,
        exact=exact,
        proposals=proposals,
        limits=limits,
        region_state=state,
        closure=closure,
        total_value=problem.whole_total(values),
        is_beyond_limit=_beyond(problem, limits, values),
    )


# a closing rule that fell short still shows how far it got; one that could not start shows nothing
STILL_SHOWN = ("infeasible", "locks_out_of_reach", "beyond_bounds")


def _hold_locks_to_bounds(problem: Problem, locks: FloatArray) -> None:
    lower, upper = problem.bounds
    outside = (locks < (-np.inf if lower is None else lower)) | (locks > (np.inf if upper is None else upper))
    if outside.any():
        place = int(np.argmax(outside))
        raise LockError(place, float(locks[place]))


def _states(
    problem: Problem, proposals: FloatArray, missing: str, is_locked: BoolArray, is_given: bool
) -> npt.NDArray[np.str_]:
    """Say of every region whether it has a value, and otherwise the first reason why not."""
    state = np.where(np.isfinite(proposals), "ok", missing).astype("<U20")
    if not is_given:
        state[~np.isfinite(problem.z_from)] = "out_of_scale"
        state[~problem.has_figure] = "no_figure"
    state[is_locked] = "locked"
    return state


def _rounded_set(problem: Problem, exact: FloatArray, limits: Limits, closure: Closure, wanted: float) -> FloatArray:
    if problem.is_sum and closure.state == "closed":
        whole = round_sum(exact, limits, wanted, problem.decimal_places)
        if whole is not None:
            return whole
    counted = np.isfinite(exact) & np.isfinite(problem.weight)
    weights = shares_of(problem, counted) if problem.is_additive and counted.any() else np.full(len(exact), np.nan)
    return round_set(
        exact,
        limits,
        weights,
        wanted if problem.is_additive else float("nan"),
        good_direction=problem.good_direction,
        decimal_places=problem.decimal_places,
    )


def _beyond(problem: Problem, limits: Limits, values: FloatArray) -> BoolArray:
    """Mark the regions asked for more than the best tenth of past changes, to the printed decimals."""
    step, direction = 10.0**-problem.decimal_places, problem.good_direction
    furthest = direction * np.maximum(direction * limits.best_tenth, direction * problem.latest_value)
    return np.asarray(direction * (values - furthest) > step)
