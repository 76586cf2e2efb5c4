"""Sheet Temuan: every finding of a submission in both languages, one row each, with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.contract.formula_guard import is_formula_like, workbook_text
from pipelines.exports.returns.findings_shown import (
    SEVERITY_ORDER,
    SEVERITY_WORDS,
    ShownFinding,
    workbook_place,
)
from pipelines.exports.templates.form import EXAMPLE_MARK, FINDINGS_SHEET

FILLS = {
    "reject": PatternFill("solid", fgColor="FFF4B6A6"),
    "ask": PatternFill("solid", fgColor="FFFFE08A"),
    "note": PatternFill("solid", fgColor="FFCFE2F3"),
}
HEADINGS = {
    "no": 6,
    "tingkat / severity": 24,
    "aturan / rule": 26,
    "lembar / sheet": 14,
    "sel / cell": 16,
    "tertulis / written": 24,
    "temuan": 80,
    "finding": 80,
    "alasan diberikan / justified": 16,
}
FIRST_ROW = 5


def set_text(cell: Any, text: str) -> None:
    """Write text into a cell as a string, whatever it looks like."""
    cell.value = workbook_text(text)
    cell.data_type = "s"
    if is_formula_like(text):
        cell.quotePrefix = True


def add_findings_sheet(book: Workbook, findings: Sequence[ShownFinding], file_name: str, is_example: bool) -> Any:
    """Replace sheet Temuan by a fresh one with all findings, gravest first, and return it."""
    if FINDINGS_SHEET in book.sheetnames:
        book.remove(book[FINDINGS_SHEET])
    sheet = book.create_sheet(FINDINGS_SHEET)
    mark = f"{EXAMPLE_MARK} — " if is_example else ""
    set_text(sheet["A1"], f"{mark}Temuan untuk {file_name} / Findings")
    sheet["A1"].font = Font(bold=True, size=14)
    counted = {key: sum(finding.severity == key for finding in findings) for key in SEVERITY_WORDS}
    summary = "; ".join(f"{counted[key]} {SEVERITY_WORDS[key][0]} / {SEVERITY_WORDS[key][1]}" for key in SEVERITY_WORDS)
    set_text(sheet["A2"], summary)
    _headings(sheet)
    ordered = sorted(findings, key=lambda finding: SEVERITY_ORDER[finding.severity])
    for number, finding in enumerate(ordered, start=1):
        _row(book, sheet, FIRST_ROW + number - 1, number, finding)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    return sheet


def _headings(sheet: Worksheet) -> None:
    for column, (title, width) in enumerate(HEADINGS.items(), start=1):
        cell = sheet.cell(FIRST_ROW - 1, column)
        set_text(cell, title)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _row(book: Workbook, sheet: Worksheet, row: int, number: int, finding: ShownFinding) -> None:
    sheet.cell(row, 1).value = number
    texts = (
        " / ".join(SEVERITY_WORDS[finding.severity]),
        finding.rule_id,
        finding.sheet,
        finding.source_cell,
        finding.written,
        finding.message_id,
        finding.message_en,
        "ya / yes" if finding.is_justified else "",
    )
    for column, text in enumerate(texts, start=2):
        cell = sheet.cell(row, column)
        set_text(cell, text)
        cell.alignment = Alignment(wrap_text=column >= 7, vertical="top")
    sheet.cell(row, 2).fill = FILLS[finding.severity]
    place = workbook_place(finding)
    if place and place.sheet in book.sheetnames:
        quoted = place.sheet.replace("'", "''")
        sheet.cell(row, 5).hyperlink = Hyperlink(ref=f"E{row}", location=f"'{quoted}'!{place.cell}")
