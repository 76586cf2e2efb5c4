"""Questions about targets: when they are asked, when they are not, and that they never refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipelines.submissions.model.finding import Words
from tests.submissions.rules.given import catalogue, found, judged, row
from tests.submissions.rules.questions import ACEH, asked


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
