"""Which region, indicator and year a row means: decided by code, scheme and name, never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.submissions.model.finding import texts
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.cells.codes import FoundRegion, WrittenRegion
from pipelines.submissions.rules.cells.years import read_year
from tests.submissions.rules.given import catalogue, cell, found, judged, real_regions, row

CONTEXT = JudgingContext(real_regions())


def find(code: str, name: str = "", scheme: str = "", level: str = "district", **typed: object) -> FoundRegion:
    written = WrittenRegion(
        code,
        bool(typed.get("is_number", False)),
        str(typed.get("number_format", "")),
        name,
        scheme,
        level,  # type: ignore[arg-type]
    )
    return CONTEXT.find_region(written)


@pytest.mark.parametrize("code", ["11.01", "'11.01", " 11.01 ", "11,01", "\u200b11.01\u00a0", "１１．０１"])
def test_every_spelling_of_a_dotted_code_is_one_code(code: str) -> None:
    assert find(code) == FoundRegion("11.01")


def test_a_code_stored_as_a_number_is_read_where_nothing_was_lost() -> None:
    assert find("11.01", is_number=True) == FoundRegion("11.01")
    assert find("11.0", level="province", is_number=True) == FoundRegion("11")
    assert find("11.1", is_number=True, number_format="0.00") == FoundRegion("11.10")


@pytest.mark.parametrize(("name", "region_id"), [("Aceh Singkil", "11.10"), ("Kab. Aceh Selatan", "11.01"), ("", None)])
def test_a_code_that_lost_a_digit_is_settled_by_the_name_or_not_at_all(name: str, region_id: str | None) -> None:
    for is_number in (True, False):
        answer = find("11.1", name, is_number=is_number)
        assert answer.region_id == region_id
        if region_id is None:
            assert answer.places[0].rule_id == "region.ambiguous"
            assert answer.places[0].facts["candidates"] == "11.01 Kabupaten Aceh Selatan; 11.10 Kabupaten Aceh Singkil"


@pytest.mark.parametrize(
    ("code", "name", "scheme", "region_id", "rule_id"),
    [
        ("1101", "", "", None, "region.code_scheme"),
        ("1101", "", "kemendagri", "11.01", None),
        ("1101", "", "bps", "11.09", "region.code_system"),
        ("1101", "Aceh Selatan", "", "11.01", None),
        ("1101", "Simeulue", "", "11.09", "region.code_system"),
        ("1101", "Simeulue", "kemendagri", None, "region.code_name_mismatch"),
        ("1101", "Aceh Selatan", "bps", None, "region.code_name_mismatch"),
        ("1101", "Kota Bandung", "", None, "region.code_name_mismatch"),
        ("11.01", "Simeulue", "", None, "region.code_name_mismatch"),
        ("11.01", "", "bps", None, "region.code_scheme"),
        ("11.01", "Simeulue", "bps", "11.09", "region.code_system"),
        ("3273", "", "", "32.73", None),
        ("32.73", "Bandung", "", "32.73", None),
        ("32.04", "Kota Bandung", "", None, "region.code_name_mismatch"),
        ("32.73", "Kota Atlantis", "", "32.73", "region.name_unknown"),
        ("11.01", "", "wikipedia", None, "region.scheme_unknown"),
        ("99.99", "", "", None, "region.unknown"),
        ("1100", "", "", None, "region.unknown"),
        ("abc", "", "", None, "region.unknown"),
    ],
)
def test_a_code_is_read_in_its_scheme_or_refused(
    code: str, name: str, scheme: str, region_id: str | None, rule_id: str | None
) -> None:
    answer = find(code, name, scheme)
    assert answer.region_id == region_id
    assert [place.rule_id for place in answer.places] == ([rule_id] if rule_id else [])


@pytest.mark.parametrize("code", ["91", "92", "94", "95", "96"])
def test_a_bare_papua_code_needs_a_scheme_or_a_name(code: str) -> None:
    assert find(code, level="province").places[0].rule_id == "region.code_scheme"
    by_kemendagri = find(code, scheme="kemendagri", level="province")
    by_bps = find(code, scheme="bps", level="province")
    assert by_kemendagri.region_id == code
    assert by_bps.region_id not in (None, code) or code == "93"
    name = real_regions().regions[by_bps.region_id or ""].region_name
    assert find(code, name, level="province").region_id == by_bps.region_id


def test_codes_that_only_one_scheme_knows_or_both_share_are_read() -> None:
    assert find("93", level="province") == FoundRegion("93")
    assert find("97", level="province").region_id == "95"
    assert find("11", level="province") == FoundRegion("11")
    assert find("ID-AC", level="province").region_id == "11"


def test_every_district_code_that_collides_is_refused_bare_and_read_with_its_name() -> None:
    """164 of the 514 district codes mean another region in the other scheme."""
    regions = real_regions().regions
    districts = [key for key, region in regions.items() if region.region_level == "district"]
    colliding = []
    for region_id in districts:
        bare = find(region_id.replace(".", ""))
        if bare.region_id is None:
            assert bare.places[0].rule_id == "region.code_scheme"
            colliding.append(region_id)
            assert find(region_id.replace(".", ""), regions[region_id].region_name).region_id == region_id
        else:
            assert bare.region_id == region_id
        assert find(region_id) == FoundRegion(region_id)
    assert len(colliding) == 164


@pytest.mark.parametrize(
    ("name", "level", "region_id", "rule_id"),
    [
        ("Kota Bandung", "district", "32.73", None),
        ("Kab. Bandung", "district", "32.04", None),
        ("Bandung", "district", None, "region.ambiguous"),
        ("Solok", "district", None, "region.ambiguous"),
        ("Bengkulu", "province", "17", None),
        ("Bengkulu", "district", None, "region.ambiguous"),
        ("Prov. Jawa Barat", "province", "32", None),
        ("Bandng", "district", None, "region.unknown"),
        ("", "district", None, "region.unknown"),
    ],
)
def test_a_name_alone_is_enough_when_it_has_one_meaning(
    name: str, level: str, region_id: str | None, rule_id: str | None
) -> None:
    answer = find("", name, level=level)
    assert answer.region_id == region_id
    assert [place.rule_id for place in answer.places] == ([rule_id] if rule_id else [])


def test_likeness_only_suggests() -> None:
    suggestion = find("", "Bandng").places[0].facts["suggestion"]
    assert "32.73 Kota Bandung" in suggestion.id  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "successors"),
    [
        ("91-2022", "91 Papua; 93 Papua Selatan; 94 Papua Tengah; 95 Papua Pegunungan"),
        ("64-2012", "64 Kalimantan Timur; 65 Kalimantan Utara"),
        ("91.21", "95.05 Kabupaten Mamberamo Tengah"),
    ],
)
def test_a_dissolved_territory_and_a_retired_code_name_their_successors(code: str, successors: str) -> None:
    place = find(code).places[0]
    assert place.rule_id == "region.not_valid_in_year"
    assert place.facts["successors"] == successors


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2029", 2029),
        (" 2029 ", 2029),
        ("'2029", 2029),
        ("２０２９", 2029),
        (2029.0, 2029),
        ("29", "value.year"),
        ("2029,5", "value.year"),
        (2029.5, "value.year"),
        (47119.0, "value.year"),
        ("TA 2029", "value.year"),
        ("", "value.year"),
        ("0029", "value.year"),
        ("2029-01-01", "value.year_is_date"),
        ("01/01/2029", "value.year_is_date"),
        (Cell("", "2029-01-01", "date", 47119.0), "value.year_is_date"),
        (Cell("", "45658", "date", 45658.0), "value.year_is_date"),
    ],
)
def test_a_year_is_four_digits_and_never_a_date(typed: object, expected: int | str) -> None:
    assert read_year(cell("baris 2/tahun_target", typed)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "name", "indicator_code", "rule_id"),
    [
        ("poverty_rate", "", "poverty_rate", None),
        (" Poverty_Rate ", "", "poverty_rate", None),
        ("", "Tingkat  kemiskinan", "poverty_rate", None),
        ("", "poverty rate", "poverty_rate", None),
        ("poverty_rate", "Tingkat kemiskinan (P0)", "poverty_rate", None),
        ("poverty_rate", "Rasio Gini", "poverty_rate", "indicator.code_name_mismatch"),
        ("povrty_rate", "", None, "indicator.unknown"),
        ("", "", None, "indicator.unknown"),
    ],
)
def test_an_indicator_is_found_by_its_code_or_its_exact_name(
    code: str, name: str, indicator_code: str | None, rule_id: str | None
) -> None:
    answer = JudgingContext(catalogue()).find_indicator(code, name)
    assert (answer.indicator.indicator_code if answer.indicator else None) == indicator_code
    assert answer.rule_id == (rule_id or "")


def test_a_unit_answers_only_for_the_regions_of_its_mandate() -> None:
    own = row({2029: "40"}, "served", "32.73", denominator=10)
    foreign = row({2029: "40"}, "served", "33.01", denominator=10)
    province = row({2029: "40"}, "gini_ratio", "32")
    judgement = judged(own, foreign._replace(row_number=7), province._replace(row_number=8), unit="dinsos-32")
    assert [entry.verdict for entry in judgement.cells] == ["accepted", "rejected", "rejected"]
    assert len(found(judgement, "auth.region_not_owned")) == 2


@settings(max_examples=400, derandomize=True)
@given(
    st.one_of(st.text(max_size=8), st.text(alphabet="0123456789.,' ", max_size=7)),
    st.one_of(st.just(""), st.text(max_size=12), st.sampled_from(["Aceh", "Bandung", "Papua", "Kota Solok"])),
    st.sampled_from(["", "bps", "kemendagri", "iso", "lain"]),
    st.booleans(),
)
def test_any_spelling_is_one_region_of_today_or_one_reason(code: str, name: str, scheme: str, is_number: bool) -> None:
    answer = find(code, name, scheme, is_number=is_number)
    rejects = [place.rule_id for place in answer.places if texts()[place.rule_id].severity == "reject"]
    if answer.region_id is None:
        assert len(rejects) == 1
    else:
        assert rejects == []
        assert real_regions().regions[answer.region_id].valid_to is None


@settings(max_examples=300, derandomize=True)
@given(st.text(max_size=12), st.sampled_from(["text", "number", "date", "bool", "error", "formula", "blank"]))
def test_any_cell_is_a_year_or_a_reason(text: str, kind: str) -> None:
    found_year = read_year(Cell("", text, kind, 2029.0 if kind == "number" else None))  # type: ignore[arg-type]
    assert found_year in ("value.year", "value.year_is_date") or isinstance(found_year, int)
