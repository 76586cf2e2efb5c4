"""Putaran, the round manager's page: what was owed and came, from whom, when, and what changed since."""

import streamlit as st

from dashboards.queries import rounds
from dashboards.widgets import frame, number_drawers, pickers, round_parts, round_units
from dashboards.widgets.listing import asked, named, narrow

visit = frame.open_page("round")
found = rounds.totals(visit.ask, visit.picked.round_id)
total = found.row(0, named=True) if found.height else None
units = named(visit, rounds.units(visit.ask, visit.picked.round_id), code="unit_code")
names = dict(units.select("unit_code", "name").iter_rows())
visit, unit_code = asked(visit, "unit", names, visit.say("listing.all"))

frame.answer(visit, visit.say("page.round"), round_parts.headline(visit, total), round_parts.deadline(visit))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    narrow(visit, "unit", names, unit_code, visit.say("listing.all"))

if total is not None:
    round_parts.figures(visit, total)
    if unit_code:
        round_units.one_unit(visit, units, unit_code)
    round_units.by_group(visit, units)
    round_units.waiting(visit, units)
    round_parts.by_indicator(visit)
    round_parts.files(visit, total["unit_count"])
    round_parts.movement(visit)
    number_drawers.of_round(visit)
