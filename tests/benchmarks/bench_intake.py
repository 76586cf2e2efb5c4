"""Reading, judging and storing the workbooks of every regional office against pandas merely reading them, in one run.

    uv run python -m tests.benchmarks.bench_intake [--files 552]

Prints seconds, ratios, and the largest memory of the receiving process and of any one child.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import xlsxwriter

from pipelines.contract.paths import Paths
from pipelines.reference.model import Assignment, Catalogue, Indicator, Region
from pipelines.reference.read import read_catalogue
from pipelines.sandbox.process_pool import ChildPool
from pipelines.submissions import ingest
from pipelines.submissions.inbox import MANIFEST
from pipelines.submissions.readers.read_file import read_file
from pipelines.submissions.rules.cells.units import unit_words
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.bootstrap import make_tables
from tests.conftest import copy_data

ROUND, UNIT, ROWS, WORKERS = "contoh-2027-1", "dit-anak", 300, 2
LOCKED = (
    *("kode_indikator", "indikator", "kode_wilayah", "wilayah", "satuan", "arah"),
    *("tahun_kondisi_awal", "kondisi_awal", "target_lalu", "target_nasional"),
)
AFTER = ("penyebut", "keyakinan", "sementara", "alasan", "data_dukung", "catatan")


class Timed(NamedTuple):
    seconds: float
    processor_seconds: float  # of all its processes
    own_mb: int
    child_mb: int
    told: str


def large_catalogue(folder: Path) -> Catalogue:
    """The bundled catalogue, in which one directorate owes 300 targets a year and more."""
    catalogue = read_catalogue(folder)
    more = tuple(Assignment(ROUND, UNIT, indicator.indicator_code, "province") for indicator in provincial(catalogue))
    return replace(catalogue, assignments=(*catalogue.assignments, *more))


def provincial(catalogue: Catalogue) -> list[Indicator]:
    found = [item for item in catalogue.indicators.values() if item.is_target_allowed and item.upper_bound == 100]
    return [item for item in found if item.region_level == "province"]


def written_rows(catalogue: Catalogue) -> list[tuple[Indicator, Region]]:
    regions = [item for item in catalogue.regions.values() if item.region_level == "province" and not item.valid_to]
    pairs = [(indicator, region) for indicator in provincial(catalogue) for region in regions]
    if len(pairs) < ROWS:
        raise SystemExit(f"The catalogue gives {len(pairs)} pairs of indicator and province; {ROWS} are needed.")
    return pairs[:ROWS]


def write_workbook(path: Path, catalogue: Catalogue, dice: random.Random) -> int:
    """Write one filled template of 300 rows and 20 columns; give its number of cells."""
    headings = (*LOCKED, *(f"target_{year}" for year in catalogue.rounds[ROUND].target_years), *AFTER)
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    target, meta = book.add_worksheet("Target"), book.add_worksheet("_meta")
    meta.very_hidden()
    for line, entry in enumerate(
        {"template": "selaras-1", "version": "1", "round_id": ROUND, "unit_code": UNIT}.items()
    ):
        meta.write_row(line, 0, entry)
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    target.write_row(4, 0, headings)
    for row, (indicator, region) in enumerate(written_rows(catalogue), 5):
        sign = -1 if indicator.good_direction == "down" else 1
        first = dice.uniform(2, 4) if sign < 0 else dice.uniform(88, 94)
        path_of_targets = [
            round(first + sign * step * 0.4, 2) for step in range(len(headings) - len(LOCKED) - len(AFTER))
        ]
        before = (indicator.indicator_code, indicator.name_id, region.region_id, region.region_name)
        known = (
            unit_words(indicator.unit_of_measure).id,
            "turun" if sign < 0 else "naik",
            2025,
            round(first, 2),
            50.5,
            60.5,
        )
        after = (dice.randrange(1_000, 90_000), "A", "tidak", f"alasan baris {row}", "laporan dinas", f"catatan {row}")
        for column, value in enumerate((*before, *known, *path_of_targets, *after)):
            target.write(row, column, value, number if isinstance(value, float) else text)
    book.close()
    return (ROWS + 1) * len(headings)


def by_pandas(paths: list[Path], data: Paths) -> str:
    cells = sum(pd.read_excel(path, engine="openpyxl").size for path in paths)
    return f"{cells:,} cells"


def read_only(paths: list[Path], data: Paths) -> str:
    with ChildPool(read_file, large_catalogue(data.reference), workers=WORKERS) as pool:
        rows = sum(len(answer.rows) for _, answer in pool.run(paths))  # type: ignore[union-attr]
    return f"{rows:,} rows"


def received(paths: list[Path], data: Paths) -> str:
    """Read, judge and store: the whole way of a file through the door, warehouse and content store included."""
    with warehouse.writing(data) as connection:
        ingest.receive(connection, data, large_catalogue(data.reference))
        counted = "select count(*), count(*) filter (verdict = 'accepted') from register.judged_cell"
        cells, accepted = connection.execute(counted).fetchall()[0]
    return f"{cells:,} target cells, {accepted:,} accepted"


def timed(work: Callable[[list[Path], Paths], str], paths: list[Path], data: Paths) -> Timed:
    """Run one contender in a process of its own, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_timed, (work, paths, data))


def _timed(work: Callable[[list[Path], Paths], str], paths: list[Path], data: Paths) -> Timed:
    begun = time.perf_counter()
    told = work(paths, data)
    seconds = time.perf_counter() - begun
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor_seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return Timed(seconds, processor_seconds, own.ru_maxrss // 1024, children.ru_maxrss // 1024, told)


def prepared(folder: Path) -> Paths:
    """A data folder whose warehouse knows the published figures and has received nothing."""
    data = copy_data(folder / "data")
    (data.plans / MANIFEST).write_text("file,sha256,received_at\n", encoding="utf-8")
    with warehouse.writing(data) as connection:
        make_tables(connection, data, read_catalogue(data.reference), "core.observation")
    return data


def measure(files: int, folder: Path) -> dict[str, Timed]:
    """Write the workbooks into an inbox, then time pandas, the reading alone, and the whole reception."""
    data = prepared(folder)
    catalogue, dice = large_catalogue(data.reference), random.Random(ROUND)
    paths = [data.inbox / f"usulan-{number:03}.xlsx" for number in range(files)]
    an_hour_ago = datetime.now().timestamp() - 3_600
    for path in paths:
        write_workbook(path, catalogue, dice)
        os.utime(path, (an_hour_ago, an_hour_ago))
    contenders: dict[str, Any] = {"pandas.read_excel": by_pandas, "read": read_only, "read, judged, stored": received}
    return {name: timed(work, paths, data) for name, work in contenders.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=552)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        found = measure(files, Path(folder))
    yardstick = found["pandas.read_excel"].seconds
    print(f"{files} workbooks of {ROWS} rows")
    for name, timing in found.items():
        clock = f"{timing.seconds:7.1f} s  ratio {timing.seconds / yardstick:5.2f}"
        used = f"processor {timing.processor_seconds:6.1f} s, {timing.own_mb} MB, a child {timing.child_mb} MB"
        print(f"{name:22} {clock}  {used}  ({timing.told})")


if __name__ == "__main__":
    main()
