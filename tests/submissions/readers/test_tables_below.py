"""Each figure of sheet Target is read under the headings that stand over it, and sheets are never chosen in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.submissions.readers import building as b
from tests.submissions.readers.faulty_files import below, copied, signed, turned


def targets(content: bytes, folder: Path) -> dict[tuple[str, int], str]:
    reading = b.read(content, folder)
    assert not reading.is_refused, reading.findings
    return {
        (row.region_code.text, year): cell.text
        for row in reading.rows
        for year, cell in row.targets
        if cell.kind != "blank" and cell.address not in reading.refused_cells
    }


ABOVE = {("11", 2027): "50.5", ("11", 2028): "51", ("12", 2027): "60"}


def test_a_second_table_with_its_years_in_another_order_is_read_under_its_own(tmp_path: Path) -> None:
    content = below(turned("2030", "2029", "2028", "2027"), b.entry("13", 80, 79, 78, 77))
    second = {("13", 2030): "80", ("13", 2029): "79", ("13", 2028): "78", ("13", 2027): "77"}
    assert targets(content, tmp_path) == ABOVE | second


def test_headings_printed_again_in_the_same_order_change_nothing(tmp_path: Path) -> None:
    assert targets(below(list(b.HEADINGS), b.entry("13", 77)), tmp_path) == ABOVE | {("13", 2027): "77"}


@pytest.mark.parametrize(
    "years",
    [
        (2030, 2029, 2028, 2027),
        ("target_2030", "target_2029", "target_2028", "target_2027"),
        ("Tahun 2030", "Tahun 2029", "Tahun 2028", "Tahun 2027"),
        ("2030 (%)", "2029 (%)", "2028 (%)", "2027 (%)"),
    ],
)
def test_a_row_of_years_alone_turns_the_columns_below_it(years: tuple[object, ...], tmp_path: Path) -> None:
    content = below([*[None] * 10, *years], b.entry("13", 80))
    assert targets(content, tmp_path) == ABOVE | {("13", 2030): "80"}
    same = below([*[None] * 10, 2027, 2028, 2029, 2030], b.entry("13", 80))
    assert targets(same, tmp_path) == ABOVE | {("13", 2027): "80"}


def test_a_second_table_moved_to_the_right_is_read_in_its_own_columns(tmp_path: Path) -> None:
    moved = ["No", *b.HEADINGS]
    content = below(moved, [1, *b.entry("13", 80, 79)])
    assert targets(content, tmp_path) == ABOVE | {("13", 2027): "80", ("13", 2028): "79"}


def test_a_year_that_nobody_asked_for_in_a_second_table_is_told(tmp_path: Path) -> None:
    reading = b.read(below(turned("2035", "2029", "2028", "2027"), b.entry("13", 80, 79)), tmp_path)
    assert [finding.written for finding in reading.findings if finding.rule_id == "header.unexpected"] == [
        "target_2035"
    ]
    assert "Target!K11" in reading.refused_cells


def test_a_total_between_entries_and_a_signature_below_are_no_entries(tmp_path: Path) -> None:
    content = below(
        ["Jumlah", *[None] * 9, 110],
        b.entry("13", 70),
        signed("Mengetahui,", "Banda Aceh, 20 November 2026"),
        signed("Kepala Dinas Sosial", None),
        signed(None, "19650101 199003 1 002"),
    )
    assert targets(content, tmp_path) == ABOVE | {("13", 2027): "70"}
    reading = b.read(content, tmp_path)
    notes = [finding.rule_id for finding in reading.findings]
    assert notes.count("row.signature_ignored") == 3 and notes.count("row.total_ignored") == 1


def test_a_name_like_a_total_or_a_signature_with_its_codes_stays_an_entry(tmp_path: Path) -> None:
    named = b.entry("13", 70)
    named[3] = "Jumlah"
    words = b.entry("14", 71)
    words[1] = "Kepala dinas bertanda tangan"
    assert targets(below(named, words), tmp_path) == ABOVE | {("13", 2027): "70", ("14", 2027): "71"}


@pytest.mark.parametrize("is_first", [True, False])
def test_a_second_sheet_of_the_same_name_is_refused_in_either_order(is_first: bool, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.copy_worksheet(book["Target"]).title = " Target"
        if is_first:
            book.move_sheet(" Target", -5)

    reading = b.read(b.template(change), tmp_path)
    assert reading.is_refused and [finding.rule_id for finding in reading.findings] == ["sheet.second_target"]


def test_a_hidden_sheet_never_takes_the_place_of_a_visible_one(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        hidden = book.copy_worksheet(book["Target"])
        hidden.title, hidden.sheet_state = "target ", "hidden"
        hidden["K6"] = 99
        book.move_sheet("target ", -5)

    assert targets(b.template(change), tmp_path) == ABOVE


def test_a_like_copy_under_another_name_is_only_noted(tmp_path: Path) -> None:
    reading = b.read(copied("Target (2)"), tmp_path)
    assert not reading.is_refused
    assert [finding.sheet for finding in reading.findings if finding.rule_id == "sheet.ignored"] == ["Target (2)"]


def test_years_beside_other_words_refuse_the_sheet_unless_they_say_the_same(tmp_path: Path) -> None:
    words = ["Kode", None, None, "Wilayah", *[None] * 6]
    reading = b.read(below([*words, 2030, 2029, 2028, 2027], b.entry("13", 80)), tmp_path)
    assert [(finding.rule_id, finding.written) for finding in reading.findings] == [("header.second_table", "Kode")]
    same = below([*words, 2027, 2028, 2029, 2030], b.entry("13", 80))
    assert targets(same, tmp_path) == ABOVE | {("13", 2027): "80"}


def test_a_hidden_copy_under_the_same_name_is_named(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        copy = book.copy_worksheet(book["Target"])
        copy.title, copy.sheet_state, copy["K6"] = "Target ", "veryHidden", 99

    reading = b.read(b.template(hide), tmp_path)
    assert [(finding.rule_id, finding.sheet) for finding in reading.findings] == [("sheet.hidden_ignored", "Target ")]


def test_a_denominator_joined_over_rows_refuses_each_of_them(tmp_path: Path) -> None:
    def join(sheet: Any) -> None:
        sheet["O6"] = 300
        sheet.merge_cells("O6:O7")

    reading = b.read(b.in_target(join), tmp_path)
    assert reading.refused_cells == {"Target!K6", "Target!L6", "Target!K7", "Target!O6", "Target!O7"}
    told = [(finding.rule_id, finding.source_cell) for finding in reading.findings]
    assert told == [
        *(("cell.merged", "Target!O6"), ("row.refused", "Target!K6"), ("row.refused", "Target!L6")),
        *(("cell.merged", "Target!O7"), ("row.refused", "Target!K7")),
    ]


@pytest.mark.parametrize(("attribute", "cells"), [('ht="0.1"', {"K6", "L6"}), ('ht="15"', set())])
def test_a_row_too_thin_to_be_seen_is_hidden(attribute: str, cells: set[str], tmp_path: Path) -> None:
    content = b.replaced("xl/worksheets/sheet1.xml", b'<row r="6"', f'<row r="6" {attribute}'.encode())
    assert b.read(content, tmp_path).refused_cells == {f"Target!{cell}" for cell in cells}
