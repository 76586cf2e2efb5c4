"""Opens the decision book for the dashboard, once per process; a book that cannot be opened gives its sentence."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import streamlit as st

from dashboards.services.edition import data_folder
from pipelines.contract import decisions
from pipelines.contract.audit_trail import head_of
from pipelines.contract.decisions.store.engine import FILE_NAME, VARIABLE, address


def the_book() -> decisions.Book:
    """The book of the data folder. Raise BookError in one sentence; nothing is remembered then."""
    folder = data_folder()
    workflow = folder / "reference" / decisions.WORKFLOW_FILE
    changed_at = workflow.stat().st_mtime_ns if workflow.is_file() else 0
    return _opened_book(folder, address(folder), changed_at)


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened_book(folder: Path, where: str, workflow_changed_at: int) -> decisions.Book:
    return decisions.open_book(folder)


def head_of_day(day: date) -> decisions.Head | None:
    """The head of the chain as the day began; None before the first event, or where the book cannot be read."""
    folder = data_folder()
    if not (folder / FILE_NAME).exists() and not os.environ.get(VARIABLE):
        return None  # looking at a page makes no book
    try:
        return head_of(the_book(), day)
    except decisions.BookError:
        return None
