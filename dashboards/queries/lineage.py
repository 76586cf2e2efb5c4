"""The way of one number back: from a target to its cell and file, from an observation to its published table."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask
from dashboards.queries.findings import GRAVEST_FIRST


def of_target(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """Where the targets of a region were typed: file, cell, unit, reception; one row a target year."""
    return ask(
        """
        select
            target.target_year,
            target.target_low,
            target.target_high,
            target.target_value,
            target.confidence,
            target.is_provisional,
            target.justification,
            target.source_cell,
            target.submission_id,
            submission.file_name,
            submission.received_at,
            submission.status,
            submission.unit_code,
            unit.name_id,
            unit.name_en,
        from core.target as target
        left join core.submission as submission on target.submission_id = submission.submission_id
        left join core.organisation_unit as unit on submission.unit_code = unit.unit_code
        where target.round_id = $round_id and target.indicator_code = $indicator_code and target.region_id = $region_id
        order by target.target_year
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
    )


def of_observations(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """The published tables behind the series a round sees, newest figure first; one row a year."""
    return ask(
        """
        with printed as (
            select
                indicator_code,
                region_id,
                period,
                vintage,
                source_id,
                any_value(file_name) as file_name,
                any_value(printed_value) as printed_value,
            from core.published_figure as figure
            where indicator_code = $indicator_code and region_id = $region_id
            group by all
        )
        select
            seen.observation_year,
            seen.period,
            seen.observed_value,
            seen.vintage,
            seen.source_id,
            source.publisher,
            source.title,
            source.trust,
            printed.file_name,
            printed.printed_value,
        from core.round_series as seen
        left join core.source as source on seen.source_id = source.source_id
        left join printed
            on seen.indicator_code = printed.indicator_code and seen.region_id = printed.region_id
            and seen.period = printed.period and seen.vintage = printed.vintage and seen.source_id = printed.source_id
        where seen.round_id = $round_id and seen.indicator_code = $indicator_code and seen.region_id = $region_id
        order by seen.observation_year desc
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
    )


def national_target(ask: Ask, round_id: str, indicator_code: str, target_year: int) -> pl.DataFrame:
    """The national target a round is held against, as its document prints it; one row, or none."""
    return ask(
        """
        select
            target.printed_text,
            target.source,
            target.document_id,
            target.confidence,
        from core.national_target as target
        inner join core.planning_round as planning_round
            on target.document_id = planning_round.national_document_id
        where
            planning_round.round_id = $round_id
            and target.indicator_code = $indicator_code and target.target_year = $target_year
        order by target.document_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
    )


def findings(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """What the rules said about the cells of one target; one row a finding, the gravest first."""
    return ask(
        f"""
        select finding.*
        from core.finding as finding
        where
            finding.round_id = $round_id
            and finding.indicator_code = $indicator_code
            and finding.region_id = $region_id
        order by
            {GRAVEST_FIRST},
            finding.target_year,
            finding.rule_id,
            finding.finding_number
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
    )


def scores(ask: Ask, round_id: str, indicator_code: str, region_id: str, assessor_kind: str = "unit") -> pl.DataFrame:
    """The five criteria of one target, assessed or not, in their order; one row a criterion."""
    return ask(
        """
        select
            criterion.criterion_code,
            criterion.name_id,
            criterion.name_en,
            criterion.is_mandatory,
            score.level,
            score.is_not_applicable,
            score.reason,
            score.evidence,
            anchor.anchor_id,
            anchor.anchor_en,
        from core.criterion as criterion
        left join core.criterion_score as score
            on criterion.criterion_code = score.criterion_code and score.round_id = $round_id
            and score.indicator_code = $indicator_code and score.region_id = $region_id
            and score.assessor_kind = $assessor_kind
        left join core.criterion_level as anchor
            on score.criterion_code = anchor.criterion_code and score.level = anchor.level
        order by criterion.position
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
        assessor_kind=assessor_kind,
    )
