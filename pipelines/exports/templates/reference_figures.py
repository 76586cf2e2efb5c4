"""Fetches the reference figures of a round from the current edition, before the first one from the bundled statistics.
Read-only; what a template does with them stands in `template_facts.py`."""

from __future__ import annotations

from pipelines.contract.paths import Paths
from pipelines.exports.templates.facts import Baseline, Interval, ReferenceFigures
from pipelines.reference.model import Catalogue
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.current_figures import edition_or_bundled

BASELINES = """
select indicator_code, region_id, baseline_year, baseline_value
from core.baseline
where round_id = $round_id and baseline_value is not null
"""

EARLIER_TARGETS = """
with earlier as (
    select
        target.indicator_code,
        target.region_id,
        target.target_year,
        target.target_low,
        target.target_high,
        r.closes_at
    from core.target
    inner join core.planning_round as r on target.round_id = r.round_id
    inner join core.planning_round as asked on asked.round_id = $round_id
    where r.closes_at < asked.closes_at and target.target_year <= $last_year
)

select indicator_code, region_id, target_low, target_high
from earlier
qualify row_number() over (partition by indicator_code, region_id order by closes_at desc, target_year desc) = 1
"""


def reference_figures(paths: Paths, catalogue: Catalogue, round_id: str) -> ReferenceFigures:
    """Give each pair's baseline, and its target of the last earlier round for its last target year up to ours."""
    if round_id not in catalogue.rounds:
        return ReferenceFigures()
    with edition_or_bundled(paths, catalogue, "core.baseline") as connection:
        baselines = connection.execute(BASELINES, {"round_id": round_id}).fetchall()
        previous: list[tuple[str, str, float | None, float | None]] = []
        if warehouse.exists(connection, "core.target"):
            last_year = max(catalogue.rounds[round_id].target_years)
            previous = connection.execute(EARLIER_TARGETS, {"round_id": round_id, "last_year": last_year}).fetchall()
    return ReferenceFigures(
        {(code, region): Baseline(int(year), float(value)) for code, region, year, value in baselines},
        {(code, region): Interval(low, high) for code, region, low, high in previous},
    )
