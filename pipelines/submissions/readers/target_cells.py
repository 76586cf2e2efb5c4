"""Target cells in their place: which of them are joined, hidden, broken formulas or under a heading nobody asked for.
Such a cell is refused here, with its finding; what a sound cell says is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.submissions.model.finding import Fact, Finding, Words
from pipelines.submissions.model.reading import Cell, OfferedRow
from pipelines.submissions.model.refusal import refuse
from pipelines.workbooks.book import column_letters, column_number
from pipelines.workbooks.grid import Grid, Range

MERGED = Words("tergabung dengan sel lain", "is merged with other cells")
MERGED_CODE = Words(
    "berada pada baris yang kodenya tergabung dengan baris lain",
    "stands in a row whose code is merged with another row's",
)

OVERLAP = Words("sel gabungannya bertumpang tindih", "its merged areas overlap")


@dataclass
class OfferedRows:
    """Rows offered by one sheet, and what the reading had to say about its cells."""

    rows: list[OfferedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused_cells: set[str] = field(default_factory=set)


class TargetCells:
    """The target columns of one sheet, below its headings."""

    def __init__(
        self,
        grid: Grid,
        first_row: int,
        years: Mapping[int, str],
        owed_years: Iterable[int],
        codes: Sequence[str],
        weight: str = "",
    ) -> None:
        self._grid = grid
        self._years = sorted(years.items())
        self._year_columns = [column for _, column in self._years]
        self._owed_years = set(owed_years)
        self._codes = codes  # columns whose joined cells leave a row without its code
        self._weight = weight  # the column of denominators: joined over rows, it belongs to none of them
        self._merged = self._merged_cells(first_row, [*years.values(), *codes, *filter(None, (weight,))])
        self._hidden_columns = {
            column
            for column in years.values()
            if any(first <= column_number(column) <= last for first, last in grid.hidden_columns)
        }

    def _merged_cells(self, first_row: int, columns: Sequence[str]) -> dict[tuple[int, str], tuple[Range, bool]]:
        """Give joined cells that show something: (row, column) -> (range, is it the range's first cell)."""
        last_row = max(self._grid.rows, default=0)
        merged: dict[tuple[int, str], tuple[Range, bool]] = {}
        for area in self._grid.merges:
            shown = self._grid.rows.get(area.first_row, {}).get(column_letters(area.first_column))
            if shown is None or shown.kind == "blank" or area.is_one_cell:
                continue
            for column in columns:
                number = column_number(column)
                if area.first_column <= number <= area.last_column:
                    for row in area.rows(first_row, last_row):
                        if (row, column) in merged:
                            raise refuse("file.corrupt", what=OVERLAP)
                        merged[row, column] = (area, (row, number) == (area.first_row, area.first_column))
        return merged

    def typed_cells(self, cells: Mapping[str, Cell]) -> list[Cell]:
        """Give a row's target cells that are not blank."""
        found = [cells[column] for column in self._year_columns if column in cells]
        return [cell for cell in found if cell.kind != "blank"]

    def of_row(self, number: int, cells: Mapping[str, Cell], offered: OfferedRows) -> tuple[tuple[int, Cell], ...]:
        """Give a row's target cells with their flags; a year that nobody asked for is offered only when filled."""
        flags = self._row_flags(number, self.typed_cells(cells), offered)
        is_whole = not (flags or self._merged or self._hidden_columns or self._grid.formulas)
        targets: list[tuple[int, Cell]] = []
        for year, column in self._years:
            cell = cells.get(column)
            if cell is None or cell.kind == "blank":
                if year not in self._owed_years:
                    continue
                cell = cell or Cell(f"{self._grid.name}!{column}{number}")
            is_plain = is_whole and cell.kind != "error" and year in self._owed_years
            targets.append((year, cell if is_plain else self._flagged_cell(number, year, column, cell, flags, offered)))
        if joined := self._merged.get((number, self._weight)):
            self._refuse_joined_weight(
                number, joined[0], [cell for _, cell in targets if cell.kind != "blank"], offered
            )
        return tuple(targets)

    def _refuse_joined_weight(self, number: int, area: Range, typed: Sequence[Cell], offered: OfferedRows) -> None:
        left = [cell for cell in typed if cell.address not in offered.refused_cells]
        if left:
            weight = self._grid.cell(number, self._weight)
            self._refuse(offered, "cell.merged", weight, joined=MERGED, range=area.written)
        for cell in left:
            self._refuse(offered, "row.refused", cell, cause=weight.address)

    def _row_flags(self, number: int, typed: Sequence[Cell], offered: OfferedRows) -> tuple[str, ...]:
        if number not in self._grid.hidden_rows:
            return ()
        facts: dict[str, Fact] = {"row": str(number)}
        written = " | ".join(cell.text for cell in typed)
        if self._grid.is_filtered(number):
            if typed:
                offered.findings.append(Finding("row.filtered", self._grid.name, typed[0].address, written, facts))
            return ("filtered_row",)
        if typed:
            offered.findings.append(Finding("row.hidden", self._grid.name, typed[0].address, written, facts))
            offered.refused_cells.update(cell.address for cell in typed)
        return ("hidden_row",)

    def _flagged_cell(
        self, number: int, year: int, column: str, cell: Cell, flags: tuple[str, ...], offered: OfferedRows
    ) -> Cell:
        is_typed = cell.kind != "blank"
        if joined := self._merged.get((number, column)):
            flags += ("merged",)
            self._refuse(offered, "cell.merged", cell, joined=MERGED, range=joined[0].written)
        elif is_typed and (code := self._merged_code(number)) is not None:
            self._refuse(offered, "cell.merged", cell, joined=MERGED_CODE, range=code.written)
        if column in self._hidden_columns:
            flags += ("hidden_column",)
            if is_typed:
                self._refuse(offered, "column.hidden", cell, column=column)
        if cell.kind == "error":
            self._refuse(offered, "formula.error", cell)
        elif cell.address in self._grid.formulas:
            self._refuse(offered, "formula.no_value", cell)
        if is_typed and year not in self._owed_years:  # the heading's finding says so
            offered.refused_cells.add(cell.address)
        return cell._replace(flags=(*cell.flags, *flags)) if flags else cell

    def _merged_code(self, number: int) -> Range | None:
        """Find the range that leaves this row's code to another row."""
        if self._merged:
            for column in self._codes:
                found = self._merged.get((number, column))
                if found is not None and not found[1]:
                    return found[0]
        return None

    def _refuse(self, offered: OfferedRows, rule_id: str, cell: Cell, **facts: Fact) -> None:
        offered.findings.append(Finding(rule_id, self._grid.name, cell.address, cell.text, facts))
        offered.refused_cells.add(cell.address)
