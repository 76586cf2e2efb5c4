"""Puts a set on the printed decimals without losing the parent's target: what reached it before reaches it after."""

from __future__ import annotations

import numpy as np

from pipelines.analysis.allocation import REACHED, whole_numbers
from pipelines.analysis.compose.limits import Limits, on_grid
from pipelines.analysis.transforms import BoolArray, FloatArray


def round_set(
    values: FloatArray,
    limits: Limits,
    weights: FloatArray,
    wanted: float,
    *,
    good_direction: int,
    decimal_places: int,
) -> FloatArray:
    """Round every free region to the nearest printed value; where that loses the target, some go to the harder side.

    Those with the largest remainder go first, the heavier one of two alike; who turns out not to be needed goes back.
    `weights` make the values the parent's; `wanted` nan = nothing to hold. nan values and locks stay as they are.
    """
    free = np.isfinite(values) & ~limits.is_locked
    rounded = np.where(free, limits.clip(on_grid(values, decimal_places, 0)), values)
    counted = np.isfinite(values) & np.isfinite(weights)
    if not np.isfinite(wanted) or not counted.any():
        return rounded
    slack = REACHED * max(1.0, abs(wanted))

    def lacks(candidate: FloatArray) -> float:
        return good_direction * (wanted - float(weights[counted] @ candidate[counted]))

    if lacks(values) > slack or lacks(rounded) <= slack:
        return rounded
    harder = limits.clip(on_grid(values, decimal_places, good_direction))
    gain = np.where(free & counted, good_direction * (harder - rounded), 0.0)
    able = np.flatnonzero(gain > 0)
    way = np.round(np.abs(harder - values) * 10.0**decimal_places, 6)
    order = able[np.lexsort((-weights[able], way[able]))]
    missing, taken = lacks(rounded), []
    for place in order:
        if missing <= slack:
            break
        missing -= weights[place] * gain[place]
        taken.append(place)
    for place in taken[::-1]:
        if missing + weights[place] * gain[place] <= slack:
            missing += weights[place] * gain[place]
            taken.remove(place)
    rounded[taken] = harder[taken]
    return rounded


def round_sum(values: FloatArray, limits: Limits, wanted: float, decimal_places: int) -> FloatArray | None:
    """Round parts of a sum so that they add up to it exactly in printed steps; None when no such numbers exist."""
    free: BoolArray = np.isfinite(values) & ~limits.is_locked
    held = float(values[np.isfinite(values) & limits.is_locked].sum())
    steps = 10.0**decimal_places
    total = (wanted - held) * steps
    if not free.any() or abs(total - round(total)) > 1e-6:
        return None
    bounds = (np.round(limits.low[free] * steps, 6), np.round(limits.high[free] * steps, 6))
    counts = whole_numbers(np.round(values[free] * steps, 9), round(total), bounds)
    if counts is None:
        return None
    whole = values.copy()
    whole[free] = np.round(counts / steps, decimal_places)
    return whole
