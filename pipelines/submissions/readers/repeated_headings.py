"""Headings printed again further down a sheet: each block of rows is read under its own headings, never under those of
another table. Which texts are headings is known by `layouts.py`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.model.refusal import refuse
from pipelines.submissions.readers.layouts import Headings, Layout, heading_key
from pipelines.submissions.readers.target_table import HeadingRows, is_bare_year, read_headings
from pipelines.workbooks.grid import Grid

REPEATED_HEADINGS = frozenset(("kodeindikator", "indicatorcode"))
_SHORTEST_HEADING = min(map(len, REPEATED_HEADINGS))
_LONGEST_HEADING = 40
_FEWEST_YEARS = 2
_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9])")
MOST_BLOCKS = 40  # of one sheet; an honest one has two or three


class Blocks(NamedTuple):
    """The headings of each block of rows, with the last row they stand over, and rows that print them once more."""

    headings: list[HeadingRows]
    repeated_rows: frozenset[int]


def blocks(grid: Grid, first: HeadingRows, layout: Layout) -> Blocks:
    """Divide a sheet by its headings; those that say the same again open no block. Raise Refusal for headings that say
    something else but not all that is needed."""
    found = [first]
    repeated: set[int] = set()
    for number in sorted(grid.rows):
        if number < found[-1].first_row:
            continue
        again = _years_alone(grid, number, found[-1], layout) or _headings_again(grid, number, layout)
        if again is None:
            continue
        repeated.update(range(number, again.first_row))
        if _says(again.headings) == _says(found[-1].headings):
            continue
        is_too_much = len(found) >= MOST_BLOCKS
        if is_too_much or again.headings.missing(layout) or again.headings.duplicates or not again.headings.years:
            cell = next(iter(grid.rows[number].values()))
            raise refuse("header.second_table", grid.name, cell.address, cell.text, row=str(number))
        found[-1] = replace(found[-1], last_row=number - 1)
        found.append(again)
    return Blocks(found, frozenset(repeated))


def _headings_again(grid: Grid, number: int, layout: Layout) -> HeadingRows | None:
    """Read a row as headings when some cell of it is the heading of the codes."""
    for cell in grid.rows[number].values():
        if cell.kind == "text" and _may_be_heading(cell.text) and heading_key(cell.text) in REPEATED_HEADINGS:
            return read_headings(grid, layout, number)
    return None


def _may_be_heading(text: str) -> bool:
    """Tell whether a text is as long as a heading of codes; signs of other alphabets may stand for several letters."""
    return len(text) <= _LONGEST_HEADING and (len(text) >= _SHORTEST_HEADING or not text.isascii())


def _years_alone(grid: Grid, number: int, above: HeadingRows, layout: Layout) -> HeadingRows | None:
    """Read a row that prints years over the target columns as new headings of these columns. Raise Refusal where words
    beside them, which are no codes, print headings too: nobody knows whether the other columns stay what they were."""
    row = grid.rows[number]
    for column in above.headings.years.values():
        if column in row and row[column].kind != "blank" and _year(row[column], layout) is None:
            return None
    cells = {column: cell for column, cell in row.items() if cell.kind != "blank"}
    over = [column for column in cells if column in above.headings.years.values()]
    beside = [cell for column, cell in cells.items() if column not in over]
    years = {column: _year(cells[column], layout) for column in over}
    if len(over) < _FEWEST_YEARS or len(set(years.values())) < len(over):
        return None
    if any(cell.kind != "text" or _is_code(cell.text) for cell in beside):
        return None
    named = {year: column for column, year in years.items() if year is not None}
    headings: Headings[str] = replace(above.headings, years=named, duplicates=[], unexpected=[])
    if beside and named != above.headings.years:
        raise refuse("header.second_table", grid.name, beside[0].address, beside[0].text, row=str(number))
    return HeadingRows(headings, number, number + 1)


def _is_code(text: str) -> bool:
    """Tell whether a text may be a code of an indicator or region, or the name beside one: no heading looks so."""
    return any(sign.isdigit() or sign == "_" for sign in text)


def _year(cell: Cell, layout: Layout) -> int | None:
    """The one year a cell over targets names: 2030, target_2030, Tahun 2030, 2030 (%)."""
    if cell.kind == "number" and not is_bare_year(cell.text):
        return None
    text = cell.text[: _LONGEST_HEADING + 1]
    if (year := layout.year_of(heading_key(text))) is not None:
        return year
    found = _YEAR.findall(text)
    is_only_digits = len(found) == 1 and sum(sign.isdigit() for sign in text) == len(found[0])
    return int(found[0]) if is_only_digits and len(text) <= _LONGEST_HEADING else None


def _says(headings: Headings[str]) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[int, str]]]:
    """What headings say, by place: fields and years."""
    fields = frozenset((name, place) for name, (_, place) in headings.columns.items())
    return fields, frozenset(headings.years.items())
