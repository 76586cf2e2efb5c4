"""Ringkasan, the leadership's screen: do the targets add up, who carries the shortfall, what changed, who has not
submitted."""

import streamlit as st

from dashboards.queries import alignment
from dashboards.widgets import frame, number_drawers, overview_parts, pickers, province_parts
from dashboards.wording import alignment_sentences

visit = frame.open_page("overview")
say, picked = visit.say, visit.picked
rows = alignment.of_round(visit.ask, picked.round_id, picked.target_year)

shown = rows.to_dicts()
answer = alignment_sentences.headline(say, shown, picked.target_year)
frame.answer(visit, say("overview.eyebrow"), answer, alignment_sentences.headline_detail(say, shown))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.year_picker(visit)

overview_parts.glance(visit, rows)
overview_parts.figures(visit)
overview_parts.alignments(visit, rows)
province_parts.provinces(visit)
overview_parts.movement(visit)
number_drawers.of_round(visit)
