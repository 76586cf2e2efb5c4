"""How far a table reaches: its first row of figures, the notes below it, rows that have more cells than headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.history.readers.layout import is_figure, is_year_or_number
from pipelines.history.readers.sheet import Grid
from pipelines.history.readers.table import FormError
from pipelines.history.words.headings import plain_words
from pipelines.history.words.numbers import is_not_published

_FOOTER = re.compile(r"\W{0,5}(?:keterangan|catatan|sumber|source|notes?|ket)\b", re.IGNORECASE)


_REMARKS = re.compile(r"keterangan|catatan|ket|notes?|remarks?", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,4}")


def is_footer(row: Sequence[str], label: int) -> bool:
    """True for a row that begins the notes below a table."""
    beginning = row[label] if label < len(row) else ""
    return bool(_FOOTER.match(beginning)) or (bool(row) and bool(_FOOTER.match(row[0])))


def first_row_of_figures(rows: Sequence[Sequence[str]], labels: Sequence[int], is_region: Callable[[str], bool]) -> int:
    """The first row of a region beside a value, and before it rows of unknown names beside numbers or of regions beside
    what cannot be read: these are rows of the table too. Raises FormError when there is none."""
    tests = (_has_figure, _is_unread_row)  # the second where nothing but `0.80M` stands beside the names
    first = next((n for test in tests for n, row in enumerate(rows) if test(row, labels, is_region)), None)
    if first is None:
        raise FormError("form.names_alone")
    while first and (_is_unknown_row(rows[first - 1], labels[0]) or _is_unread_row(rows[first - 1], labels, is_region)):
        first -= 1
    return first


def _has_figure(row: Sequence[str], labels: Sequence[int], is_region: Callable[[str], bool]) -> bool:
    beside = [cell for column, cell in enumerate(row) if column not in labels and cell]
    is_row = any(is_region(row[column]) for column in labels)
    return is_row and any(is_figure(cell) or is_not_published(cell) for cell in beside)


def _is_unknown_row(row: Sequence[str], label: int) -> bool:
    name = row[label] if label < len(row) else ""
    numbers = [cell for column, cell in enumerate(row) if column != label and is_figure(cell)]
    has_figure = any(not is_year_or_number(cell) for cell in numbers)
    return has_figure and any(letter.isalpha() for letter in name) and not is_footer(row, label)


def _is_unread_row(row: Sequence[str], labels: Sequence[int], is_region: Callable[[str], bool]) -> bool:
    """A region beside something that is no number and no heading: `1,13 M`, a date."""
    beside = [cell for column, cell in enumerate(row) if column not in labels and cell]
    return any(is_region(row[column]) for column in labels) and any(
        letter.isdigit() for cell in beside for letter in cell
    )


def shifted_rows(rows: Grid, headings: Grid, labels: Sequence[int], first: int) -> frozenset[int]:
    """Rows of a text file that have a number beyond the last heading, or bare digits where remarks stand: a decimal
    comma without quotes, or a cell too many, has moved what stands before it, so that nothing of the row is used."""
    last = _last_headed(headings, labels)
    remarks = {
        column
        for row in headings
        for column, cell in enumerate(row)
        if column > min(labels) and _REMARKS.fullmatch(plain_words(cell).strip(" .:"))
    }
    end = next((number for number in range(first, len(rows)) if is_footer(rows[number], labels[0])), len(rows))
    return frozenset(
        number
        for number in range(first, end)
        if any(is_figure(cell) for cell in rows[number][last + 1 :])
        or any(_DIGITS.fullmatch(rows[number][column]) for column in remarks if column < len(rows[number]))
    )


def cut(rows: Sequence[list[str]], headings: Grid, labels: Sequence[int], shifted: frozenset[int]) -> int:
    """Blank what shifted rows hold beyond the last heading, so that it makes no column; give how many cells."""
    last, count = _last_headed(headings, labels), 0
    for number in shifted:
        beyond = rows[number][last + 1 :]
        count += sum(bool(cell) for cell in beyond)
        rows[number][last + 1 :] = [""] * len(beyond)
    return count


def _last_headed(headings: Grid, labels: Sequence[int]) -> int:
    return max([*(column for row in headings for column, cell in enumerate(row) if cell), *labels])
