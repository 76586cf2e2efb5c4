"""How far a round is: what was expected and received, who has not submitted, and what changed since the round
before."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def fill(ask: Ask, round_id: str) -> pl.DataFrame:
    """Expected and received target cells of a round and of the one before it for the same plan year; one row a
    round."""
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
            cast(sum(progress.expected) as bigint) as expected,
            cast(sum(progress.received) as bigint) as received,
            cast(sum(progress.on_time) as bigint) as on_time,
            cast(sum(progress.accepted) as bigint) as accepted,
            cast(sum(progress.rejected) as bigint) as rejected,
            share_of(sum(progress.accepted), sum(progress.expected)) as fill_share,
        from compared
        inner join mart.round_progress as progress on compared.round_id = progress.round_id
        group by compared.which, compared.round_id
        order by compared.which = 'previous'
        """,
        round_id=round_id,
    )


def changes(ask: Ask, round_id: str) -> pl.DataFrame:
    """How many targets were created, raised, lowered, withdrawn or left as they were since the round before."""
    return ask(
        """
        select
            change,
            count(*) as target_count,
        from mart.round_change as moved
        where round_id = $round_id and change is not null
        group by change
        order by change
        """,
        round_id=round_id,
    )


def changes_of_year(ask: Ask, round_id: str, target_year: int) -> pl.DataFrame:
    """The same counts for one target year; one row a kind of change."""
    return ask(
        """
        select
            change,
            count(*) as target_count,
        from mart.round_change as moved
        where round_id = $round_id and target_year = $target_year and change is not null
        group by change
        order by change
        """,
        round_id=round_id,
        target_year=target_year,
    )
