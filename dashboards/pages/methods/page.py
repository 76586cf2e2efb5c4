"""Indikator & metode: what every word and figure means, where it comes from, how old it is, and how it is computed."""

from dashboards.components import layout
from dashboards.components.lists import style, with_names
from dashboards.pages.methods import formulas, sections
from dashboards.queries import definitions

visit = layout.open_page("methods")
say = visit.say
catalogue = with_names(visit, definitions.indicators(visit.ask), code="indicator_code")
sources = definitions.sources(visit.ask)
visit = sections.asked_entry(visit, catalogue)

style()
layout.answer(visit, say("page.methods"), sections.headline(visit, catalogue, sources), say("methods.lead"))
sections.catalogue_part(visit, catalogue)
sections.sources_part(visit, sources)
sections.revisions_part(visit)
formulas.methods_part(visit)
formulas.backtest_part(visit)
formulas.criteria_part(visit)
formulas.glossary_part(visit)
