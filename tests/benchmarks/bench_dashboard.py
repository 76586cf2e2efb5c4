"""Script runs of the dashboard's pages on an edition, and ten people clicking at once before one server.

    uv run python -m tests.benchmarks.bench_dashboard [--runs 20] [--people 10] [--round R] [--limit 150]

Prints milliseconds (median and p95) per page, the same for people clicking together, and memory; exits with 1 above
the limit at p95 of a single script run, or above 1 s at p95 for people clicking together. SELARAS_DATA chooses the data
folder as everywhere; for the whole-meeting size make it with stress_edition.py and add `--round uji-beban-4
--limit 300`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")

from streamlit.testing.v1 import AppTest

from dashboards.services.edition import CHECKOUT, current, data_folder
from dashboards.services.preload import import_early
from dashboards.state.routes import there_are
from pipelines.contract.guarded_tables import Scope
from tests.dashboards.viewers import crowd, serving

CROWD_LIMIT_MS = 800.0


def open_page(page: str, chosen: dict[str, str]) -> AppTest:
    """One person's session, standing on a page with what was chosen in the URL."""
    app = AppTest.from_file(str(CHECKOUT / "dashboards" / "app.py"), default_timeout=120)
    app.query_params.update(chosen)
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}/page.py")
        app.query_params.update(chosen)
        app.run()
    return app


def run_milliseconds(app: AppTest, runs: int) -> list[float]:
    """The time of each of several runs of the script, in milliseconds."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        app.run()
        taken.append(1000 * (time.perf_counter() - started))
    if app.exception:
        raise SystemExit(f"a page failed: {app.exception[0].value}")
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def resident_megabytes(process: subprocess.Popen[bytes]) -> float:
    with Path(f"/proc/{process.pid}/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--round", default="", help="Planning round to look at; without it the first one.")
    parser.add_argument("--limit", type=float, default=150.0, help="Milliseconds a single script run may take at p95.")
    asked = parser.parse_args()
    chosen = {"round": asked.round} if asked.round else {}
    import_early()
    if current(Scope()) is None:
        raise SystemExit(f"{data_folder()} holds no edition, so every page is empty; run `selaras refresh` first.")
    worst = 0.0
    for page in there_are():
        started = time.perf_counter()
        app = open_page(page, chosen)
        first = 1000 * (time.perf_counter() - started)
        taken = run_milliseconds(app, asked.runs)
        worst = max(worst, p95(taken))
        print(f"{page:12} first {first:6.0f} ms  median {statistics.median(taken):5.0f} ms  p95 {p95(taken):5.0f} ms")
    with tempfile.TemporaryDirectory() as folder, serving(data_folder(), Path(folder) / "log") as (address, process):
        crowd(address, 1, 2, chosen)
        alone = resident_megabytes(process)
        visits = crowd(address, asked.people, 8, chosen)
        grown = (resident_megabytes(process) - alone) / asked.people
    arrived, together = [visit[0] for visit in visits], [taken for visit in visits for taken in visit[1:]]
    print(f"{asked.people} arrive at once  slowest {max(arrived):5.0f} ms")
    print(f"{asked.people} click at once   median {statistics.median(together):5.0f} ms  p95 {p95(together):5.0f} ms")
    print(f"memory of the server {alone:.0f} MB with one viewer, {grown:.1f} MB for each further one")
    print(f"worst p95 of one run: {worst:.0f} ms (limit {asked.limit:.0f} ms; together {CROWD_LIMIT_MS:.0f} ms)")
    return 0 if worst <= asked.limit and p95(together) <= CROWD_LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
