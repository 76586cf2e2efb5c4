"""What moves while a desk sits: the alignment on three bases, and the look at the book that shows others' decisions."""

from __future__ import annotations

import streamlit as st

from dashboards.components import layout, marks
from dashboards.components.markup import el, put
from dashboards.pages.desk import notices
from dashboards.pages.desk.desk_lines import BASES, Desk
from dashboards.pages.desk.sections import asked_indicator
from dashboards.queries import desk as questions

SECONDS_BETWEEN_LOOKS, SECONDS_WHEN_NOBODY_SITS = 1.0, 10.0
NATION = "00"


def watch(desk: Desk) -> None:
    """Look at the book's head, every second while a session sits, and show the page again when somebody has decided."""
    shown, states = desk.book.head().event_number, desk.workflow.subjects["session"].states
    is_sitting = any(states[each.state].has("freezes") for each in desk.sessions)

    @st.fragment(run_every=SECONDS_BETWEEN_LOOKS if is_sitting else SECONDS_WHEN_NOBODY_SITS)
    def look() -> None:
        if desk.book.head().event_number != shown:
            notices.carry()
            st.rerun()

    look()


def alignment(desk: Desk) -> None:
    """Does it add up as proposed, as the ministry asks, as agreed so far: the edition's own queries on live numbers."""
    visit, say = desk.visit, desk.visit.say
    code = asked_indicator(desk) or desk.indicator_codes[0]
    indicator = next(row for row in visit.indicators if row["indicator_code"] == code)
    year, places = visit.picked.target_year, int(indicator["decimal_places"])
    frame = questions.by_basis(visit.ask, visit.picked.round_id, code, year, desk.numbers(code, year))
    parents = frame["parent_region_id"].unique().to_list()
    parent = NATION if NATION in parents else (parents[0] if parents else NATION)
    found = {row["basis"]: row for row in frame.iter_rows(named=True) if row["parent_region_id"] == parent}
    national = next((row["national_value"] for row in found.values() if row["national_value"] is not None), None)
    layout.section(say("desk.live_eyebrow"), say("desk.live", indicator=say.name_of(indicator), year=year))
    entries = []
    for basis in BASES:
        row = found.get(basis)
        unit = say.unit(indicator)
        figure = say.number(row["bottom_up_value"], places) if row else "–"
        step = say.step_unit(indicator)  # a difference of percentages is points
        entries.append(
            (f"{figure} {unit}" if row else "–", say(f"desk.basis_{basis}"), _distance(desk, row, places, step))
        )
    put(marks.ledger(entries))
    if national is not None:
        text = say("desk.national", value=say.number(national, places), unit=say.unit(indicator))
        put(el("p", text, class_="lead"))


def _distance(desk: Desk, row: dict[str, object] | None, places: int, unit: str) -> str:
    """How far from the target above, and how many regions have a number on this basis."""
    say = desk.visit.say
    if row is None:
        return say("desk.basis_none")
    known, expected = row["region_count_with_number"], row["region_count_expected"]
    count = say("desk.regions", count=say.number(known), of=say.number(expected))  # type: ignore[arg-type]
    gap = row["alignment_gap"]
    if not isinstance(gap, float):
        return count
    key = "desk.short" if gap > 0 else "desk.reached"
    return f"{say(key, gap=say.number(abs(gap), places), unit=unit)} · {count}"
