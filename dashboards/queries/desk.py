"""What the desk asks the edition: the lines of a round with what stands beside them, and alignment on live numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboards.queries import Ask
from pipelines.contract.paths import SQL

LINES = """
    select
        line_fact.round_id,
        line_fact.indicator_code,
        line_fact.region_id,
        line_fact.target_year,
        line_fact.unit_code,
        line_fact.lower_bound,
        line_fact.upper_bound,
        line_fact.is_example,
        line_fact.open_finding_count,
        region.region_name,
        region.region_level,
        target.target_low,
        target.target_high,
        target.target_value,
        target.written,
        target.denominator,
        target.submission_id,
        coalesce(target.is_provisional, false) as is_provisional,
        gap.standing,
        gap.remaining_share,
        gap.baseline_year,
        gap.baseline_value,
        gap.latest_year,
        gap.latest_value,
        gap.projection_value,
        gap.projection_low80,
        gap.projection_high80,
        gap.chance_band,
        gap.ambition_label,
        gap.required_annual_change,
        gap.observed_annual_change,
        held.submission_id as held_submission_id,
    from core.line_fact as line_fact
    inner join core.region as region on line_fact.region_id = region.region_id
    left join core.target as target
        on
            line_fact.round_id = target.round_id
            and line_fact.indicator_code = target.indicator_code
            and line_fact.region_id = target.region_id
            and line_fact.target_year = target.target_year
    left join mart.target_gap as gap
        on
            line_fact.round_id = gap.round_id
            and line_fact.indicator_code = gap.indicator_code
            and line_fact.region_id = gap.region_id
            and line_fact.target_year = gap.target_year
    left join core.held_target as held
        on
            line_fact.round_id = held.round_id
            and line_fact.indicator_code = held.indicator_code
            and line_fact.region_id = held.region_id
            and line_fact.target_year = held.target_year
    where line_fact.round_id = $round_id and list_contains($indicator_codes, line_fact.indicator_code)
    order by gap.remaining_share desc nulls last, line_fact.region_id, line_fact.target_year
"""
LIVE = """
    with given_number as (
        select
            unnest($region_ids) as region_id,
            unnest($bases) as basis,
            unnest($lows::double[]) as number_low,
            unnest($highs::double[]) as number_high,
            unnest($owns) as is_own,
    ),
    live_number as (
        select
            $round_id as round_id,
            $indicator_code as indicator_code,
            given_number.region_id,
            $target_year::integer as target_year,
            given_number.basis,
            given_number.number_low,
            given_number.number_high,
            easy_end(given_number.number_low, given_number.number_high, indicator.good_direction) as number_value,
            given_number.is_own,
        from given_number
        inner join core.indicator as indicator on indicator.indicator_code = $indicator_code
    ),
    live_part as ({part}),
    live_total as ({total})
    select * from live_total order by parent_region_id, basis
"""


def lines(ask: Ask, round_id: str, indicator_codes: Sequence[str]) -> pl.DataFrame:
    """Every line owed or proposed of these indicators, with its gap and what is asked of it; worst first."""
    return ask(LINES, round_id=round_id, indicator_codes=list(indicator_codes))


def open_findings(ask: Ask, round_id: str, indicator_code: str) -> pl.DataFrame:
    """Questions of the rules that no justification answers yet, by line."""
    return ask(
        """
        select
            round_id, indicator_code, region_id, target_year, finding_id, rule_id, message_id, message_en, source_cell,
        from core.open_finding
        where round_id = $round_id and indicator_code = $indicator_code
        order by region_id, target_year, finding_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def by_basis(
    ask: Ask, round_id: str, indicator_code: str, target_year: int, numbers: Sequence[Mapping[str, Any]]
) -> pl.DataFrame:
    """mart.alignment_by_basis of one indicator and year, made by its own two queries from numbers given here.

    `numbers`: region_id, basis, low, high, is_own. One row per parent and basis.
    """
    part = _on("mart", "alignment_part_by_basis", "core.number_by_basis", "live_number")
    total = _on("mart", "alignment_by_basis", "mart.alignment_part_by_basis", "live_part")
    return ask(
        LIVE.format(part=part, total=total),
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
        region_ids=[each["region_id"] for each in numbers],
        bases=[each["basis"] for each in numbers],
        lows=[each["low"] for each in numbers],
        highs=[each["high"] for each in numbers],
        owns=[each["is_own"] for each in numbers],
    )


def _on(schema: str, name: str, table: str, stand_in: str) -> str:
    """The query of a table, reading a stand-in under the name of one table it reads."""
    text = (SQL / schema / f"{name}.sql").read_text(encoding="utf-8").strip().rstrip(";")
    own = table.split(".")[1]
    aliased = re.sub(rf"{re.escape(table)}(?! as)\b(?!\w)", f"{stand_in} as {own}", text)
    return aliased.replace(table, stand_in)
