"""Ringkasan, the leadership's screen: do the targets add up, who carries the shortfall, what changed, who has not
submitted."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.drawers import number_drawers
from dashboards.i18n import alignment_sentences
from dashboards.pages.overview import provinces, sections
from dashboards.queries import alignment

visit = layout.open_page("overview")
say, picked = visit.say, visit.picked
rows = alignment.of_round(visit.ask, picked.round_id, picked.target_year)

shown = rows.to_dicts()
answer = alignment_sentences.headline(say, shown, picked.target_year)
layout.answer(visit, say("overview.eyebrow"), answer, alignment_sentences.headline_detail(say, shown))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.year_picker(visit)

sections.glance(visit, rows)
sections.figures(visit)
sections.alignments(visit, rows)
provinces.provinces(visit)
sections.movement(visit)
number_drawers.of_round(visit)
