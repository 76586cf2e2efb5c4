"""One script run of one page: the edition, the words, the colours and the selection it works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.elements.style import Pen
from dashboards.i18n import Wording, wording
from dashboards.queries import Ask, choices, territory
from dashboards.services import edition, viewer
from dashboards.state import selection
from dashboards.state.selection import Notice, Selection
from pipelines.contract.guarded_tables import Scope


@dataclass
class Visit:
    """What a page needs: `ask` the edition, `say` words, draw with `pen`, and know what was `picked`."""

    edition_name: str
    ask: Ask
    say: Wording
    pen: Pen
    picked: Selection
    page: str = ""
    scope: Scope = field(default_factory=Scope)

    @cached_property
    def rounds(self) -> list[dict[str, Any]]:
        return choices.rounds(self.ask).to_dicts()

    @cached_property
    def round(self) -> dict[str, Any]:
        return next((row for row in self.rounds if row["round_id"] == self.picked.round_id), {})

    @cached_property
    def indicators(self) -> list[dict[str, Any]]:
        return choices.indicators(self.ask, self.picked.round_id).to_dicts()

    @cached_property
    def indicator(self) -> dict[str, Any]:
        return next((row for row in self.indicators if row["indicator_code"] == self.picked.indicator_code), {})

    @cached_property
    def years(self) -> list[int]:
        return choices.target_years(self.ask, self.picked.round_id)

    @cached_property
    def regions(self) -> pl.DataFrame:
        return choices.regions(self.ask)

    @cached_property
    def region(self) -> dict[str, Any]:
        rows = self.regions.filter(pl.col("region_id") == self.picked.region_id).to_dicts()
        return rows[0] if rows else {}

    def with_region(self, allowed: list[str], fallback: str) -> Visit:
        """The same visit with its region settled among those a page can show."""
        written = st.query_params.get("region")
        region_id, notice = selection.settle("region", written, allowed, fallback)
        return replace(self, picked=replace(self.picked.noting(notice), region_id=region_id))

    def with_parent(self, parents: list[str]) -> Visit:
        """The same visit with its region settled among those whose parts are added up: itself, or the first above
        it."""
        written = st.query_params.get("region") or parents[0]
        above = [row["region_id"] for row in territory.lineage(self.regions, written)]
        region_id = next((code for code in reversed(above) if code in parents), parents[0])
        notice = None if above else Notice("region", written[:60], region_id)
        return replace(self, picked=replace(self.picked.noting(notice), region_id=region_id))

    def unit_words(self) -> str:
        return self.say.unit(self.indicator)

    def figure(self, figure: float | None, *, signed: bool = False) -> str:
        """A figure of the picked indicator with its decimals."""
        return self.say.number(figure, int(self.indicator.get("decimal_places", 2)), signed=signed)


def current_language() -> str:
    return selection.language_of(st.query_params.to_dict())[0]


def begin() -> Visit | None:
    """Open the edition and settle language, round, indicator and year; None when there is no edition yet."""
    language, notice = selection.language_of(st.query_params.to_dict())
    pen = Pen(wording(language), is_dark=st.context.theme.type == "dark")
    scope = viewer.now().scope
    found = edition.current(scope)
    if found is None:
        return None
    visit = Visit(found.name, found.ask, pen.say, pen, Selection(language).noting(notice), scope=scope)
    visit.picked = visit.picked.noting(_unknown_page(visit.say))
    return settled_visit(visit, st.query_params.to_dict())


def _unknown_page(say: Wording) -> Notice | None:
    """The notice about an address of which there is no page; the server led here from it."""
    written = st.query_params.get("page")
    return Notice("page", written[:60], say("page.overview")) if written else None


def _first_year(planning_round: dict[str, Any], years: list[str]) -> str:
    """The year a round is about: the last of a plan, the plan year of a yearly round."""
    plan_year = str(planning_round.get("plan_year", ""))
    if planning_round.get("stage") != "plan" and plan_year in years:
        return plan_year
    return years[0] if years else "0"


def settled_visit(visit: Visit, written: Mapping[str, str]) -> Visit:
    """The same visit with round, indicator and year settled as an address writes them."""
    notices: list[Notice | None] = []
    round_ids = [row["round_id"] for row in visit.rounds]
    round_id, notice = selection.settle("round", written.get("round"), round_ids, round_ids[0] if round_ids else "")
    notices.append(notice)
    visit = replace(visit, picked=replace(visit.picked, round_id=round_id))
    codes = [row["indicator_code"] for row in visit.indicators]
    indicator_code, notice = selection.settle("indicator", written.get("indicator"), codes, codes[0] if codes else "")
    notices.append(notice)
    years = [str(year) for year in visit.years]
    year, notice = selection.settle("year", written.get("year"), years, _first_year(visit.round, years))
    notices.append(notice)
    picked = replace(
        visit.picked, indicator_code=indicator_code, target_year=int(year), region_id=written.get("region", "")
    )
    for each in notices:
        picked = picked.noting(each)
    return replace(visit, picked=picked)
