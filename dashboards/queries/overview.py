"""What the first screen and the brief answer from: one set of facts for both, in one order, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.queries import Ask, alignment, targets
from dashboards.queries.round import progress, rounds

Row = dict[str, Any]


@dataclass(frozen=True)
class Overview:
    """The facts of one round and target year for one parent.

    `sums` are the indicators, worst first by distance over what is asked; `carried` are the regions of the first of
    them, by `carried_by`: the column of mart.alignment_part that adds up to its distance.
    """

    target_year: int
    sums: list[Row]
    carried: list[Row]
    carried_by: str
    changes: list[Row]
    fill: list[Row]
    units: list[Row]
    standings: dict[str, int]
    asking_nothing: list[Row]
    lever: Row | None

    @property
    def worst(self) -> Row | None:
        """The indicator whose sum lies farthest from its target; None when every sum that can be judged reaches it."""
        return next((row for row in self.sums if row["verdict"] in ("infeasible", "short_of_target")), None)


def of_round(ask: Ask, round_id: str, target_year: int) -> Overview:
    """All facts of the first screen for the nation."""
    sums = alignment.of_round(ask, round_id, target_year).to_dicts()
    worst = next((row for row in sums if row["verdict"] in ("infeasible", "short_of_target")), None)
    carried, carried_by = ([], "contribution_to_pace") if worst is None else carriers(ask, round_id, worst)
    stood = targets.standings(ask, round_id, target_year)
    return Overview(
        target_year=target_year,
        sums=sums,
        carried=carried,
        carried_by=carried_by,
        changes=progress.changes_of_year(ask, round_id, target_year).to_dicts(),
        fill=progress.fill(ask, round_id).to_dicts(),
        units=rounds.units(ask, round_id).to_dicts(),
        standings=dict(zip(stood["standing"], stood["target_count"], strict=True)),
        asking_nothing=targets.asking_nothing(ask, round_id, target_year).to_dicts(),
        lever=next(iter(alignment.levers(ask, round_id, target_year).to_dicts()), None),
    )


def carriers(ask: Ask, round_id: str, row: Row) -> tuple[list[Row], str]:
    """The regions of one sum, who carries most first, and the column by which they carry: the common pace, or the
    target itself where a region without a past leaves no common pace."""
    parts = alignment.parts(ask, round_id, row["indicator_code"], row["target_year"], row["parent_region_id"])
    column = alignment.carried_by(parts)
    counted = [part for part in parts.to_dicts() if part["contribution"] is not None]
    return sorted(counted, key=lambda part: (-part[column], part["region_id"])), column
