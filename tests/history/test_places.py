"""Every name and code of the bundled tables is found again: with its code, without it, and in whole tables."""

from __future__ import annotations

import csv

import polars as pl
import pytest

from pipelines.history.resolving.places import find_place
from pipelines.reference.regions import index_regions
from tests.history.conftest import HISTORY, values


@pytest.fixture(scope="module")
def index(catalogue):
    return index_regions(catalogue)


@pytest.fixture(scope="module")
def printed():
    """(printed name, BPS code, region id) of every row of the bundled BPS tables, once."""
    found = set()
    for path in HISTORY.glob("*.csv"):
        if path.name.startswith(("kabkota_", "province_", "national_")):
            with path.open(encoding="utf-8", newline="") as handle:
                found |= {(row["region_name"], row["bps_code"], row["region_id"]) for row in csv.DictReader(handle)}
    return sorted(found)


def test_every_printed_name_with_its_bps_code_is_its_region(index, printed):
    assert len({region_id for _, _, region_id in printed}) == 556
    wrong = []
    for name, code, region_id in printed:
        place = find_place(index, name, code, "")
        if place.region_id != region_id.split("-")[0] or place.is_code_at_odds:
            wrong.append((name, code, region_id, place))
    assert wrong == []


def test_every_printed_district_is_found_by_name_below_its_province(index, printed, catalogue):
    wrong = []
    for name, _, region_id in printed:
        if "." in region_id:
            province = catalogue.regions[str(catalogue.regions[region_id].parent_region_id)].region_name.upper()
            place = find_place(index, name, "", province)
            if place.region_id != region_id:
                wrong.append((name, province, region_id, place))
    assert wrong == []


@pytest.mark.parametrize("year", [2013, 2016, 2019, 2022, 2023, 2024, 2025])
def test_a_portal_table_of_any_year_gives_back_the_bundled_figures(read, history, year):
    figures = history.figures.filter(
        (pl.col("file_name") == "province_poverty_rate.csv") & (pl.col("period").str.slice(0, 4) == str(year))
    )
    cells: dict[str, dict[str, str]] = {}
    for name, period, value in figures.select("printed_region", "period", "printed_value").rows():
        cells.setdefault(name, {})[period[5:]] = value
    rows = [f"{name},{months.get('03', '...')},{months.get('09', '...')}" for name, months in cells.items()]
    heading = "Provinsi,Persentase Penduduk Miskin - Maret,Persentase Penduduk Miskin - September"
    table = read(f"Persentase Penduduk Miskin, {year}.csv", "\ufeff" + "\n".join([heading, *rows]))
    expected = {
        (region, period): value
        for region, period, value in figures.select("region_id", "period", "observed_value").rows()
    }
    assert values(table, "poverty_rate") == expected
    assert table.faults == ()


def test_a_table_of_all_districts_under_their_provinces_gives_back_the_bundled_figures(read, history, catalogue):
    figures = history.figures.filter(
        (pl.col("file_name") == "kabkota_education_health.csv") & (pl.col("indicator_code") == "mean_years_schooling")
    )
    cells: dict[str, dict[str, str]] = {}
    names = {}
    for region, name, period, value in figures.select("region_id", "printed_region", "period", "printed_value").rows():
        cells.setdefault(region, {})[period] = value
        names[region] = name
    years = sorted({period for months in cells.values() for period in months})
    lines = [
        f"Provinsi/Kabupaten/Kota{',' * len(years)}",
        f",[Metode Baru] Rata-rata Lama Sekolah (Tahun){',' * (len(years) - 1)}",
    ]
    lines.append(f",{','.join(years)}")
    for province in sorted({region[:2] for region in cells}):
        lines.append(f"{catalogue.regions[province].region_name.upper()}{',-' * len(years)}")
        inside = [region for region in sorted(cells) if region.startswith(province)]
        lines += [f"{names[region]},{','.join(cells[region].get(year, '-') for year in years)}" for region in inside]
    table = read("[Metode Baru] Rata-rata Lama Sekolah.csv", "\n".join(lines))
    expected = {
        (region, period): value
        for region, period, value in figures.select("region_id", "period", "observed_value").rows()
    }
    assert values(table, "mean_years_schooling") == expected
    assert table.faults == ()


@pytest.mark.parametrize(
    ("name", "code", "province", "problem"),
    [
        ("Atlantis", "", "", "unknown"),
        ("Kota Medan", "", "SUMATERA BARAT", "unknown"),
        ("KALIMANTAN", "", "", "not_used"),
        ("", "", "", "unknown"),
    ],
)
def test_what_is_no_region_is_named_so(index, name, code, province, problem):
    place = find_place(index, name, code, province)
    assert (place.region_id, place.problem) == (None, problem)


@pytest.mark.parametrize(
    ("name", "code", "region_id", "is_at_odds"),
    [
        ("PAPUA TENGAH", "9600", "94", False),
        ("PAPUA TENGAH", "94", "94", False),
        ("PAPUA", "9400", "91", False),
        ("ACEH", "1200", "11", True),
        ("", "9999", "00", False),
        ("Merauke", "9501", "93.01", False),
    ],
)
def test_a_code_is_a_witness_and_the_name_decides(index, name, code, region_id, is_at_odds):
    place = find_place(index, name, code, "")
    assert (place.region_id, place.is_code_at_odds) == (region_id, is_at_odds)
