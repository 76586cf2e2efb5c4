"""The parts of Jejak audit: how many events and which head, the filters, and the list."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from dashboards.components import lists
from dashboards.components.table import Column, table
from dashboards.state.context import Visit
from pipelines.contract.audit_trail import AT_MOST, TrailFilter, choices, found_count, trail
from pipelines.contract.decisions import Book

NAMES = ("event_number", "at", "action", "kind", "subject", "actor", "role", "door", "told", "event_hash")
NOT_TEXT: dict[str, pl.DataType | type[pl.DataType]] = {"event_number": pl.Int64, "at": pl.Datetime("us", "UTC")}


def headline(visit: Visit, book: Book) -> str:
    head = book.head()
    if not head.event_number:
        return visit.say("audit.empty")
    return visit.say("audit.headline", count=visit.say.number(head.event_number, 0), hash=head.event_hash[:12])


def filters(visit: Visit, book: Book) -> TrailFilter:
    """Kind, action, person and days; all of them together."""
    say, (kinds, actions) = visit.say, choices(book)
    everything = say("listing.all")
    with st.container(horizontal=True, key="audit_filters"):
        kind = st.selectbox(say("audit.kind"), ["", *kinds], format_func=lambda code: code or everything, key="a_kind")
        action = st.selectbox(
            say("audit.action"), ["", *actions], format_func=lambda code: code or everything, key="a_action"
        )
        person = st.text_input(say("audit.person"), key="a_person", max_chars=200)
        days = st.date_input(say("audit.days"), value=(), key="a_days", format="DD/MM/YYYY")
    chosen: list[date] = list(days) if isinstance(days, tuple) else [days]
    first = chosen[0] if chosen else None
    return TrailFilter(kind or "", action or "", (person or "").strip(), first, chosen[-1] if len(chosen) > 1 else None)


def listing(visit: Visit, book: Book, asked: TrailFilter) -> None:
    """The events, newest first, a part at a time; only that part is read, and the files hold all that were found."""
    say, found = visit.say, found_count(book, asked)
    if found > AT_MOST:
        st.text(say("audit.more", count=say.number(AT_MOST, 0)))
    skipped = lists.part_start(visit, min(found, AT_MOST), "part")
    part = _frame(trail(book, asked, min(lists.ROWS_AT_ONCE, AT_MOST - skipped), skipped))
    shown = part.with_columns(at=pl.Series([say.instant(at) for at in part["at"]], dtype=pl.String))
    columns = [
        Column("event_number", say("audit.number"), kind="number", places=0),
        *(Column(name, say(f"audit.column_{name}")) for name in NAMES[1:]),
    ]
    table(
        visit,
        shown,
        columns,
        key="audit",
        caption=say("page.audit"),
        empty=say("audit.none"),
        whole=lambda: _frame(trail(book, asked)),
    )


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = {name: NOT_TEXT.get(name, pl.String) for name in NAMES}
    return pl.DataFrame([{name: row[name] for name in NAMES} for row in rows], schema=schema)
