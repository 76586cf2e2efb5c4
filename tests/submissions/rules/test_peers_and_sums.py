"""Questions that hold a target against other regions: their moves, precedents, and the parts of a whole."""

from __future__ import annotations

import pytest

from tests.submissions.rules.given import catalogue, found, judged, panel, row
from tests.submissions.rules.questions import ACEH, asked

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
