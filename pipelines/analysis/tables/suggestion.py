"""Who could close the distance to a parent's target, and whether it can be closed: rows for analysis.suggestion and
analysis.feasibility. A proposal beside the submitted numbers, never in their place.

Frames in, frames out; the formulas live in analysis/allocation.py and analysis/shared_pace.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.analysis.allocation import (
    WEIGHTINGS,
    Allocation,
    adjustment_bounds,
    allocate,
    gives,
    whole_numbers,
)
from pipelines.analysis.ambition import PacePool
from pipelines.analysis.shared_pace import BEST_TENTH, common_percentile, move_all
from pipelines.analysis.tables.panel import Panel
from pipelines.analysis.tables.parents import KEY_SCHEMA, Parent, parents
from pipelines.analysis.tables.projection import PanelKey, ProjectedPanel
from pipelines.analysis.transforms import FloatArray

LEAST_COVERAGE = 0.9
SUGGESTION_SCHEMA = KEY_SCHEMA | {
    "region_id": pl.String,
    "suggested_value": pl.Float64,
    "suggested_low": pl.Float64,
    "suggested_high": pl.Float64,
    "best_plausible_value": pl.Float64,
}
FEASIBILITY_SCHEMA = KEY_SCHEMA | {
    "outcome": pl.String,
    "is_feasible": pl.Boolean,
    "national_target_value": pl.Float64,
    "submitted_value": pl.Float64,
    "best_feasible_value": pl.Float64,
    "remainder_value": pl.Float64,
    "best_tenth_value": pl.Float64,
    "common_percentile": pl.Float64,
    "horizon_years": pl.Int32,
    "pool_count": pl.Int64,
    "region_count": pl.Int64,
}


@dataclass(frozen=True)
class Parts:
    """The submitting regions of one parent: weights that make their values the parent's, proposals and outlook."""

    panel: Panel
    pool: PacePool
    horizon_years: int
    region_ids: list[str]
    weights: FloatArray
    proposals: FloatArray
    z_from: FloatArray
    own_sd: FloatArray

    @property
    def best_tenth(self) -> FloatArray:
        """Where each region would stand at the pace of the best tenth of past changes."""
        return move_all(self.z_from, self.pool.best_pace(BEST_TENTH), self.panel.scale, self.panel.bounds)


def suggestion_frames(
    parts: pl.DataFrame, made: Mapping[PanelKey, ProjectedPanel], is_whole: Mapping[str, bool]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge every parent and year of `parts` (columns as `parents`). Years already observed are left out.

    `is_whole` says which indicators are counted in whole numbers.
    """
    suggested, feasible = [], []
    for parent in parents(parts):
        each = made.get(parent.panel_key)
        if each is not None and parent.key[3] <= int(each.panel.years[-1]):
            continue
        gathered = _gather(parent, each) if each is not None else None
        facts, wanted = parent.facts, parent.wanted_value
        if gathered is None:
            blank = {
                "outcome": "insufficient_data",
                "national_target_value": wanted,
                "region_count": len(parent.region_ids),
            }
            feasible.append(facts | blank)
            continue
        if abs(float(gathered.weights @ gathered.proposals) - wanted) <= parent.margin:
            feasible.append(facts | _near_enough(gathered, wanted))
            continue
        answers = _answers(gathered, wanted)
        feasible.append(facts | _feasibility(gathered, answers["effort"], wanted))
        values = _in_whole_numbers(gathered, answers, wanted) if is_whole.get(parent.key[1]) else None
        suggested += [facts | row for row in _suggestions(gathered, answers, values)]
    return (
        pl.DataFrame(suggested, schema=SUGGESTION_SCHEMA, orient="row"),
        pl.DataFrame(feasible, schema=FEASIBILITY_SCHEMA, orient="row"),
    )


def _gather(parent: Parent, each: ProjectedPanel) -> Parts | None:
    """Put the submitting regions' facts side by side.

    None when too little of the weight has submitted, any lacks weight, series or peers, or their years are uneven.
    """
    column = each.column(parent.key[3])
    if parent.coverage < LEAST_COVERAGE or column is None:
        return None
    submitted, panel, projection = parent.submitted, each.panel, each.projection
    places = np.array([panel.row.get(region_id, -1) for region_id in submitted.region_ids])
    weights = submitted.weights
    if (places < 0).any() or not np.isfinite(weights).all() or (weights <= 0).any():
        return None
    from_years = np.unique(projection.from_year[places])
    pool = panel.pool(parent.key[3] - int(from_years[0]))
    z_mean, z_sd = projection.z_mean[places, column], projection.z_sd[places, column]
    if len(from_years) > 1 or pool.is_refused or not np.isfinite(z_mean).all():
        return None
    return Parts(
        panel=panel,
        pool=pool,
        horizon_years=pool.horizon_years,
        region_ids=submitted.region_ids,
        weights=np.ones(len(weights)) if parent.is_sum else weights / weights.sum(),
        proposals=submitted.targets,
        z_from=projection.z_from[places],
        own_sd=z_sd * panel.scale.points_per_z(z_mean),
    )


def _answers(parts: Parts, wanted: float) -> dict[str, Allocation]:
    """Solve the adjustment under each weighting."""
    direction = parts.panel.good_direction
    bounds = adjustment_bounds(parts.proposals, parts.best_tenth, direction)
    return {
        weighting: allocate(
            parts.weights,
            parts.proposals,
            bounds,
            gives(weighting, parts.proposals, parts.own_sd),
            wanted,
            good_direction=direction,
        )
        for weighting in WEIGHTINGS
    }


def _near_enough(parts: Parts, wanted: float) -> dict[str, object]:
    """Say that the distance is no larger than rounding and the error of the weight: nothing is suggested from it."""
    return {
        "outcome": "within_error",
        "national_target_value": wanted,
        "submitted_value": float(parts.weights @ parts.proposals),
        "best_tenth_value": float(parts.weights @ parts.best_tenth),
        "horizon_years": parts.horizon_years,
        "pool_count": len(parts.pool.change),
        "region_count": len(parts.region_ids),
    }


def _feasibility(parts: Parts, answer: Allocation, wanted: float) -> dict[str, object]:
    share = common_percentile(parts.pool, parts.z_from, parts.weights, wanted, parts.panel.scale)
    return {
        "outcome": answer.outcome,
        "is_feasible": answer.outcome != "infeasible",
        "national_target_value": wanted,
        "submitted_value": float(parts.weights @ parts.proposals),
        "best_feasible_value": answer.best_feasible_value,
        "remainder_value": answer.remainder_value,
        "best_tenth_value": float(parts.weights @ parts.best_tenth),
        "common_percentile": 100 * share if np.isfinite(share) else None,
        "horizon_years": parts.horizon_years,
        "pool_count": len(parts.pool.change),
        "region_count": len(parts.region_ids),
    }


def _in_whole_numbers(parts: Parts, answers: Mapping[str, Allocation], wanted: float) -> FloatArray | None:
    """Round counts so that they still add up to the parent's number."""
    effort = answers["effort"]
    if effort.outcome != "adjusted":
        return None
    bounds = adjustment_bounds(parts.proposals, parts.best_tenth, parts.panel.good_direction)
    return whole_numbers(effort.values, round(wanted), bounds)


def _suggestions(parts: Parts, answers: Mapping[str, Allocation], whole: FloatArray | None) -> list[dict[str, object]]:
    """Give one row per region; no suggested number when the parent's target is infeasible."""
    best = parts.best_tenth
    is_possible = answers["effort"].outcome != "infeasible"
    values = answers["effort"].values if whole is None else whole
    spread = np.array([answer.values for answer in answers.values()])
    return [
        {
            "region_id": region_id,
            "suggested_value": float(values[place]) if is_possible else None,
            "suggested_low": float(spread[:, place].min()) if is_possible else None,
            "suggested_high": float(spread[:, place].max()) if is_possible else None,
            "best_plausible_value": float(best[place]),
        }
        for place, region_id in enumerate(parts.region_ids)
    ]
