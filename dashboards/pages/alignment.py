"""Keselarasan: one indicator, the range above, what the regions add up to, who carries the distance, and what could
be adjusted."""

import streamlit as st

from dashboards.queries import alignment, territory
from dashboards.widgets import alignment_parts, crumbs, frame, links, number_drawers, pickers
from dashboards.wording import alignment_sentences

visit = frame.open_page("alignment")
parents = territory.parents(visit.ask, visit.picked.round_id, visit.picked.indicator_code)
visit = visit.with_parent(parents or ["00"])
say, picked = visit.say, visit.picked
rows = alignment.of_round(visit.ask, picked.round_id, picked.target_year, picked.region_id)
row = next((each for each in rows.to_dicts() if each["indicator_code"] == picked.indicator_code), None)

if row is None:
    frame.answer(visit, say("page.alignment"), say("alignment.nothing"))
else:
    answer = alignment_sentences.whole_sentence(say, row, picked.target_year, is_brief=True)
    frame.answer(visit, say("page.alignment"), answer, alignment_parts.reason(visit, row))
crumbs.crumbs(visit, "alignment")
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.indicator_picker(visit)
    pickers.region_picker(visit, parents)
    pickers.year_picker(visit)
if row is not None:
    parts = alignment.parts(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id)
    alignment_parts.range_and_sum(visit, row)
    alignment_parts.carriers(visit, row, parts)
    alignment_parts.suggestions(visit, row, parts)
    number_drawers.of_sum(visit, row, parts)
links.to_page(visit, "overview", say("alignment.back"))
