"""Plays the bundled example of a desk into an empty book: every step goes through decide(), as from the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb
import yaml

from pipelines.contract.decisions import (
    Actor,
    Book,
    BookError,
    Circumstance,
    Decision,
    LineFacts,
    Refused,
    decide,
    line_key,
    line_of,
    outcome_key,
    session_key,
)
from pipelines.contract.decisions.subjects import LINE, Session
from pipelines.contract.paths import Paths
from pipelines.desk.file_events import TargetInForce, tell
from pipelines.desk.line_facts import facts_of_round
from pipelines.desk.outcome_events import nominate_in_order, proposals

PATTERN = "desk-*.yml"
EXAMPLE_ISSUER = "contoh"
STEP_WORDS = {"at", "role", "action", "lines", "waive", "session", "outcome", "levels"}
NUMBERS = ("agreed", "ministry")


@dataclass(frozen=True)
class Play:
    """One example being played: its file, the book, and what guards ask about the round's lines."""

    said: Mapping[str, Any]
    book: Book
    facts: Mapping[str, LineFacts]
    now: datetime


def play_bundled(
    connection: duckdb.DuckDBPyConnection, book: Book, paths: Paths, offered: Sequence[TargetInForce], now: datetime
) -> int:
    """Play every example whose targets are in force, after the files that came in before it; return its events.

    Instants of the example that lie ahead of this machine's clock become now.
    """
    before = book.head().event_number
    read = [(yaml.safe_load(file.read_text(encoding="utf-8")), file) for file in sorted(paths.plans.glob(PATTERN))]
    waiting = list(offered)  # what the book has not been told yet
    for said, file in sorted(read, key=lambda each: each[0]["steps"][0]["at"]):
        begins, prefix = said["steps"][0]["at"], said["round_id"] + "/"
        if not any(each.received_at <= begins and each.key.startswith(prefix) for each in offered):
            continue
        earlier = [each for each in waiting if each.received_at <= begins]
        waiting = [each for each in waiting if each.received_at > begins]
        proposed = [each for each in proposals(connection) if each["received_at"] <= begins]
        proposed = [each for each in proposed if each["round_id"] == said["round_id"]]
        nominate_in_order(book, earlier, proposed, min(now, begins))
        tell(book, earlier, min(now, begins))
        play = Play(said, book, facts_of_round(connection, book, said["round_id"]), now)
        for step in said["steps"]:
            _play_step(play, step, file)
    return book.head().event_number - before


def _play_step(play: Play, step: Mapping[str, Any], file: Path) -> None:
    actor = actor_of(play.said, step["role"])
    moment = min(step["at"], play.now)
    for decision, circumstance in _decisions(play, step):
        try:
            told = f"{file.name} {decision.subject_key} {decision.action} {step['at']}"
            known = replace(decision, event_id=str(uuid5(NAMESPACE_URL, told)))
            decide(play.book, known, actor, circumstance, moment)
        except Refused as refused:
            raise BookError(
                f"{file.name}: step {step['action']} of {step['at']} is refused for {decision.subject_key} "
                f"({refused}); correct the example."
            ) from refused


def actor_of(said: Mapping[str, Any], role: str) -> Actor:
    """Whoever the example names so; one who is named for an own part says which role that is."""
    person = said["people"][role]
    return Actor(
        EXAMPLE_ISSUER,
        f"contoh-{role}",
        person["name"],
        person.get("role", role),
        person.get("unit_code"),
        is_local=True,
    )


def _decisions(play: Play, step: Mapping[str, Any]) -> Iterator[tuple[Decision, Circumstance]]:
    if "outcome" in step:
        yield _outcome_decision(play, step)
        return
    if "lines" not in step:
        yield _session_decision(play, step)
        return
    years = step["lines"]["years"]
    for region_id in step["lines"]["regions"]:
        keys = _keys(play, step["lines"]["indicator"], region_id, years)
        for place, key in enumerate(keys):
            facts = play.facts.get(key, LineFacts(is_example=True))
            standing = play.book.standing(key)
            seen = standing.sequence if standing else 0
            payload = _payload(step, place, standing.detail if standing else {}, facts)
            if "levels" in step:
                payload["level"] = step["levels"][region_id]
            yield Decision(key, step["action"], payload, seen), Circumstance(facts, "example")


def _outcome_decision(play: Play, step: Mapping[str, Any]) -> tuple[Decision, Circumstance]:
    """A decision about a proposal is one about the words that its file holds."""
    key = outcome_key(play.said["round_id"], step["outcome"])
    standing = play.book.standing(key)
    told = standing.detail if standing else {}
    payload = {name: value for name, value in step.items() if name not in STEP_WORDS}
    if "wording_fingerprint" in told:
        payload["wording_fingerprint"] = told["wording_fingerprint"]
    seen = standing.sequence if standing else 0
    return Decision(key, step["action"], payload, seen), Circumstance(LineFacts(is_example=True), "example")


def _keys(play: Play, indicator_code: str, region_id: str, years: Any) -> list[str]:
    """Lines of one indicator and region that the book holds, by year; a provisional value is no proposal yet."""
    if years != "all":
        return [line_key(play.said["round_id"], indicator_code, region_id, year) for year in years]
    lines = play.book.standings(LINE, play.said["round_id"], [indicator_code])
    return sorted(key for key, each in lines.items() if each.line.region_id == region_id)


def _payload(step: Mapping[str, Any], place: int, detail: Mapping[str, Any], facts: LineFacts) -> dict[str, Any]:
    payload = {name: value for name, value in step.items() if name not in STEP_WORDS}
    for name in NUMBERS:
        if name in payload:
            payload[name] = _number(payload[name], place, detail)
    if step["action"] == "agree":
        payload |= {"consent_region": True, "consent_ministry": True}
    if "waive" in step and facts.open_findings:
        payload["waivers"] = dict.fromkeys(facts.open_findings, step["waive"])
    return payload


def _number(written: Any, place: int, detail: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(written, str):
        told = detail[written]
        return {"low": told["low"], "high": told["high"], "printed": told["printed"]}
    number = float(written[place])
    return {"low": number, "high": number, "printed": f"{number:g}".replace(".", ",")}


def _session_decision(play: Play, step: Mapping[str, Any]) -> tuple[Decision, Circumstance]:
    key = session_key(play.said["session_id"])
    standing = play.book.standing(key)
    payload: dict[str, Any] = {"round_id": play.said["round_id"], **step.get("session", {})}
    owed: list[str] = []
    if step["action"] == "attend":
        payload = {"present": [_present(play.said, role) for role in play.said["people"]]}
    if step["action"] == "close" and standing is not None:
        session = Session.of(standing)
        states = play.book.workflow.subjects[LINE].states
        known = play.book.standings(LINE, play.said["round_id"])
        owed = [key for key, facts in play.facts.items() if key not in known]
        waiting = {each.subject_key: each.line for each in known.values() if not states[each.state].is_decided}
        covered = [key for key, line in waiting.items() if session.covers(line)]
        covered += [key for key in owed if session.covers(line_of(key))]
        payload = {"passed_over": covered}
    seen = standing.sequence if standing else 0
    return Decision(key, step["action"], payload, seen), Circumstance(LineFacts(is_example=True), "example", None, owed)


def _present(said: Mapping[str, Any], role: str) -> dict[str, Any]:
    actor, person = actor_of(said, role), said["people"][role]
    told = {"issuer": actor.issuer, "subject": actor.subject, "name": actor.name, "role": role}
    return told | {"unit_code": actor.unit_code, "side": person.get("side")}
