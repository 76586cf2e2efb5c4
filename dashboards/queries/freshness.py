"""How old what we see is: when the edition was built and until when its sources reach."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dashboards.queries import Ask


def built_at(ask: Ask) -> datetime | None:
    """When the edition was built (UTC)."""
    found = ask("select built_at from core.edition_note limit 1")
    return None if found.is_empty() else found["built_at"][0]


def of_indicator(ask: Ask, indicator_code: str) -> dict[str, Any] | None:
    """The newest period published for an indicator, and whether a newer one was promised by now; None without
    figures."""
    found = ask(
        """
        with newest as (
            select source_id, period
            from core.reference_series as reference_series
            where indicator_code = $indicator_code
            order by period desc, source_id
            limit 1
        )
        select
            newest.source_id,
            newest.period,
            coalesce(freshness.is_stale, false) as is_stale,
            freshness.origin,
            freshness.origin_at,
        from newest
        left join mart.freshness as freshness on newest.source_id = freshness.source_id
        """,
        indicator_code=indicator_code,
    )
    return None if found.is_empty() else found.row(0, named=True)
