"""The parts of the leadership's screen: figures of the round, alignment, the map with the largest gaps, and what
changed."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.elements.style import STANDINGS
from dashboards.charts.intervals import alignment_intervals, by_severity
from dashboards.components import layout, marks
from dashboards.components.alignment_rows import alignment_key, alignment_table, seen_beside, with_names
from dashboards.components.lists import joined, named
from dashboards.components.markup import Html, el, put
from dashboards.components.picture import picture, png_button
from dashboards.components.table import Column, table
from dashboards.i18n import alignment_sentences as sums
from dashboards.queries import alignment, progress, targets
from dashboards.state import links
from dashboards.state.context import Visit

DRAWN_INDICATORS = 12
NAMED_CARRIERS = 3


def figures(visit: Visit) -> None:
    """Fill rate against what was owed and against last round, and how the targets of the year stand."""
    say = visit.say
    filled = progress.fill(visit.ask, visit.picked.round_id).to_dicts()
    entries: list[tuple[str | Html, str, str]] = []
    if filled:
        this = filled[0]
        counts = {name: say.number(this[name]) for name in ("accepted", "expected", "received")}
        more = say("fill.of", **counts)
        if len(filled) > 1 and filled[1]["fill_share"] is not None:
            more += " · " + say("fill.before", share=say.share(filled[1]["fill_share"], 1))
        entries.append((say.share(this["fill_share"], 1), say("fill.title"), more))
    stood = targets.standings(visit.ask, visit.picked.round_id, visit.picked.target_year)
    counts = dict(zip(stood["standing"], stood["target_count"], strict=True))
    for standing in (*STANDINGS, "not_submitted"):
        if counts.get(standing):
            entries.append(
                (
                    Html(marks.sign(visit, standing) + f" {say.number(counts[standing])}"),
                    say(f"standing.{standing}"),
                    say(f"standing_help.{standing}"),
                )
            )
    layout.section(say("overview.figures_eyebrow", year=visit.picked.target_year), standing_sentence(visit, counts))
    put(marks.ledger(entries, visit))


def standing_sentence(visit: Visit, counts: dict[str, int]) -> str:
    """How many of the submitted targets are met or follow the trend, and how many have no precedent."""
    say = visit.say
    submitted = sum(
        count for standing, count in counts.items() if standing not in ("not_submitted", "late", "rejected")
    )
    hard = sum(counts.get(each, 0) for each in ("stretch", "rare", "beyond_precedent"))
    return say(
        "overview.standing_sentence" if hard else "overview.standing_plain",
        unknown=say.number(counts.get("not_available", 0) + counts.get("no_data", 0)),
        submitted=say.number(submitted),
        met=say.number(counts.get("met", 0)),
        hard=say.number(hard),
        beyond=say.number(counts.get("beyond_precedent", 0)),
    )


def glance(visit: Visit, rows: pl.DataFrame) -> None:
    """Four short answers under the headline: the sum, who carries the distance, what changed, who has not submitted."""
    say, picked = visit.say, visit.picked
    judged = [row for row in rows.to_dicts() if row["verdict"] in sums.JUDGED]
    entries = []
    if judged:
        said = [sums.whole_sentence(say, row, picked.target_year) for row in judged[:2]]
        entries.append((say("glance.sum"), " ".join(said)))
    carried = [words for row in judged if row["verdict"] in sums.SHORT and (words := _carriers(visit, row))]
    if carried:
        entries.append((say("glance.carriers"), " ".join(carried[:2])))
    changed = progress.changes(visit.ask, picked.round_id)
    entries.append((say("glance.changed"), _change_sentence(visit, changed)))
    units = progress.by_unit(visit.ask, picked.round_id)
    entries.append((say("glance.waiting"), _waiting_sentence(visit, units)))
    put(marks.facts(entries, visit))


def _carriers(visit: Visit, row: dict[str, Any]) -> str:
    """The three regions that carry most of one indicator's distance, each with how demanding its own target is."""
    say, places = visit.say, int(row["decimal_places"])
    parts = alignment.parts(visit.ask, visit.picked.round_id, row["indicator_code"], visit.picked.target_year)
    heaviest = parts.filter(pl.col("contribution") > 0).head(NAMED_CARRIERS)
    named = [
        say(
            "glance.carrier",
            region=part["region_name"],
            contribution=say.number(part["contribution"], places, signed=True),
            unit=say.step_unit(row),
            standing=say(f"standing.{part['ambition_label'] or 'not_available'}"),
        )
        for part in heaviest.iter_rows(named=True)
    ]
    return say("glance.carriers_of", indicator=say.name_of(row), regions=", ".join(named)) if named else ""


def alignments(visit: Visit, rows: pl.DataFrame) -> None:
    """Bottom-up value of every indicator on its national range; those that are not added up in words."""
    say = visit.say
    added_up = by_severity(rows)
    drawn = with_names(visit, added_up.head(DRAWN_INDICATORS))
    told = rows.filter(pl.col("bottom_up_value").is_null()).to_dicts()
    first = rows.row(0, named=True) if rows.height else None
    sentence = sums.whole_sentence(say, first, visit.picked.target_year) if first else say("overview.no_alignment")
    layout.section(say("overview.alignment_eyebrow"), sentence)
    if not drawn.is_empty():
        alt = " ".join(sums.whole_sentence(say, row, visit.picked.target_year) for row in rows.to_dicts())
        picture(visit, lambda: alignment_intervals(drawn, visit.pen), key="alignment", alt=alt, is_of_round=True)
        more = added_up.height - drawn.height
        unseen = " · " + say("overview.alignment_more", count=say.number(more)) if more else ""
        put(el("p", alignment_key(visit, drawn) + unseen, class_="fresh"), seen_beside(visit, drawn.to_dicts()))
    for row in told:
        put(el("p", sums.whole_sentence(say, row, visit.picked.target_year)))
    if not rows.is_empty():
        with st.expander(say("chart.as_table"), key="twin_alignment"):
            alignment_table(visit, with_names(visit, rows))
            png_button(visit, "alignment")
    links.to_page(visit, "alignment", say("overview.open_alignment"))


def movement(visit: Visit) -> None:
    """What changed since the round before, and who has not submitted."""
    say = visit.say
    changed = progress.changes(visit.ask, visit.picked.round_id)
    units = progress.by_unit(visit.ask, visit.picked.round_id)
    left, right = st.columns(2, gap="large")
    with left:
        layout.section(say("overview.changes_eyebrow"), _change_sentence(visit, changed))
        if not changed.is_empty():
            counts = dict(zip(changed["change"], changed["target_count"], strict=True))
            put(
                marks.ledger(
                    (say.number(counts[kind]), say(f"change.{kind}"), "")
                    for kind in ("raised", "lowered", "created", "withdrawn", "unchanged")
                    if kind in counts
                )
            )
    with right:
        waiting = units.filter(pl.col("received") < pl.col("expected"))
        layout.section(say("overview.waiting_eyebrow"), _waiting_sentence(visit, units))
        if not waiting.is_empty():
            _unit_table(visit, waiting)


def _change_sentence(visit: Visit, changed: pl.DataFrame) -> str:
    say = visit.say
    if changed.is_empty():
        return say("change.no_previous")
    counts = dict(zip(changed["change"], changed["target_count"], strict=True))
    return say(
        "change.sentence",
        raised=say.number(counts.get("raised", 0)),
        lowered=say.number(counts.get("lowered", 0)),
        unchanged=say.number(counts.get("unchanged", 0)),
    )


def _waiting_sentence(visit: Visit, units: pl.DataFrame) -> str:
    """Who has sent nothing, by name, and how many only a part."""
    say = visit.say
    if units.is_empty():
        return say("waiting.nobody_owes")
    units = named(visit, units, code="unit_code")
    waiting = units.filter(pl.col("received") < pl.col("expected"))
    if waiting.is_empty():
        return say("waiting.none", units=say.number(units.height))
    if units.height == 1:
        row = units.row(0, named=True)
        counts = {name: say.number(row[name]) for name in ("received", "expected")}
        return say("waiting.one_unit", name=row["name"], **counts)
    silent = waiting.filter(pl.col("received") == 0)
    partly = waiting.height - silent.height
    key = "waiting.partly" if silent.is_empty() else "waiting.sentence" if partly else "waiting.silent_only"
    return say(
        key,
        silent=say.number(silent.height),
        units=say.number(units.height),
        partly=say.number(partly),
        names=joined(visit, (waiting if silent.is_empty() else silent)["name"]),
    )


def _unit_table(visit: Visit, waiting: pl.DataFrame) -> None:
    say = visit.say
    columns = [
        Column("name", say("column.unit")),
        Column("status", say("column.status"), words="status"),
        Column("received", say("column.received"), "number", 0),
        Column("expected", say("column.expected"), "number", 0),
    ]
    table(
        visit,
        named(visit, waiting, code="unit_code"),
        columns,
        key="waiting",
        caption=say("overview.waiting_eyebrow"),
        empty=say("waiting.none", units=""),
    )
