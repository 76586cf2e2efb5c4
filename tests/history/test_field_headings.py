"""Which period and quantity a heading of a small published table means; each kind once came out wrong."""

from __future__ import annotations

import pytest

from tests.history.conftest import rule_ids, values
from tests.history.field_tables import RATE, workbook
from tests.history.reading import read_published


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Maret 2024", "2024-03"), ("Mar-24", "2024-03"), ("Sep 2024", "2024-09"), ("2024-03-01", "2024-03"),
        ("2024-09", "2024-09"), ("03/2024", "2024-03"), ("2024M09", "2024-09"), ("2024 Semester 1", "2024-03"),
        ("Semester II 2024", "2024-09"), ("2024S2", "2024-09"), ("Sem. 1 2024", "2024-03"), ("2024¹", "2024"),
        ("2024 1)", "2024"), ("2024*", "2024"), ("2024.0", "2024"), ("Smt 2/2024", "2024-09"),
    ],
)  # fmt: skip
def test_months_dates_and_half_years_are_read_from_headings(read, heading, period):
    table = read("a.csv", f"Provinsi,{RATE}\n,{heading}\nACEH,14.2\nBALI,4\n")
    assert {key for _, key in values(table, "poverty_rate")} == {period}


def test_a_date_in_a_workbooks_heading_is_its_month(tmp_path, catalogue):
    rows = [["Provinsi", RATE, ""], ["", 45352, 45536], ["ACEH", 14.2, 12.6]]
    formats = {(1, 1): "mmm-yy", (1, 2): "mmm-yy"}
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}, formats), catalogue)
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.2, ("11", "2024-09"): 12.6}


def test_a_figure_that_excel_made_a_date_is_not_read(tmp_path, catalogue):
    rows = [["Provinsi", RATE], ["", "Maret 2024"], ["ACEH", 45418], ["BALI", 4.0]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}, {(2, 1): "d-mmm"}), catalogue)
    assert values(table, "poverty_rate") == {("51", "2024-03"): 4}
    assert rule_ids(table) == {"value.date"}


@pytest.mark.parametrize(
    ("title", "indicator_code"),
    [
        ("Number of Poor Population (Thousand People) by Province", "poor_population"),
        ("Percentage of Poor Population (Percent) by Province", "poverty_rate"),
        ("Poverty Line (Rupiah/Capita/Month) by Province", "poverty_line"),
        ("Gini Ratio by Province", "gini_ratio"),
        ("[New Method] Expected Years of Schooling (Years)", "expected_years_schooling"),
        ("Labor Force Participation Rate by Province (Percent)", "labour_participation_rate"),
    ],
)
def test_the_publishers_english_download_is_read(read, title, indicator_code):
    value = {"poverty_line": "600000", "gini_ratio": "0.3"}.get(indicator_code, "60")
    table = read("a.csv", f'Province,"{title}"\n,2025\n,Semester 2 (September)\nACEH,{value}\nBALI,{value}\n')
    assert table.indicator_codes in ((indicator_code,), ())
    assert {row.indicator_code for row in table.rows} == {indicator_code}


def test_a_tidy_long_table_gives_each_quantity_its_own_periods(read):
    text = (
        "Wilayah,Tahun,Harapan Lama Sekolah (tahun),Garis Kemiskinan (Rp/kapita/bulan),Persentase Penduduk Miskin\n"
        "Kabupaten Cilacap,2022.0,12.0,350000,15.0\nKota Magelang,2022,12.4,354000,11.0\n"
        "Kabupaten Cilacap,2023,12.05,365000,14.8\nKota Magelang,2023,12.45,369000,10.8\n"
    )
    table = read("a.csv", text)
    assert table.counts["figure"] == 12
    assert values(table, "expected_years_schooling")["33.71", "2023"] == 12.45
    assert values(table, "poverty_line")["33.01", "2022-03"] == 350000
    assert values(table, "poverty_rate")["33.71", "2023-03"] == 10.8


def test_a_long_table_with_its_variables_down_a_column_is_read(read):
    text = (
        "Provinsi;Indikator;Tahun;Bulan;Nilai;Satuan\nAceh;Persentase Penduduk Miskin;2024;3;14,23;Persen\n"
        "Aceh;Jumlah Penduduk Miskin;2024;9;718,96;Ribu Jiwa\nAceh;Jumlah Warung;2024;9;8;Unit\n"
    )
    table = read("a.csv", text)
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.23}
    assert values(table, "poor_population") == {("11", "2024-09"): 718.96}
    assert rule_ids(table) == {"variable.unknown"}
