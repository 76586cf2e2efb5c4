"""Reads a judged workbook: who it is, its Target and Kriteria sheets, and what else lies in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.model.refusal import refuse
from pipelines.submissions.readers.criteria_table import read_criteria
from pipelines.submissions.readers.foreign_table import read_foreign
from pipelines.submissions.readers.identity import Said, code_key, identify, meta_entries
from pipelines.submissions.readers.layouts import layout_from
from pipelines.submissions.readers.target_table import TargetTable, find_headings, heading_findings
from pipelines.workbooks.book import Book, Sheet, check_extent
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.sheet_cells import read_grid

ABSENT = Words("tidak ada di berkas ini", "is not in this file")
HIDDEN = Words("tersembunyi", "is hidden")


def read_workbook(parts: dict[str, bytes], catalogue: Catalogue, said: Said, limits: Limits, is_fast: bool) -> Reading:
    """Read one of our templates, or a foreign sheet of a known form; raise Refusal when it cannot be read at all."""
    book = Book(parts)
    for sheet in book.sheets.values():
        check_extent(sheet, limits)
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
        return self._with_targets(self._with_criteria(reading, entry), entry)

    def _meta(self, entry: Mapping[str, Any]) -> dict[str, str]:
        sheet = self._sheet(entry["sheets"]["identity"])
        if sheet is None:
            raise refuse("sheet.missing", entry["sheets"]["identity"], state=ABSENT)
        return meta_entries(entry["identity_keys"], self._grid(sheet).lines())

    def _with_targets(self, reading: Reading, entry: Mapping[str, Any]) -> Reading:
        """Add the rows of sheet Target. Those of a refused file are offered too: counted, and judged by nobody."""
        name = entry["sheets"]["target"]
        sheet = self._sheet(name)
        if sheet is None or sheet.state != "visible":
            finding = Finding("sheet.missing", name, facts={"state": ABSENT if sheet is None else HIDDEN})
            return reading._replace(findings=(*reading.findings, finding), is_refused=True)
        grid, layout = self._grid(sheet), layout_from(reading.template or "", entry, years="target_heading")
        planning_round = self._catalogue.rounds.get(reading.round_id or "")
        found = find_headings(grid, layout)
        years = planning_round.target_years if planning_round else tuple(found.headings.years if found else ())
        findings = [*reading.findings, *self._other_sheets(entry), *heading_findings(grid, found, layout, years)]
        if found is None or not found.headings.years:
            return reading._replace(findings=tuple(findings), is_refused=True)
        offered = TargetTable(grid, found, years).read()
        return reading._replace(
            rows=tuple(offered.rows),
            findings=(*findings, *offered.findings),
            refused_cells=frozenset(offered.refused_cells),
            is_refused=reading.is_refused or bool(found.headings.missing(layout) or found.headings.duplicates),
        )

    def _with_criteria(self, reading: Reading, entry: Mapping[str, Any]) -> Reading:
        sheet = self._sheet(entry["sheets"]["criteria"])
        if sheet is None or sheet.state != "visible":
            return reading
        layout = layout_from(reading.template or "", entry, columns="criteria_columns")
        criteria, findings = read_criteria(self._grid(sheet), layout)
        return reading._replace(criteria=tuple(criteria), findings=(*reading.findings, *findings))

    def _other_sheets(self, entry: Mapping[str, Any]) -> list[Finding]:
        """Name the sheets with content that are not read."""
        read = {code_key(name) for name in entry["sheets"].values()}
        ours = {code_key(name) for name in entry["ignored_sheets"]}
        found: list[Finding] = []
        for sheet in self._book.sheets.values():
            key = code_key(sheet.name)
            is_hidden_criteria = key == code_key(entry["sheets"]["criteria"]) and sheet.state != "visible"
            if sheet.has_content and (is_hidden_criteria or key not in read | ours):
                found.append(
                    Finding("sheet.ignored" if sheet.state == "visible" else "sheet.hidden_ignored", sheet.name)
                )
        return found

    def _sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self._book.sheets.values() if code_key(sheet.name) == code_key(name)), None)

    def _grid(self, sheet: Sheet) -> Grid:
        return read_grid(self._book, sheet, self._limits, self._is_fast)
