"""CSV files of BPS: the portal's one row of headings, tables with several, and the habits of older exports."""

from __future__ import annotations

import pytest

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values

BOM = "\ufeff"
PORTAL = BOM + (
    "Provinsi,Garis Kemiskinan - Maret (Rp),Garis Kemiskinan - September (Rp),"
    "Jumlah Penduduk Miskin - Maret (ribu) (Ribu),Jumlah Penduduk Miskin - September (ribu) (Ribu),"
    "Persentase Penduduk Miskin - Maret,Persentase Penduduk Miskin - September\n"
    "Aceh,464626,...,839.49,831.5,15.97,15.68\n"
    "Sulawesi Tengah,413785,...,420.21,413.49,14.01,13.69\n"
    "Papua,499463,...,917.63,915.22,27.74,27.43\n"
)
PORTAL_NAME = "Jumlah dan Persentase Penduduk Miskin Menurut Provinsi, 2018.csv"


def test_portal_csv_gives_every_variable_with_its_month_and_the_year_of_its_title(read):
    table = read(
        PORTAL_NAME,
        PORTAL + "Indonesia,...,...,25949.8,25674.58,9.82,9.66\nKeterangan :,,,,,,\n... : Tidak ada,,,,,,\n",
    )
    assert table.form == "bps_portal_csv"
    assert values(table, "poverty_rate")["11", "2018-03"] == 15.97
    assert values(table, "poor_population")["00", "2018-09"] == 25674.58
    assert values(table, "poverty_line") == {
        ("11", "2018-03"): 464626,
        ("72", "2018-03"): 413785,
        ("91-2022", "2018-03"): 499463,
    }
    assert table.counts == {"cells": 24, "figure": 19, "not_published": 5, "stopped": 0, "listed": 0, "left_out": 0}


def test_the_corrupt_national_rate_of_2018_is_stopped_and_its_neighbour_is_kept(read):
    table = read(PORTAL_NAME, PORTAL + "Indonesia,...,...,25949.8,25674.58,25674.58,9.66")
    assert rule_ids(table) == {"figure.shifted_column"}
    assert values(table, "poverty_rate")["00", "2018-09"] == 9.66
    assert ("00", "2018-03") not in values(table, "poverty_rate")
    assert "25674.58" in table.faults[0].message("id")
    assert table.counts["stopped"] == 1


def test_a_portal_csv_without_a_year_anywhere_is_refused(read):
    with pytest.raises(FormError, match="No year stands"):
        read("unduhan.csv", PORTAL)


def test_a_title_given_beside_the_file_supplies_the_year(read):
    assert ("11", "2018-03") in values(read("unduhan.csv", PORTAL, title=PORTAL_NAME), "poverty_rate")


TABLE = (
    "Provinsi/Kabupaten/Kota,,\n"
    ",[Metode Baru] Harapan Lama Sekolah (Tahun),\n"
    ",2019,2020\n"
    "SUMATERA BARAT,14.01,14.02\nSolok,13.03,13.05\nKota Solok,14.31,14.33\nKota Sawah Lunto,13.16,13.18\n"
    "GORONTALO,13.06,13.08\nGorontalo,12.9,12.95\nKota Gorontalo,14.5,-\n"
    "SUMATERA UTARA,13.15,13.23\nToba Samosir / Toba,13.28,13.47\nLabuhan Batu,12.67,12.7\n"
    "INDONESIA,12.95,12.98\n"
)


def test_districts_are_told_apart_inside_the_province_above_them(read):
    table = read("[Metode Baru] Harapan Lama Sekolah.csv", TABLE)
    found = values(table, "expected_years_schooling")
    assert table.form == "bps_table_csv"
    assert found["13.02", "2019"] == 13.03
    assert found["13.72", "2019"] == 14.31
    assert found["75", "2019"] == 13.06
    assert found["75.01", "2020"] == 12.95
    assert found["12.12", "2020"] == 13.47
    assert ("75.71", "2020") not in found
    assert rule_ids(table) == set()


def test_a_district_of_another_province_is_not_taken_by_its_bare_name(read):
    table = read("Harapan Lama Sekolah.csv", TABLE.replace("Kota Solok", "Kota Medan"))
    assert rule_ids(table) == {"table.unknown_region"}
    assert table.counts["stopped"] == 2


FOUR = (
    "38 Provinsi,Persentase Penduduk Miskin (P0) Menurut Provinsi dan Daerah (Persen)" + "," * 17 + "\n"
    ",Perkotaan,,,,,,Perdesaan,,,,,,Jumlah,,,,,\n"
    ",2011,,,2024,,,2011,,,2024,,,2011,,,2024,,\n"
    "," + ",".join(["Semester 1 (Maret),Semester 2 (September),Tahunan"] * 6) + "\n"
    "ACEH,-,-,13.69,9.3,8.5,-,-,-,21.87,16.8,15.0,-,-,-,19.57,14.23,12.64,-\n"
    "PAPUA,-,-,4.6,6.0,6.1,-,-,-,41.58,22,23,-,-,-,31.98,17.26,18.09,-\n"
    "PAPUA PEGUNUNGAN,-,-,-,16.56,12.11,-,-,-,-,33,30,-,-,-,-,32.97,29.66,-\n"
    + "," * 18
    + "\nCatatan,<br /><ul><li>Data Provinsi Papua</li></ul>"
    + "," * 17
    + "\n"
)


def test_four_rows_of_headings_are_breakdown_variable_year_and_semester(read):
    table = read("tabel192.csv", FOUR)
    rates = values(table, "poverty_rate")
    assert rates["11", "2024-09"] == 12.64
    assert rates["11", "2011-03"] == 19.57, "the one figure of 2011 is that of the March survey"
    assert values(table, "poverty_rate_urban")["95", "2024-03"] == 16.56
    assert values(table, "poverty_rate_rural")["11", "2011-03"] == 21.87
    assert table.counts["cells"] == 54


def test_a_papua_row_changes_its_territory_with_the_period_of_one_table(read):
    rates = values(read("tabel192.csv", FOUR), "poverty_rate")
    assert rates["91-2022", "2011-03"] == 31.98
    assert rates["91", "2024-03"] == 17.26
    assert ("91", "2011-03") not in rates


def test_semicolons_blanks_before_the_bom_and_decimal_commas_with_blanks_inside(read):
    text = (
        " " * 11 + BOM + "Provinsi;Jumlah Penduduk Miskin (Ribu Jiwa);;Persentase Penduduk Miskin (Persen);\n"
        ";Maret 2019;September 2019;Maret 2019;September 2019\n"
        "ACEH;819,44;809,76;15,32;15,01\nDKI JAKARTA;365,55;362,30;3,47;3,42\n"
        "JAWA TIMUR;4 112,25;4.056,00;1 0,37;10,20\n"
        "INDONESIA;25 144,72;24 785,87;9,41;9,22\n"
    )
    table = read("p0.csv", text)
    assert values(table, "poor_population")["35", "2019-03"] == 4112.25
    assert values(table, "poor_population")["35", "2019-09"] == 4056
    assert values(table, "poverty_rate")["35", "2019-03"] == 10.37
    assert values(table, "poor_population")["00", "2019-09"] == 24785.87
    assert table.counts["figure"] == 16


def test_a_table_whose_numbers_can_be_read_in_two_ways_is_not_guessed(read):
    table = read("Gini Ratio, 2020.csv", "Provinsi;Jumlah Penduduk Miskin (Ribu)\nACEH;1.234\nRIAU;2.345\n")
    assert table.counts["stopped"] == 2
    assert rule_ids(table) == {"value.unread"}


def test_unknown_variables_and_island_totals_are_listed_not_dropped(read):
    table = read(
        "Kemiskinan, 2019.csv",
        "Provinsi,Persentase Penduduk Miskin (Persen),Jumlah Warung Kopi (Unit)\n"
        "Aceh,15.32,12\nAtlantis,9.1,3\nIndonesia,9.41,99\n",
    )
    assert rule_ids(table) == {"table.unknown_region", "variable.unknown"}
    assert table.counts == {"cells": 6, "figure": 2, "not_published": 0, "stopped": 2, "listed": 2, "left_out": 0}


@pytest.mark.parametrize(
    ("heading", "indicator_code"),
    [
        ("[Metode Baru] Indeks Pembangunan Manusia", "hdi_new_sp2010"),
        ("Indeks Pembangunan Manusia (Umur Harapan Hidup Hasil Long Form SP2020)", "hdi_new_lf_sp2020"),
        ("[Metode Lama] Indeks Pembangunan Manusia", "hdi_old_method"),
    ],
)
def test_the_three_bases_of_the_hdi_are_three_indicators(read, heading, indicator_code):
    table = read("ipm.csv", f"Provinsi,{heading},\n,2022,2023\nACEH,74.11,74.7\nBALI,76.44,77.1\n")
    assert table.indicator_codes == (indicator_code,)
    assert values(table, indicator_code)["51", "2023"] == 77.1


def test_an_hdi_that_does_not_name_its_base_is_listed(read):
    table = read("ipm.csv", "Provinsi,Indeks Pembangunan Manusia,\n,2022,2023\nACEH,74.11,74.7\n")
    assert table.counts["figure"] == 0
    assert rule_ids(table) == {"variable.unknown"}


def test_a_district_table_has_the_reference_month_from_2015_and_only_the_year_before(read):
    table = read(
        "P0 kabkota.csv",
        "Kabupaten/Kota,Persentase Penduduk Miskin (P0) Menurut Kabupaten/Kota (Persen),\n,2013,2024\n"
        "ACEH,17.72,14.23\nSimeulue,20.57,18.17\nKota Banda Aceh,8.03,6.95\n",
    )
    rates = values(table, "poverty_rate")
    assert rates["11.09", "2024-03"] == 18.17
    assert rates["11.09", "2013"] == 20.57
    assert rates["11", "2024-03"] == 14.23, "the province's row of a district table is of the same survey"


def test_a_province_table_without_months_keeps_the_year_only(read):
    table = read("p0.csv", "Provinsi,Persentase Penduduk Miskin (Persen),\n,2023,2024\nACEH,14.45,14.23\n")
    assert set(values(table, "poverty_rate")) == {("11", "2023"), ("11", "2024")}


@pytest.mark.parametrize("content", ["", "   ", "satu baris saja", "a,b\n1,2\n3,4\n", b"\x00\x01\x02\x03" * 50])
def test_what_is_no_table_is_refused_in_one_sentence(read, content):
    with pytest.raises(FormError) as caught:
        read("bukan tabel 2020.csv", content)
    assert str(caught.value).startswith("bukan tabel 2020.csv: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("label", ["{code} {name}", "[{code}] {name}", "{code} - {name}"])
def test_a_code_before_a_name_is_its_witness_and_a_number_before_it_only_counts(read, label):
    heading = "Provinsi,Persentase Penduduk Miskin (P0) (Persen)\n,2024\n"
    rows = [("11", "ACEH", 14.23), ("1101", "Simeulue", 18.17), ("13", "SUMATERA BARAT", 5.97), ("1303", "Solok", 7.0)]
    text = heading + "".join(f"{label.format(code=code, name=name)},{value}\n" for code, name, value in rows)
    found = values(read("p0.csv", text), "poverty_rate")
    assert set(found) == {("11", "2024-03"), ("11.09", "2024-03"), ("13", "2024-03"), ("13.02", "2024-03")}
    counted = heading + "1. ACEH,14.23\n2. SUMATERA UTARA,7.99\n"
    assert set(values(read("p0.csv", counted), "poverty_rate")) == {("11", "2024"), ("12", "2024")}


def test_a_part_of_the_population_is_never_taken_for_the_whole(read):
    text = (
        "Provinsi,Tingkat Pengangguran Terbuka (TPT) Menurut Provinsi (Persen),,,\n"
        ",Laki-laki,Perempuan,SMA,Jumlah\n,Agustus 2023,Agustus 2023,Agustus 2023,Agustus 2023\nACEH,5.9,6.3,8.1,6.03\n"
    )
    table = read("tpt.csv", text)
    assert values(table, "open_unemployment_rate") == {("11", "2023-08"): 6.03}
    assert table.counts["listed"] == 3


KALIMANTAN = (
    "Provinsi,Persentase Penduduk Miskin (Persen),,,\n,Maret 2011,Maret 2013,Maret 2014,Maret 2015\n"
    "Kalimantan Timur,6.77,6.06,6.42,6.23\nKalimantan Utara,{early},{middle},{middle2},6.24\n"
)


@pytest.mark.parametrize("copied", [False, True], ids=["not published", "the parent's numbers copied"])
def test_kalimantan_timur_is_undivided_until_its_child_has_figures_of_its_own(read, copied):
    early, middle, middle2 = ("6.77", "6.06", "6.42") if copied else ("-", "...", "-")
    table = read("p0.csv", KALIMANTAN.format(early=early, middle=middle, middle2=middle2))
    assert set(values(table, "poverty_rate")) == {
        ("64-2012", "2011-03"), ("64-2012", "2013-03"), ("64-2012", "2014-03"), ("64", "2015-03"), ("65", "2015-03"),
    }  # fmt: skip
    expected = {"figure.before_founding", "figure.copied_from_parent"} if copied else set()
    assert rule_ids(table) == expected


def test_a_yearly_column_beside_months_stays_a_year(read):
    text = (
        "Kabupaten/Kota,Persentase Penduduk Miskin (P0) (Persen),,\n,2024,,\n"
        ",Semester 1 (Maret),Semester 2 (September),Tahunan\n"
        "ACEH,14.23,12.64,13.4\nSimeulue,18.17,17.5,17.8\n"
    )
    assert set(values(read("p0.csv", text), "poverty_rate")) == {
        ("11", "2024-03"), ("11", "2024-09"), ("11", "2024"),
        ("11.09", "2024-03"), ("11.09", "2024-09"), ("11.09", "2024"),
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_reads_the_same_in_any_encoding(read, encoding):
    text = "Provinsi,Gini Ratio – Maret 2024\nACEH,0.294\nBALI,0.361\n"
    table = read("gini.csv", text.encode(encoding))
    assert values(table, "gini_ratio") == {("11", "2024-03"): 0.294, ("51", "2024-03"): 0.361}


@pytest.mark.parametrize(
    ("title", "indicator_code"),
    [
        (
            "Persentase Rumah Tangga menurut Provinsi dan Memiliki Akses terhadap Sanitasi Layak (Persen)",
            "improved_sanitation_access",
        ),
        ("Persentase Rumah Tangga menurut Provinsi dan Sumber Air Minum Layak (Persen)", "improved_water_access"),
        ("Percentage of Poor People (P0) by Province and Area (Percent)", "poverty_rate"),
        ("Persentase Rumah Tangga menurut Provinsi dan Jenis Lantai (Persen)", None),
        ("Rata-rata Lama Sekolah Penduduk Umur 15 Tahun ke Atas menurut Provinsi", "mean_years_schooling_15plus"),
        ("Rata-rata Lama Sekolah menurut Provinsi", None),
    ],
)
def test_a_title_is_known_or_listed(read, title, indicator_code):
    table = read("tabel.csv", f'Provinsi,"{title}"\n,2024\nACEH,11.5\nBALI,12.5\n')
    assert table.indicator_codes == ((indicator_code,) if indicator_code else ())
    assert rule_ids(table) == (set() if indicator_code else {"variable.unknown"})


def test_notes_below_a_table_are_no_rows_of_it(read):
    notes = "... : Data tidak tersedia,,\n1) Angka sementara,,\n"
    text = f"Provinsi,Gini Ratio - Mar 2024,Gini Ratio - Sept 2024\nACEH,0.294,-\n{notes}"
    table = read("gini.csv", text)
    assert table.counts == {"cells": 2, "figure": 1, "not_published": 1, "stopped": 0, "listed": 0, "left_out": 0}
    assert table.faults == ()


def test_a_file_that_does_not_say_who_published_it_is_not_called_bps(read):
    last = "Indonesia,...,...,25949.8,25674.58,9.82,9.66\n"
    assert read(PORTAL_NAME, PORTAL + last).publisher == "not_stated"
    assert read(PORTAL_NAME, PORTAL + last + "kode BPS,,,,,,\n").publisher == "not_stated"
    for source in ("Sumber: BPS", "Source: Statistics Indonesia", "Badan Pusat Statistik"):
        assert read(PORTAL_NAME, PORTAL + last + f"{source},,,,,,\n").publisher == "BPS", source
