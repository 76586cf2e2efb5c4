"""One table of regions: names down one column, headings above, each row a region, a year, perhaps a part of it.

BPS portal and table CSV, open-data and other long files, HTML and workbook sheets all come here; `tables_of.py` cuts
files into such tables, `layout.py` says what each column is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.history.readers.extent import cut, first_row_of_figures, is_footer, shifted_rows
from pipelines.history.readers.layout import (
    TOTAL_LABELS,
    Columns,
    Layout,
    code_text,
    is_figure,
    label_columns,
    name_and_code,
    region_test,
)
from pipelines.history.readers.neighbours import Label, kinds_of, section_of
from pipelines.history.readers.sheet import Sheet
from pipelines.history.readers.table import FormError, PrintedCell
from pipelines.history.readers.table_head import Column, column_of, filled_headings, title_and_headings
from pipelines.history.words.asides import part_of_note, part_of_sheet
from pipelines.history.words.headings import BREAKDOWNS, TOTALS, plain_words, read_heading, read_period
from pipelines.history.words.numbers import decimal_mark, is_not_published, read_cell
from pipelines.reference.regions import RegionIndex, regions_of_name


@dataclass
class ReadTable:
    """One table of a sheet: its cells, its own title, and what each of its filled cells was taken for."""

    title: str
    cells: list[PrintedCell]
    is_mixed: bool
    is_long: bool  # years down a column
    heading_rows: int
    cell_counts: Counter[str] = field(default_factory=Counter)
    below_notes: list[str] = field(default_factory=list)  # addresses of figures below the notes
    beside: list[tuple[str, int]] = field(default_factory=list)  # heading and filled cells of columns not read
    undated: list[tuple[str, int]] = field(default_factory=list)  # the same of columns whose year nothing says
    beyond: int = 0  # cells of shifted rows beyond the last heading


def read_region_table(sheet: Sheet, title: str, index: RegionIndex) -> ReadTable:
    """Read one table. `title` is what the file is called: its year counts where no heading carries one.

    Raises FormError when no row is a region beside a value, or no year can be found."""
    return _Reader(sheet, title, index).read()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of figures and what it says of itself."""

    number: int
    name: str
    code: str
    above: str
    kind: str
    year: int | None
    month: int | None
    unit: str
    variable: str
    dimension: str | None
    divided_by: str


class _Reader:
    def __init__(self, sheet: Sheet, title: str, index: RegionIndex) -> None:
        self._sheet, self._file_title, self._index = sheet, title, index
        self._rows = [list(row) for row in sheet.rows]
        self._is_region: Callable[[str], bool] = region_test(index)
        self._counts: Counter[str] = Counter()
        self._below: list[str] = []
        self._notes: list[str] = []
        self._shifted: frozenset[int] = frozenset()
        self._beyond = 0

    def read(self) -> ReadTable:
        labels = label_columns(self._rows, self._is_region)
        first = first_row_of_figures(self._rows, labels, self._is_region)
        own_title, headings = title_and_headings(self._rows[:first], labels[0])
        if headings and not self._sheet.name:
            self._shifted = shifted_rows(self._rows, headings, labels, first)
            self._beyond = cut(self._rows, headings, labels, self._shifted)
            self._counts["aside"] += self._beyond
        if not headings:
            headings = [[*[""] * (labels[0] + 1), own_title or self._file_title]]  # one column under the title alone
        settled = Columns(self._rows, headings, first, labels, self._index)
        heads, layout = settled.heads, settled.layout()
        self._counts["heading"] += _filled_count(self._rows[:first])
        columns = self._columns(layout, headings, own_title)
        read = {column.number for column in columns}
        undated = [number for number in layout.values if number not in read]
        rows = list(self._body(layout, heads))
        asides = [part_of_sheet(self._sheet.name), *map(part_of_note, self._notes)]
        self._part_beside = _without_doubles(*asides)
        of_undated = {column: sum(bool(self._rows[row.number][column]) for row in rows) for column in undated}
        self._counts["value"] -= sum(of_undated.values())
        self._counts["aside"] += sum(of_undated.values())
        self._mark = decimal_mark(
            {
                self._rows[row.number][column.number]
                for row in rows
                for column in columns
                if (row.number, column.number) not in self._sheet.stored
            }
        )
        self._without_points = {column.number for column in columns if self._has_lost_points(column.number, rows)}
        cells = [self._cell(row, column) for row in rows for column in columns]
        beside = [(heads[one], sum(bool(self._rows[row.number][one]) for row in rows)) for one in layout.beside]
        return ReadTable(
            own_title, cells, self._is_mixed, layout.year is not None, len(headings), self._counts, self._below,
            [(head, count) for head, count in beside if count],
            [(heads[number] or "…", count) for number, count in of_undated.items() if count], self._beyond,
        )  # fmt: skip

    def _columns(self, layout: Layout, headings: Sequence[Sequence[str]], own_title: str) -> list[Column]:
        filled = filled_headings(headings, layout.keys)
        printed_title = " ".join([own_title, self._file_title]).strip()
        columns: list[Column] = []
        undated: list[str] = []
        for number in layout.values:
            texts = [row[number] for row in filled if number < len(row) and row[number]]
            column = column_of(number, texts, own_title or self._file_title, printed_title)
            if column.year is None and layout.year is None:
                undated.append(texts[-1] if texts else "")
            else:
                columns.append(column)
        if not columns:
            raise FormError("form.no_year", column=undated[0])
        return columns

    def _body(self, layout: Layout, heads: Sequence[str]) -> Iterator[_Row]:
        """Rows of figures down to the notes; a row without figures heads those below it, or is a note."""
        numbers, labels = self._figure_rows(layout)
        self._is_mixed = _is_mixed([label.name for label in labels], self._index)
        kinds = kinds_of(labels, self._index, self._is_mixed)
        province = ""
        for number, label, kind in zip(numbers, labels, kinds, strict=True):
            row, name = self._rows[number], label.name
            if (
                self._is_mixed
                and name.isupper()
                and regions_of_name(self._index, name, "province")
                and name != province
            ):
                province = name
            above = province if self._is_mixed and name != province else ""
            if layout.province is not None and name != row[layout.province]:
                above = row[layout.province]
            own_code = name_and_code(row[layout.label])[1]
            code = code_text(row[layout.code]) if layout.code is not None and row[layout.code] else own_code
            year, month = self._period(number, layout)
            dimension, divided_by = self._part(row, layout, heads)
            unit = row[layout.unit] if layout.unit is not None else ""
            variable = row[layout.variable] if layout.variable is not None else ""
            yield _Row(number, name, code, above, kind, year, month, unit, variable, dimension, divided_by)

    def _figure_rows(self, layout: Layout) -> tuple[list[int], list[Label]]:
        numbers, labels, is_below = [], [], False
        above = [section_of(row[layout.label]) for row in self._rows[: layout.first] if _filled_count([row]) == 1]
        section = next((one for one in reversed(above) if one), "")
        carried = {column: "" for column in (layout.label, layout.province) if column is not None}
        is_long = layout.year is not None or bool(layout.breakdowns)
        for number in range(layout.first, len(self._rows)):
            row = self._rows[number]
            if not any(row):
                continue
            figures = [column for column in layout.values if row[column]]
            if is_footer(row, layout.label):
                is_below = True
            if is_below:
                self._aside(number, layout)
                continue
            if not figures and section_of(row[layout.label]):
                section = section_of(row[layout.label])
            if not figures and (section_of(row[layout.label]) or not self._is_region(row[layout.label])):
                self._counts["note"] += _filled_count([row])
                self._notes.append(" ".join(cell for cell in row if cell))
                continue
            self._counts["label"] += _filled_count([row]) - len(figures)
            self._counts["value"] += len(figures)
            _carry_down(row, layout, carried, is_long)
            numbers.append(number)
            labels.append(Label(self._name(row, layout), row[layout.label], section))
        return numbers, labels

    def _name(self, row: Sequence[str], layout: Layout) -> str:
        written = name_and_code(row[layout.label])[0]
        if layout.province is not None and written.lower() in TOTAL_LABELS:
            return name_and_code(row[layout.province])[0]
        return written

    def _aside(self, number: int, layout: Layout) -> None:
        row = self._rows[number]
        is_row = self._is_region(row[layout.label])
        figures = [column for column in layout.values if is_figure(row[column])] if is_row else []
        self._below += [self._sheet.place(number, column) for column in figures]
        self._counts["aside"] += len(figures)
        self._counts["note"] += _filled_count([row]) - len(figures)
        self._notes += [] if figures else [" ".join(cell for cell in row if cell)]

    def _period(self, number: int, layout: Layout) -> tuple[int | None, int | None]:
        row = self._rows[number]
        if layout.year is None:
            year = month = None
        else:
            said = read_heading(row[layout.year])
            if said.year is None:
                raise FormError(
                    "form.shifted_year", row=str(self._sheet.first_row + number + 1), written=row[layout.year]
                )
            year, month = said.year, said.month
        if layout.half is not None:
            month = read_period(row[layout.half], True)
        elif layout.month is not None:
            month = read_period(row[layout.month], False)
        return year, month

    def _part(self, row: Sequence[str], layout: Layout, heads: Sequence[str]) -> tuple[str | None, str]:
        """The part of the population a row is about: "" the total, None where no column divides the rows."""
        if not layout.breakdowns:
            return None, ""
        parts, columns = [], []
        for column in layout.breakdowns:
            words = plain_words(row[column]).lower()
            if words and words not in TOTALS and not is_not_published(words):
                parts.append(BREAKDOWNS.get(words, words))
                columns.append(heads[column] or "…")
        return " / ".join(parts), ", ".join(columns)

    def _has_lost_points(self, column: int, rows: Sequence[_Row]) -> bool:
        """True where 6.301.056 stands as text among stored decimals: there 250.991 was 250,991 people."""
        stored = self._sheet.stored
        texts = [self._rows[row.number][column] for row in rows if (row.number, column) not in stored]
        numbers = [self._rows[row.number][column] for row in rows if (row.number, column) in stored]
        return any(text.count(".") > 1 and is_figure(text) for text in texts) and any("." in one for one in numbers)

    def _cell(self, row: _Row, column: Column) -> PrintedCell:
        place = (row.number, column.number)
        text = self._rows[row.number][column.number]
        is_stored = place in self._sheet.stored
        said = read_cell(text, "." if is_stored else self._mark)
        problem = "table.row_shifted" if row.number in self._shifted and text else said.problem
        if said.value is not None or said.problem:
            problem = self._sheet.problems.get(place, problem)
        if is_stored and column.number in self._without_points:
            problem = problem or "table.points_lost"
        dimensions = [one for one in (row.dimension, column.dimension) if one]
        is_said = row.dimension is not None or column.dimension is not None
        return PrintedCell(
            row.name, row.code, row.above, row.variable or column.heading, row.unit or column.unit_printed,
            " / ".join(dimensions), row.year or column.year or 0,
            row.month if row.month is not None else column.month or 0,
            text, None if problem else said.value, problem, self._sheet.place(*place), row.kind,
            "" if is_said else _without_doubles(column.part, self._part_beside), said.unit, said.scale, row.divided_by,
        )  # fmt: skip


def _carry_down(row: list[str], layout: Layout, carried: dict[int, str], is_long: bool) -> None:
    """A name printed once above several rows of years or parts belongs to each of them."""
    if layout.province is not None:
        row[layout.province] = carried[layout.province] = row[layout.province] or carried[layout.province]
    if is_long and layout.province is None:
        row[layout.label] = carried[layout.label] = row[layout.label] or carried[layout.label]


def _without_doubles(*parts: str) -> str:
    return ", ".join(dict.fromkeys(one for part in parts if part for one in part.split(", ")))


def _filled_count(rows: Sequence[Sequence[str]]) -> int:
    return sum(bool(cell) for row in rows for cell in row)


def _is_mixed(labels: Sequence[str], index: RegionIndex) -> bool:
    """True when provinces in capitals stand between districts that are not."""
    provinces = [text for text in labels if text.isupper() and regions_of_name(index, text, "province")]
    districts = [text for text in labels if text and not text.isupper() and regions_of_name(index, text, "district")]
    return bool(provinces) and bool(districts)
