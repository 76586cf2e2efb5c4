"""Reading the workbooks of every regional office against pandas reading the same files, in one run.

    uv run python -m tests.benchmarks.bench_intake [--files 552]

Prints seconds, cells a second, the ratio, and the largest memory of this process and of any one child.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import xlsxwriter

from pipelines.catalogue.model import Catalogue
from pipelines.catalogue.read import read_catalogue
from pipelines.intake.children import ChildPool
from pipelines.intake.door import read_file
from pipelines.paths import CHECKOUT

ROUND, ROWS, WORKERS = "contoh-2027-1", 300, 2
LOCKED = (
    *("kode_indikator", "indikator", "kode_wilayah", "wilayah", "satuan", "arah"),
    *("tahun_kondisi_awal", "kondisi_awal", "target_lalu", "target_nasional"),
)
AFTER = ("penyebut", "keyakinan", "sementara", "alasan", "data_dukung", "catatan")


class Measured(NamedTuple):
    files: int
    cells: int
    pandas_seconds: float
    reading_seconds: float

    @property
    def ratio(self) -> float:
        return self.reading_seconds / self.pandas_seconds


def write_workbook(path: Path, unit_code: str, years: tuple[int, ...], dice: random.Random) -> int:
    """Write one filled template of 300 rows and 20 columns; give its number of cells."""
    headings = (*LOCKED, *(f"target_{year}" for year in years), *AFTER)
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    target, meta = book.add_worksheet("Target"), book.add_worksheet("_meta")
    meta.very_hidden()
    for line in enumerate({"template": "selaras-1", "version": "1", "round_id": ROUND, "unit_code": unit_code}.items()):
        meta.write_row(line[0], 0, line[1])
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    target.write_row(4, 0, headings)
    for row in range(ROWS):
        before = (f"indikator_{row % 30}", f"Nama indikator ke-{row % 30}", "11.01", "Aceh Selatan", "persen", "naik")
        figures = (2025, *(round(dice.uniform(1, 99), 2) for _ in range(3 + len(years))), dice.randrange(10_000))
        after = ("A", "tidak", f"alasan baris {row}", "laporan dinas", "")
        for column, value in enumerate((*before, *figures, *after)):
            target.write(5 + row, column, value, number if isinstance(value, float) else text)
    book.close()
    return (ROWS + 1) * len(headings)


def measure(files: int, folder: Path, catalogue: Catalogue) -> Measured:
    """Write `files` workbooks, then time pandas and the pool on the very same ones."""
    units = [unit.unit_code for unit in catalogue.units.values() if unit.kind == "regional_office"][:files]
    dice = random.Random(ROUND)
    paths = [folder / f"{unit}.xlsx" for unit in units]
    years = catalogue.rounds[ROUND].target_years
    cells = sum(write_workbook(path, path.stem, years, dice) for path in paths)
    begun = time.perf_counter()
    for path in paths:
        pd.read_excel(path, engine="openpyxl")
    pandas_seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    with ChildPool(read_file, catalogue, workers=WORKERS) as pool:
        rows = sum(len(reading.rows) for _, reading in pool.run(paths))  # type: ignore[union-attr]
    reading_seconds = time.perf_counter() - begun
    if rows != ROWS * len(paths):
        raise SystemExit(f"{rows} rows were read, {ROWS * len(paths)} were written; the figures mean nothing.")
    return Measured(len(paths), cells, pandas_seconds, reading_seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=552)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        found = measure(files, Path(folder), read_catalogue(CHECKOUT / "data" / "reference"))
    print(f"{found.files} workbooks, {found.cells:,} cells")
    print(f"pandas.read_excel  {found.pandas_seconds:7.1f} s  {found.cells / found.pandas_seconds:10,.0f} cells/s")
    print(f"read by the door   {found.reading_seconds:7.1f} s  {found.cells / found.reading_seconds:10,.0f} cells/s")
    print(f"ratio {found.ratio:.2f} (below 1 is faster than pandas)")
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"largest memory: this process {own} MB (pandas included), any one child {child} MB")


if __name__ == "__main__":
    main()
