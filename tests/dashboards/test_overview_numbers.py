"""Every number shown on Ringkasan equals its table in the edition."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.i18n import overview_sentences, wording
from dashboards.queries import alignment, overview
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of
from tests.sentence import sentence, text

Ask = Callable[..., pl.DataFrame]
SAY = wording("id")
LEVERS = """
    create schema mart; create schema core;
    create table mart.alignment as select 'r' as round_id, 'x' as indicator_code, '00' as parent_region_id,
        2029 as target_year, 'short_of_target' as verdict, null::double as parent_observed_value,
        0.25 as alignment_gap, 0.1 as shortfall_share;
    create table mart.alignment_part as select 'r' as round_id, 'x' as indicator_code, '00' as parent_region_id,
        2029 as target_year, '35' as region_id, 5.3 as part_value, 4.9 as pace_value,
        {carries} as contribution_to_pace;
    create table core.indicator as select 'x' as indicator_code, 'X' as name_id, 'X' as name_en,
        'percent' as unit_of_measure, 'down' as good_direction, 2 as decimal_places;
    create table core.region as select '35' as region_id, 'Jawa Timur' as region_name;
"""
PLAN = "round_id = 'rpjmn-2025' and target_year = 2029"


@pytest.fixture(scope="module")
def shown(data_folder: Any) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELARAS_DATA", str(data_folder))
        return open_page(round="rpjmn-2025", year="2029", indicator="poverty_rate")


def one(ask: Ask, query: str) -> Any:
    return ask(query).row(0)[0]


UNDECIDED = "state not in ('no_target', 'met', 'due_met', 'due_missed') and not is_asking_nothing"


def tiles(app: AppTest) -> dict[str, str]:
    """The four answers by their question, as plain text."""
    found = re.findall(r"<section><h2[^>]*>(.*?)</h2>(.*?)</section>", markup_of(app))
    return {question: re.sub(r"<[^>]+>", " ", rest) for question, rest in found}


def test_the_fill_rate_is_accepted_over_expected(shown: AppTest, ask: Ask) -> None:
    share = one(ask, "select sum(accepted) / sum(expected) from mart.round_progress where round_id = 'rpjmn-2025'")
    assert SAY.share(share, 1) in tiles(shown)[text("tile.missing")]


@pytest.mark.parametrize(
    ("standing", "condition"),
    [
        ("met", "state in ('met', 'due_met') and not is_asking_nothing"),
        ("asking_nothing", "is_asking_nothing and state <> 'due_missed'"),
        ("on_trend", f"{UNDECIDED} and ambition_label = 'on_trend'"),
        ("stretch", f"{UNDECIDED} and ambition_label = 'stretch'"),
        ("beyond_precedent", f"{UNDECIDED} and ambition_label = 'beyond_precedent'"),
        ("not_submitted", "state = 'no_target'"),
    ],
)
def test_each_standing_counts_its_targets(shown: AppTest, ask: Ask, standing: str, condition: str) -> None:
    count = one(ask, f"select count(*) from mart.target_gap where {PLAN} and {condition}")
    found = re.findall(rf"</b> ([\d.]+) <span[^>]*>{SAY(f'standing.{standing}')}</span>", markup_of(shown))
    assert found == ([SAY.number(count)] if count else [])


def test_targets_that_ask_for_nothing_are_named(shown: AppTest, ask: Ask) -> None:
    names = ask(
        f"select region_name from mart.target_gap inner join core.region using (region_id) where {PLAN} and is_asking_nothing order by region_id"
    )["region_name"]
    named = re.search(r'class="named">(.*?)</p>', markup_of(shown))
    assert named is not None
    assert sentence("overview.asking_nothing", count=len(names), year=2029).search(re.sub("<[^>]+>", "", named[1]))
    assert names[0] in named[1]


def test_the_headline_names_what_falls_short(shown: AppTest, ask: Ask) -> None:
    short = ask(
        f"select indicator_code from mart.alignment where {PLAN} and verdict in ('short_of_target', 'infeasible')"
    )
    assert short["indicator_code"].to_list() == ["poverty_rate"]
    assert answer_of(shown) == text("headline.not_reached", year=2029)
    assert "1 dari 1" in tiles(shown)[text("tile.sum")]
    assert "<q>Tingkat kemiskinan 2029" in markup_of(shown)


def test_the_sum_its_distance_and_its_share_are_those_of_the_alignment(shown: AppTest, ask: Ask) -> None:
    row = ask(
        f"select bottom_up_value, alignment_gap, shortfall_share from mart.alignment where {PLAN} and indicator_code = 'poverty_rate'"
    ).row(0, named=True)
    distance = text("align.above", gap=SAY.number(row["alignment_gap"], 2), unit=text("unit.points"), edge="5,00")
    come_to = sentence(
        "align.long_short", year=2029, bottom_up=SAY.number(row["bottom_up_value"], 2), distance=distance
    )
    assert come_to.search(markup_of(shown))
    assert text("overview.aloud_share", share=SAY.share(row["shortfall_share"])) in markup_of(shown)


def test_indicators_stand_worst_first_on_one_scale(shown: AppTest, ask: Ask) -> None:
    codes = ask(
        f"select name_id from mart.alignment inner join core.indicator using (indicator_code) where {PLAN} order by severity, shortfall_share desc nulls last"
    )["name_id"]
    scale = re.search(r'<table class="scale-rows">.*?</table>', markup_of(shown).replace("\n", ""))
    assert scale is not None
    assert re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', scale[0]) == codes.to_list()


def cells(table: dict[str, Any], label: str) -> dict[str, Any]:
    """Sort value of one column by the text of the first."""
    place = next(number for number, column in enumerate(table["columns"]) if column["label"] == label)
    return {row["cells"][0]["text"]: row["cells"][place]["sort"] for row in table["rows"]}


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("column.baseline", "baseline_value"),
        ("column.latest", "latest_value"),
        ("column.target", "target_value"),
        ("column.gap", "gap_value"),
        ("column.required", "required_annual_change"),
    ],
)
def test_every_province_shows_its_own_figures(shown: AppTest, ask: Ask, key: str, column: str) -> None:
    wanted = ask(
        f"select region_name, gap.{column} from mart.target_gap as gap inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate'"
    )
    assert cells(tables_of(shown)[SAY("overview.map_eyebrow")], text(key)) == dict(wanted.iter_rows())


def test_the_alignment_table_shows_the_alignment(shown: AppTest, ask: Ask) -> None:
    wanted = ask(f"select bottom_up_value from mart.alignment where {PLAN} order by bottom_up_value nulls last")[
        "bottom_up_value"
    ].to_list()
    found = cells(tables_of(shown)[SAY("overview.alignment_eyebrow")], SAY("column.bottom_up"))
    assert list(found.values()) == wanted


def test_the_first_carrier_is_the_largest_against_the_common_pace(shown: AppTest, ask: Ask) -> None:
    first, most = ask(
        f"select region_name, contribution_to_pace from mart.alignment_part inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate' order by contribution_to_pace desc limit 1"
    ).row(0)
    carried = tiles(shown)[text("tile.carried")]
    assert first in carried
    assert SAY.number(most, 2, signed=True) in carried
    assert text("overview.against_contribution_to_pace") in carried


def test_the_rows_of_carriers_add_up_to_the_distance(ask: Ask) -> None:
    row = alignment.of_round(ask, "rpjmn-2025", 2029).to_dicts()[0]
    carried, by = overview.carriers(ask, "rpjmn-2025", row)
    assert by == "contribution_to_pace"
    parts = ask(f"select sum(contribution) from mart.alignment_part where {PLAN} and indicator_code = 'poverty_rate'")
    assert sum(part[by] for part in carried) == pytest.approx(parts.item())


def test_without_a_past_for_every_region_the_target_itself_is_the_yardstick(ask: Ask) -> None:
    def half(query: str, **parameters: Any) -> pl.DataFrame:
        frame = ask(query, **parameters)
        if "contribution_to_pace" not in frame.columns:
            return frame
        is_first = pl.int_range(pl.len()) == 0
        return frame.with_columns(contribution_to_pace=pl.when(~is_first).then(pl.col("contribution_to_pace")))

    row = alignment.of_round(ask, "rpjmn-2025", 2029).to_dicts()[0]
    assert overview.carriers(half, "rpjmn-2025", row)[1] == "contribution"


def test_the_province_with_most_of_its_way_to_go_is_named_with_its_gap(shown: AppTest, ask: Ask) -> None:
    first = ask(
        f"select region_name, gap_value from mart.target_gap inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate' and gap_value > 0 order by remaining_share desc nulls last, region_id limit 1"
    ).row(0)
    farthest = sentence("overview.map_sentence", year=2029, region=first[0], gap=SAY.number(first[1], 2))
    assert farthest.search(markup_of(shown))


def test_what_changed_is_counted_for_the_year_in_view(with_edition: Any, ask: Ask) -> None:
    counts = dict(
        ask(
            "select change, count(*) from mart.round_change where round_id = 'contoh-2026-2' and target_year = 2027 group by change"
        ).iter_rows()
    )
    changed = tiles(open_page(round="contoh-2026-2"))[text("tile.changed")]
    assert f"{SAY.number(counts['lowered'])}  {text('tile.changed_unit')}" in changed
    rest = {kind: SAY.number(counts[kind]) for kind in ("raised", "created")}
    assert sentence("tile.changed_what", year=2027, **rest).search(changed)


def test_who_has_not_submitted_is_counted_from_the_units(with_edition: Any, ask: Ask) -> None:
    silent = one(ask, "select count(*) from mart.unit_progress where round_id = 'contoh-2026-1' and received = 0")
    units = one(ask, "select count(*) from mart.unit_progress where round_id = 'contoh-2026-1'")
    missing = tiles(open_page(round="contoh-2026-1"))[text("tile.missing")]
    assert f"{text('tile.of', count=silent, all=units)}  {text('tile.missing_unit')}" in missing
    assert sentence("tile.missing_silent").search(missing)


def test_the_lever_is_said_only_where_one_region_alone_would_do(ask: Ask) -> None:
    facts = overview.of_round(ask, "rpjmn-2025", 2029)
    assert facts.lever is None
    assert overview_sentences.lever(SAY, facts) == ""
    one_is_enough = {
        "indicator_code": "poverty_rate",
        "name_id": "Tingkat kemiskinan",
        "unit_of_measure": "percent",
        "decimal_places": 2,
        "region_name": "Jawa Timur",
        "pace_value": 4.9,
        "part_value": 5.31,
    }
    assert overview_sentences.lever(SAY, replace(facts, lever=one_is_enough)) == text(
        "overview.lever",
        region="Jawa Timur",
        pace="4,90",
        promised="5,31",
        unit=text("unit.percent"),
        indicator="Tingkat kemiskinan",
        year=2029,
    )


@pytest.mark.parametrize(("carries", "found"), [(0.3, 1), (0.2, 0)])
def test_a_lever_carries_at_least_the_whole_distance(carries: float, found: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(LEVERS.format(carries=carries))
        rows = alignment.levers(lambda query, **named: connection.sql(query, params=named).pl(), "r", 2029)
    assert rows.height == found
