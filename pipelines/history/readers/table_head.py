"""The rows above a table's first region: its own title, its headings, and what they say of each column of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipelines.history.readers.neighbours import section_of
from pipelines.history.readers.sheet import Grid
from pipelines.history.readers.table import FormError
from pipelines.history.words.headings import read_heading, slice_in

_Said = TypeVar("_Said")
MOST_HEADING_ROWS = 12
_LABEL_HEADING = re.compile(
    r"provinsi|province|provinces|kabupaten|kota|wilayah|region|regions|daerah|nama|kab|regency|district", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s/_]")
_LEADING_NUMBER = re.compile(r"^[0-9]{1,3}\s+")
_COLUMN_NUMBER = re.compile(r"\(?-?([0-9]{1,3})\)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values: what its headings say. `year` None where only the rows or nothing say it; `dimension` None
    where no heading names a part or the total."""

    number: int
    year: int | None
    month: int | None
    dimension: str | None
    unit_printed: str
    heading: str
    part: str


def is_label_heading(text: str) -> bool:
    """True for the heading above names of regions: `Provinsi`, `38 Provinsi`, `Kabupaten/Kota`."""
    first = _BETWEEN.split(_LEADING_NUMBER.sub("", text.strip()))[0]
    return _LABEL_HEADING.fullmatch(first) is not None


def is_column_numbers(row: Sequence[str]) -> bool:
    """True for the row (1) (2) (3) … under the headings, which Excel stores as -1 -2 -3."""
    filled = [cell for cell in row if cell]
    numbers = [int(found[1]) for cell in filled if (found := _COLUMN_NUMBER.fullmatch(cell.strip()))]
    if len(filled) < 2 or len(numbers) != len(filled) or numbers[0] > 2:
        return False
    return all(after == before + 1 for before, after in pairwise(numbers))


def title_and_headings(rows: Grid, label: int) -> tuple[str, list[list[str]]]:
    """The table's own title (rows with one cell only, above the headings) and the rows of headings."""
    if len(rows) > MOST_HEADING_ROWS:
        raise FormError("form.too_many_headings", rows=str(len(rows)))
    titles: list[str] = []
    headings: list[list[str]] = []
    for row in rows:
        filled = [number for number, cell in enumerate(row) if cell]
        if is_column_numbers(row) or (len(filled) == 1 and section_of(row[filled[0]])):
            continue
        is_title = len(filled) == 1 and filled[0] <= label and not is_label_heading(row[filled[0]])
        if is_title and not headings:
            titles.append(row[filled[0]])
        elif filled:
            headings.append(list(row))
    return " ".join(titles), headings


def filled_headings(headings: Grid, keys: frozenset[int]) -> list[list[str]]:
    """Carry a heading over the blank cells to its right: not over a column where a heading above begins anew, and not
    over the columns of names and codes (`keys`)."""
    width = max((len(row) for row in headings), default=0)
    padded = [list(row) + [""] * (width - len(row)) for row in headings]
    filled = []
    for level, row in enumerate(padded):
        carried, result = "", []
        for number, cell in enumerate(row):
            starts_anew = any(above[number] for above in padded[:level])
            if number in keys:
                carried = ""
            elif cell:
                carried = cell
            elif starts_anew or level == len(padded) - 1:
                carried = ""
            result.append(cell or carried)
        filled.append(result)
    return filled


def column_of(number: int, texts: Sequence[str], title: str, file_title: str) -> Column:
    """What the headings above one column and the titles say."""
    parts = [read_heading(text) for text in texts]
    named, fallback = read_heading(title), read_heading(file_title)
    variables = list(dict.fromkeys(part.variable for part in parts if part.variable))
    dimension = _last([part.dimension for part in parts])
    said = [slice_in(text) for text in (*texts, title, file_title)] if dimension is None else []
    return Column(
        number,
        _last([part.year for part in parts]) or named.year or fallback.year,
        _first(_last([part.month for part in parts]), named.month),
        dimension,
        _last([part.unit_printed for part in parts]) or named.unit_printed or "",
        " / ".join(variables) or named.variable or title,
        ", ".join(dict.fromkeys(part for one in said if one for part in one.split(", "))),
    )


def _first(*said: _Said | None) -> _Said | None:
    return next((one for one in said if one is not None), None)


def _last(said: Sequence[_Said | None]) -> _Said | None:
    """What the lowest heading that says something says."""
    spoken = [one for one in said if one is not None]
    return spoken[-1] if spoken else None
