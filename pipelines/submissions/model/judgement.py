"""What the rules give back: judged cells and criteria, findings, counts. How they come about lives in `ruleset.py`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.proposals import JudgedProposals

Verdict = Literal["accepted", "rejected", "blank"]
PrintedOrder = Literal["single", "low_first", "high_first", "at_most", "at_least"]
JudgedStatus = Literal["rejected", "returned", "accepted", "accepted_in_part"]


class JudgedCell(NamedTuple):
    """One target cell of the file. Codes and year are known as far as they could be read; values only when accepted."""

    source_cell: str
    sheet: str
    row_number: int
    written: str
    verdict: Verdict
    indicator_code: str | None
    region_id: str | None
    target_year: int | None
    target_low: float | None = None
    target_high: float | None = None
    target_value: float | None = None  # the easy end: high when lower is better
    printed_order: PrintedOrder | None = None
    denominator: float | None = None
    confidence: str | None = None
    is_provisional: bool = False
    justification: str = ""
    note: str = ""


class JudgedCriterion(NamedTuple):
    """A unit's own level against one criterion; what it left blank makes no row."""

    indicator_code: str
    region_id: str | None
    criterion_code: str
    assessor_kind: Literal["unit"]
    level: int | None  # 0-3; None when it does not apply
    is_not_applicable: bool
    reason: str
    evidence: str
    source_cell: str


class Counts(NamedTuple):
    """Target cells of a file; offered = accepted + rejected + blank."""

    offered: int
    accepted: int
    rejected: int
    blank: int


class Judgement(NamedTuple):
    """A whole file as judged: cells and findings in the order of the file."""

    status: JudgedStatus
    cells: list[JudgedCell]
    criteria: list[JudgedCriterion]
    findings: tuple[Finding, ...]
    counts: Counts
    proposals: JudgedProposals = JudgedProposals()
