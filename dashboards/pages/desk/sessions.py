"""The session of the desk: planning, attendance, opening and closing, and its minutes as a draft at any moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import polars as pl
import streamlit as st

from dashboards.components import layout, lists
from dashboards.components.files.downloads import noting
from dashboards.components.table import Column, table
from dashboards.pages.desk import notices
from dashboards.pages.desk.desk_lines import Desk
from dashboards.pages.desk.sections import names_of
from dashboards.services import actor, viewer
from pipelines.contract import decisions
from pipelines.contract.decisions.fold import opening
from pipelines.contract.decisions.sheets.minutes import draft
from pipelines.contract.decisions.workflow import Action

PLAIN = {"open", "suspend", "resume", "finalise"}


def show(desk: Desk, role: str) -> None:
    """The sessions of the round, what I may do with the chosen one, and its minutes."""
    say = desk.visit.say
    layout.section(say("desk.sessions_eyebrow"), lists.count_sentence(desk.visit, "desk.sessions", len(desk.sessions)))
    try:
        who = actor.acting(desk.book, role)
    except decisions.Refused:
        who = None
    if desk.session is not None:
        _attendance(desk)
        _minutes(desk)
        if who is not None:
            _actions(desk, who)
    if who is not None:
        _plan(desk, who)


def _attendance(desk: Desk) -> None:
    say, session = desk.visit.say, desk.session
    assert session is not None
    rows = [
        {
            "name": each["name"],
            "role": desk.word(desk.workflow.roles[each["role"]].name) if each["role"] in desk.workflow.roles else "",
            "side": say(f"desk.side_{each['side']}") if each.get("side") else None,
            "unit": each.get("unit_code"),
        }
        for each in session.attendance
    ]
    schema = dict.fromkeys(("name", "role", "side", "unit"), pl.String)
    columns = [
        Column("name", say("desk.person")),
        Column("role", say("pick.role")),
        Column("side", say("desk.side")),
        Column("unit", say("column.unit")),
    ]
    caption = say("desk.attendance", session=session.name)
    table(
        desk.visit,
        pl.DataFrame(rows, schema=schema),
        columns,
        key="attendance",
        caption=caption,
        empty=say("desk.nobody"),
    )


def _minutes(desk: Desk) -> None:
    """The minutes as text, to print or to read out."""
    session = desk.session
    assert session is not None
    visit = desk.visit
    scope = viewer.now().scope  # the book knows no scope: of the others' lines the draft says nothing
    standings = [
        standing
        for key, standing in desk.book.standings("line", visit.picked.round_id).items()
        if scope.covers_region(decisions.line_of(key).region_id)
    ]
    held = {each.subject_key for each in standings}
    standings += [line.standing for line in desk.lines if line.key not in held]
    regions = dict(visit.regions.select("region_id", "region_name").iter_rows())
    names = {**regions, **names_of(desk), visit.picked.round_id: visit.say.name_of(visit.round)}
    is_example = bool(visit.round.get("is_example"))
    text = draft(
        desk.workflow, session, standings, names, desk.book.head(), visit.say.language, datetime.now(UTC), is_example
    )
    with st.expander(visit.say("desk.minutes"), key="desk_minutes"):
        st.code(text, language=None, wrap_lines=True)
    name = re.sub(r"[^\w.-]+", "-", f"{visit.say('desk.minutes_file')}-{session.session_id}")
    file_name = f"{name}.txt"
    st.download_button(
        visit.say("desk.minutes_download"), text, file_name, "text/plain", key="minutes", on_click=noting(file_name)
    )


def _actions(desk: Desk, who: decisions.Actor) -> None:
    """Buttons of the session that are open to me; the others with their reason."""
    session = desk.session
    assert session is not None
    standing = desk.book.standing(decisions.session_key(session.session_id))
    assert standing is not None
    offers = decisions.allowed_actions(standing, who, desk.workflow, desk.sessions)
    buttons = st.container(horizontal=True, key="session_buttons")
    for offer in offers:
        action = offer.action
        if who.role not in action.roles or standing.sequence == 0 or "none" in action.from_states:
            continue
        why = offer.refusal.message(desk.visit.say.language) if offer.refusal else None
        if action.is_talk:
            _attend(desk, who, standing, why)
        elif action.action_code in PLAIN:
            with buttons:
                _plain(desk, who, standing, action, why)
        else:
            _with_form(desk, who, standing, action, why)


def _plain(desk: Desk, who: decisions.Actor, standing: decisions.Standing, action: Action, why: str | None) -> None:
    if st.button(desk.word(action.name), key=f"session_{action.action_code}", disabled=why is not None, help=why):
        take(desk, who, standing, action.action_code, {})


def _with_form(desk: Desk, who: decisions.Actor, standing: decisions.Standing, action: Action, why: str | None) -> None:
    """Closing shows what will be passed over; cancelling and signing ask for their field."""
    say = desk.visit.say
    if why is not None:
        st.button(desk.word(action.name), key=f"session_{action.action_code}", disabled=True, help=why)
        return
    with st.form(f"session_form_{action.action_code}"):
        payload: dict[str, Any] = {}
        for name in action.needs:
            payload[name] = st.text_input(
                desk.word(desk.workflow.fields[name].name), key=f"session_{name}", max_chars=300
            )
        owed: list[str] = []
        if not action.needs:
            owed, waiting = _waiting(desk)
            st.text(say("desk.pass_over", count=len(waiting)))
            payload["passed_over"] = [line.key for line in waiting]
            names = [
                f"{line.row['region_name']} · {line.year} · {desk.state_name(line.standing.state)}" for line in waiting
            ]
            st.text("\n".join(names[:50]))
        if st.form_submit_button(desk.word(action.name), type="primary"):
            take(desk, who, standing, action.action_code, payload, owed)


def _waiting(desk: Desk) -> tuple[list[str], list[Any]]:
    """Lines of the session without a decision, and the keys among them that nobody proposed."""
    states = desk.workflow.subjects["line"].states
    waiting = [
        line
        for line in desk.lines
        if not states[line.standing.state].is_decided and not states[line.standing.state].has("is_gone")
    ]
    return [line.key for line in waiting if line.standing.sequence == 0], waiting


def _attend(desk: Desk, who: decisions.Actor, standing: decisions.Standing, why: str | None) -> None:
    """One person for the attendance list; the local operator's roles can be put down at once."""
    say = desk.visit.say
    if why is not None:
        return
    with st.form("session_attend"):
        st.text(say("desk.attend"))
        if actor.person() is None:
            roles = [code for code in desk.workflow.roles if code != "register"]
            words = {code: desk.word(desk.workflow.roles[code].name) for code in roles}
            chosen = st.multiselect(
                say("pick.role"), roles, roles, format_func=lambda code: words[code], key="attend_roles"
            )
            present = [_entry(decisions.local_actor(code), code, desk) for code in chosen]
        else:
            held = [grant for grant in decisions.all_grants(desk.book) if grant.state == "active"]
            labels = {grant.grant_id: f"{grant.person.name} · {grant.role}" for grant in held}
            picked = st.multiselect(
                say("desk.person"), list(labels), format_func=lambda code: labels[code], key="attend_people"
            )
            present = [_grant_payload(grant, desk) for grant in held if grant.grant_id in picked]
        if st.form_submit_button(say("desk.attend_do")):
            take(desk, who, standing, "attend", {"present": present})


def _entry(person: decisions.Actor, role: str, desk: Desk) -> dict[str, Any]:
    side = desk.workflow.roles[role].side
    told = {"issuer": person.issuer, "subject": person.subject, "name": person.name, "role": role}
    return told | {"unit_code": person.unit_code, "side": side}


def _grant_payload(grant: decisions.Grant, desk: Desk) -> dict[str, Any]:
    side = desk.workflow.roles[grant.role].side
    told = {"issuer": grant.person.issuer, "subject": grant.person.subject, "name": grant.person.name}
    return told | {"role": grant.role, "unit_code": grant.unit_code, "side": side}


def _plan(desk: Desk, who: decisions.Actor) -> None:
    """A new session: its name, its indicators, its regions."""
    say, visit = desk.visit.say, desk.visit
    if who.role not in desk.workflow.subjects["session"].actions["plan"].roles:
        return
    names = names_of(desk)
    with st.expander(say("desk.plan"), key="desk_plan"), st.form("session_plan"):
        name = st.text_input(say("desk.session_name"), key="plan_name", max_chars=120)
        codes = st.multiselect(
            say("pick.indicator"), list(names), format_func=lambda code: names[code], key="plan_codes"
        )
        regions = visit.regions.filter(pl.col("region_level") == "province").select("region_id", "region_name")
        places = dict(regions.iter_rows())
        scope = st.multiselect(say("desk.scope"), list(places), format_func=lambda code: places[code], key="plan_scope")
        closed = {each.session_id: each.name for each in desk.sessions if each.minutes_number}
        signed = {"": say("desk.no_addendum"), **closed}
        addendum = st.selectbox(
            say("desk.addendum"), list(signed), format_func=lambda code: signed[code], key="plan_addendum"
        )
        if st.form_submit_button(say("desk.plan_do"), type="primary") and name.strip():
            session_id = f"{visit.picked.round_id}.{uuid4().hex[:8]}"
            key = decisions.session_key(session_id)
            payload = {
                "round_id": visit.picked.round_id,
                "name": name.strip(),
                "indicator_codes": codes or None,
                "region_scope": "|".join(scope) or None,
                "addendum_to": addendum or None,
            }
            st.query_params["desk"] = session_id
            take(desk, who, opening(desk.workflow, key, "session", visit.picked.round_id), "plan", payload)


def take(
    desk: Desk,
    who: decisions.Actor,
    standing: decisions.Standing,
    action_code: str,
    payload: Mapping[str, Any],
    owed: list[str] | None = None,
) -> None:
    """Do it, or keep the sentence that says why not, and show the page again."""
    say = desk.visit.say
    facts = decisions.LineFacts(is_example=bool(desk.visit.round.get("is_example")))
    if who.is_local and not facts.is_example:
        notices.tell(say("desk.readable_only"))
        st.rerun()
    decision = decisions.Decision(standing.subject_key, action_code, payload, standing.sequence)
    try:
        decisions.decide(desk.book, decision, who, decisions.Circumstance(facts, owed_lines=owed or ()))
        notices.tell(say("desk.done", count=1))
    except decisions.Refused as refused:
        notices.tell(refused.refusal.message(say.language))
    except decisions.BookError as error:
        notices.tell(str(error))
    st.rerun()
