"""Finds the headings of a template's table and turns the rows under them into offered rows. Every non-blank cell under
a heading is offered, or named in a finding; what the cells mean is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.submissions.model.finding import Fact, Finding, Words
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow
from pipelines.submissions.readers.layouts import (
    Headings,
    Layout,
    join_heading_rows,
    match_headings,
)
from pipelines.submissions.readers.row_kinds import are_column_numbers, is_signature, is_total
from pipelines.submissions.readers.target_cells import OfferedRows, TargetCells
from pipelines.workbooks.book import column_number
from pipelines.workbooks.grid import Grid

IDENTITY_FIELDS = ("indicator_code", "indicator_name", "region_code", "region_name")
CODE_FIELDS = ("indicator_code", "region_code")
_OWN_FIELDS = ("sheet", "row_number", *IDENTITY_FIELDS, "targets", "code_scheme")  # as OfferedRow begins
OTHER_FIELDS = tuple(name for name in OfferedRow._fields if name not in (*_OWN_FIELDS, "target_year"))
_NOTE_LENGTH = 200
_LAST_ROW = 1 << 20
_LONGEST_CODE = 8


@dataclass(frozen=True)
class HeadingRows:
    """Where a table's headings stand: their cells, and the first row under them."""

    headings: Headings[str]
    row: int
    first_row: int
    last_row: int = _LAST_ROW

    def address(self, grid: Grid, column: str) -> str:
        return f"{grid.name}!{column}{self.row}"


def find_headings(grid: Grid, layout: Layout) -> HeadingRows | None:
    """Find the row, or the two rows, that say most of the layout's headings; None when none says two."""
    best: HeadingRows | None = None
    numbers = [number for number in sorted(grid.rows) if number <= layout.heading_rows]
    for number in numbers:
        for found in _candidates(grid, layout, number):
            if _lack(found.headings, layout) == 0:
                return found
            if best is None or found.headings.strength > best.headings.strength:
                best = found
    return best if best is not None and best.headings.strength >= 2 else None


def read_headings(grid: Grid, layout: Layout, number: int) -> HeadingRows:
    """Read a row as headings, alone or joined with the row below it, whichever lacks less."""
    return min(_candidates(grid, layout, number), key=lambda found: _lack(found.headings, layout))


def _candidates(grid: Grid, layout: Layout, number: int) -> Iterator[HeadingRows]:
    """Read a row as headings; two rows only when neither says alone what both say together."""
    upper = _texts(grid, number)
    single = match_headings(layout, upper.items())
    yield HeadingRows(single, number, number + 1)
    if number + 1 in grid.rows:
        lower = _texts(grid, number + 1)
        columns = sorted({*upper, *lower}, key=column_number)
        joined = match_headings(layout, join_heading_rows(layout, columns, upper, lower))
        alone = min(_lack(single, layout), _lack(match_headings(layout, lower.items()), layout))
        if _lack(joined, layout) < alone:
            yield HeadingRows(joined, number + 1, number + 2)


def _lack(headings: Headings[str], layout: Layout) -> int:
    return len(headings.missing(layout)) + (not headings.years)


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
        if grid.cell(found.row, column).kind == "date":
            dated: dict[str, Fact] = {"example": str(max(years, default=text[:4]))}
            findings.append(Finding("value.year_is_date", grid.name, found.address(grid, column), text, dated))
            continue
        findings.append(Finding("header.unexpected", grid.name, found.address(grid, column), text, {"place": place}))
    return findings


def far_findings(grid: Grid) -> list[Finding]:
    """Name the cells that lie far outside any table."""
    return [Finding("sheet.stray_cell", grid.name, cell.address, cell.text) for cell in grid.far_cells]


class TargetTable:
    """The rows under one heading of sheet Target, up to the next one that says something else."""

    def __init__(
        self, grid: Grid, found: HeadingRows, years: Sequence[int], repeated_rows: frozenset[int] = frozenset()
    ) -> None:
        headings = found.headings
        self._grid = grid
        self._numbers = [number for number in sorted(grid.rows) if found.first_row <= number <= found.last_row]
        self._repeated_rows = repeated_rows
        self._fields = {column.field: place for column, place in headings.columns.values() if column.field}
        self._shared_columns = [self._fields.get(name) for name in (*IDENTITY_FIELDS, *OTHER_FIELDS)]
        self._headed = {
            *(place for _, place in headings.columns.values()),
            *(place for _, place in headings.unexpected),
            *headings.years.values(),
        }
        codes = [self._fields[name] for name in CODE_FIELDS if name in self._fields]
        self._targets = TargetCells(
            grid, found.first_row, headings.years, years, codes, self._fields.get("denominator", "")
        )
        self._offered = OfferedRows()

    def read(self) -> OfferedRows:
        """Offer every entry; name what is taken for a note and what lies outside the columns."""
        last_coded = max((number for number in self._numbers if self._is_coded(number)), default=0)
        is_signed = False
        for number in self._numbers:
            cells = self._grid.rows[number]
            self._note_stray(cells)
            is_signed = number > last_coded and (is_signed or is_signature(self._texts(cells)))
            if is_signed:
                self._note("row.signature_ignored", number, cells)
            elif number < self._numbers[0] + 2 and are_column_numbers(self._texts(cells)):
                self._note("header.column_numbers", number, cells)
            elif self._is_total(cells):
                self._note("row.total_ignored", number, cells)
            elif self._is_entry(number, cells):
                self._offer(number, cells)
            else:
                self._note("row.note_ignored", number, cells)
        return self._offered

    def _is_coded(self, number: int) -> bool:
        """Tell whether a row has both codes, the region's as a number."""
        indicator, region = (self._cell(number, self._grid.rows[number], name) for name in CODE_FIELDS)
        is_code = len(region.text.strip()) <= _LONGEST_CODE and _has_number(region.text)
        return indicator.kind != "blank" and region.kind != "blank" and is_code

    def _is_total(self, cells: Mapping[str, Cell]) -> bool:
        """Tell whether a row names a total where it should name a region or an indicator, and no region by its code."""
        if (code := cells.get(self._fields.get("region_code", ""))) is not None and _has_number(code.text):
            return False
        places = (self._fields.get(name, "") for name in IDENTITY_FIELDS)
        return is_total(cells[place].text for place in places if place in cells)

    def _offer(self, number: int, cells: Mapping[str, Cell]) -> None:
        shared = [
            (cells.get(column) or self._blank(column, number)) if column else BLANK for column in self._shared_columns
        ]
        targets = self._targets.of_row(number, cells, self._offered)
        scheme = self._cell(number, cells, "code_scheme").text.strip().casefold()
        code, name, region, region_name, *others = shared
        row = OfferedRow(self._grid.name, number, code, name, region, region_name, targets, scheme, *others)
        self._offered.rows.append(row)

    def _is_entry(self, number: int, cells: Mapping[str, Cell]) -> bool:
        """Tell an entry from a note, a group name or a heading printed again. When in doubt it is an entry."""
        if number in self._repeated_rows:
            return False
        said = {
            name
            for name in IDENTITY_FIELDS
            if (cell := cells.get(self._fields.get(name, ""))) is not None and cell.kind != "blank"
        }
        if typed := self._targets.typed_cells(cells):
            return bool(said) or any(cell.kind != "text" or _has_number(cell.text) for cell in typed)
        return not said.isdisjoint(IDENTITY_FIELDS[:2]) and not said.isdisjoint(IDENTITY_FIELDS[2:])

    def _cell(self, number: int, cells: Mapping[str, Cell], name: str) -> Cell:
        column = self._fields.get(name)
        if column is None:
            return BLANK
        return cells.get(column) or self._blank(column, number)

    def _blank(self, column: str, number: int) -> Cell:
        return Cell(f"{self._grid.name}!{column}{number}")

    def _texts(self, cells: Mapping[str, Cell]) -> list[str]:
        """Give what a row shows, from left to right."""
        shown = [column for column, cell in cells.items() if cell.kind != "blank"]
        return [cells[column].text for column in sorted(shown, key=column_number)]

    def _note_stray(self, cells: Mapping[str, Cell]) -> None:
        if cells.keys() <= self._headed:
            return
        for column, cell in cells.items():
            if column not in self._headed and cell.kind != "blank":
                self._offered.findings.append(Finding("sheet.stray_cell", self._grid.name, cell.address, cell.text))

    def _note(self, rule_id: str, number: int, cells: Mapping[str, Cell]) -> None:
        said = [cell for column, cell in cells.items() if column in self._headed and cell.kind != "blank"]
        if said:
            place = Words(f"Lembar {self._grid.name} baris {number}:", f"Sheet {self._grid.name} row {number}:")
            written = " | ".join(cell.text.strip() for cell in said)[:_NOTE_LENGTH]
            finding = Finding(rule_id, self._grid.name, said[0].address, written, {"place": place})
            self._offered.findings.append(finding)


def _has_number(text: str) -> bool:
    """Tell whether a text begins like a number: a sign or a bracket may stand before the first digit."""
    return text.strip().lstrip("+-−–<>≤≥~±('’‘=").strip()[:1].isdigit()


def is_bare_year(text: str) -> bool:
    """Tell whether a text is a year of this century or the last."""
    return len(text) == 4 and text.isascii() and text.isdigit() and text[:2] in ("19", "20")
