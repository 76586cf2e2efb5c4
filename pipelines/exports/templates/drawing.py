"""Draws template selaras-1: locked reference cells, unlocked target cells with validation, hidden `_meta`.
Same facts, same bytes. What it shows is collected in `template_facts.py`; reading it back is the door's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.exports.templates import form, guide
from pipelines.exports.templates.facts import OwedRow, TemplateFacts
from pipelines.reference.model import Indicator
from pipelines.submissions.rules.cells.units import unit_words

LOCKED_FILL, INPUT_FILL, HEADING_FILL = "#E7E6E6", "#FFF9DB", "#1F4E79"
NO_BOUND = 1e15  # more than any count of persons or rupiah here
WIDTHS = {"indikator": 44, "wilayah": 24, "alasan": 40, "data_dukung": 28, "catatan": 28, "kriteria": 34, "bukti": 36}
WIDTHS |= {
    "outcome": 44,
    "perubahan_bagi_siapa": 36,
    "kearifan_lokal": 36,
    "definisi": 40,
    "sumber": 28,
    "agregasi": 24,
}
# what was typed, by sheet, row number as Excel counts, and heading
Typed = Mapping[tuple[str, int, str], form.LockedCell]
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_template(
    facts: TemplateFacts, out: Path, typed: Typed | None = None, meta: Mapping[str, str] | None = None
) -> Path:
    """Write one unit's template to `out`; `typed` fills or overwrites cells as somebody's keyboard would, `meta` adds
    lines to the hidden sheet."""
    typed = typed or {}
    out.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(out), NO_FORMULAS)
    created = facts.planning_round.opens_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": f"Selaras {facts.planning_round.round_id} {facts.unit.unit_code}", "created": created}
    )
    formats = _Formats(book)
    guide_sheet = book.add_worksheet(form.GUIDE_SHEET)
    target_sheet = book.add_worksheet(form.TARGET_SHEET)
    criteria_sheet = book.add_worksheet(form.CRITERIA_SHEET)
    _draw_guide(guide_sheet, facts, formats)
    _draw_targets(target_sheet, facts, formats, typed)
    _draw_criteria(criteria_sheet, facts, formats, typed)
    _draw_outcomes(book.add_worksheet(form.OUTCOME_SHEET), facts, formats, typed)
    _draw_meta(book.add_worksheet(form.META_SHEET), facts, meta or {})
    target_sheet.activate()
    book.close()
    return out


class _Formats:
    """The few cell formats of a template, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]

    @property
    def heading(self) -> Any:
        return self.of(bold=True, font_color="#FFFFFF", bg_color=HEADING_FILL, border=1, text_wrap=True, valign="top")

    def locked_format(self, number_format: str = "@") -> Any:
        return self.of(bg_color=LOCKED_FILL, border=1, num_format=number_format, locked=True)

    def free(self, number_format: str = "General") -> Any:
        return self.of(bg_color=INPUT_FILL, border=1, num_format=number_format, locked=False)


def _titles(sheet: Any, facts: TemplateFacts, formats: _Formats) -> None:
    mark = f"{form.EXAMPLE_MARK} — " if facts.is_example else ""
    sheet.write_string(0, 0, f"{mark}{facts.planning_round.name_id}", formats.of(bold=True, font_size=14))
    sheet.write_string(1, 0, f"{facts.unit.name_id} ({facts.unit.unit_code})", formats.of(bold=True))
    sheet.write_string(2, 0, f"Batas waktu {guide.deadline(facts.planning_round)}")


def _draw_guide(sheet: Any, facts: TemplateFacts, formats: _Formats) -> None:
    _titles(sheet, facts, formats)
    wrapped = formats.of(text_wrap=True, valign="top")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 30, 18)
    row = 4
    for line in (*guide.guide_lines(facts), "", *guide.ENGLISH_LINES):
        sheet.write_string(row, 0, line)
        row += 1
    row += 1
    sheet.write_string(row, 0, "Contoh baris terisi (angka rekaan)", formats.of(bold=True))
    titles = form.headings(facts.planning_round.target_years)
    for column, title in enumerate(titles):
        sheet.write_string(row + 1, column, title, formats.heading)
    for column, value in enumerate(guide.example_row(facts, len(titles))):
        _write(sheet, row + 2, column, value, formats.of(italic=True, border=1))
    row += 4
    for name, meaning in (*guide.COLUMNS, *guide.OUTCOME_COLUMNS):
        sheet.write_string(row, 0, name, formats.of(bold=True, valign="top"))
        sheet.write_string(row, 1, meaning)
        row += 1
    row += 1
    for name, level, anchor in guide.criteria_lines(facts):
        sheet.write_string(row, 0, name, wrapped)
        sheet.write_string(row, 1, f"{level}: {anchor}")
        row += 1
    sheet.protect()


def _draw_targets(sheet: Any, facts: TemplateFacts, formats: _Formats, typed: Typed) -> None:
    titles = form.headings(facts.planning_round.target_years)
    _frame(sheet, facts, formats, titles)
    first_target = len(form.LOCKED)
    years = len(facts.planning_round.target_years)
    for number, owed in enumerate(facts.rows, start=form.FIRST_ROW - 1):
        decimals = _number_format(owed.indicator)
        shown_as = {"tahun_kondisi_awal": "0", "kondisi_awal": decimals, "target_lalu": decimals}
        for column, (title, value) in enumerate(zip(form.LOCKED, owed.locked_cells(), strict=True)):
            shown = typed.get((form.TARGET_SHEET, number + 1, title), value)
            _write(sheet, number, column, shown, formats.locked_format(shown_as.get(title, "@")))
        for column in range(first_target, len(titles)):
            number_format = decimals if column < first_target + years else "General"
            value = typed.get((form.TARGET_SHEET, number + 1, titles[column]))
            _write(sheet, number, column, value, formats.free(number_format))
    last = form.FIRST_ROW - 2 + len(facts.rows)
    for indicator, first_row, last_row in _stretches(facts.rows):
        place = (first_row, first_target, last_row, first_target + years - 1)
        sheet.data_validation(*place, _target_validation(indicator))
    denominator, provisional = first_target + years, first_target + years + 1
    sheet.data_validation(form.FIRST_ROW - 1, denominator, last, denominator, _denominator_validation())
    sheet.data_validation(form.FIRST_ROW - 1, provisional, last, provisional, _list_validation(form.YES_NO))
    sheet.freeze_panes(form.HEADING_ROW, 4)


def _draw_criteria(sheet: Any, facts: TemplateFacts, formats: _Formats, typed: Typed) -> None:
    _frame(sheet, facts, formats, form.CRITERIA_HEADINGS)
    row = form.FIRST_ROW - 1
    for owed in facts.rows:
        indicator, region = owed.indicator, owed.region
        for criterion in facts.criteria:
            locked = (
                indicator.indicator_code,
                indicator.name_id,
                region.region_id,
                region.region_name,
                str(criterion["criterion_code"]),
                str(criterion["name_id"]),
            )
            for column, text in enumerate(locked):
                sheet.write_string(row, column, text, formats.locked_format())
            for column in range(len(locked), len(form.CRITERIA_HEADINGS)):
                value = typed.get((form.CRITERIA_SHEET, row + 1, form.CRITERIA_HEADINGS[column]))
                _write(sheet, row, column, value, formats.free())
            row += 1
    sheet.data_validation(form.FIRST_ROW - 1, 6, max(row - 1, form.FIRST_ROW - 1), 6, _list_validation(form.LEVELS))
    sheet.freeze_panes(form.HEADING_ROW, 6)


def _draw_outcomes(sheet: Any, facts: TemplateFacts, formats: _Formats, typed: Typed) -> None:
    """Draw open rows for proposals; every cell is text, so that a programme code never becomes a date."""
    _frame(sheet, facts, formats, form.OUTCOME_HEADINGS)
    filled = max((row for sheet_name, row, _ in typed if sheet_name == form.OUTCOME_SHEET), default=0)
    first, last = form.FIRST_ROW - 1, max(form.FIRST_ROW - 2 + form.OUTCOME_ROWS, filled - 1)
    for row in range(first, last + 1):
        for column, title in enumerate(form.OUTCOME_HEADINGS):
            _write(sheet, row, column, typed.get((form.OUTCOME_SHEET, row + 1, title)), formats.free("@"))
    lists = {"tingkat": form.OUTCOME_LEVELS, "arah": form.DIRECTIONS, "agregasi": form.AGGREGATIONS}
    for title, choices in lists.items():
        column = form.OUTCOME_HEADINGS.index(title)
        sheet.data_validation(first, column, last, column, _list_validation(choices))
    sheet.freeze_panes(form.HEADING_ROW, 2)


def _draw_meta(sheet: Any, facts: TemplateFacts, meta: Mapping[str, str]) -> None:
    lines = {
        "template": form.TEMPLATE,
        "version": form.VERSION,
        "round_id": facts.planning_round.round_id,
        "unit_code": facts.unit.unit_code,
        "locked_fingerprint": form.locked_fingerprint(row.locked_cells() for row in facts.rows),
        "is_example": "ya" if facts.is_example else "tidak",
    }
    for row, (key, value) in enumerate((lines | dict(meta)).items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()


def _frame(sheet: Any, facts: TemplateFacts, formats: _Formats, titles: tuple[str, ...]) -> None:
    _titles(sheet, facts, formats)
    for column, title in enumerate(titles):
        sheet.write_string(form.HEADING_ROW - 1, column, title, formats.heading)
        sheet.set_column(column, column, WIDTHS.get(title, 15))
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})


def _write(sheet: Any, row: int, column: int, value: form.LockedCell, cell_format: Any) -> None:
    """Write text as text and numbers as numbers; a text that looks like a formula stays text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    else:
        sheet.write_number(row, column, value, cell_format)


def _number_format(indicator: Indicator) -> str:
    return "#,##0" + ("." + "0" * indicator.decimal_places if indicator.decimal_places else "")


def _stretches(rows: tuple[OwedRow, ...]) -> Iterator[tuple[Indicator, int, int]]:
    """Give (indicator, first row, last row) of each run of rows with one indicator, rows counted from 0."""
    numbered = enumerate(rows, start=form.FIRST_ROW - 1)
    for _, run in groupby(numbered, key=lambda item: item[1].indicator.indicator_code):
        places = list(run)
        yield places[0][1].indicator, places[0][0], places[-1][0]


def _target_validation(indicator: Indicator) -> dict[str, Any]:
    """Ask for a number inside the indicator's bounds; a warning, not a stop, because a range is typed as text."""
    unit = unit_words(indicator.unit_of_measure).id
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -NO_BOUND if indicator.lower_bound is None else indicator.lower_bound,
        "maximum": NO_BOUND if indicator.upper_bound is None else indicator.upper_bound,
        "ignore_blank": True,
        "error_type": "warning",
        "input_title": "Target",
        "input_message": f"Isi angka dalam {unit}, atau rentang seperti 4,5–5,0. Kosongkan bila belum ada.",
        "error_title": "Periksa isian",
        "error_message": f"Bukan angka dalam batas indikator ini ({unit}). Pilih Ya hanya bila Anda menulis rentang.",
    }


def _denominator_validation() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_type": "stop",
        "error_title": "Periksa penyebut",
        "error_message": "Penyebut adalah jumlah sasaran: angka nol atau lebih, tanpa satuan.",
    }


def _list_validation(choices: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": "Pilih dari daftar",
        "error_message": f"Pilihan: {', '.join(choices)}.",
    }
