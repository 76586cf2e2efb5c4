"""The layout of Indonesian open-data portals: one row per region and year, `kode_…`, `nama_…`, the quantity, `tahun`.

In this layout a 0 stands for "not published" where a region has no figure yet; such a 0 is not a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.history.readers.grid import Grid
from pipelines.history.readers.headings import read_heading
from pipelines.history.readers.numbers import decimal_mark, read_cell
from pipelines.history.readers.table import FormError, PrintedCell, PrintedTable

_REGION_NAMES = ("nama_kabupaten_kota", "nama_kabkota", "kabupaten_kota", "nama_kabupaten", "nama_provinsi", "provinsi")
_REGION_CODES = ("kode_kabupaten_kota", "kode_kabkota", "kode_kabupaten", "bps_kode_kabupaten_kota", "kode_provinsi")
_PROVINCE_NAMES = ("nama_provinsi", "bps_nama_provinsi", "provinsi")
_UNIT = ("satuan",)
_YEAR = ("tahun",)
_MONTH = ("bulan", "semester", "periode", "periode_data")
_KEY = re.compile(r"^(id|no|kode_.*|nama_.*|bps_.*|kemendagri_.*|kategori.*)$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the columns of one file stand; -1 for a column it lacks."""

    name: int
    code: int
    province: int
    unit: int
    year: int
    month: int
    values: tuple[int, ...]


def is_open_data(grid: Grid) -> bool:
    """True when the first filled row names a region column and a year column."""
    header = _header(grid)
    return any(name in header for name in _REGION_NAMES) and any(name in header for name in _YEAR)


def _header(grid: Grid) -> list[str]:
    first = next((row for row in grid if any(cell.strip() for cell in row)), [])
    return [re.sub(r"\s+", "_", cell.strip().lower()) for cell in first]


def _columns(header: Sequence[str]) -> _Place:
    def find(names: Sequence[str]) -> int:
        return next((header.index(name) for name in names if name in header), -1)

    keys = {find(_UNIT), find(_YEAR), find(_MONTH), find(_REGION_NAMES)}
    values = tuple(n for n, name in enumerate(header) if name and n not in keys and not _KEY.match(name))
    if not values:
        raise FormError("form.no_value_column")
    name, province = find(_REGION_NAMES), find(_PROVINCE_NAMES)
    return _Place(
        name, find(_REGION_CODES), province if province != name else -1, find(_UNIT), find(_YEAR), find(_MONTH), values
    )


def read_open_data(grid: Grid, title: str) -> PrintedTable:
    """Read the layout; zeros before a region's first figure become "not published"."""
    header = _header(grid)
    place = _columns(header)
    rows = [[*(cell.strip() for cell in row), *[""] * (len(header) - len(row))] for row in grid if any(row)][1:]
    mark = decimal_mark({row[column] for row in rows for column in place.values})
    cells = []
    for number, row in enumerate(rows, start=2):
        year = read_heading(row[place.year]).year
        if year is None:
            raise FormError("form.shifted_year", row=str(number), written=row[place.year])
        month = read_heading(row[place.month]).month if place.month >= 0 else None
        for column in place.values:
            text = row[column]
            value, is_unread = read_cell(text, mark)
            cells.append(
                PrintedCell(
                    row[place.name],
                    row[place.code] if place.code >= 0 else "",
                    row[place.province] if place.province >= 0 else "",
                    header[column],
                    row[place.unit] if place.unit >= 0 else "",
                    "",
                    year,
                    month or 0,
                    text,
                    value,
                    is_unread,
                    f"{number}:{column + 1}",
                )
            )
    return PrintedTable("open_data", title, "Open Data", _without_early_zeros(cells))


def _without_early_zeros(cells: list[PrintedCell]) -> list[PrintedCell]:
    """A 0 before the first figure of its region is a sign for "not published"; a later 0 stays, to be marked."""
    first: dict[tuple[str, str, str], tuple[int, int]] = {}
    for cell in cells:
        if cell.value:
            key = (cell.region_printed, cell.province_printed, cell.heading)
            first[key] = min(first.get(key, (9999, 0)), (cell.year, cell.month))
    return [
        cell._replace(value=None)
        if cell.value == 0
        and (cell.year, cell.month) < first.get((cell.region_printed, cell.province_printed, cell.heading), (9999, 0))
        else cell
        for cell in cells
    ]
