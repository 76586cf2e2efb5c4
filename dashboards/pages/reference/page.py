"""Acuan: what a round gives the regions to take over, outcome by outcome, and one region's sheet with its files."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.lists import choice_in_address, narrow
from dashboards.pages.reference import choosing, proposals, sections, take_up
from dashboards.queries import sheets

visit = layout.open_page("reference")
say, picked = visit.say, visit.picked
regions = sheets.regions(visit.ask, picked.round_id)
names = dict(regions.select("region_id", "region_name").iter_rows())
visit, region_id = choice_in_address(visit, "sheet", names, say("reference.all_regions"))

layout.answer(visit, say("page.reference"), sections.headline(visit, regions), sections.lead(visit, regions))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    narrow(visit, "sheet", names, region_id, say("reference.all_regions"))

if regions.is_empty():
    st.text(say("reference.none_why"))
elif region_id:
    sections.one_region(visit, region_id, names[region_id])
    proposals.judged_levels(visit, region_id)
    take_up.one_region(visit, region_id)
    sections.files(visit, region_id)
else:
    sections.priorities(visit)
    proposals.proposed_outcomes(visit)
    choosing.show(visit)
    proposals.judged_levels(visit)
    sections.outcomes(visit)
    take_up.by_province(visit)
    sections.by_region(visit, regions)
