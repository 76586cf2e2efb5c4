"""Wilayah: everything for one province or district; from the nation down by click or by picker."""

import polars as pl
import streamlit as st

from dashboards.components import crumbs, layout, pickers
from dashboards.components.lists import with_names
from dashboards.pages.region import peers, sections
from dashboards.queries import targets

visit = layout.open_page("region")
regions = visit.regions["region_id"].to_list()
visit = visit.with_region(regions, sections.NATION)
say, picked = visit.say, visit.picked
is_nation = picked.region_id == sections.NATION
rows = with_names(visit, targets.of_region(visit.ask, picked.round_id, picked.region_id))
rows = rows.filter(pl.col("target_year") == picked.target_year)
visit = sections.own_indicator(visit, rows)

answer = sections.nation_headline(visit) if is_nation else sections.headline(visit, rows)
layout.answer(visit, say("page.region"), answer, "" if is_nation else sections.detail(visit, rows))
crumbs.crumbs(visit, "region")
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.region_picker(visit, regions)
    pickers.year_picker(visit)

if is_nation:
    peers.map_of_children(visit)
elif rows.is_empty():
    st.text(say("region.no_targets"))
    peers.among(visit, rows)
else:
    sections.scorecard(visit, rows)
    sections.ways(visit, rows)
    peers.among(visit, rows)
    sections.criteria(visit)
peers.below(visit)
