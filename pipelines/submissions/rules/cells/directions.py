"""Which way is better for an indicator, what counts as equal, and where nothing further can be asked."""

from __future__ import annotations

from functools import cache

from pipelines.reference.model import Indicator
from pipelines.submissions.model.finding import Words

SIGNS = {"up": 1, "down": -1, "within": 0}


def half_unit(indicator: Indicator) -> float:
    """Half a rounding unit, a hair wider so that figures printed alike count as equal."""
    return _half_of(indicator.decimal_places)


@cache
def _half_of(decimal_places: int) -> float:
    return float(0.5 * 10.0**-decimal_places * (1 + 1e-9))


def at_best_bound(value: float, indicator: Indicator) -> bool:
    """True at the end of what is possible in the good direction (100 % served, 0 % poor)."""
    if indicator.good_direction == "within":
        return False
    best = indicator.upper_bound if indicator.good_direction == "up" else indicator.lower_bound
    return best is not None and abs(value - best) <= half_unit(indicator)


def indicator_name(indicator: Indicator) -> Words:
    return Words(indicator.name_id, indicator.name_en)


def direction_words(indicator: Indicator) -> Words:
    """How a good change goes, to follow the indicator's name in a sentence."""
    if indicator.good_direction == "up":
        return Words("membaik bila naik", "improves when it rises")
    if indicator.good_direction == "down":
        return Words("membaik bila turun", "improves when it falls")
    return Words("membaik bila berada dalam rentangnya", "improves when it lies within its range")
