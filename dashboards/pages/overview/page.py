"""Ringkasan, the leadership's screen: four answers, one line to say aloud, every indicator on one scale, the map of the
picked one and who carries its distance. The brief is this page on paper."""

from dataclasses import replace

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.drawers import number_drawers
from dashboards.components.print_button import print_button
from dashboards.i18n import alignment_sentences
from dashboards.pages.overview import provinces, sections
from dashboards.queries import overview

visit = layout.open_page("overview")
say, picked = visit.say, visit.picked
facts = overview.of_round(visit.ask, picked.round_id, picked.target_year)
if facts.sums and "indicator" not in st.query_params:  # the map opens where the headline points
    visit.picked = replace(picked, indicator_code=facts.sums[0]["indicator_code"])

answer = alignment_sentences.headline(say, facts.sums, picked.target_year)
layout.answer(visit, say("overview.eyebrow"), answer, sections.aloud(visit, facts))
with st.container(horizontal=True, key="pickers", vertical_alignment="bottom"):
    pickers.round_picker(visit)
    pickers.year_picker(visit)
    pickers.indicator_picker(visit)
    provinces.region_picker(visit)
    print_button(visit)

sections.tiles(visit, facts)
sections.scale(visit, facts)
provinces.provinces(visit, facts)
number_drawers.of_round(visit)
