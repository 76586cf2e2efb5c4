"""Wilayah: everything for one province or district; from the nation down by click or by picker."""

import polars as pl
import streamlit as st

from dashboards.queries import targets
from dashboards.widgets import crumbs, frame, pickers, region_parts, region_peers
from dashboards.widgets.listing import named

visit = frame.open_page("region")
regions = visit.regions["region_id"].to_list()
visit = visit.with_region(regions, region_parts.NATION)
say, picked = visit.say, visit.picked
is_nation = picked.region_id == region_parts.NATION
rows = named(visit, targets.of_region(visit.ask, picked.round_id, picked.region_id))
rows = rows.filter(pl.col("target_year") == picked.target_year)
visit = region_parts.own_indicator(visit, rows)

answer = region_parts.nation_headline(visit) if is_nation else region_parts.headline(visit, rows)
frame.answer(visit, say("page.region"), answer, "" if is_nation else region_parts.detail(visit, rows))
crumbs.crumbs(visit, "region")
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.region_picker(visit, regions)
    pickers.year_picker(visit)

if is_nation:
    region_peers.map_of_children(visit)
elif rows.is_empty():
    st.text(say("region.no_targets"))
    region_peers.among(visit, rows)
else:
    region_parts.scorecard(visit, rows)
    region_parts.ways(visit, rows)
    region_peers.among(visit, rows)
    region_parts.criteria(visit)
region_peers.below(visit)
