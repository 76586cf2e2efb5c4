"""Choosing among outcomes and proposed indicators on Acuan: an event of the decision book, in a role one holds."""

from __future__ import annotations

from uuid import UUID, uuid4

import streamlit as st

from dashboards.components.markup import el, put
from dashboards.queries import sheets
from dashboards.queries.round import proposals
from dashboards.services import actor, decision_book
from dashboards.state.context import Visit
from pipelines.contract import decisions

FORM, TOLD = "choose_form", "choose_told"
KIND = "outcome"


def show(visit: Visit) -> None:
    """What is decided, of which outcome or indicator, and why; nothing is shown to those who hold no role for it."""
    said = st.session_state.pop(TOLD, None)
    if said:
        put(el("p", said, class_="notice", role="status"))
    try:
        book = decision_book.the_book()
    except decisions.BookError:
        return
    actions = {code: each for code, each in book.workflow.subjects[KIND].actions.items() if not each.is_talk}
    roles = [code for code in actor.roles(book) if any(code in each.roles for each in actions.values())]
    subjects = _subjects(visit)
    if not roles or not subjects:
        return
    say = visit.say
    with st.expander(say("choose.open")), st.form(st.session_state.setdefault(FORM, uuid4().hex)):
        code = st.selectbox(say("choose.what"), list(subjects))
        name = {each: getattr(action.name, say.language) for each, action in actions.items()}
        action = st.selectbox(say("choose.action"), list(actions), format_func=lambda each: name[each])
        role_name = {each: getattr(book.workflow.roles[each].name, say.language) for each in roles}
        role = st.selectbox(say("pick.role"), roles, format_func=lambda each: role_name[each])
        reason = st.text_area(say("column.reason"), max_chars=2000)
        if st.form_submit_button(say("choose.send"), type="primary"):
            st.session_state[TOLD] = _decide(visit, book, str(code), str(action), str(role), reason)
            st.rerun()


def _subjects(visit: Visit) -> dict[str, str | None]:
    """Codes that may be decided on, with the fingerprint of the words on this page; None for what no file proposes."""
    round_id = visit.picked.round_id
    found: dict[str, str | None] = dict.fromkeys(sheets.priorities(visit.ask, round_id)["outcome_code"])
    for frame, code in ((proposals.outcomes, "outcome_code"), (proposals.indicators, "proposal_code")):
        found |= dict(frame(visit.ask, round_id).select(code, "wording_fingerprint").iter_rows())
    return found


def _decide(visit: Visit, book: decisions.Book, code: str, action: str, role: str, reason: str) -> str:
    """Take the decision and give the sentence that answers it; the same form sent twice decides once."""
    say, round_id = visit.say, visit.picked.round_id
    key = decisions.outcome_key(round_id, code)
    payload = {"reason": reason.strip(), "wording_fingerprint": _subjects(visit).get(code)}
    standing = book.standing(key)
    seen = standing.sequence if standing else 0
    facts = decisions.LineFacts(is_example=bool(visit.round["is_example"]))
    try:
        who = actor.acting(book, role)
        told = decisions.Decision(key, action, payload, seen, str(UUID(st.session_state[FORM])))
        event = decisions.decide(book, told, who, decisions.Circumstance(facts))
    except decisions.Refused as refused:
        return str(refused.refusal.message(say.language))
    except decisions.BookError as error:
        return str(error)
    st.session_state.pop(FORM, None)
    state = book.workflow.subjects[KIND].states[event.to_state].name
    return say("choose.done", code=code, state=getattr(state, say.language))
