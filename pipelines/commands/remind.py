"""Who has to be asked for what in a round, as lines of text or as a file with a text for each unit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.analysis.tables.reminder import as_frame, headline, reminders
from pipelines.commands.export import EXAMPLE_NOTE, ExportError, edition_or_error
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.contract.table_files import write_delimited_table, write_workbook_table

ROUND = "select * from core.planning_round where round_id = $round_id"


def remind(
    paths: Paths,
    round_id: str,
    language: str = "id",
    out: Path | None = None,
    *,
    only_due: bool = False,
    now: datetime | None = None,
) -> str:
    """Say who is to be asked; with `out` (.csv or .xlsx) also write the list with a text for each unit."""
    now = now or datetime.now(UTC)
    with reading(edition_or_error(paths)) as connection:

        def ask(query: str, **parameters: Any) -> pl.DataFrame:
            frame: pl.DataFrame = connection.sql(query, params=parameters).pl()
            return frame

        rounds = ask(ROUND, round_id=round_id).to_dicts()
        if not rounds:
            raise ExportError(f"The edition has no round {round_id!r}; choose one of planning_rounds.csv.")
        found = reminders(ask, rounds[0], now)
    said = headline(found, rounds[0], now, language)
    kept = [each for each in found if each.is_due or not only_due]
    if out is not None:
        _write(as_frame(kept, language), out, language, EXAMPLE_NOTE if rounds[0]["is_example"] else "")
        return f"{said}\n{out}"
    lines = [
        f"{each.unit['unit_code']:<14} {each.kind_words(language)}; {each.missing} / {each.unit['expected']}: "
        f"{each.name(language)}"
        for each in kept
    ]
    return "\n".join([said, *lines])


def _write(frame: pl.DataFrame, out: Path, language: str, note: str) -> None:
    if out.suffix == ".csv":
        write_delimited_table(frame, out, language=language, note=note)  # type: ignore[arg-type]
    elif out.suffix == ".xlsx":
        write_workbook_table(frame, out, notes=[note] if note else [])
    else:
        raise ExportError(f"{out.name} ends in neither .xlsx nor .csv; name the file so.")
