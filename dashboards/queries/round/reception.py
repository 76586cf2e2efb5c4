"""Who can hand in what, and whether the current edition already contains a file."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.queries import Ask


def rounds(ask: Ask) -> pl.DataFrame:
    """Rounds that units hand in for, the one that closes last first; one row a round."""
    return ask(
        """
        select planning_round.*
        from core.planning_round as planning_round
        where planning_round.stage <> 'plan'
        order by planning_round.closes_at desc, planning_round.round_id
        """
    )


def units(ask: Ask, round_id: str) -> pl.DataFrame:
    """Units that owe something in a round, ministry units first; one row a unit."""
    return ask(
        """
        select
            unit.unit_code,
            unit.name_id,
            unit.name_en,
        from core.organisation_unit as unit
        where unit.unit_code in (select unit_code from core.assignment where round_id = $round_id)
        order by unit.unit_kind = 'regional_office', unit.unit_code
        """,
        round_id=round_id,
    )


def submission(ask: Ask, submission_id: str) -> dict[str, Any] | None:
    """What the edition says about one file; None when it is not in it yet."""
    found = ask(
        """
        select submission_id, round_id, unit_code, status, received_at
        from core.submission as submission
        where submission_id = $submission_id
        """,
        submission_id=submission_id,
    )
    return None if found.is_empty() else found.row(0, named=True)


def files_of_unit(ask: Ask, unit_code: str) -> pl.DataFrame:
    """Every file of a unit with what is in force from it, what took its place; the round that closes last first, in it
    the newest file first; one row a submission."""
    return ask(
        """
        with file as (
            select
                submission.*,
                planning_round.name_id,
                planning_round.name_en,
                planning_round.closes_at,
                planning_round.time_zone,
                case when submission.status = 'superseded' then standing.submission_id end as replaced_by_id,
                case when submission.status = 'superseded' then standing.file_name end as replaced_by,
            from core.submission as submission
            left join core.planning_round as planning_round on submission.round_id = planning_round.round_id
            left join core.submission as standing
                on
                    submission.round_id = standing.round_id
                    and submission.unit_code = standing.unit_code
                    and standing.status in ('accepted', 'accepted_in_part')
            where submission.unit_code = $unit_code
        ),
        in_force as (
            select target.submission_id, count(*) as target_count
            from core.target as target
            where target.unit_code = $unit_code
            group by target.submission_id
        )
        select
            file.*,
            coalesce(in_force.target_count, 0) as in_force_count,
        from file
        left join in_force on file.submission_id = in_force.submission_id
        order by file.closes_at desc nulls last, file.received_at desc, file.received_sequence desc
        """,
        unit_code=unit_code,
    )
