"""Keselarasan: one indicator, the range above, what the regions add up to, who carries the distance, and what could
be adjusted."""

import streamlit as st

from dashboards.components import crumbs, layout, pickers
from dashboards.components.drawers import number_drawers
from dashboards.i18n import alignment_sentences
from dashboards.pages.alignment import sections
from dashboards.queries import alignment, territory
from dashboards.state import links, scenario

visit = layout.open_page("alignment")
parents = territory.parents(visit.ask, visit.picked.round_id, visit.picked.indicator_code)
visit = visit.with_parent(parents or ["00"])
say, picked = visit.say, visit.picked
rows = alignment.of_round(visit.ask, picked.round_id, picked.target_year, picked.region_id)
row = next((each for each in rows.to_dicts() if each["indicator_code"] == picked.indicator_code), None)

if row is None:
    layout.answer(visit, say("page.alignment"), say("alignment.nothing"))
else:
    answer = alignment_sentences.whole_sentence(say, row, picked.target_year, is_brief=True)
    layout.answer(visit, say("page.alignment"), answer, sections.reason(visit, row))
crumbs.crumbs(visit, "alignment")
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    pickers.indicator_picker(visit)
    pickers.region_picker(visit, parents)
    pickers.year_picker(visit)
if row is not None:
    parts = alignment.parts(visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id)
    sections.range_and_sum(visit, row)
    sections.carriers(visit, row, parts)
    sections.suggestions(visit, row, parts)
    number_drawers.of_sum(visit, row, parts)
    links.to_page(visit, "compose", say("compose.from_alignment"))
    scenario.to_scenario(visit, say("compose.scenario_from_alignment"), (), picked.region_id)
links.to_page(visit, "overview", say("alignment.back"))
