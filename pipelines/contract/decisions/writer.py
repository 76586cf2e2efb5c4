"""Adds events inside one transaction of the book: numbered without a gap, chained, folded into what stands.

A writer holds the head row, so two writers follow each other; event, state and head are kept together or not at all.
Whether something may be added is judged in deciding.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from pipelines.contract.decisions.event import Event, from_row, row_hash
from pipelines.contract.decisions.fold import fold, opening
from pipelines.contract.decisions.people import Actor
from pipelines.contract.decisions.refusal import Refusal, Refused
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.rows import (
    Head,
    as_standing,
    grants_of,
    instant,
    read_head,
    read_sessions,
    read_standing,
    state_row,
)
from pipelines.contract.decisions.subjects import AUDIT, LINE, Session, Standing
from pipelines.contract.decisions.workflow import Workflow

CLOCK_TOLERANCE = timedelta(minutes=5)  # hosts that share a book differ by seconds, a clock set back by more

KEYS_AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """What a writer adds; numbers, instants and hashes are the book's to give."""

    subject_kind: str
    subject_key: str
    round_id: str
    action: str
    from_state: str
    to_state: str
    payload: Mapping[str, Any]
    actor: Actor
    door: str
    event_id: str | None = None
    source_sha256: str | None = None


class Writer:
    """Adds events inside one transaction; reads what stands as of that transaction."""

    def __init__(self, connection: sa.Connection, workflow: Workflow, now: datetime) -> None:
        self.connection = connection
        self.workflow = workflow
        self.now = now
        self.head = read_head(connection, is_writing=True)
        self._rows: list[dict[str, Any]] = []  # events as the table stores them: each is put into words once
        self._standings: dict[str, Standing] = {}
        last = self.head.at
        if last and instant(now + CLOCK_TOLERANCE) < last:
            raise Refused(Refusal("decision.clock", {"now": instant(now), "last": last}))

    @property
    def at(self) -> str:
        """The instant of the next event: now, but never before the event before it."""
        return max(instant(self.now), self.head.at)

    def event(self, event_id: str | None) -> Event | None:
        """The event that already has this id."""
        query = sa.select(tables.event).where(tables.event.c.event_id == event_id)
        row = self.connection.execute(query).first() if event_id else None
        return from_row(row._mapping) if row else None

    def events_after(self, subject_key: str, sequence: int) -> list[Event]:
        event = tables.event
        query = sa.select(event).where(event.c.subject_key == subject_key, event.c.subject_sequence > sequence)
        return [from_row(row._mapping) for row in self.connection.execute(query.order_by(event.c.subject_sequence))]

    def standing(self, subject_key: str, subject_kind: str, round_id: str) -> Standing:
        """What stands of a subject, also what this transaction has just added; the opening state where nothing does."""
        found = self._standings.get(subject_key) or read_standing(self.connection, subject_key)
        return found or opening(self.workflow, subject_key, subject_kind, round_id)

    def lines(self, round_id: str) -> dict[str, Standing]:
        """All lines of a round in one query."""
        state = tables.subject_state
        query = sa.select(state).where(state.c.subject_kind == LINE, state.c.round_id == round_id)
        found = {row.subject_key: as_standing(row._mapping) for row in self.connection.execute(query)}
        return found | {key: each for key, each in self._standings.items() if key in found}

    def sessions(self, round_id: str) -> list[Session]:
        return read_sessions(self.connection, round_id)

    def grants_of(self, issuer: str, subject: str) -> list[Standing]:
        return grants_of(self.connection, issuer, subject)

    def add(self, entry: Entry, before: Standing | None = None) -> Event:
        """Number, chain and keep one event; `before` is what stands, when the caller already has it."""
        if entry.subject_kind == AUDIT:
            sequence = self._audit_sequence(entry.subject_key) + 1
        else:
            before = before or self.standing(entry.subject_key, entry.subject_kind, entry.round_id)
            sequence = before.sequence + 1
        event = Event(
            event_number=self.head.event_number + 1,
            event_id=entry.event_id or str(uuid4()),
            round_id=entry.round_id,
            subject_kind=entry.subject_kind,
            subject_key=entry.subject_key,
            subject_sequence=sequence,
            action=entry.action,
            from_state=entry.from_state,
            to_state=entry.to_state,
            payload=dict(entry.payload),
            actor_issuer=entry.actor.issuer,
            actor_subject=entry.actor.subject,
            actor_name=entry.actor.name,
            actor_role=entry.actor.role,
            acting_unit_code=entry.actor.unit_code,
            at=self.at,
            door=entry.door,
            source_sha256=entry.source_sha256,
            workflow_version=self.workflow.version,
            previous_hash=self.head.event_hash,
        )
        if before is not None:
            event = self._settle(event, before)
        row = event.row()
        row["event_hash"] = row_hash(row)
        self._keep(row)
        return replace(event, event_hash=row["event_hash"])

    def _keep(self, row: dict[str, Any]) -> None:
        self.head = Head(row["event_number"], row["event_hash"], row["at"])
        self._rows.append(row)

    def _settle(self, event: Event, before: Standing) -> Event:
        """Fold the event; a line's event also says which decision stands after it (`stands`: its sequence, or null)."""
        after = fold(self.workflow, before, event)
        self._standings[event.subject_key] = after
        if event.subject_kind != LINE:
            return event
        stands = (after.decision or {}).get("sequence")
        return replace(event, payload={**event.payload, "stands": stands})

    def _audit_sequence(self, subject_key: str) -> int:
        added = [row["subject_sequence"] for row in self._rows if row["subject_key"] == subject_key]
        column = tables.event.c.subject_sequence
        query = sa.select(sa.func.max(column)).where(tables.event.c.subject_key == subject_key)
        return max(added, default=0) or self.connection.execute(query).scalar() or 0

    def replay(self, events: Iterable[Event]) -> None:
        """Take events as they are, numbers and hashes included; the caller has verified the chain."""
        for event in events:
            if event.subject_kind != AUDIT:
                before = self.standing(event.subject_key, event.subject_kind, event.round_id)
                self._standings[event.subject_key] = fold(self.workflow, before, event)
            self._keep(event.row())
        self._write_events()

    def _write_events(self) -> None:
        if self._rows:
            self.connection.execute(sa.insert(tables.event), self._rows)
            self.connection.execute(sa.update(tables.head).values(self.head._asdict()))
            self._rows = []

    def finish(self) -> None:
        """Write the events, what stands after them, and the head."""
        self._write_events()
        state = tables.subject_state
        keys = list(self._standings)
        for start in range(0, len(keys), KEYS_AT_ONCE):
            some = keys[start : start + KEYS_AT_ONCE]
            self.connection.execute(sa.delete(state).where(state.c.subject_key.in_(some)))
            self.connection.execute(sa.insert(state), [state_row(self._standings[key]) for key in some])
