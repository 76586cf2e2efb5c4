"""Rules on the shared cells of a row: texts, indicator, region, mandate, unit of measure, baseline.
Denominators have rules of their own in `denominators.py`."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.reference.model import Region
from pipelines.reference.regions import existed_in, predecessors
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.case.candidates import CandidateRow, Standing
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.codes import FoundRegion, show, written_region
from pipelines.submissions.rules.cells.directions import direction_words, half_unit, indicator_name
from pipelines.submissions.rules.cells.free_text import kept_text, text_findings
from pipelines.submissions.rules.cells.magnitudes import largest
from pipelines.submissions.rules.cells.numbers import Fault, Value, read_cell
from pipelines.submissions.rules.cells.numerals import as_whole
from pipelines.submissions.rules.cells.units import is_same_unit, unit_words
from pipelines.submissions.rules.cells.years import read_year

DIRECTIONS = {
    **dict.fromkeys(("naik", "meningkat", "up", "increase", "▲", "↑"), "up"),
    **dict.fromkeys(("turun", "menurun", "down", "decrease", "▼", "↓"), "down"),
    **dict.fromkeys(("dalam rentang", "within"), "within"),
}
YES = frozenset("ya y yes true benar 1 x ✓ v sementara".split())
NO = frozenset("tidak t no n false salah 0 final tetap".split())


def read_texts(row: CandidateRow, docket: Docket) -> None:
    """Keep justification, evidence and note as typed; note what a program might run or render."""
    offered = row.offered
    for cell in (offered.justification, offered.evidence, offered.note):
        if cell.kind != "blank":
            for rule_id in text_findings(cell):
                docket.about_row(rule_id, row, cell)
    row.justification = kept_text(offered.justification)
    row.note = kept_text(offered.note)


def note_whole_numbers(row: CandidateRow, docket: Docket) -> None:
    """Say once in a file that a code or a year was written with `.0` behind it."""
    for cell in (row.offered.region_code, row.offered.target_year):
        if docket.is_csv and as_whole(cell.text.strip()) != cell.text.strip():
            docket.note_once("value.whole_number", row, cell, value=as_whole(cell.text.strip()))


def refuse_rich_codes(row: CandidateRow, docket: Docket) -> None:
    """A code of which a part is struck through or raised may be another code."""
    for cell in (row.offered.indicator_code, row.offered.region_code):
        if "rich_text" in cell.flags and cell.kind != "blank":
            docket.about_row("value.rich_text", row, cell)


def read_indicator(row: CandidateRow, docket: Docket) -> None:
    """Find the indicator; it must be one that may be targeted and that the round assigns to the unit."""
    offered = row.offered
    found = docket.context.find_indicator(offered.indicator_code.text, offered.indicator_name.text)
    row.indicator = found.indicator
    if found.rule_id:
        cell = offered.indicator_name if found.is_about_name else offered.indicator_code
        docket.about_row(found.rule_id, row, cell, **found.facts)
    if row.indicator is None:
        return
    if not row.indicator.is_target_allowed or docket.owned_regions(row.indicator.indicator_code) is None:
        docket.about_row(
            "indicator.not_assigned",
            row,
            offered.indicator_code,
            indicator=indicator_name(row.indicator),
            unit_code=docket.unit_code,
            round=docket.planning_round.round_id,
        )


def read_region(row: CandidateRow, docket: Docket) -> None:
    """Find the region; it must exist in the target years and lie inside the unit's mandate for the indicator."""
    offered = row.offered
    level = row.indicator.region_level if row.indicator else None
    owned = docket.owned_regions(row.indicator.indicator_code) if row.indicator else None
    if owned:
        level = docket.context.level_of(owned) or level
    written = written_region(offered.region_code, offered.region_name, offered.code_scheme, level)
    found = docket.context.find_region(written)
    _say(found, row, docket)
    if found.region_id is None:
        return
    row.region = region = docket.catalogue.regions[found.region_id]
    for target in row.targets if region.valid_from else ():
        if target.year and not target.is_blank and not existed_in(region, target.year):
            docket.about_target(
                "region.not_valid_in_year",
                target,
                offered.region_code if offered.region_code.text else offered.region_name,
                old=region.region_name,
                year=str(target.year),
                successors=_predecessors(region, docket),
            )
    if row.indicator and owned is not None and region.region_id not in owned:
        docket.about_row(
            "auth.region_not_owned",
            row,
            offered.region_code if offered.region_code.text else offered.region_name,
            region=show(docket.context.region_index, region.region_id),
            unit_code=docket.unit_code,
            indicator=indicator_name(row.indicator),
        )


def _predecessors(region: Region, docket: Docket) -> str:
    """What stood there before, or the region itself where nothing is known."""
    index = docket.context.region_index
    return "; ".join(show(index, old) for old in predecessors(index, region.region_id) or (region.region_id,))


def _say(found: FoundRegion, row: CandidateRow, docket: Docket) -> None:
    for place in found.places:
        facts = dict(place.facts)
        if place.rule_id == "region.not_valid_in_year":
            written = [target.year for target in row.targets if target.year]
            facts["year"] = _years(written or docket.planning_round.target_years)
        cell = row.offered.region_name if place.is_about_name else row.offered.region_code
        docket.about_row(place.rule_id, row, cell, **facts)


def _years(years: Iterable[int]) -> str:
    return ", ".join(str(year) for year in sorted(set(years)))


def read_unit_of_measure(row: CandidateRow, docket: Docket) -> None:
    """Hold the written unit of measure against the indicator's own."""
    cell = row.offered.unit_of_measure
    if row.indicator is None or cell.kind == "blank" or not kept_text(cell):
        return
    if not is_same_unit(cell.text, row.indicator.unit_of_measure):
        docket.about_row(
            "unit.mismatch",
            row,
            cell,
            indicator=indicator_name(row.indicator),
            unit=unit_words(row.indicator.unit_of_measure),
        )


def read_direction(row: CandidateRow, docket: Docket) -> None:
    """Hold the written direction against the declared one; words that are not known say nothing."""
    cell = row.offered.direction
    if row.indicator is None or cell.kind == "blank":
        return
    written = DIRECTIONS.get(kept_text(cell).casefold())
    if written is not None and written != row.indicator.good_direction:
        docket.about_row(
            "indicator.direction_changed",
            row,
            cell,
            indicator=indicator_name(row.indicator),
            direction=direction_words(row.indicator),
        )


def read_marks(row: CandidateRow, docket: Docket) -> None:
    """Read confidence (A, B, C) and whether the figure is provisional."""
    offered = row.offered
    if offered.confidence.kind != "blank":
        letter = kept_text(offered.confidence).upper()
        if letter in ("A", "B", "C"):
            row.confidence = letter
        elif letter:
            docket.about_row("value.not_in_list", row, offered.confidence, column="keyakinan", choices="A, B, C")
    cell = offered.is_provisional
    if cell.kind != "blank":
        word = as_whole(kept_text(cell).casefold())
        row.is_provisional = word in YES
        if word and word not in YES and word not in NO:
            docket.about_row("value.not_in_list", row, cell, column="sementara", choices="ya, tidak")


def _read(cell: Cell, row: CandidateRow, docket: Docket) -> Value | Fault | None:
    return read_cell(cell, docket.sign_of, docket.is_csv)


def read_baseline(row: CandidateRow, docket: Docket) -> None:
    """Take the standing known at reception; hold the typed baseline against it, or use it where nothing is known."""
    if read_year(row.offered.baseline_year) == "value.year_is_date":
        example = str(docket.planning_round.baseline_year)
        docket.about_row("value.year_is_date", row, row.offered.baseline_year, example=example)
    indicator, region = row.indicator, row.region
    if indicator is None or region is None:
        return
    planning_round = docket.planning_round
    row.standing = docket.context.standing(indicator.indicator_code, region.region_id, planning_round.baseline_year)
    cell = row.offered.baseline_value
    if cell.kind == "blank":
        return
    typed = _read(cell, row, docket)
    if isinstance(typed, Fault):
        if typed.rule_id != "value.missing_token":
            docket.about_row("baseline.unreadable", row, cell)
        return
    if typed is None or typed.low is None or typed.low != typed.high:
        return
    if abs(typed.low) > largest(indicator):
        docket.about_row("baseline.unreadable", row, cell)
        return
    official = row.standing.baseline
    if official is None:
        year = read_year(row.offered.baseline_year)
        known = row.standing
        year = year if isinstance(year, int) else planning_round.baseline_year
        row.standing = Standing(
            year, typed.low, known.latest_year, known.latest, known.usual, known.spread, is_official=False
        )
    elif abs(typed.low - official) > half_unit(indicator):
        docket.about_row(
            "baseline.changed",
            row,
            cell,
            typed=typed.low,
            official=official,
            indicator=indicator_name(indicator),
            region=region.region_name,
            year=str(row.standing.baseline_year),
        )
