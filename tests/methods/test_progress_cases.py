"""The official progress calculation against numbers that its publishers printed."""

from __future__ import annotations

import duckdb
import pytest

from tests.methods.published import DIRECTIONS, WORDS, cases, close, number, numbers, value

WITH_TARGET = cases("progress_with_target")
WITHOUT_TARGET = cases("progress_without_target")
ARGUMENTS = """$baseline::double, $baseline_year, $latest::double, $latest_year,
    $target::double, $target_year, $direction::text"""
SCORE_CAP = 5.0


def arguments(case: dict[str, str]) -> dict[str, object]:
    return {
        "baseline": number(case["base_value"]),
        "baseline_year": int(case["base_year"]),
        "latest": number(case["current_value"]),
        "latest_year": int(case["current_year"]),
        "target": number(case["target"]),
        "target_year": int(case["target_year"]),
        "direction": DIRECTIONS[case["direction"]],
    }


def with_target_score(ratio: float | None, status: str) -> float | None:
    """Score as published for series with a target; kept for comparison only, not in the product."""
    if status == "met":
        return SCORE_CAP
    if ratio is None:
        return None
    raw = 7.1429 * ratio - 4.2857 if ratio >= 0.6 else 4.1667 * ratio - 2.5
    return max(-SCORE_CAP, min(SCORE_CAP, raw))


def limit_factor(baseline: float, limit: float | None) -> float:
    """C of the published constants: how far a series near its limit is let off."""
    if limit is None or baseline >= 2 * limit:
        return 1.0
    part = baseline / limit if baseline <= limit else (2 * limit - baseline) / limit
    return 1.0 - part**4.44


def without_target(pace: float, factor: float) -> tuple[str, float]:
    """Status and score as published for series without a target; kept for comparison only, not in the product."""
    high, middle = 0.015 * factor, 0.005 * factor
    if pace < 0:
        status, score = "deterioration", 125 * pace - 2.5
    elif pace < middle:
        status, score = "limited", 500 * pace / factor - 2.5
    elif pace < high:
        status, score = "moderate", 250 * pace / factor - 1.25
    else:
        status, score = "substantial", 500 * pace / factor - 5
    return status, max(-SCORE_CAP, min(SCORE_CAP, score))


def mean_word(score: float) -> str:
    words = ((2.5, "substantial"), (0.0, "moderate"), (-2.5, "limited"))
    return next((word for least, word in words if score >= least), "deterioration")


@pytest.mark.parametrize("case", WITH_TARGET, ids=[case["case_id"] for case in WITH_TARGET])
def test_progress_against_a_target_is_the_published_one(
    methods: duckdb.DuckDBPyConnection, case: dict[str, str]
) -> None:
    given = arguments(case)
    compound = value(methods, f"compound_progress_ratio({ARGUMENTS})", **given)
    ratio = value(methods, f"progress_ratio({ARGUMENTS})", **given)
    status = value(methods, f"progress_status({ARGUMENTS})", **given)
    assert close(compound, case, "expected_progress_value")
    assert close(ratio, case, "expected_progress_value")
    if case["expected_status"]:
        assert status == WORDS[case["expected_status"]]
    if case["expected_score"]:
        assert with_target_score(ratio, status) == pytest.approx(float(case["expected_score"]), abs=1e-3)


@pytest.mark.parametrize("case", WITHOUT_TARGET, ids=[case["case_id"] for case in WITHOUT_TARGET])
def test_growth_without_a_target_is_the_published_one(methods: duckdb.DuckDBPyConnection, case: dict[str, str]) -> None:
    given = arguments(case)
    pace = value(
        methods,
        "direction_sign($direction) * sign($baseline::double)"
        " * observed_cagr($baseline::double, $baseline_year, $latest::double, $latest_year)",
        **{name: given[name] for name in ("direction", "baseline", "baseline_year", "latest", "latest_year")},
    )
    assert close(pace, case, "expected_progress_value")
    if pace is None:
        assert case["expected_status"] == "not_available"
        return
    status, score = without_target(pace, limit_factor(float(case["base_value"]), number(case["limit"])))
    if case["expected_score"]:
        assert score == pytest.approx(float(case["expected_score"]), abs=1e-3)
    if case["expected_status"]:
        assert status == WORDS[case["expected_status"]]


@pytest.mark.parametrize("case", cases("mean_score"), ids=lambda case: case["case_id"])
def test_the_mean_of_scores_has_the_published_word(case: dict[str, str]) -> None:
    scores = numbers(case["scores"].replace("None", ""))
    mean = sum(scores) / len(scores)
    assert close(mean, case, "expected_score")
    assert mean_word(mean) == WORDS[case["expected_status"]]


def test_the_table_of_cases_is_whole() -> None:
    assert (len(WITH_TARGET), len(WITHOUT_TARGET)) == (130, 188)
