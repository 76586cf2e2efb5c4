"""Jelajah target, the planner's workbench: one indicator in one region, from its history to what could be tried."""

import streamlit as st

from dashboards.queries import owners, targets
from dashboards.widgets import explorer_parts, frame, pickers, source_drawer, whatif
from dashboards.widgets.side_by_side import noted, side_by_side
from dashboards.wording import sentences

visit = frame.open_page("explorer")
say, picked = visit.say, visit.picked
allowed = owners.regions_with_targets(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
visit = visit.with_region(allowed, allowed[0] if allowed else "")
visit = noted(visit, sorted(allowed))
picked = visit.picked
rows = targets.path(visit.ask, picked.round_id, picked.indicator_code, picked.region_id).to_dicts()
row = next((each for each in rows if each["target_year"] == picked.target_year), None)

if row is None:
    frame.answer(visit, say("page.explorer"), say("explorer.no_target"), say("explorer.no_target_why"))
else:
    frame.answer(visit, say("page.explorer"), explorer_parts.headline(visit, row), sentences.ambition(say, row))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.indicator_picker(visit)
    pickers.region_picker(visit, sorted(allowed))
    pickers.year_picker(visit)
if row is not None:
    whatif.bench(visit, row)
    source_drawer.drawer(visit, row)
    explorer_parts.peers(visit)
    side_by_side(visit, sorted(allowed))
    explorer_parts.judgements(visit)
