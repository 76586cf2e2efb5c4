"""Judges a region's work plan: which indicator each row means, for which region, and what its targets say.

The reading rules of submissions hold here too. Whether a target is likely is not asked: it was, before it was agreed.
"""

from __future__ import annotations

from pipelines.reference.model import Region
from pipelines.submissions.model.completeness import count, status_of
from pipelines.submissions.model.finding import Finding, texts
from pipelines.submissions.model.judgement import Counts, JudgedCell, Judgement
from pipelines.submissions.model.reading import BLANK, OfferedRow, Reading
from pipelines.submissions.rules import duplicates, rows, targets
from pipelines.submissions.rules.case.candidates import CandidateRow, CandidateTarget
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.codes import show, written_region
from pipelines.submissions.rules.cells.free_text import kept_text

TARGET_RULES = (targets.read_target_year, targets.read_value, targets.fit_indicator, targets.note_form)


def judge_take_up(reading: Reading, context: JudgingContext) -> Judgement:
    """Judge every target cell of the rows whose indicator is known; other rows are named in findings and not counted.

    Two different figures for one indicator and year stand for none of them.
    """
    planning_round = context.catalogue.rounds.get(reading.round_id or "")
    unit = context.catalogue.units.get(reading.unit_code or "")
    region = context.catalogue.regions.get((unit.region_scope if unit else None) or "")
    if reading.is_refused or planning_round is None or unit is None or region is None:
        return Judgement("rejected", [], [], reading.findings, Counts(0, 0, 0, 0))
    is_csv = all(not row.sheet for row in reading.rows)
    docket = Docket(context, planning_round, unit.unit_code, is_csv, reading.rows, reading.refused_cells)
    judged = [_judge_row(offered, region, docket) for offered in reading.rows]
    candidates = [row for row in judged if row.indicator is not None]
    duplicates.one_value_per_key(candidates, docket)
    cells = [_cell(target) for row in candidates for target in row.targets]
    counts = count(cells)
    return Judgement(status_of(counts), cells, [], (*reading.findings, *docket.findings), counts)


def _judge_row(offered: OfferedRow, region: Region, docket: Docket) -> CandidateRow:
    row = CandidateRow(offered, region=region)
    row.targets = [
        CandidateTarget(row, cell, year, is_blank=cell.kind == "blank", is_refused=cell.address in docket.refused_cells)
        for year, cell in offered.targets
    ]
    _read_indicator(row, docket)
    if row.indicator is None:
        return row
    _read_location(row, region, docket)
    rows.read_unit_of_measure(row, docket)
    for target in row.targets:
        if not target.is_blank and not target.is_refused and not row.is_refused:
            for rule in TARGET_RULES:
                rule(target, docket)
    return row


def _read_indicator(row: CandidateRow, docket: Docket) -> None:
    """Find the indicator by a reviewed mapping or by its exact name; likeness only ever suggests."""
    code, name = row.offered.indicator_code, row.offered.indicator_name
    found = docket.context.find_indicator(code.text, "" if code.text else kept_text(name))
    row.indicator = found.indicator
    if found.indicator is None:
        suggestion = found.facts.get("suggestion", "")
        rule_id = "take_up.indicator_like" if suggestion else "take_up.indicator_unknown"
        docket.about_row(rule_id, row, name, **({"suggestion": suggestion} if suggestion else {}))


def _read_location(row: CandidateRow, region: Region, docket: Docket) -> None:
    """A location inside the region, or none at all, is the region's; one outside refuses the row."""
    cell = row.offered.region_name
    if row.offered.region_code.text or cell.kind == "blank" or not kept_text(cell):
        return
    shown = show(docket.context.region_index, region.region_id)
    found = docket.context.find_region(written_region(BLANK, cell, "", None))
    if found.region_id is None:
        found = docket.context.find_region(written_region(BLANK, cell, "", region.region_level))
    if found.region_id is None:
        docket.about_row("take_up.location_unread", row, cell, region=shown)
    elif found.region_id != region.region_id and not found.region_id.startswith(f"{region.region_id}."):
        docket.about_row("take_up.other_region", row, cell, region=shown)


def _cell(target: CandidateTarget) -> JudgedCell:
    row, value = target.row, target.value
    place = (target.cell.address, row.offered.sheet, row.offered.row_number, target.cell.text)
    known = (row.known_indicator.indicator_code, row.known_region.region_id, target.year)
    if value is None or not target.is_sound:
        return JudgedCell(*place, "blank" if target.is_blank else "rejected", *known)
    written = row.offered.indicator_name.text
    return JudgedCell(*place, "accepted", *known, value.low, value.high, target.easy, value.order, note=written)


def refusing_rule(cell: JudgedCell, findings: tuple[Finding, ...]) -> str | None:
    """The rule that kept a rejected cell from being compared: one about its row, else its own."""
    if cell.verdict != "rejected":
        return None
    of_row = (finding for finding in findings if texts()[finding.rule_id].severity == "reject")
    own, others = None, None
    for finding in of_row:
        if finding.source_cell == cell.source_cell:
            own = own or finding.rule_id
        elif finding.target_year is None and _row_of(finding.source_cell) == _row_of(cell.source_cell):
            others = others or finding.rule_id
    return others or own


def _row_of(address: str) -> tuple[str, str]:
    """Sheet and row of `RKPD!F12`, or the line of `baris 12/target`."""
    sheet, _, place = address.rpartition("!")
    line = place.partition("/")[0]
    return sheet, "".join(sign for sign in line if sign.isdigit())
