"""Which region a row of a small published table means; each kind once came out wrong."""

from __future__ import annotations

import pytest

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values
from tests.history.field_tables import RATE, TPT

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


def test_english_kinds_behind_names_are_read(read):
    text = "Regency/Municipality,Percentage of Poor People (Percent)\n,2024\n"
    text += "Simeulue Regency,18.1\nBanda Aceh City,6.9\nLangsa Municipality,9\nAceh Province,14.2\n"
    found = values(read("a.csv", text), "poverty_rate")
    assert {region for region, _ in found} == {"11.09", "11.71", "11.74", "11"}


def test_parts_under_a_regions_name_are_refused_with_the_true_reason(read):
    text = f"Provinsi,{RATE}\n,Maret 2024\nACEH,\nPerkotaan,9.1\nJumlah,12.3\nBALI,\nPerkotaan,3\nJumlah,3.8\n"
    with pytest.raises(FormError, match="rows of its parts"):
        read("a.csv", text)
