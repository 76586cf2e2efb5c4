"""The gap mart over villages, made by DuckDB on this machine and by Spark, against the rows.

    uv run --extra spark python -m tests.benchmarks.bench_villages [--rows 100000 1000000] [--spark local[2]]

Each size and engine runs in a process of its own. Prints wall and processor seconds and the largest memory, which for
Spark is Python's and the Java machine's together; generating the inputs and sending them to the lake is not counted,
bringing the answer back is. Above a million rows give Spark more than its own memory (SELARAS_SPARK_MEMORY=6g). What
a size that fails says stands above its line, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipelines.contract.paths import CHECKOUT
from pipelines.steps.ledger import Ledger
from pipelines.warehouse.engines.duckdb import DuckDbEngine
from pipelines.warehouse.engines.engine import Engine
from pipelines.warehouse.engines.lake import Lake
from pipelines.warehouse.engines.spark import SparkEngine
from pipelines.warehouse.engines.spark_session import open_session
from pipelines.warehouse.models import needed_for
from tests.benchmarks.bench_gap import ROUNDS, TARGET_YEARS, generate
from tests.benchmarks.bench_growth import GIVEN
from tests.sql.small_tables import empty_warehouse

VILLAGES = 83_000
ENGINES = ("duckdb", "spark")
MADE = [table for table in needed_for("mart.target_gap") if table.table not in GIVEN]
TICKS = os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from descendants(int(child))


def processor_seconds() -> float:
    spent = 0
    for pid in descendants(os.getpid()):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent / TICKS


def largest_gigabytes() -> float:
    total = 0
    for pid in descendants(os.getpid()):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        total += next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return total / 1024**2


def measure(engine: str, rows: int, address: str) -> dict[str, float]:
    """Make the gap mart of about so many rows by one engine."""
    with tempfile.TemporaryDirectory() as folder, empty_warehouse(f"{folder}/villages.duckdb") as connection:
        connection.execute("set threads = 2; set memory_limit = '6GB'; set preserve_insertion_order = false")
        generate(connection, max(1, rows // (ROUNDS * TARGET_YEARS)), VILLAGES)
        asked: Engine = DuckDbEngine(connection)
        if engine == "spark":
            asked = SparkEngine(connection, open_session(address), Lake(Path(folder) / "lake"), address)
        ledger = Ledger(connection)  # as in a refresh: what stands is known by its fingerprint
        for name in sorted({name for table in MADE for name in table.depends_on} - {table.table for table in MADE}):
            ledger.look(name)
            asked.put(name)
        started, before = time.perf_counter(), processor_seconds()
        count = 0
        for table in MADE:
            count = asked.create(table)
            ledger.look(table.table)
        wall, spent = time.perf_counter() - started, processor_seconds() - before
        return {"rows": count, "wall": wall, "processor": spent, "gigabytes": largest_gigabytes()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--spark", default="local[2]", help="Where Spark is: local[2], or sc://host:15002.")
    parser.add_argument("--one", choices=ENGINES, help="Measure one engine at one size and print it as JSON.")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, asked.rows[0], asked.spark)))
        return 0
    failed = False
    print(f"{'rows':>14} {'engine':>8} {'wall s':>10} {'processor s':>12} {'GB':>8}")
    for rows in asked.rows:
        for engine in ENGINES:
            command = [sys.executable, "-m", "tests.benchmarks.bench_villages", "--one", engine, "--rows", str(rows)]
            done = subprocess.run(
                [*command, "--spark", asked.spark], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=False
            )
            if done.returncode:
                failed = True
                print(f"{rows:>14,} {engine:>8} failed with exit code {done.returncode}", flush=True)
                continue
            one = json.loads(done.stdout.splitlines()[-1])
            told = f"{one['wall']:>10.2f} {one['processor']:>12.2f} {one['gigabytes']:>8.2f}"
            print(f"{one['rows']:>14,} {engine:>8} {told}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
