"""A composed set as what a unit hands in: its other targets as they stand, the composed ones in their place.

The workbook and the CSV form are those of everybody: `drawing.py` and `csv_form.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.analysis.tables.composed_set import DrawnSet
from pipelines.analysis.tables.composition import SUBMITTED_DENOMINATOR
from pipelines.exports.templates import form
from pipelines.exports.templates.csv_form import plain
from pipelines.exports.templates.facts import TemplateError, TemplateFacts
from pipelines.exports.templates.standing_entries import Entries

BEYOND_NOTE = "melampaui sepersepuluh perubahan terbaik yang pernah terjadi"


@dataclass(frozen=True)
class ComposedEntries:
    """The cells of one unit's sheet Target, and how many regions of the set the unit owes."""

    entries: Entries
    owed_count: int
    composed_count: int


def composed_entries(drawn: DrawnSet, facts: TemplateFacts, standing: Entries) -> ComposedEntries:
    """Put the composed targets into a unit's rows; raises TemplateError when it owes none of them.

    A region without a composed value keeps what stands, and of the plan as submitted everything does but the regions a
    scenario changes, in its last year. Weights that are denominators go along in `penyebut`.
    """
    indicator_code = str(drawn.composition.indicator["indicator_code"])
    rows = {
        row.region.region_id: number
        for number, row in enumerate(facts.rows, start=form.FIRST_ROW)
        if row.indicator.indicator_code == indicator_code and row.region.region_id in drawn.composition.place
    }
    if not rows:
        raise TemplateError(
            f"{facts.unit.unit_code} owes no target of {indicator_code} for the regions below "
            f"{drawn.composition.parent['region_id']} in {facts.planning_round.round_id}: name a unit that does."
        )
    reason, entries, composed = drawn.reason_words(), dict(standing), 0
    weights = drawn.problem.weight if drawn.composition.weight_name == SUBMITTED_DENOMINATOR else None
    is_scenario = drawn.request.choice.rule == "as_submitted"
    for region_id, number in rows.items():
        place = drawn.composition.place[region_id]
        if not math.isfinite(drawn.composed.values[place]):
            continue
        composed += 1
        if is_scenario and place not in drawn.changed_places:
            continue
        cells: dict[str, form.LockedCell] = {"alasan": reason}
        years = list(enumerate(drawn.years))
        for column, year in years[-1:] if is_scenario else years:
            low, high = float(drawn.low[place, column]), float(drawn.high[place, column])
            if math.isfinite(low):
                cells[f"target_{year}"] = low if low == high else f"{plain(low)}–{plain(high)}"
        if weights is not None and math.isfinite(weights[place]):
            cells["penyebut"] = float(weights[place])
        if drawn.composed.is_beyond_limit[place]:
            cells["catatan"] = BEYOND_NOTE
        entries |= {(form.TARGET_SHEET, number, heading): cell for heading, cell in cells.items()}
    return ComposedEntries(entries, len(rows), composed)
