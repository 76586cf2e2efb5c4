"""The parts of one region's page: scorecard, dumbbells, place among peers, criteria, and the regions below."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.dumbbells import dumbbells
from dashboards.charts.elements.axes import bounds_of
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import STANDINGS
from dashboards.components import layout, marks
from dashboards.components.chart_tables import scale_table
from dashboards.components.lists import name_list, part_of, with_names
from dashboards.components.markup import el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.region import criteria_strip
from dashboards.queries import region
from dashboards.state import links
from dashboards.state.context import Visit

NATION = "00"
NOT_IN = ("not_submitted", "late", "rejected")
MOST_WAYS = 40  # rows of one picture; the scorecard holds every target


def headline(visit: Visit, rows: pl.DataFrame) -> str:
    """The page's question answered: how the region's targets of the year stand."""
    say, name = visit.say, visit.region.get("region_name", "")
    facts: dict[str, Any] = {"region": name, "year": visit.picked.target_year}
    if rows.is_empty():
        return say("region.headline_none", **facts)
    submitted = rows.filter(~pl.col("standing").is_in(NOT_IN))
    facts |= {"owed": say.number(rows.height), "submitted": say.number(submitted.height)}
    return say("region.headline", **facts, standing=standings(visit, submitted))


def standings(visit: Visit, rows: pl.DataFrame) -> str:
    """How many targets stand how, in words, the standings that occur only: 2 tercapai, 1 melampaui preseden."""
    counts = dict(rows["standing"].value_counts().iter_rows())
    return ", ".join(
        f"{visit.say.number(counts[each])} {visit.say(f'standing.{each}')}"
        for each in (*STANDINGS, "not_submitted")
        if each in counts
    )


def nation_headline(visit: Visit) -> str:
    """The nation's page: how many provinces have submitted all they owe for the year."""
    say, picked = visit.say, visit.picked
    rows = region.children(visit.ask, picked.round_id, picked.target_year, NATION).filter(pl.col("owed_count") > 0)
    complete = rows.filter(pl.col("open_count") == 0).height
    facts = {"complete": say.number(complete), "count": say.number(rows.height), "year": picked.target_year}
    return (
        say("region.headline_nation", **facts)
        if rows.height
        else say("region.headline_none", region="Indonesia", **facts)
    )


def own_indicator(visit: Visit, rows: pl.DataFrame) -> Visit:
    """The same visit with an indicator this region owes, when the URL asks for none."""
    codes = rows["indicator_code"].to_list()
    if st.query_params.get("indicator") or not codes or visit.picked.indicator_code in codes:
        return visit
    return replace(visit, picked=replace(visit.picked, indicator_code=codes[0]))


def detail(visit: Visit, rows: pl.DataFrame) -> str:
    """What is missing, and which targets have no precedent."""
    say, said = visit.say, []
    beyond = rows.filter(pl.col("standing") == "beyond_precedent")
    if beyond.height:
        said.append(say("region.detail_beyond", names=name_list(visit, beyond["name"])))
    missing = rows.filter(pl.col("standing").is_in(NOT_IN))
    if missing.height:
        said.append(
            say("region.detail_missing", names=name_list(visit, missing["name"]), count=say.number(missing.height))
        )
    return " ".join(said)


def scorecard(visit: Visit, rows: pl.DataFrame) -> None:
    """Every target of the region in the year, each row a way to its workbench."""
    say = visit.say
    met = rows.filter(pl.col("standing") == "met").height
    layout.section(
        say("region.scorecard_eyebrow"),
        say("region.scorecard", met=say.number(met), count=say.number(rows.height), year=visit.picked.target_year),
    )
    whole = _in_words(visit, rows)
    columns = [
        Column("name", say("column.indicator")),
        Column("standing", say("column.standing"), "standing"),
        Column("unit_words", say("column.unit_of_measure")),
        Column("baseline_value", say("column.baseline"), "number", "decimal_places"),
        Column("baseline_year", say("column.baseline_year")),
        Column("latest_value", say("column.latest"), "number", "decimal_places"),
        Column("latest_year", say("column.latest_year")),
        Column("range_words", say("column.target")),
        Column("gap_value", say("column.gap"), "number", "decimal_places", is_signed=True, help=say("help.gap_value")),
        Column("met_certainty", say("column.certainty"), words="certainty_word"),
        Column("required_annual_change", say("column.required"), "number", "decimal_places", is_signed=True),
        Column("chance_band", say("column.chance"), words="chance"),
        Column("state", say("column.state"), words="state"),
    ]
    table(
        visit,
        part_of(visit, whole, "part"),
        columns,
        key="scorecard",
        caption=say("region.scorecard_eyebrow"),
        empty=say("region.no_targets"),
        leads=lambda row: links.address(visit, "explorer", indicator=row["indicator_code"]),
        opens=say("region.open_target"),
        identity="indicator_code",
        chosen=visit.picked.indicator_code,
        whole=whole,
    )


def _in_words(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the unit of each target, with the mark of an example, and its range as written."""
    say = visit.say
    units = [
        f"{say.unit(row)}{'' if row['is_example'] is not True else ' · ' + say('badge.example')}"
        for row in rows.iter_rows(named=True)
    ]
    ranges = [
        sentences.interval(say, low, high, int(places))
        for low, high, places in rows.select("target_low", "target_high", "decimal_places").iter_rows()
    ]
    return rows.with_columns(
        unit_words=pl.Series(units, dtype=pl.String), range_words=pl.Series(ranges, dtype=pl.String)
    )


def ways(visit: Visit, rows: pl.DataFrame) -> None:
    """From baseline over the latest figure to the target, indicators of one unit on one axis."""
    say = visit.say
    drawn = rows.filter(pl.col("target_value").is_not_null())
    if drawn.is_empty():
        return
    is_percent = pl.col("unit_of_measure") == "percent"
    farthest = drawn.filter(is_percent).sort("gap_value", descending=True, nulls_last=True)
    first = farthest.row(0, named=True) if farthest.height else None
    sentence = say("region.ways_plain")
    if first and first["gap_value"] is not None and first["gap_value"] > 0:
        gap = say.number(first["gap_value"], int(first["decimal_places"]))
        sentence = say("region.ways", indicator=first["name"], gap=gap, unit=say.step_unit(first))
    layout.section(say("region.ways_eyebrow"), sentence)
    if drawn.height > MOST_WAYS:
        put(
            el("p", say("region.ways_cut", shown=say.number(MOST_WAYS), count=say.number(drawn.height)), class_="fresh")
        )
        drawn = pl.concat([farthest, drawn.filter(~is_percent)]).head(MOST_WAYS)
    groups = drawn.partition_by("unit_of_measure", maintain_order=True, as_dict=True)
    for (unit,), group in groups.items():
        scales = [group] if unit == "percent" else group.partition_by("indicator_code", maintain_order=True)
        for number, scale in enumerate(scales):
            alt = "; ".join(f"{each['name']}: {sentences.gap(say, each, each)}" for each in scale.iter_rows(named=True))
            key = f"ways_{unit}_{number}"
            twin = partial(scale_table, visit, scale, key)
            picture(visit, partial(_way, visit, scale), key=key, alt=alt, twin=twin)
    put(marks.key(visit, [each for each in STANDINGS if each in set(drawn["standing"])]))


def _way(visit: Visit, scale: pl.DataFrame) -> Figure:
    """The dumbbells of the targets that share an axis."""
    row, places = scale.row(0, named=True), max(int(each) for each in scale["decimal_places"])
    bounds = bounds_of(each for each in visit.indicators if each["indicator_code"] in set(scale["indicator_code"]))
    return dumbbells(scale, visit.pen, visit.say.unit(row), places, bounds)


def criteria(visit: Visit) -> None:
    """The five criteria of each target of the region; those nobody has assessed are named in one sentence."""
    say, picked = visit.say, visit.picked
    rows = with_names(visit, region.criteria(visit.ask, picked.round_id, picked.region_id), "indicator_name")
    rows = rows.rename({"name": "indicator_name"})
    targets = [
        {"name": group["indicator_name"][0], "scores": group.to_dicts()}
        for group in rows.partition_by("indicator_code", maintain_order=True)
    ]
    assessed = [target for target in targets if any(_is_assessed(score) for score in target["scores"])]
    rest = [str(target["name"]) for target in targets if target not in assessed]
    sentence = say("region.criteria", assessed=say.number(len(assessed)), count=say.number(len(targets)))
    layout.section(say("criteria.eyebrow"), sentence if assessed else say("region.criteria_none"))
    if assessed:
        criteria_strip.criteria_strip(visit, assessed, "region")
    if rest and assessed:
        st.text(say("region.criteria_rest", names=name_list(visit, rest)))


def _is_assessed(score: dict[str, Any]) -> bool:
    return score["level"] is not None or score["is_not_applicable"]
