"""Province by province: the tile grid of one indicator, and who carries its distance from the national target."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.elements.style import STANDINGS
from dashboards.charts.outlines import outline_map
from dashboards.charts.tiles import tile_grid
from dashboards.components import marks, pickers
from dashboards.components.drawers.fold import fold
from dashboards.components.markup import el, put
from dashboards.components.picture import picture, png_button
from dashboards.components.scale_rows import Bar, Heads, Line, rows
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.overview import boundaries
from dashboards.queries import overview, targets
from dashboards.queries.overview import Overview
from dashboards.state import links
from dashboards.state.context import Visit

SHOWN_CARRIERS = 8
MAP_HEIGHT = 260


def provinces(visit: Visit, facts: Overview) -> None:
    """The tile grid of the picked indicator beside the regions that carry its distance."""
    say, picked = visit.say, visit.picked
    found = of_provinces(visit)
    said = map_sentence(visit, found)
    put(el("h2", said, class_="says"))
    if found.is_empty():
        st.text(say("overview.no_targets"))
        return
    hovers = [_hover(visit, row) for row in found.iter_rows(named=True)]
    left, right = st.columns([1, 1], gap="large")
    with left:
        _chosen_tile(visit, found)
        worded = found.with_columns(words=pl.Series(hovers, dtype=pl.String))
        picture(
            visit,
            lambda: tile_grid(worded, visit.pen, chosen=picked.region_id, height=MAP_HEIGHT),
            key="provinces",
            alt=said,
            picks="region",
        )
        in_use = set(found["standing"])
        put(marks.key(visit, [each for each in (*STANDINGS, "not_submitted") if each in in_use]))
        _outlines(visit, worded, said)
    with right:
        _carriers(visit, facts)

    def as_table() -> None:
        region_table(visit, found, "provinces")
        png_button(visit, "provinces")

    fold(visit, visit.say("chart.as_table"), "twin_provinces", as_table)


def of_provinces(visit: Visit) -> pl.DataFrame:
    """The provinces of the picked indicator and year; one row a province."""
    picked = visit.picked
    rows = targets.of_indicator(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
    return rows.filter(pl.col("region_level") == "province")


def region_picker(visit: Visit) -> None:
    """The tiles as a list, for the keyboard and for whoever looks for a name."""
    named = of_provinces(visit).sort("region_id").select("region_id", "region_name")
    names = {"": visit.say("overview.no_region"), **dict(named.iter_rows())}
    chosen = visit.picked.region_id if visit.picked.region_id in names else ""
    pickers.choose("region", visit.say("pick.region"), list(names), chosen, lambda code: names.get(code, code))


def _chosen_tile(visit: Visit, rows: pl.DataFrame) -> None:
    """The chosen province in words, above the map where the click was seen."""
    say, found = visit.say, rows.filter(pl.col("region_id") == visit.picked.region_id).to_dicts()
    if not found:
        return
    with st.container(key="chosen_tile"):
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


def _carriers(visit: Visit, facts: Overview) -> None:
    """The regions of the picked indicator that carry its distance, the rest as one row; together they are it."""
    say, found = visit.say, carried_sum(visit, facts)
    if found is None:
        put(el("p", say("overview.no_carriers"), class_="lead"))
        return
    row, parts, by = found
    title = carriers_title(visit, row)
    heads = Heads(
        say("column.region"),
        say("column.contribution"),
        ((say("column.contribution"), 15, True), (say("column.standing"), 36, False)),
    )
    lines = carrier_lines(visit, row, parts, by)
    put(
        el("h3", title, class_="eyebrow"),
        rows(lines, heads, caption=title, lines_at=[(zero_of(parts, by), "0")]),
        el("p", say(f"overview.carriers_{by}"), class_="fresh"),
    )
    links.to_page(visit, "alignment", say("overview.open_alignment"), region=None)


def carried_sum(visit: Visit, facts: Overview) -> tuple[dict[str, Any], list[dict[str, Any]], str] | None:
    """The sum of the picked indicator, its regions, and the column by which they carry; None where nothing is added
    up."""
    row = next((each for each in facts.sums if each["indicator_code"] == visit.picked.indicator_code), None)
    if row is None or row["alignment_gap"] is None:
        return None
    return row, *overview.carriers(visit.ask, visit.picked.round_id, row)


def carriers_title(visit: Visit, row: dict[str, Any]) -> str:
    """The distance that is divided, with its unit."""
    gap = visit.say.number(row["alignment_gap"], int(row["decimal_places"]), signed=True)
    return visit.say("overview.carriers_title", gap=gap, unit=visit.say.step_unit(row))


def zero_of(carried: list[dict[str, Any]], by: str) -> float:
    """Where nothing is carried, in per cent of the lane: left of it lies what a region adds to reach the target."""
    ends = _ends(carried, by)
    return round(100 * -ends[0] / (ends[1] - ends[0]), 2)


def _ends(carried: list[dict[str, Any]], by: str) -> tuple[float, float]:
    figures = [part[by] for part in carried[:SHOWN_CARRIERS]] + [sum(part[by] for part in carried[SHOWN_CARRIERS:])]
    low, high = min([0.0, *figures]), max([0.0, *figures])
    return (low, high) if high > low else (low, low + 1.0)


def carrier_lines(visit: Visit, row: dict[str, Any], carried: list[dict[str, Any]], by: str) -> list[Line]:
    """One row for each of the heaviest, and one for all others together."""
    say, places = visit.say, int(row["decimal_places"])
    low, high = _ends(carried, by)

    def bar(figure: float) -> Bar:
        start, end = sorted((0.0, figure))
        colour = visit.pen.colours.vermilion if figure > 0 else visit.pen.colours.green
        return Bar(round(100 * (start - low) / (high - low), 2), round(100 * (end - start) / (high - low), 2), colour)

    lines = [
        Line(
            name=part["region_name"],
            bar=bar(part[by]),
            cells=(say.number(part[by], places, signed=True), marks.mark(visit, part["standing"])),
            leads=links.address(visit, "explorer", indicator=row["indicator_code"], region=part["region_id"]),
        )
        for part in carried[:SHOWN_CARRIERS]
    ]
    rest = carried[SHOWN_CARRIERS:]
    if rest:
        total = sum(part[by] for part in rest)
        name = say("chart.others", count=len(rest))
        lines.append(Line(name, bar(total), (say.number(total, places, signed=True), "")))
    return lines


def map_sentence(visit: Visit, rows: pl.DataFrame) -> str:
    """Which province has most of its way to go, and how many have arrived; certainty where the year was observed."""
    say, year = visit.say, visit.picked.target_year
    facts: dict[str, Any] = {"indicator": say.name_of(visit.indicator), "year": year}
    with_gap = rows.filter(pl.col("gap_value").is_not_null())
    if with_gap.is_empty():
        return say("overview.map_no_gap", **facts)
    met = with_gap.filter(pl.col("standing") == "met").height
    counts = {"met": say.number(met), "count": say.number(with_gap.height)}
    open_ways = with_gap.filter((pl.col("gap_value") > 0) & pl.col("remaining_share").is_not_null())
    if open_ways.is_empty():
        return say("overview.map_all_met", **facts, **counts)
    first = open_ways.sort("remaining_share", "region_id", descending=[True, False]).row(0, named=True)
    said = say(
        "overview.map_sentence",
        region=first["region_name"],
        gap=visit.figure(first["gap_value"]),
        unit=say.step_unit(visit.indicator),
        **facts,
        **counts,
    )
    return " ".join(part for part in (said, certainty(visit, with_gap)) if part)


def certainty(visit: Visit, rows: pl.DataFrame) -> str:
    """Of targets whose year has been observed: how many are clearly met, clearly missed, or within the error."""
    due = rows.filter(pl.col("is_due"))
    if due.is_empty() or due["met_certainty"].drop_nulls().is_empty():
        return ""
    clear = pl.col("met_certainty") == "clear"
    counts = {
        "met": due.filter(clear & (pl.col("standing") == "met")).height,
        "missed": due.filter(clear & (pl.col("gap_value") > 0)).height,
        "unsure": due.filter(pl.col("met_certainty") == "within_error").height,
    }
    return visit.say("overview.certainty", **{name: visit.say.number(count) for name, count in counts.items()})


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
        Column("met_certainty", say("column.certainty"), words="certainty_word"),
        Column("required_annual_change", say("column.required"), "number", places, is_signed=True),
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
