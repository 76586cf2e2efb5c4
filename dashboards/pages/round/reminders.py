"""Who is to be asked today, for what, with a text to copy or send; the list as a file holds the text of every unit."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

import polars as pl
import streamlit as st

from dashboards.components import layout, lists
from dashboards.components.files import downloads
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.state import links, routes
from dashboards.state.context import Visit
from pipelines.analysis.tables.reminder import Reminder, as_frame, headline, reminders

SHOWN_LINES = 2  # of what a unit owes; its text and the file name every line


def section(visit: Visit, unit_code: str) -> None:
    """The list of the round, and the text for the picked unit, else for the first."""
    now, say, language = datetime.now(UTC), visit.say, visit.say.language
    found = reminders(visit.ask, visit.round, now)
    layout.section(say("remind.eyebrow"), headline(found, visit.round, now, language))
    if not found:
        return
    if not unit_code and not any(each.is_due for each in found):
        with st.expander(say("chart.as_table"), key="reminder_list"):  # nobody is to be asked: it may wait
            the_list(visit, found, unit_code)
        return
    the_list(visit, found, unit_code)
    one = next((each for each in found if each.unit["unit_code"] == unit_code), found[0])
    with st.expander(say("remind.text", unit=one.name(language)), key="reminder_text", expanded=bool(unit_code)):
        message(visit, one)
    with st.expander(say("remind.texts"), key="reminder_files"):
        downloads.buttons(
            visit,
            lambda: as_frame(found, language, lambda code: hand_in_address(visit, code)),
            "reminder_texts",
            is_example=bool(visit.round.get("is_example")),
        )


def the_list(visit: Visit, found: list[Reminder], unit_code: str) -> None:
    """Those to be asked today; all who owe something where nobody is."""
    say, language = visit.say, visit.say.language
    is_due = any(each.is_due for each in found)
    frame = pl.DataFrame(
        [
            {
                "unit_code": each.unit["unit_code"],
                "name": each.name(language),
                "why": each.kind_words(language),
                "days_left": each.days_left,
                "expected": each.unit["expected"],
                "missing": each.missing,
                "rejected": each.unit["rejected"],
                "what": lists.name_list(visit, each.what(language), SHOWN_LINES),
            }
            for each in found
            if each.is_due or not is_due
        ]
    )
    columns = [
        Column("name", say("column.unit")),
        Column("why", say("remind.why")),
        Column("days_left", say("remind.days_left"), "number", 0),
        Column("expected", say("round.expected"), "number", 0),
        Column("missing", say("remind.missing"), "number", 0),
        Column("rejected", say("round.rejected"), "number", 0),
        Column("what", say("remind.what")),
    ]
    table(
        visit,
        lists.part_of(visit, frame, "ask"),
        columns,
        key="reminders",
        caption=say("remind.eyebrow"),
        empty="",
        leads=lambda row: links.here(unit=row["unit_code"]),
        opens=say("remind.open"),
        identity="unit_code",
        chosen=unit_code,
        whole=frame,
        is_short=True,
    )


def message(visit: Visit, reminder: Reminder) -> None:
    """The text of one unit, to copy, or to open in the mail program."""
    say, language = visit.say, visit.say.language
    text = reminder.text(language, hand_in_address(visit, reminder.unit["unit_code"]))
    st.code(text, language=None, wrap_lines=True)
    mail = f"mailto:?subject={quote(reminder.subject(language))}&body={quote(text)}"
    put(el("p", el("a", say("remind.mail"), href=mail)))


def hand_in_address(visit: Visit, unit_code: str) -> str:
    """Where a unit hands in, as the one who reads this page reached it; empty where that is not known."""
    here = urlsplit(st.context.url or "")
    if not here.netloc:
        return ""
    asked = urlencode({"into": visit.picked.round_id, "unit": unit_code})
    return f"{here.scheme}://{here.netloc}/{routes.ADDRESSES['submit']}?{asked}"
