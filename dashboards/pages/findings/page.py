"""Temuan: what the rules said about the files of a round, by unit, rule and severity, with the annotated copies."""

import streamlit as st

from dashboards.components import layout, lists, pickers
from dashboards.pages.findings import other_files, sections
from dashboards.queries import findings

visit = layout.open_page("findings")
say, picked = visit.say, visit.picked
units = lists.with_names(visit, findings.units(visit.ask, picked.round_id), code="unit_code")
counted = findings.by_rule(visit.ask, picked.round_id)
everything = say("listing.all")
visit, unit_code = lists.choice_in_address(visit, "unit", units["unit_code"], everything)
visit, severity = lists.choice_in_address(visit, "severity", sections.SEVERITIES, everything)
visit, rule_id = lists.choice_in_address(visit, "rule", counted["rule_id"], everything)
shown = findings.by_rule(visit.ask, picked.round_id, unit_code) if unit_code else counted

layout.answer(visit, say("page.findings"), sections.headline(visit, shown), say("findings.lead"))
with st.container(horizontal=True, key="pickers"):
    pickers.round_picker(visit)
    lists.narrow(visit, "unit", dict(units.select("unit_code", "name").iter_rows()), unit_code, everything)
    lists.narrow(
        visit, "severity", {name: say(f"severity.{name}") for name in sections.SEVERITIES}, severity, everything
    )
    rules = sections.with_rule_words(visit, counted).select("rule_id", "rule")
    lists.narrow(visit, "rule", dict(rules.iter_rows()), rule_id, everything)

if shown["finding_count"].sum():
    sections.by_rule(visit, shown)
    found = findings.of_round(visit.ask, picked.round_id, unit_code, severity, rule_id)
    sections.listing(visit, found, is_one_unit=bool(unit_code))
else:
    st.text(say("findings.none_why"))
other_files.section(visit, unit_code)
sections.files(visit, unit_code)
sections.strays(visit)
