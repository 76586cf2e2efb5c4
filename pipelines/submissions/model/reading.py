"""What a door gives to the rules: rows of offered cells with their addresses, judged by nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from pipelines.submissions.model.desk_rows import DeskSheet
from pipelines.submissions.model.finding import Finding

CellKind = Literal["blank", "text", "number", "bool", "date", "error", "formula"]


class Cell(NamedTuple):
    """One cell as it stands in the file. `text` is what was typed, or a number's shortest exact form; never changed."""

    address: str  # "Target!K12" in a workbook, "baris 12/target" in a CSV
    text: str = ""
    kind: CellKind = "blank"
    number: float | None = None  # for number, date serial, and a formula's cached number
    number_format: str = ""
    flags: tuple[str, ...] = ()  # rich_text, merged, hidden_row, hidden_column, filtered_row


BLANK = Cell("")


class OfferedRow(NamedTuple):
    """One row of a submission: reference cells and one target cell per target year."""

    sheet: str
    row_number: int
    indicator_code: Cell
    indicator_name: Cell
    region_code: Cell
    region_name: Cell
    targets: tuple[tuple[int, Cell], ...]
    code_scheme: str = ""  # declared scheme, "" when none was
    unit_of_measure: Cell = BLANK
    direction: Cell = BLANK
    baseline_year: Cell = BLANK
    baseline_value: Cell = BLANK
    denominator: Cell = BLANK
    confidence: Cell = BLANK
    is_provisional: Cell = BLANK
    justification: Cell = BLANK
    evidence: Cell = BLANK
    note: Cell = BLANK
    target_year: Cell = BLANK  # CSV only: the year as written; the rules read the year from it (the int may be 0)


class OfferedCriterion(NamedTuple):
    """One line of sheet `Kriteria`: the unit's own level against one criterion."""

    sheet: str
    row_number: int
    indicator_code: Cell
    region_code: Cell
    criterion_code: str
    level: Cell
    reason: Cell
    evidence: Cell
    region_name: Cell = BLANK


class OfferedProposal(NamedTuple):
    """One row of sheet `Outcome`: cells by field; a merged cell stands in every row that it covers."""

    sheet: str
    row_number: int
    cells: Mapping[str, Cell]

    def cell(self, name: str) -> Cell:
        """The cell of a field; one without an address where the sheet has no such column."""
        return self.cells.get(name, BLANK)


class Reading(NamedTuple):
    """A whole file as read. With `is_refused` the file is refused whole: a finding says why, and its rows, where they
    could be read, are offered only to be counted. `refused_cells` are addresses of target cells that a finding of the
    reading (merged, hidden row, formula without a value, ragged line) has already rejected: the rules count them as
    rejected and need not look at them."""

    form: Literal["workbook", "csv", "foreign", "desk_sheet", "take_up", "unknown"]
    round_id: str | None
    unit_code: str | None
    template: str | None
    rows: tuple[OfferedRow, ...] = ()
    criteria: tuple[OfferedCriterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_refused: bool = False
    refused_cells: frozenset[str] = frozenset()
    locked_fingerprint: str = ""  # of the template's locked cells, as `_meta` states it
    proposals: tuple[OfferedProposal, ...] = ()
    desk: DeskSheet | None = None  # the decisions of a desk sheet, which offers no targets
