"""Reads a judged workbook: who it is, its sheets Target, Kriteria and Outcome, and what else lies in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.contract.desk_sheet_form import DESK_SHEET, META_SHEET
from pipelines.contract.desk_sheet_form import TEMPLATE as DESK_TEMPLATE
from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.model.refusal import Refusal, refuse
from pipelines.submissions.proposals.sheet import read_proposals
from pipelines.submissions.readers.criteria_table import read_criteria
from pipelines.submissions.readers.desk_sheet import read_desk_sheet
from pipelines.submissions.readers.foreign_table import read_foreign
from pipelines.submissions.readers.identity import SenderWords, code_key, identify, meta_entries
from pipelines.submissions.readers.layouts import Layout, layout_from
from pipelines.submissions.readers.repeated_headings import blocks
from pipelines.submissions.readers.take_up.plan_table import read_plan
from pipelines.submissions.readers.target_cells import OfferedRows
from pipelines.submissions.readers.target_table import (
    HeadingRows,
    TargetTable,
    far_findings,
    find_headings,
    heading_findings,
)
from pipelines.workbooks.book import Book, Sheet, check_extent, claimed_corner
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.sheet_cells import read_grid

ABSENT = Words("tidak ada di berkas ini", "is not in this file")
HIDDEN = Words("tersembunyi", "is hidden")
SHOW_IT = Words("tampilkan lembar itu", "show that sheet")
MOVE_IT = Words("pindahkan ke lembar templat yang sesuai", "move it to the sheet of the template where it belongs")


def read_workbook(
    parts: dict[str, bytes], catalogue: Catalogue, said: SenderWords, limits: Limits, is_fast: bool
) -> Reading:
    """Read one of our templates, a work plan, or a foreign sheet of a known form; raise Refusal when none can be."""
    book = Book(parts)
    for sheet in book.sheets.values():
        check_extent(sheet, limits)
    if (plan := read_plan(book, catalogue, said, limits, is_fast)) is not None:
        return plan
    names = {code_key(name) for name in book.sheets}
    if not any(code_key(entry["sheets"]["identity"]) in names for entry in catalogue.layouts["templates"].values()):
        reading = read_foreign(book, catalogue, said, limits, is_fast)
        if reading is not None:
            return reading
    return _TemplateReader(book, catalogue, said.folders, limits, is_fast).read()


class _TemplateReader:
    def __init__(self, book: Book, catalogue: Catalogue, folders: Sequence[str], limits: Limits, is_fast: bool) -> None:
        self._book, self._catalogue, self._folders = book, catalogue, folders
        self._limits, self._is_fast = limits, is_fast
        self._templates: Mapping[str, Any] = catalogue.layouts["templates"]

    def read(self) -> Reading:
        current = list(self._templates)[-1]
        meta = self._meta(self._templates[current])
        name, version = meta.get("template", "").strip(), meta.get("version", "").strip()
        if name == DESK_TEMPLATE:
            return self._desk_sheet()
        entry = self._templates.get(name)
        if entry is None or version not in entry["versions"]:
            raise refuse("template.old", written=f"{name} {version}".strip(), current=current)
        identity = identify(self._catalogue, meta.get("round_id", ""), meta.get("unit_code", ""), name, self._folders)
        reading = Reading(
            form="workbook",
            round_id=identity.round_id,
            unit_code=identity.unit_code,
            template=name,
            findings=identity.findings,
            is_refused=not identity.is_known,
            locked_fingerprint=meta.get("locked_fingerprint", "").strip(),
        )
        try:
            return self._with_targets(self._with_proposals(self._with_criteria(reading, entry), entry), entry)
        except Refusal as refusal:  # who sent it is known all the same
            return reading._replace(findings=(*reading.findings, refusal.finding), is_refused=True)

    def _desk_sheet(self) -> Reading:
        """A sheet of decisions: no target is offered, its rows go to the desk."""
        meta, sheet = self._sheet(META_SHEET), self._sheet(DESK_SHEET)
        lines = self._grid(meta).lines() if meta is not None else ()
        desk = read_desk_sheet(self._grid(sheet) if sheet is not None else None, lines)
        return Reading("desk_sheet", desk.round_id, None, DESK_TEMPLATE, desk=desk)

    def _meta(self, entry: Mapping[str, Any]) -> dict[str, str]:
        sheet = self._sheet(entry["sheets"]["identity"])
        if sheet is None:
            raise refuse("sheet.missing", entry["sheets"]["identity"], state=ABSENT, found=self._sheet_names())
        return meta_entries(entry["identity_keys"], self._grid(sheet).lines())

    def _with_targets(self, reading: Reading, entry: Mapping[str, Any]) -> Reading:
        """Add the rows of sheet Target. Those of a refused file are offered too: counted, and judged by nobody."""
        name = entry["sheets"]["target"]
        sheet = self._sheet(name)
        if sheet is None or sheet.state != "visible":
            finding = Finding(
                "sheet.missing",
                name,
                facts={"state": ABSENT if sheet is None else HIDDEN, "found": self._sheet_names()},
            )
            return reading._replace(findings=(*reading.findings, finding), is_refused=True)
        grid, layout = self._grid(sheet), layout_from(reading.template or "", entry, years="target_heading")
        planning_round = self._catalogue.rounds.get(reading.round_id or "")
        found = find_headings(grid, layout)
        years = planning_round.target_years if planning_round else tuple(found.headings.years if found else ())
        findings = [*reading.findings, *self._other_sheets(entry), *heading_findings(grid, found, layout, years)]
        findings += far_findings(grid)
        if corner := claimed_corner(sheet, self._limits):
            findings.append(Finding("sheet.stray_cell", sheet.name, f"{sheet.name}!{corner}", corner))
        if found is None or not found.headings.years:
            return reading._replace(findings=tuple(findings), is_refused=True)
        parts = _blocks_read(grid, found, layout, years)
        self._check_copies(layout, years, parts)
        return reading._replace(
            rows=tuple(row for part in parts for row in part.rows),
            findings=(*findings, *(finding for part in parts for finding in part.findings)),
            refused_cells=frozenset(address for part in parts for address in part.refused_cells),
            is_refused=reading.is_refused or bool(found.headings.missing(layout) or found.headings.duplicates),
        )

    def _check_copies(self, layout: Layout, years: Sequence[int], parts: list[OfferedRows]) -> None:
        """Refuse a file with a second sheet of targets that says something else: nobody knows which one is meant."""
        target = self._sheet(self._templates[layout.name]["sheets"]["target"])
        for sheet in self._book.sheets.values():
            if sheet is target or sheet.state != "visible" or not sheet.has_content:
                continue
            if code_key(sheet.name) in self._known_sheets(layout.name):
                continue
            grid = self._grid(sheet)
            found = find_headings(grid, layout)
            if found is None or found.headings.missing(layout) or not found.headings.years or target is None:
                continue
            if not _sheet_targets(_blocks_read(grid, found, layout, years)) <= _sheet_targets(parts):
                raise refuse("sheet.second_target", sheet.name, other=f"“{target.name}”")

    def _known_sheets(self, template: str) -> set[str]:
        entry = self._templates[template]
        return {code_key(name) for name in (*entry["sheets"].values(), *entry["ignored_sheets"])}

    def _with_criteria(self, reading: Reading, entry: Mapping[str, Any]) -> Reading:
        sheet = self._sheet(entry["sheets"]["criteria"])
        if sheet is None or sheet.state != "visible":
            return reading
        layout = layout_from(reading.template or "", entry, columns="criteria_columns")
        grid = self._grid(sheet)
        criteria, findings = read_criteria(grid, layout)
        findings += far_findings(grid)
        return reading._replace(criteria=tuple(criteria), findings=(*reading.findings, *findings))

    def _with_proposals(self, reading: Reading, entry: Mapping[str, Any]) -> Reading:
        """Add the rows of sheet Outcome; a file without it proposes nothing."""
        sheet = self._sheet(entry["sheets"]["outcomes"])
        if sheet is None or sheet.state != "visible":
            return reading
        grid = self._grid(sheet)
        layout = layout_from(reading.template or "", entry, columns="outcome_columns")
        proposals, findings = read_proposals(grid, layout)
        findings += far_findings(grid)
        return reading._replace(proposals=tuple(proposals), findings=(*reading.findings, *findings))

    def _other_sheets(self, entry: Mapping[str, Any]) -> list[Finding]:
        """Name the sheets with content that are not read, copies of ours under the same name among them."""
        read = [self._sheet(name) for name in entry["sheets"].values()]
        ours = {code_key(name) for name in entry["ignored_sheets"]}
        beside = [self._sheet(entry["sheets"][name]) for name in ("criteria", "outcomes")]
        found: list[Finding] = []
        for sheet in self._book.sheets.values():
            is_left_out = sheet in beside and sheet.state != "visible"
            if sheet.has_content and (is_left_out or (sheet not in read and code_key(sheet.name) not in ours)):
                rule_id = "sheet.ignored" if sheet.state == "visible" else "sheet.hidden_ignored"
                found.append(Finding(rule_id, sheet.name, facts={"remedy": SHOW_IT if is_left_out else MOVE_IT}))
        return found

    def _sheet(self, name: str) -> Sheet | None:
        """Find one of our sheets, a visible one before hidden ones; raise Refusal for two visible ones of one name."""
        named = [sheet for sheet in self._book.sheets.values() if code_key(sheet.name) == code_key(name)]
        filled = [sheet for sheet in named if sheet.state == "visible" and sheet.has_content]
        if len(filled) > 1:
            raise refuse("sheet.second_target", filled[1].name, other=f"“{filled[0].name}”")
        return next(iter(filled), next(iter(named), None))

    def _sheet_names(self) -> str:
        """The sheets that are there, in the workbook's order."""
        return ", ".join(self._book.sheets)

    def _grid(self, sheet: Sheet) -> Grid:
        return read_grid(self._book, sheet, self._limits, self._is_fast)


def _blocks_read(grid: Grid, found: HeadingRows, layout: Layout, years: Sequence[int]) -> list[OfferedRows]:
    """Read each block of rows under its own headings; what a later one of them says too much is a finding as well."""
    parted = blocks(grid, found, layout)
    parts = [TargetTable(grid, block, years, parted.repeated_rows).read() for block in parted.headings]
    for part, block in list(zip(parts, parted.headings, strict=True))[1:]:
        faults = heading_findings(grid, block, layout, years)
        part.findings[:0] = [fault for fault in faults if fault.rule_id != "header.missing"]
    return parts


def _sheet_targets(parts: list[OfferedRows]) -> set[tuple[str, str, int, str]]:
    """What a sheet targets: code of indicator and region, year, and the figure as written."""
    return {
        (code_key(row.indicator_code.text), row.region_code.text.strip(), year, cell.text.strip())
        for part in parts
        for row in part.rows
        for year, cell in row.targets
        if cell.kind != "blank"
    }
