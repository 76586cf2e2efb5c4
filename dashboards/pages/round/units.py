"""The units of a round: how full each is, who is awaited, and one unit indicator by indicator."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.charts.filling import PARTS, part_colour
from dashboards.components import layout
from dashboards.components.lists import colour_key, count_sentence, name_list, part_of, with_moments, with_names
from dashboards.components.markup import put
from dashboards.components.table import Column, table
from dashboards.pages.round.bar_rows import filling_rows
from dashboards.queries.round import rounds
from dashboards.state import links
from dashboards.state.context import Visit

GROUPED = ("province_office", "district_office")
COUNTS = ("expected", "received", "on_time", "accepted", "rejected")


def one_unit(visit: Visit, units: pl.DataFrame, unit_code: str) -> None:
    """One unit indicator by indicator, with the way to its findings."""
    say, unit = visit.say, units.filter(pl.col("unit_code") == unit_code).row(0, named=True)
    rows = with_names(visit, rounds.of_unit(visit.ask, visit.picked.round_id, unit_code))
    sentence = say(
        "round.one_unit",
        name=unit["name"],
        received=say.number(unit["received"]),
        expected=say.number(unit["expected"]),
        status=say(f"status.{unit['status']}"),
    )
    layout.section(say("round.one_unit_eyebrow"), sentence)
    columns = [
        Column("name", say("column.indicator")),
        Column("region_level", say("column.level"), words="level"),
        *(Column(name, say(f"round.{name}"), "number", 0) for name in COUNTS),
    ]
    put(filling_rows(visit, rows, say("column.indicator"), sentence))
    filling_key(visit)
    with st.expander(say("chart.as_table"), key="twin_one_unit"):
        table(visit, rows, columns, key="one_unit", caption=sentence, empty="")
    links.to_page(visit, "findings", say("round.open_findings"), unit=unit_code)


def by_group(visit: Visit, units: pl.DataFrame) -> None:
    """One bar for each ministry unit, one for each level of regional offices; every unit in the table."""
    say = visit.say
    offices = [
        group.select(*(pl.col(name).sum() for name in COUNTS)).with_columns(
            name=pl.lit(say(f"round.group_{kind}", count=say.number(group.height)))
        )
        for kind in GROUPED
        if not (group := units.filter(pl.col("unit_group") == kind)).is_empty()
    ]
    own = units.filter(~pl.col("unit_group").is_in(GROUPED)).select(*COUNTS, "name")
    bars = pl.concat([own, *(office.select(own.columns) for office in offices)])
    worst = bars.sort(pl.col("received") / pl.col("expected")).row(0, named=True)
    share = say.share(worst["received"] / worst["expected"], 1)
    sentence = say("round.groups", name=worst["name"], share=share)
    layout.section(say("round.groups_eyebrow"), sentence)
    put(filling_rows(visit, bars, say("column.unit"), sentence))
    filling_key(visit)
    with st.expander(say("chart.as_table"), key="twin_groups"):
        unit_table(visit, units)


def filling_key(visit: Visit) -> None:
    colour_key((part_colour(part, visit.pen), visit.say(f"filling.{part}")) for part in PARTS)


def unit_table(visit: Visit, units: pl.DataFrame) -> None:
    """Every unit with its counts and the state of its file."""
    say = visit.say
    columns = [
        Column("name", say("column.unit")),
        Column("status", say("column.status"), words="status"),
        *(Column(name, say(f"round.{name}"), "number", 0) for name in COUNTS),
        Column("fill_percent", say("column.fill"), "number", 1),
        Column("moment", say("column.received_at")),
    ]
    rows = with_moments(visit, units).with_columns(fill_percent=100 * pl.col("fill_share"))
    table(
        visit,
        part_of(visit, rows, "units"),
        columns,
        key="units",
        caption=say("round.groups_eyebrow"),
        empty="",
        leads=lambda row: links.here(unit=row["unit_code"]),
        opens=say("round.open_unit"),
        identity="unit_code",
        whole=rows,
    )


def waiting(visit: Visit, units: pl.DataFrame) -> None:
    """The units that have not handed in, by name, and how many files brought nothing usable; whom to ask for what is
    said in `reminders.py`."""
    say = visit.say
    rows = units.filter(pl.col("status").is_in(["waiting", "returned", "rejected", "late"]))
    silent = rows.filter(pl.col("status") == "waiting")
    if rows.is_empty():
        layout.section(say("round.waiting_eyebrow"), count_sentence(visit, "round.waiting_none", units.height))
        return
    unusable = (
        count_sentence(visit, "round.waiting_unusable", rows.height - silent.height)
        if rows.height > silent.height
        else ""
    )
    heard = say("round.waiting", names=name_list(visit, silent["name"], 3)) if silent.height else ""
    layout.section(say("round.waiting_eyebrow"), f"{heard} {unusable}".strip())
