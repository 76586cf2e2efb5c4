"""A written year into a year, or into the rule that refuses it."""

from __future__ import annotations

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numerals import as_whole, clean

EARLIEST, LATEST = 1900, 2200


def read_year(cell: Cell) -> int | str:
    """The year a cell names; otherwise the rule id: a date is not a year, nor is a fraction or a text beside it."""
    if cell.kind == "date":
        return "value.year_is_date"
    if cell.kind in ("number", "formula") and cell.number is not None:
        return int(cell.number) if _is_year(cell.number) else "value.year"
    text = as_whole(clean(cell.text).removeprefix("'"))
    if len(text) == 4 and text.isascii() and text.isdigit() and EARLIEST <= int(text) <= LATEST:
        return int(text)
    return "value.year_is_date" if _looks_like_date(text) else "value.year"


def _is_year(number: float) -> bool:
    return EARLIEST <= number <= LATEST and number == int(number)


def _looks_like_date(text: str) -> bool:
    """2029-01-01, 01/01/2029 and the like, as a spreadsheet writes a year that it took for a date into a CSV."""
    parts = text.split(" ", maxsplit=1)[0].replace("/", "-").split("-")
    return len(parts) == 3 and all(part.isdigit() for part in parts) and any(len(part) == 4 for part in parts)
