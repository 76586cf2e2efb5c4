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
