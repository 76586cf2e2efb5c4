"""A template, filled as a spreadsheet user fills it, is read back exactly as it was typed."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.exports.returns.annotate import annotate
from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.templates.facts import Baseline, ReferenceFigures
from pipelines.exports.templates.files import write_templates
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.read_file import read_file
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge

ROUND, UNIT = "contoh-2026-1", "dit-anak"
PAIR = ("spm_children_inside", "11")
TYPED = [
    79.5,
    80,
    0,
    79.1234567890123,
    1e-07,
    "79,5",
    "78,5–80,0",
    "80-78,5",
    "≥ 85",
    " 81 ",
    "=1+1",
    "-",
    "７９",
    "satu",
]


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(Paths(CHECKOUT / "data").reference)


@pytest.fixture(scope="module")
def template(catalogue, tmp_path_factory) -> Path:
    figures = ReferenceFigures({PAIR: Baseline(2025, 62.5)})
    return write_templates(catalogue, figures, ROUND, UNIT, tmp_path_factory.mktemp("templates"))[0]


def fill(template: Path, path: Path, entries: dict[str, object], sheet: str = "Target") -> Path:
    """Type into cells by address; texts stay texts, as a cell entered with an apostrophe does."""
    book = openpyxl.load_workbook(template)
    for address, value in entries.items():
        book[sheet][address].value = value
        if isinstance(value, str):
            book[sheet][address].data_type = "s"
    book.save(path)
    return path


def target_cells(reading: Reading):
    return {cell.address: cell for row in reading.rows for _, cell in row.targets}


def test_an_empty_template_offers_every_cell_and_all_are_blank(template, catalogue):
    reading = read_file(template, catalogue, folders=())
    assert (reading.round_id, reading.unit_code, reading.template) == (ROUND, UNIT, "selaras-1")
    assert reading.findings == ()
    cells = target_cells(reading)
    assert len(cells) == 2 * 38 * 5
    assert {cell.kind for cell in cells.values()} == {"blank"}
    assert judge(reading, JudgingContext(catalogue)).counts[:4] == (380, 0, 0, 380)


def test_reference_cells_are_read_as_they_were_written(template, catalogue):
    row = read_file(template, catalogue, folders=()).rows[0]
    assert (row.indicator_code.text, row.region_code.text, row.region_name.text) == (*PAIR, "Aceh")
    assert (row.unit_of_measure.text, row.direction.text) == ("persen", "naik")
    assert (row.baseline_year.number, row.baseline_value.number) == (2025, 62.5)


@pytest.mark.parametrize("typed", TYPED, ids=repr)
def test_a_target_is_read_exactly_as_it_was_typed(template, catalogue, tmp_path, typed):
    filled = fill(template, tmp_path / "t.xlsx", {"K6": typed})
    cells = target_cells(read_file(filled, catalogue, folders=()))
    read = cells.pop("Target!K6")
    assert {cell.kind for cell in cells.values()} == {"blank"}
    if isinstance(typed, str):
        assert (read.kind, read.text) == ("text", typed)
    else:
        assert (read.kind, read.number) == ("number", typed)


def test_every_cell_of_a_full_sheet_comes_back_in_its_place(template, catalogue, tmp_path):
    book = openpyxl.load_workbook(template)
    addresses = [f"{column}{row}" for row in range(6, 82) for column in "KLMNO"]
    typed = {address: 10 + number / 8 for number, address in enumerate(addresses) if number % 7}
    assert book["Target"].max_row == 81
    reading = read_file(fill(template, tmp_path / "t.xlsx", typed), catalogue, folders=())
    found = {cell.address.partition("!")[2]: cell.number for cell in target_cells(reading).values() if cell.text}
    assert found == typed


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="_"), min_size=1, max_size=40
)
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: float(f"{value:.15g}"))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS.filter(str.strip) | NUMBERS, min_size=60, max_size=60))
def test_whatever_is_typed_comes_back_unchanged(template, catalogue, tmp_path, typed):
    entries = dict(zip([f"{column}{row}" for row in range(6, 18) for column in "KLMNO"], typed, strict=True))
    reading = read_file(fill(template, tmp_path / "t.xlsx", entries), catalogue, folders=())
    cells = {cell.address.partition("!")[2]: cell for cell in target_cells(reading).values() if cell.kind != "blank"}
    read = {address: cell.number if cell.kind == "number" else cell.text for address, cell in cells.items()}
    assert read == entries


def test_the_other_columns_come_back_as_typed(template, catalogue, tmp_path):
    typed = {"P6": 3343, "Q6": "ya", "R6": "alasan “khusus” – Ä 漢 =x", "S6": "RKPD, tabel 2", "T6": "@catatan"}
    row = read_file(fill(template, tmp_path / "t.xlsx", {"K6": 70, **typed}), catalogue, folders=()).rows[0]
    read = (row.denominator, row.is_provisional, row.justification, row.evidence, row.note)
    assert [cell.text for cell in read] == ["3343", *list(typed.values())[1:]]


def test_an_assessment_comes_back_and_blank_levels_do_not_become_zero(template, catalogue, tmp_path):
    filled = fill(
        template, tmp_path / "t.xlsx", {"G6": 2, "H6": "dana ada", "I6": "renja", "G8": "tidak berlaku"}, "Kriteria"
    )
    reading = read_file(filled, catalogue, folders=())
    read = [(one.region_code.text, one.criterion_code, one.level.text, one.reason.text) for one in reading.criteria]
    assert read == [("11", "keberlanjutan", "2", "dana ada"), ("11", "kapabilitas", "tidak berlaku", "")]


def test_levels_of_colliding_codes_are_settled_by_the_name_beside_them(template, catalogue, tmp_path):
    rows = openpyxl.load_workbook(template)["Kriteria"].iter_rows(min_row=6)
    line = next(row[0].row for row in rows if row[2].value == "94")
    reading = read_file(fill(template, tmp_path / "t.xlsx", {f"G{line}": 1}, "Kriteria"), catalogue, folders=())
    judgement = judge(reading, JudgingContext(catalogue))
    assert [one.region_id for one in judgement.criteria] == ["94"]
    assert judgement.findings == ()


def test_a_file_under_any_other_name_and_folder_is_the_same_submission(template, catalogue, tmp_path):
    renamed = shutil.copy(template, tmp_path / "Usulan FINAL (2) rev.xlsx")
    assert read_file(Path(renamed), catalogue, folders=()).unit_code == UNIT


def test_a_corrected_annotated_copy_is_read_again_and_accepted(template, catalogue, tmp_path):
    wrong = fill(template, tmp_path / "wrong.xlsx", {"K6": "tujuh puluh", "L6": 75, "P6": 900})
    first = judge(read_file(wrong, catalogue, folders=()), JudgingContext(catalogue))
    assert [finding.rule_id for finding in first.findings if finding.severity == "reject"] == ["value.not_a_number"]
    copy = annotate(wrong, first.findings, tmp_path / "copy.xlsx")
    corrected = fill(copy, tmp_path / "corrected.xlsx", {"K6": 70})
    reading = read_file(corrected, catalogue, folders=())
    second = judge(reading, JudgingContext(catalogue))
    assert (second.counts.accepted, second.counts.rejected) == (2, 0)
    assert [finding for finding in second.findings if finding.severity == "reject"] == []


def test_an_annotated_copy_that_nobody_mended_gets_the_same_findings(template, catalogue, tmp_path):
    wrong = fill(
        template, tmp_path / "wrong.xlsx", {"K6": "tujuh puluh", "L7": "-", "M8": "=1+1", "K9": 400, "P6": 900}
    )
    context = JudgingContext(catalogue)
    first = judge(read_file(wrong, catalogue, folders=()), context)
    copy = annotate(wrong, first.findings, tmp_path / "copy.xlsx")
    second = judge(read_file(copy, catalogue, folders=()), context)
    assert second.counts == first.counts
    assert [one.message_id for one in second.findings] == [one.message_id for one in first.findings]


def test_a_recorded_finding_and_a_fresh_one_mark_the_same_cells(template, catalogue, tmp_path):
    wrong = fill(template, tmp_path / "wrong.xlsx", {"K6": "tujuh puluh"})
    fresh = judge(read_file(wrong, catalogue, folders=()), JudgingContext(catalogue)).findings
    recorded = [
        RecordedFinding(
            one.rule_id, one.severity, one.sheet, one.source_cell, one.written, one.message_id, one.message_en
        )
        for one in fresh
    ]
    copies = [annotate(wrong, found, tmp_path / f"{number}.xlsx") for number, found in enumerate((fresh, recorded))]
    shown = [openpyxl.load_workbook(copy)["Target"]["K6"].comment.text for copy in copies]
    assert shown[0] == shown[1]


def test_the_csv_form_of_a_template_offers_the_same_cells_and_is_accepted_once_filled(catalogue, tmp_path):
    figures = ReferenceFigures({PAIR: Baseline(2025, 62.5)})
    (empty,) = write_templates(catalogue, figures, ROUND, UNIT, tmp_path, "csv")
    blank = read_file(empty, catalogue, folders=())
    assert (blank.round_id, blank.unit_code, blank.findings) == (ROUND, UNIT, ())
    assert judge(blank, JudgingContext(catalogue)).counts[:4] == (380, 0, 0, 380)

    filled = tmp_path / "filled.csv"
    head, *lines = empty.read_text(encoding="utf-8-sig").splitlines()
    place, year = head.split(";").index("target"), head.split(";").index("tahun_target")
    typed = []
    for line in lines:
        cells = line.split(";")
        cells[place] = f"{60 + int(cells[year]) - 2026},5"
        cells[head.split(";").index("penyebut")] = "100"
        typed.append(";".join(cells))
    filled.write_text("\r\n".join([head, *typed]), encoding="utf-8-sig")
    judged = judge(read_file(filled, catalogue, folders=()), JudgingContext(catalogue))
    assert judged.counts[:4] == (380, 380, 0, 0)
