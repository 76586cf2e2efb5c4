"""Reads wide sheets that are not ours, mapped to indicators by the reviewed lines of foreign_mappings.csv. A row
that is not mapped is listed, never dropped; round and unit are said from outside, as such a sheet names neither."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.reference.model import Catalogue, ForeignMapping
from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow, Reading
from pipelines.submissions.model.refusal import refuse
from pipelines.submissions.readers.identity import Identity, SenderWords, identify
from pipelines.submissions.readers.layouts import Layout, heading_key, layout_from
from pipelines.submissions.readers.target_cells import OfferedRows, TargetCells
from pipelines.submissions.readers.target_table import HeadingRows, far_findings, find_headings, heading_findings
from pipelines.workbooks.book import Book
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.sheet_cells import read_grid

SIDECAR_ENDING = ".identitas.yml"
ROUND_AND_UNIT = Words("menyebut putaran dan unit kerjanya", "say its round and unit")
REGION = Words(
    "dapat dipasang pada satu wilayah: unit kerjanya seluruh Indonesia",
    "belong to one region: its unit covers the country",
)
_LISTED_LENGTH = 200


def read_foreign(book: Book, catalogue: Catalogue, said: SenderWords, limits: Limits, is_fast: bool) -> Reading | None:
    """Read the sheets of the first known form that fits; None when none does."""
    grids = [read_grid(book, sheet, limits, is_fast) for sheet in book.sheets.values() if sheet.state == "visible"]
    for name, entry in catalogue.layouts["foreign"].items():
        layout = layout_from(name, entry, years="year_heading")
        found = [(grid, headings) for grid in grids if (headings := _fitting(grid, layout)) is not None]
        if found:
            identity = _identity(layout, catalogue, said)
            if not identity.is_known:
                codes = (identity.round_id, identity.unit_code)
                return Reading("foreign", *codes, layout.name, findings=identity.findings, is_refused=True)
            return _read(found, layout, catalogue, identity, said)
    return None


def _fitting(grid: Grid, layout: Layout) -> HeadingRows | None:
    found = find_headings(grid, layout)
    is_ours = found is not None and set(layout.settings["signature"]) <= set(found.headings.columns)
    return found if is_ours and found is not None and found.headings.years else None


def _identity(layout: Layout, catalogue: Catalogue, said: SenderWords) -> Identity:
    if not said.round_id or not said.unit_code:
        raise refuse("layout.identity_missing", layout=layout.name, what=ROUND_AND_UNIT, sidecar=_sidecar(said))
    return identify(catalogue, said.round_id, said.unit_code, layout.name, said.folders)


def _sidecar(said: SenderWords) -> str:
    return f"{said.file_name.rpartition('/')[2] or 'berkas.xlsx'}{SIDECAR_ENDING}"


def _read(
    found: list[tuple[Grid, HeadingRows]], layout: Layout, catalogue: Catalogue, identity: Identity, said: SenderWords
) -> Reading:
    unit = catalogue.units[identity.unit_code or ""]
    region = catalogue.regions.get(unit.region_scope or "")
    if region is None or region.region_level == "country":
        raise refuse("layout.identity_missing", layout=layout.name, what=REGION, sidecar=_sidecar(said))
    years = catalogue.rounds[identity.round_id or ""].target_years
    mappings = {
        heading_key(line.printed_text): line for line in catalogue.foreign_mappings if line.layout_code == layout.name
    }
    reading = Reading("foreign", identity.round_id, identity.unit_code, layout.name)
    for grid, headings in found:
        faults = [_milder(finding) for finding in heading_findings(grid, headings, layout, ())]
        faults += far_findings(grid)
        if headings.headings.duplicates:
            return reading._replace(rows=(), findings=(*reading.findings, *faults), is_refused=True)
        offered = _ForeignTable(grid, headings, years, mappings, region.region_id).read()
        reading = reading._replace(
            rows=(*reading.rows, *offered.rows),
            findings=(*reading.findings, *faults, *offered.findings),
            refused_cells=reading.refused_cells | offered.refused_cells,
        )
    return reading


def _milder(finding: Finding) -> Finding:
    """A sheet that is not ours may have columns of its own: they are named, not refused."""
    return finding._replace(rule_id="layout.column_not_read") if finding.rule_id == "header.unexpected" else finding


class _ForeignTable:
    """The rows of one wide sheet: one indicator a row, one column a year, group names on the first row only."""

    def __init__(
        self,
        grid: Grid,
        found: HeadingRows,
        years: tuple[int, ...],
        mappings: Mapping[str, ForeignMapping],
        region_id: str,
    ) -> None:
        self._grid = grid
        self._first_row = found.first_row
        self._mappings = mappings
        self._region_id = region_id
        columns = found.headings.columns.values()
        self._fields = {column.field: place for column, place in columns if column.field}
        self._filled_down = [place for column, place in columns if column.is_filled_down]
        self._year_columns = found.headings.years
        asked = {year: place for year, place in found.headings.years.items() if year in years}
        self._targets = TargetCells(grid, found.first_row, asked, years, ())
        self._offered = OfferedRows()
        for year in sorted(set(found.headings.years) - set(years)):
            address = found.address(grid, found.headings.years[year])
            self._offered.findings.append(Finding("layout.year_not_asked", grid.name, address, str(year)))

    def read(self) -> OfferedRows:
        groups: dict[str, str] = {}
        for number in sorted(self._grid.rows):
            cells = self._grid.rows[number]
            if number < self._first_row:
                continue
            for column in self._filled_down:
                if column in cells and cells[column].kind != "blank":
                    groups[column] = cells[column].text.strip()
            self._read_row(number, cells, groups)
        return self._offered

    def _read_row(self, number: int, cells: Mapping[str, Cell], groups: Mapping[str, str]) -> None:
        described = cells.get(self._fields["indicator_name"], BLANK)
        figures = [cells[place] for place in self._year_columns.values() if place in cells]
        has_figures = any(cell.kind != "blank" for cell in figures)
        if described.kind == "blank" and not has_figures:
            return  # a group's own row, or blank
        line = self._mappings.get(heading_key(described.text))
        if line is None or line.indicator_code is None:
            self._list(number, described, figures, groups, line)
            return
        self._offered.rows.append(
            OfferedRow(
                sheet=self._grid.name,
                row_number=number,
                indicator_code=Cell(described.address, line.indicator_code, "text"),
                indicator_name=described,
                region_code=Cell(described.address, self._region_id, "text"),
                region_name=BLANK,
                targets=self._targets.of_row(number, cells, self._offered),
                code_scheme="kemendagri",
                unit_of_measure=cells.get(self._fields["unit_of_measure"], BLANK),
                baseline_value=cells.get(self._fields.get("baseline_value", ""), BLANK),
            )
        )

    def _list(
        self,
        number: int,
        described: Cell,
        figures: list[Cell],
        groups: Mapping[str, str],
        line: ForeignMapping | None,
    ) -> None:
        """Name a row that gives no target, with what stands in it."""
        texts = (*groups.values(), described.text.strip(), *(cell.text for cell in figures))
        written = " | ".join(text for text in texts if text)[:_LISTED_LENGTH]
        address = described.address or f"{self._grid.name}!{self._fields['indicator_name']}{number}"
        rule_id = "layout.unmapped_row" if line is None else "layout.row_not_used"
        facts = {"row": str(number), "reason": line.note if line else ""}
        self._offered.findings.append(Finding(rule_id, self._grid.name, address, written, facts))
