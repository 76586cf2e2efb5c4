"""Temuan: what the rules said about the files of a round, by unit, rule and severity, with the annotated copies."""

import streamlit as st

from dashboards.queries import faults
from dashboards.widgets import findings_parts, frame, listing, pickers

visit = frame.open_page("findings")
say, picked = visit.say, visit.picked
units = listing.named(visit, faults.units(visit.ask, picked.round_id), code="unit_code")
counted = faults.by_rule(visit.ask, picked.round_id)
everything = say("listing.all")
visit, unit_code = listing.asked(visit, "unit", units["unit_code"], everything)
visit, severity = listing.asked(visit, "severity", findings_parts.SEVERITIES, everything)
visit, rule_id = listing.asked(visit, "rule", counted["rule_id"], everything)
shown = faults.by_rule(visit.ask, picked.round_id, unit_code) if unit_code else counted

frame.answer(visit, say("page.findings"), findings_parts.headline(visit, shown), say("findings.lead"))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    listing.narrow(visit, "unit", dict(units.select("unit_code", "name").iter_rows()), unit_code, everything)
    listing.narrow(
        visit, "severity", {name: say(f"severity.{name}") for name in findings_parts.SEVERITIES}, severity, everything
    )
    rules = findings_parts.with_rule_words(visit, counted).select("rule_id", "rule")
    listing.narrow(visit, "rule", dict(rules.iter_rows()), rule_id, everything)

if shown["finding_count"].sum():
    findings_parts.by_rule(visit, shown)
    found = faults.of_round(visit.ask, picked.round_id, unit_code, severity, rule_id)
    findings_parts.listing(visit, found, is_one_unit=bool(unit_code))
else:
    st.text(say("findings.none_why"))
findings_parts.files(visit, unit_code)
findings_parts.strays(visit)
