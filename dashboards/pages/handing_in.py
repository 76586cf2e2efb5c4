"""Kirim berkas: the unit's template, a file to check and hand in, its findings at once, its arrival in the edition."""

from dashboards.queries import reception
from dashboards.widgets import frame, handing_in_parts, listing

visit = frame.open_page("handing_in")
say = visit.say
rounds = reception.rounds(visit.ask).to_dicts()

listing.style()
if not rounds:
    frame.answer(visit, say("page.handing_in"), say("handing.headline_closed"), say("handing.no_round"))
else:
    visit, unit_code = handing_in_parts.settle(visit, rounds)
    frame.answer(visit, say("page.handing_in"), handing_in_parts.headline(visit), say("handing.lead"))
    frame.section(say("handing.template_eyebrow"), say("handing.template"))
    handing_in_parts.choose_unit(visit, rounds, unit_code)
    handing_in_parts.template(visit, unit_code)
    frame.section(say("handing.file_eyebrow"), say("handing.file_sentence"))
    handing_in_parts.offer(visit, unit_code)
