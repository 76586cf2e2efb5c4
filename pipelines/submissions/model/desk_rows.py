"""A desk sheet as read: whose it says it is, and its filled rows; nothing here is judged."""

from __future__ import annotations

from typing import NamedTuple


class DeskRow(NamedTuple):
    """One filled row: `payload` holds numbers and texts, `fault_rule` the rule of a number that cannot be read."""

    row_number: int
    source_cell: str
    line_key: str
    decision: str
    payload: str  # JSON
    fault_rule: str = ""
    fault_written: str = ""


class DeskSheet(NamedTuple):
    session_id: str
    round_id: str
    role: str
    is_whole: bool  # the hidden lines give their own fingerprint
    sequences: tuple[tuple[str, int], ...]
    rows: tuple[DeskRow, ...]
