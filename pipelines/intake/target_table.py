"""Finds the headings of a template's table and turns the rows under them into offered rows. Every non-blank cell under
a heading is offered, or named in a finding; what the cells mean is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.intake.book import column_letters, column_number
from pipelines.intake.grid import Grid, Range
from pipelines.intake.layouts import Headings, Layout, heading_key, join_heading_rows, match_headings
from pipelines.intake.reading import BLANK, Cell, OfferedRow
from pipelines.rules.finding import Fact, Finding, Words

IDENTITY_FIELDS = ("indicator_code", "indicator_name", "region_code", "region_name")
CODE_FIELDS = ("indicator_code", "region_code")
CELL_FIELDS = tuple(
    name for name in OfferedRow._fields if name not in ("sheet", "row_number", "targets", "code_scheme", "target_year")
)
_NOTE_LENGTH = 200


@dataclass(frozen=True)
class HeadingRows:
    """Where a table's headings stand: their cells, and the first row under them."""

    headings: Headings[str]
    row: int
    first_row: int

    def address(self, grid: Grid, column: str) -> str:
        return f"{grid.name}!{column}{self.row}"


@dataclass
class Offered:
    """Rows offered by one sheet, and what the reading had to say about its cells."""

    rows: list[OfferedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused_cells: set[str] = field(default_factory=set)


def find_headings(grid: Grid, layout: Layout) -> HeadingRows | None:
    """Find the row, or the two rows, that say most of the layout's headings; None when none says two."""
    best: HeadingRows | None = None
    numbers = [number for number in sorted(grid.rows) if number <= layout.heading_rows]
    for number in numbers:
        for found in _candidates(grid, layout, number):
            if best is None or found.headings.strength > best.headings.strength:
                best = found
    return best if best is not None and best.headings.strength >= 2 else None


def _candidates(grid: Grid, layout: Layout, number: int) -> Iterator[HeadingRows]:
    upper = _texts(grid, number)
    yield HeadingRows(match_headings(layout, upper.items()), number, number + 1)
    if number + 1 in grid.rows:
        lower = _texts(grid, number + 1)
        columns = sorted({*upper, *lower}, key=column_number)
        joined = join_heading_rows(layout, columns, upper, lower)
        yield HeadingRows(match_headings(layout, joined), number + 1, number + 2)


def _texts(grid: Grid, number: int) -> dict[str, str]:
    columns = sorted(grid.rows.get(number, {}), key=column_number)
    return {column: grid.rows[number][column].text for column in columns}


def heading_findings(grid: Grid, found: HeadingRows | None, layout: Layout, years: Sequence[int]) -> list[Finding]:
    """Say which headings are missing, stand twice, or are known to nobody."""
    place = Words(f"Lembar {grid.name}", f"Sheet {grid.name}")
    headings: Headings[str] = found.headings if found else Headings()
    findings = [
        Finding("header.missing", grid.name, "", name, {"place": place, "heading": name})
        for name in headings.missing(layout, years)
    ]
    if found is None:
        return findings
    for name, first, second in headings.duplicates:
        facts: dict[str, Fact] = {"place": place, "heading": name, "first": found.address(grid, first)}
        findings.append(Finding("header.duplicate", grid.name, found.address(grid, second), name, facts))
    unknown = [*headings.unexpected]
    if years:
        unknown += [
            (grid.cell(found.row, column).text, column) for year, column in headings.years.items() if year not in years
        ]
    for text, column in unknown:
        findings.append(Finding("header.unexpected", grid.name, found.address(grid, column), text, {"place": place}))
    return findings


class TargetTable:
    """The rows under the headings of sheet Target."""

    def __init__(self, grid: Grid, found: HeadingRows, years: Sequence[int]) -> None:
        self._grid = grid
        self._found = found
        self._fields = {column.field: place for column, place in found.headings.columns.values() if column.field}
        self._years = sorted(found.headings.years.items())
        self._owed_years = set(years)
        self._headed = self._headed_columns()
        self._hidden_columns = {
            column for _, column in self._years if _is_within(column_number(column), grid.hidden_columns)
        }
        self._merged = self._merged_cells()
        self._offered = Offered()

    def read(self) -> Offered:
        for number in sorted(self._grid.rows):
            if number >= self._found.first_row:
                self._read_row(number, self._grid.rows[number])
        return self._offered

    def _headed_columns(self) -> set[str]:
        headings = self._found.headings
        places = [place for _, place in headings.columns.values()]
        places += [place for _, place in headings.unexpected]
        return {*places, *headings.years.values()}

    def _merged_cells(self) -> dict[tuple[int, str], tuple[Range, bool]]:
        """Give the target and code cells that are joined with others: (row, column) -> (range, is its first cell)."""
        grid, last = self._grid, max(self._grid.rows, default=0)
        columns = [place for _, place in self._years]
        columns += [self._fields[name] for name in CODE_FIELDS if name in self._fields]
        merged: dict[tuple[int, str], tuple[Range, bool]] = {}
        for area in grid.merges:
            first = grid.rows.get(area.first_row, {}).get(column_letters(area.first_column))
            if first is None or first.kind == "blank":
                continue
            for column in columns:
                if area.first_column <= column_number(column) <= area.last_column:
                    for row in area.rows(self._found.first_row, last):
                        is_first = (row, column_number(column)) == (area.first_row, area.first_column)
                        merged[row, column] = (area, is_first)
        return merged

    def _read_row(self, number: int, cells: Mapping[str, Cell]) -> None:
        self._note_stray(number, cells)
        targets = [(year, column, cells.get(column)) for year, column in self._years]
        typed = [cell for _, _, cell in targets if cell is not None and cell.kind != "blank"]
        identity = {
            name: cells[self._fields[name]]
            for name in IDENTITY_FIELDS
            if name in self._fields and self._fields[name] in cells and cells[self._fields[name]].kind != "blank"
        }
        if not self._is_entry(identity, typed):
            self._note(number, cells)
            return
        flags = self._row_flags(number, typed)
        offered = []
        for year, column, cell in targets:
            if year in self._owed_years or (cell is not None and cell.kind != "blank"):
                offered.append((year, self._target(number, year, column, cell, flags)))
        self._offered.rows.append(
            OfferedRow(
                sheet=self._grid.name,
                row_number=number,
                targets=tuple(offered),
                code_scheme=self._cell(number, cells, "code_scheme").text.strip().casefold(),
                **{name: self._cell(number, cells, name) for name in CELL_FIELDS},
            )
        )

    def _is_entry(self, identity: Mapping[str, Cell], typed: Sequence[Cell]) -> bool:
        """Tell an entry from a note, a group name or a heading printed again. When in doubt it is an entry."""
        code = identity.get("indicator_code")
        if code is not None and heading_key(code.text) in ("kodeindikator", "indicatorcode"):
            return False
        if typed:
            return bool(identity) or any(cell.kind != "text" or _has_number(cell.text) for cell in typed)
        has_indicator = "indicator_code" in identity or "indicator_name" in identity
        return has_indicator and ("region_code" in identity or "region_name" in identity)

    def _row_flags(self, number: int, typed: Sequence[Cell]) -> tuple[str, ...]:
        if number not in self._grid.hidden_rows:
            return ()
        facts: dict[str, Fact] = {"row": str(number)}
        if self._grid.is_filtered(number):
            address = f"{self._grid.name}!{self._years[0][1]}{number}"
            self._offered.findings.append(Finding("row.filtered", self._grid.name, address, "", facts))
            return ("filtered_row",)
        if typed:
            written = " | ".join(cell.text for cell in typed)
            self._offered.findings.append(Finding("row.hidden", self._grid.name, typed[0].address, written, facts))
            self._offered.refused_cells.update(cell.address for cell in typed)
        return ("hidden_row",)

    def _target(self, number: int, year: int, column: str, cell: Cell | None, row_flags: tuple[str, ...]) -> Cell:
        """Give a target cell with its flags, and refuse it when its place makes it doubtful."""
        grid = self._grid
        address = f"{grid.name}!{column}{number}"
        offered = cell if cell is not None else Cell(address)
        is_typed = offered.kind != "blank"
        flags = row_flags
        if joined := self._merged.get((number, column)):
            flags += ("merged",)
            self._refuse("cell.merged", offered, range=joined[0].written)
        elif is_typed and (code := self._merged_code(number)) is not None:
            self._refuse("cell.merged", offered, range=code.written)
        if column in self._hidden_columns:
            flags += ("hidden_column",)
            if is_typed:
                self._refuse("column.hidden", offered, column=column)
        if offered.kind == "error":
            self._refuse("formula.error", offered)
        elif address in grid.formulas:
            self._refuse("formula.no_value", offered)
        if is_typed and year not in self._owed_years:
            self._offered.refused_cells.add(address)
        return offered._replace(flags=flags) if flags else offered

    def _merged_code(self, number: int) -> Range | None:
        """Find the range that leaves this row's indicator or region code to another row."""
        for name in CODE_FIELDS:
            found = self._merged.get((number, self._fields.get(name, "")))
            if found is not None and not found[1]:
                return found[0]
        return None

    def _refuse(self, rule_id: str, cell: Cell, **facts: Fact) -> None:
        self._offered.findings.append(Finding(rule_id, self._grid.name, cell.address, cell.text, facts))
        self._offered.refused_cells.add(cell.address)

    def _cell(self, number: int, cells: Mapping[str, Cell], name: str) -> Cell:
        column = self._fields.get(name)
        if column is None:
            return BLANK
        found = cells.get(column)
        return found if found is not None else Cell(f"{self._grid.name}!{column}{number}")

    def _note_stray(self, number: int, cells: Mapping[str, Cell]) -> None:
        for column, cell in cells.items():
            if column not in self._headed and cell.kind != "blank":
                self._offered.findings.append(Finding("sheet.stray_cell", self._grid.name, cell.address, cell.text))

    def _note(self, number: int, cells: Mapping[str, Cell]) -> None:
        said = [cell for column, cell in cells.items() if column in self._headed and cell.kind != "blank"]
        if said:
            place = Words(f"Lembar {self._grid.name} baris {number}:", f"Sheet {self._grid.name} row {number}:")
            written = " | ".join(cell.text.strip() for cell in said)[:_NOTE_LENGTH]
            finding = Finding("row.note_ignored", self._grid.name, said[0].address, written, {"place": place})
            self._offered.findings.append(finding)


def _is_within(number: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(first <= number <= last for first, last in stretches)


def _has_number(text: str) -> bool:
    """Tell whether a text begins like a number: a sign or a bracket may stand before the first digit."""
    return text.strip().lstrip("+-−–<>≤≥~±('’‘=").strip()[:1].isdigit()
