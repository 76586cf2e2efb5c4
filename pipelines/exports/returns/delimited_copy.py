"""A CSV submission as a sheet: its rows as text, line numbers kept, marked cells coloured. No judging."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from pipelines.contract.formula_guard import workbook_text
from pipelines.exports.returns.findings_sheet import FILLS, set_text
from pipelines.exports.returns.findings_shown import SEVERITY_ORDER, ShownFinding, delimited_place
from pipelines.submissions.model.limits import LIMITS
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.delimited_text import SEPARATORS, Record, declared_separator, decode, records

ROWS_SHEET = "Berkas"
HEADING_LINES = 30


def write_delimited_copy(book: Workbook, source: Path, findings: Sequence[ShownFinding]) -> None:
    """Add sheet Berkas: row n holds line n of the file; cells with findings carry their colour and sentences.

    A file that the door cannot take apart gets no such sheet.
    """
    try:
        declared, text = declared_separator(decode(source.read_bytes())[0])
        found = records(text, declared or _separator(text), LIMITS)
    except Refusal:
        return
    sheet = book.create_sheet(ROWS_SHEET)
    for record in found:
        for column, value in enumerate(record.fields, start=1):
            set_text(sheet.cell(record.line, column), value)
    for finding in sorted(findings, key=lambda item: -SEVERITY_ORDER[item.severity]):
        place = delimited_place(finding)
        if place is None:
            continue
        cell = sheet.cell(place.line, place.column or _column(found, place.name))
        cell.fill = FILLS[finding.severity]
        earlier = f"\n\n{cell.comment.text}" if cell.comment else ""
        words = f"{finding.message_id}\n{finding.message_en}{earlier}"
        cell.comment = Comment(workbook_text(words)[:30_000], "Selaras")


def _separator(text: str) -> str:
    """Give the separator that stands most often in one of the first lines, where the headings are."""
    lines = text.splitlines()[:HEADING_LINES]
    return max(SEPARATORS, key=lambda separator: max((line.count(separator) for line in lines), default=0))


def _column(found: Sequence[Record], name: str) -> int:
    """Give the column under the heading of that name, the first column when no heading is spelled so."""
    for record in found[:HEADING_LINES]:
        titles = [field.strip().casefold() for field in record.fields]
        if name and name in titles:
            return titles.index(name) + 1
    return 1
