"""Breadcrumbs from the nation down to where one stands; each step a link that keeps the selection."""

from __future__ import annotations

import streamlit as st

from dashboards.queries import territory
from dashboards.state import links
from dashboards.state.context import Visit


def crumbs(visit: Visit, page: str) -> None:
    """The way down to the region in view, the last step not a link."""
    way = territory.lineage(visit.regions, visit.picked.region_id or "00")
    with st.container(horizontal=True, key="crumbs", gap="small", vertical_alignment="center"):
        for number, region in enumerate(way):
            is_last = number == len(way) - 1
            if is_last:
                st.text(str(region["region_name"]))
            else:
                links.to_page(visit, page, f"{region['region_name']} ›", region=region["region_id"])
