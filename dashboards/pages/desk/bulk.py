"""Deciding many lines at once: one table, each line ticked on its own, each with its own reason and its own event."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import polars as pl
import streamlit as st

from dashboards.components.markup import el, put
from dashboards.pages.desk import notices
from dashboards.pages.desk.actions import offered_actions
from dashboards.pages.desk.desk_lines import Desk, DeskLine, figure_text
from dashboards.services import actor
from pipelines.contract import decisions
from pipelines.contract.decisions.workflow import Action

TEXTS = ("reason", "note", "text")
SIMPLE = {*TEXTS, "consent_region", "consent_ministry", "agreed", "next_forum"}
MOST, SHEET = 200, "bulk_sheet"


def show(desk: Desk, role: str) -> None:
    """Pick an action, tick lines, write a reason for each, decide."""
    say = desk.visit.say
    try:
        who = actor.acting(desk.book, role)
    except decisions.Refused:
        return
    offers = {
        code: each
        for code, each in offered_actions(desk, desk.lines, who).items()
        if each[1] and set(each[0].needs) <= SIMPLE and not each[0].is_talk
    }
    if not offers:
        st.text(say("desk.bulk_none"))
        return
    words = {code: desk.word(action.name) for code, (action, _, _) in offers.items()}
    code = st.selectbox(say("desk.bulk_action"), list(words), format_func=lambda each: words[each], key="bulk_action")
    action, lines, _ = offers[code]
    # an edition with other lines makes another table: a row that is gone would shift the ticks below it
    scope = [code, who.role, desk.visit.picked.round_id, desk.visit.edition_name, *desk.indicator_codes]
    sheet = _sheet(scope, lines)
    if len(lines) > MOST:
        put(el("p", say("desk.bulk_part", shown=MOST, count=len(lines)), class_="lead"))
    chosen = _ticked_rows(desk, sheet)
    is_consented = True
    if "consent_region" in action.needs:
        is_consented = st.checkbox(say("desk.bulk_consent"), key="bulk_consent")
    forum = st.text_input(say("desk.next_forum"), key="bulk_forum") if "next_forum" in action.needs else ""
    if st.button(say("desk.bulk_decide"), key="bulk_decide", type="primary"):
        _take(desk, who, action, chosen, is_consented, forum, sheet["seen"])
    if sheet["seen"] != _seen_sequences(lines):
        put(el("p", say("desk.bulk_moved"), class_="lead"))
        st.button(say("desk.bulk_again"), key="bulk_again", on_click=_forget)


def _sheet(scope: list[str], lines: list[DeskLine]) -> dict[str, Any]:
    """The lines to tick; once one is ticked, what others decide moves no row under a hand."""
    sheet = st.session_state.get(SHEET)
    is_touched = sheet is not None and bool(st.session_state.get(sheet["id"], {}).get("edited_rows"))
    if sheet is None or sheet["scope"] != scope or (sheet["seen"] != _seen_sequences(lines) and not is_touched):
        sheet = st.session_state[SHEET] = {"scope": scope, "seen": _seen_sequences(lines), "id": f"bulk_{uuid4().hex}"}
    return sheet


def _seen_sequences(lines: list[DeskLine]) -> dict[str, int]:
    return {line.key: line.standing.sequence for line in lines[:MOST]}


def _forget() -> None:
    st.session_state.pop(SHEET, None)


def _ticked_rows(desk: Desk, sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """The table to tick and to write reasons in; returns the ticked rows."""
    say, lines = desk.visit.say, {line.key: line for line in desk.lines}
    frame = pl.DataFrame(
        [
            {
                "key": line.key,
                "is_chosen": False,
                "line": f"{line.row['region_name']} · {line.year}",
                "number": figure_text(desk.visit, line.number("proposed"), 2),
                "reason": "",
            }
            for line in (lines[key] for key in sheet["seen"])
        ]
    )
    edited = st.data_editor(
        frame,
        key=sheet["id"],
        hide_index=True,
        disabled=["line", "number", "key"],
        column_config={
            "key": None,
            "is_chosen": st.column_config.CheckboxColumn(say("desk.bulk_pick")),
            "line": say("desk.bulk_line"),
            "number": say("desk.proposed"),
            "reason": say("desk.reason"),
        },
    )
    return [row for row in edited.iter_rows(named=True) if row["is_chosen"]]


def _take(
    desk: Desk,
    who: decisions.Actor,
    action: Action,
    chosen: list[dict[str, Any]],
    is_consented: bool,
    forum: str,
    seen: dict[str, int],
) -> None:
    lines = {line.key: line for line in desk.lines}
    asked = []
    for row in chosen:
        line = lines[row["key"]]
        payload: dict[str, Any] = {name: row["reason"] for name in TEXTS if name in (*action.needs, *action.takes)}
        if "agreed" in action.needs:
            number = line.number("proposed") or {}
            payload["agreed"] = {name: number.get(name) for name in ("low", "high", "printed")}
            payload |= {"consent_region": is_consented, "consent_ministry": is_consented}
        if "next_forum" in action.needs:
            payload["next_forum"] = forum
        if "findings_answered" in action.guards:
            payload["waivers"] = dict.fromkeys(line.facts.open_findings, row["reason"])
        asked.append(decisions.Decision(line.key, action.action_code, payload, seen[line.key]))
    results = decisions.decide_many(desk.book, asked, who, desk.facts_of)
    refused = [
        f"{lines[each.subject_key].row['region_name']} · {lines[each.subject_key].year}: "
        f"{result.message(desk.visit.say.language)}"
        for each, result in zip(asked, results, strict=True)
        if isinstance(result, decisions.Refusal)
    ]
    told = [desk.visit.say("desk.done", count=len(results) - len(refused)), *refused]
    notices.tell(" ".join(told))
    _forget()
    st.rerun()
