"""Names and codes of regions as people and publishers write them."""

from __future__ import annotations

import pytest

from pipelines.reference.model import Catalogue, RegionLevel
from pipelines.reference.regions import (
    RegionIndex,
    code_text,
    existed_in,
    formerly_coded,
    is_known_unused,
    named_in_table,
    predecessors,
    province_of,
    readings,
    regions_of_code,
    regions_of_name,
    similar_names,
    successors,
    undivided_region,
    webapi_code,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Bandung", ("32.04", "32.73")),
        ("Kota Bandung", ("32.73",)),
        ("KAB. BANDUNG", ("32.04",)),
        ("Kab.Bandung", ("32.04",)),
        ("Kabupaten  Bandung", ("32.04",)),
        ("Ban\u200bdung Barat", ("32.17",)),
        ("Ｋｏｔａ Makassar", ("73.71",)),
        ("Kota\u00a0Makasar", ("73.71",)),
        ("Kotabaru", ("63.02",)),
        ("Kota Baru", ("63.02",)),
        ("Kotamobagu", ("71.74",)),
        ("Kota Mobagu", ("71.74",)),
        ("KEP. BANGKA BELITUNG", ("19",)),
        ("Provinsi Kep. Riau", ("21",)),
        ("D.I. Yogyakarta", ("34",)),
        ("DKI Jakarta", ("31",)),
        ("Kota Adm. Jakarta Pusat", ("31.71",)),
        ("Kep. Seribu", ("31.01",)),
        ("PAPUA BARAT *)", ("92",)),
        ("Papua 1)", ("91",)),
        ("Irian Jaya", ("91-2022",)),
        ("Toba Samosir / Toba", ("12.12",)),
        ("Kab. Toba Samosir", ("12.12",)),
        ("Kota Sawah Lunto", ("13.73",)),
        ("Fakfak", ("92.03",)),
        ("Bandug", ()),
        ("", ()),
        ("Kota", ()),
    ],
)
def test_a_written_name_gives_all_regions_it_can_mean(
    index: RegionIndex, written: str, expected: tuple[str, ...]
) -> None:
    assert tuple(sorted(regions_of_name(index, written))) == expected


@pytest.mark.parametrize(
    ("written", "level", "expected"),
    [
        ("Gorontalo", "province", ("75",)),
        ("Gorontalo", "district", ("75.01",)),
        ("Kota Gorontalo", None, ("75.71",)),
        ("Solok", None, ("13.02",)),
        ("INDONESIA", None, ("00",)),
    ],
)
def test_in_a_bps_table_a_bare_district_name_is_the_regency(
    index: RegionIndex, written: str, level: RegionLevel | None, expected: tuple[str, ...]
) -> None:
    assert named_in_table(index, written, level) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Sumatera", True), ("38 Provinsi", True), ("Keterangan", True), ("Maluku", False), ("Atlantis", False)],
)
def test_headings_and_island_totals_are_known_and_not_used(index: RegionIndex, written: str, expected: bool) -> None:
    assert is_known_unused(index, written) is expected


def test_likeness_only_suggests(index: RegionIndex) -> None:
    assert similar_names(index, "Bandug", "district")[0] == ("32.04", "Kabupaten Bandung")
    assert similar_names(index, "xyzzy") == ()


@pytest.mark.parametrize(
    ("written", "is_number", "expected"),
    [
        ("'11.01", False, "11.01"),
        (" 11.01 ", False, "11.01"),
        ("11.01", True, "11.01"),
        ("11.1", True, "11.10"),
        ("11.1", False, "11.1"),
        ("1101.0", True, "1101"),
        ("１１.０１", False, "11.01"),
        ("id-ac", False, "ID-AC"),
    ],
)
def test_codes_are_read_as_text(written: str, is_number: bool, expected: str) -> None:
    assert code_text(written, is_number) == expected


@pytest.mark.parametrize(
    ("code", "scheme", "year", "expected"),
    [
        ("11.01", "kemendagri", None, ("11.01",)),
        ("1101", "kemendagri", None, ("11.01",)),
        ("1101", "bps", None, ("11.09",)),
        ("94", "kemendagri", None, ("94",)),
        ("94", "bps", None, ("91",)),
        ("94", "bps", 2021, ("91-2022",)),
        ("94", "bps", 2023, ("91", "91-2022")),
        ("64", "bps", 2011, ("64-2012",)),
        ("64", "bps", 2020, ("64",)),
        ("91", "kemendagri", 2015, ("91-2022",)),
        ("9999", "bps", None, ("00",)),
        ("91.01", "kemendagri", None, ()),
        ("91.01", "kemendagri", 2020, ("93.01",)),
        ("ID-PA", "iso3166_2", None, ("91",)),
        ("17", "nonsense", None, ()),
    ],
)
def test_a_code_means_what_its_scheme_and_year_say(
    index: RegionIndex, code: str, scheme: str, year: int | None, expected: tuple[str, ...]
) -> None:
    assert regions_of_code(index, code, scheme, year) == expected


def test_164_district_codes_and_five_papua_codes_mean_different_regions(
    catalogue: Catalogue, index: RegionIndex
) -> None:
    codes = [r.region_id.replace(".", "") for r in catalogue.regions.values() if r.region_level == "district"]
    assert sum(len(set(readings(index, code).values())) > 1 for code in codes) == 164
    provinces = [f"{number:02d}" for number in range(11, 99)]
    unclear = [code for code in provinces if len(set(readings(index, code).values())) > 1]
    assert unclear == [
        "91",
        "92",
        "94",
        "95",
        "96",
    ]


def test_a_code_is_read_where_both_schemes_agree_and_a_dotted_one_is_kemendagris(index: RegionIndex) -> None:
    assert readings(index, "32") == {"kemendagri": ("32",), "bps": ("32",)}
    assert readings(index, "11.01") == {"kemendagri": ("11.01",)}
    assert readings(index, "9909") == {}


def test_a_retired_code_still_says_what_it_meant(index: RegionIndex) -> None:
    assert formerly_coded(index, "91.01", "kemendagri") == ("93.01",)
    assert formerly_coded(index, "11.01", "kemendagri") == ()


@pytest.mark.parametrize(
    ("key", "code"), [("1100", "11"), ("9500", "95"), ("1101", "1101"), ("9999", "00"), ("94", "94")]
)
def test_webapi_keys_are_codes_times_a_hundred(key: str, code: str) -> None:
    assert webapi_code(key) == code


def test_a_dissolved_territory_has_successors_and_a_new_province_no_past(
    catalogue: Catalogue, index: RegionIndex
) -> None:
    assert successors(index, "91-2022") == ("91", "93", "94", "95")
    assert predecessors(index, "93") == ("91-2022",)
    assert (undivided_region(index, "91"), undivided_region(index, "93"), undivided_region(index, "32")) == (
        "91-2022",
        None,
        None,
    )
    assert (undivided_region(index, "64"), undivided_region(index, "65")) == ("64-2012", None)
    assert existed_in(catalogue.regions["93"], 2022)
    assert not existed_in(catalogue.regions["93"], 2021)
    assert not existed_in(catalogue.regions["91-2022"], 2023)
    assert existed_in(catalogue.regions["11"], 1990)


def test_each_district_knows_its_province(index: RegionIndex) -> None:
    assert [province_of(index, region_id) for region_id in ("11.01", "11", "00")] == ["11", "11", None]


def test_each_alias_and_each_official_name_leads_to_its_own_region(catalogue: Catalogue, index: RegionIndex) -> None:
    lost = [
        alias.spelling
        for alias in catalogue.aliases
        if alias.region_id not in (*regions_of_name(index, alias.spelling), None)
    ]
    lost += [
        r.region_name for r in catalogue.regions.values() if r.region_id not in regions_of_name(index, r.region_name)
    ]
    unused = [alias.spelling for alias in catalogue.aliases if alias.region_id is None]
    assert lost == []
    assert [spelling for spelling in unused if not is_known_unused(index, spelling)] == []


def test_no_two_regions_of_today_share_a_name_at_one_level_and_kind(catalogue: Catalogue, index: RegionIndex) -> None:
    shared = [
        region.region_name
        for region in catalogue.regions.values()
        if region.valid_to is None and len(regions_of_name(index, region.region_name, region.region_level)) != 1
    ]
    assert shared == []
