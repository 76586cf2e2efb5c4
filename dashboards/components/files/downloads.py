"""Files of what is on screen: xlsx and csv, guarded against cells that a spreadsheet would run as formulas."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import polars as pl
import streamlit as st
import xlsxwriter

from dashboards.components.files import provenance
from dashboards.state.context import Visit

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def buttons(visit: Visit, frame: Callable[[], pl.DataFrame], name: str, *, is_example: bool = False) -> None:
    """Two small buttons under a table; frame and file are made when they are asked for."""
    say, stem = visit.say, provenance.file_stem(visit, name, is_example=is_example)
    notes = provenance.notes(visit, name, is_example=is_example)
    decimal_sign = say.separators[0]
    note = {say("download.note_column"): " · ".join(notes)}
    with st.container(horizontal=True, key=f"downloads_{name}", gap="small"):
        st.download_button(
            say("download.xlsx"),
            lambda: as_xlsx(frame(), "\n".join(notes)),
            f"{stem}.xlsx",
            WORKBOOK_TYPE,
            key=f"xlsx_{name}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            say("download.csv"),
            lambda: as_csv(frame().with_columns(pl.lit(text).alias(name) for name, text in note.items()), decimal_sign),
            f"{stem}.csv",
            "text/csv",
            key=f"csv_{name}",
            on_click="ignore",
            type="tertiary",
        )


def as_csv(frame: pl.DataFrame, decimal_sign: str = ",") -> bytes:
    """Write a frame as UTF-8 with BOM; semicolons and decimal commas for Indonesian, commas and points for English."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if decimal_sign == "," else ",", lineterminator="\r\n")
    writer.writerow([_plain(name, decimal_sign) for name in frame.columns])
    for row in frame.iter_rows():
        writer.writerow([_plain(figure, decimal_sign) for figure in row])
    return ("\ufeff" + sheet.getvalue()).encode("utf-8")


def _plain(figure: Any, decimal_sign: str) -> str:
    if figure is None:
        return ""
    if isinstance(figure, bool):
        return str(figure)
    if isinstance(figure, float):
        return repr(figure).replace(".", decimal_sign) if math.isfinite(figure) else ""
    text = str(figure)
    is_text = not isinstance(figure, (int, date, datetime))
    return f"'{text}" if is_text and text.startswith(FORMULA_STARTS) else text


def as_xlsx(frame: pl.DataFrame, note: str) -> bytes:
    """Write a frame as a workbook: numbers as numbers, every text as text, the lines of the note beneath."""
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("Selaras")
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, name, heading)
            sheet.set_column(column, column, 24 if frame[name].dtype == pl.String else 14)
        for number, row in enumerate(frame.iter_rows(), start=1):
            for column, figure in enumerate(row):
                if isinstance(figure, (int, float)) and not isinstance(figure, bool):
                    if math.isfinite(figure):
                        sheet.write_number(number, column, figure)
                elif figure is not None:
                    sheet.write_string(number, column, str(figure))
        for number, line in enumerate(note.splitlines(), start=frame.height + 2):
            sheet.write_string(number, 0, line)
        sheet.freeze_panes(1, 1)
    return made.getvalue()
