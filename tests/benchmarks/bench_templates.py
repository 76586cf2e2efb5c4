"""How long it takes to make the templates of a whole round: 552 regional offices and the directorates, one command.

Run: `uv run python -m tests.benchmarks.bench_templates`. Prints seconds, workbooks a second and bytes;
exits with 1 above the limit.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.exports.templates.files import write_templates
from pipelines.exports.templates.reference_figures import reference_figures
from pipelines.reference.read import read_catalogue

ROUND = "contoh-2027-1"
LIMIT_SECONDS = 30.0  # of processor time, so that a busy machine breaks nothing


def main() -> int:
    paths = Paths(CHECKOUT / "data")
    started = time.perf_counter()
    catalogue = read_catalogue(paths.reference)
    figures = reference_figures(paths, catalogue, ROUND)
    fetched, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        made = write_templates(catalogue, figures, ROUND, None, Path(folder))
        seconds, worked = time.perf_counter() - fetched, time.process_time() - worked
        size = sum(path.stat().st_size for path in made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"reference figures: {len(figures.baselines)} baselines in {fetched - started:.1f} s")
    print(
        f"templates: {len(made)} workbooks in {seconds:.1f} s ({len(made) / seconds:.0f} a second), "
        f"{worked:.1f} s of processor time"
    )
    print(f"size: {size / 1e6:.1f} MB; peak memory of the process: {peak:.0f} MB")
    return int(worked > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
