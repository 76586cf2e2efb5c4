"""Reads a sheet that is proven to hold nothing but plain text and plain numbers: the proof is that a narrow grammar
matches every byte of its cells. Formulas, errors, truth values or rich text are the full reader's work."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.intake.book import Book, Sheet
from pipelines.intake.grid import new_cell, number_cell, number_text, text_cell
from pipelines.intake.number_formats import is_date_format
from pipelines.intake.reading import Cell

_ROW = re.compile(rb'\s*<row r="([1-9][0-9]{0,4})"((?: [A-Za-z:0-9]+="[^"<>&]*")*)(/)?>')
_CELL = re.compile(
    rb'(<c r="([A-Z]{1,2})([1-9][0-9]{0,4})"(?: s="([0-9]{1,5})")?(?: t="(s|n|inlineStr)")?'
    rb"(?:/>|></c>|><v>([-+0-9.eE]{1,40})</v></c>"
    rb'|><is><t(?: xml:space="preserve")?>([^<>&\r_]*)</t></is></c>))'
)
_OPEN, _CLOSE, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_NOT_PLAIN = (b"<!", b"<?")


class PlainSheet(NamedTuple):
    """Cells by row and column, and the sheet's XML with only the rows that are hidden, without cells."""

    rows: dict[int, dict[str, Cell]]
    marks: bytes


class _NotPlainError(Exception):
    pass


def plain_cells(book: Book, sheet: Sheet) -> PlainSheet | None:
    """Give the cells of a plain sheet, None when the sheet is not proven to be plain."""
    xml = sheet.xml
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if start < 0 or end < start or xml.count(_OPEN) != 1 or any(mark in xml for mark in _NOT_PLAIN):
        return None
    body = start + len(_OPEN)
    try:
        rows, marked_rows = _PlainReader(book, sheet.name).read(xml[body:end])
    except (_NotPlainError, ValueError, IndexError):
        return None
    return PlainSheet(rows, xml[:body] + marked_rows + xml[end:])


class _PlainReader:
    def __init__(self, book: Book, sheet_name: str) -> None:
        self._formats = book.formats
        self._strings = book.strings
        self._is_1904 = book.is_1904
        self._is_date = [is_date_format(code) for code in book.formats]
        self._prefix = f"{sheet_name}!"

    def read(self, body: bytes) -> tuple[dict[int, dict[str, Cell]], bytes]:
        rows: dict[int, dict[str, Cell]] = {}
        marked: list[bytes] = []
        position = 0
        while match := _ROW.match(body, position):
            number, attributes, is_closed = match.groups()
            if b"hidden" in attributes or b' ht="' in attributes:
                marked.append(b'<row r="' + number + b'"' + attributes + b"/>")
            position = match.end()
            if is_closed:
                continue
            end = body.find(_ROW_END, position)
            cells = self._row(body[position:end], number)
            position = end + len(_ROW_END)
            if cells and rows.setdefault(int(number), cells) is not cells:
                raise _NotPlainError
        if body[position:].strip():
            raise _NotPlainError
        return rows, b"".join(marked)

    def _row(self, body: bytes, row: bytes) -> dict[str, Cell]:
        """Read one row; every byte between its tags must belong to a cell that the grammar knows."""
        found = _CELL.findall(body)
        if sum([len(entry[0]) for entry in found]) != len(body):
            raise _NotPlainError
        cells: dict[str, Cell] = {}
        number = row.decode()
        for _, letters, own_row, style, kind, value, inline in found:
            if own_row != row:
                raise _NotPlainError
            column = letters.decode()
            if column in cells:
                raise _NotPlainError
            cell = self._cell(f"{self._prefix}{column}{number}", int(style) if style else 0, kind, value, inline)
            if cell is not None:
                cells[column] = cell
        return cells

    def _cell(self, address: str, style: int, kind: bytes, value: bytes, inline: bytes) -> Cell | None:
        number_format = self._formats[style]
        if kind == b"s" and not inline:
            if not value:
                return None
            if not value.isdigit():
                raise _NotPlainError
            return text_cell(address, self._strings[int(value)], number_format)
        if kind == b"inlineStr":
            if value:
                raise _NotPlainError
            return text_cell(address, inline.decode("utf-8"), number_format)
        if inline:
            raise _NotPlainError
        if not value:
            return None
        if self._is_date[style]:
            return number_cell(address, value.decode(), number_format, self._is_1904)
        number = float(value)
        return new_cell((address, number_text(number), "number", number, number_format, ()))
