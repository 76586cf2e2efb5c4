"""Indikator & metode: what every word and figure means, where it comes from, how old it is, and how it is computed."""

from dashboards.queries import definitions
from dashboards.widgets import frame, method_words, methods_parts
from dashboards.widgets.listing import named, style

visit = frame.open_page("methods")
say = visit.say
catalogue = named(visit, definitions.indicators(visit.ask), code="indicator_code")
sources = definitions.sources(visit.ask)
visit = methods_parts.asked_entry(visit, catalogue)

style()
frame.answer(visit, say("page.methods"), methods_parts.headline(visit, catalogue, sources), say("methods.lead"))
methods_parts.catalogue_part(visit, catalogue)
methods_parts.sources_part(visit, sources)
method_words.methods_part(visit)
method_words.backtest_part(visit)
method_words.criteria_part(visit)
method_words.glossary_part(visit)
