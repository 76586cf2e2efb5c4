"""Reads a desk sheet: the hidden lines, then each row with a decision. Whether it may be taken is not asked here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pipelines.contract.desk_sheet_form import FILLED, HEADING_ROW, LOCKED, ROW_KEY
from pipelines.submissions.model.desk_rows import DeskRow, DeskSheet
from pipelines.submissions.rules.cells.numbers import Fault, read_cell
from pipelines.workbooks.grid import Grid

NUMBERS = ("ministry", "agreed")
LONGEST_TEXT = 2_000


def read_desk_sheet(grid: Grid | None, lines: Iterable[tuple[str, str]]) -> DeskSheet:
    """Give the sheet of the lines of `_meta` and of the grid of sheet `Meja`."""
    from pipelines.contract.decisions.sheets.sheet_form import (
        fingerprint,  # with it the book: 0.4 s no other file needs
    )

    said = dict(lines)
    sequences = tuple(
        (key.removeprefix(ROW_KEY), int(value))
        for key, value in said.items()
        if key.startswith(ROW_KEY) and value.isdigit()
    )
    session_id, role = said.get("session_id", ""), said.get("role", "")
    own = fingerprint(session_id, role, said.get("last_event", ""), sequences)
    rows = tuple(_rows(grid)) if grid is not None else ()
    return DeskSheet(session_id, said.get("round_id", ""), role, own == said.get("fingerprint"), sequences, rows)


def _rows(grid: Grid) -> Iterable[DeskRow]:
    headings = {cell.text.strip(): column for column, cell in grid.rows.get(HEADING_ROW, {}).items()}
    for number in sorted(row for row in grid.rows if row > HEADING_ROW):
        decision = grid.cell(number, headings.get("keputusan", "")).text.strip() if "keputusan" in headings else ""
        if decision:
            key = grid.cell(number, headings.get(LOCKED[0], "A"))
            yield _row(grid, number, headings, key.text.strip(), decision)


def _row(grid: Grid, number: int, headings: dict[str, str], key: str, decision: str) -> DeskRow:
    payload: dict[str, Any] = {}
    fault_rule = fault_written = ""
    for heading, field in FILLED.items():
        if heading not in headings or field == "action":
            continue
        cell = grid.cell(number, headings[heading])
        if field not in NUMBERS:
            if cell.text.strip():
                payload[field] = cell.text.strip()[:LONGEST_TEXT]
            continue
        read = read_cell(cell, lambda _: ",")
        if isinstance(read, Fault):
            fault_rule, fault_written = read.rule_id, cell.text
        elif read is not None:
            payload[field] = {"low": read.low, "high": read.high, "printed": cell.text.strip()}
    place = f"{grid.name}!{headings['keputusan']}{number}"
    return DeskRow(number, place, key, decision, json.dumps(payload, ensure_ascii=False), fault_rule, fault_written)
