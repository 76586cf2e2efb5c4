"""Shared cells of a row, free texts and easy ends; denominators and criteria have files of their own."""

from __future__ import annotations

import dataclasses

import pytest

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.case.candidates import CandidateRow
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.cells.units import WORDS, is_same_unit, unit_words
from pipelines.submissions.rules.ruleset import judge
from tests.submissions.rules.given import (
    ROUND,
    catalogue,
    csv_row,
    found,
    judged,
    reading,
    real_regions,
    row,
    rule_ids,
)


def test_the_same_target_with_noise_behind_it_is_no_conflict() -> None:
    twice = judged(row({2029: 8.5}), row({2029: 8.5000000000001}, line=7))
    assert [finding.rule_id for finding in twice.findings if finding.severity == "reject"] == ["row.duplicate"]
    other = judged(row({2029: 8.5}), row({2029: 8.50001}, line=7))
    assert [finding.rule_id for finding in other.findings if finding.severity == "reject"] == ["row.conflict"] * 2


def test_minus_zero_is_zero() -> None:
    assert str(judged(row({2029: -0.0})).cells[0].target_value) == "0.0"


@pytest.mark.parametrize(
    ("typed", "is_provisional", "is_read"),
    [
        ("ya", True, True),
        (True, True, True),
        ("Tidak", False, True),
        (None, False, True),
        ("-", False, True),
        ("kira2", False, False),
    ],
)
def test_provisional_is_yes_or_no(typed: object, is_provisional: bool, is_read: bool) -> None:
    judgement = judged(row({2029: 8.5}, is_provisional=typed))  # type: ignore[arg-type]
    assert judgement.cells[0].is_provisional is is_provisional
    assert rule_ids(judgement) == ([] if is_read else ["value.not_in_list"])


def test_everything_said_beside_a_target_comes_along() -> None:
    cell = judged(
        row({2029: "8,0–8,5"}, confidence="b", is_provisional="ya", justification=" Panti baru ", note="lihat lampiran")
    ).cells[0]
    assert cell == (
        *("Target!N6", "Target", 6, "8,0–8,5", "accepted", "poverty_rate", "11", 2029, 8.0, 8.5, 8.5, "low_first"),
        *(None, "B", True, "Panti baru", "lihat lampiran"),
    )


@pytest.mark.parametrize(
    ("code", "typed", "low", "high", "easy"),
    [
        ("poverty_rate", "8,0–8,5", 8.0, 8.5, 8.5),
        ("poverty_rate", "8,5–8,0", 8.0, 8.5, 8.5),
        ("poverty_rate", "≤ 8", None, 8.0, 8.0),
        ("served", "80–85", 80.0, 85.0, 80.0),
        ("served", "≥ 80", 80.0, None, 80.0),
        ("served", 80, 80.0, 80.0, 80.0),
        ("room_temperature", "20–24", 20.0, 24.0, 24.0),
    ],
)
def test_the_easy_end_is_what_is_promised_at_least(
    code: str, typed: object, low: float | None, high: float | None, easy: float
) -> None:
    cell = judged(row({2029: typed}, code, denominator=5)).cells[0]  # type: ignore[dict-item]
    assert (cell.target_low, cell.target_high, cell.target_value) == (low, high, easy)


@pytest.mark.parametrize(("latest", "easy"), [(15.0, 20.0), (30.0, 24.0)])
def test_the_easy_end_of_a_band_is_the_nearer_one(latest: float, easy: float) -> None:
    judgement = judged(row({2029: "20–24"}, "room_temperature"), series={("room_temperature", "11"): [(2024, latest)]})
    assert judgement.cells[0].target_value == easy
    assert "target.wrong_direction" not in rule_ids(judgement)


@pytest.mark.parametrize(
    ("code", "typed", "rule_id"),
    [
        ("poverty_rate", 100.0, None),
        ("poverty_rate", 0.0, None),
        ("poverty_rate", 100.01, "value.out_of_range"),
        ("poverty_rate", -0.01, "value.out_of_range"),
        ("poverty_rate", "99–101", "value.out_of_range"),
        ("poverty_rate", "≤ 101", "value.out_of_range"),
        ("gini_ratio", "8%", "unit.mismatch"),
        ("gini_ratio", Cell("", "0.3", "number", 0.3, "0%"), "unit.mismatch"),
        ("volunteers", "80 persen", "unit.mismatch"),
        ("volunteers", 1e10, None),
        ("volunteers", 1.1e10, "value.too_large"),
        ("volunteers", 1e308, "value.too_large"),
        ("poverty_rate", 100.00000000000001, None),
        ("poverty_rate", -2.7e-17, None),
        ("poverty_rate", 100.001, "value.out_of_range"),
        ("volunteers", -1, "value.out_of_range"),
        ("room_temperature", "≤ 20", "value.open_end"),
        ("served", "≤ 80", "value.open_end"),
        ("poverty_rate", Cell("", "85", "number", 85.0, "0%"), "value.out_of_range"),
    ],
)
def test_a_value_fits_the_unit_and_the_bounds_of_its_indicator(code: str, typed: object, rule_id: str | None) -> None:
    judgement = judged(row({2029: typed}, code, denominator=5))  # type: ignore[dict-item]
    rejects = [finding.rule_id for finding in judgement.findings if finding.severity == "reject"]
    assert rejects == ([rule_id] if rule_id else [])


def test_an_unbounded_side_is_said_so() -> None:
    finding = found(judged(row({2029: -1}, "volunteers")), "value.out_of_range")[0]
    assert "(0 sampai tanpa batas orang)" in finding.message_id


@pytest.mark.parametrize("year", ["2031", "2025", "29", "", "dua ribu", "2029.5", "2029.01"])
def test_a_csv_year_outside_the_round_refuses_the_target_and_points_at_the_year(year: str) -> None:
    judgement = judged(csv_row("8,5", year))
    finding = found(judgement, "value.year")[0]
    assert finding.source_cell == "baris 2/tahun_target"
    assert judgement.cells[0].verdict == "rejected"


def test_a_workbook_column_for_another_year_points_at_the_target() -> None:
    judgement = judged(row({2031: 8.5}))
    assert found(judgement, "value.year")[0].source_cell == "Target!Z6"


def test_numbers_in_a_csv_are_text_by_nature() -> None:
    assert rule_ids(judged(csv_row("8,5"))) == []


def test_a_csv_column_settles_its_ambiguous_numbers() -> None:
    rows = [csv_row("12.345", line=2, region="11"), csv_row("1.234.567", line=3, region="12")]
    rows = [given._replace(indicator_code=given.indicator_code._replace(text="poor_population")) for given in rows]
    assert [cell.target_value for cell in judged(*rows).cells] == [12345.0, 1234567.0]


def test_a_region_is_held_against_the_years_it_exists_in() -> None:
    early = {"r-1": dataclasses.replace(ROUND, target_years=(2021, 2029))}
    given = reading(row({2021: 9.0, 2029: 8.5}, region="95", name="Papua Pegunungan"))
    judgement = judge(given, JudgingContext(dataclasses.replace(catalogue(), rounds=early)))
    finding = found(judgement, "region.not_valid_in_year")[0]
    assert finding.facts["year"] == "2021"
    assert finding.facts["successors"] == "91-2022 Papua (sebelum pemekaran 2022)"
    assert [cell.verdict for cell in judgement.cells] == ["rejected", "accepted"]


@pytest.mark.parametrize(
    ("written", "unit_of_measure", "is_same"),
    [
        ("persen", "percent", True),
        ("%", "percent", True),
        ("Persen (%)", "percent", True),
        ("jiwa", "person", True),
        ("ribu jiwa", "thousand_person", True),
        ("orang", "thousand_person", False),
        ("KK", "family", True),
        ("indeks", "index", True),
        ("persen", "index", False),
        ("kilogram", "kilogram", True),
    ],
)
def test_a_unit_of_measure_has_spellings(written: str, unit_of_measure: str, is_same: bool) -> None:
    assert is_same_unit(written, unit_of_measure) is is_same


def test_the_word_a_template_prints_is_accepted_for_every_unit_of_the_catalogue() -> None:
    units = {entry.unit_of_measure for entry in real_regions().indicators.values()} | set(WORDS)
    assert [unit for unit in units if not is_same_unit(unit_words(unit).id, unit)] == []
    assert [unit for unit in units if not is_same_unit(unit_words(unit).en, unit)] == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("=HYPERLINK(1)", ["text.formula_like"]),
        ("@SUM(1)", ["text.formula_like"]),
        ("<script>alert(1)</script>", ["text.markup"]),
        ("&#60;b", ["text.markup"]),
        ("=<b>", ["text.formula_like", "text.markup"]),
        ("naik 5 < 6 persen", []),
        ("A & B", []),
        ("-", []),
        ("", []),
    ],
)
def test_texts_are_noted_and_kept_as_they_are(typed: str, expected: list[str]) -> None:
    judgement = judged(row({2029: 8.5}, note=typed, evidence=typed))
    assert sorted(rule_ids(judgement)) == sorted(expected * 2)
    assert judgement.cells[0].note == ("" if typed == "-" else typed)
    assert judgement.cells[0].verdict == "accepted"


def test_a_candidate_without_indicator_or_region_says_so() -> None:
    candidate = CandidateRow(row({2029: 8.5}))
    with pytest.raises(ValueError, match="no indicator"):
        _ = candidate.known_indicator
    with pytest.raises(ValueError, match="no region"):
        _ = candidate.known_region


@pytest.mark.parametrize("place", ["indicator", "region"])
def test_a_code_with_a_struck_or_raised_part_refuses_its_row(place: str) -> None:
    code = {"indicator": "poverty_rate", "region": "11"}[place]
    rich = Cell("", code, "text", flags=("rich_text",))
    judgement = judged(row({2029: 8.5}, **{place: rich}))
    assert [finding.source_cell for finding in found(judgement, "value.rich_text")] == [
        f"Target!{'A' if place == 'indicator' else 'C'}6"
    ]
    assert judgement.counts.rejected == 1
    assert judged(row({2029: 8.5}, **{place: rich._replace(flags=())})).counts.accepted == 1
