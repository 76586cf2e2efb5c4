"""A district's wide sheet: what is mapped is offered, what is not is listed, and no figure is dropped or changed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.submissions.model.reading import Reading
from tests.submissions.readers.building import File, read
from tests.submissions.readers.foreign_sheets import FOREIGN_OPTIONS, PLAN_YEARS, district_plan

ROWS: list[list[Any]] = [
    ["Dinas Sosial", "1.06 Sosial", "Angka Kemiskinan", "Persen", "11,19", "10.95-10.90", "10,8", 10.7, None, "…", "9"],
    [None, None, "Persentase  anak telantar yang terpenuhi kebutuhan dasarnya di luar panti", "%", 79, *[80] * 6],
    [None, "1.02 Kesehatan", None, None, None, *[None] * 6],
    [None, None, "Posyandu aktif", "Tahun", "70,1", 70, 71, 72, 73, 74, 75],
    [None, None, "Nilai SAKIP", "Nilai", "B", *["B"] * 6],
]


def sheet(rows: list[list[Any]], headings: list[list[Any]], title: str = "Lampiran") -> File:
    book = openpyxl.Workbook()
    target = book.active
    target.title = title
    for line in (["LAMPIRAN RPJMD"], [], *headings, *rows):
        target.append(line)
    out = io.BytesIO()
    book.save(out)
    return File(out.getvalue(), "rpjmd.xlsx", dict(FOREIGN_OPTIONS))


ONE_ROW = [["skpd", "urusan", "uraian", "satuan", "base", *PLAN_YEARS]]
SHOUTED = [["SKPD", "URUSAN", "URAIAN", "SATUAN", "BASE", *(f"Target {year}" for year in PLAN_YEARS)]]


def offered(reading: Reading) -> list[tuple[int, str, str, list[tuple[int, str, str]]]]:
    return [
        (
            row.row_number,
            row.indicator_code.text,
            row.region_code.text,
            [(year, cell.address, cell.text) for year, cell in row.targets],
        )
        for row in reading.rows
    ]


@pytest.mark.parametrize("headings", [ONE_ROW, SHOUTED])
def test_mapped_rows_are_offered_with_their_cells_as_written(headings: list[list[Any]], tmp_path: Path) -> None:
    reading = read(sheet(ROWS, headings), tmp_path)
    assert (reading.form, reading.round_id, reading.unit_code) == ("foreign", "contoh-2027-1", "dinsos-11.01")
    first = [
        (2027, "Lampiran!H4", "10.7"),
        (2028, "Lampiran!I4", ""),
        (2029, "Lampiran!J4", "…"),
        (2030, "Lampiran!K4", "9"),
    ]
    second = [
        (2027, "Lampiran!H5", "80"),
        (2028, "Lampiran!I5", "80"),
        (2029, "Lampiran!J5", "80"),
        (2030, "Lampiran!K5", "80"),
    ]
    assert offered(reading) == [
        (4, "poverty_rate", "11.01", first),
        (5, "spm_children_outside", "11.01", second),
    ]
    assert reading.rows[0].baseline_value.text == "11,19"
    assert reading.rows[0].unit_of_measure.text == "Persen"


def test_rows_that_are_not_mapped_are_listed_with_their_group_and_figures(tmp_path: Path) -> None:
    reading = read(sheet(ROWS, ONE_ROW), tmp_path)
    listed = {
        finding.rule_id: finding.written for finding in reading.findings if finding.source_cell.startswith("Lampiran!C")
    }
    assert listed == {
        "layout.unmapped_row": "Dinas Sosial | 1.02 Kesehatan | Posyandu aktif | 70 | 71 | 72 | 73 | 74 | 75",
        "layout.row_not_used": "Dinas Sosial | 1.02 Kesehatan | Nilai SAKIP | B | B | B | B | B | B",
    }


def test_figures_without_a_description_are_listed_too(tmp_path: Path) -> None:
    row = [None, None, None, None, None, *[5] * 6]
    reading = read(sheet([*ROWS, row], ONE_ROW), tmp_path)
    assert reading.findings[-1].rule_id == "layout.unmapped_row"
    assert reading.findings[-1].source_cell == "Lampiran!C9"


def test_every_row_with_figures_is_offered_or_listed(tmp_path: Path) -> None:
    reading = read(sheet(ROWS, ONE_ROW), tmp_path)
    told = {row.row_number for row in reading.rows}
    told |= {int(str(finding.facts["row"])) for finding in reading.findings if "row" in finding.facts}
    assert told == {4, 5, 7, 8}


def test_the_same_year_twice_is_refused_and_not_guessed(tmp_path: Path) -> None:
    reading = read(sheet(ROWS, [[*ONE_ROW[0], 2030]]), tmp_path)
    assert reading.is_refused
    assert [finding.rule_id for finding in reading.findings] == ["header.duplicate"]


def test_a_sheet_that_fits_no_form_is_told_to_use_the_template(tmp_path: Path) -> None:
    reading = read(sheet(ROWS, [["a", "b", "c", "d", "e", *PLAN_YEARS]]), tmp_path)
    assert reading.is_refused
    assert [(finding.rule_id, finding.sheet) for finding in reading.findings] == [("sheet.missing", "_meta")]


@pytest.mark.parametrize("missing", ["round_id", "unit_code"])
def test_without_round_or_unit_nothing_is_read(missing: str, tmp_path: Path) -> None:
    options = {name: value for name, value in FOREIGN_OPTIONS.items() if name != missing}
    reading = read(district_plan()._replace(options=options), tmp_path)
    assert reading.is_refused
    assert [finding.rule_id for finding in reading.findings] == ["layout.identity_missing"]


def test_a_round_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    reading = read(district_plan()._replace(options={**FOREIGN_OPTIONS, "round_id": "x"}), tmp_path)
    assert reading.is_refused
    assert [finding.rule_id for finding in reading.findings] == ["round.unknown"]


def test_hidden_rows_and_broken_formulas_are_refused_as_in_our_own_sheets(tmp_path: Path) -> None:
    file = sheet([[*ROWS[0][:7], "=1+1", 1, 1, 1], ROWS[1]], ONE_ROW)
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    book.active.row_dimensions[5].hidden = True
    out = io.BytesIO()
    book.save(out)
    reading = read(file._replace(content=out.getvalue()), tmp_path)
    assert reading.refused_cells == {"Lampiran!H4", *(f"Lampiran!{column}5" for column in "HIJK")}
