"""A table's cells as texts, whatever file they came from, with what a text cannot show: sheet, state, joined cells,
cells that must not be read as numbers. Files become sheets in `decode.py`, `html.py` and `workbook.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Grid = Sequence[Sequence[str]]
Position = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file; a CSV or HTML page has one without a name. `problems` says of a cell why its text is no
    number (`value.formula`, `value.joined` …); `percent_cells` are those whose number format multiplies by 100."""

    rows: list[list[str]]
    name: str = ""
    is_hidden: bool = False
    problems: Mapping[Position, str] = field(default_factory=dict)
    percent_cells: frozenset[Position] = frozenset()
    stored: frozenset[Position] = frozenset()  # numbers of a workbook: exact, with a dot, whatever the texts prove
    far_cells: tuple[str, ...] = ()  # addresses of cells too far out to belong to any table; never read
    first_row: int = 0  # where `rows` begins in the file

    def place(self, row: int, column: int) -> str:
        """The address of a cell: `2024!C5` in a workbook, `baris:kolom` elsewhere."""
        row += self.first_row
        return f"{self.name}!{letters(column)}{row + 1}" if self.name else f"{row + 1}:{column + 1}"

    def part(self, start: int, end: int) -> Sheet:
        """Some of its rows as a sheet of their own, with addresses of the file."""

        def inside(places: Iterable[Position]) -> frozenset[Position]:
            return frozenset((row - start, column) for row, column in places if start <= row < end)

        return Sheet(
            [list(row) for row in self.rows[start:end]],
            self.name,
            self.is_hidden,
            {(row, column): self.problems[row + start, column] for row, column in inside(self.problems)},
            inside(self.percent_cells),
            inside(self.stored),
            first_row=self.first_row + start,
        )

    @property
    def filled_count(self) -> int:
        return sum(bool(cell.strip()) for row in self.rows for cell in row)


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
