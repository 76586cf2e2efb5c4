"""Workbooks of statistics (.xlsx): every sheet becomes texts, read by the same reader as submissions.

A number formatted as a percentage is written as it shows (`12.34%`), a date as year and month; what must not be read
as a number (a formula without a result, an error, struck or raised runs, joined or hidden cells) is named.
"""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from pipelines.history.readers.sheet import Position, Sheet
from pipelines.history.readers.table import FormError
from pipelines.submissions.model.limits import LIMITS
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.model.refusal import Refusal
from pipelines.workbooks.book import Book, check_extent, column_letters, column_number
from pipelines.workbooks.book import Sheet as BookSheet
from pipelines.workbooks.container import judge_container
from pipelines.workbooks.displays import display_of
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.sheet_cells import read_grid

XLSX_MAGIC, XLS_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_CELLS = 3_000_000  # rows x columns; the largest honest table has a tenth of it
NO_NUMBER = {"formula": "value.formula", "error": "value.error_cell", "bool": "value.not_a_number"}
FIRST_DAY = "-01"
OLDEST_DATE = "1950"  # an older "date" is a year or a number that a date format hides
KNOWN_REFUSALS = {
    "sheet.too_large": "form.far_cells",
    "sheet.too_many_rows": "form.workbook_too_large",
    "file.too_large_unpacked": "form.workbook_too_large",
    "file.corrupt": "form.workbook_damaged",
    "file.crc": "form.workbook_damaged",
}


def workbook_sheets(content: bytes, file_name: str) -> list[Sheet]:
    """All sheets that have cells, in the workbook's order. Raises FormError for a file that cannot be trusted."""
    if content.startswith(XLS_MAGIC):
        raise FormError("form.legacy_xls")
    try:
        book = Book(judge_container(content, file_name, LIMITS).parts)
        for sheet in book.sheets.values():
            check_extent(sheet, LIMITS)
        sheets = [_texts(book, sheet) for sheet in book.sheets.values() if sheet.has_content]
    except Refusal as refusal:
        raise _form_error(refusal) from None
    if not any(sheet.filled_count for sheet in sheets):
        raise FormError("form.workbook_empty")
    return [sheet for sheet in sheets if sheet.filled_count]


def _form_error(refusal: Refusal) -> FormError:
    finding = refusal.finding
    if known := KNOWN_REFUSALS.get(finding.rule_id):
        return FormError(known, sheet=finding.sheet or "workbook")
    return FormError("form.workbook_refused", said=(finding.message_id.rstrip("."), finding.message_en.rstrip(".")))


def _texts(book: Book, sheet: BookSheet) -> Sheet:
    grid = read_grid(book, sheet, LIMITS)
    height = max(grid.rows, default=0)
    width = max((column_number(column) for row in grid.rows.values() for column in row), default=0)
    if height * width > MOST_CELLS:
        raise FormError("form.far_cells", sheet=sheet.name)
    rows = [[""] * width for _ in range(height)]
    problems: dict[Position, str] = {}
    percent: set[Position] = set()
    stored: set[Position] = set()
    for number, cells in grid.rows.items():
        for column, cell in cells.items():
            place = (number - 1, column_number(column) - 1)
            rows[place[0]][place[1]], problem = shown_text(cell)
            if problem:
                problems[place] = problem
            elif _is_percent(cell):
                percent.add(place)
            if cell.number is not None:
                stored.add(place)
    far = tuple(cell.address for cell in grid.far_cells)
    _spread_joined(grid, rows, problems)
    problems |= _hidden_cells(grid, rows)
    return Sheet(rows, sheet.name, sheet.state != "visible", problems, frozenset(percent), frozenset(stored), far)


def _is_percent(cell: Cell) -> bool:
    display = display_of(cell.number_format, cell.number) if cell.number is not None else None
    return display is not None and (display.is_times_100 or display.says_percent)


def shown_text(cell: Cell) -> tuple[str, str]:
    """A cell as a reader of the sheet sees it, and why it is no number ("" when it may be one)."""
    if "rich_text" in cell.flags:
        return cell.text, "value.rich_text"
    if cell.kind == "date":
        return _shown_date(cell)
    if cell.number is not None and cell.kind in ("number", "formula"):
        if not isfinite(cell.number):
            return cell.text, "value.not_a_number"
        return _shown_number(cell, cell.number)
    problem = "" if cell.kind in ("text", "blank") else NO_NUMBER.get(cell.kind, "value.not_a_number")
    return " ".join(cell.text.split()), problem


def _shown_number(cell: Cell, number: float) -> tuple[str, str]:
    display = display_of(cell.number_format, number)
    if display.is_other:
        return plain_number(number), "value.shown_otherwise"
    if display.is_hidden_zero:
        return "-", ""
    return f"{plain_number(number, 100 if display.is_times_100 else 1)}{'%' * _is_percent(cell)}", ""


def _shown_date(cell: Cell) -> tuple[str, str]:
    """A month of a heading; a year or number that a date format hides (2024 shows as a day of 1905) is itself."""
    if cell.number is not None and cell.text[:4] < OLDEST_DATE:
        return plain_number(cell.number), "" if cell.number == int(cell.number) else "value.date"
    return (cell.text[:7] if cell.text[7:] == FIRST_DAY else cell.text), "value.date"


def plain_number(number: float, factor: int = 1) -> str:
    """A stored number as its publisher typed it: 12.300000000000001 is 12.3, 1E15 is written out."""
    exact = round(Decimal(repr(float(number))), 10) if abs(number) < 1e15 else Decimal(repr(float(number)))
    text = format(exact * factor, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spread_joined(grid: Grid, rows: list[list[str]], problems: dict[Position, str]) -> None:
    """A name joined over several rows belongs to each of them; a number joined over several cells to none."""
    for area in grid.merges:
        top, left = area.first_row - 1, area.first_column - 1
        if area.is_one_cell or top >= len(rows) or left >= len(rows[top]) or not rows[top][left]:
            continue
        cell = grid.cell(area.first_row, column_letters(area.first_column))
        if cell.kind in ("number", "formula"):
            problems[top, left] = "value.joined"
            continue
        if area.first_column == area.last_column:
            for row in range(top + 1, min(area.last_row, len(rows))):
                rows[row][left] = rows[row][left] or rows[top][left]


def _hidden_cells(grid: Grid, rows: list[list[str]]) -> dict[Position, str]:
    columns = {
        column - 1 for first, last in grid.hidden_columns for column in range(first, min(last, len(rows[0])) + 1)
    } if rows else set()  # fmt: skip
    return {
        (number, column): "table.hidden_cells"
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text and (column in columns or number + 1 in grid.hidden_rows)
    }
