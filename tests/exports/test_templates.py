"""Template selaras-1: what is pre-filled, locked, checked while typing, and hidden."""

import hashlib
import time
from pathlib import Path

import openpyxl
import pytest

from pipelines.exports.templates import form
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import (
    Baseline,
    Interval,
    ReferenceFigures,
    TemplateError,
    template_facts,
)
from pipelines.exports.templates.files import write_templates
from pipelines.reference.model import Assignment
from tests.exports.small_catalogue import catalogue, indicator

ROUND, UNIT = "contoh-2026-1", "rehsos-anak"
FIGURES = ReferenceFigures(
    {("spm_children_inside", "11"): Baseline(2025, 62.5)}, {("spm_children_inside", "11"): Interval(70.0, 75.0)}
)


def made(tmp_path: Path, unit: str = UNIT, book_catalogue=None) -> openpyxl.Workbook:
    facts = template_facts(book_catalogue or catalogue(), ROUND, unit, FIGURES)
    return openpyxl.load_workbook(write_template(facts, tmp_path / "t.xlsx"))


def texts(sheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_the_sheets_are_those_of_selaras_1_and_meta_is_very_hidden(tmp_path):
    book = made(tmp_path)
    assert book.sheetnames == ["Petunjuk", "Target", "Kriteria", "Outcome", "_meta"]
    assert book["_meta"].sheet_state == "veryHidden"


def test_meta_says_template_version_round_unit_and_the_fingerprint_of_the_locked_cells(tmp_path):
    book = made(tmp_path)
    meta = {row[0]: row[1] for row in book["_meta"].iter_rows(values_only=True)}
    rows = [
        [cell.value for cell in row[: len(form.LOCKED)]] for row in book["Target"].iter_rows(min_row=form.FIRST_ROW)
    ]
    assert meta == {
        "template": "selaras-1",
        "version": "1",
        "round_id": ROUND,
        "unit_code": UNIT,
        "locked_fingerprint": form.locked_fingerprint(rows),
        "is_example": "ya",
    }


def test_the_fingerprint_changes_with_any_locked_cell():
    assert form.locked_fingerprint([["a", 1, None]]) == form.locked_fingerprint([["a", 1.0, None]])
    assert form.locked_fingerprint([["a", 1, None]]) != form.locked_fingerprint([["a", 2, None]])
    assert form.locked_fingerprint([["a", "b"]]) != form.locked_fingerprint([["ab", ""]])


def test_a_row_is_prefilled_with_its_reference_figures_and_nothing_else(tmp_path):
    sheet = made(tmp_path)["Target"]
    assert [cell.value for cell in sheet[form.HEADING_ROW]] == [
        *form.LOCKED,
        "target_2027",
        "target_2029",
        *form.AFTER_TARGETS,
    ]
    reference = [
        "spm_children_inside",
        "Nama spm_children_inside",
        "11",
        "Aceh",
        "persen",
        "naik",
        2025,
        62.5,
        "70–75",
        None,
    ]
    assert [cell.value for cell in sheet[form.FIRST_ROW]] == reference + [None] * 7
    assert [cell.value for cell in sheet[form.FIRST_ROW + 1]][6:10] == [None] * 4


def test_the_national_target_is_shown_as_printed_with_its_year(tmp_path):
    assert made(tmp_path, "dinsos-11")["Target"][form.FIRST_ROW][9].value == "4,5–5,0 (2029)"


def test_reference_cells_are_locked_and_cells_to_fill_are_not(tmp_path):
    book = made(tmp_path)
    target, criteria = book["Target"], book["Kriteria"]
    assert target.protection.sheet and criteria.protection.sheet
    assert [cell.protection.locked for cell in target[form.FIRST_ROW]] == [True] * 10 + [False] * 7
    assert [cell.protection.locked for cell in criteria[form.FIRST_ROW]] == [True] * 6 + [False] * 3


def test_target_cells_ask_for_a_number_within_the_bounds_and_let_a_range_pass(tmp_path):
    rules = {str(rule.sqref): rule for rule in made(tmp_path)["Target"].data_validations.dataValidation}
    percent, families = rules["K6:L7"], rules["K8:L9"]
    assert (percent.type, float(percent.formula1), float(percent.formula2)) == ("decimal", 0, 100)
    assert (float(families.formula1), float(families.formula2)) == (0, 1e15)
    assert percent.errorStyle == "warning"
    assert "persen" in percent.error and "keluarga" in families.error


def test_pick_lists_stand_where_there_are_fixed_answers(tmp_path):
    book = made(tmp_path)
    lists = {
        str(rule.sqref): rule.formula1
        for sheet in (book["Target"], book["Kriteria"])
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {"N6:N9": '"ya,tidak"', "G6:G9": '"0,1,2,3,tidak berlaku"'}


def test_codes_are_text_even_when_they_look_like_numbers(tmp_path):
    many = catalogue(assignments=(Assignment(ROUND, "dinsos-11", "poverty_rate", "district"),))
    cell = made(tmp_path, "dinsos-11", many)["Target"][form.FIRST_ROW][2]
    assert (cell.value, cell.data_type) == ("11.01", "s")


def test_a_name_that_looks_like_a_formula_is_written_as_text(tmp_path):
    odd = catalogue()
    odd.indicators["spm_children_inside"] = indicator("spm_children_inside", name_id="=1+1")
    cell = made(tmp_path, UNIT, odd)["Target"][form.FIRST_ROW][1]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_instructions_hold_a_filled_example_row_the_deadline_and_english(tmp_path):
    sheet = made(tmp_path)["Petunjuk"]
    shown = texts(sheet)
    assert "10 Februari 2026 pukul 23.59 WIB" in shown
    assert "4,5–5,0" in shown
    assert "fill only the yellow cells" in shown
    heading_rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "kode_indikator"]
    assert heading_rows == [tuple(cell.value for cell in made(tmp_path)["Target"][form.HEADING_ROW])]


def test_each_pair_has_a_blank_line_for_each_criterion(tmp_path):
    rows = list(made(tmp_path)["Kriteria"].iter_rows(min_row=form.FIRST_ROW, values_only=True))
    assert [row[2] for row in rows] == ["11", "94", "11", "94"]
    assert all(row[4] == "keberlanjutan" and row[6:] == (None, None, None) for row in rows)


def test_only_example_rounds_say_so(tmp_path):
    assert str(made(tmp_path)["Target"]["A1"].value).startswith("DATA CONTOH")
    real = catalogue()
    from dataclasses import replace

    real.rounds[ROUND] = replace(real.rounds[ROUND], is_example=False)
    real.units[UNIT] = replace(real.units[UNIT], is_example=False)
    assert "CONTOH" not in str(made(tmp_path, UNIT, real)["Target"]["A1"].value)


def test_the_same_facts_give_the_same_bytes_at_any_time(tmp_path):
    facts = template_facts(catalogue(), ROUND, UNIT, FIGURES)
    first = hashlib.sha256(write_template(facts, tmp_path / "a.xlsx").read_bytes()).hexdigest()
    time.sleep(2.1)  # archives keep time in steps of two seconds
    assert hashlib.sha256(write_template(facts, tmp_path / "b.xlsx").read_bytes()).hexdigest() == first


def test_templates_of_all_units_are_made_at_once(tmp_path):
    made_files = write_templates(catalogue(), FIGURES, ROUND, None, tmp_path)
    assert [path.name for path in made_files] == [f"{ROUND}_dinsos-11.xlsx", f"{ROUND}_rehsos-anak.xlsx"]


@pytest.mark.parametrize(
    ("round_id", "unit_code", "sentence"),
    [
        ("contoh-1999", UNIT, "Round 'contoh-1999' is not in planning_rounds.csv"),
        (ROUND, "rehsos", "Unit 'rehsos' is not in organisation_units.csv"),
    ],
)
def test_an_unknown_round_or_unit_is_an_error_with_a_remedy(round_id, unit_code, sentence):
    with pytest.raises(TemplateError, match=sentence):
        template_facts(catalogue(), round_id, unit_code, FIGURES)


def test_a_unit_that_owes_nothing_gets_no_empty_workbook():
    with pytest.raises(TemplateError, match="owes nothing"):
        template_facts(catalogue(assignments=()), ROUND, UNIT, FIGURES)


@pytest.mark.parametrize(
    ("interval", "cell"),
    [
        (Interval(5.0, 5.0), 5.0),
        (Interval(4.5, 5.0), "4,5–5"),
        (Interval(None, 0.5), "≤ 0,5"),
        (Interval(70.0, None), "≥ 70"),
        (Interval(0.0, 0.0), 0.0),
    ],
)
def test_an_earlier_target_is_a_number_or_the_text_of_its_range(interval, cell):
    assert interval.cell() == cell
