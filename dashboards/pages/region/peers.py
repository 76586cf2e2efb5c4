"""One region among others: its place among its peers, the map of the provinces, and the regions one level down."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.among_peers import among_peers
from dashboards.charts.elements.axes import bounds_of
from dashboards.charts.elements.style import STANDINGS
from dashboards.charts.tiles import tile_grid
from dashboards.components import layout, marks, pickers
from dashboards.components.drawers import source_drawer
from dashboards.components.lists import part_of
from dashboards.components.markup import put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.region.sections import NATION, standings
from dashboards.queries import region as standing
from dashboards.state import links
from dashboards.state.context import Visit


def among(visit: Visit, rows: pl.DataFrame) -> None:
    """The region among its peers in the picked indicator, with the nation, and where its figure comes from."""
    say, picked, region = visit.say, visit.picked, visit.region
    parent = str(region["parent_region_id"])
    peers = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, parent)
    own = peers.filter(pl.col("region_id") == picked.region_id)["latest_year"].drop_nulls()
    year = int(own[0]) if own.len() else picked.target_year
    national = standing.seen_in(visit.ask, picked.round_id, picked.indicator_code, NATION, year) or {}
    layout.section(say("region.among_eyebrow"), _rank_sentence(visit, peers, national))
    with st.container(key="among_picker", width=640):
        pickers.indicator_picker(visit)
    places = int(visit.indicator["decimal_places"])
    if peers["latest_value"].drop_nulls().is_empty() and peers["target_value"].drop_nulls().is_empty():
        st.text(say("region.among_empty"))
    else:
        is_same_year = pl.col("latest_year") == year
        drawn = peers.with_columns(latest_value=pl.when(is_same_year).then("latest_value")) if own.len() else peers
        nation_value = national.get("latest_value") if national.get("latest_year") == year else None
        picture(
            visit,
            lambda: among_peers(
                drawn,
                visit.pen,
                chosen=picked.region_id,
                nation_value=nation_value,
                target_words=say("among.target", year=picked.target_year),
                unit_words=visit.unit_words(),
                places=places,
                bounds=bounds_of([visit.indicator]),
            ),
            key="among",
            alt=_rank_sentence(visit, peers, national),
            twin=lambda: below_table(visit, peers, "among"),
        )
    row = next((each for each in rows.to_dicts() if each["indicator_code"] == picked.indicator_code), None)
    if row is not None:
        source_drawer.drawer(visit, row)


def _rank_sentence(visit: Visit, peers: pl.DataFrame, national: dict[str, Any]) -> str:
    say, picked, indicator = visit.say, visit.picked, visit.indicator
    seen = peers.filter(pl.col("latest_value").is_not_null())
    own = seen.filter(pl.col("region_id") == picked.region_id)
    if own.is_empty():
        return say("region.rank_none", indicator=say.name_of(indicator), region=visit.region["region_name"])
    row, is_down = own.row(0, named=True), indicator["good_direction"] == "down"
    seen = seen.filter(pl.col("latest_year") == row["latest_year"])
    better = pl.col("latest_value") < row["latest_value"] if is_down else pl.col("latest_value") > row["latest_value"]
    facts = {
        "region": visit.region["region_name"],
        "indicator": say.name_of(indicator),
        "value": visit.figure(row["latest_value"]),
        "unit": visit.unit_words(),
        "year": row["latest_year"],
        "rank": say.number(seen.filter(better).height + 1),
        "count": say.number(seen.height),
        "peers": say(f"region.peers_{visit.region['region_level']}"),
    }
    said = say("region.rank", **facts)
    if not national:
        return said
    return f"{said} {say('region.rank_nation', seen=sentences.national_seen(say, {**indicator, **national}))}"


def map_of_children(visit: Visit) -> None:
    """The tile grid of the nation's provinces in the picked indicator; a click goes down to one."""
    say, picked = visit.say, visit.picked
    rows = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, NATION)
    unowed = pl.when(pl.col("latest_value").is_null()).then(pl.lit("no_data")).otherwise(pl.lit("not_available"))
    known = rows.with_columns(standing=pl.coalesce("standing", unowed))
    words = [
        f"<b>{row['region_name']}</b><br>{say('standing.' + row['standing'])}" for row in known.iter_rows(named=True)
    ]
    sentence = say(
        "region.map", indicator=say.name_of(visit.indicator), year=picked.target_year, standing=standings(visit, known)
    )
    layout.section(say("region.map_eyebrow"), sentence)
    with st.container(key="map_picker", width=640):
        pickers.indicator_picker(visit)
    shown = known.with_columns(words=pl.Series(words, dtype=pl.String))
    grid = partial(tile_grid, shown, visit.pen)
    picture(visit, grid, key="region_map", alt=sentence, picks="region", twin=lambda: below_table(visit, rows, "map"))
    put(marks.key(visit, [each for each in (*STANDINGS, "not_submitted") if each in set(known["standing"])]))


def below(visit: Visit) -> None:
    """The regions one level down with how their targets stand; each row goes down."""
    say, picked = visit.say, visit.picked
    rows = standing.children(visit.ask, picked.round_id, picked.target_year, picked.region_id)
    if rows.is_empty():
        return
    owing = rows.filter(pl.col("owed_count") > 0)
    level = "provinces" if picked.region_id == NATION else "districts"
    if owing.is_empty():
        said = say("region.below_none", count=say.number(rows.height), indicator=say.name_of(visit.indicator))
        layout.section(say(f"region.below_eyebrow_{level}"), said)
        seen = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id)
        below_table(visit, seen, "below")
        return
    complete = owing.filter(pl.col("open_count") == 0).height
    sentence = say(f"region.below_{level}", complete=say.number(complete), count=say.number(owing.height))
    layout.section(say(f"region.below_eyebrow_{level}"), sentence)
    columns = [
        Column("region_name", say("column.region")),
        Column("owed_count", say("column.owed"), "number", 0),
        Column("submitted_count", say("column.submitted"), "number", 0),
        Column("met_count", say("column.met"), "number", 0),
        Column("missed_count", say("column.missed"), "number", 0),
        Column("nothing_count", say("column.nothing"), "number", 0, help=say("standing_help.asking_nothing")),
        Column("trend_count", say("column.trend"), "number", 0),
        Column("stretch_count", say("column.hard"), "number", 0, help=say("standing_help.stretch")),
        Column("beyond_count", say("column.beyond"), "number", 0, help=say("standing_help.beyond_precedent")),
        Column("unknown_count", say("column.unknown"), "number", 0),
        Column("open_count", say("column.open"), "number", 0),
    ]
    shown = part_of(visit, rows, "part")
    table(
        visit,
        shown,
        columns,
        key="below",
        caption=sentence,
        empty="",
        leads=lambda row: links.address(visit, "region", region=row["region_id"]),
        opens=say("region.open_region"),
        identity="region_id",
        whole=rows,
    )


def below_table(visit: Visit, rows: pl.DataFrame, key: str) -> None:
    """The figures behind a picture of several regions; each row goes to that region."""
    say, places = visit.say, int(visit.indicator["decimal_places"])
    columns = [
        Column("region_name", say("column.region")),
        Column("latest_value", say("column.latest"), "number", places),
        Column("latest_year", say("column.latest_year")),
        Column("target_value", say("column.target"), "number", places),
        Column("gap_value", say("column.gap"), "number", places, is_signed=True, help=say("help.gap_value")),
    ]
    table(
        visit,
        rows,
        columns,
        key=f"{key}_twin",
        caption=say("region.among_eyebrow"),
        empty="",
        leads=lambda row: links.address(visit, "region", region=row["region_id"]),
        opens=say("region.open_region"),
        identity="region_id",
        chosen=visit.picked.region_id,
    )
