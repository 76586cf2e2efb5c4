"""Reads sheet `Kriteria`: the unit's own level against each criterion. A line on which nothing was filled in is not
offered: blank is not zero."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.reading import BLANK, Cell, OfferedCriterion
from pipelines.submissions.readers.layouts import Layout
from pipelines.submissions.readers.target_table import find_headings, heading_findings
from pipelines.workbooks.book import column_letters, column_number
from pipelines.workbooks.grid import Grid

MERGED = Words("selnya tergabung dengan sel lain", "its cell is merged with others")
MERGED_CODE = Words("kodenya tergabung dengan baris lain", "its code is merged with another row's")
HIDDEN = Words("baris atau kolomnya tersembunyi", "its row or column is hidden")
NO_VALUE = Words("rumusnya tidak menyimpan hasil", "its formula has no stored result")
CODE_FIELDS, TEXT_FIELDS = ("indicator_code", "region_code", "criterion_code"), ("reason", "evidence")
TYPED_FIELDS = ("level", "reason", "evidence")


class _LostLevels:
    """Levels that a sheet holds but does not show in a cell of their own: joined, hidden, or an error."""

    def __init__(self, grid: Grid, places: Mapping[str, str]) -> None:
        self._grid = grid
        number = column_number(places["level"])
        self._is_hidden = any(first <= number <= last for first, last in grid.hidden_columns)
        self.merged_rows: dict[int, str] = {}  # row -> what the joined cell shows
        self._without_code: set[int] = set()
        self._spread: dict[tuple[int, str], Cell] = {}  # a text joined over rows belongs to each of them
        codes = {column_number(places[name]) for name in CODE_FIELDS if name in places}
        texts = {column_number(places[name]): places[name] for name in TEXT_FIELDS if name in places}
        last_row = max(grid.rows, default=0)
        for area in grid.merges:
            shown = grid.cell(area.first_row, column_letters(area.first_column))
            if area.first_column <= number <= area.last_column and not area.is_one_cell and shown.kind != "blank":
                self.merged_rows |= dict.fromkeys(area.rows(1, last_row), shown.text)
            columns = range(area.first_column, area.last_column + 1)
            if shown.kind != "blank" and not codes.isdisjoint(columns):
                self._without_code.update(area.rows(area.first_row + 1, last_row))
            if shown.kind != "blank" and area.first_column == area.last_column in texts:
                self._spread |= {(row, texts[area.first_column]): shown for row in area.rows(1, last_row)}

    def cell(self, number: int, column: str) -> Cell:
        return self._spread.get((number, column)) or self._grid.cell(number, column)

    def reason(self, number: int, level: Cell) -> Words | None:
        """Say why a row's level cannot be read; None when it can, or when there is none."""
        if number in self.merged_rows:
            return MERGED
        if level.kind != "blank" and number in self._without_code:
            return MERGED_CODE
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
    lost = _LostLevels(grid, places)
    for number in sorted({*grid.rows, *lost.merged_rows}):
        cells = {name: lost.cell(number, place) for name, place in places.items()}
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
