"""The table of all targets: every target once, those that ask least first, one click to each."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from dashboards.i18n import wording
from dashboards.queries import targets
from tests.dashboards.conftest import open_page, tables_of

SAY = wording("id")
PLAN = {"round": "rpjmn-2025", "indicator": "poverty_rate", "year": "2029", "region": "33"}


def test_every_target_of_the_year_stands_once_and_the_one_that_asks_least_first(
    ask: Callable[..., pl.DataFrame],
) -> None:
    rows = targets.league(ask, "rpjmn-2025", 2029)
    wanted = ask(
        "select count(*) from mart.target_gap where round_id = 'rpjmn-2025' and target_year = 2029"
        " and target_value is not null"
    ).item()
    assert rows.height == rows.unique(["indicator_code", "region_id"]).height == wanted
    shares = rows["ambition_share"].drop_nulls().to_list()
    assert shares == sorted(shares, reverse=True)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(("scope", "kept"), [("", "indicator=poverty_rate"), ("region", "region=33")])
def test_the_table_shows_one_indicator_or_one_region_and_leads_to_each(scope: str, kept: str) -> None:
    app = open_page("explorer", **PLAN, **({"scope": scope} if scope else {}))
    assert not app.exception
    shown = tables_of(app)[SAY("league.eyebrow")]
    assert ("Indikator" in {each["label"] for each in shown["columns"]}) == bool(scope)  # not the same name on each row
    assert all("jelajah-target" in row["leads"] and kept in row["leads"] for row in shown["rows"])
    assert sum(row["is_chosen"] for row in shown["rows"]) == 1
    assert (shown["find"] is not None) == (len(shown["rows"]) > 12)


@pytest.mark.usefixtures("with_edition")
def test_a_standing_narrows_the_table_and_all_shows_every_target() -> None:
    whole = tables_of(open_page("explorer", **PLAN, scope="all"))[SAY("league.eyebrow")]["rows"]
    some = tables_of(open_page("explorer", **PLAN, scope="all", standing="stretch"))[SAY("league.eyebrow")]["rows"]
    assert 0 < len(some) < len(whole)
    assert {row["cells"][2]["text"] for row in some} == {SAY("standing.stretch")}
