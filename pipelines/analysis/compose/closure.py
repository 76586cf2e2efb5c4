"""Closes a set to the parent's target, or says in one word why it cannot be closed.

The arithmetic is that of allocation.py and shared_pace.py; here is decided which of them is asked and what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.analysis.allocation import REACHED, allocate
from pipelines.analysis.compose.limits import Limits, on_grid
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.compose.rules import Choice, gives_of
from pipelines.analysis.shared_pace import common_change
from pipelines.analysis.transforms import BoolArray, FloatArray

# in the order in which they are asked
STATES = (
    "not_asked",
    "official_only",
    "not_additive",
    "no_parent_target",
    "nothing_to_close",
    "no_weights",
    "one_region",
    "low_coverage",
    "all_locked",
    "no_pool",
    "already_met",
    "closed",
    "beyond_bounds",
    "locks_out_of_reach",
    "infeasible",
)
REACHED_STATES = ("already_met", "closed")


@dataclass(frozen=True, slots=True)
class Closure:
    """How a set stands to its parent's target; values in the indicator's unit, nan where there is none.

    `nearest_feasible_value` is the strictest target in printed decimals that can be reached; `remainder_value` the
    target minus what the best feasible set gives, in the indicator's own sign.
    """

    state: str
    wanted_value: float = float("nan")
    coverage_share: float = float("nan")
    best_feasible_value: float = float("nan")
    nearest_feasible_value: float = float("nan")
    remainder_value: float = float("nan")

    @property
    def is_reached(self) -> bool:
        return self.state in REACHED_STATES


def shares_of(problem: Problem, counted: BoolArray) -> FloatArray:
    """Give the weights that make the counted regions' values the parent's; nan for the others."""
    weights = np.where(counted, problem.weight, np.nan)
    return weights if problem.is_sum else weights / np.nansum(weights)


def close(
    problem: Problem, choice: Choice, proposals: FloatArray, limits: Limits, wanted: float, *, has_precedent_limit: bool
) -> tuple[FloatArray, Closure]:
    """Move the free regions from their proposals until the sum is the parent's target; locks stay where they are."""
    refusal = _refusal(problem, choice, proposals, limits, wanted, has_precedent_limit)
    coverage = problem.coverage(proposals) if problem.is_additive else float("nan")
    if refusal:
        return proposals, Closure(refusal, wanted, coverage)
    counted = np.isfinite(proposals) & np.isfinite(problem.weight)
    weights = shares_of(problem, counted)[counted]
    low, high, start = limits.low[counted], limits.high[counted], proposals[counted]
    give = gives_of(problem, choice)[counted]
    if choice.rule == "furthest_most":  # who has no distance to the best region is not moved
        low, high = np.where(give > 0, low, start), np.where(give > 0, high, start)
    direction = problem.good_direction
    found = allocate(weights, start, (low, high), give, wanted, good_direction=direction)
    values = found.values
    if choice.rule == "common_pace" and found.outcome == "adjusted":
        z_from = np.where(limits.is_locked, problem.scale.to_z(proposals), problem.z_from)[counted]
        change = common_change(z_from, weights, wanted, problem.scale, (low, high))
        values = np.clip(problem.scale.from_z(z_from + change), low, high)
    closed = proposals.copy()
    closed[counted] = values
    state = {"adjusted": "closed", "already_met": "already_met"}.get(found.outcome)
    facts = Closure(state or "infeasible", wanted, coverage, found.best_feasible_value)
    if state is None:
        facts = _why_out_of_reach(problem, limits, counted, facts)
    return closed, facts


def _refusal(
    problem: Problem,
    choice: Choice,
    proposals: FloatArray,
    limits: Limits,
    wanted: float,
    has_precedent_limit: bool,
) -> str:
    """Name the first thing that stands in the way of any sum; empty when nothing does."""
    counted = np.isfinite(proposals)
    weighed = counted & np.isfinite(problem.weight) & (problem.weight > 0)
    free = weighed & ~limits.is_locked
    reasons = {
        "not_asked": not choice.is_closing,
        "official_only": problem.aggregation in ("official_only", "category"),
        "not_additive": not problem.is_additive,
        "no_parent_target": not np.isfinite(wanted),
        "nothing_to_close": not counted.any(),
        "no_weights": counted.any() and not weighed.any(),
        "one_region": len(problem.region_ids) == 1,
        "low_coverage": problem.coverage(proposals) < problem.least_coverage - REACHED
        or bool((counted & ~weighed).any()),
        "all_locked": not free.any(),
        "no_pool": has_precedent_limit and bool((free & ~np.isfinite(limits.best_tenth)).any()),
    }
    return next((name for name in STATES if reasons.get(name, False)), "")


def _why_out_of_reach(problem: Problem, limits: Limits, counted: BoolArray, facts: Closure) -> Closure:
    """Tell bounds, locks and precedent apart, and give the strictest printed target that can be reached."""
    direction, weights = problem.good_direction, shares_of(problem, counted)[counted]
    lower, upper = problem.bounds
    bound = (upper if direction > 0 else lower) if not problem.is_sum else None
    state = "infeasible"
    if bound is not None and direction * (facts.wanted_value - bound) > 0:
        state = "beyond_bounds"
    elif (locked := limits.is_locked[counted]).any():
        hard = limits.hard_end(direction)[counted]
        unlocked = np.where(np.isfinite(limits.best_tenth[counted]), limits.best_tenth[counted], hard)
        if direction * (float(weights @ np.where(locked, unlocked, hard)) - facts.wanted_value) >= 0:
            state = "locks_out_of_reach"
    nearest = float(on_grid(np.array([facts.best_feasible_value]), problem.decimal_places, -direction)[0])
    return replace(
        facts,
        state=state,
        nearest_feasible_value=nearest,
        remainder_value=facts.wanted_value - facts.best_feasible_value,
    )
