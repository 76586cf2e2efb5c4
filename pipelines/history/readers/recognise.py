"""One published file of any known form -> its printed table. The form is told from the content, never from the name."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.history.readers.decode import delimited_grid, text_of
from pipelines.history.readers.html import html_sheet
from pipelines.history.readers.publishers.webapi import is_webapi, read_webapi
from pipelines.history.readers.publishers.world_bank import (
    COUNTRY_CODE,
    ROWS_LOOKED_AT,
    indonesian_lines,
    is_world_bank_grid,
    is_world_bank_json,
    read_world_bank_grid,
    read_world_bank_json,
)
from pipelines.history.readers.sheet import Sheet
from pipelines.history.readers.table import FormError, PrintedTable
from pipelines.history.readers.tables_of import read_sheets
from pipelines.history.readers.workbook import XLS_MAGIC, XLSX_MAGIC, workbook_sheets
from pipelines.reference.regions import RegionIndex

LARGEST_FILE = 400_000_000  # bytes; the whole WDI download has about 200 million, of which Indonesia is read
LARGEST_TABLE = 40_000_000  # of any other publisher
LONGEST_LINE = 1_000_000
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
    content, other_rows = _bytes_of(path)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise FormError("form.empty")
    if content[:4] in (XLSX_MAGIC, XLS_MAGIC):
        return read_sheets(workbook_sheets(content, file_name), title, index, "workbook", file_name)
    if start.startswith(HTML_MARKS):
        return read_sheets([html_sheet(content)], title, index, "html_table", file_name)
    if start[:1] in (b"{", b"["):
        return _from_json(content, file_name)
    text, more_rows = indonesian_lines(text_of(content))
    grid = delimited_grid(text)
    if is_world_bank_grid(grid):
        return read_world_bank_grid(grid, title, other_rows + more_rows)
    return read_sheets([Sheet(grid)], title, index, "delimited", file_name)


def _bytes_of(path: Path) -> tuple[bytes, int]:
    """A file's bytes; of a World Bank download too large to hold, the lines of Indonesia and how many others it has."""
    if path.stat().st_size <= LARGEST_TABLE:
        return path.read_bytes(), 0
    with path.open("rb") as file:
        head = [file.readline(LONGEST_LINE) for _ in range(ROWS_LOOKED_AT)]
        if not any(COUNTRY_CODE.encode() in line.lower() for line in head):
            raise FormError("form.too_large", megabytes=str(LARGEST_TABLE // 1_000_000))
        kept, others = [], 0
        while line := file.readline(LONGEST_LINE):
            if b"IDN" in line:
                kept.append(line)
            else:
                others += 1
    return b"".join([*head, *kept]), others


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
