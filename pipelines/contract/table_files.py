"""A table as a file, xlsx or CSV: one writer for the command line and the screen, behind the one guard.

Text is never a formula, numbers are numbers, missing stays blank, and notes never stand between the rows.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
import xlsxwriter

from pipelines.contract.formula_guard import delimited_text, workbook_text

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
DECIMALS = "#,##0.00##"  # two to four decimals are shown; the cell holds the whole number
WIDEST, TEXT_WIDTH, NUMBER_WIDTH = 60, 24, 14  # characters
LARGEST_EXACT = 1e15  # beyond it a spreadsheet rounds, so the digits leave as text
KEPT_DECIMALS, SMALL = 10, 1e-3  # what adding up leaves behind the tenth decimal goes; small figures keep all
Language = Literal["id", "en"]
NOTES = {"id": "Keterangan", "en": "Notes"}  # the sheet of notes
Target = Path | io.BytesIO


def write_workbook_table(
    frame: pl.DataFrame,
    out: Target,
    *,
    sheet_name: str = "Tabel",
    notes: Sequence[str] = (),
    language: Language = "id",
) -> None:
    """Write a frame as a workbook with headings, filters and frozen first row and column.

    `notes` (edition, selection, DATA CONTOH) go to a sheet of their own, so that a pivot table finds rows only.
    """
    if isinstance(out, Path):
        out.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, OPTIONS) as book:
        sheet = book.add_worksheet(sheet_name)
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        decimals = book.add_format({"num_format": DECIMALS})
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, workbook_text(name), heading)
            sheet.set_column(column, column, TEXT_WIDTH if frame[name].dtype == pl.String else NUMBER_WIDTH)
        for number, row in enumerate(frame.iter_rows(), start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value, decimals)
        sheet.freeze_panes(1, 1)
        if frame.width:
            sheet.autofilter(0, 0, max(frame.height, 1), frame.width - 1)
        if notes:
            note_sheet = book.add_worksheet(NOTES[language])
            note_sheet.set_column(0, 0, WIDEST)
            for number, note in enumerate(notes):
                note_sheet.write_string(number, 0, workbook_text(note))


def workbook_table(
    frame: pl.DataFrame, *, sheet_name: str = "Tabel", notes: Sequence[str] = (), language: Language = "id"
) -> bytes:
    """Give the same workbook as bytes, for a download."""
    made = io.BytesIO()
    write_workbook_table(frame, made, sheet_name=sheet_name, notes=notes, language=language)
    return made.getvalue()


def delimited_table(
    frame: pl.DataFrame, *, language: Language = "id", note: str = "", note_heading: str = "keterangan"
) -> bytes:
    """Give a frame as CSV with a BOM: `;` and decimal comma in Indonesian, `,` and dot in English.

    A `note` (DATA CONTOH) fills a last column, so that no row travels without it.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";" if language == "id" else ",", lineterminator="\r\n")
    writer.writerow([delimited_text(name) for name in frame.columns] + ([note_heading] if note else []))
    for row in frame.iter_rows():
        cells = [_delimited_cell(value, language) for value in row]
        writer.writerow(cells + ([delimited_text(note)] if note else []))
    return ("\ufeff" + made.getvalue()).encode("utf-8")


def write_delimited_table(frame: pl.DataFrame, out: Path, *, language: Language = "id", note: str = "") -> None:
    """Write the same CSV to a file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(delimited_table(frame, language=language, note=note))


def _write_cell(sheet: Any, row: int, column: int, value: Any, decimals: Any) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        sheet.write_blank(row, column, None)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int) and abs(value) < LARGEST_EXACT:
        sheet.write_number(row, column, value)
    elif isinstance(value, float) and abs(value) < LARGEST_EXACT:
        sheet.write_number(row, column, _plain(value), decimals)
    else:
        sheet.write_string(row, column, workbook_text(_text(value)))


def _delimited_cell(value: Any, language: Language) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return {"id": ("tidak", "ya"), "en": ("no", "yes")}[language][value]
    if isinstance(value, (int, float)):
        written = repr(_plain(value) if isinstance(value, float) else value)
        return written.replace(".", ",") if language == "id" else written
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return delimited_text(_text(value))


def _plain(value: float) -> float:
    """A figure without the rest that binary arithmetic leaves: 5.4, not 5.400000000000006."""
    return value if abs(value) < SMALL else round(value, KEPT_DECIMALS)


def _text(value: Any) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return " | ".join(str(item) for item in value)
    return str(value)
