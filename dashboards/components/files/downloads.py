"""Buttons for files of what is on screen. How a table becomes xlsx or csv stands in `contract/table_files.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import polars as pl
import streamlit as st

from dashboards.components.files import provenance
from dashboards.services import viewer
from dashboards.state.context import Visit
from pipelines.contract.table_files import delimited_table, workbook_table

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"


def buttons(visit: Visit, frame: Callable[[], pl.DataFrame], name: str, *, is_example: bool = False) -> None:
    """Two small buttons under a table; frame and file are made when they are asked for."""
    say, stem = visit.say, provenance.file_stem(visit, name, is_example=is_example)
    notes = provenance.notes(visit, name, is_example=is_example)
    with st.container(horizontal=True, key=f"downloads_{name}", gap="small"):
        st.download_button(
            say("download.xlsx"),
            lambda: workbook_table(frame(), sheet_name="Selaras", notes=notes, language=say.language),
            f"{stem}.xlsx",
            WORKBOOK_TYPE,
            key=f"xlsx_{name}",
            on_click=noting(f"{stem}.xlsx"),
            type="tertiary",
        )
        st.download_button(
            say("download.csv"),
            lambda: delimited_table(
                frame(), language=say.language, note=" · ".join(notes), note_heading=say("download.note_column")
            ),
            f"{stem}.csv",
            CSV_TYPE,
            key=f"csv_{name}",
            on_click=noting(f"{stem}.csv"),
            type="tertiary",
        )


def noting(file_name: str) -> Callable[[], None] | Literal["ignore"]:
    """What a press on a button also does: where people log in, the book says who took which file."""
    if not viewer.settings_now().is_on:
        return "ignore"
    return lambda: viewer.note("download", file=file_name)
