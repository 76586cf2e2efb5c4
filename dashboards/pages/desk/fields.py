"""The controls an action asks for, by the kind of each field of the workflow, and the payload they make per line."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import streamlit as st

from dashboards.pages.desk.desk_lines import Desk, DeskLine
from dashboards.queries import definitions
from pipelines.contract.decisions.workflow import Action, Field

LEVELS = (0, 1, 2, 3)
PROPOSED, MINISTRY, OTHER = "proposed", "ministry", "other"


def own_id(form: str, key: str) -> UUID:
    """One event id per form and line, so that a form sent twice decides once."""
    return uuid5(UUID(form), key)


def ask(desk: Desk, action: Action, lines: list[DeskLine], form: str) -> dict[str, dict[str, Any]]:
    """Show the controls of an action and return the payload of each line."""
    given: dict[str, dict[str, Any]] = {line.key: {} for line in lines}
    for name in (*action.needs, *(each for each in action.takes if each not in action.needs)):
        field = desk.workflow.fields[name]
        is_due = name in action.needs
        if field.kind == "number":
            for key, number in _numbers(desk, field, lines, form, is_due).items():
                if number is not None:
                    given[key][name] = number
            continue
        value = _control(desk, field, f"{form}_{name}", is_due)
        for payload in given.values():
            payload[name] = value
    if "findings_answered" in action.guards:
        _waivers(desk, lines, form, given)
    if action.is_talk:
        _consent(desk, form, given)
    return given


def _control(desk: Desk, field: Field, key: str, is_due: bool) -> Any:
    label = desk.word(field.name) + ("" if is_due else f" ({desk.visit.say('desk.optional')})")
    if field.kind in ("text", "statement"):
        return st.text_area(label, key=key, max_chars=2000)
    if field.kind == "consent":
        return st.checkbox(label, key=key)
    if field.kind == "choices":
        words = {code: desk.word(name) for code, name in field.choices.items()}
        return st.multiselect(label, list(words), format_func=lambda code: words[code], key=key)
    if field.kind == "criterion":
        names = definitions.criteria(desk.visit.ask, desk.visit.say.language)
        return st.selectbox(label, list(names), format_func=lambda code: names[code], key=key)
    if field.kind == "level":
        return st.selectbox(label, LEVELS, key=key)
    return st.text_input(label, key=key, max_chars=300)


def _numbers(
    desk: Desk, field: Field, lines: list[DeskLine], form: str, is_due: bool
) -> dict[str, dict[str, Any] | None]:
    """A number per line: as proposed, as the ministry asks, or another one typed here."""
    say = desk.visit.say
    words = {PROPOSED: say("desk.proposed"), MINISTRY: say("desk.ministry"), OTHER: say("desk.other_number")}
    options = [PROPOSED, MINISTRY, OTHER] if field.field == "agreed" else [OTHER]
    label = desk.word(field.name) + ("" if is_due else f" ({say('desk.optional')})")
    chosen = OTHER
    if len(options) > 1:
        chosen = st.radio(
            label, options, format_func=lambda code: words[code], key=f"{form}_{field.field}", horizontal=True
        )
    found: dict[str, dict[str, Any] | None] = {}
    for line in lines:
        if options == [OTHER] or chosen == OTHER or len(options) > 1:
            typed = st.number_input(
                f"{label} {line.year}" + ("" if options == [OTHER] else f" ({words[OTHER]})"),
                value=None,
                key=f"{form}_{field.field}_{line.year}",
                format="%.6g",
            )
        found[line.key] = _number(line, chosen, typed)
    return found


def _number(line: DeskLine, chosen: str, typed: float | None) -> dict[str, Any] | None:
    if chosen in (PROPOSED, MINISTRY):
        number = line.number(chosen)
        return {name: number.get(name) for name in ("low", "high", "printed")} if number else None
    if typed is None:
        return None
    return {"low": float(typed), "high": float(typed), "printed": f"{typed:.10g}"}


def _waivers(desk: Desk, lines: list[DeskLine], form: str, given: dict[str, dict[str, Any]]) -> None:
    """One reason that waives the open questions of these lines; each is named in the event."""
    count = sum(len(line.facts.open_findings) for line in lines)
    if not count:
        return
    reason = st.text_area(desk.visit.say("desk.waive", count=count), key=f"{form}_waive", max_chars=2000)
    for line in lines:
        if line.facts.open_findings and reason.strip():
            given[line.key]["waivers"] = dict.fromkeys(line.facts.open_findings, reason)


def _consent(desk: Desk, form: str, given: dict[str, dict[str, Any]]) -> None:
    """A comment may carry the consent of a second person to reopening or amending."""
    actions = desk.workflow.subjects["line"].actions.values()
    asked = {each.action_code: desk.word(each.name) for each in actions if each.marks.get("second_roles")}
    words = {"": desk.visit.say("desk.no_consent"), **asked}
    chosen = st.selectbox(
        desk.visit.say("desk.consents_to"), list(words), format_func=lambda code: words[code], key=f"{form}_consents"
    )
    for payload in given.values():
        payload["consents_to"] = chosen
