"""Sheets as people really leave them: shuffled, retitled, titles above, notes below. Row numbers are Excel's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.submissions.model.reading import Cell, Reading
from tests.sentence import finding
from tests.submissions.readers import building as b
from tests.submissions.readers.building import entry, in_target, read, replaced, template

SHEET = "xl/worksheets/sheet1.xml"


def shown(reading: Reading) -> list[tuple[int, str, str, list[tuple[int, str, str]]]]:
    """What a test compares: row, codes, and (year, address, text) of each filled target."""
    assert not reading.is_refused, reading.findings
    return [
        (
            row.row_number,
            row.indicator_code.text,
            row.region_code.text,
            [(year, cell.address, cell.text) for year, cell in row.targets if cell.kind != "blank"],
        )
        for row in reading.rows
    ]


TWO_ROWS = [
    (6, b.INDICATOR, "11", [(2027, "Target!K6", "50.5"), (2028, "Target!L6", "51")]),
    (7, b.INDICATOR, "12", [(2027, "Target!K7", "60")]),
]


def test_a_plain_template_gives_every_row_with_excels_row_numbers(tmp_path: Path) -> None:
    assert shown(read(template(), tmp_path)) == TWO_ROWS


def recased() -> bytes:
    return template(headings=[heading.replace("_", " ").title() for heading in b.HEADINGS])


def with_synonyms() -> bytes:
    new = {
        "kode_wilayah": "Kode Daerah",
        "target_2027": "Sasaran 2027",
        "indikator": "Nama Indikator",
        "arah": "ARAH =",
    }
    return template(headings=[new.get(heading, heading) for heading in b.HEADINGS])


def in_two_rows(is_merged: bool) -> Callable[[], bytes]:
    def change(sheet: Any) -> None:
        for column, heading in enumerate(b.HEADINGS, 1):
            if heading.startswith("target_2"):
                sheet.cell(4, column, "Target" if heading == "target_2027" else None)
                sheet.cell(5, column, int(heading[-4:]))
            else:
                sheet.cell(4, column, heading)
                sheet.cell(5, column, None)
        if is_merged:
            sheet.merge_cells("K4:N4")
            sheet.merge_cells("A4:A5")

    return lambda: in_target(change)


@pytest.mark.parametrize("make", [recased, with_synonyms, in_two_rows(True), in_two_rows(False)])
def test_headings_are_known_by_what_they_say(make: Callable[[], bytes], tmp_path: Path) -> None:
    assert shown(read(make(), tmp_path)) == TWO_ROWS


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    order = sorted(range(len(b.HEADINGS)), key=lambda place: b.HEADINGS[place][::-1])
    rows = [[(*row, *[None] * 9)[place] for place in order] for row in (entry("11", 50.5, 51), entry("12", 60))]
    found = shown(read(template(headings=[b.HEADINGS[place] for place in order], rows=rows), tmp_path))
    assert [(row, code, region) for row, code, region, _ in found] == [(6, b.INDICATOR, "11"), (7, b.INDICATOR, "12")]
    assert [[(year, text) for year, _, text in targets] for *_, targets in found] == [
        [(2027, "50.5"), (2028, "51")],
        [(2027, "60")],
    ]


def test_a_heading_that_became_a_date_is_told_as_one(tmp_path: Path) -> None:
    headings = [date(2027, 1, 1) if heading == "target_2027" else heading for heading in b.HEADINGS]
    told = {found.rule_id: found for found in read(template(headings=headings), tmp_path).findings}
    assert set(told) == {"header.missing", "value.year_is_date"}
    assert told["value.year_is_date"].source_cell == "Target!K5"
    words = finding("value.year_is_date", cell="Target!K5", written="2027-01-01")
    assert words.fullmatch(told["value.year_is_date"].message_id)


def test_a_data_row_is_never_taken_for_a_second_heading_row(tmp_path: Path) -> None:
    reading = read(in_target(lambda sheet: sheet.__setitem__("T6", "keyakinan")), tmp_path)
    assert [row.row_number for row in reading.rows] == [6, 7]


def test_blank_rows_and_notes_do_not_move_row_numbers(tmp_path: Path) -> None:
    rows = [entry("11", 1), [], [], entry("12", 2), [], ["Sumber: hitungan unit"], [None] * 10 + ["Jakarta, 2 Maret"]]
    reading = read(template(rows=rows), tmp_path)
    assert [row.row_number for row in reading.rows] == [6, 9]
    assert [(found.rule_id, found.written) for found in reading.findings] == [
        ("row.note_ignored", "Sumber: hitungan unit"),
        ("row.note_ignored", "Jakarta, 2 Maret"),
    ]


def test_a_number_without_any_code_is_offered_so_that_it_can_be_rejected(tmp_path: Path) -> None:
    reading = read(template(rows=[entry("11", 1), [], [None] * 10 + ["79,5"]]), tmp_path)
    assert shown(reading)[1] == (8, "", "", [(2027, "Target!K8", "79,5")])


def test_a_heading_printed_again_is_a_note(tmp_path: Path) -> None:
    reading = read(template(rows=[entry("11", 1), list(b.HEADINGS), entry("12", 2)]), tmp_path)
    assert [row.row_number for row in reading.rows] == [6, 8]
    assert [found.rule_id for found in reading.findings] == ["row.note_ignored"]


def test_a_target_of_a_year_nobody_asked_for_is_refused_and_not_lost(tmp_path: Path) -> None:
    headings = ["target_2035" if heading == "catatan" else heading for heading in b.HEADINGS]
    row = [*entry("11", 1), None, None, 77]
    reading = read(template(headings=headings, rows=[row]), tmp_path)
    assert shown(reading)[0][3] == [(2027, "Target!K6", "1"), (2035, "Target!S6", "77")]
    assert reading.refused_cells == {"Target!S6"}


def first_target(content: bytes, folder: Path) -> Cell:
    reading = read(content, folder)
    assert not reading.is_refused, reading.findings
    return reading.rows[0].targets[0][1]


def formatted(value: Any, number_format: str) -> bytes:
    def change(sheet: Any) -> None:
        sheet["K6"] = value
        sheet["K6"].number_format = number_format

    return in_target(change)


VALUES: list[tuple[str, Callable[[], bytes], tuple[str, str, float | None]]] = [
    ("a whole number", lambda: formatted(79, "General"), ("number", "79", 79.0)),
    ("seventeen digits of 12.3", lambda: formatted(12.300000000000001, "0.00"), ("number", "12.3", 12.3)),
    ("a percent format", lambda: formatted(0.795, "0.00%"), ("number", "0.795", 0.795)),
    ("a comma as text", lambda: formatted("79,5", "@"), ("text", "79,5", None)),
    ("blanks and width kept", lambda: formatted(" 7９\u00a0", "General"), ("text", " 7９\u00a0", None)),
    ("only blanks", lambda: formatted(" \u00a0\u200b", "General"), ("blank", " \u00a0\u200b", None)),
    ("a year typed into a date", lambda: formatted(2029, "yyyy"), ("date", "1905-07-21", 2029.0)),
    ("a date", lambda: formatted(date(2029, 1, 31), "dd/mm/yyyy"), ("date", "2029-01-31", 47149.0)),
    ("a moment", lambda: formatted(47149.5, "dd/mm/yyyy hh:mm"), ("date", "2029-01-31 12:00:00", 47149.5)),
    ("a truth value", lambda: formatted(True, "General"), ("bool", "TRUE", None)),
    ("an error", lambda: formatted("#N/A", "General"), ("error", "#N/A", None)),
    ("orang in quotes is no date", lambda: formatted(80, '0 "hari dan orang"'), ("number", "80", 80.0)),
    ("a formula with its result", lambda: cached(b"<v>2.50</v>"), ("formula", "2.5", 2.5)),
    ("a formula with a text", lambda: cached(b"<v>80-81</v>", b' t="str"'), ("formula", "80-81", None)),
    ("a formula with a truth value", lambda: cached(b"<v>1</v>", b' t="b"'), ("bool", "TRUE", None)),
    ("a formula with an error", lambda: cached(b"<v>#REF!</v>", b' t="e"'), ("error", "#REF!", None)),
    ("a formula with an empty text", lambda: cached(b"<v></v>", b' t="str"'), ("blank", "", None)),
    ("TRUE as LibreOffice stores it", lambda: cached(b"<v>1</v>", formula=b"TRUE()"), ("bool", "TRUE", None)),
    ("a formula with the number 1", lambda: cached(b"<v>1</v>"), ("formula", "1", 1.0)),
    ("a formula never computed", lambda: formatted("=L6*2", "General"), ("formula", "=L6*2", None)),
    ("text of two runs", lambda: inline(b"<r><t>79</t></r><r><t>,5</t></r>"), ("text", "79,5", None)),
    ("a reading aid", lambda: inline(b"<t>79</t><rPh sb='0' eb='1'><t>x</t></rPh>"), ("text", "79", None)),
    ("an escaped line end", lambda: inline(b"<t>79_x000D_80 _x0041_ _x0000_</t>"), ("text", "79\r80 A _x0000_", None)),
    ("an entity", lambda: inline(b"<t>&lt;5 &amp; &#55;</t>"), ("text", "<5 & 7", None)),
    ("not a number", lambda: number(b"NaN"), ("number", "nan", float("nan"))),
    ("beyond all numbers", lambda: number(b"1E999"), ("number", "inf", float("inf"))),
    ("an exponent", lambda: number(b"7.95E+1"), ("number", "79.5", 79.5)),
]  # fmt: skip


def cached(result: bytes, kind: bytes = b"", formula: bytes = b"L6*2") -> bytes:
    made = formatted("=L6*2", "General")
    stored = b'<c r="K6"' + kind + b"><f>" + formula + b"</f>" + result
    return replaced(SHEET, b'<c r="K6"><f>L6*2</f><v></v>', stored, made)


def inline(inner: bytes) -> bytes:
    made = formatted("X", "General")
    return replaced(SHEET, b'<c r="K6" t="inlineStr"><is><t>X</t>', b'<c r="K6" t="inlineStr"><is>' + inner, made)


def number(written: bytes) -> bytes:
    return replaced(SHEET, b'<c r="K6" t="n"><v>50.5</v>', b'<c r="K6"><v>' + written + b"</v>", template())


@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in VALUES], ids=[case[0] for case in VALUES])
def test_a_cell_says_what_stands_in_it(
    make: Callable[[], bytes], expected: tuple[str, str, float | None], tmp_path: Path
) -> None:
    cell = first_target(make(), tmp_path)
    assert (cell.kind, cell.text) == expected[:2]
    assert cell.number == pytest.approx(expected[2], nan_ok=True)


def test_dates_of_a_1904_workbook_are_four_years_later(tmp_path: Path) -> None:
    content = template(lambda book: (formatted_in(book), setattr(book, "epoch", datetime(1904, 1, 1))))
    assert first_target(content, tmp_path)[:4] == ("Target!K6", "2033-02-01", "date", 47149.0)


def formatted_in(book: Any) -> None:
    book["Target"]["K6"] = 47149
    book["Target"]["K6"].number_format = "yyyy-mm-dd"


def test_number_formats_travel_with_their_cells(tmp_path: Path) -> None:
    assert first_target(formatted(0.795, "0.00%"), tmp_path).number_format == "0.00%"


def test_flags_say_what_hides_or_joins_a_cell(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["K"].hidden = True
        sheet.merge_cells("K6:L6")

    reading = read(in_target(change), tmp_path)
    assert reading.rows[0].targets[0][1].flags == ("hidden_row", "merged", "hidden_column")
    assert {"Target!K6", "Target!L6"} <= reading.refused_cells


def test_a_prefix_for_the_namespace_changes_nothing(tmp_path: Path) -> None:
    parts = b.parts_of(template())
    sheet = parts[SHEET].replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"xmlns=", b"xmlns:x=")
    assert shown(read(b.with_part(SHEET, sheet), tmp_path)) == TWO_ROWS


def test_a_sheet_in_utf16_reads_like_one_in_utf8(tmp_path: Path) -> None:
    sheet = b.parts_of(template())[SHEET].decode()
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet).encode("utf-16")
    assert shown(read(b.with_part(SHEET, wide), tmp_path)) == TWO_ROWS


def test_cells_without_addresses_are_counted_from_the_left(tmp_path: Path) -> None:
    content = template(rows=[entry("11", 50.5, 51)])
    sheet = b.parts_of(content)[SHEET].decode()
    for column in "ABCDEFGHIJKLMN":
        sheet = sheet.replace(f'<c r="{column}6"', "<c")
    sheet = sheet.replace('<c t="n"></c>', "").replace("<v>40</v></c>", "<v>40</v></c><c/><c/>")
    assert shown(read(b.with_part(SHEET, sheet.encode(), content), tmp_path)) == TWO_ROWS[:1]


REFUSED = {
    "a code column is missing": lambda: template(headings=["x" if h == "kode_wilayah" else h for h in b.HEADINGS]),
    "a column stands twice": lambda: template(headings=["Alasan" if h == "catatan" else h for h in b.HEADINGS]),
    "the round is unknown": lambda: template(meta={**b.META, "round_id": "contoh-1999-1"}),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_file_still_offers_its_cells_to_be_counted(why: str, tmp_path: Path) -> None:
    reading = read(REFUSED[why](), tmp_path)
    assert reading.is_refused
    assert [cell.text for row in reading.rows for _, cell in row.targets if cell.kind != "blank"] == [
        "50.5",
        "51",
        "60",
    ]
