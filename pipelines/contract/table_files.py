"""Tables that leave the house as xlsx or CSV, behind one guard: text is never a formula, missing stays blank."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
import xlsxwriter

from pipelines.contract.formula_guard import delimited_text, workbook_text

NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Language = Literal["id", "en"]


def write_workbook_table(
    frame: pl.DataFrame, out: Path, *, sheet_name: str = "Tabel", notes: Sequence[str] = ()
) -> Path:
    """Write a frame as a workbook; `notes` (edition, date, DATA CONTOH) go to sheet Keterangan."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(out), NO_FORMULAS) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True})
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, workbook_text(name), bold)
        for number, row in enumerate(frame.iter_rows(), start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        if notes:
            note_sheet = book.add_worksheet("Keterangan")
            for number, note in enumerate(notes):
                note_sheet.write_string(number, 0, workbook_text(note))
    return out


def write_delimited_table(frame: pl.DataFrame, out: Path, *, language: Language = "id", note: str = "") -> Path:
    """Write a frame as CSV with a BOM: `;` and decimal comma in Indonesian, `,` and dot in English. A `note`
    (DATA CONTOH) fills a last column `keterangan`, so that no row travels without it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if language == "id" else ",", lineterminator="\r\n")
        writer.writerow([delimited_text(name) for name in frame.columns] + (["keterangan"] if note else []))
        for row in frame.iter_rows():
            cells = [_delimited_cell(value, language) for value in row]
            writer.writerow(cells + ([delimited_text(note)] if note else []))
    return out


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        sheet.write_blank(row, column, None)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and abs(value) < 1e15:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, workbook_text(_text(value)))


def _delimited_cell(value: Any, language: Language) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return {"id": ("tidak", "ya"), "en": ("no", "yes")}[language][value]
    if isinstance(value, (int, float)):
        return repr(value).replace(".", ",") if language == "id" else repr(value)
    return delimited_text(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return " | ".join(str(item) for item in value)
    return str(value)
