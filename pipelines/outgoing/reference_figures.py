"""Fetches the reference figures of a round from the current edition, read-only. Without an edition there are none."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.catalogue.model import Catalogue
from pipelines.outgoing.template_facts import Baseline, Interval, ReferenceFigures
from pipelines.paths import Paths

BASELINES = """
select indicator_code, region_id, baseline_year, baseline_value
from core.baseline
where round_id = ? and baseline_value is not null
"""

PREVIOUS_TARGETS = """
with earlier as (
    select t.indicator_code, t.region_id, t.target_year, t.target_low, t.target_high, r.closes_at,
    from core.target t
    join core.planning_round r on r.round_id = t.round_id
    join core.planning_round asked on asked.round_id = ?
    where r.closes_at < asked.closes_at and t.target_year <= ?
)

select indicator_code, region_id, target_low, target_high
from earlier
qualify row_number() over (partition by indicator_code, region_id order by closes_at desc, target_year desc) = 1
"""


def current_edition(paths: Paths) -> Path | None:
    """Give the file of the current edition, None when nothing has been published yet."""
    if not paths.current.exists():
        return None
    name = paths.current.read_text(encoding="utf-8").strip()
    edition = paths.editions / (name if name.endswith(".duckdb") else f"{name}.duckdb")
    return edition if edition.exists() else None


def reference_figures(paths: Paths, catalogue: Catalogue, round_id: str) -> ReferenceFigures:
    """Give each pair's baseline, and its target of the last earlier round for its last target year up to ours."""
    edition = current_edition(paths)
    if edition is None or round_id not in catalogue.rounds:
        return ReferenceFigures()
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    with duckdb.connect(str(edition), read_only=True, config=config) as con:
        baselines = con.execute(BASELINES, [round_id]).fetchall()
        last_year = max(catalogue.rounds[round_id].target_years)
        previous = con.execute(PREVIOUS_TARGETS, [round_id, last_year]).fetchall()
    return ReferenceFigures(
        {(code, region): Baseline(int(year), float(value)) for code, region, year, value in baselines},
        {(code, region): Interval(low, high) for code, region, low, high in previous},
    )
