"""Small tables of real life: parts, numbers, sheets. Each kind once came out wrong; the kind is held, not the file."""

from __future__ import annotations

import pytest

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values
from tests.history.field_tables import RATE, TPT, workbook
from tests.history.reading import read_published

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


def test_an_old_binary_workbook_is_refused_with_the_true_reason(read):
    with pytest.raises(FormError, match=r"old binary workbook \(\.xls\)"):
        read("lama.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
