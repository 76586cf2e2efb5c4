"""Rates of reduction, growth paths, sums of ratios and slopes against published or independently computed numbers."""

from __future__ import annotations

import duckdb
import pytest

from tests.methods.published import DIRECTIONS, cases, close, number, numbers, value

Connection = duckdb.DuckDBPyConnection


def by_id(name: str) -> list[object]:
    return [pytest.param(case, id=case["case_id"]) for case in cases(name)]


@pytest.mark.parametrize("case", by_id("aarr_continuous_required"))
def test_continuous_rate_of_reduction(methods: Connection, case: dict[str, str]) -> None:
    found = value(
        methods,
        "100 * aarr_continuous($v0, $v1, $n)",
        v0=case_number(case, "v0"),
        v1=case_number(case, "v1"),
        n=int(case["years"]),
    )
    assert close(found, case, "expected_percent")


def case_number(case: dict[str, str], column: str) -> float:
    return float(case[column])


@pytest.mark.parametrize("case", by_id("aarr_from_log_slope"))
def test_rate_of_reduction_from_a_slope_of_logarithms(methods: Connection, case: dict[str, str]) -> None:
    assert close(value(methods, "100 * aarr_from_log_slope($b)", b=case_number(case, "beta")), case, "expected_percent")


@pytest.mark.parametrize("case", by_id("percent_reduction"))
def test_percent_reduction(methods: Connection, case: dict[str, str]) -> None:
    found = value(methods, "percent_reduction($v0, $v1)", v0=case_number(case, "v0"), v1=case_number(case, "v1"))
    assert close(found, case, "expected_percent")


@pytest.mark.parametrize("case", by_id("cagr_project"))
def test_growth_of_the_last_year_goes_on(methods: Connection, case: dict[str, str]) -> None:
    found = value(
        methods,
        "cagr_project($p, $b, $n, upper_limit := $u)",
        p=case_number(case, "v_prev"),
        b=case_number(case, "v_base"),
        n=int(case["years"]),
        u=number(case["upper_limit"]),
    )
    assert close(found, case, "expected_value")


@pytest.mark.parametrize("case", by_id("cagr_required_path"))
def test_compound_path_reaches_its_target(methods: Connection, case: dict[str, str]) -> None:
    given = {"b": case_number(case, "v_base"), "t": case_number(case, "target"), "n": int(case["years"])}
    assert close(value(methods, "cagr($b, $t, $n)", **given), case, "expected_cagr")
    offset = int(case["eval_offset"])
    assert close(value(methods, "cagr_required_path($b, $t, $n, $o)", **given, o=offset), case, "expected_value")


@pytest.mark.parametrize("case", by_id("ratio_of_sums"))
def test_sum_of_counts_gives_the_published_national_rate_and_the_simple_mean_does_not(
    methods: Connection, case: dict[str, str]
) -> None:
    found = methods.execute(
        "select ratio_of_sums(poor, implied_population(poor, rate)),"
        " weighted_mean(rate, implied_population(poor, rate)), avg(rate)"
        " from (select unnest($poor) as poor, unnest($rate) as rate)",
        {"poor": numbers(case["poor_thousand"]), "rate": numbers(case["rate_pct"])},
    ).fetchone()
    assert found is not None
    assert close(found[0], case, "expected_national_rate_pct")
    assert found[1] == pytest.approx(found[0], abs=1e-9)
    assert close(found[2], case, "expected_simple_mean_is_wrong")
    assert not close(found[2], case, "expected_national_rate_pct")


@pytest.mark.parametrize("case", by_id("boundary_merge_rate"))
def test_a_divided_territory_put_together_again(methods: Connection, case: dict[str, str]) -> None:
    given = {"c": numbers(case["poor_thousand"]), "r": numbers(case["rate_pct"])}
    assert close(value(methods, "boundary_merge_rate($c, $r)", **given), case, "expected_merged_rate_pct")


@pytest.mark.parametrize("case", by_id("theil_sen"))
def test_median_slope(methods: Connection, case: dict[str, str]) -> None:
    years = [int(year) for year in case["x"].split()]
    assert close(value(methods, "theil_sen_slope($x, $y)", x=years, y=numbers(case["y"])), case, "expected_slope")


@pytest.mark.parametrize("case", by_id("gap"))
def test_decisions_about_edges(methods: Connection, case: dict[str, str]) -> None:
    """Their gap is in the indicator's own sign; ours turns it so that above zero is still to go."""
    given = {
        "b": number(case["base"]),
        "c": number(case["current"]),
        "t": number(case["target"]),
        "d": DIRECTIONS[case["direction"]],
    }
    if case["expected_gap"]:
        own_sign = value(
            methods,
            "direction_sign($d) * gap_value($c::double, $t::double, $d)",
            c=given["c"],
            t=given["t"],
            d=given["d"],
        )
        assert close(own_sign, case, "expected_gap")
    state = value(methods, "target_state($b::double, $c::double, $t::double, $d, 2, false, false, false, 5)", **given)
    basis = value(methods, "progress_basis($b::double, 2020, $c::double, 2022, $t::double, 2025, $d)", **given)
    needed = value(
        methods, "required_total_change($b::double, $t::double, $d)", b=given["b"], t=given["t"], d=given["d"]
    )
    expected = {"target_met": "met", "no_baseline": "no_baseline"}.get(case["expected_status"])
    assert expected in (None, state)
    flag = case["expected_flag"]
    assert flag != "target_equals_baseline" or (needed == 0 and basis == "target_equals_baseline")
    assert flag != "target_worse_than_baseline" or needed < 0
    if flag == "zero_baseline_use_linear":
        assert basis == "linear"
        assert value(methods, "observed_cagr($b, 2020, $c, 2022)", b=given["b"], c=given["c"]) is None
        found = value(methods, "attainment($b, $c, $t)", b=given["b"], c=given["c"], t=given["t"])
        assert close(found, case, "expected_attainment")
