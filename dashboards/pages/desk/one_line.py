"""One line: its history and prospects in a row, the years with three numbers, findings, the talk, and what I may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import polars as pl
import streamlit as st

from dashboards.components import marks
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.pages.desk import actions, bulk
from dashboards.pages.desk.desk_lines import BASES, Desk, Group, figure_text
from dashboards.pages.desk.sections import names_of
from dashboards.queries import definitions
from dashboards.services import actor
from pipelines.contract.decisions import Event, change_words, open_events

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
    _outdated_notice(desk, group)
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

    def dated_value(name: str) -> str:
        year = row[f"{name}_year"]
        return f"{say.number(row[f'{name}_value'], places)} ({year})" if year else "–"

    ambition = row["ambition_label"]
    put(
        marks.facts(
            [
                (say("column.baseline"), dated_value("baseline")),
                (say("column.latest"), dated_value("latest")),
                (say("desk.projection"), f"{say.number(row['projection_value'], places)} {band}".strip()),
                (say("desk.chance"), say(f"chance.{chance}") if chance else "–"),
                (
                    say("desk.ambition"),
                    say(f"standing.{ambition}") if ambition and say.knows(f"standing.{ambition}") else "–",
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
            **{basis: figure_text(visit, line.number(basis), places) for basis in BASES},
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


def _outdated_notice(desk: Desk, group: Group) -> None:
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
    if not actor.may_read_talk(desk.book, desk.session):
        st.text(desk.visit.say("desk.talk_closed"))
        return
    me = actor.person()
    who = (me.issuer, me.subject) if me else None
    events = [event for line in group.lines for event in open_events(desk.book.history(line.key), who)]
    events.sort(key=lambda event: event.event_number, reverse=True)
    if not events:
        st.text(desk.visit.say("desk.no_events"))
    for together in list(_together(events))[:LAST_EVENTS]:
        st.text(event_line(desk, together[0], [event.subject_key.rsplit("/", 1)[1] for event in reversed(together)]))


def _together(events: list[Event]) -> Iterator[list[Event]]:
    """Events that say the same of several years at the same time, newest first."""
    for _, same in groupby(
        events, key=lambda event: (event.action, event.actor_name, event.at[:16], _texts(event, {}))
    ):
        yield list(same)


def _texts(event: Event, criteria: Mapping[str, str]) -> tuple[str, ...]:
    """The words given with an event; `criteria` names their codes."""
    names = ("reason", "note", "text", "statement_region", "statement_ministry", "next_forum")
    told = event.payload
    code = str(told.get("criterion_code"))
    level = (f"{criteria.get(code, code)} = {told['level']}",) if told.get("assessor_kind") else ()
    return (*level, *(str(told[name]) for name in names if told.get(name)))


def event_line(desk: Desk, event: Event, years: list[str]) -> str:
    """What was done as a line: when, which years, role, who, what, and the words given with it."""
    say = desk.visit.say
    role = desk.word(desk.workflow.roles[event.actor_role].name)
    moment = say.instant(datetime.fromisoformat(event.at), desk.visit.round.get("time_zone") or "Asia/Jakarta")
    words = change_words(desk.workflow, event)
    if len(years) > 1:  # the numbers of the years differ; they stand in the table above
        words = change_words(desk.workflow, replace(event, payload={}))
    head = f"{moment} · {', '.join(sorted(years))} · {role} · {desk.word(words)}"
    texts = _texts(
        event, definitions.criteria(desk.visit.ask, say.language) if "criterion_code" in event.payload else {}
    )
    return f"{head}: {' / '.join(texts)}" if texts else head
