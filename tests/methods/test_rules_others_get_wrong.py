"""The verdicts where a plain formula misleads: slipping back, zero, change of sign, met first, order of states."""

from __future__ import annotations

import duckdb
import pytest

from tests.methods.published import value

Connection = duckdb.DuckDBPyConnection


def progress(methods: Connection, *series: object) -> tuple[object, object, object]:
    names = ("b", "b_year", "c", "c_year", "t", "t_year", "d")
    given = dict(zip(names, series, strict=True))
    arguments = "$b::double, $b_year, $c::double, $c_year, $t::double, $t_year, $d::text"
    row = methods.execute(
        f"select progress_status({arguments}), progress_basis({arguments}), progress_ratio({arguments})", given
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def test_a_series_that_had_met_its_target_and_slipped_past_it_is_not_on_track(
    methods: Connection,
) -> None:
    status, _, ratio = progress(methods, 5, 2020, 9, 2024, 7, 2029, "down")
    assert status == "deterioration"
    assert isinstance(ratio, float) and ratio < 0
    pace = value(methods, "linear_pace_ratio(5.0, 2020, 9.0, 2024, 7.0, 2029, 'down')")
    assert pace < 0


def test_slipping_from_a_target_equal_to_the_baseline_is_deterioration(methods: Connection) -> None:
    assert progress(methods, 7, 2020, 7.5, 2024, 7, 2029, "down") == ("deterioration", "target_equals_baseline", None)
    assert progress(methods, 7, 2020, 6.5, 2024, 7, 2029, "down")[0] == "met"


def test_zero_and_a_change_of_sign_take_the_linear_ratio_and_say_so(methods: Connection) -> None:
    assert progress(methods, 10, 2015, 6, 2020, 0, 2030, "down") == ("substantial", "linear", pytest.approx(1.2))
    assert progress(methods, 0, 2015, 1, 2020, 5, 2030, "up") == ("moderate", "linear", pytest.approx(0.6))
    assert progress(methods, -2, 2015, 1, 2020, 4, 2030, "up") == ("substantial", "linear", pytest.approx(1.5))
    assert progress(methods, 4, 2015, 5, 2020, 8, 2030, "up")[1] == "compound"


def test_the_two_readings_of_a_far_target_disagree_and_both_are_kept(methods: Connection) -> None:
    status, basis, ratio = progress(methods, 1, 2015, 10, 2020, 100, 2030, "up")
    assert (status, basis) == ("substantial", "compound")
    assert isinstance(ratio, float) and ratio > 1
    assert value(methods, "attainment(1.0, 10.0, 100.0)") == pytest.approx(9 / 99)
    assert value(methods, "linear_pace_ratio(1.0, 2015, 10.0, 2020, 100.0, 2030, 'up')") < 0.3


def test_without_a_direction_there_is_no_progress(methods: Connection) -> None:
    assert progress(methods, 10, 2015, 6, 2020, 5, 2030, "within")[0] == "not_available"


STATES = [
    ("nothing handed in", "null, 9.0, null, 'down', 2, false, false, false, 5", "no_target"),
    ("no baseline, although met", "null, 9.0, 12.0, 'down', 2, false, false, false, 5", "no_baseline"),
    ("observed and reached", "10.0, 7.0, 8.0, 'down', 2, true, true, true, 1", "due_met"),
    ("observed and not reached", "10.0, 9.0, 8.0, 'down', 2, true, true, true, 1", "due_missed"),
    ("behind a break, although met", "10.0, 7.0, 8.0, 'down', 2, false, true, true, 1", "boundary_break"),
    ("met, although the baseline is stale", "10.0, 7.0, 8.0, 'down', 2, false, false, true, 1", "met"),
    ("met, but laxer than the baseline", "10.0, 7.0, 11.0, 'down', 2, false, false, false, 5", "worse_than_baseline"),
    ("met, but no more than the baseline", "10.0, 7.0, 10.0, 'down', 2, false, false, false, 5", "equals_baseline"),
    ("behind a break, although laxer", "10.0, 7.0, 11.0, 'down', 2, false, true, false, 5", "boundary_break"),
    ("laxer, up is better", "50.0, 60.0, 40.0, 'up', 2, false, false, false, 5", "worse_than_baseline"),
    ("asks for less than there was", "10.0, 12.0, 11.0, 'down', 2, false, false, true, 1", "worse_than_baseline"),
    ("asks for what there was", "10.0, 12.0, 10.0, 'down', 2, false, false, true, 1", "equals_baseline"),
    ("asks for what there was, as printed", "10.004, 12.0, 10.0, 'down', 2, false, false, true, 1", "equals_baseline"),
    ("old baseline", "10.0, 9.0, 8.0, 'down', 2, false, false, true, 1", "stale_baseline"),
    ("two points", "10.0, 9.0, 8.0, 'down', 2, false, false, false, 2", "insufficient_data"),
    ("three points", "10.0, 9.0, 8.0, 'down', 2, false, false, false, 3", "ok"),
]


@pytest.mark.parametrize(("case", "arguments", "expected"), STATES, ids=[state[0] for state in STATES])
def test_the_first_state_that_fits_is_the_one(methods: Connection, case: str, arguments: str, expected: str) -> None:
    assert value(methods, f"target_state({arguments})") == expected


STANDINGS = [
    ("a rejected cell", "'no_target', null, 'not_available', 9.0, null, null, 'down', true, true", "rejected"),
    ("a file held as late", "'no_target', null, 'not_available', 9.0, null, null, 'down', false, true", "late"),
    ("nothing came", "'no_target', null, 'not_available', 9.0, null, null, 'down', false, false", "not_submitted"),
    ("nobody to serve", "'ok', false, 'stretch', 9.0, 100.0, 0, 'up', false, false", "zero"),
    ("nothing promised", "'ok', false, 'stretch', 9.0, 0.0, 5.0, 'up', false, false", "zero"),
    ("observed and missed", "'due_missed', false, 'stretch', 9.0, 8.0, null, 'down', false, false", "missed"),
    (
        "missed even what asked for nothing",
        "'due_missed', true, 'stretch', 9.0, 8.0, null, 'down', false, false",
        "missed",
    ),
    ("met", "'met', false, 'easier_than_today', 7.0, 8.0, null, 'down', false, false", "met"),
    ("observed and met", "'due_met', false, 'stretch', 7.0, 8.0, null, 'down', false, false", "met"),
    (
        "met, but laxer than the baseline",
        "'due_met', true, 'on_trend', 7.0, 8.0, null, 'down', false, false",
        "asking_nothing",
    ),
    (
        "ahead and laxer",
        "'worse_than_baseline', true, 'on_trend', 7.0, 8.0, null, 'down', false, false",
        "asking_nothing",
    ),
    ("ahead", "'ok', false, 'too_uncertain', 9.0, 8.0, null, 'down', false, false", "too_uncertain"),
    ("never observed", "'no_baseline', null, 'not_available', null, 8.0, null, 'down', false, false", "no_data"),
    ("an observed zero", "'ok', false, 'not_available', 0.0, 8.0, null, 'up', false, false", "zero"),
    ("nothing to compare with", "'ok', false, 'not_available', 9.0, 8.0, null, 'down', false, false", "not_available"),
]


@pytest.mark.parametrize(("case", "arguments", "expected"), STANDINGS, ids=[standing[0] for standing in STANDINGS])
def test_a_target_has_one_standing(methods: Connection, case: str, arguments: str, expected: str) -> None:
    assert value(methods, f"target_standing({arguments})") == expected


VERDICTS = [
    ("official only", "true, null, null, null, 0.05, false, null", "refused"),
    ("no national target", "false, null, null, null, null, false, null", "cannot_say"),
    ("within the tolerance", "false, 0.04, 0.04, 0.04, 0.05, false, null", "aligned"),
    ("regions fall short", "false, 0.3, 0.3, 0.3, 0.05, false, null", "short_of_target"),
    ("regions fall short and the best pace is not enough", "false, 0.3, 0.3, 0.3, 0.05, false, false", "infeasible"),
    ("regions ask for more", "false, -0.3, -0.3, -0.3, 0.05, false, false", "beyond_target"),
    ("nearly everything is in", "false, 0.3, -0.1, 0.4, 0.05, false, null", "short_of_target"),
    ("the missing could turn it", "false, 0.3, -0.1, 0.4, 0.05, true, null", "cannot_say"),
    ("even at their best it is short", "false, 0.3, 0.2, 0.4, 0.05, true, null", "short_of_target"),
    ("even at their best it is short and too far", "false, 0.3, 0.2, 0.4, 0.05, true, false", "infeasible"),
    ("even at their baseline it is more", "false, -0.3, null, -0.2, 0.05, true, null", "beyond_target"),
    ("more only with the missing", "false, 0.3, null, -0.2, 0.05, true, null", "cannot_say"),
    ("short only with the missing", "false, -0.3, 0.2, 0.4, 0.05, true, null", "cannot_say"),
    ("the missing change nothing", "false, 0.03, -0.04, 0.04, 0.05, true, null", "aligned"),
    ("aligned only with the missing", "false, 0.3, -0.04, 0.04, 0.05, true, null", "cannot_say"),
    ("no larger than rounding and weight error", "false, 0.06, 0.06, 0.06, 0.05, false, null, 0.02", "cannot_say"),
    ("beyond by no more than the weight error", "false, -0.06, -0.06, -0.06, 0.05, false, null, 0.02", "cannot_say"),
    ("within the rounding, whatever the weight", "false, 0.04, 0.04, 0.04, 0.05, false, null, 0.02", "aligned"),
    ("larger than both", "false, 0.08, 0.08, 0.08, 0.05, false, null, 0.02", "short_of_target"),
    ("a weight never measured", "false, 0.06, 0.06, 0.06, 0.05, false, null, null", "short_of_target"),
    ("nothing known about the missing", "false, 0.3, null, null, 0.05, true, null", "cannot_say"),
]


@pytest.mark.parametrize(("case", "arguments", "expected"), VERDICTS, ids=[verdict[0] for verdict in VERDICTS])
def test_a_verdict_is_given_only_where_it_stands(methods: Connection, case: str, arguments: str, expected: str) -> None:
    assert value(methods, f"alignment_verdict({arguments})") == expected


CHANGES = [
    ("null, null, 7.0, 8.0, 'down'", "created"),
    ("7.0, 8.0, null, null, 'down'", "withdrawn"),
    ("7.0, 8.0, 7.0, 8.0, 'down'", "unchanged"),
    ("7.0, 8.0, 7.0, 7.5, 'down'", "raised"),
    ("7.0, 8.0, 7.0, 8.5, 'down'", "lowered"),
    ("7.0, 8.0, 6.0, 8.0, 'down'", "raised"),
    ("80.0, 80.0, 85.0, 85.0, 'up'", "raised"),
    ("80.0, 80.0, 75.0, 75.0, 'up'", "lowered"),
    ("null, null, null, null, 'up'", None),
]


@pytest.mark.parametrize(("arguments", "expected"), CHANGES, ids=[change[0] for change in CHANGES])
def test_raised_means_more_ambitious(methods: Connection, arguments: str, expected: str | None) -> None:
    assert value(methods, f"target_change({arguments})") == expected
