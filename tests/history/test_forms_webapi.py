"""The BPS WebAPI: keys built from the metadata, whatever their lengths; answers that are no data."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values

TOTAL = [{"val": 191, "label": "Perkotaan+Perdesaan"}]
HALVES = [
    {"val": 61, "label": "Semester 1 (Maret)"},
    {"val": 62, "label": "Semester 2 (September)"},
    {"val": 63, "label": "Tahunan"},
]


def answer(variable, regions, years, figures, turvar=TOTAL, turtahun=HALVES, **more):
    """An answer in the WebAPI's shape; `figures` maps (region code, breakdown, year, part) to a number."""
    content = {
        f"{region}{variable['val']}{breakdown}{year - 1900}{part}": number
        for (region, breakdown, year, part), number in figures.items()
    }
    return {
        "status": "OK",
        "data-availability": "available",
        "last_update": "2026-02-05 12:47:23",
        "var": [variable],
        "turvar": turvar,
        "labelvervar": "38 Provinsi",
        "vervar": [{"val": code, "label": label} for code, label in regions],
        "tahun": [{"val": year - 1900, "label": str(year)} for year in years],
        "turtahun": turtahun,
        "datacontent": content,
    }


GINI = {"val": 98, "label": "Gini Ratio Menurut Provinsi dan Daerah", "unit": ""}
REGIONS = [(1100, "ACEH"), (9100, "PAPUA BARAT"), (9400, "PAPUA"), (9500, "PAPUA SELATAN"), (9999, "INDONESIA")]


def test_codes_times_a_hundred_and_9999_are_regions_and_the_total_is_the_figure(read):
    table = read(
        "gini.json",
        answer(
            GINI,
            REGIONS,
            [2024],
            {
                (1100, 191, 2024, 61): 0.294,
                (9400, 191, 2024, 61): 0.4,
                (9500, 191, 2024, 61): 0.42,
                (9999, 191, 2024, 62): 0.381,
            },
        ),
    )
    assert table.form == "bps_webapi"
    assert table.vintage == date(2026, 2, 5)
    assert values(table, "gini_ratio") == {
        ("11", "2024-03"): 0.294, ("91", "2024-03"): 0.4, ("93", "2024-03"): 0.42, ("00", "2024-09"): 0.381,
    }  # fmt: skip
    assert table.counts == {"cells": 15, "figure": 4, "not_published": 11, "stopped": 0, "listed": 0, "left_out": 0}


def test_papua_without_a_new_province_in_its_period_is_the_undivided_one(read):
    figures = {
        (9400, 191, 2022, 61): 0.406,
        (9400, 191, 2024, 61): 0.4,
        (9500, 191, 2024, 61): 0.42,
        (9100, 191, 2022, 61): 0.37,
    }
    found = values(read("gini.json", answer(GINI, REGIONS, [2022, 2024], figures)), "gini_ratio")
    assert set(found) == {("91-2022", "2022-03"), ("92-2022", "2022-03"), ("91", "2024-03"), ("93", "2024-03")}


def test_the_hdi_payload_has_other_lists_and_texts_for_codes(read):
    hdi = {"val": 494, "label": "[Metode Baru] Indeks Pembangunan Manusia menurut Provinsi", "unit": ""}
    none = [{"val": "0", "label": "Tidak Ada"}]
    year = [{"val": 0, "label": "Tahun"}]
    figures = {(1100, "0", 2024, 0): 74.03, (9999, "0", 2024, 0): "74.20"}
    table = read(
        "ipm.json", answer(hdi, [(1100, "<b>ACEH</b>"), (9999, "INDONESIA")], [2023, 2024], figures, none, year)
    )
    assert values(table, "hdi_new_sp2010") == {("11", "2024"): 74.03, ("00", "2024"): 74.2}


def test_a_district_table_resolves_codes_and_names_of_districts(read):
    variable = {"val": 621, "label": "Persentase Penduduk Miskin (P0) Menurut Kabupaten/Kota", "unit": "Persen"}
    regions = [(1300, "SUMATERA BARAT"), (1303, "Solok"), (1372, "Kota Solok"), (9401, "Merauke"), (9999, "INDONESIA")]
    year, none = [{"val": 0, "label": "Tahun"}], [{"val": 0, "label": "Tidak ada"}]
    figures = {(code, 0, 2023, 0): float(number) for number, (code, _) in enumerate(regions, start=3)}
    found = values(read("p0.json", answer(variable, regions, [2023], figures, none, year)), "poverty_rate")
    assert found == {
        ("13", "2023-03"): 3,
        ("13.02", "2023-03"): 4,
        ("13.72", "2023-03"): 5,
        ("93.01", "2023-03"): 6,
        ("00", "2023-03"): 7,
    }


def test_keys_are_built_not_cut_even_when_their_parts_have_other_lengths(read):
    variable = {"val": 1, "label": "Tingkat Pengangguran Terbuka (TPT) Menurut Provinsi", "unit": "Persen"}
    parts = [{"val": 189, "label": "Februari"}, {"val": 19, "label": "Agustus"}]
    regions = [(11, "ACEH"), (1, "BALI")]
    figures = {(code, 0, 2020, part): round(code + part / 100, 2) for code, part in product((11, 1), (189, 19))}
    table = read("tpt.json", answer(variable, regions, [2020], figures, [{"val": 0, "label": "Tidak ada"}], parts))
    found = values(table, "open_unemployment_rate")
    assert found == {
        ("11", "2020-02"): 12.89,
        ("11", "2020-08"): 11.19,
        ("51", "2020-02"): 2.89,
        ("51", "2020-08"): 1.19,
    }


def test_breakdowns_and_keys_without_a_meaning_are_counted(read):
    turvar = [{"val": 189, "label": "Perkotaan"}, *TOTAL]
    content = answer(GINI, REGIONS, [2024], {(1100, 189, 2024, 61): 0.3, (1100, 191, 2024, 61): 0.29}, turvar)
    content["datacontent"]["1100988888"] = 0.5
    table = read("gini.json", content)
    assert table.counts == {"cells": 31, "figure": 1, "not_published": 28, "stopped": 0, "listed": 1, "left_out": 1}
    assert rule_ids(table) == {"file.unmatched_keys", "table.slice"}


def test_a_unit_that_cannot_become_ours_stops_the_figures(read):
    changed = {"val": 192, "label": "Persentase Penduduk Miskin (P0) Menurut Provinsi dan Daerah", "unit": "Ribu Jiwa"}
    table = read("p0.json", answer(changed, REGIONS, [2024], {(1100, 191, 2024, 61): 804.53}))
    assert table.counts["stopped"] == 1
    assert rule_ids(table) == {"unit.changed"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"status": "Error", "message": "API key tidak valid"}, "API key tidak valid"),
        ({"status": "OK", "data-availability": "list-not-available", "data": ""}, "list-not-available"),
        ({"status": "OK", "data-availability": "not-available"}, "not-available"),
        ({"status": "OK", "data-availability": "available", "datacontent": {}}, "no datacontent"),
        ({"status": "OK", "data-availability": "available", "datacontent": {"1": 2}}, "no vervar, var, tahun"),
        ({**answer(GINI, REGIONS, [2024], {(1100, 191, 2024, 61): 1}), "vervar": [{"label": "ACEH"}]}, "not built as"),
        ({**answer(GINI, REGIONS, [2024], {}), "datacontent": {"77": 1}}, "not one of 1 keys fits"),
        ("<!DOCTYPE html><html><head><title>Pemeliharaan</title></head><body>Mohon maaf</body></html>", "Pemeliharaan"),
        ('{"status":"OK","datacontent":{"110098', "JSON ends or breaks"),
        ([1, 2, 3], "neither of the BPS WebAPI nor"),
    ],
)
def test_an_answer_that_holds_no_data_is_refused_in_one_sentence(read, content, reason):
    with pytest.raises(FormError, match=reason) as caught:
        read("jawaban.json", content)
    assert str(caught.value).startswith("jawaban.json: ")
    assert "\n" not in str(caught.value)


def test_a_quarter_is_listed_and_never_taken_for_the_year(read):
    parts = [{"val": 31, "label": "Triwulan I"}, {"val": 0, "label": "Tahun"}]
    hdi = {"val": 494, "label": "[Metode Baru] Indeks Pembangunan Manusia menurut Provinsi", "unit": ""}
    content = answer(hdi, REGIONS, [2024], {(1100, 191, 2024, 31): 70.0, (1100, 191, 2024, 0): 74.03}, turtahun=parts)
    table = read("ipm.json", content)
    assert values(table, "hdi_new_sp2010") == {("11", "2024"): 74.03}
    assert table.counts["listed"] == 1
