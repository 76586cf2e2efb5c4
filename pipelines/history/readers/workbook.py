"""Real workbooks of statistics (xlsx, xls): the first sheet with cells becomes a grid of texts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import fastexcel

from pipelines.history.readers.table import FormError

XLSX_MAGIC, XLS_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_CELLS = 5_000_000  # rows x columns that a sheet says it reaches; the reader would take memory for each
LARGEST_SHEET = 200_000_000  # bytes unpacked
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def workbook_grid(path: Path) -> list[list[str]]:
    """Read the first sheet that has cells, everything as text."""
    _refuse_far_cells(path)
    try:
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            frame = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
            if frame.height:
                return [["" if cell is None else _short(cell) for cell in row] for row in frame.iter_rows()]
    except fastexcel.FastExcelError as error:
        raise FormError("form.workbook_unreadable", said=type(error).__name__) from None
    raise FormError("form.workbook_empty")


def _short(text: str) -> str:
    """A stored number such as 12.300000000000001 as the publisher typed it."""
    if re.fullmatch(r"-?\d+\.\d{10,}", text):
        return repr(round(float(text), 10))
    return text


def _refuse_far_cells(path: Path) -> None:
    """A cell at XFD1048576 makes the reader abort the whole process; look before reading."""
    with path.open("rb") as handle:
        if handle.read(4) != XLSX_MAGIC:
            return
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
            for member in book.infolist():
                if member.file_size > LARGEST_SHEET:
                    raise FormError("form.workbook_too_large", sheet=member.filename)
                if not member.filename.startswith("xl/worksheets/sheet"):
                    continue
                cells = _CELL.findall(book.read(member))
                reach = max((_column(column) for column, _ in cells), default=0) * max(
                    (int(r) for _, r in cells), default=0
                )
                if reach > MOST_CELLS:
                    raise FormError("form.far_cells", sheet=member.filename)
    except zipfile.BadZipFile:
        raise FormError("form.workbook_damaged") from None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
