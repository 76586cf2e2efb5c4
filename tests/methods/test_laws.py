"""Laws that hold for any numbers: turning signs round, changing units, more is more, the whole is its parts."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.methods.published import value

Connection = duckdb.DuckDBPyConnection
bounded = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
figure = st.floats(min_value=0.5, max_value=99.5).map(lambda number: round(number, 3))
factor = st.floats(min_value=0.1, max_value=1000).map(lambda number: round(number, 2))
PROGRESS = "$b::double, 2015, $c::double, 2020, $t::double, 2030, $d::text"


def ratio(methods: Connection, name: str, b: float, c: float, t: float, d: str) -> float | None:
    found: float | None = value(methods, f"{name}({PROGRESS})", b=b, c=c, t=t, d=d)
    return found


@bounded
@given(c=figure, t=figure)
def test_turning_the_direction_round_turns_the_gap_round(methods: Connection, c: float, t: float) -> None:
    up = value(methods, "gap_value($c, $t, 'up')", c=c, t=t)
    down = value(methods, "gap_value($c, $t, 'down')", c=c, t=t)
    mirrored = value(methods, "gap_value(-$c, -$t, 'up')", c=c, t=t)
    assert up == -down
    assert mirrored == down


@bounded
@given(b=figure, c=figure, t=figure, k=factor)
def test_progress_does_not_depend_on_the_unit(methods: Connection, b: float, c: float, t: float, k: float) -> None:
    assume(abs(t - b) > 0.05)
    for name in ("compound_progress_ratio", "linear_pace_ratio"):
        plain = ratio(methods, name, b, c, t, "down")
        scaled = ratio(methods, name, b * k, c * k, t * k, "down")
        assert scaled == pytest.approx(plain, rel=1e-6, abs=1e-7)


@bounded
@given(b=figure, c=figure, t=figure, step=st.floats(min_value=0.01, max_value=5))
def test_a_better_observation_never_makes_progress_worse(
    methods: Connection, b: float, c: float, t: float, step: float
) -> None:
    assume(abs(t - b) > 0.05)
    before, after = (ratio(methods, "progress_ratio", b, value_, t, "up") for value_ in (c, c + step))
    assert before is not None and after is not None and after >= before


@bounded
@given(b=figure, c=figure, t=figure)
def test_a_status_is_met_exactly_when_nothing_is_to_go(methods: Connection, b: float, c: float, t: float) -> None:
    for direction in ("up", "down"):
        gap = value(methods, "gap_value($c, $t, $d)", c=c, t=t, d=direction)
        status = value(methods, f"progress_status({PROGRESS})", b=b, c=c, t=t, d=direction)
        assert (status == "met") == (gap <= 0)


@bounded
@given(slope=st.floats(min_value=-5, max_value=5), level=figure, years=st.integers(min_value=3, max_value=15))
def test_the_median_slope_of_a_straight_line_is_its_slope(
    methods: Connection, slope: float, level: float, years: int
) -> None:
    x = list(range(2000, 2000 + years))
    y = [level + slope * (year - 2000) for year in x]
    found = value(methods, "observed_annual_change($x, $y)", x=x, y=y)
    assert found == pytest.approx(slope, abs=1e-9)


@bounded
@given(parts=st.lists(st.tuples(figure, factor), min_size=1, max_size=12), national=figure)
def test_contributions_add_up_to_the_gap(
    methods: Connection, parts: list[tuple[float, float]], national: float
) -> None:
    values, weights = [part[0] for part in parts], [part[1] for part in parts]
    row = methods.execute(
        "with part as (select unnest($v) as v, unnest($w) as w),"
        " shared as (select v, w, share_of(w, sum(w) over ()) as share from part)"
        " select sum(part_contribution(share, v, $n, 'down')), alignment_gap(weighted_mean(v, w), $n, 'down')"
        " from shared",
        {"v": values, "w": weights, "n": national},
    ).fetchone()
    assert row is not None
    assert row[0] == pytest.approx(row[1], abs=1e-9)


@bounded
@given(values=st.lists(figure, min_size=2, max_size=10), weight=factor)
def test_a_weighted_mean_lies_between_its_parts(methods: Connection, values: list[float], weight: float) -> None:
    row = methods.execute(
        "select weighted_mean(v, $w * (i + 1)) from (select unnest($v) as v, generate_subscripts($v, 1) as i)",
        {"v": values, "w": weight},
    ).fetchone()
    assert row is not None and min(values) - 1e-9 <= row[0] <= max(values) + 1e-9
