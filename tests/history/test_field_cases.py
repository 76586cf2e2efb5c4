"""Small tables that real life produced, each of a kind that once came out wrong; the kind is held, not the file."""

from __future__ import annotations

import pytest
import xlsxwriter

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values
from tests.history.reading import read_published

TPT = "Tingkat Pengangguran Terbuka (Persen)"
RATE = "Persentase Penduduk Miskin (Persen)"


def workbook(path, sheets, formats=None, hidden=(), merges=()):
    """Write {sheet name: rows}; `formats` gives number formats by (row, column) of every sheet."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    code = (formats or {}).get((number, column), "General")
                    sheet.write(number, column, value, book.add_format({"num_format": code}))
            for area in merges:
                sheet.merge_range(area, rows[0][0])
            if name in hidden:
                sheet.hide()
    return path


# --- a part of the population is not the whole -----------------------------------------------------------------------

LONG = "id,kode_provinsi,nama_provinsi,{column},tingkat_pengangguran_terbuka,satuan,tahun,bulan\n"


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("kelompok_umur", "15-24"),
        ("jenis_kelamin", "LAKI-LAKI"),
        ("pendidikan_tertinggi", "SMA"),
        ("kategori", "Pemuda"),
        ("segmen", "NEET"),
        ("umur", "20"),
        ("klasifikasi daerah", "PERKOTAAN"),
        ("kecamatan", "Lhoknga"),
        ("triwulan", "3"),
    ],
)
def test_a_row_about_a_part_is_never_the_indicator_and_its_column_is_named(read, column, part):
    text = (
        LONG.format(column=column) + f"1,11,ACEH,{part},14.3,PERSEN,2026,Agustus\n2,51,BALI,{part},5.1,PERSEN,2026,8\n"
    )
    table = read("tpt.csv", text)
    assert values(table, "open_unemployment_rate") == {}
    assert rule_ids(table) == {"table.slice"}
    assert column in table.faults[0].message("id")
    assert table.counts["cells"] == 2


def test_the_total_of_a_divided_table_is_taken_and_a_part_goes_to_its_own_indicator(read):
    text = (
        "Provinsi;Tahun;Semester;Daerah;Persentase Penduduk Miskin\n"
        "Aceh;2025;1;Perkotaan;9,1\nAceh;2025;1;Perdesaan;15,2\nAceh;2025;1;Total;12,33\nAceh;2025;2;Jumlah;12,22\n"
    )
    table = read("p0.csv", text)
    assert values(table, "poverty_rate") == {("11", "2025-03"): 12.33, ("11", "2025-09"): 12.22}
    assert values(table, "poverty_rate_urban") == {("11", "2025-03"): 9.1}
    assert values(table, "poverty_rate_rural") == {("11", "2025-03"): 15.2}
    assert table.faults == ()


@pytest.mark.parametrize(
    "title",
    [
        "Tingkat Pengangguran Terbuka Menurut Kelompok Umur",
        "Tingkat Pengangguran Terbuka menurut Provinsi dan Jenis Kelamin",
        "Tingkat Pengangguran Terbuka Perempuan",
        "Tingkat Pengangguran Terbuka 15-24 tahun",
        "Unemployment Rate by Age Group",
        "TPT pemuda",
    ],
)
@pytest.mark.parametrize("is_file_name", [True, False])
def test_a_title_that_names_a_part_takes_its_figures_with_it(read, title, is_file_name):
    head = f"Provinsi,{TPT}" if is_file_name else f"Provinsi,{title}"
    table = read(f"{title}.csv" if is_file_name else "a.csv", f"{head}\n,Agustus 2025\nACEH,14.3\nBALI,5.2\n")
    assert values(table, "open_unemployment_rate") == {}
    assert rule_ids(table) <= {"table.slice", "variable.unknown"} and rule_ids(table)


def test_a_title_that_names_a_part_does_no_harm_where_a_column_says_total(read):
    text = "Provinsi,TPT Menurut Provinsi dan Jenis Kelamin (Persen),\n,Laki-laki,Jumlah\n,Agustus 2025,Agustus 2025\n"
    table = read("tpt.csv", text + "ACEH,5.9,5.64\n")
    assert values(table, "open_unemployment_rate") == {("11", "2025-08"): 5.64}


# --- which region a row means ----------------------------------------------------------------------------------------

JATENG = "Kabupaten/Kota," + TPT + "\n,2024\nKabupaten/Regency,\n01. Cilacap,3.1\n08. Magelang,3.8\n22. Semarang,5.2\n"


@pytest.mark.parametrize("head", ["Kota/Municipality", "Kota", "Municipality", "KOTA / CITY"])
def test_bare_names_under_a_row_of_cities_are_cities(read, head):
    table = read("a.csv", JATENG + f"{head},\n71. Magelang,7.1\n74. Semarang,7.4\n75. Surakarta,6\nJawa Tengah,4.78\n")
    found = values(table, "open_unemployment_rate")
    assert found["33.71", "2024-08"] == 7.1 and found["33.08", "2024-08"] == 3.8
    assert found["33.74", "2024-08"] == 7.4 and found["33.22", "2024-08"] == 5.2
    assert found["33", "2024-08"] == 4.78
    assert table.counts["figure"] == 7 and table.faults == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("71. Magelang,7.1\n72. Surakarta,6.0\n", {"33.71": 7.1, "33.72": 6.0}),
        ("Cilacap,3.1\nMagelang,3.8\nBrebes,6\nMagelang,7.1\nSurakarta,6\n", {"33.08": 3.8, "33.71": 7.1}),
        ("Cilacap,3.1\nMagelang,3.8\nBrebes,6\nKota Magelang,7.1\n", {"33.08": 3.8, "33.71": 7.1}),
        ("Surakarta,6\nMagelang,7.1\nSalatiga,5\n", {"33.71": 7.1}),
        ("Brebes,6\nMagelang,7.1\nSurakarta,5\n", {}),
    ],
    ids=["numbers from 71", "twice, below the regencies", "with its word", "among cities only", "open"],
)
def test_a_name_that_regency_and_city_share_is_told_by_its_neighbours(read, rows, expected):
    table = read("a.csv", f"Kabupaten/Kota,{TPT}\n,2024\n{rows}")
    found = values(table, "open_unemployment_rate")
    assert {key: found.get((key, "2024-08")) for key in expected} == expected
    assert ("region.ambiguous" in rule_ids(table)) == (not expected)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Boalemo,4.1\nGorontalo,3.5\nKota Gorontalo,5\n", {}),
        ("Boalemo,4.1\nKabupaten Gorontalo,3.5\nKota Gorontalo,5\nGorontalo,4\n", {"75.02": 3.5, "75": 4.0}),
    ],
    ids=["the regency or the total", "both beside it"],
)
def test_a_regency_is_not_taken_for_the_province_of_its_name(read, rows, expected):
    table = read("a.csv", f"Kabupaten/Kota,{TPT}\n,2024\n{rows}".replace("75.02", "75.02"))
    found = values(table, "open_unemployment_rate")
    if expected:
        assert found["75", "2024-08"] == 4
        assert found["75.71", "2024-08"] == 5
    else:
        assert ("75", "2024-08") not in found
        assert "region.ambiguous" in rule_ids(table)


@pytest.mark.parametrize(
    "head", ["Provinsi;Kab/Kota", "Kab/Kota;Provinsi", "Province;Regency", "nama_provinsi;nama_kabupaten_kota"]
)
def test_a_district_row_is_the_districts_and_not_its_provinces(read, head):
    rows = [("Aceh", "Simeulue", "18,1"), ("Bali", "Badung", "2,2"), ("Riau", "Kota Dumai", "3,1")]
    is_turned = head.startswith("Kab")
    lines = [";".join((two, one, value) if is_turned else (one, two, value)) for one, two, value in rows]
    text = f"{head};{RATE}\n;;2024\n" + "\n".join(lines) + "\n"
    found = values(read("a.csv", text), "poverty_rate")
    assert found == {("11.09", "2024-03"): 18.1, ("51.03", "2024-03"): 2.2, ("14.72", "2024-03"): 3.1}


def test_a_total_beside_a_provinces_name_is_the_provinces(read):
    text = f"Provinsi;Kab/Kota;{RATE}\n;;2024\nBali;Badung;2,2\n;Kota Denpasar;2,6\nBali;Total;3,8\n"
    found = values(read("a.csv", text), "poverty_rate")
    assert found == {("51.03", "2024-03"): 2.2, ("51.71", "2024-03"): 2.6, ("51", "2024-03"): 3.8}


def test_rows_of_unknown_regions_at_the_top_are_rows_and_are_named(read):
    table = read("a.csv", f"Provinsi,{RATE},\n,Maret 2024,Maret 2025\nAtlantis,9.1,9\nLemuria,8,7\nACEH,14.2,12.3\n")
    assert table.counts == {"cells": 6, "figure": 2, "not_published": 0, "stopped": 4, "listed": 0, "left_out": 0}
    assert rule_ids(table) == {"table.unknown_region"}
    assert "Atlantis, Lemuria" in table.faults[0].message("id")


@pytest.mark.parametrize(
    ("spelling", "region_id"),
    [
        ("KAB. PAHUWATO", "75.04"), ("KOTA PADANG SIDEMPUAN", "12.77"), ("KAB. KEPAHYANG", "17.08"),
        ("Kabupaten Kutai Kertanegara", "64.02"), ("Kab. Serdang Bedagei", "12.18"), ("KAB. LANI JAYA", "95.07"),
    ],
)  # fmt: skip
def test_spellings_of_the_decrees_are_read(read, spelling, region_id):
    table = read("a.csv", f"Kabupaten/Kota,{RATE}\n,2024\n{spelling},17.2\nKab. Badung,2\n")
    assert values(table, "poverty_rate")[region_id, "2024-03"] == 17.2
    assert rule_ids(table) <= {"region.spelled_otherwise"}


@pytest.mark.parametrize("spelling", ["Kab. Baru", "Kab. Atlantis", "Kota Surakata Raya", "Badungan Utara"])
def test_what_could_be_two_regions_or_none_is_not_guessed(read, spelling):
    table = read("a.csv", f"Kabupaten/Kota,{RATE}\n,2024\n{spelling},17.2\nKab. Badung,2\n")
    assert len(values(table, "poverty_rate")) == 1
    assert "table.unknown_region" in rule_ids(table)


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1,13 juta", 1130.0), ("703,33 ribu", 703.33), ("0,7 million", 700.0), ("1130000 jiwa", 1130.0),
        ("0,001 miliar", 1000.0), ("703,33¹", 703.33), ("703,33 1)", 703.33), ("703,33*", 703.33), ("703,33r", 703.33),
        ("1,13 M", None), ("1,13 jt lebih", None), ("0,60,60", None), ("703,33 1", None), ("7,0E+05", None),
        ("1,5E+15", None), ("703,331)", None), ("700 %", None), ("sekitar 700", None), ("12 tahun", None),
    ],
)  # fmt: skip
def test_a_word_behind_a_number_is_part_of_it(read, written, expected):
    table = read(
        "a.csv", f"Provinsi;Jumlah Penduduk Miskin (Ribu Jiwa)\n;September 2026\nACEH;{written}\nBALI;164,12\n"
    )
    found = values(table, "poor_population")
    assert found.get(("11", "2026-09")) == (pytest.approx(expected) if expected else None)
    assert found["51", "2026-09"] == 164.12
    assert expected or table.counts["stopped"] == 1


def test_numbers_with_a_percent_format_are_read_as_they_show(tmp_path, catalogue):
    rows = [["Provinsi", RATE], ["", "Maret 2026"], ["ACEH", 0.1234], ["BALI", 3.79], ["RIAU", 6.19]]
    formats = {(2, 1): "0.00%", (3, 1): "0.00", (4, 1): '0.00"%"'}
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}, formats), catalogue)
    assert values(table, "poverty_rate") == {("11", "2026-03"): 12.34, ("51", "2026-03"): 3.79, ("14", "2026-03"): 6.19}
    assert rule_ids(table) == {"table.percent_format"}
    assert "S!B3" in table.faults[0].message("en")


def test_a_percent_format_on_heads_is_stopped(tmp_path, catalogue):
    rows = [["Provinsi", "Jumlah Penduduk Miskin (Ribu Jiwa)"], ["", "Maret 2026"], ["ACEH", 0.1234]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}, {(2, 1): "0%"}), catalogue)
    assert table.counts["stopped"] == 1


def test_thousands_points_read_as_decimals_stop_their_column(tmp_path, catalogue):
    rows = [["Provinsi", "Jumlah Penduduk Miskin (Jiwa)"], ["", "Maret 2026"], ["ACEH", 704.69], ["BALI", "1.164.120"]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}), catalogue)
    assert rule_ids(table) == {"table.points_lost"}
    assert values(table, "poor_population") == {("51", "2026-03"): 1164.12}


def test_a_stored_number_keeps_its_dot_where_texts_prove_the_comma(tmp_path, catalogue):
    rows = [["Provinsi", RATE], ["", "Maret 2026"], ["ACEH", 12.345], ["BALI", "3,79"]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}), catalogue)
    assert values(table, "poverty_rate") == {("11", "2026-03"): 12.345, ("51", "2026-03"): 3.79}


# --- sheets and what stands around a table ---------------------------------------------------------------------------


def test_every_sheet_is_read_or_named_once(tmp_path, catalogue):
    sheets = {
        "2024": [["Provinsi", RATE], ["ACEH", 14.23], ["BALI", 4.0]],
        "2025": [["Provinsi", RATE], ["ACEH", 12.33], ["BALI", 3.7]],
        "Metodologi": [["Cara menghitung"], ["Susenas"]],
        "lama": [["Provinsi", RATE], ["ACEH", 99.0]],
    }
    table = read_published(workbook(tmp_path / "P0 Maret.xlsx", sheets, hidden=("lama",)), catalogue)
    assert values(table, "poverty_rate") == {
        ("11", "2024-03"): 14.23, ("51", "2024-03"): 4, ("11", "2025-03"): 12.33, ("51", "2025-03"): 3.7,
    }  # fmt: skip
    said = {fault.rule_id: fault.message("en") for fault in table.faults}
    assert set(said) == {"table.further_sheet", "table.hidden_sheet"}
    assert "Metodologi" in said["table.further_sheet"] and "lama" in said["table.hidden_sheet"]


def test_a_table_below_another_is_read_under_its_own_years(read):
    first = f"Provinsi,{RATE},\n,Maret 2024,Maret 2025\nACEH,14.2,12.3\n,,\n"
    second = "Provinsi,Maret 2023,Maret 2022\nACEH,14.5,14.6\n"
    found = values(read("Persentase Penduduk Miskin.csv", first + second), "poverty_rate")
    assert found == {
        ("11", "2024-03"): 14.2, ("11", "2025-03"): 12.3, ("11", "2023-03"): 14.5, ("11", "2022-03"): 14.6,
    }  # fmt: skip


def test_figures_below_the_notes_are_named_and_not_used(read):
    text = f"Provinsi,{RATE}\n,Maret 2024\nACEH,14.2\nSumber: BPS,\nBALI,4.0\nRIAU,6.6\nJakarta 1 Mei 2024,\n"
    table = read("a.csv", text)
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.2}
    assert rule_ids(table) == {"table.below_notes"}
    assert table.faults[0].figure_count == 2


def test_column_numbers_totals_and_signatures_are_no_figures(tmp_path, catalogue):
    rows = [
        ["No", "Provinsi", RATE, ""], ["", "", "Maret 2024", "Maret 2025"], [-1, -2, -3, -4],
        [1, "ACEH", 14.2, 12.3], [2, "BALI", 4.0, 3.7], ["", "Jumlah", 18.2, 16.0],
        ["", "", "", "Jakarta, 2 Mei 2025"], ["", "", "", "Kepala"],
    ]  # fmt: skip
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}), catalogue)
    assert len(values(table, "poverty_rate")) == 4
    assert table.counts["figure"] == 4
    assert sum(table.cell_counts.values()) == sum(cell != "" for row in rows for cell in row)


def test_a_number_in_joined_or_hidden_cells_belongs_to_nobody(read):
    page = (
        "<table><tr><th>Provinsi</th><th>Persentase Penduduk Miskin 2019</th></tr>"
        "<tr><td>ACEH</td><td rowspan=2>15,32</td></tr><tr><td>RIAU</td></tr>"
        "<tr><td>BALI</td><td>3,79</td></tr></table>"
    )
    table = read("a.xls", page)
    assert values(table, "poverty_rate") == {("51", "2019"): 3.79}
    assert rule_ids(table) == {"value.joined", "figure.year_only"} or rule_ids(table) == {"value.joined"}


# --- headings --------------------------------------------------------------------------------------------------------


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


def test_english_kinds_behind_names_are_read(read):
    text = "Regency/Municipality,Percentage of Poor People (Percent)\n,2024\n"
    text += "Simeulue Regency,18.1\nBanda Aceh City,6.9\nLangsa Municipality,9\nAceh Province,14.2\n"
    found = values(read("a.csv", text), "poverty_rate")
    assert {region for region, _ in found} == {"11.09", "11.71", "11.74", "11"}


def test_parts_under_a_regions_name_are_refused_with_the_true_reason(read):
    text = f"Provinsi,{RATE}\n,Maret 2024\nACEH,\nPerkotaan,9.1\nJumlah,12.3\nBALI,\nPerkotaan,3\nJumlah,3.8\n"
    with pytest.raises(FormError, match="rows of its parts"):
        read("a.csv", text)


def test_an_old_binary_workbook_is_refused_with_the_true_reason(read):
    with pytest.raises(FormError, match=r"old binary workbook \(\.xls\)"):
        read("lama.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
