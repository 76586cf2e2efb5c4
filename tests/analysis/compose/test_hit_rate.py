"""The back-test of rules: counted by hand on a small record, and blind to everything after the year it stands in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipelines.analysis.compose.hit_rate import TRIED, Record, hit_rates, problems_at, targets_of
from pipelines.analysis.compose.rules import Choice
from pipelines.analysis.transforms import Scale
from tests.analysis.compose.invented import YEARS, panel

ORIGIN = 2020


def record(seed: int = 2, count: int = 20) -> Record:
    return Record(
        values=panel(seed, count, "rate", -1),
        years=YEARS,
        first_usable_year=np.zeros(count, dtype=np.int64),
        scale=Scale("rate"),
        good_direction=-1,
        aggregation="weighted",
        bounds=(0.0, 100.0),
        decimal_places=2,
        national_targets={},
        weights={},
    )


def with_plan(given: Record, since: int = ORIGIN) -> Record:
    """A national target in force from one year on, and weights of that year."""
    today: np.ndarray = given.values[:, list(given.years).index(ORIGIN)]
    return replace(
        given,
        national_targets={(since, ORIGIN + 2): float(today.mean()) - 0.3},
        weights={ORIGIN: np.ones(len(given.values), dtype=np.float64)},
    )


@pytest.mark.parametrize("choice", TRIED, ids=lambda choice: choice.name)
def test_a_target_of_the_past_does_not_know_the_future(choice: Choice) -> None:
    seen = with_plan(record())
    future = seen.values.copy()
    future[:, seen.years > ORIGIN] = 77.7
    changed = replace(
        seen,
        values=future,
        first_usable_year=np.where(np.arange(len(future)) == 3, ORIGIN + 1, 0),
        weights={**seen.weights, ORIGIN + 1: np.arange(len(future)).astype(np.float64) + 1},
        national_targets={**seen.national_targets, (ORIGIN + 1, ORIGIN + 2): 1.0},
    )
    for here, there in zip(
        problems_at(seen.known_at(ORIGIN), [1, 2, 3]), problems_at(changed.known_at(ORIGIN), [1, 2, 3]), strict=True
    ):
        first = targets_of(seen.known_at(ORIGIN), here[1], choice, ORIGIN + here[0])
        second = targets_of(changed.known_at(ORIGIN), there[1], choice, ORIGIN + there[0])
        assert first == pytest.approx(second, nan_ok=True)
        assert np.isfinite(first).any() or choice.is_closing


def test_a_figure_that_turns_negative_later_does_not_change_the_scale_of_before() -> None:
    seen = replace(record(), scale=Scale("identity"))
    assert seen.known_at(ORIGIN).scale.kind == "positive"


def test_hits_are_counted_per_horizon_with_their_origins() -> None:
    still = np.repeat(20.0 + np.arange(12)[:, None], len(YEARS), axis=1)  # nothing ever changes
    worse = still + np.maximum(0, YEARS - 2020)  # everybody loses a point a year after 2020
    rules = [Choice("own_best"), Choice("peers")]
    held, missed = (
        {(each.rule, each.horizon_years): each for each in hit_rates(replace(record(count=12), values=values), rules)}
        for values in (still, worse)
    )
    one, five = held["own_best", 1], held["own_best", 5]
    assert (one.origin_count, one.first_origin_year, one.last_origin_year) == (9, 2016, 2024)
    assert (one.case_count, one.met_count) == (12 * 9, 12 * 9)
    assert (five.case_count, five.origin_count, five.last_origin_year) == (
        12 * 3,
        3,
        2020,
    )  # two windows of five years need seven
    one = missed["own_best", 1]
    assert (one.case_count, one.met_count) == (12 * 9, 12 * 4)  # met from 2016 to 2019, missed from 2020 on


def test_a_rule_that_closes_is_tried_only_where_a_national_target_was_in_force() -> None:
    rules = {each.rule: each for each in hit_rates(with_plan(record()))}
    assert "common_pace" in rules
    assert rules["common_pace"].origin_count == 1
    assert rules["common_pace"].horizon_years == 2
    assert "common_pace" not in {each.rule for each in hit_rates(record())}
    late = with_plan(record(), since=ORIGIN + 1)  # the document came a year later
    found = [each for each in hit_rates(late) if each.rule == "common_pace"]
    assert all(each.first_origin_year > ORIGIN for each in found)


def test_a_territory_that_changed_in_between_is_not_judged() -> None:
    whole = record(count=8)
    divided = replace(whole, first_usable_year=np.where(np.arange(8) == 0, 2022, 0))
    counts = [
        sum(each.case_count for each in hit_rates(given, [Choice("converge")]) if each.horizon_years == 1)
        for given in (whole, divided)
    ]
    assert counts[1] == counts[0] - 1


def test_a_record_too_short_gives_nothing() -> None:
    short = record()
    assert hit_rates(replace(short, values=short.values[:, :5], years=short.years[:5])) == []
