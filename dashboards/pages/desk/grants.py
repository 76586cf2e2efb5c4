"""Roles as grants: the list of who holds what, and for an administrator the two forms that give and end them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import layout
from dashboards.components.table import Column, table
from dashboards.pages.desk import notices
from dashboards.pages.desk.desk_lines import Desk
from dashboards.services import actor
from pipelines.contract import decisions

SEES = ("administrator", "auditor")


def show(desk: Desk, role: str) -> None:
    """Only administrators and auditors see grants; only administrators change them."""
    if role not in SEES or role not in actor.roles(desk.book):
        return
    say, held = desk.visit.say, decisions.all_grants(desk.book)
    layout.section(say("desk.grants_eyebrow"), say("desk.grants", count=sum(grant.state == "active" for grant in held)))
    _listing(desk, held)
    if role == "administrator":
        who = actor.acting(desk.book, role)
        _give(desk, who)
        _end(desk, who, held)


def _listing(desk: Desk, held: list[decisions.Grant]) -> None:
    say = desk.visit.say
    rows = [
        {
            "person": grant.person.name or grant.person.subject,
            "role": desk.word(desk.workflow.roles[grant.role].name),
            "unit": grant.unit_code,
            "scope": grant.region_scope,
            "start": grant.starts_on,
            "end": (grant.ended_at or "")[:10] or grant.ends_on,
            "giver": grant.granted_by,
            "state": desk.word(desk.workflow.state_name("grant", grant.state)),
        }
        for grant in held
    ]
    names = ("person", "role", "unit", "scope", "start", "end", "giver", "state")
    columns = [Column(name, say(f"grant.{name}")) for name in names]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
    table(desk.visit, frame, columns, key="grants", caption=say("desk.grants_list"), empty=say("desk.grants_none"))


def _give(desk: Desk, who: decisions.Actor) -> None:
    say = desk.visit.say
    roles = {code: desk.word(role.name) for code, role in desk.workflow.roles.items() if code != "register"}
    with st.expander(say("desk.grant"), key="desk_grant"), st.form("grant_form"):
        issuer = st.text_input(say("grant.issuer"), key="grant_issuer")
        subject = st.text_input(say("grant.subject"), key="grant_subject")
        name = st.text_input(say("grant.person"), key="grant_name")
        role = st.selectbox(say("grant.role"), list(roles), format_func=lambda code: roles[code], key="grant_role")
        unit = st.text_input(say("grant.unit"), key="grant_unit")
        scope = st.text_input(say("grant.scope"), value="00", key="grant_scope")
        end = st.date_input(say("grant.end"), value=None, key="grant_end")
        if st.form_submit_button(say("desk.grant_do"), type="primary"):
            if not (issuer.strip() and subject.strip()):
                notices.tell(say("desk.grant_who"))
            else:
                person = decisions.Person(issuer.strip(), subject.strip(), name.strip())
                ends_on = end.isoformat() if end else None
                _say(
                    desk,
                    lambda: decisions.grant(desk.book, who, person, role, unit or None, scope or "00", None, ends_on),
                )
            st.rerun()


def _end(desk: Desk, who: decisions.Actor, held: list[decisions.Grant]) -> None:
    say = desk.visit.say
    labels = {
        grant.grant_id: " · ".join(
            (grant.person.name or grant.person.subject, desk.word(desk.workflow.roles[grant.role].name))
        )
        for grant in held
        if grant.state == "active"
    }
    if not labels:
        return
    with st.expander(say("desk.revoke"), key="desk_revoke"), st.form("revoke_form"):
        grant_id = st.selectbox(
            say("grant.person"), list(labels), format_func=lambda code: labels[code], key="revoke_id"
        )
        reason = st.text_area(say("desk.reason"), key="revoke_reason", max_chars=500)
        if st.form_submit_button(say("desk.revoke_do"), type="primary"):
            _say(desk, lambda: decisions.revoke(desk.book, who, grant_id, reason))
            st.rerun()


def _say(desk: Desk, action) -> None:  # type: ignore[no-untyped-def]
    try:
        action()
        notices.tell(desk.visit.say("desk.done", count=1))
    except decisions.Refused as refused:
        notices.tell(refused.refusal.message(desk.visit.say.language))
    except decisions.BookError as error:
        notices.tell(str(error))
