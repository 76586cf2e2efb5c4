"""Tables that leave: text is never a formula, numbers stay numbers, missing stays blank."""

import csv
from datetime import date

import openpyxl
import polars as pl
import pytest

from pipelines.contract.formula_guard import delimited_text, is_formula_like, workbook_text
from pipelines.contract.table_files import write_delimited_table, write_workbook_table

FRAME = pl.DataFrame(
    {
        "nama": ["=1+1", "@x", "Aceh", None],
        "nilai": [-12.5, float("nan"), 0.0, None],
        "jumlah": [3, -4, None, 0],
        "tetap": [True, False, None, True],
        "tanggal": [date(2025, 2, 10), None, None, None],
    }
)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "-"])
def test_a_text_that_could_be_a_formula_gets_an_apostrophe_in_csv(text):
    assert is_formula_like(text)
    assert delimited_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", " x", "12,5", "Kab. Aceh Selatan", "'=1"])
def test_any_other_text_stays_as_it_is(text):
    assert not is_formula_like(text)
    assert delimited_text(text) == text
    assert workbook_text(text) == text


@pytest.mark.parametrize(("language", "separator", "number"), [("id", ";", "-12,5"), ("en", ",", "-12.5")])
def test_csv_numbers_follow_the_language_and_are_never_guarded(tmp_path, language, separator, number):
    out = write_delimited_table(FRAME, tmp_path / "t.csv", language=language)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=separator))
    assert rows[1] == ["'=1+1", number, "3", "ya" if language == "id" else "yes", "2025-02-10"]
    assert rows[2][:3] == ["'@x", "", "-4"]
    assert rows[4][:3] == ["", "", "0"]


def test_a_note_travels_on_every_csv_row_and_on_its_own_sheet(tmp_path):
    out = write_delimited_table(FRAME, tmp_path / "t.csv", note="DATA CONTOH")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].endswith(";keterangan")
    assert all(line.endswith(";DATA CONTOH") for line in lines[1:])
    book = openpyxl.load_workbook(write_workbook_table(FRAME, tmp_path / "t.xlsx", notes=["DATA CONTOH"]))
    assert book["Keterangan"]["A1"].value == "DATA CONTOH"


def test_a_workbook_table_holds_values_and_no_formula(tmp_path):
    sheet = openpyxl.load_workbook(write_workbook_table(FRAME, tmp_path / "t.xlsx"))["Tabel"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", -12.5, 3, True, "2025-02-10"]
    assert sheet["A2"].data_type == "s"
    assert sheet["B3"].value is None
    assert sheet["B4"].value == 0
    assert sheet["C4"].value is None


def test_counts_too_large_for_a_spreadsheet_number_stay_exact_as_text(tmp_path):
    frame = pl.DataFrame({"n": [1_234_567_890_123_456_789]})
    assert openpyxl.load_workbook(write_workbook_table(frame, tmp_path / "t.xlsx"))["Tabel"]["A2"].value == str(
        1_234_567_890_123_456_789
    )
