"""The rules that stop or mark a figure: each with a table that offends and one that does not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.history.figure import FIGURE_SCHEMA
from pipelines.history.quality.faults import sentences
from pipelines.history.quality.scrutiny import MARK_OF_RULE, scrutinise


def frame(rows, file_name="published/tabel.csv", source_id="F1"):
    """Figures from (indicator, region, period, value)."""
    return pl.DataFrame(
        [
            (
                code,
                region,
                period,
                float(value),
                date(2026, 1, 1),
                source_id,
                "A",
                None,
                False,
                file_name,
                region,
                f"{value:g}",
            )
            for code, region, period, value in rows
        ],
        schema=FIGURE_SCHEMA,
        orient="row",
    )


def verdict(catalogue, *frames):
    """{(indicator, region, period): stopped or mark} of the last frame, and the rule ids that spoke of it."""
    figures, faults = scrutinise(pl.concat(frames), catalogue)
    last = figures.tail(frames[-1].height)
    found = {
        (code, region, period): "stopped" if is_stopped else mark
        for code, region, period, is_stopped, mark in last.select(
            "indicator_code", "region_id", "period", "is_stopped", "mark"
        ).rows()
        if is_stopped or mark
    }
    return found, {fault.rule_id for fault in faults}


RATE, POOR = "poverty_rate", "poor_population"
YEAR = [  # Sumatera Utara: real rates and numbers, population about 14.4 million
    (RATE, "12", "2019-03", 8.83), (POOR, "12", "2019-03", 1282.04),
    (RATE, "12", "2019-09", 8.63), (POOR, "12", "2019-09", 1260.5),
    (RATE, "12", "2020-03", 8.75), (POOR, "12", "2020-03", 1283.29),
    (RATE, "12", "2020-09", 9.14), (POOR, "12", "2020-09", 1356.72),
]  # fmt: skip


def changed(**values):
    """YEAR with other rates: r2019_03=8.63."""
    other = {f"{key[1:5]}-{key[6:]}": value for key, value in values.items()}
    return [
        (code, region, period, other.get(period, value) if code == RATE else value)
        for code, region, period, value in YEAR
    ]


def test_honest_figures_pass(catalogue):
    assert verdict(catalogue, frame(YEAR)) == ({}, set())


@pytest.mark.parametrize(
    ("row", "rule_id"),
    [
        ((RATE, "12", "2018-03", 25674.58), "figure.out_of_bounds"),
        ((RATE, "12", "2018-03", -1), "figure.out_of_bounds"),
        (("gini_ratio", "12", "2018-03", 37.9), "figure.out_of_bounds"),
        ((RATE, "12", "2018-03", float("inf")), "figure.not_finite"),
        (("hdi_new_sp2010", "93", "2020", 60.0), "figure.before_founding"),
        ((RATE, "65", "2011-03", 6.5), "figure.before_founding"),
    ],
)
def test_an_impossible_figure_is_stopped(catalogue, row, rule_id):
    found, rules = verdict(catalogue, frame([row]))
    assert found == {row[:3]: "stopped"}
    assert rules == {rule_id}


def test_a_neighbouring_columns_number_is_called_a_shifted_column(catalogue):
    found, rules = verdict(catalogue, frame([(POOR, "00", "2018-09", 25674.58), (RATE, "00", "2018-03", 25674.58)]))
    assert found == {(RATE, "00", "2018-03"): "stopped"}
    assert rules == {"figure.shifted_column"}


def test_a_child_province_that_prints_its_parents_number_is_stopped(catalogue):
    rows = [(RATE, "64-2012", "2013-03", 6.06), (RATE, "65", "2013-03", 6.06), (RATE, "65", "2015-03", 6.24)]
    found, rules = verdict(catalogue, frame(rows))
    assert found == {(RATE, "65", "2013-03"): "stopped"}
    assert rules == {"figure.copied_from_parent"}


def test_a_march_rate_that_repeats_september_while_the_numbers_move_is_stopped(catalogue):
    found, rules = verdict(catalogue, frame(changed(r2020_03=9.14)))
    assert found == {(RATE, "12", "2020-03"): "stopped"}
    assert rules == {"figure.repeated_semester"}


def test_a_rate_that_stays_because_nothing_moved_is_kept(catalogue):
    rows = [
        (RATE, "31", "2016-03", 3.75),
        (RATE, "31", "2016-09", 3.75),
        (POOR, "31", "2016-03", 384.3),
        (POOR, "31", "2016-09", 385.84),
    ]
    assert verdict(catalogue, frame(rows)) == ({}, set())


def test_semesters_swapped_for_one_province_are_both_stopped(catalogue):
    found, rules = verdict(catalogue, frame(changed(r2020_03=9.14, r2020_09=8.75)))
    assert found == {(RATE, "12", "2020-03"): "stopped", (RATE, "12", "2020-09"): "stopped"}
    assert rules == {"figure.swapped_semesters"}


def test_swapped_and_repeated_semesters_are_found_against_figures_held_even_without_numbers(catalogue):
    held = frame([(RATE, "17", "2023-03", 14.04), (RATE, "17", "2023-09", 13.9)], "province_poverty_rate.csv", "S1")
    swapped = frame([(RATE, "17", "2023-03", 13.9), (RATE, "17", "2023-09", 14.04)])
    repeated = frame([(RATE, "17", "2023-03", 13.9), (RATE, "17", "2023-09", 13.9)])
    found, rules = verdict(catalogue, held, swapped)
    assert len(found) == 2
    assert "figure.swapped_semesters" in rules
    found, rules = verdict(catalogue, held, repeated)
    assert found[RATE, "17", "2023-03"] == "stopped"
    assert "figure.repeated_semester" in rules


def test_a_column_that_repeats_the_other_for_most_regions_is_stopped(catalogue):
    regions = ["11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32"]
    rows = [
        ("gini_ratio", region, f"2021-{month}", 0.3 + int(region) / 1000)
        for region in regions
        for month in ("03", "09")
    ]
    found, rules = verdict(catalogue, frame(rows))
    assert len(found) == 24
    assert rules == {"figure.repeated_semester"}
    few = [
        (code, region, period, value + (period == "2021-09" and region > "14") / 100)
        for code, region, period, value in rows
    ]
    assert verdict(catalogue, frame(few)) == ({}, set())


NATION = [
    (RATE, "12", "2020-03", 8.75), (POOR, "12", "2020-03", 1283.29),
    (RATE, "35", "2020-03", 11.09), (POOR, "35", "2020-03", 4419.1),
    (POOR, "00", "2020-03", 5702.39),
]  # fmt: skip


@pytest.mark.parametrize(
    ("national", "expected"),
    [
        ([(RATE, "00", "2020-03", 10.46)], None),
        ([(RATE, "00", "2020-03", 10.9)], "uncertain"),
        ([(RATE, "00", "2020-03", 10.9), (RATE, "00", "2020-09", 10.9)], "stopped"),
    ],
    ids=["sum of provinces", "another number", "the other semester's number"],
)
def test_a_national_rate_is_held_against_the_sum_of_its_provinces(catalogue, national, expected):
    found, _ = verdict(catalogue, frame([*NATION, *national]))
    assert found.get((RATE, "00", "2020-03")) == expected


def test_a_rate_that_implies_another_population_is_marked(catalogue):
    found, rules = verdict(catalogue, frame(changed(r2020_03=7.9)))
    assert found == {(RATE, "12", "2020-03"): "uncertain"}
    assert rules == {"figure.implied_population"}


def test_a_number_of_poor_in_the_column_of_rates_is_a_shifted_column_even_inside_the_bounds(catalogue):
    periods = ("2022-03", "2022-09", "2023-03")
    held = [(code, "65", period, value) for period in periods for code, value in ((RATE, 6.5), (POOR, 47.0))]
    found, rules = verdict(
        catalogue, frame(held, "a.csv", "S1"), frame([(POOR, "65", "2024-03", 47.83), (RATE, "65", "2024-03", 47.83)])
    )
    assert found == {(RATE, "65", "2024-03"): "stopped"}
    assert rules == {"figure.shifted_column"}


def test_a_wrong_number_of_poor_in_one_file_says_nothing_about_a_rate_of_another(catalogue):
    fetched = frame([(POOR, "12", "2020-03", 2000.0)])
    figures, faults = scrutinise(pl.concat([frame(YEAR, "a.csv", "S1"), fetched]), catalogue)
    assert not figures.filter((pl.col("indicator_code") == RATE) & pl.col("mark").is_not_null()).height
    assert {fault.rule_id for fault in faults} <= {"figure.sources_disagree"}


def test_a_zero_is_suspicious_except_where_it_can_be_true(catalogue):
    found, _ = verdict(
        catalogue,
        frame(
            [(RATE, "12", "2020-03", 0), ("spm_disaster_province", "12", "2020", 0), ("grdp_growth", "12", "2020", 0)]
        ),
    )
    assert found == {(RATE, "12", "2020-03"): "suspicious_zero"}


def test_two_sources_of_one_vintage_that_disagree_mark_the_less_trusted(catalogue):
    better = frame([(RATE, "12", "2024-03", 7.99)], "a.csv", "S1")
    worse = frame([(RATE, "12", "2024-03", 7.5)], "b.csv", "S2").with_columns(pl.lit("B").alias("trust"))
    found, rules = verdict(catalogue, better, worse)
    assert found == {(RATE, "12", "2024-03"): "uncertain"}
    assert rules == {"figure.sources_disagree"}


def test_every_fault_speaks_both_languages():
    for rule_id, entry in sentences().items():
        assert set(entry) == {"severity", "id", "en"}, rule_id
        assert entry["severity"] in {"stopped", "marked", "not_published", "listed", "refused"}
        assert entry["id"] != entry["en"]
    assert set(MARK_OF_RULE) <= set(sentences())
