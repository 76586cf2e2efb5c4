"""One line: its history and prospects in a row, the years with three numbers, findings, the talk, and what I may do."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import marks
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.pages.desk import actions, bulk
from dashboards.pages.desk.desk_lines import BASES, Desk, Group, written
from dashboards.pages.desk.sections import names_of
from pipelines.contract.decisions import Event, change_words
from pipelines.contract.decisions.subjects import LINE

LAST_EVENTS = 40


def show(desk: Desk, role: str, group: Group) -> None:
    """Everything about one indicator and region."""
    say = desk.visit.say
    put(
        el("p", names_of(desk)[group.indicator_code], class_="eyebrow part"),
        el("h2", group.region_name, class_="says"),
    )
    _figures(desk, group)
    _years(desk, group)
    _outdated(desk, group)
    actions.show(desk, role, group)
    _findings(desk, group)
    with st.expander(say("desk.talk"), expanded=True, key="desk_talk"):
        _talk(desk, group)
    with st.expander(say("desk.bulk"), key="desk_bulk"):
        bulk.show(desk, role)


def _places(desk: Desk, group: Group) -> int:
    return next(
        int(row["decimal_places"]) for row in desk.visit.indicators if row["indicator_code"] == group.indicator_code
    )


def _figures(desk: Desk, group: Group) -> None:
    """Baseline, latest, projection, chance and ambition of the picked year, in one row."""
    say, row, places = desk.visit.say, group.of_year(desk.visit.picked.target_year).row, _places(desk, group)
    band = (
        say(
            "desk.band",
            low=say.number(row["projection_low80"], places),
            high=say.number(row["projection_high80"], places),
        )
        if row["projection_low80"] is not None
        else ""
    )
    chance = row["chance_band"]
    ambition = row["ambition_label"]
    put(
        marks.ledger(
            [
                (say.number(row["baseline_value"], places), say("column.baseline"), str(row["baseline_year"] or "–")),
                (say.number(row["latest_value"], places), say("column.latest"), str(row["latest_year"] or "–")),
                (say.number(row["projection_value"], places), say("desk.projection"), band),
                (say(f"chance.{chance}") if chance else "–", say("desk.chance"), ""),
                (
                    say(f"standing.{ambition}") if ambition and say.knows(f"standing.{ambition}") else "–",
                    say("desk.ambition"),
                    "",
                ),
            ]
        )
    )


def _years(desk: Desk, group: Group) -> None:
    """Each year with its three numbers and its state."""
    visit, say, places = desk.visit, desk.visit.say, _places(desk, group)
    rows = [
        {
            "year": str(line.year),
            **{basis: written(visit, line.number(basis), places) for basis in BASES},
            "state": desk.state_name(line.standing.state),
            "reason": str((line.standing.decision or {}).get("reason") or "") or None,
        }
        for line in group.lines
    ]
    columns = [
        Column("year", say("column.year")),
        Column("proposed", say("desk.proposed")),
        Column("ministry", say("desk.ministry")),
        Column("agreed", say("desk.agreed")),
        Column("state", say("column.state")),
        Column("reason", say("desk.reason")),
    ]
    schema = dict.fromkeys(("year", *BASES, "state", "reason"), pl.String)
    caption = say("desk.years")
    table(visit, pl.DataFrame(rows, schema=schema), columns, key="desk_years", caption=caption, empty=caption)


def _outdated(desk: Desk, group: Group) -> None:
    say = desk.visit.say
    outdated = [str(line.year) for line in group.lines if line.standing.is_outdated]
    if outdated:
        put(el("p", say("desk.outdated", years=", ".join(outdated)), class_="notice", role="status"))
    if any(line.row["held_submission_id"] for line in group.lines):
        put(el("p", say("desk.held"), class_="notice", role="status"))


def _findings(desk: Desk, group: Group) -> None:
    """Questions of the rules that are still open; the sentences are ours, the written text is not shown here."""
    say = desk.visit.say
    found = desk.findings.filter(
        (pl.col("indicator_code") == group.indicator_code) & (pl.col("region_id") == group.region_id)
    )
    put(el("h3", say("desk.findings", count=say.number(found.height))))
    for row in found.iter_rows(named=True):
        st.text(f"{row['target_year']} · {row['source_cell']} · {row[f'message_{say.language}']}")


def _talk(desk: Desk, group: Group) -> None:
    """The events of the line, newest first; what people wrote is shown as plain text."""
    events = [event for line in group.lines for event in desk.book.history(line.key)]
    events.sort(key=lambda event: event.event_number, reverse=True)
    if not events:
        st.text(desk.visit.say("desk.no_events"))
    for event in events[:LAST_EVENTS]:
        st.text(told(desk, event))


def told(desk: Desk, event: Event) -> str:
    """One event as a line: when, year, role, who, what, and the words given with it."""
    say, payload = desk.visit.say, event.payload
    role = desk.word(desk.workflow.roles[event.actor_role].name)
    year = event.subject_key.rsplit("/", 1)[1] if event.subject_kind == LINE else ""
    moment = say.instant(_moment(event.at), desk.visit.round.get("time_zone") or "Asia/Jakarta")
    texts = [
        str(payload[name])
        for name in ("reason", "note", "text", "statement_region", "statement_ministry", "next_forum")
        if payload.get(name)
    ]
    head = f"{moment} · {year} · {role} · {desk.word(change_words(desk.workflow, event))}"
    return f"{head}: {' / '.join(texts)}" if texts else head


def _moment(at: str):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime.fromisoformat(at)
