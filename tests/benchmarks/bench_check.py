"""Times `selaras check` of one workbook beside its own imports: `uv run python -m tests.benchmarks.bench_check`.

Prints medians of five runs in seconds, with and without the start of the process; exits 1 when a check needs a second
or more beyond its imports.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.contract.paths import Paths
from tests.benchmarks.bench_refresh import timed
from tests.conftest import copy_data

RUNS = 5
LIMIT_SECONDS = 1.0
IMPORTS = "import pipelines.cli, pipelines.commands.check, pipelines.exports.returns.answer"
WORKBOOK = "contoh-2027-1/dit-anak.xlsx"


def median(paths: Paths, *command: str) -> float:
    return statistics.median(timed(paths, *command)[0] for _ in range(RUNS))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = copy_data(Path(folder) / "data")
        timed(paths, "-m", "pipelines.cli", "refresh")
        checking = ("-m", "pipelines.cli", "check", str(paths.plans / WORKBOOK), "--json")
        nothing, imports, whole = median(paths, "-c", "pass"), median(paths, "-c", IMPORTS), median(paths, *checking)
    beyond = whole - imports
    print(f"python -c pass                            {nothing:6.2f} s")
    print(f"imports of the check                      {imports:6.2f} s")
    print(f"check of {WORKBOOK}      {whole:6.2f} s   {whole - nothing:5.2f} s beyond an empty process")
    print(f"  beyond its imports                      {beyond:6.2f} s   (limit {LIMIT_SECONDS:.0f} s)")
    return int(beyond >= LIMIT_SECONDS)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd} ended with {error.returncode}: {error.stderr}")
