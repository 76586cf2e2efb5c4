"""Questions about targets: when they are asked, when they are not, and that they never refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipelines.submissions.model.finding import Words
from tests.submissions.rules.given import catalogue, found, judged, panel, row

ACEH = {("poverty_rate", "11"): [(2022, 11.9), (2023, 11.2), (2024, 10.6)]}


def asked(*rows: object, **known: object) -> list[str]:
    judgement = judged(*rows, **known)  # type: ignore[arg-type]
    assert judgement.counts.rejected == 0
    return [finding.rule_id for finding in judgement.findings if finding.severity == "ask"]


def reference_cases(*methods: str) -> list[dict[str, str]]:
    """Facts copied from the shared cases: the rows whose conventions the rules carry out."""
    with Path(__file__).with_name("cases").joinpath("reference_cases.csv").open(encoding="utf-8", newline="") as file:
        return [case for case in csv.DictReader(file) if case["method"] in methods]


def test_a_target_a_hundred_times_too_small_is_named_with_the_number_meant() -> None:
    (case,) = reference_cases("unit")
    given, expected = json.loads(case["inputs"]), json.loads(case["expected"])
    series = {("poverty_rate", "11"): list(zip((2022, 2023, 2024), given["history"], strict=True))}
    finding = found(judged(row({2029: given["target"]}), series=series), "value.scale_suspect")[0]
    assert expected["flag"] == "unit_factor_100"
    assert finding.facts["suggested"] == expected["suggested"]
    assert "100" in finding.message_en


@pytest.mark.parametrize(
    ("target", "meant"), [(980, "9.8"), (9800, "9.8"), (1100.0, "11"), (450, None), (25674.58, None)]
)
def test_a_number_that_bounds_refuse_is_still_told_what_was_probably_meant(target: float, meant: str | None) -> None:
    series = {("poverty_rate", "11"): [(2022, 11.4), (2023, 11.0), (2024, 10.9)]}
    judgement = judged(row({2029: target}), series=series)
    assert judgement.counts.rejected == 1
    said = found(judgement, "value.out_of_range")[0].message_en
    assert (f"perhaps {meant} was meant" in said) is (meant is not None)
    assert len(found(judgement, "value.scale_suspect")) == (1 if meant else 0)


@pytest.mark.parametrize(("target", "usual"), [(1e308, 0.05), (-1e308, 0.05), (1e307, 0.5)])
def test_a_number_as_large_as_a_machine_holds_is_refused_like_any_other(target: float, usual: float) -> None:
    """Divided by what is usual it is no number any more."""
    judgement = judged(row({2028: 5.0, 2029: target}), series={("poverty_rate", "11"): [(2024, usual)]})
    assert (judgement.counts.accepted, judgement.counts.rejected) == (1, 1)
    assert found(judgement, "value.out_of_range")
    assert all(finding.message_en for finding in judgement.findings)


def test_a_count_shifted_into_the_column_of_rates_is_refused() -> None:
    (case,) = reference_cases("row_shift")
    judgement = judged(row({2029: json.loads(case["inputs"])["rate_pct"]}))
    assert judgement.counts.rejected == 1
    assert [finding.rule_id for finding in judgement.findings] == ["value.out_of_range"]
    assert "the column" in judgement.findings[0].message_en


@pytest.mark.parametrize("case", reference_cases("gap"), ids=lambda case: case["case_id"])
def test_the_conventions_of_gaps_hold_for_questions_too(case: dict[str, str]) -> None:
    given, expected = json.loads(case["inputs"]), json.loads(case["expected"])
    code = "poverty_rate" if given["direction"] == -1 else "served"
    points = [(2024, given["base"])] if given["base"] is not None else []
    series = {(code, "11"): [*points, (2025, given["current"])]}
    found_ids = set(asked(row({2029: given["target"]}, code, denominator=10), series=series))
    is_met = expected.get("status") == "target_met" or "baseline" in expected.get("flag", "").removeprefix(
        "zero_baseline"
    )
    assert ("target.already_met" in found_ids) is is_met
    assert ("target.equals_baseline" in found_ids) == (expected.get("flag") == "target_equals_baseline")
    assert ("target.wrong_direction" in found_ids) == (expected.get("flag") == "target_worse_than_baseline")


@pytest.mark.parametrize(
    ("value", "suggested"),
    [
        (0.098, 9.8),
        (0.106, 10.6),
        (0.0098, 9.8),
        (9.8, None),
        (0.98, 9.8),
        (98.0, None),
    ],
)
def test_a_factor_is_suspected_only_when_the_corrected_number_is_usual(value: float, suggested: float | None) -> None:
    findings = found(judged(row({2029: value}), series=ACEH), "value.scale_suspect")
    assert [finding.facts["suggested"] for finding in findings] == ([] if suggested is None else [suggested])


def test_persons_instead_of_thousands_are_suspected() -> None:
    series = {("poor_population", "11"): [(2022, 830.0), (2023, 810.0), (2024, 805.0)]}
    finding = found(judged(row({2029: 790000}, "poor_population"), series=series), "value.scale_suspect")[0]
    assert finding.facts["suggested"] == 790.0
    assert finding.facts["side"] == Words("sekitar 1.000 kali lebih besar", "about 1,000 times larger")


def test_without_history_the_typed_baseline_says_what_is_usual() -> None:
    given = row({2029: 0.85}, "served", baseline_value=81.5, baseline_year=2024, denominator=10)
    assert "value.scale_suspect" in asked(given)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (10.6, {"target.equals_baseline"}),
        (10.604, {"target.equals_baseline"}),
        (10.61, {"target.wrong_direction"}),
        (10.59, set()),
        (9.0, set()),
        ("10,5–10,6", {"target.equals_baseline"}),
        ("10,5–10,7", {"target.wrong_direction"}),
        ("10,0–10,5", set()),
        ("≤ 10,7", {"target.wrong_direction"}),
    ],
)
def test_the_easy_end_is_held_against_the_baseline(target: object, expected: set[str]) -> None:
    assert set(asked(row({2029: target}), series=ACEH)) == expected  # type: ignore[dict-item]


def test_the_baseline_is_the_last_figure_not_later_than_the_baseline_year() -> None:
    series = {("poverty_rate", "11"): [(2021, 12.0), (2025, 9.0), (2022, 11.0)]}
    finding = found(judged(row({2029: 11.5}), series=series), "target.wrong_direction")[0]
    assert (finding.facts["baseline"], finding.facts["baseline_year"]) == (11.0, "2022")


@pytest.mark.parametrize(
    ("year", "value", "expected"),
    [
        (2026, 9.0, []),
        (2026, 9.3, ["9.2 2026"]),
        (2027, 8.9, ["8.8 2027"]),
        (2029, 8.9, ["8.8 2027"]),
        (2029, 8.8, ["8.8 2027"]),
        (2029, 8.7, []),
    ],
)
def test_a_target_is_held_against_the_observation_of_its_own_year(year: int, value: float, expected: list[str]) -> None:
    series = {("poverty_rate", "11"): [(2024, 10.0), (2025, 9.5), (2026, 9.2), (2027, 8.8)]}
    findings = found(judged(row({year: value}), series=series), "target.already_met")
    shown = [f"{finding.facts['latest']} {finding.facts['latest_year']}" for finding in findings]
    assert shown == expected


def test_a_typed_baseline_serves_where_nothing_is_known_and_is_questioned_where_something_is() -> None:
    typed = row({2029: 70}, "served", baseline_value="75,5", baseline_year="2023", denominator=10)
    finding = found(judged(typed), "target.wrong_direction")[0]
    assert (finding.facts["baseline"], finding.facts["baseline_year"]) == (75.5, "2023")
    known = {("served", "11"): [(2024, 60.0)]}
    assert asked(typed, series=known) == ["baseline.changed"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ({2026: 9.0, 2027: 8.5, 2028: 8.0, 2029: 7.5}, []),
        ({2026: 9.0, 2027: 9.5, 2028: 8.0, 2029: 8.1}, ["Target!L6", "Target!N6"]),
        ({2026: 9.0, 2028: 9.0}, []),
        ({2028: 8.0, 2026: 9.0}, []),
    ],
)
def test_a_year_worse_than_the_one_before_is_asked_about_at_its_own_cell(
    path: dict[int, float], expected: list[str]
) -> None:
    given = row(path)  # type: ignore[arg-type]
    assert [finding.source_cell for finding in found(judged(given), "target.path")] == expected


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        ("poverty_rate", (11.19, 11.19, 11.19), ["target.flat"]),
        ("served", (100, 100, 100), []),
        ("poverty_rate", (0, 0, 0), ["target.suspicious_zero"]),
        ("served", (0, 0, 0), ["target.suspicious_zero"]),
        ("poverty_rate", (0,), []),
        ("served", (0,), ["target.suspicious_zero"]),
        ("poverty_rate", (3.0, 1.0, 0), []),
        ("poverty_rate", ("7–8", "7–8", "7–8"), ["target.flat"]),
        ("poverty_rate", (11.19,), []),
    ],
)
def test_flat_lines_and_zeros_are_asked_about_once(code: str, values: tuple[object, ...], expected: list[str]) -> None:
    years = dict(zip((2027, 2028, 2029), values, strict=False))
    assert asked(row(years, code, denominator=10)) == expected  # type: ignore[arg-type]


def test_the_years_of_a_region_are_one_path_even_in_rows_of_their_own() -> None:
    rows = [row({year: 11.19}, line=line) for line, year in enumerate((2027, 2028, 2029), 6)]
    assert asked(*rows) == ["target.flat"]


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ([70, 70, 70, 81, 82, 83], 3),
        ([70, 70, 80, 81, 82, 83], 0),
        ([100, 100, 100, 100, 100, 100], 0),
        ([70, 70, 70, 70, 71, 72, 73, 74, 75, 76], 4),
        ([70, 70, 70, 71, 72, 73, 74, 75, 76, 77], 0),
    ],
)
def test_a_target_shared_by_more_than_three_regions_in_ten_is_asked_about(values: list[int], flagged: int) -> None:
    provinces = sorted(key for key, region in catalogue().regions.items() if region.region_level == "province")
    rows = [
        row({2029: value}, "served", region, catalogue().regions[region].region_name, line, denominator=10)
        for line, (value, region) in enumerate(zip(values, provinces, strict=False), 6)
        if catalogue().regions[region].valid_to is None
    ]
    assert asked(*rows).count("target.copied_national") == flagged


@pytest.mark.parametrize(
    ("typed", "is_copied"), [("4,5–5,0", True), (5.0, True), (4.5, False), ("≤ 5", False), (4.9, False)]
)
def test_the_nations_own_target_is_recognised(typed: object, is_copied: bool) -> None:
    assert ("target.copied_national" in asked(row({2029: typed}))) is is_copied  # type: ignore[dict-item]


PROVINCES = ("11", "12", "13", "14", "15", "16", "17")


@pytest.mark.parametrize(
    ("moves", "flagged"),
    [
        ((-0.5, -0.6, -0.4, -0.5, -0.45, -0.55, -5.0), ["Target!N12"]),
        ((-0.5, -0.5, -0.5, -0.5, -0.5, -0.5, -5.0), ["Target!N12"]),
        ((-0.5, -0.6, -0.4, -0.5, -0.45, -0.55, -0.6), []),
        ((0, 0, 0, 0, 0, 0, 0), []),
        ((0, 0, 0, 5.0), []),  # too few to say what is usual
    ],
)
def test_a_move_far_from_the_moves_of_other_regions_is_asked_about(
    moves: tuple[float, ...], flagged: list[str]
) -> None:
    before = {("poverty_rate", region, 2029): 10 + n / 7 for n, region in enumerate(PROVINCES)}
    rows = [
        row({2029: before["poverty_rate", region, 2029] + move}, region=region, line=line)
        for line, (region, move) in enumerate(zip(PROVINCES, moves, strict=False), 6)
    ]
    judgement = judged(*rows, previous_targets=before)
    assert [finding.source_cell for finding in found(judgement, "target.jump")] == flagged


def test_a_change_without_precedent_is_told_in_multiples_of_the_fastest() -> None:
    finding = found(judged(row({2029: 4.0}), series=panel("poverty_rate")), "target.beyond_precedent")[0]
    assert "10.1 times the fastest fall of any province since 2015 (0.7)" in finding.message_en
    assert "10,1 kali penurunan tercepat provinsi mana pun sejak 2015 (0,7)" in finding.message_id


@pytest.mark.parametrize(("last_year", "english"), [(2025, "in 1 year,"), (2024, "in 2 years,")])
def test_one_year_is_one_year_in_english(last_year: int, english: str) -> None:
    moved = last_year - 2024
    series = {key: [(year + moved, value) for year, value in points] for key, points in panel("poverty_rate").items()}
    finding = found(judged(row({2026: 4.0}), series=series), "target.beyond_precedent")[0]
    assert english in finding.message_en


def test_precedents_are_not_claimed_from_too_few_figures() -> None:
    assert asked(row({2029: 1.5}), series=panel("poverty_rate", regions=4)) == []
    assert asked(row({2029: 2.0}), series=ACEH) == []


@pytest.mark.parametrize(("typed", "is_asked"), [(99.0, True), (100.0, False)])
def test_all_of_a_minimum_service_needs_no_precedent(typed: float, is_asked: bool) -> None:
    series = panel("served", yearly=-0.5, level=70.0)
    questions = asked(row({2029: typed}, "served", denominator=5), series=series)
    assert ("target.beyond_precedent" in questions) is is_asked


@pytest.mark.parametrize(
    ("code", "typed", "expected"),
    [
        ("volunteers", 120.5, True),
        ("volunteers", "120–130,5", True),
        ("volunteers", 120.0, False),
        ("volunteers", "1.234.567", False),
        ("poor_population", 25949.8, False),
        ("poverty_rate", 8.5, False),
    ],
)
def test_only_whole_things_must_be_whole(code: str, typed: object, expected: bool) -> None:
    assert ("target.fractional_count" in asked(row({2029: typed}, code))) is expected  # type: ignore[dict-item]


DISTRICTS = sorted(key for key, region in catalogue().regions.items() if region.parent_region_id == "32")


def west_java(code: str, whole: float, part: float, **shared: object) -> list[str]:
    rows = [row({2029: whole}, code, "32", **shared)]  # type: ignore[arg-type]
    rows += [row({2029: part + n}, code, region, line=7 + n, **shared) for n, region in enumerate(DISTRICTS)]  # type: ignore[arg-type]
    return asked(*rows, unit="dinsos-32")


@pytest.mark.parametrize(
    ("code", "whole", "part", "shared", "is_asked"),
    [
        ("volunteers", 27 * 100 + 351, 100, {}, False),
        ("volunteers", 27 * 100 + 352, 100, {}, False),  # within what rounding 28 figures can do
        ("volunteers", 27 * 100 + 400, 100, {}, True),
        ("served", 63.0, 50, {"denominator": 10}, False),
        ("served", 64.0, 50, {"denominator": 10}, True),
        ("poverty_rate", 8.0, 5, {}, False),  # without denominators any mean between the parts is possible
        ("poverty_rate", 18.0, 5, {}, True),  # the mean of percentages without weights
        ("poverty_rate", 4.0, 5, {}, True),
    ],
)
def test_parts_are_held_against_their_whole(
    code: str, whole: float, part: float, shared: dict[str, object], is_asked: bool
) -> None:
    assert ("coherence.sum" in west_java(code, whole, part, **shared)) is is_asked


def test_percentages_averaged_without_weights_are_named_as_such() -> None:
    rows = [row({2029: 63.0}, "served", "32", denominator=1)]
    rows += [row({2029: 50 + n}, "served", region, line=7 + n, denominator=1 + n) for n, region in enumerate(DISTRICTS)]
    finding = found(judged(*rows, unit="dinsos-32"), "coherence.sum")[0]
    assert "yaitu 67,3333 (rata-rata tanpa bobotnya 63: selisihnya berasal dari bobot)" in finding.message_id
    assert "which is 67.3333 (their mean without weights is 63: the difference comes from" in finding.message_en


def test_parts_that_are_not_all_there_say_nothing_about_the_whole() -> None:
    rows = [row({2029: 9000}, "volunteers", "32")]
    rows += [row({2029: 100}, "volunteers", region, line=7 + n) for n, region in enumerate(DISTRICTS[1:])]
    assert "coherence.sum" not in asked(*rows, unit="dinsos-32")


@pytest.mark.parametrize(("count", "is_asked"), [(560.0, False), (580.0, False), (640.0, True), (450.0, True)])
def test_a_count_and_a_rate_must_mean_about_the_same_population(count: float, is_asked: bool) -> None:
    series = {("poverty_rate", "11"): [(2024, 10.0)], ("poor_population", "11"): [(2024, 560.0)]}
    rows = [row({2026: 9.9}), row({2026: count * 0.99}, "poor_population", line=7)]
    assert ("coherence.denominator" in asked(*rows, series=series)) is is_asked
