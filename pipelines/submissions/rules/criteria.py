"""The unit's own assessment against the criteria: a level from 0 to 3, not applicable with a reason, or nothing yet."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.reference.regions import plain_text
from pipelines.submissions.model.judgement import JudgedCriterion
from pipelines.submissions.model.reading import BLANK, Cell, OfferedCriterion, OfferedRow
from pipelines.submissions.rules.case.candidates import CandidateRow
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.free_text import kept_text
from pipelines.submissions.rules.cells.numerals import as_whole, clean
from pipelines.submissions.rules.rows import read_indicator, read_region, read_texts, refuse_rich_codes

NOT_APPLICABLE = frozenset(("tidak berlaku", "tb", "not applicable", "does not apply"))
NOT_ASSESSED = frozenset(("belum dinilai", "not assessed"))
EVIDENCE_FROM = 2
HIGHEST_LEVEL = 3


class _Line(NamedTuple):
    row: CandidateRow
    cell: Cell
    judged: JudgedCriterion


def judge_criteria(offered: tuple[OfferedCriterion, ...], docket: Docket) -> list[JudgedCriterion]:
    """Judge all lines; a blank level means not assessed and makes no row, never level 0."""
    lines = [line for criterion in offered if (line := _judge(criterion, docket)) is not None]
    by_key: dict[tuple[str, str | None, str], list[_Line]] = {}
    for line in lines:
        judged = line.judged
        by_key.setdefault((judged.indicator_code, judged.region_id, judged.criterion_code), []).append(line)
    kept: list[JudgedCriterion] = []
    for same in by_key.values():
        if len({(line.judged.level, line.judged.is_not_applicable) for line in same}) == 1:
            kept.append(same[0].judged)
            continue
        for line in same:
            other = next(one for one in same if one.judged.level != line.judged.level)
            criterion_code = line.judged.criterion_code
            docket.about_row(
                "criterion.conflict", line.row, line.cell, criterion=criterion_code, other=other.cell.address
            )
    return kept


def _judge(criterion: OfferedCriterion, docket: Docket) -> _Line | None:
    written = plain_text(criterion.level.text).casefold()
    if criterion.level.kind == "blank" or not kept_text(criterion.level) or written in NOT_ASSESSED:
        return None
    row = _as_row(criterion)
    read_texts(row, docket)
    refuse_rich_codes(row, docket)
    read_indicator(row, docket)
    if criterion.region_code.kind != "blank":
        read_region(row, docket)
    known = [str(entry["criterion_code"]) for entry in docket.catalogue.criteria]
    if criterion.criterion_code not in known:
        cell = criterion.level._replace(text=criterion.criterion_code)
        docket.about_row("criterion.unknown", row, cell, choices=", ".join(known))
    if "rich_text" in criterion.level.flags:
        docket.about_row("value.rich_text", row, criterion.level)
    level = _level(criterion.level)
    is_not_applicable = written in NOT_APPLICABLE
    if level is None and not is_not_applicable:
        docket.about_row("criterion.level", row, criterion.level)
    elif is_not_applicable and not row.justification:
        docket.about_row("criterion.reason_missing", row, criterion.level)
    elif level is not None and level >= EVIDENCE_FROM and not kept_text(criterion.evidence):
        docket.about_row("criterion.evidence_missing", row, criterion.level, level=level)
    if row.is_refused or row.indicator is None:
        return None
    judged = JudgedCriterion(
        row.indicator.indicator_code,
        row.region.region_id if row.region else None,
        criterion.criterion_code,
        "unit",
        level,
        is_not_applicable,
        row.justification,
        kept_text(criterion.evidence),
        criterion.level.address,
    )
    return _Line(row, criterion.level, judged)


def _level(cell: Cell) -> int | None:
    if cell.kind in ("number", "formula"):
        number = cell.number
        return int(number) if number is not None and number in range(HIGHEST_LEVEL + 1) else None
    typed = as_whole(clean(cell.text).replace(",", "."))  # 2.0 as a program writes it; a raised 2 is a footnote
    return int(typed) if len(typed) == 1 and typed in "0123" else None


def _as_row(criterion: OfferedCriterion) -> CandidateRow:
    """A criterion line names its indicator and region as a target row does."""
    return CandidateRow(
        OfferedRow(
            sheet=criterion.sheet,
            row_number=criterion.row_number,
            indicator_code=criterion.indicator_code,
            indicator_name=BLANK,
            region_code=criterion.region_code,
            region_name=criterion.region_name,
            targets=(),
            justification=criterion.reason,
            evidence=criterion.evidence,
        )
    )
