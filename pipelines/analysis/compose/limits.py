"""Between which values a region's target may lie: physical bounds, never easier than today, precedent, locks.

The four are applied in this order and laid on the printed decimals at once, so that rounding can break none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.transforms import BoolArray, FloatArray

GRID_SLACK = 1e-6  # of one printed step: figures on the grid stay where they are


@dataclass(frozen=True, slots=True)
class LimitChoice:
    """Which limits hold; lifting one needs a reason that travels with the set."""

    is_never_easier: bool = True
    is_within_precedent: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Low and high of each region (nan for a region left out), and which regions are locked."""

    low: FloatArray
    high: FloatArray
    is_locked: BoolArray
    best_tenth: FloatArray

    def hard_end(self, good_direction: int) -> FloatArray:
        return self.high if good_direction > 0 else self.low

    def clip(self, values: FloatArray) -> FloatArray:
        return np.clip(values, self.low, self.high)


def limits_of(problem: Problem, choice: LimitChoice, locks: FloatArray) -> Limits:
    """Lay out low and high of every region. `locks` holds fixed values, nan where none.

    A region without peers has no precedent and is not limited by it: whether that is enough is asked when closing.
    """
    count, direction = len(problem.region_ids), problem.good_direction
    lower, upper = problem.bounds
    low = np.full(count, -np.inf if lower is None else lower)
    high = np.full(count, np.inf if upper is None else upper)
    today = np.where(np.isfinite(problem.latest_value), problem.latest_value, np.nan)
    easy, hard = (low, high) if direction > 0 else (high, low)
    if choice.is_never_easier:
        easy = np.where(np.isfinite(today), np.clip(today, low, high), easy)
    best = problem.best_tenth
    if choice.is_within_precedent:
        furthest = easy if choice.is_never_easier else np.full(count, -np.inf * direction)
        reach = np.maximum(direction * best, direction * furthest) * direction
        hard = np.where(np.isfinite(best), reach, hard)
    low, high = (easy, hard) if direction > 0 else (hard, easy)
    low, high = on_grid(low, problem.decimal_places, 1), on_grid(high, problem.decimal_places, -1)
    crossed = low > high  # less than one printed step of room: the region stays on the side it may not leave
    stay = low if direction > 0 else high
    low, high = np.where(crossed, stay, low), np.where(crossed, stay, high)
    locked = np.isfinite(locks)
    return Limits(np.where(locked, locks, low), np.where(locked, locks, high), locked, best)


def on_grid(values: FloatArray, decimal_places: int, side: int) -> FloatArray:
    """Lay values on the printed decimals: `side` 1 upwards, -1 downwards, 0 to the nearest."""
    steps = np.round(values * 10.0**decimal_places, 6)
    laid = {0: np.rint(steps), 1: np.ceil(steps - GRID_SLACK), -1: np.floor(steps + GRID_SLACK)}[side]
    return np.round(laid / 10.0**decimal_places, decimal_places)
