"""What can be said of a desk sheet before the book is asked: whether it is whole, and which rows cannot be taken.

Whether a row may be decided is judged at the next refresh, by the decide() of the browser (sheet_decisions.py).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipelines.contract import decisions
from pipelines.desk.sheet_decisions import action_of
from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.submissions.model.desk_rows import DeskRow, DeskSheet
from pipelines.submissions.model.judgement import Counts


class CheckedSheet(NamedTuple):
    """A sheet as looked at: status in the words of a submission, findings, and rows counted like target cells."""

    status: str
    findings: tuple[RecordedFinding, ...]
    counts: Counts


def check_sheet(sheet: DeskSheet, workflow: decisions.Workflow) -> CheckedSheet:
    """Look at every filled row; a sheet that lost or changed its hidden lines is refused whole."""
    if not sheet.is_whole:
        refusal = decisions.Refusal("decision.sheet_changed", {"session": sheet.session_id})
        rows = len(sheet.rows)
        return CheckedSheet("rejected", (_finding(refusal),), Counts(rows, 0, rows, 0))
    times = Counter(row.line_key for row in sheet.rows)
    known = dict(sheet.sequences)
    found = []
    for row in sheet.rows:
        refusal_of_row = _refusal(row, row.line_key in known, times[row.line_key] > 1, workflow)
        if refusal_of_row is not None:
            found.append(_finding(refusal_of_row, row))
    refused = len(found)
    accepted = len(sheet.rows) - refused
    status = ("accepted_in_part" if refused else "accepted") if accepted else "returned"
    return CheckedSheet(status, tuple(found), Counts(len(sheet.rows), accepted, refused, 0))


def _refusal(row: DeskRow, is_known: bool, is_double: bool, workflow: decisions.Workflow) -> decisions.Refusal | None:
    if not is_known:
        return decisions.Refusal("decision.unknown_line", {"line": row.line_key})
    if is_double:
        return decisions.Refusal("decision.duplicate")
    if row.fault_rule:
        return decisions.Refusal("decision.value_unreadable", {"written": row.fault_written})
    try:
        action_of(workflow, row.decision)
    except decisions.Refused as refused:
        return refused.refusal
    return None


def _finding(refusal: decisions.Refusal, row: DeskRow | None = None) -> RecordedFinding:
    place = row.source_cell if row else ""
    written = (row.fault_written or row.decision) if row else ""
    return RecordedFinding(
        refusal.rule_id, "reject", place.rpartition("!")[0], place, written, refusal.message_id, refusal.message_en
    )
