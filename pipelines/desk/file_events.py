"""Turns what files say into events of the decision book: submitted, replaced, withdrawn; a frozen line keeps its own.

Reads core.target beside the book; the next refresh asks again, so what was held is judged when its line is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import duckdb

from pipelines.contract.decisions import Book, Refused, Session, Standing, line_key, register_actor
from pipelines.contract.decisions.fold import opening
from pipelines.contract.decisions.guards import GuardCase
from pipelines.contract.decisions.judge import judge
from pipelines.contract.decisions.subjects import LINE, LineFacts, differs
from pipelines.contract.decisions.writer import Entry, Writer

TARGETS = """
    select
        target.round_id, target.indicator_code, target.region_id, target.target_year, target.target_low,
        target.target_high, target.target_value, target.written, target.denominator, target.submission_id,
        target.unit_code, target.is_provisional, submission.received_at
    from core.target
    inner join core.submission on target.submission_id = submission.submission_id
    order by submission.received_at, target.submission_id, target.indicator_code, target.region_id, target.target_year
"""
LAST_WORDS = """
    select round_id, unit_code, max(greatest(received_at, coalesce(withdrawn_at, received_at))) as said_at
    from core.submission
    group by all
"""
LastWords = Mapping[tuple[str, str], datetime]


class TargetInForce(NamedTuple):
    """A target in force as the book records it, and when its file came in."""

    key: str
    proposal: Mapping[str, Any]
    received_at: datetime


class FileEventCount(NamedTuple):
    """What the files had to say: events added, and lines whose newer value waits."""

    added: int
    held: int


def offered_targets(connection: duckdb.DuckDBPyConnection) -> list[TargetInForce]:
    """Every target in force, oldest file first."""
    names = (
        "round_id indicator_code region_id target_year low high value printed denominator submission_id unit_code "
        "is_provisional received_at"
    ).split()
    found = []
    for values in connection.execute(TARGETS).fetchall():
        row = dict(zip(names, values, strict=True))
        key = line_key(row["round_id"], row["indicator_code"], row["region_id"], row["target_year"])
        found.append(TargetInForce(key, {name: row[name] for name in names[4:12]}, row["received_at"]))
    return found


def last_words(connection: duckdb.DuckDBPyConnection) -> LastWords:
    """When each unit's newest file of each round came in or was withdrawn, keyed by (round_id, unit_code)."""
    return {(row[0], row[1]): row[2] for row in connection.execute(LAST_WORDS).fetchall()}


def tell(book: Book, offered: Sequence[TargetInForce], now: datetime, said: LastWords | None = None) -> FileEventCount:
    """Add the events that bring the book's proposals to what is in force; one transaction.

    `said` has the last word of each unit: a line not offered is one that its unit no longer proposes since then. None
    leaves such lines alone. Events bear the instants of files, so that a refresh made again writes the same book.
    """
    added = held = 0
    with book.writing(now) as writer:
        sessions = _Sessions(writer)
        rounds = {each.key.split("/", 1)[0] for each in offered} | (_rounds(book) if said is not None else set())
        known = {key: each for round_id in sorted(rounds) for key, each in writer.lines(round_id).items()}
        for each in offered:
            standing = known.get(each.key) or opening(book.workflow, each.key, LINE, each.key.split("/", 1)[0])
            if each.proposal["is_provisional"] or not _is_news(book, standing, each.proposal):
                continue
            writer.now = min(each.received_at, now)
            done = _try(writer, standing, ("file_new", "file_changed"), {"proposal": dict(each.proposal)}, sessions)
            added, held = added + done, held + (not done)
        if said is not None:
            for standing in _no_longer_offered(book, known, offered):
                unit_code = (standing.proposal or {})["unit_code"]
                writer.now = min(said.get((standing.round_id, unit_code), now), now)
                added += _try(writer, standing, ("file_withdraws",), {}, sessions)
    return FileEventCount(added, held)


class _Sessions:
    """The sessions of each round, read once."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.known: dict[str, list[Session]] = {}

    def of(self, round_id: str) -> list[Session]:
        if round_id not in self.known:
            self.known[round_id] = self.writer.sessions(round_id)
        return self.known[round_id]


def _rounds(book: Book) -> set[str]:
    with book.reading() as connection:
        return {row[0] for row in connection.exec_driver_sql("select distinct round_id from subject_state")} - {""}


def _is_news(book: Book, standing: Standing, proposal: Mapping[str, Any]) -> bool:
    is_gone = book.workflow.subjects[LINE].states[standing.state].has("is_gone")
    return is_gone or differs(standing.proposal, proposal) or _was_returned(book, standing, proposal)


def _was_returned(book: Book, standing: Standing, proposal: Mapping[str, Any]) -> bool:
    """True when a line that was sent back is offered again by another file, be the value the same."""
    lines = book.workflow.subjects[LINE]
    again = lines.actions[lines.triggers["file_new"]].from_states
    is_other_file = (standing.proposal or {}).get("submission_id") != proposal["submission_id"]
    return standing.sequence > 0 and standing.state in again and is_other_file


def _no_longer_offered(
    book: Book, known: Mapping[str, Standing], offered: Sequence[TargetInForce]
) -> Iterator[Standing]:
    standing_keys = {each.key for each in offered}
    states = book.workflow.subjects[LINE].states
    for key, standing in known.items():
        if key not in standing_keys and standing.proposal and not states[standing.state].has("is_gone"):
            yield standing


def _try(
    writer: Writer, standing: Standing, triggers: Sequence[str], payload: dict[str, Any], sessions: _Sessions
) -> bool:
    """Add the first event among the triggers' actions that the workflow lets a file do; False when none is open."""
    lines = writer.workflow.subjects[LINE]
    actor = register_actor()
    for trigger in triggers:
        action = lines.actions[lines.triggers[trigger]]
        if standing.state not in action.from_states:
            continue
        asked = GuardCase(
            writer.workflow, standing, action, actor, sessions.of(standing.round_id), LineFacts(), payload=payload
        )
        try:
            to_state = judge(asked)
        except Refused:
            return False
        source = str(payload.get("proposal", {}).get("submission_id") or (standing.proposal or {}).get("submission_id"))
        event_id = str(
            uuid5(NAMESPACE_URL, f"{standing.subject_key} {action.action_code} {standing.sequence} {source}")
        )
        writer.add(
            Entry(
                LINE,
                standing.subject_key,
                standing.round_id,
                action.action_code,
                standing.state,
                to_state,
                payload,
                actor,
                "file",
                event_id,
                source,
            ),
            standing,
        )
        return True
    return False
