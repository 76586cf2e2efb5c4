"""Each formula by hand: one row that has an answer, and the rows in which it must have none."""

from __future__ import annotations

import math

import duckdb
import pytest

from tests.methods.published import value

RULES = [
    ("direction_sign('up')", 1),
    ("direction_sign('down')", -1),
    ("direction_sign('within')", None),
    ("direction_sign(null)", None),
    ("easy_end(7.0, 8.0, 'down')", 8.0),
    ("easy_end(7.0, 8.0, 'up')", 7.0),
    ("easy_end(null, 0.5, 'down')", 0.5),
    ("easy_end(7.0, 8.0, 'within')", None),
    ("hard_end(7.0, 8.0, 'down')", 7.0),
    ("hard_end(null, 0.5, 'down')", None),
    ("gap_value(10.0, 7.0, 'down')", 3.0),
    ("gap_value(10.0, 7.0, 'up')", -3.0),
    ("gap_value(null, 7.0, 'up')", None),
    ("gap_value(10.0, null, 'up')", None),
    ("gap_value(10.0, 7.0, 'within')", None),
    ("baseline_gap_value(10.0, 7.0)", -3.0),
    ("baseline_gap_value(null, 7.0)", None),
    ("required_total_change(10.0, 7.0, 'down')", 3.0),
    ("required_total_change(null, 7.0, 'down')", None),
    ("national_gap_value(8.0, 12.0, 'down')", 4.0),
    ("national_gap_value(null, 12.0, 'down')", None),
    ("legal_gap_value(92.5)", 7.5),
    ("legal_gap_value(null)", None),
    ("coverage_basis('survey_population', true, true)", "weight"),
    ("coverage_basis('survey_population', null, true)", "weight"),
    ("coverage_basis('submitted_denominator', true, false)", "region_count"),
    ("coverage_basis('submitted_denominator', null, false)", "region_count"),
    ("coverage_basis('count', true, true)", "region_count"),
    ("coverage_basis('submitted_denominator', false, false)", None),
    ("coverage_basis(null, false, false)", None),
    ("attainment(10.0, 6.0, 0.0)", 0.4),
    ("attainment(10.0, 6.0, 10.0)", None),
    ("time_share(2015, 2020, 2030)", 1 / 3),
    ("time_share(2015, 2020, 2015)", None),
    ("linear_pace_ratio(10.0, 2015, 6.0, 2020, 0.0, 2030, 'down')", 1.2),
    ("linear_pace_ratio(10.0, 2015, 6.0, 2015, 0.0, 2030, 'down')", None),
    ("linear_pace_ratio(10.0, 2015, 6.0, 2020, 10.0, 2030, 'down')", None),
    ("required_annual_change(9.0, 2025, 5.0, 2029)", -1.0),
    ("required_annual_change(9.0, 2029, 5.0, 2029)", None),
    ("required_annual_change(9.0, 2030, 5.0, 2029)", None),
    ("required_annual_change(null, 2025, 5.0, 2029)", None),
    ("required_annual_change_from_baseline(10.0, 2024, 5.0, 2029)", -1.0),
    ("average_annual_change(10.0, 2020, 6.0, 2024)", -1.0),
    ("average_annual_change(10.0, 2020, 6.0, 2020)", None),
    ("observed_annual_change([2020, 2021, 2022], [9.0, 8.0, 7.0])", -1.0),
    ("observed_annual_change([2020, 2021], [9.0, 8.0])", None),
    (
        "observed_annual_change([2000, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020],"
        " [999.0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])",
        1.0,
    ),
    ("theil_sen_slope([2020, 2020], [9.0, 8.0])", None),
    ("cagr(100.0, 121.0, 2)", 0.1),
    ("cagr(0.0, 121.0, 2)", None),
    ("cagr(100.0, 0.0, 2)", None),
    ("cagr(-5.0, 10.0, 2)", None),
    ("cagr(100.0, 121.0, 0)", None),
    ("required_cagr(100.0, 2020, 121.0, 2022)", 0.1),
    ("aarr_discrete(100.0, 81.0, 2)", 0.1),
    ("aarr_discrete(0.0, 81.0, 2)", None),
    ("aarr_continuous(math_e, 1.0, 1)", 1.0),
    ("aarr_continuous(3.0, 0.0, 25)", None),
    ("aarr_continuous(3.0, 1.0, 0)", None),
    ("aarr_from_log_slope(log_slope([2020, 2021, 2022], [8.0, 4.0, 2.0]))", 0.5),
    ("log_slope([2020, 2021], [8.0, 4.0])", None),
    ("log_slope([2020, 2021, 2022], [8.0, 4.0, 0.0])", None),
    ("percent_reduction(0.0, 48.0)", None),
    ("cagr_project(87.0, 88.0, 70, upper_limit := 100)", 100.0),
    ("cagr_project(0.0, 88.0, 7)", None),
    ("acceleration_factor(-2.0, -0.5, 'down')", 4.0),
    ("acceleration_factor(-2.0, 0.5, 'down')", None),
    ("acceleration_factor(-2.0, 0.0, 'down')", None),
    ("acceleration_factor(-2.0, null, 'down')", None),
    ("is_reversal_needed(-2.0, 0.5, 'down')", True),
    ("is_reversal_needed(-2.0, -0.5, 'down')", False),
    ("is_reversal_needed(-2.0, null, 'down')", None),
    ("numerator_value(80.0, 250.0)", 200.0),
    ("numerator_value(80.0, null)", None),
    ("implied_population(25.0, 10.0)", 250.0),
    ("implied_population(25.0, 0.0)", None),
    ("boundary_merge_rate([10.0, null], [5.0, 10.0])", None),
    ("boundary_merge_rate([10.0, 10.0], [5.0, 0.0])", None),
    ("printed_decimal_places('7,0–8,0')", 1),
    ("printed_decimal_places('0,379–0,382')", 3),
    ("printed_decimal_places('0.59')", 2),
    ("printed_decimal_places('≥ 180.000')", 0),
    ("printed_decimal_places('0,5 –1')", 1),
    ("printed_decimal_places('100')", 0),
    ("printed_decimal_places('')", None),
    ("half_rounding_unit(2)", 0.005),
    ("alignment_tolerance(2, 1)", 0.055),
    ("alignment_tolerance(2, null)", 0.01),
    ("alignment_gap(8.2, 8.0, 'down')", 0.2),
    ("alignment_gap(null, 8.0, 'down')", None),
    ("alignment_class(0.055, 0.055)", "aligned"),
    ("alignment_class(0.056, 0.055)", "short_of_target"),
    ("alignment_class(-0.056, 0.055)", "beyond_target"),
    ("alignment_class(null, 0.055)", None),
    ("interval_relation(7.2, 7.9, 7.0, 8.0)", "inside"),
    ("interval_relation(7.5, 8.1, 7.0, 8.0)", "overlaps"),
    ("interval_relation(8.1, 8.2, 7.0, 8.0)", "outside"),
    ("interval_relation(0.1, 0.4, null, 0.5)", "inside"),
    ("interval_relation(0.4, 0.6, null, 0.5)", "overlaps"),
    ("interval_relation(0.6, 0.7, null, 0.5)", "outside"),
    ("interval_relation(null, 0.4, 0.0, 0.5)", None),
    ("interval_relation(0.1, 0.4, null, null)", None),
    ("condition_value(1.0)", 100.0),
    ("condition_value(0.0)", 0.0),
    ("condition_value(null)", None),
    ("part_contribution(0.25, 9.0, 8.0, 'down')", 0.25),
    ("sum_contribution(0.25, 30.0, 100.0, 'up')", -5.0),
    ("share_of(1, 0)", None),
    ("percent_of(1, 4)", 25.0),
    ("is_stale_baseline(2021, 2024)", True),
    ("is_stale_baseline(2022, 2024)", False),
    ("cast(period_end_date('2024-02') as varchar)", "2024-02-29"),
    ("cast(period_end_date('2024') as varchar)", "2024-12-31"),
    ("period_end_date(null)", None),
    ("cast(publication_lag() as varchar)", "4 months"),
    ("cast(next_figure_date('2024-09', 184) as varchar)", "2025-08-02"),
    ("next_figure_date('2024-09', null)", None),
    ("next_figure_date(null, 184)", None),
    ("is_overdue('2024-09', 184, date '2025-08-02')", False),
    ("is_overdue('2024-09', 184, date '2025-08-03')", True),
    ("is_overdue('2024', 366, date '2026-05-02')", True),
    ("is_overdue('2024-09', null, date '2026-02-01')", None),
    ("transform_value(50.0, 'logit', 2)", 0.0),
    ("transform_value(0.0, 'logit', 2)", math.log(0.005 / 100.005)),
    ("transform_value(100.0, 'logit', 2)", math.log(100.005 / 0.005)),
    ("transform_value(-1.0, 'logit', 2)", None),
    ("transform_value(0.0, 'log', 2)", None),
    ("transform_value(-3.0, 'identity', 2)", -3.0),
    ("is_same_value(0.1 + 0.2, 0.3)", True),
    ("is_same_value(0.3, 0.31)", False),
    ("is_decided_by_bounds(0.89, false)", True),
    ("is_decided_by_bounds(0.9, false)", False),
    ("is_decided_by_bounds(0.99, true)", True),
    ("is_decided_by_bounds(1.0, true)", False),
]


@pytest.mark.parametrize(("expression", "expected"), RULES, ids=[rule[0] for rule in RULES])
def test_a_formula_answers_or_says_nothing(
    methods: duckdb.DuckDBPyConnection, expression: str, expected: object
) -> None:
    found = value(methods, expression.replace("math_e", str(math.e)))
    if isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-12)
    else:
        assert found == expected


def test_every_method_says_its_words_unit_null_rule_and_source() -> None:
    from pipelines.contract.paths import SQL

    for file in sorted((SQL / "methods").glob("*.sql")):
        lines = file.read_text(encoding="utf-8").splitlines()
        marks = [line.split(":")[0] for line in lines[1:4]]
        assert lines[0].startswith("-- ") and marks == ["-- unit", "-- nulls", "-- source"], file.name
        assert f"create or replace macro {file.stem}(" in "\n".join(lines), file.name
