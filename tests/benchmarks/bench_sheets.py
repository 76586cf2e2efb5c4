"""How long the reference sheets of a whole round take (552 regions, PDF and workbook), and the bundle of the round.

Run: `uv run python -m tests.benchmarks.bench_sheets`. It reads the current edition of the data folder (`SELARAS_DATA`);
prints seconds, files and bytes, and exits with 1 above a limit.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pipelines.commands.forum.bundle import write_bundle
from pipelines.commands.forum.sheets import write_sheets
from pipelines.contract.paths import Paths

ROUND = "contoh-2027-1"
SHEETS_SECONDS, ONE_SECONDS, BUNDLE_SECONDS, BUNDLE_MB = 90.0, 1.0, 60.0, 30.0


def main() -> int:
    paths = Paths.from_environment()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        started = time.perf_counter()
        written = write_sheets(paths, ROUND, out / "sheets", forms=("pdf", "xlsx"))
        sheets = time.perf_counter() - started
        size = sum(file.stat().st_size for file in (out / "sheets").iterdir())
        started = time.perf_counter()
        write_sheets(paths, ROUND, out / "one", region_id="32", forms=("pdf", "xlsx"))
        one = time.perf_counter() - started
        started = time.perf_counter()
        bundle = write_bundle(paths, ROUND, out / "bundle")
        bundled = time.perf_counter() - started
    print(f"sheets: {written.region_count} regions, {written.file_count} files, {size / 1e6:.1f} MB in {sheets:.1f} s")
    print(f"one sheet: {one:.2f} s")
    print(f"bundle: {bundle.file_count} files, {bundle.size / 1e6:.1f} MB in {bundled:.1f} s")
    is_slow = sheets > SHEETS_SECONDS or one > ONE_SECONDS or bundled > BUNDLE_SECONDS
    return int(is_slow or bundle.size / 1e6 > BUNDLE_MB)


if __name__ == "__main__":
    sys.exit(main())
