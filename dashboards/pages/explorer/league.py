"""All targets of a round and year in one table: filter, search, sort, and one click to a target."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.charts.elements.style import STANDINGS
from dashboards.components import layout
from dashboards.components.lists import narrow, with_names
from dashboards.components.table import Column, table
from dashboards.queries import targets
from dashboards.state import links
from dashboards.state.context import Visit

SCOPES = ("region", "all")


def league(visit: Visit) -> None:
    """The targets of the picked indicator, those of the picked region, or all of the round; by standing as well."""
    say, picked = visit.say, visit.picked
    every = with_names(visit, targets.league(visit.ask, picked.round_id, picked.target_year), code="indicator_code")
    if every.is_empty():
        return
    scope, standing = _asked_choice("scope", SCOPES), _asked_choice("standing", STANDINGS)
    rows = every
    if scope != "all":
        name, code = ("region_id", picked.region_id) if scope else ("indicator_code", picked.indicator_code)
        rows = rows.filter(pl.col(name) == code)
    in_use = {each: say(f"standing.{each}") for each in STANDINGS if each in set(rows["standing"])}
    if standing:
        rows = rows.filter(pl.col("standing") == standing)
    counts = {"shown": say.number(rows.height), "count": say.number(every.height), "year": picked.target_year}
    layout.section(say("league.eyebrow"), say("league.sentence", **counts))
    with st.container(horizontal=True, key="pickers_league"):
        narrow(visit, "scope", {each: say(f"league.{each}") for each in SCOPES}, scope, say("league.indicator"))
        narrow(visit, "standing", in_use, standing, say("listing.all"))
    table(
        visit,
        rows.with_columns(
            ambition_percent=100 * pl.col("ambition_share"), target_key=pl.concat_str("indicator_code", "region_id")
        ),
        _columns(visit, has_many=scope != ""),
        key="league",
        caption=say("league.eyebrow"),
        empty=say("league.none"),
        leads=lambda row: links.address(visit, "explorer", indicator=row["indicator_code"], region=row["region_id"]),
        opens=say("region.open_target"),
        identity="target_key",
        chosen=f"{picked.indicator_code}{picked.region_id}",
    )


def _asked_choice(key: str, allowed: tuple[str, ...]) -> str:
    written = st.query_params.get(key, "")
    return written if written in allowed else ""


def _columns(visit: Visit, has_many: bool) -> list[Column]:
    """The columns of the table; the indicator's name where the rows are of more than the picked one."""
    say = visit.say

    def signed_column(name: str, label: str, help: str | None = None) -> Column:
        return Column(name, label, "number", "decimal_places", is_signed=True, help=help)

    return [
        Column("region_name", say("column.region")),
        *([Column("name", say("column.indicator"))] if has_many else []),
        Column("standing", say("column.standing"), "standing"),
        Column("latest_value", say("column.latest"), "number", "decimal_places"),
        Column("target_value", say("column.target"), "number", "decimal_places"),
        signed_column("gap_value", say("column.gap"), say("help.gap_value")),
        signed_column("required_annual_change", say("column.required")),
        Column("ambition_percent", say("league.ambition"), "number", 1, help=say("league.ambition_help")),
        Column("met_certainty", say("column.certainty"), words="certainty_word"),
        signed_column("contribution_to_pace", say("league.carries"), say("help.contribution_to_pace")),
        Column("finding_count", say("league.findings"), "number", 0),
        Column("criterion_count", say("league.criteria"), "number", 0),
    ]
