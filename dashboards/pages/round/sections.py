"""The parts of the round manager's page: how full it is, who is awaited, when files came, what changed since."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.changes import KINDS, kind_colour
from dashboards.charts.elements.figure import Figure
from dashboards.charts.receptions import receptions
from dashboards.components import layout, marks, pickers
from dashboards.components.lists import colour_key, count_sentence, part_of, with_moments, with_names
from dashboards.components.markup import Html, el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.pages.round import units
from dashboards.pages.round.bar_rows import change_rows, filling_rows
from dashboards.queries.round import rounds
from dashboards.state import links
from dashboards.state.context import Visit


def headline(visit: Visit, total: dict[str, Any] | None) -> str:
    """The page's question answered: how much has come, and from whom nothing has."""
    say = visit.say
    if total is None:
        return say("waiting.nobody_owes")
    share = say.share(total["received_share"], 1)
    if total["silent_count"] == 0:
        return count_sentence(visit, "round.headline_all", total["unit_count"], share=share)
    return say(
        "round.headline", share=share, silent=say.number(total["silent_count"]), units=say.number(total["unit_count"])
    )


def deadline(visit: Visit) -> str:
    """When the round closes or closed, in its own zone, and how many days that is from now."""
    say, row = visit.say, visit.round
    closes_at, zone = row["closes_at"], row.get("time_zone") or "Asia/Jakarta"
    days = (closes_at - datetime.now(UTC)).days
    key = "round.closes" if days >= 0 else "round.closed"
    return say(
        key, deadline=say.instant(closes_at, zone), days=say.number(abs(days)), opens=say.instant(row["opens_at"], zone)
    )


def figures(visit: Visit, total: dict[str, Any]) -> None:
    """The counts of the round in large type."""
    say = visit.say
    held = total["received"] - total["accepted"] - total["rejected"]
    entries: list[tuple[str | Html, str, str]] = [
        (
            say.number(total["expected"]),
            say("round.expected"),
            count_sentence(visit, "round.expected_more", total["unit_count"]),
        ),
        (say.number(total["received"]), say("round.received"), say.share(total["received_share"], 1)),
        (say.number(total["on_time"]), say("round.on_time"), ""),
        (say.number(total["accepted"]), say("round.accepted"), say.share(total["fill_share"], 1)),
        (say.number(total["rejected"]), say("round.rejected"), say("round.rejected_more")),
        (say.number(held), say("round.held"), say("round.held_more")),
    ]
    put(marks.ledger(entries))


def by_indicator(visit: Visit) -> None:
    """How full each indicator is."""
    say = visit.say
    rows = with_names(visit, rounds.by_indicator(visit.ask, visit.picked.round_id))
    first = rows.row(0, named=True)
    complete = rows.filter(pl.col("received") == pl.col("expected")).height
    sentence = say(
        "round.indicators",
        complete=say.number(complete),
        count=say.number(rows.height),
        name=first["name"],
        share=say.share(first["fill_share"], 1),
    )
    layout.section(say("round.indicators_eyebrow"), sentence)
    columns = [
        Column("name", say("column.indicator")),
        Column("region_level", say("column.level"), words="level"),
        *(Column(name, say(f"round.{name}"), "number", 0) for name in units.COUNTS),
    ]
    put(filling_rows(visit, rows, say("column.indicator"), sentence))
    units.filling_key(visit)
    with st.expander(say("chart.as_table"), key="twin_filled_indicators"):
        caption = say("round.indicators_eyebrow")
        table(visit, rows, columns, key="filled_indicators", caption=caption, empty="")


def files(visit: Visit, unit_count: int) -> None:
    """When the files came, which were revisions, which were late and who let them in."""
    say, row = visit.say, visit.round
    came = with_names(visit, rounds.submissions(visit.ask, visit.picked.round_id), code="unit_code")
    if came.is_empty():
        layout.section(say("round.files_eyebrow"), say("round.files_none"))
        return
    sentence = _files_sentence(visit, came)
    layout.section(say("round.files_eyebrow"), sentence)

    def receptions_figure() -> Figure:
        return receptions(
            came.reverse(),
            visit.pen,
            opens_at=row["opens_at"],
            closes_at=row["closes_at"],
            zone=row.get("time_zone") or "Asia/Jakarta",
            unit_count=unit_count,
        )

    picture(
        visit,
        receptions_figure,
        key="receptions",
        alt=sentence,
        is_of_round=True,
        twin=lambda: _file_table(visit, came),
    )


def _files_sentence(visit: Visit, came: pl.DataFrame) -> str:
    """How many files came; revisions, late ones and repeats only where there are any."""
    counts = {
        "revised": came.filter(pl.col("revision_number") > 1).height,
        "late": came.filter("is_late").height,
        "unlocked": came["unlocked_by"].drop_nulls().len(),
        "repeated": rounds.repeat_count(visit.ask, visit.picked.round_id),
    }
    parts = [count_sentence(visit, f"round.files_{kind}", count) for kind, count in counts.items() if count]
    whole = count_sentence(
        visit, "round.files", came.height, units=count_sentence(visit, "round.units", came["unit_code"].n_unique())
    )
    return f"{whole}: {', '.join(parts)}." if parts else f"{whole}."


def _file_table(visit: Visit, came: pl.DataFrame) -> None:
    say = visit.say
    columns = [
        Column("moment", say("column.received_at")),
        Column("name", say("column.unit")),
        Column("status", say("column.status"), words="status"),
        Column("revision_number", say("column.revision"), "number", 0),
        *(
            Column(f"{name}_count", say(f"count.{name}"), "number", 0)
            for name in ("offered", "accepted", "rejected", "blank")
        ),
        Column("file_name", say("column.file")),
        Column("unlocked_by", say("column.unlocked_by")),
        Column("unlock_reason", say("column.unlock_reason")),
        Column("submission", say("column.submission"), help=say("help.submission")),
    ]
    rows = with_moments(visit, came).with_columns(submission=pl.col("submission_id").str.slice(0, 12))
    table(
        visit,
        part_of(visit, rows, "files"),
        columns,
        key="files",
        caption=say("round.files_eyebrow"),
        empty="",
        whole=rows,
    )


def set_aside(visit: Visit, names: dict[str, str]) -> None:
    """Cells of units that were set aside so that everybody else's edition could be published; nothing when none was."""
    say, rows = visit.say, rounds.set_aside(visit.ask, visit.picked.round_id)
    if rows.is_empty():
        return
    units = count_sentence(visit, "round.units", rows["unit_code"].n_unique())
    sentence = say("round.set_aside", cells=count_sentence(visit, "round.cells", rows.height), units=units)
    layout.section(say("round.set_aside_eyebrow"), sentence)
    columns = [
        Column("name", say("column.unit")),
        Column("source_cell", say("column.cell")),
        Column("written", say("column.written")),
        Column(f"message_{say.language}", say("column.message")),
    ]
    rows = rows.with_columns(name=pl.col("unit_code").replace(names))
    table(
        visit,
        part_of(visit, rows, "aside"),
        columns,
        key="aside",
        caption=say("round.set_aside_eyebrow"),
        empty="",
        whole=rows,
    )


def movement(visit: Visit) -> None:
    """What changed since the previous round of the same plan year, per indicator, and target by target for one."""
    say = visit.say
    rows = with_names(visit, rounds.changes_by_indicator(visit.ask, visit.picked.round_id, visit.picked.target_year))
    if rows.is_empty():
        layout.section(say("overview.changes_eyebrow"), say("change.no_previous"))
        return
    totals = {kind: say.number(int(rows[kind].sum())) for kind in KINDS}
    layout.section(say("overview.changes_eyebrow"), say("round.changes", **totals))
    columns = [
        Column("name", say("column.indicator")),
        *(Column(kind, say(f"change.{kind}"), "number", 0) for kind in KINDS),
        effect_column(visit, say("column.effect_of_year", year=visit.picked.target_year)),
    ]
    put(change_rows(visit, rows, say("round.changes", **totals)))
    colour_key((kind_colour(kind, visit.pen), say(f"change.{kind}")) for kind in KINDS)
    with st.expander(say("chart.as_table"), key="twin_changes"):
        table(visit, rows, columns, key="changes", caption=say("overview.changes_eyebrow"), empty="")
    with st.expander(say("round.changed_one_by_one"), key="changed_targets"):
        _changed_targets(visit)


def effect_column(visit: Visit, label: str) -> Column:
    """What changes do to the national sum: above 0 closer to the national target, or further past it."""
    return Column(
        "national_effect_value",
        label,
        "number",
        "effect_places",
        is_signed=True,
        help=visit.say("help.national_effect"),
    )


def effect_sentence(visit: Visit, rows: pl.DataFrame) -> str:
    """What the changes of the picked indicator do together to the national sum of the picked year."""
    say, picked = visit.say, visit.picked
    found = rows.filter((pl.col("target_year") == picked.target_year) & pl.col("national_effect_value").is_not_null())
    if found.is_empty():
        return say("round.effect_none", year=picked.target_year)
    total = float(found["national_effect_value"].sum())
    key = "round.effect_closer" if total > 0 else "round.effect_further" if total < 0 else "round.effect_zero"
    places = int(found["effect_places"][0])
    amount = say.number(abs(total), places)
    unit = say.step_unit(visit.indicator)
    return say(key, year=picked.target_year, amount=amount, unit=unit, count=say.number(found.height))


def _changed_targets(visit: Visit) -> None:
    say, picked = visit.say, visit.picked
    with st.container(key="change_picker", width=640):
        pickers.indicator_picker(visit)
    rows = rounds.changed_targets(visit.ask, picked.round_id, picked.indicator_code)
    columns = [
        Column("region_name", say("column.region")),
        Column("target_year", say("column.year")),
        Column("change", say("column.change"), words="change"),
        Column("previous_value", say("column.previous"), "number", "decimal_places"),
        Column("target_value", say("column.target"), "number", "decimal_places"),
        effect_column(visit, say("column.national_effect")),
    ]
    put(el("p", effect_sentence(visit, rows), class_="lead"))
    caption = say("round.changed_targets", indicator=say.name_of(visit.indicator))
    table(
        visit,
        part_of(visit, rows, "changed"),
        columns,
        key="changed",
        caption=caption,
        empty=say("round.changed_none"),
        leads=lambda row: links.address(visit, "explorer", region=row["region_id"], year=row["target_year"]),
        opens=say("region.open_target"),
        identity="region_id",
        whole=rows,
    )
