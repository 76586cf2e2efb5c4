"""Putaran, the round manager's page: what was owed and came, from whom, when, and what changed since."""

import streamlit as st

from dashboards.queries import rounds
from dashboards.widgets import frame, pickers, round_parts
from dashboards.widgets.listing import named

visit = frame.open_page("round")
found = rounds.totals(visit.ask, visit.picked.round_id)
total = found.row(0, named=True) if found.height else None

frame.answer(visit, visit.say("page.round"), round_parts.headline(visit, total), round_parts.deadline(visit))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)

if total is not None:
    units = named(visit, rounds.units(visit.ask, visit.picked.round_id), code="unit_code")
    round_parts.figures(visit, total)
    round_parts.by_group(visit, units)
    round_parts.waiting(visit, units)
    round_parts.by_indicator(visit)
    round_parts.files(visit, total["unit_count"])
    round_parts.movement(visit)
