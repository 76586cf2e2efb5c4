"""Jejak audit: every event of the decision book, for auditors, with filters and files."""

import streamlit as st

from dashboards.components import layout
from dashboards.components.markup import el, put
from dashboards.pages.audit import sections
from dashboards.services import viewer
from dashboards.services.decision_book import the_book
from pipelines.contract.decisions import BookError

visit = layout.open_page("audit")
say = visit.say
if not viewer.now().scope.reads_book:
    viewer.note("refused", asked="audit")
    layout.answer(visit, say("page.audit"), say("audit.only_auditors"))
    st.stop()
try:
    book = the_book()
except BookError as error:
    layout.answer(visit, say("page.audit"), say("desk.no_book"))
    put(el("p", str(error), class_="notice", role="status"))
    st.stop()
layout.answer(visit, say("page.audit"), sections.headline(visit, book), say("audit.lead"))
asked = sections.filters(visit, book)
sections.listing(visit, book, asked)
