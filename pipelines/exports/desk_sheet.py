"""Draws a desk sheet: the lines of a session with locked keys and numbers, a pick list, and room for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from pipelines.contract.decisions import Session, Standing, Workflow
from pipelines.contract.decisions.refusal import printed_number
from pipelines.contract.decisions.sheets.sheet_form import fingerprint, offered_actions
from pipelines.contract.desk_sheet_form import (
    DESK_SHEET,
    FILLED,
    HEADING_ROW,
    LIST_SHEET,
    LOCKED,
    META_SHEET,
    ROW_KEY,
    TEMPLATE,
    VERSION,
)

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {"kode_baris": 14, "indikator": 40, "wilayah": 22, "keputusan": 26, "alasan": 40, "status": 20}
LONGEST_SHOWN = 18


class SheetFacts(NamedTuple):
    """What a sheet shows: the session, its lines with their words, and where the book stood."""

    session: Session
    role: str
    standings: Sequence[Standing]
    names: Mapping[str, str]
    last_event: int
    is_example: bool


def write_desk_sheet(facts: SheetFacts, workflow: Workflow, out: Path) -> Path:
    """Write the sheet to `out`; every text goes in as text."""
    out.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(out), PLAIN)
    heading = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True})
    locked = book.add_format({"locked": True, "bg_color": "#E7E6E6", "text_wrap": True})
    free = book.add_format({"locked": False, "bg_color": "#FFF9DB", "text_wrap": True})
    sheet = book.add_worksheet(DESK_SHEET)
    mark = "DATA CONTOH — " if facts.is_example else ""
    sheet.write_string(0, 0, f"{mark}{facts.session.name}", book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, "Isi kolom kuning saja; satu keputusan per baris; baris tanpa keputusan dibiarkan.")
    sheet.write_string(
        2, 0, "Kirim kembali lewat kotak masuk. Baris yang sudah berubah sesudah lembar ini dibuat ditolak."
    )
    headings = [*LOCKED, *FILLED]
    for column, name in enumerate(headings):
        sheet.write_string(HEADING_ROW - 1, column, name, heading)
        sheet.set_column(column, column, WIDTHS.get(name, LONGEST_SHOWN))
    for row, standing in enumerate(facts.standings, start=HEADING_ROW):
        for column, text in enumerate(_locked_cells(facts, workflow, standing)):
            sheet.write_string(row, column, text, locked)
        for column in range(len(LOCKED), len(headings)):
            sheet.write_blank(row, column, None, free)
    last = HEADING_ROW + len(facts.standings)
    words = [action.name.id for action in offered_actions(workflow)]
    listed = book.add_worksheet(LIST_SHEET)
    listed.write_column(0, 0, words)
    listed.hide()
    picks: dict[str, Any] = {"validate": "list", "source": f"={LIST_SHEET}!$A$1:$A${len(words)}"}
    sheet.data_validation(HEADING_ROW, len(LOCKED), max(last - 1, HEADING_ROW), len(LOCKED), picks)
    sheet.freeze_panes(HEADING_ROW, 3)
    sheet.protect()
    _meta(book.add_worksheet(META_SHEET), facts)
    sheet.activate()
    book.close()
    return out


def _locked_cells(facts: SheetFacts, workflow: Workflow, standing: Standing) -> list[str]:
    """The locked cells of one line."""
    line = standing.line
    return [
        standing.subject_key,
        facts.names.get(line.indicator_code, line.indicator_code),
        facts.names.get(line.region_id, line.region_id),
        str(line.target_year),
        _number(standing.proposal),
        _number(standing.ministry),
        workflow.state_name("line", standing.state).id,
    ]


def _number(number: Mapping[str, Any] | None) -> str:
    ends = [
        printed_number(end, "id") for end in ((number or {}).get("low"), (number or {}).get("high")) if end is not None
    ]
    return "–".join(dict.fromkeys(ends))


def _meta(sheet: Any, facts: SheetFacts) -> None:
    """The hidden lines that say whose sheet it is and at which event each row was written."""
    sequences = [(each.subject_key, each.sequence) for each in facts.standings]
    lines = [
        ("template", TEMPLATE),
        ("version", VERSION),
        ("round_id", facts.session.round_id),
        ("session_id", facts.session.session_id),
        ("role", facts.role),
        ("last_event", str(facts.last_event)),
        ("fingerprint", fingerprint(facts.session.session_id, facts.role, str(facts.last_event), sequences)),
        *((f"{ROW_KEY}{key}", str(sequence)) for key, sequence in sequences),
    ]
    for row, (key, value) in enumerate(lines):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
