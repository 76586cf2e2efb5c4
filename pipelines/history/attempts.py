"""Every time a publisher was asked: what came of it, kept beside the fetched tables in `published/attempts.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pipelines.history.clients import Outcome

PAUSE = timedelta(days=1)
FAILURES = ("failed", "refused")  # no answer, or an answer that is no table to trust
ATTEMPTS = Path("published") / "attempts.csv"

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "publisher": pl.String,
    "code": pl.String,
    "asked_at": pl.Datetime("us", "UTC"),
    "outcome": pl.String,
    "message_id": pl.String,
    "message_en": pl.String,
    "figure_count": pl.Int64,
    "sha256": pl.String,
}


def record(folder: Path, outcomes: Iterable[Outcome], asked_at: datetime) -> None:
    """Add a row for each outcome; what was never asked of a publisher is no attempt."""
    asked = [outcome for outcome in outcomes if outcome.request is not None]
    if not asked:
        return
    path = folder / ATTEMPTS
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        if is_new:
            writer.writerow(SCHEMA)
        at = asked_at.astimezone(UTC).isoformat(timespec="seconds")
        for each in asked:
            assert each.request is not None
            said = (each.message_id, each.message_en)
            count = "" if each.figure_count is None else each.figure_count
            writer.writerow([each.request.publisher, each.request.code, at, each.status, *said, count, each.sha256])


def attempts(folder: Path) -> pl.DataFrame:
    """One row for each table asked of a publisher, in the order of asking; none before the first.

    `outcome`: new, unchanged, refused (an answer that is no table to trust), failed (no answer), paused. `figure_count`
    and `sha256` are null where no answer came.
    """
    path = folder / ATTEMPTS
    if not path.is_file():
        return pl.DataFrame(schema=SCHEMA)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [
            {
                **row,
                "asked_at": datetime.fromisoformat(row["asked_at"]),
                "figure_count": int(row["figure_count"]) if row["figure_count"] else None,
                "sha256": row["sha256"] or None,
            }
            for row in csv.DictReader(handle)
        ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def failures_in_a_row(folder: Path, now: datetime) -> dict[str, int]:
    """How many of each publisher's last attempts failed, counted back to the last good one, if the last was today."""
    found: dict[str, int] = {}
    asked = attempts(folder).filter(pl.col("outcome") != "paused")
    for (publisher,), rows in asked.partition_by("publisher", as_dict=True).items():
        if now - rows["asked_at"].max() < PAUSE:  # type: ignore[operator]  # a column of instants
            outcomes = reversed(rows["outcome"].to_list())
            found[str(publisher)] = sum(1 for _ in takewhile(lambda outcome: outcome in FAILURES, outcomes))
    return found
