"""The one ordered list of rules, and the way of a file through it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from pipelines.reference.model import PlanningRound
from pipelines.submissions.model.completeness import count, status_of
from pipelines.submissions.model.finding import Finding, texts
from pipelines.submissions.model.judgement import JudgedCell, Judgement
from pipelines.submissions.model.reading import OfferedRow, Reading
from pipelines.submissions.proposals.judge import judge_proposals
from pipelines.submissions.rules import (
    denominators,
    duplicates,
    peers,
    plausibility,
    rows,
    sums,
    target_paths,
    targets,
)
from pipelines.submissions.rules.case.accepted_targets import SoundTargets
from pipelines.submissions.rules.case.candidates import CandidateRow, CandidateTarget
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.criteria import judge_criteria

RULESET_VERSION = "1"
_new_cell = partial(tuple.__new__, JudgedCell)  # in half the time of naming every field

# Within a row the order matters: a later rule uses what an earlier one read.
ROW_RULES: tuple[Callable[[CandidateRow, Docket], None], ...] = (
    rows.read_texts,
    rows.refuse_rich_codes,
    rows.note_whole_numbers,
    rows.read_indicator,
    rows.read_region,
    rows.read_unit_of_measure,
    rows.read_direction,
    rows.read_marks,
    rows.read_baseline,
)
TARGET_RULES: tuple[Callable[[CandidateTarget, Docket], None], ...] = (
    targets.read_target_year,
    targets.read_value,
    targets.fit_indicator,
    targets.note_form,
)
AFTER_TARGETS: tuple[Callable[[CandidateRow, Docket], None], ...] = (denominators.read_denominator,)
# First which targets stand at all, then what is asked about them.
FILE_RULES: tuple[Callable[[list[CandidateRow], Docket], None], ...] = (
    duplicates.one_value_per_key,
    denominators.ask_denominators,
)
SOUND_TARGET_RULES: tuple[Callable[[CandidateTarget, Docket], None], ...] = plausibility.TARGET_RULES
SOUND_FILE_RULES: tuple[Callable[[SoundTargets, Docket], None], ...] = (
    target_paths.ask_sequences,
    peers.ask_copied,
    peers.ask_jumps,
    peers.ask_precedent,
    sums.ask_sums,
    sums.ask_implied_denominators,
)


def judge(reading: Reading, context: JudgingContext, received_at: datetime | None = None) -> Judgement:
    """Judge a whole file: each offered target cell becomes accepted, rejected or blank, with all findings at once.

    With `received_at`, a file for a round already closed gets `round.closed`; its cells are judged all the same.
    """
    with without_collector():
        return _judge(reading, context, received_at)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector away for one file: all its candidates live to the end, so it would find nothing and
    take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _judge(reading: Reading, context: JudgingContext, received_at: datetime | None) -> Judgement:
    planning_round = context.catalogue.rounds.get(reading.round_id or "")
    unit = context.catalogue.units.get(reading.unit_code or "")
    if reading.is_refused or planning_round is None or unit is None:
        return _refuse(reading)
    docket = Docket(
        context,
        planning_round,
        unit.unit_code,
        reading.form == "csv",
        reading.rows,
        reading.refused_cells,
    )
    candidates = [_judge_row(offered, docket) for offered in reading.rows]
    for file_rule in FILE_RULES:
        file_rule(candidates, docket)
    sound = SoundTargets([target for row in candidates for target in row.targets if target.is_sound])
    for target in sound.targets:
        for target_rule in SOUND_TARGET_RULES:
            target_rule(target, docket)
    for question in SOUND_FILE_RULES:
        question(sound, docket)
    for row in candidates:
        denominators.tell_refused_targets(row, docket)
    criteria = judge_criteria(reading.criteria, docket)
    proposals = judge_proposals(reading.proposals, docket)
    cells = [_judged_cell(target) for row in candidates for target in row.targets]
    findings = (*reading.findings, *_late_finding(planning_round, received_at), *docket.findings)
    counts = count(cells)
    has_lost_column = any(finding.rule_id == "header.missing" for finding in reading.findings)
    status = status_of(counts, bool(proposals.outcomes), has_lost_column)
    for row in candidates:  # rows and targets name each other: cut, they are gone without the garbage collector
        row.targets = []
    return Judgement(status, cells, criteria, findings, counts, proposals)


def _judge_row(offered: OfferedRow, docket: Docket) -> CandidateRow:
    row = CandidateRow(offered)
    row.targets = [
        CandidateTarget(row, cell, year, is_blank=cell.kind == "blank", is_refused=cell.address in docket.refused_cells)
        for year, cell in offered.targets
    ]
    for row_rule in ROW_RULES:
        row_rule(row, docket)
    for target in row.targets:
        if not target.is_blank and not target.is_refused:
            for target_rule in TARGET_RULES:
                target_rule(target, docket)
    for row_rule in AFTER_TARGETS:
        row_rule(row, docket)
    return row


def _judged_cell(target: CandidateTarget) -> JudgedCell:
    row, value = target.row, target.value
    indicator_code = row.indicator.indicator_code if row.indicator else None
    region_id = row.region.region_id if row.region else None
    place = (target.cell.address, row.offered.sheet, row.offered.row_number, target.cell.text)
    if value is None or not target.is_sound:
        return JudgedCell(*place, "blank" if target.is_blank else "rejected", indicator_code, region_id, target.year)
    known = ("accepted", indicator_code, region_id, target.year)
    figures = (value.low, value.high, target.easy, value.order, row.denominator)
    return _new_cell((*place, *known, *figures, row.confidence, row.is_provisional, row.justification, row.note))


def _refuse(reading: Reading) -> Judgement:
    """Everything a refused file offers is rejected; the reading has said why."""
    cells = [
        JudgedCell(
            cell.address,
            row.sheet,
            row.row_number,
            cell.text,
            "blank" if cell.kind == "blank" else "rejected",
            None,
            None,
            year,
        )
        for row in reading.rows
        for year, cell in row.targets
    ]
    findings = reading.findings
    if not any(texts()[finding.rule_id].severity == "reject" for finding in findings):
        facts = {"example": "contoh-2027-1"}
        findings = (*findings, Finding("round.unknown", written=reading.round_id or "", facts=facts))
    return Judgement("rejected", cells, [], findings, count(cells))


def _late_finding(planning_round: PlanningRound, received_at: datetime | None) -> tuple[Finding, ...]:
    """A late file is judged like any other; the register holds it until somebody unlocks it."""
    if received_at is None or received_at <= planning_round.closes_at:
        return ()
    closes = f"{planning_round.closes_at:%Y-%m-%d %H:%M} ({planning_round.time_zone})"
    return (Finding("round.closed", facts={"round": planning_round.round_id, "closes": closes}),)
