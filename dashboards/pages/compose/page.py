"""Susun target: a set of targets for all regions of a parent, rules side by side, locks, closure, and the way out."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.pages.compose import controls, hand_in, region_by_region, sections, start
from dashboards.services import composing as drawing
from dashboards.state import links

visit = layout.open_page("compose")
visit, known, asked = start.begin(visit)
say = visit.say
if asked is not None and known is not None:
    drawn = [drawing.drawn_set(known, each, visit.edition_name) for each in asked.requests]
    rates = sections.rates_of(visit, drawn)
    layout.answer(visit, say("page.compose"), *sections.headline(visit, drawn[0], rates[0]))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.indicator_picker(visit)
    pickers.region_picker(visit, start.parents(visit))
    pickers.year_picker(visit)
if asked is not None and known is not None:
    controls.rule_controls(visit, known, asked)
    controls.remedies(visit, drawn[0])
    controls.more_controls(visit, asked)
    sections.sums(visit, drawn)
    region_by_region.regions(visit, drawn)
    sections.comparison(visit, drawn, rates)
    hand_in.leave(visit, drawn[0])
links.to_page(visit, "alignment", say("compose.to_alignment"))
