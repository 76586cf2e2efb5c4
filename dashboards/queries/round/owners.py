"""Who owes a target: the unit a proposal would come from."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def unit_of(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> str | None:
    """The unit that owes the target of a region and indicator in a round; None when nobody does."""
    found = ask(
        """
        select unit_code
        from core.owed_target
        where round_id = $round_id and indicator_code = $indicator_code and region_id = $region_id
        order by unit_code
        limit 1
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
    )
    return None if found.is_empty() else str(found["unit_code"][0])


def regions_with_targets(ask: Ask, round_id: str, indicator_code: str, target_year: int) -> list[str]:
    """Regions that have or owe a target for an indicator and year, the farthest from its target first."""
    found = ask(
        """
        select gap.region_id
        from mart.target_gap as gap
        inner join core.region as region on gap.region_id = region.region_id
        where gap.round_id = $round_id and gap.indicator_code = $indicator_code and gap.target_year = $target_year
        order by region.region_level <> 'province', gap.gap_value desc nulls last, gap.region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
    )
    return [str(region_id) for region_id in found["region_id"]]


def units_owing(ask: Ask, round_id: str, indicator_code: str, region_ids: tuple[str, ...]) -> pl.DataFrame:
    """Units that owe the indicator for regions of a set, who owes most regions first; one row a unit."""
    return ask(
        """
        select
            owed.unit_code,
            unit.name_id,
            unit.name_en,
            count(distinct owed.region_id) as region_count,
        from core.owed_target as owed
        inner join core.organisation_unit as unit on owed.unit_code = unit.unit_code
        where
            owed.round_id = $round_id and owed.indicator_code = $indicator_code
            and list_contains(string_split($region_ids, ','), owed.region_id)
        group by owed.unit_code, unit.name_id, unit.name_en
        order by region_count desc, owed.unit_code
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_ids=",".join(region_ids),
    )


def region_scope(ask: Ask, unit_code: str) -> str | None:
    """The region a unit writes for; None when it has none, or is no unit."""
    found = ask(
        "select unit.region_scope from core.organisation_unit as unit where unit.unit_code = $unit_code",
        unit_code=unit_code,
    )
    return None if found.is_empty() else found["region_scope"][0]


def submission_is_seen(ask: Ask, submission_id: str) -> bool:
    """Whether a file stands in the edition as this viewer sees it."""
    found = ask(
        "select 1 as seen from core.submission as submission where submission.submission_id = $submission_id",
        submission_id=submission_id,
    )
    return not found.is_empty()


def sheet_is_seen(ask: Ask, round_id: str, region_id: str) -> bool:
    """Whether the reference sheet of a region stands in the edition as this viewer sees it."""
    found = ask(
        """
        select 1 as seen
        from mart.reference_sheet as sheet
        where sheet.round_id = $round_id and sheet.region_id = $region_id
        limit 1
        """,
        round_id=round_id,
        region_id=region_id,
    )
    return not found.is_empty()
