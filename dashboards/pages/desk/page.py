"""Meja telaah: lines from proposal to agreement, one desk at a time, as the decision book stands at this moment."""

import streamlit as st

from dashboards.components import layout, pickers
from dashboards.components.markup import el, put
from dashboards.pages.desk import grants, live, notices, one_line, sections, sessions
from pipelines.contract.decisions import BookError

visit = layout.open_page("desk")
try:
    desk, role = sections.begin(visit)
except BookError as error:
    layout.answer(visit, visit.say("page.desk"), visit.say("desk.no_book"))
    put(el("p", str(error), class_="notice", role="status"))
    st.stop()

layout.answer(visit, visit.say("page.desk"), sections.headline(desk), sections.lead(desk))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    sections.session_picker(desk)
    sections.indicator_picker(desk)
    pickers.year_picker(visit)
    sections.role_picker(desk, role)
live.watch(desk)
sections.limits(desk, role)
if desk.groups:
    live.alignment(desk)
    chosen = sections.chosen_group(desk)
    left, right = st.columns([1, 1], gap="large")
    with left:
        sections.listing(desk, role, chosen)
    with right:
        one_line.show(desk, role, chosen)
else:
    notices.show()
sessions.show(desk, role)
grants.show(desk, role)
