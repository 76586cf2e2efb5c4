"""How often targets made by each rule in past years would have been met: every past year takes its turn as today.

What lies after that year is not passed to the rules at all; it is looked at only to see whether a target was met.
Which series are tried, and where the result is kept, is decided in tables/rule_hit_rate.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.analysis.ambition import pace_pool
from pipelines.analysis.compose.problem import IntArray, Problem, own_best_changes
from pipelines.analysis.compose.rules import RULES, Choice
from pipelines.analysis.compose.sets import compose
from pipelines.analysis.projection import FEWEST_POINTS, Form, project_panel, quantile
from pipelines.analysis.transforms import FloatArray, Scale

HORIZONS = (1, 2, 3, 4, 5)
TRIED = (
    Choice("projection"),
    Choice("own_best"),
    *(Choice("peers", percentile=each) for each in (50.0, 75.0, 90.0)),
    Choice("converge", share=0.25),
    Choice("common_pace"),
    Choice("equal_effort"),
    Choice("furthest_most"),
)


class HitRate(NamedTuple):
    """One rule over one horizon: how many targets were made, and how many the later figure met."""

    rule: str
    horizon_years: int
    case_count: int
    met_count: int
    origin_count: int
    first_origin_year: int
    last_origin_year: int


@dataclass(frozen=True)
class Record:
    """The figures of one indicator at one level: regions x unbroken years, nan where nothing was published.

    `first_usable_year` per region is the year of a new territory (0 = none). `national_targets` by (year it was in
    force from, target year); `weights` by year, one entry per region: both may be empty, then no rule that closes is
    tried.
    """

    values: FloatArray
    years: IntArray
    first_usable_year: IntArray
    scale: Scale
    good_direction: int
    aggregation: str
    bounds: tuple[float | None, float | None]
    decimal_places: int
    national_targets: Mapping[tuple[int, int], float]
    weights: Mapping[int, FloatArray]

    def known_at(self, origin_year: int) -> Record:
        """Give the record as it stood at the end of a year: later figures, divisions and weights are not in it."""
        kept = self.years <= origin_year
        values = self.values[:, kept]
        usable = np.where(self.first_usable_year <= origin_year, self.first_usable_year, 0)
        kind = self.scale.kind
        if kind != "rate":  # whether a figure can be negative is not known beforehand either
            seen = values[np.isfinite(values)]
            kind = "positive" if seen.size and bool((seen > 0).all()) else "identity"
        return Record(
            values=values,
            years=self.years[kept],
            first_usable_year=usable,
            scale=Scale(kind, self.scale.half_unit),
            good_direction=self.good_direction,
            aggregation=self.aggregation,
            bounds=self.bounds,
            decimal_places=self.decimal_places,
            national_targets={key: value for key, value in self.national_targets.items() if key[0] <= origin_year},
            weights={year: each for year, each in self.weights.items() if year <= origin_year},
        )


def hit_rates(record: Record, choices: Sequence[Choice] = TRIED) -> list[HitRate]:
    """Count, per rule and horizon, the targets that the later figure met; nothing where no target could be made."""
    counts: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for origin in range(FEWEST_POINTS - 1, len(record.years) - 1):
        origin_year = int(record.years[origin])
        known = record.known_at(origin_year)
        horizons = [each for each in HORIZONS if origin + each < len(record.years)]
        for horizon, problem in problems_at(known, horizons):
            later = _comparable(record, origin_year, horizon)[[int(place) for place in problem.region_ids]]
            for choice in choices:
                made = targets_of(known, problem, choice, origin_year + horizon)
                judged = np.isfinite(made) & np.isfinite(later)
                if judged.any():
                    met = record.good_direction * (later - made)[judged] >= -1e-9
                    key = (choice.name, horizon)
                    counts.setdefault(key, []).append((origin_year, int(judged.sum()), int(met.sum())))
    order = {choice.name: place for place, choice in enumerate(choices)}
    return [
        HitRate(
            rule,
            horizon,
            sum(count for _, count, _ in rows),
            sum(met for _, _, met in rows),
            len(rows),
            min(year for year, _, _ in rows),
            max(year for year, _, _ in rows),
        )
        for (rule, horizon), rows in sorted(counts.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]


def targets_of(known: Record, problem: Problem, choice: Choice, target_year: int) -> FloatArray:
    """Make the targets of one rule; nan everywhere for a closing rule without a national target in force."""
    wanted = float("nan")
    if RULES[choice.rule].kind == "closing":
        in_force = {since: value for (since, year), value in known.national_targets.items() if year == target_year}
        if not in_force:
            return np.full(len(problem.region_ids), np.nan)
        wanted = in_force[max(in_force)]
    made = compose(problem, choice, wanted)
    return made.values if made.is_usable else np.full(len(problem.region_ids), np.nan)


def _comparable(record: Record, origin_year: int, horizon: int) -> FloatArray:
    """Give the later figures, without those of a territory that changed in between."""
    column = int(np.flatnonzero(record.years == origin_year + horizon)[0])
    changed = (record.first_usable_year > origin_year) & (record.first_usable_year <= origin_year + horizon)
    return np.where(changed, np.nan, record.values[:, column])


def problems_at(known: Record, horizons: Sequence[int]) -> Iterator[tuple[int, Problem]]:
    """Lay out one problem per horizon from what was known; regions are named by their row of the record.

    Only a region with a figure of the last year can get a target; one that only has a weight counts as missing.
    """
    last_year = int(known.years[-1])
    usable = np.where(known.years[None, :] < known.first_usable_year[:, None], np.nan, known.values)
    latest = usable[:, -1]
    projection = project_panel(
        known.values,
        known.years,
        last_year + np.array(horizons),
        known.scale,
        first_usable_year=known.first_usable_year,
        form=Form.second(),
    )
    own = projection.from_year == last_year
    weights = _weights(known)
    has_weight = np.isfinite(weights) & (known.aggregation != "sum")
    rows = np.flatnonzero(np.isfinite(latest) | has_weight)
    reaches = quantile(0.75, projection.degrees_of_freedom)
    direction, scale = known.good_direction, known.scale
    for column, horizon in enumerate(horizons):
        z_mean = np.where(own, projection.z_mean[:, column], np.nan)[rows]
        z_sd = np.where(own, projection.z_sd[:, column], np.nan)[rows]
        reach = reaches[rows, column]
        ahead = np.full(len(rows), horizon)
        yield (
            horizon,
            Problem(
                scale=scale,
                good_direction=direction,
                aggregation=known.aggregation,
                bounds=known.bounds,
                decimal_places=known.decimal_places,
                region_ids=tuple(str(place) for place in rows),
                latest_value=latest[rows],
                horizon_years=np.where(np.isfinite(latest[rows]), ahead, 0),
                weight=weights[rows],
                z_mean=z_mean,
                z_sd=z_sd,
                degrees_of_freedom=projection.degrees_of_freedom[rows, column],
                band50=(z_mean - reach * z_sd, z_mean + reach * z_sd),
                own_best_change=own_best_changes(usable[rows], ahead, good_direction=direction, scale=scale),
                pools={horizon: pace_pool(usable, known.years, horizon, good_direction=direction, scale=scale)},
            ),
        )


def _weights(known: Record) -> FloatArray:
    """Take the newest weights there were; regions that do not count any more have none and no figure either."""
    if known.aggregation == "sum":
        return np.ones(len(known.values))
    return known.weights[max(known.weights)] if known.weights else np.full(len(known.values), np.nan)
