"""Jelajah target, the planner's workbench: one indicator in one region, from its history to what could be tried."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.drawers import source_drawer
from dashboards.i18n import sentences
from dashboards.pages.explorer import league, sections, what_if
from dashboards.pages.explorer.side_by_side import side_by_side, with_notices
from dashboards.queries import targets
from dashboards.queries.round import owners

visit = layout.open_page("explorer")
say, picked = visit.say, visit.picked
allowed = owners.regions_with_targets(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
visit = visit.with_region(allowed, allowed[0] if allowed else "")
visit = with_notices(visit, sorted(allowed))
picked = visit.picked
rows = targets.path(visit.ask, picked.round_id, picked.indicator_code, picked.region_id).to_dicts()
row = next((each for each in rows if each["target_year"] == picked.target_year), None)

if row is None:
    layout.answer(visit, say("page.explorer"), say("explorer.no_target"), say("explorer.no_target_why"))
else:
    layout.answer(visit, say("page.explorer"), sections.headline(visit, row), sentences.ambition(say, row))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.indicator_picker(visit)
    pickers.region_picker(visit, sorted(allowed))
    pickers.year_picker(visit)
if row is not None:
    what_if.bench(visit, row)
    source_drawer.drawer(visit, row)
    sections.peers_and_findings(visit)
    sections.criteria(visit)
    side_by_side(visit, sorted(allowed))
league.league(visit)
sections.to_compose(visit)
