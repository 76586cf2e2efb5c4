"""How far a round is: what was expected and received, who has not submitted, and what changed since the round before."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def fill(ask: Ask, round_id: str) -> pl.DataFrame:
    """Expected and received target cells of a round and of the one before it for the same plan year; one row a round."""
    return ask(
        """
        with compared as (
            select $round_id as round_id, 'this' as which
            union all
            select previous_round_id, 'previous'
            from core.previous_round as previous_round
            where round_id = $round_id and previous_round_id is not null
        )
        select
            compared.which,
            compared.round_id,
            sum(progress.expected_count) as expected_count,
            sum(progress.received_count) as received_count,
            sum(progress.on_time_count) as on_time_count,
            sum(progress.accepted_count) as accepted_count,
            sum(progress.rejected_count) as rejected_count,
            share_of(sum(progress.received_count), sum(progress.expected_count)) as fill_share,
        from compared
        inner join mart.round_progress as progress on compared.round_id = progress.round_id
        group by compared.which, compared.round_id
        order by compared.which = 'previous'
        """,
        round_id=round_id,
    )


def by_unit(ask: Ask, round_id: str) -> pl.DataFrame:
    """Expected, received and accepted cells of each unit, the emptiest first; one row a unit."""
    return ask(
        """
        with arrived as (
            select
                unit_code,
                max(received_at) as last_received_at,
                arg_max(status, received_sequence) as last_status,
                count(*) as submission_count,
            from core.submission as submission
            where round_id = $round_id
            group by unit_code
        )
        select
            progress.unit_code,
            unit.name_id,
            unit.name_en,
            unit.unit_kind,
            sum(progress.expected_count) as expected_count,
            sum(progress.received_count) as received_count,
            sum(progress.accepted_count) as accepted_count,
            sum(progress.rejected_count) as rejected_count,
            share_of(sum(progress.received_count), sum(progress.expected_count)) as fill_share,
            arrived.last_received_at,
            coalesce(arrived.submission_count, 0) as submission_count,
            coalesce(arrived.last_status, 'waiting') as last_status,
        from mart.round_progress as progress
        left join core.organisation_unit as unit on progress.unit_code = unit.unit_code
        left join arrived on progress.unit_code = arrived.unit_code
        where progress.round_id = $round_id
        group by all
        order by fill_share, progress.unit_code
        """,
        round_id=round_id,
    )


def changes(ask: Ask, round_id: str) -> pl.DataFrame:
    """How many targets were created, raised, lowered, withdrawn or left as they were since the round before."""
    return ask(
        """
        select
            change_kind,
            count(*) as target_count,
        from mart.round_change as change
        where round_id = $round_id
        group by change_kind
        order by change_kind
        """,
        round_id=round_id,
    )
