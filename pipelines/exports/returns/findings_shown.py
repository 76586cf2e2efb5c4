"""What a finding needs in order to be shown to a unit, wherever it comes from (a judgement or the register)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Protocol

SEVERITY_WORDS = {
    "reject": ("ditolak", "rejected"),
    "ask": ("perlu alasan", "needs a reason"),
    "note": ("catatan", "note"),
}
SEVERITY_ORDER = {severity: place for place, severity in enumerate(SEVERITY_WORDS)}


class ShownFinding(Protocol):
    """The part of a finding that a unit sees; `rules.Finding` and `RecordedFinding` both have it."""

    @property
    def rule_id(self) -> str: ...
    @property
    def severity(self) -> Any: ...
    @property
    def sheet(self) -> str: ...
    @property
    def source_cell(self) -> str: ...
    @property
    def written(self) -> str: ...
    @property
    def message_id(self) -> str: ...
    @property
    def message_en(self) -> str: ...
    @property
    def is_justified(self) -> bool: ...


class RecordedFinding(NamedTuple):
    """A finding as a row of `register.finding` or `core.finding`."""

    rule_id: str
    severity: str
    sheet: str
    source_cell: str
    written: str
    message_id: str
    message_en: str
    is_justified: bool = False


class CellPlace(NamedTuple):
    sheet: str
    cell: str


class LinePlace(NamedTuple):
    """A line of a CSV with the heading of the column, or its number, or neither."""

    line: int
    name: str
    column: int


def workbook_place(finding: ShownFinding) -> CellPlace | None:
    """Give sheet and cell of a finding about a workbook cell, None when it is about a row, a sheet or the file."""
    sheet, _, cell = finding.source_cell.rpartition("!")
    sheet = (sheet or finding.sheet).strip("'").replace("''", "'")
    if not sheet or not re.fullmatch(r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}", cell):
        return None
    return CellPlace(sheet, cell.replace("$", ""))


def delimited_place(finding: ShownFinding) -> LinePlace | None:
    """Give the place of a finding about a CSV cell, 'baris 12/target' or 'baris 1 kolom 3'; None for any other."""
    match = re.fullmatch(r"baris (\d+)(?:/(.+)| kolom (\d+))?", finding.source_cell)
    return LinePlace(int(match[1]), match[2] or "", int(match[3] or 0)) if match else None
