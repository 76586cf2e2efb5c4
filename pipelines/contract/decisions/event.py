"""One event of the book, its canonical text and its hash; what it means lives in fold.py."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from json.encoder import encode_basestring
from typing import Any

FIRST_HASH = "0" * 64  # what the first event names as the hash before it


@dataclass(frozen=True)
class Event:
    """One row of the book. `at` is an instant in UTC as ISO text; `payload` holds plain JSON values only."""

    event_number: int
    event_id: str
    round_id: str
    subject_kind: str
    subject_key: str
    subject_sequence: int
    action: str
    from_state: str
    to_state: str
    payload: Mapping[str, Any]
    actor_issuer: str
    actor_subject: str
    actor_name: str
    actor_role: str
    acting_unit_code: str | None
    at: str
    door: str
    source_sha256: str | None
    workflow_version: str
    previous_hash: str
    event_hash: str = ""

    def row(self) -> dict[str, Any]:
        """The columns as the table stores them: payload as canonical text."""
        return {**_shallow(self), "payload": canonical(self.payload)}

    def line(self) -> str:
        """The event as one line of a segment, hash included."""
        return text_of(self.row())


COLUMNS = tuple(each.name for each in fields(Event))
SORTED = sorted(COLUMNS)
HASHED = [name for name in SORTED if name != "event_hash"]
_quoted = encode_basestring


def _shallow(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in COLUMNS}


def canonical(value: Any) -> str:
    """JSON with sorted names, no blanks and no NaN: the same value is always the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def text_of(row: Mapping[Any, Any]) -> str:
    """A stored row as canonical JSON: its payload is canonical text already and goes in as it stands."""
    return _text(row, SORTED)


def _text(row: Mapping[Any, Any], names: Sequence[str]) -> str:
    told = []
    for name in names:
        value = row[name]
        if name == "payload" or isinstance(value, int):
            told.append(f'"{name}":{value}')
        elif value is None:
            told.append(f'"{name}":null')
        else:
            told.append(f'"{name}":{_quoted(value)}')
    return "{" + ",".join(told) + "}"


def row_hash(row: Mapping[Any, Any]) -> str:
    """The hash of everything in a stored event but its own hash; the one before it is part of it."""
    return hashlib.sha256(_text(row, HASHED).encode("utf-8")).hexdigest()


def from_row(row: Mapping[Any, Any]) -> Event:
    told = dict(row)
    if isinstance(told["payload"], str):
        told["payload"] = json.loads(told["payload"])
    return Event(**{name: told[name] for name in COLUMNS})


def chain_faults(events: Iterable[Event], number: int = 0, before: str = FIRST_HASH) -> list[str]:
    """What is broken in a run of events that should follow `number` and the hash `before`; empty when sound."""
    return row_faults((event.row() for event in events), number, before)


def row_faults(rows: Iterable[Mapping[Any, Any]], number: int = 0, before: str = FIRST_HASH) -> list[str]:
    """The same of stored rows, whose payload is text."""
    found = []
    for row in rows:
        number += 1
        if row["event_number"] != number:
            found.append(f"event {number} is missing: {row['event_number']} stands in its place")
            number = row["event_number"]
        elif row["previous_hash"] != before:
            found.append(f"event {number} does not follow the one before it")
        if row_hash(row) != row["event_hash"]:
            found.append(f"event {number} was changed after it was written")
        before = row["event_hash"]
    return found
