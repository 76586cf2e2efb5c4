"""Cells of one sheet as they stand, by row and column, with what hides or joins them. Nothing here knows a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from pipelines.submissions.model.reading import Cell
from pipelines.workbooks.number_formats import is_date_format

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (a sheet has no zone)
_FALSE_LEAP_DAY = 60  # Excel counts a 29 February 1900 that never was
_LAST_SERIAL = 2_958_465  # 31 December 9999
new_cell = partial(tuple.__new__, Cell)


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, rows and columns counted from 1, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    written: str

    @property
    def is_one_cell(self) -> bool:
        return self.first_row == self.last_row and self.first_column == self.last_column

    def rows(self, low: int, high: int) -> range:
        return range(max(self.first_row, low), min(self.last_row, high) + 1)


@dataclass
class Grid:
    """A sheet's non-blank cells by row number and column letters, and the sheet's own marks."""

    name: str
    rows: dict[int, dict[str, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    filters: list[Range] = field(default_factory=list)  # ranges in which rows may be out of sight because of a filter
    far_cells: list[Cell] = field(default_factory=list)  # beyond what a table can reach: named, never read
    formulas: dict[str, str] = field(default_factory=dict)  # address -> formula, for formulas without a cached value

    def cell(self, row: int, column: str) -> Cell:
        found = self.rows.get(row, {}).get(column)
        return found if found is not None else Cell(f"{self.name}!{column}{row}")

    def is_filtered(self, row: int) -> bool:
        return any(area.first_row <= row <= area.last_row for area in self.filters)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give the texts of columns A and B of each row (sheet `_meta`)."""
        for row in sorted(self.rows):
            yield self.cell(row, "A").text, self.cell(row, "B").text


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing: blanks of any kind and signs of no width."""
    return not text[:1].isalnum() and (not text.strip() or not text.translate(ZERO_WIDTH).strip())


def text_cell(address: str, text: str, number_format: str) -> Cell | None:
    """Make a cell of a text; an empty text is no cell."""
    if not text:
        return None
    kind = "blank" if is_blank(text) else "text"
    return new_cell((address, text, kind, None, number_format, ()))


def number_cell(address: str, written: str, number_format: str, is_1904: bool) -> Cell:
    """Make a cell of a number as the sheet's XML writes it; a number that shows as a date is a date."""
    number = float(written)
    if is_date_format(number_format):
        return new_cell((address, date_text(number, is_1904), "date", number, number_format, ()))
    return new_cell((address, number_text(number), "number", number, number_format, ()))


def number_text(number: float) -> str:
    """Write a number in its shortest exact form, without the `.0` of a whole number."""
    text = repr(number)
    return text[:-2] if text.endswith(".0") else text


def date_text(serial: float, is_1904: bool) -> str:
    """Write a date serial as ISO date or time; a serial outside the calendar stays a number."""
    if not 0 <= serial <= _LAST_SERIAL:
        return number_text(serial)
    if is_1904:
        moment = _EPOCH_1904 + timedelta(days=serial)
    else:
        moment = _EPOCH_1900 + timedelta(days=serial + (1 if serial < _FALSE_LEAP_DAY else 0))
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if serial < 1 and not is_1904:
        return moment.strftime("%H:%M:%S")
    return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat(" ")
