"""Reads a region's work plan in the column order of `selaras sheets`: one indicator a row, one column a target year.

Rows are offered with the indicator as it is written; which one is meant, and what the cells say, is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Fact, Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow, Reading
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.delimited_text import SEPARATORS, declared_separator, records
from pipelines.submissions.readers.identity import Identity, SenderWords, code_key, meta_entries
from pipelines.submissions.readers.layouts import Layout, heading_key, layout_from
from pipelines.submissions.readers.row_kinds import are_column_numbers, is_signature, is_total
from pipelines.submissions.readers.take_up.sender import PLAN_TEMPLATE, sender_of
from pipelines.submissions.readers.target_cells import OfferedRows, TargetCells
from pipelines.submissions.readers.target_table import HeadingRows, far_findings, find_headings, heading_findings
from pipelines.submissions.readers.template_csv import finding_in_lines, grid_of, in_lines, placed_row
from pipelines.workbooks.book import Book
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.sheet_cells import read_grid

LAYOUT = "rkpd"
_LISTED_LENGTH = 200


def read_plan(book: Book, catalogue: Catalogue, said: SenderWords, limits: Limits, is_fast: bool) -> Reading | None:
    """Read the sheets of a workbook that are work plans; None when none is, or when it is another template of ours."""
    entry = catalogue.layouts["take_up"].get(LAYOUT)
    if entry is None:
        return None
    identity_name = code_key(entry["sheets"]["identity"])
    hidden = next((sheet for sheet in book.sheets.values() if code_key(sheet.name) == identity_name), None)
    meta = meta_entries(entry["identity_keys"], read_grid(book, hidden, limits, is_fast).lines()) if hidden else {}
    if hidden is not None and meta.get("template", "").strip() != PLAN_TEMPLATE:
        return None
    layout = plan_layout(catalogue)
    grids = [read_grid(book, sheet, limits, is_fast) for sheet in book.sheets.values() if sheet.state == "visible"]
    found = [(grid, headings) for grid in grids if (headings := _fitting(grid, layout)) is not None]
    return _read(found, layout, catalogue, meta, said) if found else None


def read_plan_csv(text: str, catalogue: Catalogue, said: SenderWords, limits: Limits) -> Reading | None:
    """Read a work plan that was saved as CSV; None when the text is none. Its cells are named by line and heading."""
    if LAYOUT not in catalogue.layouts["take_up"]:
        return None
    layout = plan_layout(catalogue)
    declared, body = declared_separator(text)
    for separator in (declared,) if declared else SEPARATORS:
        try:
            lines = records(body, separator, limits)
        except Refusal:
            continue
        grid = grid_of(lines)
        found = _fitting(grid, layout)
        if found is None:
            continue
        reading = _read([(grid, found)], layout, catalogue, {}, said)
        titles = {place: title for title, (_, place) in found.headings.columns.items()}
        titles |= {place: f"target_{year}" for year, place in found.headings.years.items()}
        crowded = {line for line, fields in lines if line > found.row and any(fields[_width(found) :])}
        shifted = [
            Finding("value.shifted", "CSV", cell.address, cell.text)
            for row in reading.rows
            if row.row_number in crowded
            for _, cell in row.targets
            if cell.kind != "blank"
        ]
        refused = {*reading.refused_cells, *(finding.source_cell for finding in shifted)}
        return reading._replace(
            rows=tuple(placed_row(row, titles) for row in reading.rows),
            findings=tuple(finding_in_lines(finding, titles) for finding in (*reading.findings, *shifted)),
            refused_cells=frozenset(in_lines(address, titles) for address in refused),
        )
    return None


def plan_layout(catalogue: Catalogue) -> Layout:
    return layout_from(LAYOUT, catalogue.layouts["take_up"][LAYOUT], years="year_heading")


def _width(found: HeadingRows) -> int:
    headings = found.headings
    return len(headings.columns) + len(headings.years) + len(headings.unexpected) + len(headings.duplicates)


def _fitting(grid: Grid, layout: Layout) -> HeadingRows | None:
    found = find_headings(grid, layout)
    is_plan = found is not None and set(layout.settings["signature"]) <= set(found.headings.columns)
    return found if is_plan and found is not None and found.headings.years else None


def _read(
    found: Sequence[tuple[Grid, HeadingRows]],
    layout: Layout,
    catalogue: Catalogue,
    meta: Mapping[str, str],
    said: SenderWords,
) -> Reading:
    if not meta:
        meta = meta_entries(layout.settings["identity_keys"], _lines_above(*found[0]))
    identity = sender_of(catalogue, meta, said, layout.name)
    if identity is None or not identity.is_known:
        return _unknown_sender(identity, layout, said)
    years = catalogue.rounds[identity.round_id or ""].target_years
    mapped = {
        heading_key(line.printed_text): line for line in catalogue.foreign_mappings if line.layout_code == layout.name
    }
    reading = Reading("take_up", identity.round_id, identity.unit_code, layout.name)
    for grid, headings in found:
        faults = [each for each in heading_findings(grid, headings, layout, ()) if each.rule_id != "header.unexpected"]
        faults += far_findings(grid)
        if headings.headings.duplicates:
            return reading._replace(rows=(), findings=(*reading.findings, *faults), is_refused=True)
        offered = _PlanTable(grid, headings, years, mapped).read()
        reading = reading._replace(
            rows=(*reading.rows, *offered.rows),
            findings=(*reading.findings, *faults, *offered.findings),
            refused_cells=reading.refused_cells | offered.refused_cells,
        )
    return reading


def _lines_above(grid: Grid, found: HeadingRows) -> Iterator[tuple[str, str]]:
    """Key and value of the lines above the headings, where a plan without hidden lines says whose it is."""
    for number in sorted(number for number in grid.rows if number < found.row):
        yield grid.cell(number, "A").text.strip(), grid.cell(number, "B").text.strip()


def _unknown_sender(identity: Identity | None, layout: Layout, said: SenderWords) -> Reading:
    """A plan of nobody: refused, with how to say whose it is."""
    name = said.file_name.rpartition("/")[2] or "rkpd.xlsx"
    findings = identity.findings if identity else ()
    if not findings:
        findings = (Finding("take_up.sender_missing", facts={"sidecar": f"{name}.identitas.yml"}),)
    return Reading("take_up", None, None, layout.name, findings=findings, is_refused=True)


class _PlanTable:
    """The rows of one work plan: group names on the first row only, an indicator and its years on each."""

    def __init__(self, grid: Grid, found: HeadingRows, years: Sequence[int], mapped: Mapping[str, Any]) -> None:
        self._grid, self._mapped = grid, mapped
        self._numbers = [number for number in sorted(grid.rows) if number >= found.first_row]
        self._fields = {column.field: place for column, place in found.headings.columns.values() if column.field}
        self._year_columns = found.headings.years.values()
        asked = {year: place for year, place in found.headings.years.items() if year in years}
        self._targets = TargetCells(grid, found.first_row, asked, years, ())
        self._asked = tuple(asked)
        self._offered = OfferedRows()
        for year in sorted(set(found.headings.years) - set(years)):
            address = found.address(grid, found.headings.years[year])
            self._offered.findings.append(Finding("layout.year_not_asked", grid.name, address, str(year)))

    def read(self) -> OfferedRows:
        for number, described in self._entries():
            line = self._mapped.get(heading_key(described.text))
            if line is not None and line.indicator_code is None:
                self._note("layout.row_not_used", number, reason=line.note)
                continue
            code = Cell(described.address, line.indicator_code, "text") if line else BLANK
            cells = self._grid.rows[number]
            targets = self._targets.of_row(number, cells, self._offered)
            row = OfferedRow(
                sheet=self._grid.name,
                row_number=number,
                indicator_code=code,
                indicator_name=described,
                region_code=BLANK,
                region_name=self._field("region_name", cells),
                targets=tuple(each for each in targets if each[0] in self._asked),
                unit_of_measure=self._field("unit_of_measure", cells),
                baseline_value=self._field("baseline_value", cells),
            )
            self._offered.rows.append(row)
        return self._offered

    def _entries(self) -> Iterator[tuple[int, Cell]]:
        """The rows that name an indicator; what is left out is named, a row of a group alone is not."""
        first = self._numbers[:2]
        is_signed = False
        for number in self._numbers:
            cells = self._grid.rows[number]
            texts = [cell.text.strip() for cell in cells.values() if cell.kind != "blank" and cell.text.strip()]
            described = self._field("indicator_name", cells)
            has_figures = any(cells[place].kind != "blank" for place in self._year_columns if place in cells)
            is_signed = is_signed or (not has_figures and is_signature(texts))
            if not texts:
                continue
            if is_signed and not has_figures:
                self._note("row.signature_ignored", number)
            elif number in first and are_column_numbers(texts):
                self._note("header.column_numbers", number)
            elif is_total([described.text]):
                self._note("row.total_ignored", number)
            elif described.kind != "blank":
                yield number, described
            elif has_figures:
                self._note("take_up.row_without_indicator", number)

    def _field(self, name: str, cells: Mapping[str, Cell]) -> Cell:
        return cells.get(self._fields.get(name, ""), BLANK)

    def _note(self, rule_id: str, number: int, **facts: str) -> None:
        cells = self._grid.rows[number]
        written = " | ".join(cell.text for cell in cells.values() if cell.text)[:_LISTED_LENGTH]
        address = next((cell.address for cell in cells.values() if cell.address), f"{self._grid.name}!A{number}")
        place = Words(f"Lembar {self._grid.name} baris {number}:", f"Sheet {self._grid.name} row {number}:")
        told_facts: dict[str, Fact] = {"row": str(number), "place": place, **facts}
        self._offered.findings.append(Finding(rule_id, self._grid.name, address, written, told_facts))
