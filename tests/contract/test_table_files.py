"""Tables that leave: text is never a formula, numbers stay numbers, missing stays blank."""

import csv
import io
from datetime import date

import openpyxl
import polars as pl
import pytest

from pipelines.contract.formula_guard import delimited_text, is_formula_like, workbook_text
from pipelines.contract.table_files import delimited_table, workbook_table, write_delimited_table

FRAME = pl.DataFrame(
    {
        "nama": ["=1+1", "@x", "Aceh", None],
        "nilai": [-12.5, float("nan"), 0.0, None],
        "jumlah": [3, -4, None, 0],
        "tetap": [True, False, None, True],
        "tanggal": [date(2025, 2, 10), None, None, None],
    }
)


def opened(frame: pl.DataFrame, **options):
    return openpyxl.load_workbook(io.BytesIO(workbook_table(frame, **options)))


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
    out = tmp_path / "t.csv"
    write_delimited_table(FRAME, out, language=language)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=separator))
    assert rows[1] == ["'=1+1", number, "3", "ya" if language == "id" else "yes", "2025-02-10"]
    assert rows[2][:3] == ["'@x", "", "-4"]
    assert rows[4][:3] == ["", "", "0"]


def test_a_note_travels_on_every_csv_row_and_on_its_own_sheet(tmp_path):
    out = tmp_path / "t.csv"
    write_delimited_table(FRAME, out, note="DATA CONTOH")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].endswith(";keterangan")
    assert all(line.endswith(";DATA CONTOH") for line in lines[1:])
    book = opened(FRAME, notes=["DATA CONTOH"])
    assert book["Keterangan"]["A1"].value == "DATA CONTOH"
    assert opened(FRAME, notes=["EXAMPLE DATA"], language="en")["Notes"]["A1"].value == "EXAMPLE DATA"


@pytest.mark.parametrize(
    ("value", "plain"),
    [(68.9 - 63.5, 5.4), (0.1 + 0.2, 0.3), (1.5e-12, 1.5e-12), (123456789012345.0, 123456789012345.0), (-2.5, -2.5)],
)
def test_a_figure_leaves_without_the_rest_of_binary_arithmetic(value, plain):
    frame = pl.DataFrame({"n": [value]})
    assert opened(frame).worksheets[0]["A2"].value == plain
    assert delimited_table(frame, language="en").decode("utf-8-sig").splitlines()[1] == repr(plain)


def test_a_workbook_table_holds_values_and_no_formula():
    sheet = opened(FRAME)["Tabel"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", -12.5, 3, True, "2025-02-10"]
    assert sheet["A2"].data_type == "s"
    assert sheet["B3"].value is None
    assert sheet["B4"].value == 0
    assert sheet["C4"].value is None


def test_counts_too_large_for_a_spreadsheet_number_stay_exact_as_text():
    frame = pl.DataFrame({"n": [1_234_567_890_123_456_789]})
    assert opened(frame)["Tabel"]["A2"].value == str(1_234_567_890_123_456_789)


@pytest.mark.parametrize("text", ["5-20", "1/2", "2025-03", "10-11-2025", "20-50"])
def test_a_text_that_a_spreadsheet_would_turn_into_a_date_stays_text(text):
    assert delimited_text(text) == f"'{text}"
    assert opened(pl.DataFrame({"pita": [text]}))["Tabel"]["A2"].value == text


@pytest.mark.parametrize("text", ["<5", ">80", "11.01", "2025", "5–20", "a-1", "12-tahun"])
def test_codes_and_words_are_left_alone(text):
    assert delimited_text(text) == text


def test_a_table_can_be_filtered_at_once_and_its_notes_stand_apart():
    book = opened(FRAME, notes=["edisi", "DATA CONTOH"])
    sheet = book["Tabel"]
    assert sheet.auto_filter.ref == "A1:E5"
    assert sheet.freeze_panes == "B2"
    assert sheet.max_row == FRAME.height + 1
    assert sheet["B2"].number_format == "#,##0.00##" and sheet["C2"].number_format == "General"
    assert [row[0].value for row in book["Keterangan"].iter_rows()] == ["edisi", "DATA CONTOH"]
