"""Tables with region names down one column and one to five rows of headings above: BPS portal CSV, BPS table CSV, HTML
and workbook exports. Each form turns its file into a grid of texts; the grid is read here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.history.readers.headings import read_heading
from pipelines.history.readers.numbers import decimal_mark, is_not_published, read_cell, read_number
from pipelines.history.readers.table import FormError, PrintedCell, PrintedTable
from pipelines.reference.regions import RegionIndex, named

_Said = TypeVar("_Said")
Grid = Sequence[Sequence[str]]
MOST_HEADING_ROWS = 12
LABEL_COLUMNS = 6  # region names stand within the first columns
_FOOTER = re.compile(r"^\W*(keterangan|catatan|sumber|source|notes?|ket)\b", re.IGNORECASE)
_LABEL_HEADING = re.compile(r"provinsi|province|kabupaten|kota|wilayah|region|daerah|nama", re.IGNORECASE)
_COUNTING_HEADING = re.compile(r"^(no|nomor|id|kode( \w+)*|kd( \w+)*)\.?$", re.IGNORECASE)
_LEADING_CODE = re.compile(r"^[\[(]?(\d{1,4})([.)]?)\]?[\s:-]+(?=[^\W\d])")
_BPS_CODE = re.compile(r"^\d{2}(\d{2})?$")


@dataclass(frozen=True, slots=True)
class _Column:
    number: int
    year: int
    month: int
    dimension: str
    unit_printed: str
    heading: str


def read_grid(grid: Grid, title: str, index: RegionIndex, form: str, publisher: str = "BPS") -> PrintedTable:
    """Read one grid. `title` is what the file is called: its year counts where no heading carries one.

    Raises FormError when no row is a region beside a value, or no year can be found."""
    rows = [[cell.strip() for cell in row] for row in grid]
    is_region = _region_test(index)
    label = _label_column(rows, is_region)
    first = _first_body_row(rows, label, is_region)
    if first is None:
        rows, first = _join_blocks(rows, label, is_region)
    own_title, headings = _headings(rows[:first], label)
    if not headings:
        headings = [[*[""] * (label + 1), own_title or title]]  # one column of values under the title alone
    printed_title = " ".join([own_title, title]).strip()
    if form == "delimited":
        form = "bps_portal_csv" if len(headings) == 1 else "bps_table_csv"
    code_column = _code_column(rows[first:], label)
    columns = _columns(headings, label, code_column, own_title or title, printed_title)
    body = _body(rows[first:], label)
    mark = decimal_mark({row[column.number] for row in body for column in columns if column.number < len(row)})
    labels = [_name_and_code(row[label])[0] for row in body]
    is_mixed = _is_mixed(labels, index)
    cells = []
    province = ""
    for offset, row in enumerate(body, start=first + 1):
        name, own_code = _name_and_code(row[label])
        if not is_region(row[label]) and not any(row[c.number] for c in columns if c.number < len(row)):
            continue  # a note below the table, not a row of it
        if is_mixed and name.isupper() and named(index, name, "province") and name != province:
            province = name
        code = row[code_column] if code_column is not None else own_code
        above = province if is_mixed and name != province else ""
        for column in columns:
            text = row[column.number] if column.number < len(row) else ""
            value, is_unread = read_cell(text, mark)
            cells.append(
                PrintedCell(
                    name, code, above, column.heading, column.unit_printed, column.dimension, column.year, column.month,
                    text, value, is_unread, f"{offset}:{column.number + 1}",
                )
            )  # fmt: skip
    return PrintedTable(form, own_title or title, publisher, cells, is_mixed=is_mixed)


def _name_and_code(text: str) -> tuple[str, str]:
    """`1101 Simeulue` -> the name and its code; `1. Aceh` is only counted."""
    found = _LEADING_CODE.match(text)
    if found is None:
        return text, ""
    return text[found.end() :], "" if found.group(2) else found.group(1)


def _region_test(index: RegionIndex) -> Callable[[str], bool]:
    known: dict[str, bool] = {}

    def is_region(text: str) -> bool:
        if text not in known:
            known[text] = bool(text) and bool(named(index, _name_and_code(text)[0]))
        return known[text]

    return is_region


def _label_column(rows: Grid, is_region: Callable[[str], bool]) -> int:
    width = min(LABEL_COLUMNS, max((len(row) for row in rows), default=0))
    counts = [sum(len(row) > column and is_region(row[column]) for row in rows) for column in range(width)]
    if not counts or max(counts) == 0:
        raise FormError("form.no_regions")
    return counts.index(max(counts))


def _is_value(text: str) -> bool:
    return text != "" and (is_not_published(text) or read_number(text, ".") is not None)


def _first_body_row(rows: Grid, label: int, is_region: Callable[[str], bool]) -> int | None:
    for number, row in enumerate(rows):
        if len(row) > label and is_region(row[label]) and any(_is_value(cell) for cell in row[label + 1 :]):
            return number
    return None


def _join_blocks(rows: Grid, label: int, is_region: Callable[[str], bool]) -> tuple[list[list[str]], int]:
    """All names first, all values after: joined row by row only when there are as many of the one as of the other."""
    names = [number for number, row in enumerate(rows) if len(row) > label and is_region(row[label])]
    after = [row for row in rows[names[-1] + 1 :] if any(row) and not _FOOTER.match(" ".join(row).strip())]
    values = [row for row in after if any(_is_value(cell) for cell in row) and not _is_heading_row(row)]
    if len(values) != len(names):
        raise FormError("form.names_first", names=str(len(names)), values=str(len(values)))
    before = [""] * label
    between = [[*before, "", *[cell for cell in row if cell]] for row in after if _is_heading_row(row)]
    above = [list(row) for row in rows[: names[0]]]
    joined = [
        [*before, rows[number][label], *[cell for cell in row if cell]]
        for number, row in zip(names, values, strict=True)
    ]
    return [*above, *between, *joined], len(above) + len(between)


def _is_heading_row(row: Sequence[str]) -> bool:
    """True when the row's filled cells are years, months, breakdowns or words, but no figures."""
    filled = [read_heading(cell) for cell in row if cell]
    return bool(filled) and all(
        one.year is not None or one.month is not None or one.dimension is not None or one.variable is not None
        for one in filled
    )


def _headings(rows: Grid, label: int) -> tuple[str, list[list[str]]]:
    """The table's own title (rows with one cell only, above the headings) and the rows of headings."""
    if len(rows) > MOST_HEADING_ROWS:
        raise FormError("form.too_many_headings", rows=str(len(rows)))
    titles: list[str] = []
    headings: list[list[str]] = []
    for row in rows:
        filled = [number for number, cell in enumerate(row) if cell]
        is_title = len(filled) == 1 and filled[0] <= label and not _LABEL_HEADING.fullmatch(_first_word(row[filled[0]]))
        if is_title and not headings:
            titles.append(row[filled[0]])
        elif filled:
            headings.append(list(row))
    return " ".join(titles), headings


def _first_word(text: str) -> str:
    return re.split(r"[\s/]+", re.sub(r"^\d+\s+", "", text))[0]


def _filled(headings: Grid, label: int) -> list[list[str]]:
    """Carry a heading over the blank cells to its right, not over a column where a heading above begins anew."""
    width = max((len(row) for row in headings), default=0)
    padded = [list(row) + [""] * (width - len(row)) for row in headings]
    filled = []
    for level, row in enumerate(padded):
        carried, result = "", []
        for number, cell in enumerate(row):
            starts_anew = any(above[number] for above in padded[:level])
            if number <= label:
                carried = ""
            elif cell:
                carried = cell
            elif starts_anew or level == len(padded) - 1:
                carried = ""
            result.append(cell or carried)
        filled.append(result)
    return filled


def _columns(headings: Grid, label: int, code_column: int | None, title: str, file_title: str) -> list[_Column]:
    filled = _filled(headings, label)
    named_by_title, fallback = read_heading(title), read_heading(file_title)
    columns = []
    for number in range(label + 1, max((len(row) for row in filled), default=0)):
        texts = [row[number] for row in filled if row[number]]
        if not texts or number == code_column or _COUNTING_HEADING.match(texts[-1]):
            continue
        parts = [read_heading(text) for text in texts]
        year = _last([part.year for part in parts]) or named_by_title.year or fallback.year
        if year is None:
            raise FormError("form.no_year", column=texts[-1])
        variables = list(dict.fromkeys(part.variable for part in parts if part.variable))
        columns.append(
            _Column(
                number,
                year,
                _last([part.month for part in parts]) or named_by_title.month or 0,
                _last([part.dimension for part in parts]) or "",
                _last([part.unit_printed for part in parts]) or named_by_title.unit_printed or "",
                " / ".join(variables) or named_by_title.variable or title,
            )
        )
    if not columns:
        raise FormError("form.no_headings")
    return columns


def _last(said: Sequence[_Said | None]) -> _Said | None:
    """What the lowest heading that says something says."""
    spoken = [one for one in said if one is not None]
    return spoken[-1] if spoken else None


def _code_column(rows: Grid, label: int) -> int | None:
    """A column beside the names in which BPS codes stand, region by region."""
    beside: list[int] = [*range(label), label + 1]
    for column in beside:
        codes = [row[column] for row in rows if len(row) > max(column, label) and row[label] and row[column]]
        is_coded = len(codes) >= 3 and all(_BPS_CODE.match(code) for code in codes)
        if is_coded and len(set(codes)) == len(codes) and (column < label or codes[0] in ("11", "1100", "1101")):
            return column
    return None


def _body(rows: Grid, label: int) -> list[list[str]]:
    """Rows up to the footnotes; blank rows have nothing to say."""
    body = []
    for row in rows:
        text = row[label] if len(row) > label else ""
        if _FOOTER.match(text) or (row and _FOOTER.match(row[0])):
            break
        if any(row):
            body.append([*row, *[""] * (label + 1 - len(row))])
    return body


def _is_mixed(labels: Sequence[str], index: RegionIndex) -> bool:
    """True when provinces in capitals stand between districts that are not."""
    provinces = [text for text in labels if text.isupper() and named(index, text, "province")]
    districts = [text for text in labels if text and not text.isupper() and named(index, text, "district")]
    return bool(provinces) and bool(districts)
