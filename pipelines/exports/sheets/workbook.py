"""A region's agreed targets in the column order of a regional work plan (RKPD), to be pasted; no upload is promised."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from pipelines.contract.formula_guard import workbook_text
from pipelines.contract.table_files import OPTIONS
from pipelines.exports.sheets.facts import Sheet, say, unit_words
from pipelines.submissions.readers.take_up.sender import PLAN_TEMPLATE


def rkpd_workbook(sheet: Sheet) -> bytes:
    """Write one line per indicator: code, programme, indicator, baseline, a target column per year, unit, location.

    Only agreed numbers stand in the target columns; a year without an agreement stays blank.
    """
    made = io.BytesIO()
    years = sorted({row["target_year"] for row in sheet.rows})
    language = sheet.language
    headings = [
        say(language, "rkpd_code"),
        say(language, "rkpd_programme"),
        say(language, "rkpd_indicator"),
        say(language, "baseline"),
        *(say(language, "rkpd_target", year=year) for year in years),
        say(language, "unit"),
        say(language, "rkpd_location"),
        say(language, "rkpd_ceiling"),
    ]
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"title": say(language, "title", region=sheet.region_name)})
        page = book.add_worksheet("RKPD")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for column, heading in enumerate(headings):
            page.write_string(0, column, workbook_text(heading), bold)
            page.set_column(column, column, 36 if column in (1, 2) else 13)
        for number, lines in enumerate(_by_indicator(sheet), start=1):
            _write_line(page, number, sheet, lines, years)
        page.freeze_panes(1, 3)
        whose = book.add_worksheet("_meta")
        for number, (key, value) in enumerate(_identity(sheet)):
            whose.write_string(number, 0, key)
            whose.write_string(number, 1, workbook_text(value))
        whose.very_hidden()
        notes = book.add_worksheet("Keterangan")
        notes.set_column(0, 0, 80)
        for number, note in enumerate(_notes(sheet)):
            notes.write_string(number, 0, workbook_text(note))
    return made.getvalue()


def _by_indicator(sheet: Sheet) -> list[list[Mapping[str, Any]]]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in sheet.rows:
        grouped.setdefault(row["indicator_code"], []).append(row)
    return list(grouped.values())


def _write_line(page: Any, number: int, sheet: Sheet, lines: list[Mapping[str, Any]], years: list[int]) -> None:
    first = lines[0]
    page.write_string(number, 0, workbook_text(first["programme_code"] or ""))
    page.write_string(number, 1, workbook_text(first["programme_name"] or ""))
    page.write_string(number, 2, workbook_text(first[f"name_{sheet.language}"]))
    if first["baseline_value"] is not None:
        page.write_number(number, 3, first["baseline_value"])
    agreed = {row["target_year"]: row["agreed_value"] for row in lines if row["counts_as"] == "agreed"}
    for offset, year in enumerate(years):
        if agreed.get(year) is not None:
            page.write_number(number, 4 + offset, agreed[year])
    after = 4 + len(years)
    page.write_string(number, after, unit_words(sheet.language, first["unit_of_measure"]))
    page.write_string(number, after + 1, workbook_text(sheet.region_name))
    page.write_string(number, after + 2, say(sheet.language, "rkpd_not_filled"))


def _identity(sheet: Sheet) -> list[tuple[str, str]]:
    """The hidden lines by which the filled plan says whose it is when it comes back."""
    return [
        ("template", PLAN_TEMPLATE),
        ("version", "1"),
        ("round_id", sheet.round_id),
        ("region_id", sheet.region_id),
    ]


def _notes(sheet: Sheet) -> list[str]:
    language = sheet.language
    notes = [say(language, "title", region=sheet.region_name), say(language, "footer", edition=sheet.edition)]
    if sheet.is_draft:
        notes.append(f"{say(language, 'draft')}. {say(language, 'draft_reason')}")
    if sheet.is_example:
        notes.append(say(language, "example"))
    return notes
