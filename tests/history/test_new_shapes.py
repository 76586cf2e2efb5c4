"""Shapes in which the ministry's own field is published: variables side by side, the ministry's codes in a column that
looks like that of BPS, `-` for none, thousands points lost on the way. Read right, or refused with the true reason."""

from __future__ import annotations

import pytest

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values
from tests.history.field_tables import workbook
from tests.history.reading import read_published

RATE = "Persentase Penduduk Miskin"
MARCH = "2024-03"
BNPB = [
    ["Kode Wilayah Provinsi", "Nama Provinsi", "Jumlah Kejadian", "Korban", "", "Kerusakan", ""],
    ["", "", "", "Meninggal & Hilang", "Mengungsi", "Rumah", ""],
    ["", "", "", "", "", "Rusak Berat", "Rusak Ringan"],
    ["", "", "", "Jiwa", "", "Unit", ""],
    [-1, -2, -3, -4, -5, -6, -7],
    [11, "ACEH", 99, 9, 250.991, 105, 174],
    [12, "SUMATRA UTARA", 350, 51, 362.186, 315, 787],
    [33, "JAWA TENGAH", 231, 38, "1.660.159", 313, 4.56],
    [91, "PAPUA", 19, "-", 7.739, 1, "-"],
]


def test_variables_side_by_side_keep_their_own_months(read):
    heads = f"Provinsi;{RATE} Maret 2024;Tingkat Pengangguran Terbuka Agustus 2024;Gini Ratio Maret 2024\n"
    table = read("a.csv", heads + "Aceh;14,23;5,75;0,294\n")
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.23}
    assert values(table, "open_unemployment_rate") == {("11", "2024-08"): 5.75}
    assert values(table, "gini_ratio") == {("11", "2024-03"): 0.294}


def test_two_tables_side_by_side_are_refused_as_that(read):
    heads = f"Provinsi;{RATE} Maret 2024;;Provinsi;Tingkat Pengangguran Terbuka 2024\n"
    with pytest.raises(FormError, match="side by side"):
        read("a.csv", heads + "Aceh;14,23;;Bali;1,79\nBali;4;;Aceh;5,75\n")


@pytest.mark.parametrize(
    ("code", "name", "region_id"),
    [
        ("91", "PAPUA", "91"), ("92", "PAPUA BARAT", "92"), ("94", "PAPUA TENGAH", "94"),
        ("95", "PAPUA PEGUNUNGAN", "95"), ("96", "PAPUA BARAT DAYA", "96"), ("1101", "ACEH SELATAN", "11.01"),
        ("1109", "SIMEULUE", "11.09"),
    ],
)  # fmt: skip
def test_the_ministrys_codes_beside_names_are_no_codes_of_bps(read, code, name, region_id):
    table = read("a.csv", f"Kode;Wilayah;{RATE} Maret 2024\n{code};{name};17.26\n11;ACEH;14.23\n")
    assert values(table, "poverty_rate")[region_id, "2024-03"] == 17.26


def test_a_recapitulation_of_disasters_loses_no_column(tmp_path, catalogue):
    table = read_published(workbook(tmp_path / "Bencana 2024.xlsx", {"S": BNPB}), catalogue)
    values_printed = sum(cell != "" for row in BNPB[5:] for cell in row[2:])
    assert table.counts["cells"] == values_printed
    assert table.counts["figure"] == 0
    assert {row.heading for row in table.rows} >= {"Jumlah Kejadian", "Kerusakan / Rumah / Rusak Berat / Unit"}
    assert sum(table.cell_counts.values()) == sum(cell != "" for row in BNPB for cell in row)
    assert rule_ids(table) == {"variable.unknown", "table.points_lost"}


@pytest.mark.parametrize("unit", ["Jiwa", "orang"])
def test_heads_with_decimals_have_lost_their_thousands_points(tmp_path, catalogue, unit):
    rows = [["Provinsi", f"Jumlah Penduduk Miskin ({unit}) Maret 2024"], ["ACEH", 804.531], ["BALI", 99]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}), catalogue)
    assert values(table, "poor_population") == {}
    assert rule_ids(table) == {"table.points_lost"}
    assert table.counts["stopped"] == 2


def test_thousands_of_heads_may_have_decimals(tmp_path, catalogue):
    rows = [["Provinsi", "Jumlah Penduduk Miskin (Ribu Jiwa) Maret 2024"], ["ACEH", 804.53], ["BALI", 184.43]]
    table = read_published(workbook(tmp_path / "a.xlsx", {"S": rows}), catalogue)
    assert values(table, "poor_population") == {("11", "2024-03"): 804.53, ("51", "2024-03"): 184.43}


def test_a_column_without_a_year_costs_the_others_nothing(read):
    table = read("a.csv", f"Provinsi;{RATE} Maret 2024;Peringkat\nAceh;14,23;1\nBali;4,00;2\n")
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.23, ("51", "2024-03"): 4}
    assert [(fault.rule_id, fault.figure_count) for fault in table.faults] == [("table.undated_column", 2)]
    assert table.cell_counts == {"heading": 3, "label": 2, "value": 2, "aside": 2}


def test_numbers_that_all_have_a_letter_behind_them_are_named_so(read):
    table = read("a.csv", "Province;Number of Poor People March 2024\nAceh;0.80M\nBali;184K\n")
    assert rule_ids(table) == {"value.word_behind"}
    assert table.counts["stopped"] == 2


@pytest.mark.parametrize(
    ("name", "region_id"),
    [
        ("Bogor (Kab)", "32.01"), ("Bogor (Kota)", "32.71"), ("Bogor, Kota", "32.71"), ("Sukabumi, Kab.", "32.02"),
        ("Kt. Bogor", "32.71"), ("Kodya Sukabumi", "32.72"), ("Kotamadya Bogor", "32.71"), ("Depok¹", "32.76"),
    ],
)  # fmt: skip
def test_kinds_before_and_behind_a_name_and_raised_notes_are_read(read, name, region_id):
    table = read("a.csv", f'Kabupaten/Kota;{RATE} 2024\n"{name}";7,1\nKota Bandung;4,0\n')
    assert values(table, "poverty_rate")[region_id, "2024-03"] == 7.1


@pytest.mark.parametrize(
    ("head", "rows", "used"),
    [
        ("", "Aceh,14,23\nBali,4,00\nRiau,6,67\n", {}),
        ("", "Aceh,14,2\nBali,4,0\nRiau,6,7\nJambi,7.1\n", {("15", "2024-03"): 7.1}),
        (",Keterangan", "Aceh,14,2\nBali,4.1,sementara\nJambi,7.1,\n", {("51", MARCH): 4.1, ("15", MARCH): 7.1}),
        (",Gini Ratio 2024", "Bali,4,0,0.36\nJambi,7.1,0.3\nRiau,6,0.3\n", {("15", MARCH): 7.1, ("14", MARCH): 6}),
    ],
)  # fmt: skip
def test_a_decimal_comma_without_quotes_shifts_its_row_and_nothing_of_it_is_used(read, head, rows, used):
    text = f"Provinsi,{RATE} Maret 2024{head}\n{rows}"
    table = read("a.csv", text)
    assert values(table, "poverty_rate") == used
    assert "table.row_shifted" in rule_ids(table)
    filled = sum(bool(cell) for line in text.splitlines() for cell in line.split(","))
    assert sum(table.cell_counts.values()) == filled


def test_a_note_with_commas_below_a_table_shifts_nothing(read):
    text = f"Provinsi,{RATE} Maret 2024\nAceh,14.2\nBali,4.1\nRiau,6.7\nSumber: BPS, Susenas, 2024, 12\n"
    table = read("a.csv", text)
    assert len(values(table, "poverty_rate")) == 3
    assert table.faults == ()


@pytest.mark.parametrize("head", ["Ibu Kota", "Ibukota Provinsi", "Capital"])
def test_the_capital_beside_a_province_is_not_whose_figure_it_is(read, head):
    table = read("a.csv", f"Provinsi;{head};{RATE} Maret 2024\nAceh;Banda Aceh;14,2\nBali;Denpasar;4\n")
    assert values(table, "poverty_rate") == {("11", "2024-03"): 14.2, ("51", "2024-03"): 4}
    assert rule_ids(table) == {"table.column_beside"}
