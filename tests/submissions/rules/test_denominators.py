"""The denominator beside a target: one number or a finding, and what is asked about its size."""

from __future__ import annotations

import pytest

from pipelines.submissions.model.judgement import Judgement
from pipelines.submissions.rules.denominators import GROUPS, ONE_COUNT
from tests.submissions.rules.given import (
    found,
    judged,
    row,
    rule_ids,
)


@pytest.mark.parametrize(
    ("typed", "before", "is_asked"),
    [(1000, 10_034, True), (10_034, 1_000, True), (9_999, 1_000, False), (1_001, 10_000, False), (10_034, 0, False)],
)
def test_a_denominator_ten_times_the_last_rounds_is_asked_about(typed: int, before: float, is_asked: bool) -> None:
    known = {("served", "11"): before} if before else {}
    judgement = judged(row({2029: 80}, "served", denominator=typed), previous_denominators=known)
    assert bool(found(judgement, "denominator.implausible")) is is_asked


def test_what_a_denominator_needs_is_said_in_its_own_words() -> None:
    for typed in (-5, "10034-11000", "10034 anak", 1e-7, "50%", True):
        told = judged(row({2029: 80}, "served", denominator=typed)).findings[0]
        assert ONE_COUNT.id in told.message_id, typed
        assert ONE_COUNT.en in told.message_en, typed


@pytest.mark.parametrize(
    ("typed", "denominator", "rule_id"),
    [
        (1200, 1200.0, None),
        ("1.234.567", 1234567.0, None),
        ("1200", 1200.0, None),
        (0, 0.0, "denominator.implausible"),
        (0.5, 0.5, "denominator.implausible"),
        (1e15, None, "value.too_large"),
        (1e308, None, "value.too_large"),
        (1e-320, 0.0, "denominator.implausible"),
        (1200.0000000000002, 1200.0, None),
        (9e8, 9e8, "denominator.implausible"),
        (None, None, "denominator.missing"),
        ("-", None, "denominator.missing"),
        ("1.234", None, "value.ambiguous_number"),
        ("100-200", None, "value.not_a_number"),
        ("80%", None, "value.not_a_number"),
        ("≥ 100", None, "value.not_a_number"),
        (-5, None, "value.not_a_number"),
        ("banyak", None, "value.not_a_number"),
    ],
)
def test_a_denominator_is_one_number_or_a_finding(
    typed: object, denominator: float | None, rule_id: str | None
) -> None:
    judgement = judged(row({2029: 85}, "served", denominator=typed))  # type: ignore[arg-type]
    accepted = rule_id in (None, "denominator.missing", "denominator.implausible")
    told_at_its_target = [] if accepted else ["row.refused"]
    assert sorted(rule_ids(judgement)) == sorted([rule_id, *told_at_its_target] if rule_id else [])
    assert judgement.cells[0].verdict == ("accepted" if accepted else "rejected")
    assert judgement.cells[0].denominator == denominator


@pytest.mark.parametrize(("typed", "is_asked"), [(900, False), (1_001, True), (1_200, True)])
def test_more_neglected_elderly_than_elderly_people_is_asked_about(
    typed: int, is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GROUPS, "served", "elderly")
    offered = row({2029: 85}, "served", denominator=typed)
    judgement = judged(offered, series={("elderly", offered.region_code.text): [(2023, 1100.0), (2024, 1000.0)]})
    assert rule_ids(judgement) == (["denominator.implausible"] if is_asked else [])
    assert not is_asked or "1.000 pada 2024" in judgement.findings[0].message_id


def test_a_blank_target_needs_no_denominator() -> None:
    assert rule_ids(judged(row({2029: None}, "served"))) == []


def test_one_zero_among_other_denominators_is_an_answer_and_all_zeros_are_asked_about() -> None:
    def given(*denominators: float) -> Judgement:
        rows = [
            row({2029: 85}, "served", region=region, denominator=denominator, line=6 + n)
            for n, (region, denominator) in enumerate(zip(("11", "12", "13"), denominators, strict=True))
        ]
        return judged(*rows)

    assert "denominator.implausible" not in rule_ids(given(0, 1200, 900))
    assert rule_ids(given(0, 0, 0)).count("denominator.implausible") == 3
