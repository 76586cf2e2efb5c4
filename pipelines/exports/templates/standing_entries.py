"""What a filled template holds: a unit's targets as they stand in the current edition, and values somebody tries.

Nothing is written anywhere but into the workbook; drawing it is the work of `templates.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.exports.templates import form
from pipelines.exports.templates.facts import TemplateError, TemplateFacts
from pipelines.exports.templates.standing_proposals import standing_proposals

Entries = dict[tuple[str, int, str], form.LockedCell]
TRIED_NOTE = "usulan yang dicoba di Jelajah target"
STANDING = """
select indicator_code, region_id, target_year, target_low, target_high, written, denominator, is_provisional,
    justification, note
from core.target
where round_id = $round_id and unit_code = $unit_code
order by indicator_code, region_id, target_year
"""


class TriedTarget(NamedTuple):
    """One target as somebody tries it, in the indicator's unit."""

    indicator_code: str
    region_id: str
    target_year: int
    value: float

    @classmethod
    def parse(cls, text: str) -> TriedTarget:
        """Read `indicator/region/year=value`, the value with a decimal point; raises TemplateError on anything else."""
        key, _, value = text.partition("=")
        parts = key.split("/")
        try:
            tried = cls(parts[0], parts[1], int(parts[2]), float(value))
        except (IndexError, ValueError):
            tried = None
        if tried is None or len(parts) != 3 or not math.isfinite(tried.value):
            raise TemplateError(
                f"{text!r} names no target: write indicator/region/year=value, for example poverty_rate/11/2029=7.5."
            )
        return tried


def standing_entries(paths: Paths, facts: TemplateFacts) -> Entries:
    """Give the cells a unit would have to type to hand in what stands, targets and proposals; none before an edition.

    A target typed as a range comes back as it was written, any other as a number.
    """
    edition = edition_reader.current_edition(paths)
    if edition is None:
        return {}
    with edition_reader.reading(edition) as connection:
        key = {"round_id": facts.planning_round.round_id, "unit_code": facts.unit.unit_code}
        found = connection.execute(STANDING, key).fetchall()
        entries: Entries = standing_proposals(connection, **key)
    rows = _row_numbers(facts)
    for indicator_code, region_id, year, low, high, written, denominator, is_provisional, justification, note in found:
        number = rows.get((indicator_code, region_id))
        if number is None:  # assigned elsewhere since: the unit could not hand it in again
            continue
        cells = {
            f"target_{year}": low if low == high else written,
            "penyebut": denominator,
            "sementara": "ya" if is_provisional else None,
            "alasan": justification,
            "catatan": note,
        }
        entries |= {
            (form.TARGET_SHEET, number, heading): cell for heading, cell in cells.items() if cell not in (None, "")
        }
    return entries


def with_tried(entries: Entries, facts: TemplateFacts, tried: Sequence[TriedTarget]) -> Entries:
    """Put tried values in the place of what stands, marked as provisional; raises TemplateError for a target that the
    unit does not owe."""
    rows, changed = _row_numbers(facts), dict(entries)
    for each in tried:
        number = rows.get((each.indicator_code, each.region_id))
        if number is None or each.target_year not in facts.planning_round.target_years:
            raise TemplateError(
                f"{facts.unit.unit_code} owes no target {each.indicator_code}/{each.region_id}/{each.target_year} in "
                f"{facts.planning_round.round_id}: name an indicator, region and year of its template."
            )
        cells: dict[str, form.LockedCell] = {
            f"target_{each.target_year}": each.value,
            "sementara": "ya",
            "catatan": TRIED_NOTE,
        }
        changed |= {(form.TARGET_SHEET, number, heading): cell for heading, cell in cells.items()}
    return changed


def _row_numbers(facts: TemplateFacts) -> Mapping[tuple[str, str], int]:
    return {
        (row.indicator.indicator_code, row.region.region_id): number
        for number, row in enumerate(facts.rows, start=form.FIRST_ROW)
    }
