"""What a set of targets asks, and of whom: the figures that stand beside each other when sets are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis import ambition
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.projection import chance_at_least_as_good, chance_band
from pipelines.analysis.transforms import FloatArray

LABELS = (
    "easier_than_today",
    "below_trend",
    "on_trend",
    "too_uncertain",
    "stretch",
    "rare",
    "beyond_precedent",
    "not_available",
)


@dataclass(frozen=True, slots=True)
class Outlooks:
    """One entry per region: the ambition label, the band of chance ('' = none), and k of n nearest past changes."""

    label: npt.NDArray[np.str_]
    band: npt.NDArray[np.str_]
    met_count: npt.NDArray[np.int64]
    pool_count: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measures:
    """One set in figures. Values are in the indicator's unit, shares 0-1, nan or -1 where nothing can be said.

    `largest_ask` is the change from today in the good direction; `worst_third_share` the part of all weighted change
    that falls to the third of the regions standing worst today; spreads are weighted standard deviations.
    """

    total_value: float
    distance_value: float
    label_counts: dict[str, int]
    band_counts: dict[str, int]
    largest_ask: float
    largest_ask_place: int
    worst_third_share: float
    spread_today: float
    spread_target: float
    range_today: float
    range_target: float
    rank_change_count: int
    stricter_places: tuple[int, ...]
    easier_places: tuple[int, ...]


def outlooks(problem: Problem, values: FloatArray) -> Outlooks:
    """Judge each target as the edition judges it when it is handed in."""
    z_target, count = problem.scale.to_z(values), len(values)
    share = np.full(count, np.nan)
    met, met_all, pools = (np.zeros(count, dtype=np.int64) for _ in range(3))
    for pool, chosen in problem.per_horizon:
        seen = ambition.compare(pool, problem.z_from[chosen], z_target[chosen])
        share[chosen], met[chosen], pools[chosen] = seen.share, seen.met_count, seen.pool_count
        met_all[chosen] = seen.met_count_all
    low50, high50 = problem.band50
    easy, hard = (low50, high50) if problem.good_direction > 0 else (high50, low50)
    label = ambition.label(share, met_all, problem.z_from, z_target, (easy, hard), problem.good_direction)
    chance = chance_at_least_as_good(
        values,
        problem.z_mean,
        problem.z_sd,
        problem.degrees_of_freedom,
        good_direction=problem.good_direction,
        scale=problem.scale,
    )
    return Outlooks(label, chance_band(chance), met, pools)


def measure(problem: Problem, values: FloatArray, wanted: float, submitted: FloatArray | None = None) -> Measures:
    """Put a set into figures; `submitted` are the targets to be stricter or easier than."""
    seen = outlooks(problem, values)
    total = problem.whole_total(values)
    both = np.isfinite(values) & np.isfinite(problem.latest_value)
    change = np.where(both, problem.good_direction * (values - problem.latest_value), np.nan)
    has_any = bool(both.any())
    place = int(np.nanargmax(change)) if has_any else -1
    half_step = 0.5 * 10.0**-problem.decimal_places
    aside = problem.good_direction * (values - (values if submitted is None else submitted))
    return Measures(
        total_value=total,
        distance_value=problem.good_direction * (wanted - total),
        label_counts={name: int((seen.label[np.isfinite(values)] == name).sum()) for name in LABELS},
        band_counts={name: int((seen.band[np.isfinite(values)] == name).sum()) for name in BANDS},
        largest_ask=float(change[place]) if has_any else float("nan"),
        largest_ask_place=place,
        worst_third_share=_worst_third(problem, change, both),
        spread_today=_spread(problem, problem.latest_value, both),
        spread_target=_spread(problem, values, both),
        range_today=float(np.ptp(problem.latest_value[both])) if has_any else float("nan"),
        range_target=float(np.ptp(values[both])) if has_any else float("nan"),
        rank_change_count=_rank_changes(problem.latest_value[both], values[both]),
        stricter_places=tuple(int(each) for each in np.flatnonzero(aside > half_step)),
        easier_places=tuple(int(each) for each in np.flatnonzero(aside < -half_step)),
    )


BANDS = ("<5", "5-20", "20-50", "50-80", ">80")


def _weights(problem: Problem) -> FloatArray:
    """Weigh by the alignment's weights; evenly where any is missing."""
    usable = np.isfinite(problem.weight) & (problem.weight > 0)
    return problem.weight if usable.all() else np.ones(len(problem.weight))


def _worst_third(problem: Problem, change: FloatArray, both: npt.NDArray[np.bool_]) -> float:
    places = np.flatnonzero(both)
    effort = _weights(problem)[places] * np.maximum(change[places], 0.0)
    if not places.size or effort.sum() <= 0:
        return float("nan")
    worst_first = np.argsort(problem.good_direction * problem.latest_value[places], kind="stable")
    third = worst_first[: int(np.ceil(len(places) / 3))]
    return float(effort[third].sum() / effort.sum())


def _spread(problem: Problem, values: FloatArray, both: npt.NDArray[np.bool_]) -> float:
    if not both.any():
        return float("nan")
    w, x = _weights(problem)[both], values[both]
    middle = float(w @ x / w.sum())
    return float(np.sqrt(w @ (x - middle) ** 2 / w.sum()))


def _rank_changes(before: FloatArray, after: FloatArray) -> int:
    """Count the regions whose rank differs; ties share the better rank."""
    first, second = np.sort(before), np.sort(after)
    return int((np.searchsorted(first, before) != np.searchsorted(second, after)).sum())
