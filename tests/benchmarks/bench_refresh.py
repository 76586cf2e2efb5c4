"""Times the refresh on the bundled figures beside its own imports: `uv run python -m tests.benchmarks.bench_refresh`.

Prints seconds, peak memory and ratios of one run on this machine; asserts nothing.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.contract.paths import CHECKOUT, Paths
from tests.conftest import copy_data

IMPORTS = (
    "import pipelines.cli, pipelines.commands.refresh, pipelines.steps.models.judgement, pipelines.submissions.ingest"
)
NOTHING_NEW_IMPORTS = "import pipelines.cli, pipelines.commands.refresh"
ONE_FILE = 'putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\ncontoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,"81,5"\n'  # noqa: E501


def timed(paths: Paths, *command: str) -> tuple[float, str]:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - started, done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = copy_data(Path(folder) / "data")
        imports, _ = timed(paths, "-c", IMPORTS)
        light_imports, _ = timed(paths, "-c", NOTHING_NEW_IMPORTS)
        whole, _ = timed(paths, "-m", "pipelines.cli", "refresh")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        nothing, said = timed(paths, "-m", "pipelines.cli", "refresh")
        assert said.startswith("Nothing new"), said
        (paths.inbox / "satu.csv").write_text(ONE_FILE)
        one, said = timed(paths, "-m", "pipelines.cli", "refresh")
        intake = next(line for line in said.splitlines() if line.startswith("Intake:"))
    print(f"imports of the refresh alone              {imports:6.2f} s")
    print(
        f"refresh from nothing to edition           {whole:6.2f} s   {whole / imports:5.1f} x its imports (limit 15 s)"
    )
    print(f"  peak memory of one process              {peak:6.0f} MB (limit 1024 MB)")
    print(f"imports of the command alone              {light_imports:6.2f} s")
    print(
        f"refresh with nothing new                  {nothing:6.2f} s  {nothing - light_imports:5.2f} s more (limit 2 s)"
    )
    print(f"refresh with one new file                 {one:6.2f} s   {one / whole:5.2f} x from nothing (limit 6 s)")
    print(f"  {intake}")


if __name__ == "__main__":
    main()
