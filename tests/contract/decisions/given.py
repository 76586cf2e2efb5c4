"""What the tests of the book start from: a line with its proposal, sessions, people, numbers; no assertions here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.contract import decisions as desk
from pipelines.contract.paths import CHECKOUT

ROUND = "contoh-2026-2"
INDICATOR = "spm_children_inside"
KEY = desk.line_key(ROUND, INDICATOR, "11", 2027)
MEETING = desk.session_key(f"{ROUND}.meja-1")
WORKFLOW = desk.load_workflow(CHECKOUT / "data" / "reference" / desk.WORKFLOW_FILE)
FACTS = desk.LineFacts(lower_bound=0.0, upper_bound=100.0, is_example=True)
REASON = "sesuai kapasitas panti tahun depan"
ROLES = [role for role in WORKFLOW.roles if role != "register"]


def number(low: float | None, high: float | None = None, printed: str = "") -> dict[str, Any]:
    return {"low": low, "high": low if high is None else high, "printed": printed or f"{low:g}"}


def proposal(value: float = 80.0, submission: str = "a", unit: str = "dinsos-11", **more: Any) -> dict[str, Any]:
    told = {"value": value, "denominator": 1000.0, "submission_id": submission * 64, "unit_code": unit}
    return number(value) | told | {"is_provisional": False} | more


def open_book(folder: Path, where: str | None = None) -> desk.Book:
    return desk.open_book(folder, WORKFLOW, where)


def decide(
    book: desk.Book,
    key: str,
    action: str,
    role: str = "reviewer",
    payload: Mapping[str, Any] | None = None,
    actor: desk.Actor | None = None,
    facts: desk.LineFacts = FACTS,
    **more: Any,
) -> desk.Event:
    """Decide on what stands now, as the local operator in a role unless an actor is named."""
    standing = book.standing(key)
    more.setdefault("seen_sequence", standing.sequence if standing else 0)
    now = more.pop("now", None)
    who = actor or (desk.register_actor() if role == "register" else desk.local_actor(role))
    return desk.decide(book, desk.Decision(key, action, payload or {}, **more), who, desk.Circumstance(facts), now)


def submitted(book: desk.Book, key: str = KEY, **more: Any) -> str:
    decide(book, key, "submit", "register", {"proposal": proposal(**more)})
    return key


def present(role: str, side: str | None = None) -> dict[str, Any]:
    actor = desk.local_actor(role)
    return {"issuer": actor.issuer, "subject": actor.subject, "name": actor.name, "role": role, "side": side}


ATTENDANCE = [present(role, WORKFLOW.roles[role].side) for role in ROLES]


def opened(book: desk.Book, key: str = MEETING, **more: Any) -> str:
    """A session over the line's indicator, attended by everybody, and open."""
    planned = {"round_id": ROUND, "name": "Meja 1", "indicator_codes": [INDICATOR], **more}
    decide(book, key, "plan", "secretary", planned)
    decide(book, key, "attend", "secretary", {"present": ATTENDANCE})
    decide(book, key, "open", "chair")
    return key


def agreement(value: float = 80.0, **more: Any) -> dict[str, Any]:
    return {"agreed": number(value), "consent_region": True, "consent_ministry": True, **more}


def refusal(call: Any, *arguments: Any, **named: Any) -> desk.Refusal | None:
    """The refusal a call ends in; None when it went through."""
    try:
        call(*arguments, **named)
    except desk.Refused as refused:
        return refused.refusal
    return None
