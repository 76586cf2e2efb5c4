"""A CSV submission as a sheet: its rows as text, line numbers kept, marked cells coloured. No judging."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from pipelines.outgoing.findings_sheet import FILLS, set_text
from pipelines.outgoing.findings_shown import SEVERITY_ORDER, ShownFinding, delimited_place
from pipelines.outgoing.guard import workbook_text

ROWS_SHEET = "Berkas"
ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")


def write_delimited_copy(book: Workbook, source: Path, findings: Sequence[ShownFinding]) -> None:
    """Add sheet Berkas: row n holds line n of the file; cells with findings carry their colour and sentences."""
    text = _decoded(source.read_bytes())
    first_line = text.partition("\n")[0]
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    sheet = book.create_sheet(ROWS_SHEET)
    columns: dict[str, int] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    for cells in reader:
        for column, value in enumerate(cells, start=1):
            set_text(sheet.cell(line, column), value)
        columns = columns or {name.strip().lower(): place for place, name in enumerate(cells, start=1)}
        line = reader.line_num + 1
    for finding in sorted(findings, key=lambda item: -SEVERITY_ORDER[item.severity]):
        place = delimited_place(finding)
        if place is None:
            continue
        cell = sheet.cell(place[0], columns.get(place[1], 1))
        cell.fill = FILLS[finding.severity]
        earlier = f"\n\n{cell.comment.text}" if cell.comment else ""
        cell.comment = Comment(
            workbook_text(f"{finding.message_id}\n{finding.message_en}{earlier}")[:30_000], "Selaras"
        )


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")
