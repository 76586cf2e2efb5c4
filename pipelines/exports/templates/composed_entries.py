"""A composed set as what a unit hands in: its other targets as they stand, the composed ones in their place.

The workbook and the CSV form are those of everybody; drawing the workbook is the work of `drawing.py`.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.analysis.tables.composed_set import DrawnSet
from pipelines.analysis.tables.composition import SUBMITTED_DENOMINATOR
from pipelines.contract.formula_guard import delimited_text
from pipelines.exports.templates import form
from pipelines.exports.templates.facts import TemplateError, TemplateFacts
from pipelines.exports.templates.standing_entries import Entries

BEYOND_NOTE = "melampaui sepersepuluh perubahan terbaik yang pernah terjadi"
CSV_HEADINGS = (
    "putaran",
    "unit_kerja",
    "kode_indikator",
    "kode_wilayah",
    "skema_kode",
    "tahun_target",
    "target",
    "penyebut",
    "sementara",
    "alasan",
    "catatan",
)
CODE_SCHEME = "kemendagri"


@dataclass(frozen=True)
class Filled:
    """The cells of one unit's sheet Target, and how many regions of the set the unit owes."""

    entries: Entries
    owed_count: int
    composed_count: int


def composed_entries(drawn: DrawnSet, facts: TemplateFacts, standing: Entries) -> Filled:
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
    return Filled(entries, len(rows), composed)


def delimited_form(facts: TemplateFacts, entries: Mapping[tuple[str, int, str], form.LockedCell]) -> str:
    """Write a unit's entries as the CSV form: semicolons, decimal commas, one line per indicator, region and year."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEADINGS)
    for number, row in enumerate(facts.rows, start=form.FIRST_ROW):
        for year in facts.planning_round.target_years:
            target = entries.get((form.TARGET_SHEET, number, f"target_{year}"))
            if target in (None, ""):
                continue
            rest = [entries.get((form.TARGET_SHEET, number, name)) for name in CSV_HEADINGS[7:]]
            writer.writerow(
                [
                    facts.planning_round.round_id,
                    facts.unit.unit_code,
                    row.indicator.indicator_code,
                    row.region.region_id,
                    CODE_SCHEME,
                    year,
                    _cell(target),
                    *(_cell(cell) for cell in rest),
                ]
            )
    return out.getvalue()


def _cell(value: form.LockedCell) -> str:
    if value is None:
        return ""
    return delimited_text(value) if isinstance(value, str) else plain(float(value))


def plain(value: float) -> str:
    """Write a number with a decimal comma and no thousands sign, so that nobody can read it in two ways."""
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
