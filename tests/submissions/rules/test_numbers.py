"""Written numbers: one reading or none, whatever the form."""

from __future__ import annotations

import time

import pytest

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.column_signs import column_of, proven_signs, sole_sign
from pipelines.submissions.rules.cells.numbers import (
    Fault,
    Value,
    read_cell,
)
from tests.submissions.rules.written_numbers import NBSP, THIN, ZERO_WIDTH, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("79,5", 79.5),
        ("79.5", 79.5),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("5", 5.0),
        ("0", 0.0),
        (",5", 0.5),
        (".5", 0.5),
        ("0,263", 0.263),
        ("0.263", 0.263),
        ("-0,263", -0.263),
        ("1234,567", 1234.567),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("12.345.678,25", 12345678.25),
        (f"1{NBSP}234,5", 1234.5),
        (f"1{THIN}234{THIN}567", 1234567.0),
        (f"12{NBSP}345", 12345.0),
        ("1 234,5", 1234.5),
        (f"{ZERO_WIDTH}79,5{NBSP}", 79.5),
        ("'79,5", 79.5),
        ("\ufeff79,5", 79.5),
        ("７９，５", 79.5),
        ("７９．５％", 79.5),
        ("−2,5", -2.5),
        ("＋2,5", 2.5),
        ("79,5%", 79.5),
        ("79,5 %", 79.5),
        (f"79,5{NBSP}persen", 79.5),
        ("1,5E+02", 150.0),
        ("1e3", 1000.0),
        ("0079,50", 79.5),
    ],
)
def test_a_written_number_with_one_meaning_is_read(text: str, value: float) -> None:
    found = read(text)
    assert isinstance(found, Value)
    assert (found.low, found.high, found.order) == (value, value, "single")


@pytest.mark.parametrize(
    ("text", "low", "high", "order"),
    [
        ("7,0–8,0", 7.0, 8.0, "low_first"),
        ("7.0-8.0", 7.0, 8.0, "low_first"),
        ("10.95-10.90", 10.9, 10.95, "high_first"),
        ("7,0 s.d. 8,0", 7.0, 8.0, "low_first"),
        ("7,0 s/d 8,0", 7.0, 8.0, "low_first"),
        ("7 sd 8", 7.0, 8.0, "low_first"),
        ("7,0 sampai 8,0", 7.0, 8.0, "low_first"),
        ("7 sampai dengan 8", 7.0, 8.0, "low_first"),
        ("7,0−8,0", 7.0, 8.0, "low_first"),
        ("7,0—8,0", 7.0, 8.0, "low_first"),
        ("7%-8%", 7.0, 8.0, "low_first"),
        ("7–8 persen", 7.0, 8.0, "low_first"),
        ("-3 - -1", -3.0, -1.0, "low_first"),
        ("-3--5", -5.0, -3.0, "high_first"),
        ("0,290–0,293", 0.29, 0.293, "low_first"),
        ("7,5-1.234", 7.5, 1234.0, "low_first"),
        ("5–5", 5.0, 5.0, "low_first"),
        ("<0,5", None, 0.5, "at_most"),
        ("≤ 5", None, 5.0, "at_most"),
        ("<= 5%", None, 5.0, "at_most"),
        ("maks. 5", None, 5.0, "at_most"),
        ("Maksimal 5 persen", None, 5.0, "at_most"),
        ("di bawah 5", None, 5.0, "at_most"),
        (">= 80", 80.0, None, "at_least"),
        ("≥80,5", 80.5, None, "at_least"),
        ("minimal 80", 80.0, None, "at_least"),
        ("min. 80", 80.0, None, "at_least"),
        ("lebih dari 80", 80.0, None, "at_least"),
    ],
)
def test_a_range_keeps_both_ends_and_the_order_it_was_printed_in(
    text: str, low: float | None, high: float | None, order: str
) -> None:
    found = read(text)
    assert isinstance(found, Value)
    assert (found.low, found.high, found.order) == (low, high, order)
    assert found.notes[0] == "value.range"


@pytest.mark.parametrize("text", ["", " ", NBSP, ZERO_WIDTH, "\t", "'", f" {NBSP}\n"])
def test_a_cell_with_nothing_to_see_is_blank(text: str) -> None:
    assert read(text) is None


REFUSED = {
    "value.bool": "TRUE|false|BENAR",
    "value.missing_token": "-|–|—|…|...|n/a|N/A|tidak ada|Tidak  Ada|#N/A|#DIV/0!|null|NIHIL|belum ada|?"
    "|Belum ada.|(kosong)|[n/a]|n/a*|....|- -|___|data tidak ada",
    "value.not_finite": "nan|NaN|inf|-Infinity|∞|1e999",
    "value.ambiguous_number": "1.234|12.345|12,345|-1.234|1.234%|1.234E2|1.234–2.345|1 234|80 100 120|< 1.234"
    "|１．２３４",
    "value.not_a_number": "79,5 / 80|79; 80|79,5 (80)|10 dan 12|79, 80|79\n80|1O,5|l2,5|7S|dua belas|12 orang|=1+1"
    "|min 5|x|5 ribu|1.23.4|1,23,456|0.123.456|12.5.2025|2029-01-01|5,|1_000|1'234|0x1F|٧٩|½|10²|1e|--5|5-6-7|+"
    "|\u202e5,97|kurang lebih 80|~80|±5|(5)|% 5|5‰|5-|-5-|7,0–|<|≤|%",
}


@pytest.mark.parametrize(
    ("text", "rule_id"), [(text, rule_id) for rule_id, texts in REFUSED.items() for text in texts.split("|")]
)
def test_what_cannot_be_read_without_doubt_is_refused(text: str, rule_id: str) -> None:
    found = read(text)
    assert isinstance(found, Fault), found
    assert found.rule_id == rule_id


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (["79,5"], "1.234", 1234.0),
        (["79,5"], "12,345", 12.345),
        (["79.5"], "1.234", 1.234),
        (["79.5"], "12,345", 12345.0),
        (["1.234.567"], "12.345", 12345.0),
        (["1,234,567"], "12.345", 12.345),
        (["7,0–8,0"], "1.234", 1234.0),
        (["<0,5"], "1.234", 1234.0),
        (["79,5", "80,5"], "12.5", 12.5),
        (["79.5"], "12,5", 12.5),
        (["79,5", "12.5"], "1.234", None),
        (["80", "95"], "1.234", None),
        ([], "1.234", None),
        (["1.235", "1.236"], "1.234", None),
        (["abc", "-", ""], "1.234", None),
    ],
)
def test_the_column_decides_an_ambiguous_number_or_nobody_does(
    column: list[str], text: str, expected: float | None
) -> None:
    cells = [Cell(f"Target!K{line}", typed, "text") for line, typed in enumerate([*column, text], 6)]
    signs = proven_signs(cells)
    found = read_cell(cells[-1], lambda cell: sole_sign(signs.get(column_of(cell.address), ())))
    if expected is None:
        assert isinstance(found, Fault)
        assert found.rule_id == "value.ambiguous_number"
    else:
        assert isinstance(found, Value)
        assert found.low == found.high == expected


def test_only_cells_of_the_same_column_prove_and_native_numbers_never_do() -> None:
    other = Cell("Target!L6", "79,5", "text")
    native = Cell("Target!K7", "79.5", "number", 79.5)
    assert proven_signs([other, native]) == {"Target!L": {","}}


@pytest.mark.parametrize(
    ("address", "column"),
    [("Target!K12", "Target!K"), ("Target!AA7", "Target!AA"), ("baris 12/target", "target"), ("2025!C3", "2025!C")],
)
def test_a_column_is_known_by_the_address(address: str, column: str) -> None:
    assert column_of(address) == column


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("K6", "0.125", "number", 0.125, "0.0%"), 12.5),
        (Cell("K6", "0.795", "number", 0.795, "0%"), 79.5),
        (Cell("K6", "79.5", "number", 79.5, "0.0"), 79.5),
        (Cell("K6", "79.5", "number", 79.5, '0.0"%"'), 79.5),
        (Cell("K6", "79.5", "number", 79.5, "0.0\\%"), 79.5),
        (Cell("K6", "79.5", "number", 79.5, "[Red]0.0;[Blue]0%"), 79.5),
        (Cell("K6", "1E+16", "number", 1e16), 1e16),
        (Cell("K6", "12.5", "formula", 12.5), 12.5),
        (Cell("K6", "47,5", "formula"), 47.5),
    ],
)
def test_a_stored_number_is_what_its_cell_shows(cell: Cell, expected: float) -> None:
    found = read_cell(cell, lambda _: None)
    assert isinstance(found, Value)
    assert found.low == found.high == expected


@pytest.mark.parametrize(
    ("cell", "rule_id"),
    [
        (Cell("K6", "TRUE", "bool"), "value.bool"),
        (Cell("K6", "2029-01-01", "date", 47119.0), "value.not_a_number"),
        (Cell("K6", "#N/A", "error"), "formula.error"),
        (Cell("K6", "", "formula"), "formula.no_value"),
        (Cell("K6", "=L6*2", "formula"), "formula.no_value"),
        (Cell("K6", "1.234", "formula"), "value.ambiguous_number"),
        (Cell("K6", "belum ada", "formula"), "value.missing_token"),
        (Cell("K6", "inf", "number", float("inf")), "value.not_finite"),
        (Cell("K6", "1E+308", "number", 1e308, "0%"), "value.not_finite"),
    ],
)
def test_a_cell_that_holds_no_number_is_refused_by_its_kind(cell: Cell, rule_id: str) -> None:
    found = read_cell(cell, lambda _: None)
    assert isinstance(found, Fault)
    assert found.rule_id == rule_id


@pytest.mark.parametrize("text", ["1 " * 16_000, "9" * 400, "1.234" * 8_000, "-" * 32_000, "7–" * 9_000, "< " * 9_000])
def test_a_long_text_is_refused_at_once(text: str) -> None:
    begun = time.process_time()
    found = read(text)
    assert isinstance(found, Fault)
    assert found.rule_id == "value.not_a_number"
    assert time.process_time() - begun < 0.1


@pytest.mark.parametrize("blanks", [" " * 30_000, ZERO_WIDTH * 30_000])
def test_blanks_do_not_make_a_number_long(blanks: str) -> None:
    assert read(blanks) is None
    found = read(f"{blanks}79,5{blanks}")
    assert isinstance(found, Value)
    assert found.low == 79.5


def test_look_alike_letters_bring_a_suggestion() -> None:
    found = read("1O,5")
    assert isinstance(found, Fault)
    assert "10,5" in str(found.facts["reason"])
