"""Province by province: the tile grid of one indicator, its largest gaps, and who carries the national shortfall."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.dumbbells import dumbbells
from dashboards.charts.elements.axes import bounds_of
from dashboards.charts.elements.style import STANDINGS
from dashboards.charts.outlines import outline_map
from dashboards.charts.tiles import tile_grid
from dashboards.components import layout, marks, pickers
from dashboards.components.markup import el, put
from dashboards.components.picture import picture, png_button
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.overview import boundaries
from dashboards.queries import alignment, targets
from dashboards.state import links
from dashboards.state.context import Visit

SHOWN_GAPS = 5


def provinces(visit: Visit) -> None:
    """The tile grid of one indicator beside its five largest gaps."""
    say, picked = visit.say, visit.picked
    rows = targets.of_indicator(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
    rows = rows.filter(pl.col("region_level") == "province")
    open_gaps = rows.filter(pl.col("gap_value") > 0)
    layout.section(say("overview.map_eyebrow"), gap_sentence(visit, rows, open_gaps))
    with st.container(horizontal=True, key="map_pickers"):
        pickers.indicator_picker(visit)
        _region_picker(visit, rows)
    if rows.is_empty():
        st.text(say("overview.no_targets"))
        return
    words = [_hover(visit, row) for row in rows.iter_rows(named=True)]
    left, right = st.columns([11, 9], gap="large")
    with left:
        _chosen(visit, rows)
        worded = rows.with_columns(words=pl.Series(words, dtype=pl.String))
        picture(
            visit,
            lambda: tile_grid(worded, visit.pen, chosen=picked.region_id),
            key="provinces",
            alt=gap_sentence(visit, rows, open_gaps),
            picks="region",
            twin=lambda: region_table(visit, rows, "provinces"),
        )
        _outlines(visit, worded, gap_sentence(visit, rows, open_gaps))
        in_use = set(rows["standing"])
        put(marks.key(visit, [each for each in (*STANDINGS, "not_submitted") if each in in_use]))
        _largest_shares(visit)
    with right:
        _largest_gaps(visit, open_gaps.head(SHOWN_GAPS))


def _region_picker(visit: Visit, rows: pl.DataFrame) -> None:
    """The tiles as a list, for the keyboard and for whoever looks for a name."""
    named = rows.sort("region_id").select("region_id", "region_name")
    names = {"": visit.say("overview.no_region"), **dict(named.iter_rows())}
    chosen = visit.picked.region_id if visit.picked.region_id in names else ""
    pickers.choose("region", visit.say("pick.region"), list(names), chosen, lambda code: names.get(code, code))


def _chosen(visit: Visit, rows: pl.DataFrame) -> None:
    """The chosen province in words, above the map where the click was seen; how to choose while none is."""
    say, found = visit.say, rows.filter(pl.col("region_id") == visit.picked.region_id).to_dicts()
    with st.container(key="chosen_tile"):
        if not found:
            put(el("p", say("overview.choose_tile"), class_="fresh"))
            return
        row = found[0]
        said = f": {sentences.gap(say, row, visit.indicator)}. {sentences.ambition(say, row)}"
        put(el("p", el("strong", row["region_name"]), said, role="status"))
        label = say("overview.open_target", region=row["region_name"])
        links.to_page(visit, "explorer", label, region=row["region_id"])


def _outlines(visit: Visit, worded: pl.DataFrame, alt: str) -> None:
    """The same provinces on a map, when somebody has supplied their outlines."""
    outlines = boundaries.provinces()
    if outlines is not None:
        with st.expander(visit.say("overview.outlines"), key="outlines"):
            figure = outline_map(worded, outlines, visit.pen, visit.picked.region_id)
            picture(visit, figure, key="outlines", alt=alt)
            png_button(visit, "outlines")
            region_table(visit, worded, "outlines", visit.say("overview.outlines"))


def _hover(visit: Visit, row: dict[str, Any]) -> str:
    standing, gap = visit.say(f"standing.{row['standing']}"), sentences.gap(visit.say, row, visit.indicator)
    return f"<b>{row['region_name']}</b><br>{standing}<br>{gap}"


def _largest_gaps(visit: Visit, rows: pl.DataFrame) -> None:
    say = visit.say
    put(el("p", say("overview.gaps_title", count=say.number(rows.height)), class_="eyebrow"))
    if rows.is_empty():
        st.text(say("overview.no_gap"))
        return
    bounds = bounds_of([visit.indicator])
    named, places = rows.rename({"region_name": "name"}), int(visit.indicator["decimal_places"])
    alt = "; ".join(
        f"{row['region_name']}: {sentences.gap(say, row, visit.indicator)}" for row in rows.iter_rows(named=True)
    )
    picture(
        visit,
        lambda: dumbbells(named, visit.pen, visit.unit_words(), places, bounds),
        key="gaps",
        alt=alt,
        twin=lambda: region_table(visit, rows, "gaps", say("overview.gaps_title", count=rows.height)),
    )
    put(el("p", say("overview.gaps_key"), class_="fresh"))
    for row in rows.iter_rows(named=True):
        links.to_page(
            visit,
            "explorer",
            f"{row['region_name']}: {sentences.gap(say, row, visit.indicator)}",
            region=row["region_id"],
        )


def _largest_shares(visit: Visit) -> None:
    """The regions that carry most of the distance from the national target of the picked indicator."""
    say, picked = visit.say, visit.picked
    parts = alignment.parts(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
    heaviest = parts.filter(pl.col("contribution") > 0).head(SHOWN_GAPS)
    if heaviest.is_empty():
        return
    put(el("p", say("overview.shares_title", count=say.number(heaviest.height)), class_="eyebrow"))
    places = int(visit.indicator["decimal_places"])
    columns = [
        Column("region_name", say("column.region")),
        Column("target_value", say("column.target"), "number", places),
        Column(
            "contribution",
            say("column.contribution"),
            "number",
            places + 1,
            is_signed=True,
            help=say("help.contribution"),
        ),
    ]
    table(visit, heaviest, columns, key="shares", caption=say("overview.shares_title", count=heaviest.height), empty="")


def gap_sentence(visit: Visit, rows: pl.DataFrame, open_gaps: pl.DataFrame) -> str:
    """Which province has the farthest to go, and how many have arrived."""
    say = visit.say
    with_gap = rows.filter(pl.col("gap_value").is_not_null())
    if with_gap.is_empty():
        return say("overview.map_no_gap", indicator=say.name_of(visit.indicator), year=visit.picked.target_year)
    met = with_gap.height - open_gaps.height
    if open_gaps.is_empty():
        return say(
            "overview.map_all_met",
            indicator=say.name_of(visit.indicator),
            year=visit.picked.target_year,
            count=say.number(met),
        )
    first = open_gaps.row(0, named=True)
    return say(
        "overview.map_sentence",
        indicator=say.name_of(visit.indicator),
        year=visit.picked.target_year,
        region=first["region_name"],
        gap=visit.figure(first["gap_value"]),
        unit=say.step_unit(visit.indicator),
        met=say.number(met),
        count=say.number(with_gap.height),
    )


def region_table(visit: Visit, rows: pl.DataFrame, key: str, caption: str = "") -> None:
    """The figures behind the tile grid, each row a way to its target."""
    say, places = visit.say, int(visit.indicator["decimal_places"])
    columns = [
        Column("region_name", say("column.region")),
        Column("standing", say("column.standing"), "standing"),
        Column("baseline_value", say("column.baseline"), "number", places),
        Column("latest_value", say("column.latest"), "number", places),
        Column("latest_year", say("column.latest_year")),
        Column("target_value", say("column.target"), "number", places),
        Column("gap_value", say("column.gap"), "number", places, is_signed=True, help=say("help.gap_value")),
        Column("required_annual_change", say("column.required"), "number", places, is_signed=True),
        Column("chance_band", say("column.chance"), words="chance"),
    ]
    table(
        visit,
        rows,
        columns,
        key=key,
        caption=caption or say("overview.map_eyebrow"),
        empty=say("overview.no_targets"),
        leads=lambda row: links.address(visit, "explorer", region=row["region_id"]),
        opens=say("overview.open_row"),
        identity="region_id",
        chosen=visit.picked.region_id,
    )
