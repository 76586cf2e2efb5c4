"""Reads sheet `Kriteria`: the unit's own level against each criterion. A line on which nothing was filled in is not
offered: blank is not zero."""

from __future__ import annotations

from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.reading import BLANK, OfferedCriterion
from pipelines.submissions.readers.layouts import Layout
from pipelines.submissions.readers.target_table import find_headings, heading_findings
from pipelines.workbooks.grid import Grid

TYPED_FIELDS = ("level", "reason", "evidence")


def read_criteria(grid: Grid, layout: Layout) -> tuple[list[OfferedCriterion], list[Finding]]:
    """Give the lines with an answer. When a needed heading is missing nothing is read, and a finding says so."""
    found = find_headings(grid, layout)
    findings = heading_findings(grid, found, layout, ())
    if found is None or found.headings.missing(layout) or found.headings.duplicates:
        return [], findings
    places = {column.field: place for column, place in found.headings.columns.values() if column.field}
    offered: list[OfferedCriterion] = []
    for number in sorted(grid.rows):
        cells = {name: grid.cell(number, place) for name, place in places.items()}
        typed = any(cells[name].kind != "blank" for name in TYPED_FIELDS if name in cells)
        if number < found.first_row or not typed:
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
