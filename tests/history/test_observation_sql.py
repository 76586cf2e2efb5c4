"""core.observation and core.reference_series: which figure is used, what it is worth, where a series breaks off."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl
import pytest

from pipelines.contract.paths import SQL
from pipelines.history.figure import FIGURE_SCHEMA
from pipelines.reference.frames import frames

TABLES = ("territory_division", "observation", "reference_series")
BUNDLED, LATER = date(2025, 1, 1), date(2026, 6, 1)


@pytest.fixture
def build(catalogue):
    """Make the three tables from figures in an empty database; return a function that queries it."""

    def make(figures):
        con = duckdb.connect()
        con.execute("create schema core")
        reference = frames(catalogue)
        for name in ("indicator", "region", "region_code", "region_succession"):
            table = next(reference[key] for key in (name, f"core.{name}") if key in reference)
            con.register("given", table.to_arrow())
            con.execute(f"create table core.{name} as select * from given")
            con.unregister("given")
        con.register("given", figures.to_arrow())
        con.execute("create table core.published_figure as select * from given")
        for name in TABLES:
            con.execute(f"create table core.{name} as {(SQL / 'core' / f'{name}.sql').read_text(encoding='utf-8')}")
        return lambda query: con.execute(query).fetchall()

    return make


def figures(*rows):
    """Figures from (indicator, region, period, value) and what differs from a plain bundled one."""
    plain = {
        "vintage": BUNDLED,
        "source_id": "S1",
        "trust": "A",
        "mark": None,
        "is_stopped": False,
        "file_name": "a.csv",
    }
    return pl.DataFrame(
        [
            {
                "indicator_code": row[0], "region_id": row[1], "period": row[2], "observed_value": float(row[3]),
                "printed_region": row[1], "printed_value": str(row[3]), **plain, **(row[4] if len(row) > 4 else {}),
            }
            for row in rows
        ],
        schema=FIGURE_SCHEMA,
    )  # fmt: skip


RATE = "poverty_rate"


def test_stopped_figures_and_unknown_indicators_are_left_out(build):
    query = build(
        figures(
            (RATE, "11", "2024-03", 14), (RATE, "12", "2024-03", 999, {"is_stopped": True}), ("sapi", "11", "2024", 1)
        )
    )
    assert query("select region_id, observed_value from core.observation") == [("11", 14.0)]


@pytest.mark.parametrize(
    ("indicator_code", "period", "expected"),
    [
        (RATE, "2024-03", True), (RATE, "2024-09", False), (RATE, "2013", False),
        ("open_unemployment_rate", "2023-08", True), ("open_unemployment_rate", "2023-02", False),
        ("hdi_new_sp2010", "2024", True), ("hdi_new_sp2010", "2024-03", False),
    ],
)  # fmt: skip
def test_only_the_reference_month_or_an_annual_figure_counts(build, indicator_code, period, expected):
    query = build(figures((indicator_code, "11", period, 5)))
    assert query("select is_reference_month from core.observation") == [(expected,)]
    assert len(query("select * from core.reference_series")) == int(expected)


@pytest.mark.parametrize(
    ("loser", "winner"),
    [
        ({"source_id": "S0", "trust": "A"}, {"source_id": "S9", "trust": "C", "file_name": "national_series.csv"}),
        ({"source_id": "S0", "trust": "B"}, {"source_id": "S9", "trust": "A"}),
        ({"source_id": "S8", "trust": "A"}, {"source_id": "S7", "trust": "A"}),
    ],
    ids=["national series", "trust", "source_id"],
)
def test_one_of_several_sources_is_used_always_the_same(build, loser, winner):
    rows = [(RATE, "00", "2024-03", 1, loser), (RATE, "00", "2024-03", 2, winner)]
    for order in (rows, rows[::-1]):
        assert build(figures(*order))("select observed_value, source_id from core.observation") == [
            (2.0, winner["source_id"])
        ]


def test_a_revision_is_a_vintage_beside_the_old_one_and_the_series_takes_the_newer(build):
    rows = [
        (RATE, "11", "2024-03", 14.23),
        (RATE, "11", "2024-03", 14.1, {"vintage": LATER, "source_id": "F1", "trust": "B"}),
    ]
    query = build(figures(*rows))
    assert query("select vintage, observed_value from core.observation order by vintage") == [
        (BUNDLED, 14.23),
        (LATER, 14.1),
    ]
    assert query("select observed_value, source_id, vintage from core.reference_series") == [(14.1, "F1", LATER)]


def test_a_stopped_revision_leaves_the_last_good_figure(build):
    rows = [(RATE, "11", "2024-03", 14.23), (RATE, "11", "2024-03", 1423, {"vintage": LATER, "is_stopped": True})]
    assert build(figures(*rows))("select observed_value from core.reference_series") == [(14.23,)]


PAPUA = [
    (RATE, "91-2022", "2022-03", 26.56), (RATE, "91-2022", "2023-03", 26.03), (RATE, "91", "2024-03", 17.26),
    (RATE, "91", "2024-09", 18.09),
    (RATE, "91", "2025-03", 19.16), (RATE, "94", "2024-03", 29.76), (RATE, "94", "2025-03", 28.9),
]  # fmt: skip


def test_the_first_figure_of_a_shrunken_province_is_a_break_and_its_child_simply_begins(build):
    query = build(figures(*PAPUA))
    marks = dict(query("select region_id || ' ' || period, mark from core.observation"))
    assert {key: mark for key, mark in marks.items() if mark} == {
        "91-2022 2022-03": "undivided_territory", "91-2022 2023-03": "undivided_territory",
        "91 2024-03": "boundary_break",
    }  # fmt: skip
    series = query("select region_id, observation_year, is_break from core.reference_series order by all")
    assert series == [
        ("91", 2024, True), ("91", 2025, False), ("91-2022", 2022, False), ("91-2022", 2023, False),
        ("94", 2024, False), ("94", 2025, False),
    ]  # fmt: skip


def test_the_false_fall_of_papua_is_in_no_single_series(build):
    steps = build(figures(*PAPUA))(
        """select region_id, observed_value - lag(observed_value)
        over (partition by region_id order by observation_year)
        from core.reference_series"""
    )
    assert min(step for _, step in steps if step is not None) > -1


def test_the_break_falls_on_the_first_reference_month_even_when_another_month_came_first(build):
    rows = [
        ("open_unemployment_rate", "91", f"202{year}-{month}", 5) for year, month in ((4, "02"), (4, "08"), (5, "08"))
    ]
    query = build(figures(*rows))
    assert query("select period from core.observation where mark = 'boundary_break'") == [("2024-02",)]
    assert query("select period from core.reference_series where is_break") == [("2024-08",)]


def test_a_province_has_nothing_before_its_founding_even_when_a_figure_slipped_through(build):
    query = build(figures((RATE, "65", "2011-03", 6), (RATE, "65", "2015-03", 6.24), (RATE, "93", "2021-03", 27)))
    assert query("select region_id, period from core.observation") == [("65", "2015-03")]


def test_suspicious_zeros_and_figures_without_a_month_stay_out_of_the_series(build):
    zero, year_only = {"mark": "suspicious_zero"}, {"mark": "year_only", "trust": "C"}
    query = build(
        figures((RATE, "11", "2024-03", 0, zero), (RATE, "11.01", "2013", 20, year_only), (RATE, "11", "2025-03", 12))
    )
    assert query("select mark from core.observation where mark is not null order by mark") == [
        ("suspicious_zero",),
        ("year_only",),
    ]
    assert query("select observation_year from core.reference_series") == [(2025,)]


def test_the_bundled_history_gives_one_row_per_key_and_no_child_before_its_founding(build, history):
    query = build(history.figures)
    for table, key in (
        ("observation", "indicator_code, region_id, period, vintage"),
        ("reference_series", "indicator_code, region_id, observation_year"),
    ):
        assert query(f"select {key} from core.{table} group by {key} having count(*) > 1") == []
    early = (
        "select count(*) from core.observation where region_id in ('93', '94', '95', '96') and observation_year < 2022"
    )
    assert query(early) == [(0,)]
    assert query("select count(*) from core.observation where region_id = '65' and observation_year < 2013") == [(0,)]
    broken = query(
        "select region_id, observation_year from core.reference_series "
        f"where is_break and indicator_code = '{RATE}' order by all"
    )
    assert broken == [("64", 2015), ("91", 2024), ("92", 2024)]
    assert query("select count(*) from core.observation where mark = 'suspicious_zero' and source_id <> 'CONTOH'") == [
        (5,)
    ]
