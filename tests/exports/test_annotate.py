"""The annotated copy: every finding shown, nothing executed, the file handed in untouched."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipelines.exports.returns.annotate import annotate
from pipelines.exports.returns.findings_sheet import FIRST_ROW
from pipelines.exports.returns.findings_shown import RecordedFinding
from tests.submissions.readers.building import replaced


def finding(cell: str = "Target!C2", rule_id: str = "value.not_a_number", severity: str = "reject", written: str = "x"):
    sheet = cell.partition("!")[0] if "!" in cell else ""
    return RecordedFinding(rule_id, severity, sheet, cell, written, f"kalimat {cell}", f"sentence {cell}")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "kiriman.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Target")
        sheet.write_row(0, 0, ["kode", "nama", "target_2027"])
        sheet.write_string(1, 1, "=cmd|'/c calc'!A0")
        sheet.write_string(1, 2, "tujuh")
        sheet.write_formula(2, 2, "=1+1", None, 2)
        sheet.merge_range("D5:E6", "gabung")
        book.add_worksheet("_meta").very_hidden()
    return path


def written_rows(copy: Path) -> list[tuple]:
    sheet = openpyxl.load_workbook(copy)["Temuan"]
    return list(sheet.iter_rows(min_row=FIRST_ROW, values_only=True))


def test_a_cell_with_a_finding_gets_its_colour_and_both_sentences(workbook, tmp_path):
    copy = annotate(workbook, [finding()], tmp_path / "copy.xlsx")
    cell = openpyxl.load_workbook(copy)["Target"]["C2"]
    assert cell.fill.fgColor.rgb == "FFF4B6A6"
    assert "kalimat Target!C2" in cell.comment.text
    assert "sentence Target!C2" in cell.comment.text


def test_a_cell_without_a_finding_stays_as_it_was(workbook, tmp_path):
    copy = openpyxl.load_workbook(annotate(workbook, [finding()], tmp_path / "copy.xlsx"))
    cell = copy["Target"]["A1"]
    assert (cell.value, cell.comment, cell.fill.fill_type) == ("kode", None, None)
    assert copy["_meta"].sheet_state == "veryHidden"


def test_the_gravest_severity_gives_the_colour(workbook, tmp_path):
    both = [finding(rule_id="value.text_number", severity="note"), finding()]
    cell = openpyxl.load_workbook(annotate(workbook, both, tmp_path / "copy.xlsx"))["Target"]["C2"]
    assert cell.fill.fgColor.rgb == "FFF4B6A6"
    assert "value.text_number" in cell.comment.text


def test_the_file_handed_in_is_not_changed(workbook, tmp_path):
    before = hashlib.sha256(workbook.read_bytes()).hexdigest()
    annotate(workbook, [finding()], tmp_path / "copy.xlsx")
    assert hashlib.sha256(workbook.read_bytes()).hexdigest() == before


def test_formula_like_texts_stay_texts_in_every_sheet(workbook, tmp_path):
    evil = '=HYPERLINK("http://x")'
    copy = openpyxl.load_workbook(annotate(workbook, [finding(written=evil)], tmp_path / "copy.xlsx"))
    assert copy["Target"]["B2"].data_type == "s"
    assert copy["Target"]["B2"].value == "=cmd|'/c calc'!A0"
    assert all(cell.data_type != "f" for sheet in copy for row in sheet.iter_rows() for cell in row)


def test_a_formula_comes_back_as_the_value_it_had(workbook, tmp_path):
    assert openpyxl.load_workbook(annotate(workbook, [], tmp_path / "copy.xlsx"))["Target"]["C3"].value == 2


def test_a_formula_without_a_value_comes_back_as_its_text(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "kiriman.xlsx")
    cell = openpyxl.load_workbook(annotate(tmp_path / "kiriman.xlsx", [], tmp_path / "copy.xlsx"))["Sheet"]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_finding_inside_a_merged_block_is_shown_where_the_block_shows(workbook, tmp_path):
    copy = openpyxl.load_workbook(annotate(workbook, [finding("Target!E6")], tmp_path / "copy.xlsx"))
    assert copy["Target"]["D5"].comment is not None


def test_a_thousand_faults_are_a_thousand_rows(workbook, tmp_path):
    faults = [finding(f"Target!C{row}") for row in range(2, 1002)]
    copy = annotate(workbook, faults, tmp_path / "copy.xlsx")
    assert len(written_rows(copy)) == 1000
    sheet = openpyxl.load_workbook(copy)["Target"]
    assert sum(sheet[f"C{row}"].comment is not None for row in range(2, 1002)) == 1000


@pytest.mark.parametrize(
    ("cell", "sheet"),
    [("", ""), ("", "Target"), ("Target!7", "Target"), ("Lain!A1", "Lain"), ("baris 3/target", "")],
)
def test_a_finding_without_a_workbook_cell_is_still_listed(workbook, tmp_path, cell, sheet):
    lone = finding(cell)._replace(sheet=sheet)
    assert written_rows(annotate(workbook, [lone], tmp_path / "copy.xlsx"))[0][2] == "value.not_a_number"


def test_a_second_copy_forgets_marks_of_cells_that_were_mended(workbook, tmp_path):
    first = annotate(workbook, [finding()], tmp_path / "first.xlsx")
    second = openpyxl.load_workbook(annotate(first, [finding("Target!C3")], tmp_path / "second.xlsx"))
    assert second["Target"]["C2"].comment is None
    assert second["Target"]["C2"].fill.fill_type is None
    assert second.sheetnames.count("Temuan") == 1
    assert second["Target"]["C3"].comment is not None


def test_a_comment_that_the_unit_wrote_is_kept(tmp_path):
    path = tmp_path / "kiriman.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Target").write_comment("C2", "tanya pak kepala", {"author": "unit"})
    cell = openpyxl.load_workbook(annotate(path, [finding()], tmp_path / "copy.xlsx"))["Target"]["C2"]
    assert cell.comment.text.startswith("Ditolak")
    assert cell.comment.text.endswith("tanya pak kepala")


@pytest.mark.parametrize("rule_id", ["file.corrupt", "file.too_large_unpacked", "file.legacy_xls", "sheet.too_large"])
def test_a_file_that_was_refused_as_a_container_is_never_opened(tmp_path, rule_id):
    path = tmp_path / "kiriman.xlsx"
    path.write_bytes(b"PK\x03\x04 this is no archive")
    copy = openpyxl.load_workbook(annotate(path, [finding("", rule_id)], tmp_path / "copy.xlsx"))
    assert copy.sheetnames == ["Temuan"]


def test_unwritable_characters_and_very_long_texts_do_not_stop_the_copy(workbook, tmp_path):
    copy = annotate(workbook, [finding(written="a\x00\x0b\ud800" + "z" * 40_000)], tmp_path / "copy.xlsx")
    assert str(written_rows(copy)[0][5]).startswith("a���zzz")


def test_a_text_longer_than_a_cell_holds_is_cut_so_that_the_copy_opens(tmp_path):
    source = tmp_path / "panjang.xlsx"
    source.write_bytes(replaced("xl/worksheets/sheet1.xml", b"DATA CONTOH", b"x" * 40_000))
    copy = openpyxl.load_workbook(annotate(source, [], tmp_path / "copy.xlsx"))["Target"]
    assert copy["A1"].value == "x" * 32_767


def test_example_submissions_say_so(workbook, tmp_path):
    copy = openpyxl.load_workbook(annotate(workbook, [], tmp_path / "copy.xlsx", is_example=True))
    assert str(copy["Temuan"]["A1"].value).startswith("DATA CONTOH")
    plain = openpyxl.load_workbook(annotate(workbook, [], tmp_path / "plain.xlsx"))
    assert "CONTOH" not in str(plain["Temuan"]["A1"].value)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        (b'putaran,target,alasan\nr,"12,5",=1+1\n', "12,5"),
        ("putaran;target;alasan\r\nr;12,5;=1+1\r\n".encode("utf-8-sig"), "12,5"),
        ("putaran;target;alasan\nr;12,5;=1+1\n".encode("utf-16"), "12,5"),
        ("putaran;target;alasan\nr;12,5 é;=1+1\n".encode("cp1252"), "12,5 é"),
    ],
)
def test_a_csv_comes_back_as_a_workbook_with_its_rows_and_findings(tmp_path, content, target):
    path = tmp_path / "kiriman.csv"
    path.write_bytes(content)
    copy = openpyxl.load_workbook(annotate(path, [finding("baris 2/target")], tmp_path / "copy.xlsx"))
    assert copy["Berkas"]["B2"].value == target
    assert "kalimat baris 2/target" in copy["Berkas"]["B2"].comment.text
    assert copy["Berkas"]["C2"].data_type == "s"
    assert copy["Temuan"].cell(FIRST_ROW, 5).value == "baris 2/target"


@pytest.mark.parametrize(
    ("place", "cell"),
    [("baris 3/target", "B3"), ("baris 2 kolom 1", "A2"), ("baris 3/lain", "A3"), ("baris 3", "A3")],
)
def test_a_csv_cell_is_found_by_heading_or_by_number_under_title_lines(tmp_path, place, cell):
    path = tmp_path / "kiriman.csv"
    path.write_text("sep=;\nputaran;Target\nr;satu\n", encoding="utf-8")
    copy = openpyxl.load_workbook(annotate(path, [finding(place)], tmp_path / "copy.xlsx"))
    assert copy["Berkas"][cell].comment is not None


def test_a_csv_that_cannot_be_taken_apart_gets_its_findings_only(tmp_path):
    path = tmp_path / "kiriman.csv"
    path.write_bytes(b'putaran;target\nr;"1\n')
    copy = openpyxl.load_workbook(annotate(path, [finding("", "row.duplicate")], tmp_path / "copy.xlsx"))
    assert copy.sheetnames == ["Temuan"]
