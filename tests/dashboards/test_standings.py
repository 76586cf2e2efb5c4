"""One standing for each target: the edition's own, drawn with a sign, a word and an explanation of its own."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboards.charts.elements.style import SIGNS, STANDINGS, Pen
from dashboards.i18n import wording
from dashboards.queries import targets
from tests.dashboards.edition_fixture import build_edition
from tests.dashboards.invented import PROVINCES
from tests.dashboards.validated import tile_grid

KEY = "indicator_code = 'poverty_rate' and region_id = '33' and target_year = 2029"


@pytest.mark.parametrize("standing", ["asking_nothing", "rare", "met"])
def test_a_target_is_shown_under_the_standing_of_the_edition(tmp_path: Path, standing: str) -> None:
    file = build_edition(tmp_path)
    with duckdb.connect(file) as connection:
        connection.execute(f"update mart.target_gap set standing = '{standing}' where {KEY}")

        def ask(query: str, **parameters: object) -> pl.DataFrame:
            return connection.sql(query, params=parameters).pl()

        found = targets.of_indicator(ask, "rpjmn-2025", "poverty_rate", 2029)
        path = targets.path(ask, "rpjmn-2025", "poverty_rate", "33")
        counts = targets.standings(ask, "rpjmn-2025", 2029)
    assert found.filter(pl.col("region_id") == "33")["standing"].to_list() == [standing]
    assert path.filter(pl.col("target_year") == 2029)["standing"].to_list() == [standing]
    assert standing in counts["standing"].to_list()


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
