"""Kirim berkas: the unit's template, a file to check and hand in, its findings at once, its arrival in the edition."""

from dashboards.components import layout, lists
from dashboards.pages.submit import files, sections
from dashboards.queries.round import reception

visit = layout.open_page("submit")
say = visit.say
rounds = reception.rounds(visit.ask).to_dicts()

lists.style()
if not rounds:
    layout.answer(visit, say("page.submit"), say("handing.headline_closed"), say("handing.no_round"))
else:
    visit, unit_code = sections.settle(visit, rounds)
    layout.answer(visit, say("page.submit"), sections.headline(visit), say("handing.lead"))
    layout.section(say("handing.template_eyebrow"), say("handing.template"))
    sections.choose_unit(visit, rounds, unit_code)
    sections.template(visit, unit_code)
    layout.section(say("handing.file_eyebrow"), say("handing.file_sentence"))
    sections.offer(visit, unit_code)
    files.of_unit(visit, unit_code)
