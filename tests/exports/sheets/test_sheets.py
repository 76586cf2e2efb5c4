"""A region's reference sheet in every form says what the edition says, and nothing typed is read as markup."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from pipelines.commands.forum.sheets import file_stem, in_form, write_sheets
from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.number_forms import Forms
from pipelines.contract.paths import Paths
from pipelines.exports.bundle.pages import sheet_page
from pipelines.exports.sheets.facts import Sheet, SheetError, interval, read_sheets, sheet_text
from tests.command_here import selaras_here

HOSTILE = [
    "#eval(1)",
    "= Judul *tebal* $x$",
    "<b>tebal</b>",
    "=1+1",
    ']#read("/etc/passwd")',
    "{% raw %}",
    "\\input{x}",
]
BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)


def row(**given):
    return {
        "outcome_code": "o", "indicator_code": "i", "target_year": 2027, "name_id": "Indikator", "name_en": "Indicator",
        "unit_of_measure": "percent", "decimal_places": 1, "baseline_year": 2025, "baseline_value": 10.5,
        "proposal_low": 8.0, "proposal_high": 9.0, "ministry_low": None, "ministry_high": None, "agreed_low": None,
        "agreed_high": None, "agreed_value": None, "state": "submitted", "counts_as": "undecided",
        "decision_reason": None, "statement_region": None, "statement_ministry": None, "next_forum": None,
        "national_low": 7.0, "national_high": 8.0, "programme_code": "1.06.02", "programme_name": "Program",
        "minutes_number": None, "is_draft": False, "region_name": "Aceh", **given,
    }  # fmt: skip


def sheet(*rows, language: str = "id", is_example: bool = False) -> Sheet:
    planning_round = {"name_id": "Putaran", "name_en": "Round", "plan_year": 2027, "is_example": is_example}
    states = {"submitted": "Diajukan", "agreed": "Sepakat", "not_agreed": "Tidak sepakat"}
    return Sheet("putaran", "11", "Aceh", language, "edition-x", planning_round, rows, states)


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        if os.environ.get("CI"):
            pytest.fail("pdftotext is missing: install poppler-utils")
        pytest.skip("pdftotext (poppler-utils) is not installed, so the text of a PDF cannot be read back")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.0, 1.0, "1,0"),
        (1.0, 2.5, "1,0–2,5"),
        (100.0, None, "≥ 100,0"),
        (None, 4.0, "≤ 4,0"),
        (None, None, "–"),
        (0.0, 0.0, "0,0"),
    ],
)
def test_an_interval_is_written_with_both_ends_and_missing_is_a_dash(low, high, expected) -> None:
    assert interval(Forms("id"), low, high, 1) == expected


def test_only_agreed_numbers_stand_under_the_heading_of_the_reference() -> None:
    agreed = row(counts_as="agreed", state="agreed", agreed_low=8.5, agreed_high=8.5, agreed_value=8.5)
    other = row(
        target_year=2028,
        counts_as="not_agreed",
        state="not_agreed",
        statement_region="tidak mampu",
        statement_ministry="wajib",
    )
    said = sheet_text(sheet(agreed, other))
    assert [line[4] for line in said["agreed"]] == ["8,5"]
    assert said["open"][0][3] == "8,0–9,0" and "Daerah: tidak mampu · K/L: wajib" in said["open"][0][7]
    assert said["open"][0][1] == "10,5 (2025)"
    assert said["draft"] == ""


def test_before_any_agreement_a_sheet_is_a_draft_and_says_so_in_every_form() -> None:
    proposed = sheet(row(is_draft=True))
    assert sheet_text(proposed)["draft"] == "RANCANGAN"
    assert "RANCANGAN" in text_of(in_form(proposed, "pdf", BUILT_AT))
    assert json.loads(in_form(proposed, "json", BUILT_AT))["is_draft"] is True
    notes = openpyxl.load_workbook(io.BytesIO(in_form(proposed, "xlsx", BUILT_AT)))["Keterangan"]
    assert any("RANCANGAN" in str(line[0].value) for line in notes.iter_rows())


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv", "json"])
def test_an_example_says_so_in_every_form(form: str) -> None:
    content = in_form(sheet(row(), is_example=True), form, BUILT_AT)
    if form == "json":
        assert json.loads(content)["is_example"] is True
    elif form == "xlsx":
        told = openpyxl.load_workbook(io.BytesIO(content))["Keterangan"]
        assert any("DATA CONTOH" in str(line[0].value) for line in told.iter_rows())
    else:
        assert "DATA CONTOH" in (text_of(content) if form == "pdf" else content.decode("utf-8-sig"))
    assert "data-contoh" in file_stem(sheet(row(), is_example=True))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_somebody_typed_is_printed_and_never_read_as_markup(hostile: str) -> None:
    said = sheet(row(decision_reason=hostile, counts_as="not_agreed", state="not_agreed", name_id=hostile))
    text = text_of(in_form(said, "pdf", BUILT_AT))
    squeezed = "".join(text.split())
    assert "".join(hostile.split())[:8] in squeezed
    book = openpyxl.load_workbook(io.BytesIO(in_form(said, "xlsx", BUILT_AT)))
    assert book["RKPD"]["C2"].value == hostile and book["RKPD"]["C2"].data_type == "s"
    if hostile.startswith("="):
        assert f"'{hostile}" in in_form(said, "csv", BUILT_AT).decode("utf-8-sig")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_pdf_is_tagged_has_a_language_a_title_and_headed_tables(language: str) -> None:
    content = in_form(sheet(row(), language=language), "pdf", BUILT_AT)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        assert str(root.Lang).startswith(language)
        assert bool(root.MarkInfo.Marked)
        assert root.StructTreeRoot is not None
        kinds = {
            str(each.S)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
        }
        assert {"/Table", "/TH", "/H1"} <= kinds
        with pdf.open_metadata() as metadata:
            assert "Aceh" in str(metadata["dc:title"])
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_lines_stand_under_their_outcome_in_pdf_and_page() -> None:
    rows = [row(statement_id="Anak diasuh keluarga"), row(statement_id="Anak diasuh keluarga", target_year=2028), row()]
    said = sheet_text(sheet(*rows))
    assert said["open_outcomes"] == ["Anak diasuh keluarga", "Anak diasuh keluarga", "Tanpa sasaran hasil"]
    text = text_of(in_form(sheet(*rows), "pdf", BUILT_AT))
    page = sheet_page(sheet(*rows))
    for outcome in ("Anak diasuh keluarga", "Tanpa sasaran hasil"):
        assert text.count(outcome) == page.count(outcome) == 1


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert in_form(sheet(row()), "pdf", BUILT_AT) == in_form(sheet(row()), "pdf", BUILT_AT)


def test_a_year_without_an_agreement_stays_blank_in_the_work_plan() -> None:
    agreed = row(counts_as="agreed", agreed_value=0.0, agreed_low=0.0, agreed_high=0.0)
    page = openpyxl.load_workbook(io.BytesIO(in_form(sheet(agreed, row(target_year=2028)), "xlsx", BUILT_AT)))["RKPD"]
    headings = [cell.value for cell in page[1]]
    assert headings[4:6] == ["Target 2027", "Target 2028"] and headings[-1] == "Pagu"
    assert [cell.value for cell in page[2]][3:6] == [10.5, 0, None]
    assert page.cell(2, len(headings)).value == "tidak diisi"


def test_every_form_carries_the_numbers_of_the_edition(refreshed: Paths, tmp_path: Path) -> None:
    edition = current_edition(refreshed)
    assert edition is not None
    written = write_sheets(refreshed, "contoh-2026-2", tmp_path, region_id="31")
    assert written == (1, 4)
    with reading(edition) as connection:
        (one,) = read_sheets(connection, edition.stem, "contoh-2026-2", "id", "31")
        wanted = connection.execute(
            "select indicator_code, target_year, agreed_value from mart.agreement "
            "where round_id = 'contoh-2026-2' and region_id = '31' and agreed_value is not null order by all"
        ).fetchall()
    assert wanted, "the example desk agrees on lines of DKI Jakarta"
    (file,) = tmp_path.glob("*.json")
    lines = json.loads(file.read_text(encoding="utf-8"))["lines"]
    assert (
        sorted(
            (line["indicator_code"], line["target_year"], line["agreed_value"])
            for line in lines
            if line["agreed_value"] is not None
        )
        == wanted
    )
    text = "".join(text_of(next(tmp_path.glob("*.pdf")).read_bytes()).split())
    for line in sheet_text(one)["agreed"]:
        assert "".join(line[4].split()) in text
    (sheet_file,) = tmp_path.glob("*.xlsx")
    page = openpyxl.load_workbook(sheet_file)["RKPD"]
    numbers = {
        cell.value for cells in page.iter_rows(min_row=2) for cell in cells if isinstance(cell.value, (int, float))
    }
    assert {value for _, _, value in wanted} <= numbers


def test_a_round_or_region_without_a_sheet_is_one_sentence(refreshed: Paths, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="The edition has no round nirwana; choose one of"):
        write_sheets(refreshed, "nirwana", tmp_path)
    with pytest.raises(SheetError, match="has no target of region 99"):
        write_sheets(refreshed, "rpjmn-2025", tmp_path, region_id="99")


def test_the_command_writes_and_says_how_much(refreshed: Paths, tmp_path: Path) -> None:
    done = selaras_here(
        refreshed, "sheets", "--round", "rpjmn-2025", "--region", "94", "--english", "--out", str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert "4 file(s) for 1 region(s)" in done.stdout
    assert {file.suffix for file in tmp_path.iterdir()} == {".pdf", ".xlsx", ".csv", ".json"}
