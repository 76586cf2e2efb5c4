"""The parts of one region's page: scorecard, dumbbells, place among peers, criteria, and the regions below."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.among_peers import among_peers
from dashboards.charts.dumbbells import dumbbells
from dashboards.charts.style import STANDINGS
from dashboards.charts.tiles import tile_grid
from dashboards.queries import standing
from dashboards.widgets import criteria_strip, frame, links, marks, pickers, source_drawer
from dashboards.widgets.listing import joined, named, part_of
from dashboards.widgets.markup import put
from dashboards.widgets.picture import picture
from dashboards.widgets.table import Column, table
from dashboards.widgets.visit import Visit
from dashboards.wording import sentences

NATION = "00"
NOT_IN = ("not_submitted", "late", "rejected")
HARD = ("stretch", "beyond_precedent")


def headline(visit: Visit, rows: pl.DataFrame) -> str:
    """The page's question answered: how the region's targets of the year stand."""
    say, name = visit.say, visit.region.get("region_name", "")
    facts: dict[str, Any] = {"region": name, "year": visit.picked.target_year}
    if rows.is_empty():
        return say("region.headline_none", **facts)
    submitted = rows.filter(~pl.col("standing").is_in(NOT_IN))
    facts["owed"] = say.number(rows.height)
    if submitted.is_empty():
        return say("region.headline_waiting", **facts)
    return say(
        "region.headline",
        submitted=say.number(submitted.height),
        met=say.number(submitted.filter(pl.col("standing") == "met").height),
        hard=say.number(submitted.filter(pl.col("standing").is_in(HARD)).height),
        **facts,
    )


def detail(visit: Visit, rows: pl.DataFrame) -> str:
    """What is missing, and which targets have no precedent."""
    say, said = visit.say, []
    beyond = rows.filter(pl.col("standing") == "beyond_precedent")
    if beyond.height:
        said.append(say("region.detail_beyond", names=joined(visit, beyond["name"])))
    missing = rows.filter(pl.col("standing").is_in(NOT_IN))
    if missing.height:
        said.append(say("region.detail_missing", names=joined(visit, missing["name"]), count=say.number(missing.height)))
    return " ".join(said)


def scorecard(visit: Visit, rows: pl.DataFrame) -> None:
    """Every target of the region in the year, each row a way to its workbench."""
    say = visit.say
    met = rows.filter(pl.col("gap_value") <= 0).height
    frame.section(say("region.scorecard_eyebrow"), say("region.scorecard", met=say.number(met), count=say.number(rows.height)))
    units = [f"{say.unit(row)}{'' if row['is_example'] is not True else ' · ' + say('badge.example')}" for row in rows.iter_rows(named=True)]
    shown = rows.with_columns(
        unit_words=pl.Series(units, dtype=pl.String),
        range_words=pl.Series([sentences.interval(say, low, high, int(places)) for low, high, places in rows.select("target_low", "target_high", "decimal_places").iter_rows()], dtype=pl.String),
    )  # fmt: skip
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
        Column("required_annual_change", say("column.required"), "number", "decimal_places", is_signed=True),
        Column("chance_band", say("column.chance"), words="chance"),
        Column("state", say("column.state"), words="state"),
    ]
    opened = table(visit, shown, columns, key="scorecard", caption=say("region.scorecard_eyebrow"), empty=say("region.no_targets"), opens=say("region.open_target"), identity="indicator_code", chosen=visit.picked.indicator_code)  # fmt: skip
    if opened:
        links.go(visit, "explorer", indicator=opened)


def ways(visit: Visit, rows: pl.DataFrame) -> None:
    """From baseline over the latest figure to the target, indicators of one unit on one axis."""
    say = visit.say
    drawn = rows.filter(pl.col("target_value").is_not_null())
    if drawn.is_empty():
        return
    farthest = drawn.filter(pl.col("unit_of_measure") == "percent").sort("gap_value", descending=True, nulls_last=True)
    first = farthest.row(0, named=True) if farthest.height else None
    sentence = say("region.ways_plain")
    if first and first["gap_value"] is not None and first["gap_value"] > 0:
        gap = say.number(first["gap_value"], int(first["decimal_places"]))
        sentence = say("region.ways", indicator=first["name"], gap=gap, unit=say.step_unit(first))
    frame.section(say("region.ways_eyebrow"), sentence)
    groups = drawn.partition_by("unit_of_measure", maintain_order=True, as_dict=True)
    for (unit,), group in groups.items():
        scales = [group] if unit == "percent" else group.partition_by("indicator_code", maintain_order=True)
        for number, scale in enumerate(scales):
            row = scale.row(0, named=True)
            places = max(int(each) for each in scale["decimal_places"])
            alt = "; ".join(f"{each['name']}: {sentences.gap(say, each, each)}" for each in scale.iter_rows(named=True))
            picture(visit, dumbbells(scale, visit.pen, say.unit(row), places), key=f"ways_{unit}_{number}", alt=alt)
    put(marks.key(visit, [each for each in STANDINGS if each in set(drawn["standing"])]))


def among(visit: Visit, rows: pl.DataFrame) -> None:
    """The region among its peers in the picked indicator, with the nation, and where its figure comes from."""
    say, picked, region = visit.say, visit.picked, visit.region
    parent = str(region["parent_region_id"])
    peers = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, parent)
    national = standing.latest(visit.ask, picked.round_id, picked.indicator_code, NATION) or {}
    frame.section(say("region.among_eyebrow"), _rank_sentence(visit, peers, national))
    with st.container(key="among_picker", width=640):
        pickers.indicator_picker(visit)
    places = int(visit.indicator["decimal_places"])
    if peers["latest_value"].drop_nulls().is_empty() and peers["target_value"].drop_nulls().is_empty():
        st.text(say("region.among_empty"))
    else:
        nation_value = national.get("latest_value")
        picture(
            visit,
            among_peers(peers, visit.pen, chosen=picked.region_id, nation_value=nation_value, target_words=say("among.target", year=picked.target_year), unit_words=visit.unit_words(), places=places),
            key="among",
            alt=_rank_sentence(visit, peers, national),
            twin=lambda: below_table(visit, peers, "among"),
        )  # fmt: skip
    row = next((each for each in rows.to_dicts() if each["indicator_code"] == picked.indicator_code), None)
    if row is not None:
        source_drawer.drawer(visit, row)


def _rank_sentence(visit: Visit, peers: pl.DataFrame, national: dict[str, object]) -> str:
    say, picked, indicator = visit.say, visit.picked, visit.indicator
    seen = peers.filter(pl.col("latest_value").is_not_null())
    own = seen.filter(pl.col("region_id") == picked.region_id)
    if own.is_empty():
        return say("region.rank_none", indicator=say.name_of(indicator), region=visit.region["region_name"])
    row, is_down = own.row(0, named=True), indicator["good_direction"] == "down"
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
    nation_value = national.get("latest_value")
    if not isinstance(nation_value, float):
        return said
    return f"{said} {say('region.rank_nation', value=visit.figure(nation_value), year=national['latest_year'])}"


def criteria(visit: Visit) -> None:
    """The five criteria of each target of the region; those nobody has assessed are named in one sentence."""
    say, picked = visit.say, visit.picked
    rows = named(visit, standing.criteria(visit.ask, picked.round_id, picked.region_id), "indicator_name")
    rows = rows.rename({"name": "indicator_name"})
    targets = [
        {"name": group["indicator_name"][0], "scores": group.to_dicts()}
        for group in rows.partition_by("indicator_code", maintain_order=True)
    ]
    assessed = [target for target in targets if any(_is_assessed(score) for score in target["scores"])]
    rest = [str(target["name"]) for target in targets if target not in assessed]
    sentence = say("region.criteria", assessed=say.number(len(assessed)), count=say.number(len(targets)))
    frame.section(say("criteria.eyebrow"), sentence if assessed else say("region.criteria_none"))
    if assessed:
        criteria_strip.criteria_strip(visit, assessed, "region")
    if rest and assessed:
        st.text(say("region.criteria_rest", names=joined(visit, rest)))


def _is_assessed(score: dict[str, Any]) -> bool:
    return score["level"] is not None or score["is_not_applicable"]


def map_of_children(visit: Visit) -> None:
    """The tile grid of the nation's provinces in the picked indicator; a click goes down to one."""
    say, picked = visit.say, visit.picked
    rows = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, NATION)
    known = rows.with_columns(standing=pl.col("standing").fill_null("not_available"))
    words = [f"<b>{row['region_name']}</b><br>{say('standing.' + row['standing'])}" for row in known.iter_rows(named=True)]
    sentence = say("region.map", indicator=say.name_of(visit.indicator), year=picked.target_year)
    frame.section(say("region.map_eyebrow"), sentence)
    with st.container(key="map_picker", width=640):
        pickers.indicator_picker(visit)
    grid = tile_grid(known.with_columns(words=pl.Series(words, dtype=pl.String)), visit.pen)
    picture(visit, grid, key="region_map", alt=sentence, picks="region", twin=lambda: below_table(visit, rows, "map"))
    put(marks.key(visit, [each for each in (*STANDINGS, *NOT_IN) if each in set(known["standing"])]))


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
        frame.section(say(f"region.below_eyebrow_{level}"), said)
        seen = standing.among(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id)
        below_table(visit, seen, "below")
        return
    complete = owing.filter(pl.col("open_count") == 0).height
    sentence = say(f"region.below_{level}", complete=say.number(complete), count=say.number(owing.height))
    frame.section(say(f"region.below_eyebrow_{level}"), sentence)
    columns = [
        Column("region_name", say("column.region")),
        Column("owed_count", say("column.owed"), "number", 0),
        Column("submitted_count", say("column.submitted"), "number", 0),
        Column("met_count", say("standing.met"), "number", 0),
        Column("on_trend_count", say("standing.on_trend"), "number", 0),
        Column("hard_count", say("column.hard"), "number", 0, help=say("help.hard")),
        Column("open_count", say("column.open"), "number", 0),
    ]
    shown = part_of(visit, rows, "part")
    opened = table(visit, shown, columns, key="below", caption=sentence, empty="", opens=say("region.open_region"), identity="region_id", whole=rows)  # fmt: skip
    if opened:
        links.go(visit, "region", region=opened)


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
    opened = table(visit, rows, columns, key=f"{key}_twin", caption=say("region.among_eyebrow"), empty="", opens=say("region.open_region"), identity="region_id", chosen=visit.picked.region_id)  # fmt: skip
    if opened:
        links.go(visit, "region", region=opened)
