"""What units propose beside targets in a round, and how reviewers judged lines against the criteria."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def outcomes(ask: Ask, round_id: str) -> pl.DataFrame:
    """Proposed outcomes with the unit's own words and what was decided, chosen ones first; one row an outcome."""
    return ask(
        """
        select
            proposed.*,
            unit.name_id as unit_id,
            unit.name_en as unit_en,
            priority.is_chosen,
            priority.is_outdated,
            priority.reason,
            state.name_id as state_id,
            state.name_en as state_en,
        from core.proposed_outcome as proposed
        inner join mart.priority_outcome as priority
            on proposed.round_id = priority.round_id and proposed.outcome_code = priority.outcome_code
        inner join core.organisation_unit as unit on proposed.unit_code = unit.unit_code
        inner join core.review_state as state
            on state.subject_kind = 'outcome' and priority.state = state.state_code
        where proposed.round_id = $round_id
        order by priority.is_chosen desc, proposed.outcome_code
        """,
        round_id=round_id,
    )


def indicators(ask: Ask, round_id: str) -> pl.DataFrame:
    """Proposed indicators with what was decided of each; one row an indicator."""
    return ask(
        """
        select
            proposed.*,
            state.name_id as state_id,
            state.name_en as state_en,
        from mart.proposed_indicator as proposed
        inner join core.review_state as state
            on state.subject_kind = 'outcome' and proposed.state = state.state_code
        where proposed.round_id = $round_id
        order by proposed.proposal_code
        """,
        round_id=round_id,
    )


def agreement(ask: Ask, round_id: str) -> pl.DataFrame:
    """How far reviewers agree, per criterion in its order, all of them first; one row a criterion."""
    return ask(
        """
        select
            said.*,
            criterion.name_id,
            criterion.name_en,
        from analysis.reviewer_agreement as said
        left join core.criterion as criterion on said.criterion_code = criterion.criterion_code
        where said.round_id = $round_id
        order by criterion.position nulls first
        """,
        round_id=round_id,
    )


def judgements(ask: Ask, round_id: str, region_id: str | None = None) -> pl.DataFrame:
    """Levels by unit, both reviewers and together; sealed ones are only counted. One row a line and criterion."""
    return ask(
        """
        select
            said.*,
            indicator.name_id,
            indicator.name_en,
            region.region_name,
            criterion.name_id as criterion_id,
            criterion.name_en as criterion_en,
        from core.criterion_judgement as said
        inner join core.indicator as indicator on said.indicator_code = indicator.indicator_code
        inner join core.region as region on said.region_id = region.region_id
        inner join core.criterion as criterion on said.criterion_code = criterion.criterion_code
        where said.round_id = $round_id and coalesce($region_id, said.region_id) = said.region_id
        order by criterion.position, said.indicator_code, said.region_id, said.target_year
        """,
        round_id=round_id,
        region_id=region_id,
    )
