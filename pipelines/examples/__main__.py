"""`python -m pipelines.examples` writes the bundled example rounds anew; `--check` only compares."""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from pipelines.contract.paths import Paths
from pipelines.examples.comparing import differing_files
from pipelines.examples.making import (
    HISTORY_FILE,
    example_history,
    make_submissions,
    manifest_rows,
    read_inventor,
)
from pipelines.examples.registering import register_history
from pipelines.examples.schedule import schedule
from pipelines.examples.work_plans import WORK_PLANS, write_work_plans


def main(arguments: list[str]) -> int:
    """Write or compare; 0 when the bundled files are those that the generator makes."""
    paths = Paths.from_environment()
    inventor = read_inventor(paths.reference)
    handings = schedule(inventor.catalogue)
    if arguments == ["--check"]:
        with tempfile.TemporaryDirectory() as folder:
            made = make_submissions(inventor, Path(folder))
            made += write_work_plans(inventor.catalogue, Path(folder))
            differing = differing_files(Path(folder), paths.plans, made)
        if (paths.history / HISTORY_FILE).read_text(encoding="utf-8") != example_history(inventor):
            differing.append(HISTORY_FILE)
        print("\n".join(f"differs: {name}" for name in differing) or f"{len(made)} files as generated")
        return 1 if differing else 0
    for old in paths.plans.glob("contoh-*/*"):
        old.unlink()
    make_submissions(inventor, paths.plans)
    write_work_plans(inventor.catalogue, paths.plans)
    _write_manifest(paths.plans, manifest_rows(paths.plans, [*handings, *WORK_PLANS]))
    register_history(paths.history, example_history(inventor))
    print(f"{len(handings) + len(WORK_PLANS)} files written; manifest.csv brought up to date")
    return 0


def _write_manifest(plans: Path, rows: list[tuple[str, str, str]]) -> None:
    """Keep the lines of real plans, replace those of the examples."""
    manifest = plans / "manifest.csv"
    with manifest.open(encoding="utf-8", newline="") as file:
        kept = [tuple(row) for row in csv.reader(file) if row and not row[0].startswith("contoh-")]
    with manifest.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*kept, *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
