"""The copy a unit gets back: its own workbook with marked cells, comments, and sheet Temuan. The file handed in is
only read; formulas come back as the values they had, so nothing is executed and a corrected copy can be read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.contract.formula_guard import CELL_LIMIT, is_formula_like, workbook_text
from pipelines.exports.returns.delimited_copy import write_delimited_copy
from pipelines.exports.returns.findings_sheet import FILLS, add_findings_sheet, set_text
from pipelines.exports.returns.findings_shown import (
    SEVERITY_ORDER,
    SEVERITY_WORDS,
    ShownFinding,
    workbook_place,
)

AUTHOR = "Selaras"
COMMENT_LIMIT = 30_000
# files with these findings are never opened again: their copy holds sheet Temuan only
UNTOUCHABLE = ("file.", "csv.encoding", "csv.nul", "csv.quote", "csv.too_large", "sheet.too_large", "sheet.too_many")


def annotate(
    source: Path,
    findings: Sequence[ShownFinding],
    out: Path,
    *,
    file_name: str = "",
    is_example: bool = False,
    findings_only: bool = False,
) -> Path:
    """Write the annotated copy of `source` (a workbook or a CSV) to `out`, always .xlsx; all findings are in it.

    A file refused as a container, or any with `findings_only`, is not opened: its copy holds sheet Temuan only.
    """
    shown_name = file_name or source.name
    out.parent.mkdir(parents=True, exist_ok=True)
    untouchable = findings_only or any(
        finding.severity == "reject" and finding.rule_id.startswith(UNTOUCHABLE) for finding in findings
    )
    if untouchable or not _is_workbook(source):
        book = Workbook()
        book.remove(book.worksheets[0])
        if not untouchable:
            write_delimited_copy(book, source, findings)
    else:
        book = _marked_copy(source, findings)
    sheet = add_findings_sheet(book, findings, shown_name, is_example)
    book.active = book.index(sheet)
    book.save(out)
    return out


def _is_workbook(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _marked_copy(source: Path, findings: Sequence[ShownFinding]) -> Workbook:
    book = _opened_workbook(source)
    _still_formulas(book, source)
    by_cell: dict[tuple[str, str], list[ShownFinding]] = defaultdict(list)
    for finding in findings:
        place = workbook_place(finding)
        if place and place.sheet in book.sheetnames:
            sheet = book[place.sheet]
            if isinstance(sheet, Worksheet):
                by_cell[place.sheet, _anchor(sheet, place.cell)].append(finding)
    for each in book.worksheets:
        _forget_earlier_marks(each)
        each.sheet_view.tabSelected = False
    for (sheet_name, address), found in by_cell.items():
        _mark(book[sheet_name][address], found)
    return book


def _opened_workbook(source: Path, data_only: bool = False) -> Workbook:
    """Open a workbook whatever its name; files in the store have no ending."""
    with source.open("rb") as file:
        return load_workbook(file, data_only=data_only, keep_links=False)


def _still_formulas(book: Workbook, source: Path) -> None:
    """Turn every formula into the value it had, or into its own text when it had none; formula-like texts stay text."""
    formulas = []
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if cell.data_type == "f":
                formulas.append((sheet.title, cell))
            elif cell.data_type == "s" and isinstance(cell.value, str) and _needs_care(cell.value):
                set_text(cell, cell.value)
    if not formulas:
        return
    values = _opened_workbook(source, data_only=True)
    for sheet_name, cell in formulas:
        cached = values[sheet_name][cell.coordinate]
        if cached.value is None:
            set_text(cell, _formula_text(cell.value))
        else:
            cell.value = cached.value
            cell.data_type = cached.data_type


def _needs_care(text: str) -> bool:
    """Tell whether a text could be taken for a formula, or is longer than a spreadsheet program opens."""
    return is_formula_like(text) or len(text) > CELL_LIMIT


def _cells(sheet: Worksheet) -> list[Any]:
    """Give the cells that exist; walking rows and columns would make every cell up to a stray far one."""
    return list(sheet._cells.values())


def _formula_text(value: Any) -> str:
    text = getattr(value, "text", value)
    return str(text or "=")


def _anchor(sheet: Worksheet, address: str) -> str:
    """Give the cell that shows a merged block; any other cell is its own anchor."""
    if isinstance(sheet[address], MergedCell):
        for block in sheet.merged_cells.ranges:
            if address in block:
                return str(sheet.cell(block.min_row, block.min_col).coordinate)
    return address


def _forget_earlier_marks(sheet: Worksheet) -> None:
    """Take away comments and colours that an earlier annotated copy left, so that only today's findings show."""
    for cell in _cells(sheet):
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill()


def _mark(cell: Any, findings: list[ShownFinding]) -> None:
    ordered = sorted(findings, key=lambda finding: SEVERITY_ORDER[finding.severity])
    cell.fill = FILLS[ordered[0].severity]
    lines = []
    for finding in ordered:
        word_id, word_en = SEVERITY_WORDS[finding.severity]
        lines.append(f"{word_id.capitalize()} ({finding.rule_id}): {finding.message_id}")
        lines.append(f"{word_en.capitalize()}: {finding.message_en}")
    if cell.comment is not None:
        lines.append(str(cell.comment.text))
    comment = Comment(workbook_text("\n\n".join(lines))[:COMMENT_LIMIT], AUTHOR)
    comment.width, comment.height = 420, 60 + 90 * len(ordered)
    cell.comment = comment
