"""One file being judged: what the rules may ask about it, and the list they add findings to. No rule lives here."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.reference.model import Catalogue, PlanningRound
from pipelines.submissions.model.finding import Fact, Finding, texts
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow
from pipelines.submissions.rules.case.candidates import CandidateRow, CandidateTarget
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.cells.column_signs import column_of, proven_signs, sole_sign
from pipelines.submissions.rules.cells.numerals import DecimalSign


@dataclass(slots=True)
class Docket:
    """A reject refuses the target or the row it is about; a question is justified when the row gives a reason."""

    context: JudgingContext
    planning_round: PlanningRound
    unit_code: str
    is_csv: bool = False
    rows: tuple[OfferedRow, ...] = ()
    refused_cells: frozenset[str] = frozenset()
    found: list[tuple[str, int, Finding]] = field(default_factory=list)  # with sheet and row of the file

    _noted: set[str] = field(default_factory=set)
    _proofs: dict[str, set[DecimalSign]] | None = None  # decimal signs by column, once asked for

    def sign_of(self, cell: Cell) -> DecimalSign | None:
        """The decimal sign that the texts of the cell's column prove."""
        return sole_sign(self._proven_signs().get(column_of(cell.address), ()))

    def sign_of_counts(self, cell: Cell) -> DecimalSign | None:
        """The decimal sign for a count of persons, which has no decimals of its own to prove one: its column's, or the
        only one that the whole file proves."""
        own = self._proven_signs().get(column_of(cell.address))
        return sole_sign(own if own else (sign for signs in self._proven_signs().values() for sign in signs))

    def _proven_signs(self) -> dict[str, set[DecimalSign]]:
        if self._proofs is None:
            self._proofs = proven_signs(
                cell
                for row in self.rows
                for cell in (*(cell for _, cell in row.targets), row.denominator, row.baseline_value)
            )
        return self._proofs

    @property
    def findings(self) -> list[Finding]:
        """All findings in the order of the file; within a row in the order of the rules."""
        return [finding for _, _, finding in sorted(self.found, key=lambda entry: entry[:2])]

    @property
    def catalogue(self) -> Catalogue:
        return self.context.catalogue

    def owned_regions(self, indicator_code: str) -> frozenset[str] | None:
        """Regions the unit answers for in an indicator of this round; None when it is not assigned at all."""
        return self.context.owned_regions(self.planning_round.round_id, self.unit_code, indicator_code)

    def about_target(self, rule_id: str, target: CandidateTarget, cell: Cell | None = None, /, **facts: Fact) -> None:
        """Record a finding on a target, at its own cell unless another one is named."""
        severity = texts()[rule_id].severity
        if severity == "reject":
            target.is_refused = True
        self._add(rule_id, target.row, cell or target.cell, facts, target.year, severity == "ask")

    def about_row(self, rule_id: str, row: CandidateRow, cell: Cell = BLANK, /, **facts: Fact) -> None:
        """Record a finding on a shared cell of a row; a reject refuses all targets of the row."""
        severity = texts()[rule_id].severity
        if severity == "reject":
            row.is_refused = True
            row.refused_at = row.refused_at or cell.address or f"baris {row.offered.row_number}"
        self._add(rule_id, row, cell, facts, None, severity == "ask")

    def note_once(self, rule_id: str, row: CandidateRow, cell: Cell, /, **facts: Fact) -> None:
        """Record a note on a habit of the whole file, at the first cell that shows it."""
        if rule_id not in self._noted:
            self._noted.add(rule_id)
            self._add(rule_id, row, cell, facts, None, asks=False)

    def _add(
        self, rule_id: str, row: CandidateRow, cell: Cell, facts: dict[str, Fact], year: int | None, asks: bool
    ) -> None:
        offered = row.offered
        finding = Finding(
            rule_id,
            offered.sheet,
            cell.address or f"baris {offered.row_number}",
            cell.text,
            facts,
            row.indicator.indicator_code if row.indicator else None,
            row.region.region_id if row.region else None,
            year,
            asks and bool(row.justification),
        )
        self.found.append((offered.sheet, offered.row_number, finding))
