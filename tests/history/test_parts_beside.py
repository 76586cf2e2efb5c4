"""A figure of a part of the population is never the indicator, wherever the table says that it is one: in the name of a
sheet, in a note below, in a heading without letters, in a column of numbers for parts."""

from __future__ import annotations

import pytest

from pipelines.history.words.asides import part_of_note, part_of_sheet
from tests.history.conftest import rule_ids, values
from tests.history.field_tables import workbook
from tests.history.reading import read_published

RATE = "Persentase Penduduk Miskin"
JOBLESS = "Tingkat Pengangguran Terbuka"
ACEH = {("11", "2027-03"): 12.5}
CSV = f"Provinsi;{RATE} Maret 2027\nAceh;12,5\nBali;4,1\n"


@pytest.mark.parametrize(
    ("sheet", "indicator"),
    [
        *((name, "poverty_rate") for name in ("Sheet1", "Tabel 3-1", "2027", "Total", "Laki-laki+Perempuan", "Kota")),
        *((name, "poverty_rate_rural") for name in ("Perdesaan", "Desa", "D", "Tabel 2 Rural")),
        *((name, "poverty_rate_urban") for name in ("Perkotaan", "Urban", "K")),
        *((name, None) for name in ("Perempuan", "L", "Lansia 60+", "Umur 15-24", "0-17", "Anak", "Kuintil 1", "SD")),
    ],
)
def test_the_name_of_the_only_sheet_says_what_its_figures_are_about(sheet, indicator, tmp_path, catalogue):
    rows = [["Provinsi", f"{RATE} Maret 2027"], ["Aceh", 12.5], ["Bali", 4.1]]
    table = read_published(workbook(tmp_path / "miskin.xlsx", {sheet: rows}), catalogue)
    used = {row.indicator_code for row in table.rows if row.verdict == "figure"}
    assert used == ({indicator} if indicator else set())
    assert ("table.slice" in rule_ids(table)) is (indicator is None)


@pytest.mark.parametrize(
    ("note", "part"),
    [
        ("Catatan: hanya penduduk perdesaan", "perdesaan"),
        ("*) penduduk usia 15 tahun ke atas", "usia 15 tahun ke atas"),
        ("Sumber: BPS, Susenas Maret 2027, daerah perdesaan", "perdesaan"),
        ("Note: data cover female household heads only", "female"),
        ("Catatan: khusus anak di bawah 18 tahun", "anak"),
        ("Sumber: BPS, Survei Sosial Ekonomi Nasional (Susenas)", ""),
        ("Catatan: angka perkotaan tidak tersedia", ""),
        ("Keterangan: laki-laki dan perempuan", ""),
        (
            "Catatan: "
            + "garis kemiskinan dihitung menurut harga setempat dan disesuaikan lagi untuk setiap daerah perdesaan",
            "",
        ),
    ],
)
def test_a_note_below_limits_the_figures_or_does_not(note, part, read):
    assert part_of_note(note) == part
    table = read("a.csv", CSV + note + "\n")
    rural = part == "perdesaan"
    assert (("11", "2027-03") in values(table, "poverty_rate")) is (not part)
    assert (values(table, "poverty_rate_rural").get(("11", "2027-03")) == 12.5) is rural


def test_the_working_age_is_the_definition_of_unemployment_and_no_part_of_it(read):
    heads = f"Provinsi;{JOBLESS} Agustus 2027\nAceh;5,5\n"
    whole = read("a.csv", heads + "*) penduduk usia 15 tahun ke atas\n")
    assert values(whole, "open_unemployment_rate") == {("11", "2027-08"): 5.5}
    for youth in ("usia 15-24 tahun", "usia 15 s.d. 24 tahun", "umur 15 sampai 24 tahun"):
        table = read("a.csv", heads + f"Catatan: {youth}\n")
        assert values(table, "open_unemployment_rate") == {}, youth


@pytest.mark.parametrize("heading", ["60+", "> 60", "15-24", "< 18", "60 tahun ke atas"])
def test_an_age_without_letters_above_a_column_is_a_part(heading, read):
    table = read("a.csv", f"{RATE}, Maret 2027\nProvinsi;{heading};Jumlah\nAceh;20;12,5\nBali;6;4,1\n")
    assert values(table, "poverty_rate") == ACEH | {("51", "2027-03"): 4.1}


@pytest.mark.parametrize("heading", ["JK", "Kode Daerah", "Kuantil", "Klasifikasi", "Kelompok", "Kode Jenis Kelamin"])
def test_a_column_of_numbers_for_parts_divides_the_rows(heading, read):
    table = read("a.csv", f"Provinsi;{heading};Tahun;Bulan;{RATE}\nAceh;2;2027;Maret;15\nBali;2;2027;Maret;5\n")
    assert values(table, "poverty_rate") == {}
    assert "table.slice" in rule_ids(table)


def test_a_sheet_of_cities_is_named_after_no_part():
    assert part_of_sheet("Kota") == part_of_sheet("Kabupaten") == part_of_sheet("Provinsi") == ""
