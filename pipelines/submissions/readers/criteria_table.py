"""Reads sheet `Kriteria`: the unit's own level against each criterion. A line on which nothing was filled in is not
offered: blank is not zero."""

from __future__ import annotations

from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.reading import BLANK, Cell, OfferedCriterion
from pipelines.submissions.readers.layouts import Layout
from pipelines.submissions.readers.target_table import find_headings, heading_findings
from pipelines.workbooks.book import column_letters, column_number
from pipelines.workbooks.grid import Grid

MERGED = Words("selnya tergabung dengan sel lain", "its cell is merged with others")
HIDDEN = Words("baris atau kolomnya tersembunyi", "its row or column is hidden")
NO_VALUE = Words("rumusnya tidak menyimpan hasil", "its formula has no stored result")
TYPED_FIELDS = ("level", "reason", "evidence")


class _Lost:
    """Levels that a sheet holds but does not show in a cell of their own: joined, hidden, or an error."""

    def __init__(self, grid: Grid, column: str) -> None:
        self._grid = grid
        number = column_number(column)
        self._is_hidden = any(first <= number <= last for first, last in grid.hidden_columns)
        self.merged_rows: dict[int, str] = {}  # row -> what the joined cell shows
        last_row = max(grid.rows, default=0)
        for area in grid.merges:
            shown = grid.cell(area.first_row, column_letters(area.first_column))
            if area.first_column <= number <= area.last_column and not area.is_one_cell and shown.kind != "blank":
                self.merged_rows |= dict.fromkeys(area.rows(1, last_row), shown.text)

    def reason(self, number: int, level: Cell) -> Words | None:
        """Say why a row's level cannot be read; None when it can, or when there is none."""
        if number in self.merged_rows:
            return MERGED
        if level.kind == "error":
            return Words(f"selnya menunjukkan kesalahan {level.text}", f"its cell shows the error {level.text}")
        if level.address in self._grid.formulas:
            return NO_VALUE
        if level.kind != "blank" and (self._is_hidden or self._hides(number)):
            return HIDDEN
        return None

    def _hides(self, number: int) -> bool:
        return number in self._grid.hidden_rows and not self._grid.is_filtered(number)


def read_criteria(grid: Grid, layout: Layout) -> tuple[list[OfferedCriterion], list[Finding]]:
    """Give the lines with an answer. When a needed heading is missing nothing is read, and a finding says so."""
    found = find_headings(grid, layout)
    findings = heading_findings(grid, found, layout, ())
    if found is None or found.headings.missing(layout) or found.headings.duplicates:
        return [], findings
    places = {column.field: place for column, place in found.headings.columns.values() if column.field}
    offered: list[OfferedCriterion] = []
    lost = _Lost(grid, places["level"])
    for number in sorted({*grid.rows, *lost.merged_rows}):
        cells = {name: grid.cell(number, place) for name, place in places.items()}
        typed = any(cells[name].kind != "blank" for name in TYPED_FIELDS if name in cells)
        if number < found.first_row:
            continue
        if reason := lost.reason(number, cells["level"]):
            written = lost.merged_rows.get(number, cells["level"].text)
            findings.append(
                Finding("criterion.unreadable", grid.name, cells["level"].address, written, {"reason": reason})
            )
            continue
        if not typed:
            continue
        offered.append(
            OfferedCriterion(
                sheet=grid.name,
                row_number=number,
                indicator_code=cells["indicator_code"],
                region_code=cells["region_code"],
                criterion_code=cells["criterion_code"].text.strip(),
                level=cells["level"],
                reason=cells.get("reason", grid.cell(number, "")),
                evidence=cells.get("evidence", grid.cell(number, "")),
                region_name=cells.get("region_name", BLANK),
            )
        )
    return offered, findings
