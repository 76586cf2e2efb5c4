"""One published file of any known form -> its printed table. The form is told from the content, never from the name."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.catalogue.regions import RegionIndex
from pipelines.history.forms.decode import delimited_grid, text_of
from pipelines.history.forms.grid import Grid, read_grid
from pipelines.history.forms.html import html_grid
from pipelines.history.forms.open_data import is_open_data, read_open_data
from pipelines.history.forms.table import FormError, PrintedTable
from pipelines.history.forms.webapi import is_webapi, read_webapi
from pipelines.history.forms.workbook import XLS_MAGIC, XLSX_MAGIC, workbook_grid
from pipelines.history.forms.world_bank import (
    is_world_bank_grid,
    is_world_bank_json,
    read_world_bank_grid,
    read_world_bank_json,
)

HTML_MARKS = (b"<html", b"<!doctype", b"<table", b"<frameset", b"<head", b"<body", b"<?xml")


def read_printed(path: Path, index: RegionIndex, title: str | None = None) -> PrintedTable:
    """Read one file. `title` stands in for what the file is called. Raises FormError with one sentence."""
    content = path.read_bytes()
    called = title or path.stem
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise FormError(f"{path.name}: the file is empty; fetch it again.")
    if content[:4] in (XLSX_MAGIC, XLS_MAGIC):
        return _from_grid(workbook_grid(path), called, index, "workbook", path.name)
    if start.startswith(HTML_MARKS):
        return _from_grid(html_grid(content, path.name), called, index, "html_table", path.name)
    if start[:1] in (b"{", b"["):
        return _from_json(content, path.name)
    return _from_grid(_delimited(content, path.name), called, index, "delimited", path.name)


def _delimited(content: bytes, file_name: str) -> Grid:
    try:
        return delimited_grid(text_of(content))
    except FormError as error:
        raise FormError(f"{file_name}: {error}") from None


def _from_grid(grid: Grid, title: str, index: RegionIndex, form: str, file_name: str) -> PrintedTable:
    try:
        if is_world_bank_grid(grid):
            return read_world_bank_grid(grid, title)
        if is_open_data(grid):
            return read_open_data(grid, title)
        return read_grid(grid, title, index, form)
    except FormError as error:
        raise FormError(f"{file_name}: {error}") from None


def _from_json(content: bytes, file_name: str) -> PrintedTable:
    try:
        payload = json.loads(text_of(content))
    except json.JSONDecodeError as error:
        raise FormError(f"{file_name}: the JSON ends or breaks at line {error.lineno}; fetch it again.") from None
    try:
        if isinstance(payload, dict) and is_webapi(payload):
            return read_webapi(payload, file_name)
        if is_world_bank_json(payload):
            return read_world_bank_json(payload, file_name)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormError(
            f"{file_name}: the JSON is not built as its publisher describes ({error!r}); fetch it again."
        ) from None
    raise FormError(f"{file_name}: this JSON is neither of the BPS WebAPI nor of the World Bank.")
