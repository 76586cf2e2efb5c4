"""decide(): judge what somebody asks against what stands at that moment, and keep it, all in one transaction.

The same function answers the browser, a desk sheet and a command; only `door` tells them apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pipelines.contract.decisions.assessing.pairs import assessor_kind, weighed_number
from pipelines.contract.decisions.book import Book
from pipelines.contract.decisions.event import Event, canonical
from pipelines.contract.decisions.grants import require_live
from pipelines.contract.decisions.guards import GuardCase
from pipelines.contract.decisions.judge import judge
from pipelines.contract.decisions.people import Actor
from pipelines.contract.decisions.refusal import Refusal, Refused, Words, printed_number
from pipelines.contract.decisions.subjects import LINE, SESSION, Decision, LineFacts, Session, Standing, line_of
from pipelines.contract.decisions.subjects import kind_of as kind_of_key
from pipelines.contract.decisions.workflow import Action, Workflow
from pipelines.contract.decisions.writer import Entry, Writer

OTHER_VERSION = Words("versi lain", "another version")
TOLD_BY_US = ("assessor_kind", "assessed")  # never taken from who decides
KEPT_OF_A_NUMBER = ("low", "high", "printed", "value", "denominator", "submission_id")


@dataclass(frozen=True)
class Circumstance:
    """What else stands around a decision: the facts of its line, the door, and lines owed that nobody proposed."""

    facts: LineFacts = field(default_factory=LineFacts)
    door: str = "browser"
    source_sha256: str | None = None
    owed_lines: Sequence[str] = ()


def decide(
    book: Book,
    decision: Decision,
    actor: Actor,
    circumstance: Circumstance | None = None,
    now: datetime | None = None,
) -> Event:
    """Take one decision and return its event; the same event_id twice gives the first event back.

    Raise Refused with the sentence of the first rule that stands in the way, BookError when the book cannot be written;
    nothing is kept then.
    """
    around = circumstance or Circumstance()
    with book.writing(now) as writer:
        known = writer.event(decision.event_id)
        if known is not None:
            return known
        require_live(writer, actor)
        return _decided_event(writer, decision, actor, around)


def _decided_event(writer: Writer, decision: Decision, actor: Actor, around: Circumstance) -> Event:
    kind = kind_of_key(decision.subject_key)
    standing = writer.standing(decision.subject_key, kind, round_of(decision))
    action = _action(writer.workflow, kind, decision.action)
    if not action.is_talk:
        _require_seen(writer, standing, decision)
    asked = GuardCase(
        writer.workflow,
        standing,
        action,
        actor,
        sessions=writer.sessions(standing.round_id),
        facts=around.facts,
        payload=decision.payload,
        events=writer.events_after(decision.subject_key, 0) if action.marks.get("assesses") else None,
    )
    if kind == SESSION:
        asked = replace(asked, open_lines=_open_lines(writer, standing, around.owed_lines))
    to_state = judge(asked)
    payload = _kept_payload(asked, decision)
    if _closes(writer.workflow, kind, standing.state, to_state):
        payload = _close(writer, asked, payload, around, decision.event_id)
    if kind == SESSION and writer.workflow.subjects[SESSION].states[to_state].has("keeps_decisions"):
        payload = {**payload, "snapshot": fingerprint(_decided_in(writer, Session.of(standing)))}
    entry = Entry(
        kind,
        decision.subject_key,
        standing.round_id,
        decision.action,
        standing.state,
        to_state,
        payload,
        actor,
        around.door,
        decision.event_id,
        around.source_sha256,
    )
    return writer.add(entry, standing)


def round_of(decision: Decision) -> str:
    """The round a subject belongs to, as its key or, for what is new, its payload says."""
    kind = kind_of_key(decision.subject_key)
    if kind == LINE:
        return decision.subject_key.split("/", 1)[0]
    if kind == SESSION:
        return str(decision.payload.get("round_id") or "")
    return decision.subject_key.split("/")[1] if kind == "outcome" else ""


def _action(workflow: Workflow, kind: str, action_code: str) -> Action:
    action = workflow.subjects[kind].actions.get(action_code)
    if action is None:
        raise Refused(Refusal("decision.unknown_action", {"action": action_code}))
    return action


def _require_seen(writer: Writer, standing: Standing, decision: Decision) -> None:
    """Refuse what was decided on an older sight of the line, and say who came between and what changed."""
    if decision.seen_sequence != standing.sequence:
        between = writer.events_after(standing.subject_key, decision.seen_sequence)
        changes = [change_words(writer.workflow, event) for event in between]
        raise Refused(Refusal("decision.stale", {"changes": changes or [OTHER_VERSION], "events": between}))
    seen, stands = decision.seen_submission_id, (standing.proposal or {}).get("submission_id")
    if seen is not None and seen != stands:
        raise Refused(Refusal("decision.stale_file"))


def change_words(workflow: Workflow, event: Event) -> Words:
    """Who did what, and the number it left, in both languages."""
    action = workflow.subjects[event.subject_kind].actions[event.action]
    number = event.payload.get("agreed") or event.payload.get("ministry") or event.payload.get("proposal") or {}
    who = event.actor_name or event.actor_subject
    return Words(
        f"{who}: {action.name.id}{_ends(number, 'id')}",
        f"{who}: {action.name.en}{_ends(number, 'en')}",
    )


def _ends(number: Mapping[str, Any], language: str) -> str:
    """A number or its two ends in brackets, in the language's form; nothing where there is none."""
    ends = [printed_number(end, language) for end in (number.get("low"), number.get("high")) if end is not None]
    return f" ({'–'.join(dict.fromkeys(ends))})" if ends else ""


def _kept_payload(asked: GuardCase, decision: Decision) -> dict[str, Any]:
    """The payload as it is kept: what was given, the session it fell in, and the number a recommendation stands for."""
    payload = {
        name: value for name, value in decision.payload.items() if name not in TOLD_BY_US and value not in (None, "")
    }
    for name, value in payload.items():
        if asked.workflow.fields.get(name) and asked.workflow.fields[name].kind == "number":
            payload[name] = _number(value)
    if asked.standing.subject_kind != LINE:
        return payload
    if mark := asked.action.marks.get("assesses"):
        side = asked.workflow.roles[asked.actor.role].side
        payload |= {"assessor_kind": assessor_kind(mark, side), "assessed": weighed_number(asked.standing)}
    reached = asked.workflow.subjects[LINE].states.get(asked.action.to)
    if reached is not None and not reached.has("has_number"):
        payload.pop("agreed", None)  # what is not agreed leaves no agreed number behind
    if asked.action.marks.get("gives") == "ministry_as_proposed" and not payload.get("ministry"):
        payload["ministry"] = {**_number(asked.standing.proposal or {}), "is_as_proposed": True}
    sitting = next((each for each in asked.sessions if _sits(asked, each)), None)
    if sitting is not None:
        payload["session_id"] = sitting.session_id
    return payload


def _sits(asked: GuardCase, session: Session) -> bool:
    return asked.session_state(session, "freezes") and session.covers(asked.standing.line)


def _number(number: Mapping[str, Any]) -> dict[str, Any]:
    """An interval with the text it was written as."""
    low, high = number.get("low"), number.get("high")
    ends = [f"{end:.10g}" for end in (low, high) if end is not None]
    return {"low": low, "high": high, "printed": number.get("printed") or "–".join(dict.fromkeys(ends))}


def _closes(workflow: Workflow, kind: str, from_state: str, to_state: str) -> bool:
    states = workflow.subjects[kind].states
    return kind == SESSION and states[to_state].has("is_closed") and not states[from_state].has("is_closed")


def _session_lines(writer: Writer, session: Session) -> list[Standing]:
    return [each for each in writer.lines(session.round_id).values() if session.covers(each.line)]


def _open_lines(writer: Writer, standing: Standing, owed_lines: Sequence[str]) -> list[str]:
    """Lines of a session that have no decision: those of the book, and those owed that nobody proposed."""
    session = Session.of(standing)
    states = writer.workflow.subjects[LINE].states
    known = _session_lines(writer, session)
    waiting = [
        each.subject_key for each in known if not (states[each.state].is_decided or states[each.state].has("is_gone"))
    ]
    held = {each.subject_key for each in known}
    owed = [key for key in owed_lines if key not in held and session.covers(line_of(key))]
    return sorted([*waiting, *owed])


def _close(
    writer: Writer, asked: GuardCase, payload: dict[str, Any], around: Circumstance, event_id: str | None
) -> dict[str, Any]:
    """Pass over what has no decision, each line with its own event, then count what the session leaves."""
    session = Session.of(asked.standing)
    code = writer.workflow.subjects[LINE].triggers["session_closes"]
    action = writer.workflow.subjects[LINE].actions[code]
    sessions = asked.sessions
    for key in asked.open_lines:
        standing = writer.standing(key, LINE, session.round_id)
        told = {"session_id": session.session_id}
        line_asked = GuardCase(
            writer.workflow, standing, action, asked.actor, sessions, around.facts, payload=told, is_closing=True
        )
        own_id = str(uuid5(UUID(event_id), key)) if event_id else None
        entry = Entry(
            LINE, key, session.round_id, code, standing.state, judge(line_asked), told, asked.actor, around.door, own_id
        )
        writer.add(entry, standing)
    lines = _session_lines(writer, session)
    lines += [
        writer.standing(key, LINE, session.round_id)
        for key in asked.open_lines
        if key not in {each.subject_key for each in lines}
    ]
    counts: dict[str, int] = {}
    for each in lines:
        counted = str(writer.workflow.subjects[LINE].states[each.state].marks["counts_as"])
        counts[counted] = counts.get(counted, 0) + 1
    told = {name: value for name, value in payload.items() if name != "passed_over"}
    return {
        **told,
        "closing": {"counts": counts, "passed_over": len(asked.open_lines), "fingerprint": fingerprint(lines)},
    }


def _decided_in(writer: Writer, session: Session) -> list[Standing]:
    lines = _session_lines(writer, session)
    return [each for each in lines if (each.decision or {}).get("session_id") == session.session_id]


def fingerprint(lines: Sequence[Standing]) -> str:
    """The sha256 of what was decided on lines: key, state, the three numbers and the decision, in order of key."""
    told = [
        [each.subject_key, each.state, _plain(each.proposal), _plain(each.ministry), each.decision]
        for each in sorted(lines, key=lambda each: each.subject_key)
    ]
    return hashlib.sha256(canonical(told).encode("utf-8")).hexdigest()


def _plain(number: Mapping[str, Any] | None) -> Any:
    return {name: number.get(name) for name in KEPT_OF_A_NUMBER} if number else None


Facts = Callable[[str], LineFacts]


def decide_many(
    book: Book, decisions: Sequence[Decision], actor: Actor, facts: Facts, door: str = "browser"
) -> list[Event | Refusal]:
    """Decide many lines at once, each with its own event and its own reason; a refused one leaves the others."""
    results: list[Event | Refusal] = []
    for decision in decisions:
        try:
            results.append(decide(book, decision, actor, Circumstance(facts(decision.subject_key), door)))
        except Refused as refused:
            results.append(refused.refusal)
    return results
