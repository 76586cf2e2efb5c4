"""Reads sheet Target of a template that was saved as CSV. Its hidden sheet with round and unit is lost then; the lines
above the table still name them, or whoever hands the file in does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipelines.reference.model import Catalogue
from pipelines.reference.regions import plain_text
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import Cell, OfferedRow, Reading
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.delimited_text import SEPARATORS, Record, declared_separator, records
from pipelines.submissions.readers.identity import SenderWords, identify, known_code
from pipelines.submissions.readers.layouts import heading_key, layout_from
from pipelines.submissions.readers.repeated_headings import blocks
from pipelines.submissions.readers.target_table import HeadingRows, TargetTable, find_headings, heading_findings
from pipelines.workbooks.book import column_letters
from pipelines.workbooks.grid import Grid, is_blank

_IN_BRACKETS = re.compile(r"[(]([A-Za-z0-9._-]{1,60})[)]")
_PLACE = re.compile(r"CSV!([A-Z]{1,3})([0-9]{1,7})")


def read_template_csv(text: str, catalogue: Catalogue, said: SenderWords, limits: Limits) -> Reading | None:
    """Give the reading; None when the text is no sheet of the current template."""
    name = list(catalogue.layouts["templates"])[-1]
    layout = layout_from(name, catalogue.layouts["templates"][name], years="target_heading")
    declared, body = declared_separator(text)
    for separator in (declared,) if declared else SEPARATORS:
        try:
            lines = records(body, separator, limits)
        except Refusal:
            continue
        grid = grid_of(lines)
        found = find_headings(grid, layout)
        if found is not None and found.headings.years and not found.headings.missing(layout):
            return _read(grid, found, lines, catalogue, said)
    return None


def grid_of(lines: Sequence[Record]) -> Grid:
    """Give the records of a CSV as the cells of a sheet named `CSV`."""
    grid = Grid("CSV")
    for line, fields in lines:
        grid.rows[line] = {
            column_letters(place): Cell(
                f"CSV!{column_letters(place)}{line}", text, "blank" if is_blank(text) else "text"
            )
            for place, text in enumerate(fields, 1)
            if text
        }
    return grid


def _read(grid: Grid, found: HeadingRows, lines: Sequence[Record], catalogue: Catalogue, said: SenderWords) -> Reading:
    name = list(catalogue.layouts["templates"])[-1]
    layout = layout_from(name, catalogue.layouts["templates"][name], years="target_heading")
    round_id, unit_code = _named_above(lines, found.row, catalogue)
    round_id, unit_code = said.round_id or round_id, said.unit_code or unit_code
    note = Finding("csv.template_sheet", facts={"round": round_id or "?", "unit": unit_code or "?"})
    if not round_id or not unit_code:
        lost = Finding("csv.template_identity")
        return Reading("csv", round_id, unit_code, name, findings=(lost,), is_refused=True)
    identity = identify(catalogue, round_id, unit_code, name, said.folders)
    planning_round = catalogue.rounds.get(identity.round_id or "")
    years = planning_round.target_years if planning_round else tuple(found.headings.years)
    parted = blocks(grid, found, layout)
    parts = [TargetTable(grid, block, years, parted.repeated_rows).read() for block in parted.headings]
    titles = {place: title for title, (_, place) in found.headings.columns.items()}
    titles |= {place: f"target_{year}" for year, place in found.headings.years.items()}
    findings = [
        *heading_findings(grid, found, layout, years),
        *(finding for part in parts for finding in part.findings),
    ]
    refused = _ragged_lines(lines, found, [row for part in parts for row in part.rows])
    return Reading(
        form="csv",
        round_id=identity.round_id,
        unit_code=identity.unit_code,
        template=name,
        rows=tuple(placed_row(row, titles) for part in parts for row in part.rows),
        findings=(note, *identity.findings, *(finding_in_lines(finding, titles) for finding in (*findings, *refused))),
        is_refused=bool(identity.findings or found.headings.duplicates),
        refused_cells=frozenset(
            in_lines(address, titles)
            for address in (
                *(address for part in parts for address in part.refused_cells),
                *(finding.source_cell for finding in refused),
            )
        ),
    )


def _named_above(lines: Sequence[Record], heading_row: int, catalogue: Catalogue) -> tuple[str, str]:
    """Round and unit as the template prints them above its table; empty where they are not named once."""
    above = [plain_text(" ".join(record.fields)) for record in lines if record.line < heading_row]
    units = {
        code for text in above for each in _IN_BRACKETS.findall(text) if (code := known_code(each, catalogue.units))
    }
    rounds = {
        round_id
        for round_id, planning_round in catalogue.rounds.items()
        if any(heading_key(planning_round.name_id) in heading_key(text) for text in above)
    }
    return (rounds.pop() if len(rounds) == 1 else "", units.pop() if len(units) == 1 else "")


def _ragged_lines(lines: Sequence[Record], found: HeadingRows, rows: Sequence[OfferedRow]) -> list[Finding]:
    """Refuse the targets of a line that holds more fields than its heading: a comma may have divided a number."""
    width = {record.line: len(record.fields) for record in lines}
    crowded = {line for line, count in width.items() if count > width[found.row]}
    return [
        Finding("value.shifted", "CSV", cell.address, cell.text)
        for row in rows
        if row.row_number in crowded
        for _, cell in row.targets
        if cell.kind != "blank"
    ]


def placed_row(row: OfferedRow, titles: dict[str, str]) -> OfferedRow:
    """Name the cells of a row as those of a CSV are named: line and heading."""
    moved: dict[str, Any] = {
        name: _moved_cell(value, titles) for name, value in row._asdict().items() if isinstance(value, Cell)
    }
    targets = tuple((year, _moved_cell(cell, titles)) for year, cell in row.targets)
    return row._replace(sheet="", targets=targets, **moved)


def _moved_cell(cell: Cell, titles: dict[str, str]) -> Cell:
    return cell._replace(address=in_lines(cell.address, titles))


def in_lines(address: str, titles: dict[str, str]) -> str:
    """Turn `CSV!F12` into `baris 12/heading`."""
    match = _PLACE.fullmatch(address)
    return f"baris {match[2]}/{titles.get(match[1], match[1])}" if match else address


def finding_in_lines(finding: Finding, titles: dict[str, str]) -> Finding:
    """Name the place of a finding as those of a CSV are named."""
    return Finding(
        finding.rule_id, "", in_lines(finding.source_cell, titles), finding.written, {"sheet": "CSV", **finding.facts}
    )
