"""How old what we see is: when the edition was built and until when its sources reach."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dashboards.queries import Ask


def built_at(ask: Ask) -> datetime | None:
    """When the edition was built (UTC)."""
    found = ask("select built_at from core.edition_note limit 1")
    return None if found.is_empty() else found["built_at"][0]


def last_request(ask: Ask) -> dict[str, Any] | None:
    """When publishers were last asked for newer tables, how many were new, and how many gave no table to trust.

    Attempts of one refresh bear one instant. None where nobody was ever asked.
    """
    found = ask(
        """
        select
            asked_at,
            count(*) filter (where outcome = 'new') as new_count,
            count(*) filter (where outcome in ('failed', 'refused', 'paused')) as failed_count,
        from core.fetch_attempt as attempt
        group by asked_at
        order by asked_at desc
        limit 1
        """
    )
    return None if found.is_empty() else found.row(0, named=True)


def of_indicator(ask: Ask, round_id: str, indicator_code: str, region_id: str = "") -> dict[str, Any] | None:
    """The source of the latest figures a round sees, a region's own first; None where nothing is published.

    `data_as_of` is how far that source reaches for the indicator; `is_stale` whether it promised newer figures by now.
    """
    found = ask(
        """
        with latest as (
            select
                source_id,
                max(region_id = $region_id) as is_own,
                max(period) as period,
                count(*) as figure_count,
            from core.latest_observation as latest_observation
            where round_id = $round_id and indicator_code = $indicator_code
            group by source_id
        )
        select
            latest.source_id,
            reach.data_as_of,
            reach.is_stale,
            source.publisher,
            source.trust,
        from latest
        inner join mart.indicator_freshness as reach
            on latest.source_id = reach.source_id and reach.indicator_code = $indicator_code
        inner join mart.freshness as source on latest.source_id = source.source_id
        order by latest.is_own desc, latest.period desc, latest.figure_count desc, latest.source_id
        limit 1
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
    )
    return None if found.is_empty() else found.row(0, named=True)
