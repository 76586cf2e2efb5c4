"""`selaras sheets`: the reference sheets of a round as PDF, workbook, CSV and JSON, one set of files a region."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.commands.export import edition_or_error
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.contract.table_files import Language, delimited_table
from pipelines.exports.sheets.facts import LOOK, Sheet, frame_of, read_sheets, say, sheet_text
from pipelines.exports.sheets.workbook import rkpd_workbook
from pipelines.exports.typeset import compile_pdf

Progress = Callable[[int, int], None]
FORMS = ("pdf", "xlsx", "csv", "json")


class WrittenSheets(NamedTuple):
    """What was written: for how many regions, and how many files."""

    region_count: int
    file_count: int


def write_sheets(
    paths: Paths,
    round_id: str,
    out: Path,
    *,
    region_id: str | None = None,
    language: Language = "id",
    forms: Sequence[str] = FORMS,
    progress: Progress | None = None,
) -> WrittenSheets:
    """Write the sheets of one region or of every region of a round into a folder; SheetError when there is none."""
    edition = edition_or_error(paths)
    with reading(edition) as connection:
        sheets = read_sheets(connection, edition.stem, round_id, language, region_id)
        ((built_at,),) = connection.execute("select built_at from core.edition_note").fetchall()
    out.mkdir(parents=True, exist_ok=True)
    for number, sheet in enumerate(sheets, start=1):
        for form in forms:
            content = in_form(sheet, form, built_at)
            (out / f"{file_stem(sheet)}.{form}").write_bytes(content)
        if progress:
            progress(number, len(sheets))
    return WrittenSheets(len(sheets), len(sheets) * len(forms))


def file_stem(sheet: Sheet) -> str:
    """Name a file by codes of ours only: round, region, language, and DATA CONTOH where it is one."""
    marks = ["lembar-acuan", sheet.round_id, sheet.region_id, sheet.language]
    return "-".join([*marks, "data-contoh"] if sheet.is_example else marks)


def in_form(sheet: Sheet, form: str, built_at: datetime) -> bytes:
    """Give one sheet in one form; the numbers of every form are those of the edition."""
    if form == "pdf":
        return compile_pdf(sheet_text(sheet), LOOK, built_at=int(built_at.timestamp()))
    if form == "xlsx":
        return rkpd_workbook(sheet)
    if form == "csv":
        note = say(sheet.language, "example") if sheet.is_example else ""
        return delimited_table(frame_of(sheet), language=sheet.language, note=note)  # type: ignore[arg-type]
    document = {
        "edition": sheet.edition,
        "round_id": sheet.round_id,
        "region_id": sheet.region_id,
        "region_name": sheet.region_name,
        "is_draft": sheet.is_draft,
        "is_example": sheet.is_example,
        "lines": frame_of(sheet).to_dicts(),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n").encode()
