"""One published file of any known form -> its printed table. The form is told from the content, never from the name."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.history.readers.decode import delimited_grid, text_of
from pipelines.history.readers.grid import Grid, read_grid
from pipelines.history.readers.html import html_grid
from pipelines.history.readers.open_data import is_open_data, read_open_data
from pipelines.history.readers.table import FormError, PrintedTable
from pipelines.history.readers.webapi import is_webapi, read_webapi
from pipelines.history.readers.workbook import XLS_MAGIC, XLSX_MAGIC, workbook_grid
from pipelines.history.readers.world_bank import (
    indonesian_lines,
    is_world_bank_grid,
    is_world_bank_json,
    read_world_bank_grid,
    read_world_bank_json,
)
from pipelines.reference.regions import RegionIndex

LARGEST_FILE = 400_000_000  # bytes; the whole WDI download has about 200 million
HTML_MARKS = (b"<html", b"<!doctype", b"<table", b"<frameset", b"<head", b"<body", b"<?xml")


def read_printed(path: Path, index: RegionIndex, title: str | None = None, name: str = "") -> PrintedTable:
    """Read one file. `title` stands in for what the file is called, `name` for its own name. Raises FormError."""
    try:
        return _read(path, index, title or path.stem, name or path.name)
    except FormError as error:
        raise error.about(name or path.name) from None


def _read(path: Path, index: RegionIndex, title: str, file_name: str) -> PrintedTable:
    if path.stat().st_size > LARGEST_FILE:
        raise FormError("form.too_large", megabytes=str(LARGEST_FILE // 1_000_000))
    content = path.read_bytes()
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise FormError("form.empty")
    if content[:4] in (XLSX_MAGIC, XLS_MAGIC):
        return _from_grid(workbook_grid(path), title, index, "workbook")
    if start.startswith(HTML_MARKS):
        return _from_grid(html_grid(content), title, index, "html_table")
    if start[:1] in (b"{", b"["):
        return _from_json(content, file_name)
    text, other_rows = indonesian_lines(text_of(content))
    return _from_grid(delimited_grid(text), title, index, "delimited", other_rows)


def _from_grid(grid: Grid, title: str, index: RegionIndex, form: str, other_rows: int = 0) -> PrintedTable:
    if is_world_bank_grid(grid):
        return read_world_bank_grid(grid, title, other_rows)
    if is_open_data(grid):
        return read_open_data(grid, title)
    return read_grid(grid, title, index, form)


def _from_json(content: bytes, file_name: str) -> PrintedTable:
    try:
        payload = json.loads(text_of(content))
    except json.JSONDecodeError as error:
        raise FormError("form.json_broken", line=str(error.lineno)) from None
    except RecursionError:
        raise FormError("form.json_unknown") from None
    try:
        if isinstance(payload, dict) and is_webapi(payload):
            return read_webapi(payload, file_name)
        if is_world_bank_json(payload):
            return read_world_bank_json(payload)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormError("form.json_other_shape", said=repr(error)) from None
    raise FormError("form.json_unknown")
