"""One standing for each target: what became of the file, a written nought, the observation, the ambition, no data."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboards.charts.elements.style import SIGNS, STANDINGS, Pen
from dashboards.charts.tiles import tile_grid
from dashboards.i18n import wording
from dashboards.queries import targets
from tests.dashboards.edition_fixture import build_edition
from tests.dashboards.invented import PROVINCES

POVERTY = "indicator_code = 'poverty_rate' and region_id = '33' and target_year = 2029"
CHILDREN = "indicator_code = 'spm_children_inside' and region_id = '33'"
CASES = [
    ("nothing observed", CHILDREN, "", "no_data"),
    ("too short a history", POVERTY, "update mart.target_gap set ambition_label = 'not_available'", "not_available"),
    (
        "an observed nought without a comparison",
        POVERTY,
        "update mart.target_gap set ambition_label = 'not_available', latest_value = 0",
        "zero",
    ),
    ("a denominator of nought", CHILDREN, "update core.target set denominator = 0", "zero"),
    ("a promise of nought where more is better", CHILDREN, "update mart.target_gap set target_value = 0", "zero"),
    ("a target of nought where less is better", POVERTY, "update mart.target_gap set target_value = 0", "stretch"),
    ("a target that is met", POVERTY, "update mart.target_gap set state = 'met'", "met"),
]


@pytest.mark.parametrize(("name", "key", "statement", "standing"), CASES, ids=[case[0] for case in CASES])
def test_no_data_no_comparison_and_nought_are_three_standings(
    tmp_path: Path, name: str, key: str, statement: str, standing: str
) -> None:
    file = build_edition(tmp_path)
    with duckdb.connect(file) as connection:
        connection.execute(f"update mart.target_gap set ambition_label = 'stretch' where {POVERTY}")
        if statement:
            connection.execute(f"{statement} where {key}")

        def ask(query: str, **parameters: object) -> pl.DataFrame:
            return connection.sql(query, params=parameters).pl()

        is_poverty = key == POVERTY
        found = targets.of_indicator(
            ask,
            "rpjmn-2025" if is_poverty else "contoh-2026-2",
            "poverty_rate" if is_poverty else "spm_children_inside",
            2029 if is_poverty else 2027,
        )
    assert found.filter(pl.col("region_id") == "33")["standing"].to_list() == [standing]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_standing_has_its_own_sign_word_and_explanation(language: str) -> None:
    say = wording(language)
    assert set(SIGNS) == {*STANDINGS, "not_submitted"}
    for wanted in (SIGNS.get, lambda each: say(f"standing.{each}"), lambda each: say(f"standing_help.{each}")):
        assert len({wanted(standing) for standing in SIGNS}) == len(SIGNS)


def test_a_tile_is_drawn_whatever_its_standing() -> None:
    standings = list(SIGNS)
    frame = pl.DataFrame(
        {
            "region_id": list(PROVINCES),
            "short_name": list(PROVINCES),
            "standing": [standings[number % len(standings)] for number in range(len(PROVINCES))],
            "words": ["kata"] * len(PROVINCES),
        }
    )
    drawn = [code for trace in tile_grid(frame, Pen(wording("id"))).data for code in (trace.customdata or ())]
    assert len(drawn) == len(PROVINCES)
