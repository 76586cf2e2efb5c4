"""Reads sheet `Outcome`: rows on which something was proposed, with their cells. What the texts mean is judged in
judge.py."""

from __future__ import annotations

from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.reading import Cell, OfferedProposal
from pipelines.submissions.readers.layouts import Layout
from pipelines.submissions.readers.row_kinds import are_column_numbers, is_signature
from pipelines.submissions.readers.target_table import find_headings, heading_findings
from pipelines.workbooks.book import column_letters, column_number
from pipelines.workbooks.grid import Grid

MOST_ROWS = 300  # of proposals in one file; a forum weighs far fewer
HIDDEN = Words("baris atau kolomnya tersembunyi", "its row or column is hidden")
NO_VALUE = Words("rumusnya tidak menyimpan hasil", "its formula has no stored result")
RICH = Words("sebagian teksnya dicoret atau terangkat", "part of its text is struck through or raised")
SIDEWAYS = Words("selnya tergabung melintasi beberapa kolom", "its cell is merged across several columns")


def read_proposals(grid: Grid, layout: Layout) -> tuple[list[OfferedProposal], list[Finding]]:
    """Give the rows with a proposal. When a needed heading is missing nothing is read, and a finding says so."""
    found = find_headings(grid, layout)
    if found is None and not _is_filled(grid, layout):
        return [], []
    findings = heading_findings(grid, found, layout, ())
    if found is None or found.headings.missing(layout) or found.headings.duplicates:
        return [], findings
    places = {column.field: place for column, place in found.headings.columns.values() if column.field}
    reader = _Reader(grid, places, found.first_row)
    offered = reader.rows()
    return offered, [*findings, *reader.findings]


def _is_filled(grid: Grid, layout: Layout) -> bool:
    return any(number > layout.heading_rows for number in grid.rows)


class _Reader:
    """The rows under the headings, with merged cells standing in every row they cover."""

    def __init__(self, grid: Grid, places: dict[str, str], first_row: int) -> None:
        self.findings: list[Finding] = []
        self._grid, self._places, self._first_row = grid, places, first_row
        self._merged: dict[tuple[int, str], Cell] = {}
        self._sideways: set[str] = set()
        last_row = max(grid.rows, default=0)
        known = {column_number(place) for place in places.values()}
        for area in grid.merges:
            shown = grid.cell(area.first_row, column_letters(area.first_column))
            if area.is_one_cell or shown.kind == "blank" or area.last_row < first_row:
                continue
            if sum(area.first_column <= number <= area.last_column for number in known) > 1:
                self._sideways.add(shown.address)
                continue
            for number in area.rows(first_row, last_row):
                self._merged[number, column_letters(area.first_column)] = shown

    def rows(self) -> list[OfferedProposal]:
        """Every row on which a field of ours is filled and readable, up to a signature."""
        offered: list[OfferedProposal] = []
        for number in sorted({*self._grid.rows, *(number for number, _ in self._merged)}):
            cells = {name: self._cell(number, place) for name, place in self._places.items()}
            filled = [cell for cell in cells.values() if cell.kind != "blank"]
            if number < self._first_row or not filled:
                continue
            texts = [cell.text for cell in filled]
            if number < self._first_row + 2 and are_column_numbers(texts):
                continue
            if len(filled) <= 2 and is_signature(texts):
                break
            if len(offered) == MOST_ROWS:
                finding = Finding("outcome.too_many", self._grid.name, filled[0].address, "", {"limit": MOST_ROWS})
                self.findings.append(finding)
                break
            if not self._refuse(number, filled):
                offered.append(OfferedProposal(self._grid.name, number, cells))
        return offered

    def _cell(self, number: int, place: str) -> Cell:
        return self._merged.get((number, place)) or self._grid.cell(number, place)

    def _refuse(self, number: int, filled: list[Cell]) -> bool:
        """Say which cells of a row cannot be read; a row with one is not offered."""
        faults = [(cell, reason) for cell in filled if (reason := self._reason(number, cell)) is not None]
        for cell, reason in faults:
            facts = {"reason": reason}
            self.findings.append(Finding("outcome.unreadable", self._grid.name, cell.address, cell.text, facts))
        return bool(faults)

    def _reason(self, number: int, cell: Cell) -> Words | None:
        place = column_number("".join(letter for letter in cell.address.rpartition("!")[2] if letter.isalpha()))
        is_hidden = number in self._grid.hidden_rows and not self._grid.is_filtered(number)
        if is_hidden or any(first <= place <= last for first, last in self._grid.hidden_columns):
            return HIDDEN
        if cell.kind == "error":
            return Words(f"selnya menunjukkan kesalahan {cell.text}", f"its cell shows the error {cell.text}")
        if cell.address in self._grid.formulas:
            return NO_VALUE
        if cell.address in self._sideways:
            return SIDEWAYS
        return RICH if "rich_text" in cell.flags else None
