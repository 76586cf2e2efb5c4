"""The way down: nation, province, district, and what lies above and below a region."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.queries import Ask


def parents(ask: Ask, round_id: str, indicator_code: str) -> list[str]:
    """Regions whose parts are added up for an indicator in a round: the nation and, where districts are owed,
    provinces."""
    found = ask(
        """
        select distinct parent_region_id
        from mart.alignment as alignment
        where round_id = $round_id and indicator_code = $indicator_code
        order by parent_region_id <> '00', parent_region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
    )
    return [str(region_id) for region_id in found["parent_region_id"]]


def lineage(regions: pl.DataFrame, region_id: str) -> list[dict[str, Any]]:
    """The region and everything above it, the nation first."""
    known = {row["region_id"]: row for row in regions.iter_rows(named=True)}
    found: list[dict[str, Any]] = []
    here = known.get(region_id)
    while here is not None:
        found.insert(0, here)
        here = known.get(here["parent_region_id"] or "")
    return found


def with_regions_below(ask: Ask) -> list[str]:
    """Regions below which a set can be composed: the nation and the provinces of today."""
    found = ask(
        """
        select region_id
        from core.region as region
        where is_current and region_level in ('country', 'province')
        order by region_level <> 'country', region_id
        """
    )
    return [str(region_id) for region_id in found["region_id"]]
