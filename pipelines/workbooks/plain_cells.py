"""Reads a sheet that is proven to hold nothing but plain text and plain numbers: the proof is that a narrow grammar
matches every byte of its cells. Formulas, errors, truth values or rich text are the full reader's work."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.submissions.model.reading import Cell
from pipelines.workbooks.book import Book, Sheet
from pipelines.workbooks.grid import is_blank, new_cell, number_cell
from pipelines.workbooks.number_formats import is_date_format
from pipelines.workbooks.rich_text import unescape

_ROW = re.compile(rb'(?<!\s)\s*+<row r="([1-9][0-9]{0,4})"((?: [A-Za-z:0-9]+="[^"<>&]*")*)(/)?>')
_CELL = re.compile(
    rb'(<c r="([A-Z]{1,2}+)([1-9][0-9]{0,4}+)"(?: s="([0-9]{1,5}+)")?+(?: t="(s|n|inlineStr)")?+'
    rb"(?:><v>([-+0-9.eE]{1,40}+)</v></c>|/>|></c>"
    rb'|><is><t(?: xml:space="preserve")?+>([^<>&\r]*+)</t></is></c>))'
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
    except (_NotPlainError, ValueError, LookupError):
        return None
    return PlainSheet(rows, xml[:body] + marked_rows + xml[end:])


class _PlainReader:
    def __init__(self, book: Book, sheet_name: str) -> None:
        self._is_1904 = book.is_1904
        self._prefix = f"{sheet_name}!"
        self._strings = book.numbered_strings
        styles = [(code, is_date_format(code)) for code in book.formats]
        self._styles = {str(number).encode(): style for number, style in enumerate(styles)} | {b"": styles[0]}
        for number in book.crossed_styles:  # the full reader flags their cells
            self._styles.pop(str(number).encode(), None)
            if number == 0:
                self._styles.pop(b"")
        self._columns: dict[bytes, tuple[str, str]] = {}  # letters, and an address up to its row

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
        cells: dict[str, Cell] = {}
        if not found:
            if body:
                raise _NotPlainError
            return cells
        whole, places, rows, *said = zip(*found, strict=True)
        if sum(map(len, whole)) != len(body) or set(rows) != {row} or len(set(places)) < len(found):
            raise _NotPlainError
        columns, styles, strings = self._columns, self._styles, self._strings
        number = row.decode()
        for letters, style, kind, value, inline in zip(places, *said, strict=True):
            if not value and not inline:
                continue
            column, place = columns.get(letters) or self._column(letters)
            number_format, is_date = styles[style]
            address = place + number
            if kind == b"s" and value:
                text, text_kind, flags = strings[value]
                if text:
                    cells[column] = new_cell((address, text, text_kind, None, number_format, flags))
            elif kind == b"inlineStr" and inline:
                cells[column] = self._inline(address, inline, number_format)
            elif inline or kind not in (b"", b"n"):
                raise _NotPlainError
            elif is_date:
                cells[column] = number_cell(address, value.decode(), number_format, self._is_1904)
            else:
                figure = float(value)
                text = repr(figure)  # as `number_text` does, without a call for each cell
                text = text[:-2] if text[-2:] == ".0" else text
                cells[column] = new_cell((address, text, "number", figure, number_format, ()))
        return cells

    def _column(self, letters: bytes) -> tuple[str, str]:
        column = letters.decode()
        self._columns[letters] = (column, f"{self._prefix}{column}")
        return self._columns[letters]

    def _inline(self, address: str, inline: bytes, number_format: str) -> Cell:
        text = unescape(inline.decode("utf-8"))
        return new_cell((address, text, "blank" if is_blank(text) else "text", None, number_format, ()))
