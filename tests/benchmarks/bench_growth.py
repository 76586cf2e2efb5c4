"""How time and memory of the way from targets to the gap mart grow with the rows, and the exponent of that growth:

    uv run python -m tests.benchmarks.bench_growth [--most 1000000] [--whole]

Each size runs in a process of its own, so that its largest memory is its own. Prints processor seconds, memory, the
size of the file, and the slope of seconds over rows on logarithmic scales (1 is linear); exits with 1 above 1.1.

With `--whole` it is every table and the published edition, as stress_edition.py makes it beside the bundled figures,
and then the slowest page on it; needs a current edition. The bundled figures are in each size: no slope is asked.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import CHECKOUT
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import needed_for
from tests.benchmarks.bench_gap import ROUNDS, TARGET_YEARS, generate, seconds
from tests.benchmarks.stress_edition import ROUND, make
from tests.benchmarks.stress_edition import ROUNDS as STRESS_ROUNDS
from tests.sql.small_tables import empty_warehouse

GIVEN = {"core.observation", "core.target"}  # generated; what else leads to them is made of an empty register
LINEAR = 1.1
SMALLEST = 10_000
WHOLE_MEETING = 3_844_350  # targets of stress_edition.py
RUNS = 10  # of each page
FLOOR = 100_000  # below, starting a query costs more than its rows


def measure(rows: int) -> dict[str, float]:
    """Make the gap mart of about so many targets; give its rows, processor seconds, gigabytes and megabytes of file."""
    made = [table for table in needed_for("mart.target_gap") if table.table not in GIVEN]
    with tempfile.TemporaryDirectory() as folder, empty_warehouse(f"{folder}/growth.duckdb") as connection:
        connection.execute("set threads = 2; set memory_limit = '6GB'; set preserve_insertion_order = false")
        generate(connection, max(1, rows // (ROUNDS * TARGET_YEARS)))
        taken = seconds(lambda: [warehouse.create(connection, table) for table in made])
        count = warehouse.count(connection, "mart.target_gap")
        connection.execute("checkpoint")
        size = Path(f"{folder}/growth.duckdb").stat().st_size
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return {"rows": count, "seconds": taken, "gigabytes": largest, "megabytes": size / 1e6}


def measure_whole(rows: int) -> dict[str, float]:
    """Make an edition of about so many targets and open every page; give the same, and the slowest p95 of a page."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        taken = seconds(lambda: made.append(make(Path(folder), rows / WHOLE_MEETING, say=lambda line: None)))
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        with reading(made[0]) as edition:
            count = warehouse.count(edition, "mart.target_gap")
        os.environ["SELARAS_DATA"] = folder  # before a page is imported
        logging.disable(logging.WARNING)  # a page outside its server says so each time
        from dashboards.state.routes import there_are
        from tests.benchmarks.bench_dashboard import open_page, p95, run_milliseconds

        chosen = {"round": f"{ROUND}{STRESS_ROUNDS - 1}"}
        slowest = max(p95(run_milliseconds(open_page(page, chosen), RUNS)) for page in there_are())
        size = made[0].stat().st_size
    return {"rows": count, "seconds": taken, "gigabytes": largest, "megabytes": size / 1e6, "milliseconds": slowest}


def slope(points: list[tuple[float, float]]) -> float:
    """The exponent e of y = c·x^e that fits best on logarithmic scales."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(axis) / len(logs) for axis in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="Rows of the largest size.")
    parser.add_argument("--whole", action="store_true", help="Every table, the edition and the pages on it.")
    parser.add_argument("--one", type=int, help="Measure one size and print it as JSON.")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure_whole(asked.one) if asked.whole else measure(asked.one)))
        return 0
    sizes = [SMALLEST * 10 ** (step / 2) for step in range(17)]
    found = []
    more = ["--whole"] if asked.whole else []
    print(f"{'rows':>14} {'seconds':>10} {'µs a row':>10} {'GB':>8} {'file MB':>10}", "  page p95 ms" if more else "")
    for rows in (round(size) for size in sizes if size <= asked.most * 1.01):
        command = [sys.executable, "-m", "tests.benchmarks.bench_growth", "--one", str(rows), *more]
        done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
        one = json.loads(done.stdout)
        found.append(one)
        each = one["seconds"] / one["rows"] * 1e6
        told = (f"{one['rows']:>14,}", f"{one['seconds']:>10.2f}", f"{each:>10.2f}", f"{one['gigabytes']:>8.2f}")
        page = f"{one['milliseconds']:>13.0f}" if more else ""
        print(*told, f"{one['megabytes']:>10.1f}", page, flush=True)
    large = [(one["rows"], one["seconds"]) for one in found if one["rows"] >= FLOOR / 2]
    if len(large) < 2 or asked.whole:
        return 0
    exponent = slope(large)
    print(f"seconds grow with rows to the power {exponent:.2f} (limit {LINEAR}, from {FLOOR:,} rows)")
    return 0 if exponent <= LINEAR else 1


if __name__ == "__main__":
    sys.exit(main())
