"""Putaran, the round manager's page: what was owed and came, from whom, when, and what changed since."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.drawers import number_drawers
from dashboards.components.lists import choice_in_address, narrow, with_names
from dashboards.pages.round import reminders, sections
from dashboards.pages.round import units as round_units
from dashboards.queries.round import rounds

visit = layout.open_page("round")
found = rounds.totals(visit.ask, visit.picked.round_id)
total = found.row(0, named=True) if found.height else None
units = with_names(visit, rounds.units(visit.ask, visit.picked.round_id), code="unit_code")
names = dict(units.select("unit_code", "name").iter_rows())
visit, unit_code = choice_in_address(visit, "unit", names, visit.say("listing.all"))

layout.answer(visit, visit.say("page.round"), sections.headline(visit, total), sections.deadline(visit))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    narrow(visit, "unit", names, unit_code, visit.say("listing.all"))

if total is not None:
    sections.figures(visit, total)
    sections.set_aside(visit, names)
    if unit_code:
        round_units.one_unit(visit, units, unit_code)
    round_units.by_group(visit, units)
    round_units.waiting(visit, units)
    reminders.section(visit, unit_code)
    sections.by_indicator(visit)
    sections.files(visit, total["unit_count"])
    sections.movement(visit)
    number_drawers.of_round(visit)
