"""Reads a sheet's XML into a grid, whatever stands in it: formulas and their stored results, errors, dates, rich text.
`plain_cells.py` reads plain sheets faster; both give the same grid."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.model.refusal import Refusal, refuse
from pipelines.workbooks.book import (
    Book,
    Sheet,
    column_letters,
    column_number,
)
from pipelines.workbooks.container import HARMLESS
from pipelines.workbooks.grid import Grid, Range, new_cell, number_cell, text_cell
from pipelines.workbooks.plain_cells import plain_cells
from pipelines.workbooks.rich_text import RICH_TEXT, is_rich, string_text, unescape

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?|[-+]?(?:nan|inf|infinity)", re.IGNORECASE
)
UNSEEN_HEIGHT, UNSEEN_WIDTH = 2.0, 0.5  # points and characters: a row or column drawn so thin shows no figure
_TRUE = ("1", "true")
_TRUTH = re.compile(r"(TRUE|FALSE)\(\)", re.IGNORECASE)


def read_grid(book: Book, sheet: Sheet, limits: Limits, is_fast: bool = True) -> Grid:
    """Read all cells of a sheet; raise Refusal when its XML makes no sense."""
    grid = Grid(sheet.name)
    plain = plain_cells(book, sheet) if is_fast else None
    if plain is None:
        _FullReader(book, sheet, limits, grid).read()
    else:
        grid.rows = plain.rows
        for _, element in _elements(sheet, plain.marks):
            _mark(grid, sheet, element)
    grid.filters += [_area(sheet, written) for written in sheet.table_filters]
    return grid


def _elements(sheet: Sheet, xml: bytes) -> Iterator[tuple[str, etree._Element]]:
    tags = ("{*}row", "{*}col", "{*}mergeCell", "{*}autoFilter")
    try:
        events = etree.iterparse(
            io.BytesIO(xml),
            events=("end",),
            tag=tags,
            encoding="utf-8",
            **HARMLESS,
        )
        for event, element in events:
            yield event, element
            element.clear()
            while (before := element.getprevious()) is not None and before.tag == element.tag:
                element.getparent().remove(before)
    except (etree.XMLSyntaxError, ValueError) as error:
        what = Words(f"lembar {sheet.name}", f"sheet {sheet.name}")
        raise Refusal(refuse("file.corrupt", what=what).finding) from error


def _mark(grid: Grid, sheet: Sheet, element: etree._Element) -> None:
    """Keep what an element says about the sheet as a whole."""
    kind = etree.QName(element).localname
    if kind == "row":
        is_flat = element.get("ht") is not None and _is_below(element.get("ht", ""), UNSEEN_HEIGHT)
        if (element.get("hidden") in _TRUE or is_flat) and element.get("r", "").isdigit():
            grid.hidden_rows.add(int(element.get("r", "")))
    elif kind == "col":
        if element.get("hidden") in _TRUE or _is_below(element.get("width", "9"), UNSEEN_WIDTH):
            grid.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
    elif kind == "mergeCell":
        grid.merges.append(_area(sheet, element.get("ref", "")))
    elif element.find("{*}filterColumn") is not None:
        grid.filters.append(_area(sheet, element.get("ref", "")))


def _is_below(written: str, least: float) -> bool:
    try:
        return float(written) < least
    except ValueError:
        return False


def _area(sheet: Sheet, written: str) -> Range:
    match = _RANGE.fullmatch(written)
    if not match:
        raise refuse("file.corrupt", what=Words(f"lembar {sheet.name}: {written}", f"sheet {sheet.name}: {written}"))
    left, top, right, bottom = match[1], match[2], match[3] or match[1], match[4] or match[2]
    return Range(int(top), int(bottom), column_number(left), column_number(right), written)


@dataclass
class _FullReader:
    """One pass over a sheet, element by element."""

    book: Book
    sheet: Sheet
    limits: Limits
    grid: Grid

    def read(self) -> None:
        row_number = 0
        for _, element in _elements(self.sheet, self.sheet.xml):
            if etree.QName(element).localname != "row":
                _mark(self.grid, self.sheet, element)
                continue
            written = element.get("r")
            row_number = self._whole_number(written) if written is not None else row_number + 1
            element.set("r", str(row_number))
            _mark(self.grid, self.sheet, element)
            self._read_row(element, row_number)

    def _read_row(self, row: etree._Element, row_number: int) -> None:
        cells = self.grid.rows.get(row_number, {})
        column = 0
        for element in row.iterfind("{*}c"):
            written = element.get("r")
            if written is None:
                column += 1
                letters = column_letters(column)
            else:
                match = _REFERENCE.fullmatch(written)
                if not match or int(match[2]) != row_number:
                    raise self._broken_sheet(written)
                letters, column = match[1], column_number(match[1])
            if column > self.limits.sheet_columns or row_number > self.limits.last_row:
                self._keep_far(element, row_number, f"{self.sheet.name}!{letters}{row_number}")
                continue
            if letters in cells:
                raise self._broken_sheet(f"{letters}{row_number} 2×")
            cell = self._cell(element, f"{self.sheet.name}!{letters}{row_number}")
            if cell is not None:
                cells[letters] = cell._replace(flags=RICH_TEXT) if self._is_crossed(element) else cell
        if cells:
            self.grid.rows[row_number] = cells

    def _keep_far(self, element: etree._Element, row_number: int, address: str) -> None:
        """Keep a far cell aside: a few of them, each alone in its row where the row is far too, are harmless strays."""
        cell = self._cell(element, address)
        if cell is None or cell.kind == "blank":
            return
        ending = str(row_number)
        is_alone = row_number <= self.limits.last_row or not any(
            far.address.endswith(ending) for far in self.grid.far_cells
        )
        if len(self.grid.far_cells) >= self.limits.far_cells or not is_alone:
            raise refuse("sheet.too_large", self.sheet.name, address)
        self.grid.far_cells.append(cell)

    def _cell(self, element: etree._Element, address: str) -> Cell | None:
        kind = element.get("t", "n")
        number_format = self._format(element.get("s"))
        values = element.findall("{*}v")
        if len(values) > 1 or any(len(found) for found in values):
            raise self._broken_sheet(address)
        value = (values[0].text or "") if values else None
        formula = element.find("{*}f")
        if formula is not None:
            return self._formula_cell(kind, value, formula.text or "", address, number_format)
        if kind == "inlineStr":
            inline = element.find("{*}is")
            cell = text_cell(address, string_text(inline), number_format) if inline is not None else None
            return (
                cell._replace(flags=RICH_TEXT) if cell is not None and inline is not None and is_rich(inline) else cell
            )
        if value is None or (value == "" and kind != "str"):
            return None
        return self._value_cell(kind, value, address, number_format)

    def _value_cell(self, kind: str, value: str, address: str, number_format: str) -> Cell | None:
        if kind == "s":
            cell = text_cell(address, self._string(value, address), number_format)
            is_one = cell is None or self._whole_number(value) not in self.book.rich_strings
            return cell if cell is None or is_one else cell._replace(flags=RICH_TEXT)
        if kind == "n":
            if not _NUMBER.fullmatch(value.strip()):
                raise self._broken_sheet(f"{address}: {value[:20]}")
            return number_cell(address, value.strip(), number_format, self.book.is_1904)
        if kind == "b":
            return new_cell((address, "TRUE" if value in _TRUE else "FALSE", "bool", None, number_format, ()))
        if kind == "e":
            return new_cell((address, value, "error", None, number_format, ()))
        if kind == "d":
            return new_cell((address, value, "date", None, number_format, ()))
        if kind == "str":
            return text_cell(address, unescape(value), number_format)
        raise self._broken_sheet(f"{address}: {kind[:20]}")

    def _formula_cell(
        self, kind: str, value: str | None, formula: str, address: str, number_format: str
    ) -> Cell | None:
        """A formula shows its stored result; one without a result shows itself. An empty text is a result, and the
        TRUE() that LibreOffice stores as the number 1 is still a truth value."""
        if kind == "n" and (constant := _TRUTH.fullmatch(formula.strip())) and value:
            return new_cell((address, constant[1].upper(), "bool", None, number_format, ()))
        if value is None or (value.strip() == "" and kind != "str"):
            self.grid.formulas[address] = f"={formula}"
            return new_cell((address, f"={formula}", "formula", None, number_format, ()))
        cell = self._value_cell(kind, value, address, number_format)
        is_plain = cell is not None and cell.kind in ("number", "text", "blank")
        return cell._replace(kind="formula") if cell is not None and is_plain else cell

    def _is_crossed(self, element: etree._Element) -> bool:
        crossed = self.book.crossed_styles
        return bool(crossed) and self._whole_number(element.get("s", "0")) in crossed

    def _format(self, style: str | None) -> str:
        formats = self.book.formats
        if style is None:
            return formats[0]
        number = self._whole_number(style)
        if number >= len(formats):
            raise self._broken_sheet(f"s={style[:10]}")
        return formats[number]

    def _string(self, value: str, address: str) -> str:
        number = self._whole_number(value)
        if number >= len(self.book.strings):
            raise self._broken_sheet(address)
        return self.book.strings[number]

    def _whole_number(self, written: str) -> int:
        if not (written.strip().isascii() and written.strip().isdigit() and len(written) < 10):
            raise self._broken_sheet(written[:20])
        return int(written)

    def _broken_sheet(self, where: str) -> Refusal:
        return refuse(
            "file.corrupt", what=Words(f"lembar {self.sheet.name}: {where}", f"sheet {self.sheet.name}: {where}")
        )
