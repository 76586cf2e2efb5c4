"""What leaves the current edition by command: a table as a file, a round in words."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.contract.table_files import write_delimited_table, write_workbook_table
from pipelines.errors import SelarasError
from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.returns.return_files import Copy, write_copy

EXAMPLE_NOTE = "DATA CONTOH: contains synthetic example figures"


class ExportError(SelarasError):
    """One sentence: which table, file or edition is missing, and what to do."""


def edition_or_error(paths: Paths) -> Path:
    """The current edition's file; raises ExportError before the first refresh."""
    edition = edition_reader.current_edition(paths)
    if edition is None:
        raise ExportError("There is no edition yet; run `selaras refresh` first.")
    return edition


def export(paths: Paths, table: str, out: Path, round_id: str | None = None) -> int:
    """Write one table of the edition to a .xlsx or .csv file, text guarded against formulas; return the row count."""
    with edition_reader.reading(edition_or_error(paths)) as connection:
        known = {
            f"{schema}.{name}"
            for schema, name in connection.execute(
                "select table_schema, table_name from information_schema.tables where table_schema <> 'main'"
            ).fetchall()
        }
        if table not in known:
            raise ExportError(f"The edition has no table {table!r}; choose one of {', '.join(sorted(known))}.")
        frame: pl.DataFrame = connection.sql(f"select * from {table} order by all").pl()
        rounds = connection.execute("select round_id from core.planning_round where is_example").fetchall()
    examples = {row[0] for row in rounds}
    if round_id is not None:
        if "round_id" not in frame.columns:
            raise ExportError(f"{table} has no rounds; leave --round away.")
        frame = frame.filter(frame["round_id"] == round_id)
    has_example = "round_id" in frame.columns and not examples.isdisjoint(frame["round_id"].unique().to_list())
    if out.suffix not in (".xlsx", ".csv"):
        raise ExportError(f"{out.name} ends in neither .xlsx nor .csv; name the file so.")
    if out.suffix == ".xlsx":
        write_workbook_table(frame, out, notes=[table, EXAMPLE_NOTE] if has_example else [table])
    else:
        write_delimited_table(frame, out, note=EXAMPLE_NOTE if has_example else "")
    return frame.height


def annotated_copy(paths: Paths, submission_id: str, out: Path) -> Path:
    """Write the annotated copy of a stored submission: its own cells marked, every finding in sheet Temuan."""
    with edition_reader.reading(edition_or_error(paths)) as connection:
        found = connection.execute(
            "select submission_id, file_name, coalesce(is_example, false) from core.submission "
            "left join core.planning_round using (round_id) where starts_with(submission_id, $begin)",
            {"begin": submission_id},
        ).fetchall()
        if len(found) != 1:
            raise ExportError(
                f"{len(found)} submissions of the edition begin with {submission_id!r}; give more of the id."
            )
        whole_id, file_name, is_example = found[0]
        findings = connection.execute(
            "select rule_id, severity, sheet, source_cell, written, message_id, message_en, is_justified "
            "from core.finding where submission_id = $id order by finding_number",
            {"id": whole_id},
        ).fetchall()
    rows = [RecordedFinding(*finding) for finding in findings]
    return write_copy(paths.store / whole_id, Copy(rows, out, Path(file_name).name, is_example))


def brief(
    paths: Paths, round_id: str, is_english: bool = False, target_year: int | None = None, out: Path | None = None
) -> str:
    """Say what the first screen says about a round; with `out`, write it as one A4 sheet and give the file's name."""
    from pipelines.exports.brief import as_pdf, first_screen, in_words

    sheet = first_screen(edition_or_error(paths), round_id, "en" if is_english else "id", target_year)
    if sheet is None:
        raise ExportError(f"The edition has no round {round_id!r}; choose one of planning_rounds.csv.")
    if out is None:
        return in_words(sheet)
    if out.suffix != ".pdf":
        raise ExportError(f"{out.name} does not end in .pdf; name the file so.")
    out.write_bytes(as_pdf(sheet))
    return str(out)
