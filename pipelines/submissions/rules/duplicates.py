"""What happens when one file gives several targets for the same indicator, region and year."""

from __future__ import annotations

from pipelines.submissions.rules.case.candidates import CandidateRow, CandidateTarget
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import indicator_name

MEANT_DIGITS = 10  # what lies beyond them is left over from arithmetic


def one_value_per_key(candidates: list[CandidateRow], docket: Docket) -> None:
    """Keep one of equal targets for the same key, none of different ones. The first in the file stays."""
    by_key: dict[tuple[str, str, int], list[CandidateTarget]] = {}
    for row in candidates:
        for target in row.targets:
            if target.is_sound:
                target.key = row.known_indicator.indicator_code, row.known_region.region_id, target.year or 0
                by_key.setdefault(target.key, []).append(target)
    for same in by_key.values():
        if len(same) > 1:
            _settle(sorted(same, key=_place), docket)


def _place(target: CandidateTarget) -> tuple[str, int, str]:
    return target.row.offered.sheet, target.row.offered.row_number, target.cell.address


def _settle(same: list[CandidateTarget], docket: Docket) -> None:
    first, *later = same
    if len({_statement(target) for target in same}) == 1:
        for target in later:
            _refuse("row.duplicate", target, first, docket)
        return
    for target in same:
        other = next(one for one in same if _statement(one) != _statement(target))
        _refuse("row.conflict", target, other, docket)


def _statement(target: CandidateTarget) -> tuple[object, ...]:
    value, row = target.value, target.row
    ends = (value.low, value.high) if value else (None, None)
    return (*map(_digits, ends), row.denominator, row.confidence, row.is_provisional)


def _digits(end: float | None) -> str:
    """What of a figure can be meant: 51.7000000000001 is 51.7."""
    return "" if end is None else f"{end:.{MEANT_DIGITS}g}"


def _refuse(rule_id: str, target: CandidateTarget, other: CandidateTarget, docket: Docket) -> None:
    docket.about_target(
        rule_id,
        target,
        indicator=indicator_name(target.row.known_indicator),
        region=target.row.known_region.region_name,
        year=str(target.year),
        other=other.cell.address,
    )
