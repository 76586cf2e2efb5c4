"""What one changed target does to its parents and to the chance of reaching it; nothing here is ever stored.

The chance is the edition's own function on the edition's stored z. The roll-up is the edition's rule for weighted
indicators, ratios of sums (weights are then the denominators) and sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.analysis.ambition import Ambition, PacePool, compare
from pipelines.analysis.projection import chance_at_least_as_good, chance_band
from pipelines.analysis.transforms import FloatArray, Scale

RollUp = Literal["mean", "sum"]
IntArray = npt.NDArray[np.int64]
NATION = -1


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One entry per parent: its bottom-up value, the weight behind it, and how many children gave a number.

    `coverage_share` is the weight of children with a number over the weight of all children. nan where nothing is.
    """

    values: FloatArray
    weights: FloatArray
    coverage_share: FloatArray
    counted: IntArray


@dataclass(frozen=True, slots=True)
class Outlook:
    """The words for changed targets: chance (0-1), its band, and the comparison with past changes."""

    chance: FloatArray
    band: npt.NDArray[np.str_]
    ambition: Ambition


def roll_up(
    values: npt.ArrayLike, weights: npt.ArrayLike, parents: npt.ArrayLike, parent_count: int, rule: RollUp = "mean"
) -> RolledUp:
    """Add children up to their parents (parents: position of each child's parent, negative for none).

    A child without a value or without a positive weight is left out and shown in the coverage, never taken as 0.
    """
    given, held = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    position = np.asarray(parents, dtype=np.int64)
    weighed = (position >= 0) & np.isfinite(held) & (held > 0)
    counted = weighed & np.isfinite(given)

    def gather(chosen: npt.NDArray[np.bool_], amounts: FloatArray) -> FloatArray:
        sums = np.bincount(position[chosen], amounts[chosen], minlength=parent_count)[:parent_count]
        return sums.astype(np.float64)

    weight, whole = gather(counted, held), gather(weighed, held)
    total = gather(counted, given * held if rule == "mean" else given)
    some = weight > 0
    safe = np.where(some, weight, 1.0)
    return RolledUp(
        values=np.where(some, total / safe if rule == "mean" else total, np.nan),
        weights=np.where(some, weight, np.nan),
        coverage_share=np.where(whole > 0, weight / np.where(whole > 0, whole, 1.0), np.nan),
        counted=np.bincount(position[counted], minlength=parent_count)[:parent_count],
    )


def all_levels(
    values: npt.ArrayLike,
    weights: npt.ArrayLike,
    parents: npt.ArrayLike,
    levels: list[npt.ArrayLike],
    rule: RollUp = "mean",
) -> FloatArray:
    """Give bottom-up values for a whole tree of regions, from the finest level up (entries of leaves stay as given).

    `levels` lists the positions of the children of each level, finest first: districts, then provinces. A province
    that has districts with numbers takes theirs; without any it keeps its own number. Weights of parents are their own.
    """
    tree = np.array(values, dtype=np.float64)
    own, above = np.asarray(weights, dtype=np.float64), np.asarray(parents, dtype=np.int64)
    for level in levels:
        children = np.asarray(level, dtype=np.int64)
        rolled = roll_up(tree[children], own[children], above[children], len(tree), rule)
        tree = np.where(np.isfinite(rolled.values), rolled.values, tree)
    return tree


def change(values: npt.ArrayLike, changed: dict[int, float]) -> FloatArray:
    """Give a copy of the values with the changed targets in their places."""
    copy = np.array(values, dtype=np.float64)
    for position, value in changed.items():
        copy[position] = value
    return copy


def outlook(
    target_values: npt.ArrayLike,
    stored: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
    from_z: npt.ArrayLike,
    pool: PacePool,
    scale: Scale,
) -> Outlook:
    """Judge changed targets with the stored z mean, z sd and degrees of freedom of their series."""
    z_mean, z_sd, freedom = stored
    chance = chance_at_least_as_good(
        target_values, z_mean, z_sd, freedom, good_direction=pool.good_direction, scale=scale
    )
    return Outlook(chance, chance_band(chance), compare(pool, from_z, scale.to_z(target_values)))
