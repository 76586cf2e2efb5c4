"""The buttons of one line and the form behind each: what is open to me, why the rest is not, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any, NamedTuple
from uuid import uuid4

import streamlit as st

from dashboards.pages.desk import fields, notices
from dashboards.pages.desk.desk_lines import Desk, DeskLine, Group
from dashboards.services import actor
from pipelines.contract import decisions
from pipelines.contract.decisions.workflow import Action

ASKED = "desk_action"
SECONDS_TO_READ = 0.7


class LineOnForm(NamedTuple):
    """What of a line stood on the page when its form was drawn: a click is about this, whatever came since."""

    sequence: int
    submission_id: str | None

    @classmethod
    def of(cls, line: DeskLine) -> LineOnForm:
        return cls(line.standing.sequence, (line.standing.proposal or {}).get("submission_id"))


def show(desk: Desk, role: str, group: Group) -> None:
    """Buttons of the role for the chosen years, then the form of the one that was pressed."""
    say = desk.visit.say
    notices.show()
    try:
        who = actor.acting(desk.book, role)
    except decisions.Refused as refused:
        st.text(refused.refusal.message(say.language))
        return
    years = st.pills(
        say("desk.which_years"),
        [line.year for line in group.lines],
        selection_mode="multi",
        default=[line.year for line in group.lines],
        key=f"desk_years_{group.code}",
    )
    lines = [line for line in group.lines if line.year in years]
    offers = offered_actions(desk, lines, who)
    with st.container(horizontal=True, key="desk_buttons"):
        for code, (action, open_lines, why) in offers.items():
            st.button(
                desk.word(action.name),
                key=f"desk_do_{code}",
                disabled=not open_lines,
                help=None if open_lines else why,
                shortcut=action.marks.get("key") if open_lines else None,
                on_click=_ask,
                args=(group.code, code),
            )
    closed = [(desk.word(action.name), why) for action, open_lines, why in offers.values() if not open_lines]
    if closed:
        with st.expander(say("desk.why_not"), key="desk_why_not"):
            for name, why in closed:
                st.text(f"{name}: {why}")
    asked = st.session_state.get(ASKED)
    if asked and asked["group"] == group.code and asked["action"] in offers:
        action, open_lines, why = offers[asked["action"]]
        if open_lines:
            _form(desk, who, action, open_lines)
        elif lines:  # open when the form was asked for, and not any more: somebody was faster
            del st.session_state[ASKED]
            notices.say_now(say("desk.overtaken", action=desk.word(action.name), why=why))


def offered_actions(
    desk: Desk, lines: list[DeskLine], who: decisions.Actor
) -> dict[str, tuple[Action, list[DeskLine], str]]:
    """Actions of the actor's role: the lines on which each is open, and the first reason where it is on none."""
    found: dict[str, tuple[Action, list[DeskLine], str]] = {}
    for line in lines:
        for offer in decisions.allowed_actions(line.standing, who, desk.workflow, desk.sessions, line.facts):
            if who.role not in offer.action.roles or offer.action.trigger:
                continue
            action, open_lines, why = found.get(offer.action.action_code, (offer.action, [], ""))
            if offer.refusal is None:
                open_lines = [*open_lines, line]
            else:
                why = why or offer.refusal.message(desk.visit.say.language)
            found[offer.action.action_code] = (action, open_lines, why)
    return found


def _ask(group_code: str, action_code: str) -> None:
    st.session_state[ASKED] = {"group": group_code, "action": action_code, "form": uuid4().hex, "drawn": []}


def _read(drawn: list[tuple[float, dict[str, LineOnForm]]]) -> dict[str, LineOnForm]:
    """What the person had before them: the newest drawing that is old enough to have been read, or the first.

    Older drawings are forgotten.
    """
    read = [place for place, (at, _) in enumerate(drawn) if monotonic() - at >= SECONDS_TO_READ]
    del drawn[: read[-1] if read else 0]
    return drawn[0][1] if drawn else {}


def _form(desk: Desk, who: decisions.Actor, action: Action, lines: list[DeskLine]) -> None:
    """What the action needs, for all its years at once; each year becomes an event of its own."""
    say, asked = desk.visit.say, st.session_state[ASKED]
    form, seen = asked["form"], _read(asked["drawn"])
    asked["drawn"].append((monotonic(), {line.key: LineOnForm.of(line) for line in lines}))
    with st.form(f"desk_form_{form}"):
        years = ", ".join(str(line.year) for line in lines)
        st.text(say("desk.form", action=desk.word(action.name), years=years))
        given = fields.ask(desk, action, lines, form)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button(say("desk.decide"), type="primary")
            is_left = st.form_submit_button(say("desk.leave"))
    if is_left:
        del st.session_state[ASKED]
        st.rerun()
    if is_sent:
        take(desk, who, action, lines, given, seen)


def take(
    desk: Desk,
    who: decisions.Actor,
    action: Action,
    lines: list[DeskLine],
    given: Mapping[str, Mapping[str, Any]],
    seen: Mapping[str, LineOnForm],
) -> None:
    """Decide line by line on what the person saw; the first refusal is said, and what came before it stands.

    A line that was on the form and is open no more is named; one that has opened since was on nobody's form.
    """
    say, done = desk.visit.say, 0
    closed = ", ".join(sorted(key.rsplit("/", 1)[1] for key in seen.keys() - {line.key for line in lines}))
    overtaken = say("desk.overtaken_years", years=closed) if closed else ""
    form = st.session_state[ASKED]["form"]
    try:
        for line in (line for line in lines if line.key in seen):
            before = seen[line.key]
            decision = decisions.Decision(
                line.key,
                action.action_code,
                given[line.key],
                before.sequence,
                str(fields.own_id(form, line.key)),
                before.submission_id,
            )
            decisions.decide(desk.book, decision, who, decisions.Circumstance(line.facts))
            done += 1
    except decisions.Refused as refused:
        why = refused.refusal.message(say.language)
        told = f"{line.year}: {why}"
        notices.tell(f"{say('desk.done', count=done)} {told}" if done else told)
    except decisions.BookError as error:
        notices.tell(str(error))
    else:
        notices.tell(" ".join(filter(None, (say("desk.done", count=done), overtaken))))
        del st.session_state[ASKED]
    st.rerun()
