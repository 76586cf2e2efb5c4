"""The decision book as auditors read it: every event with who, when and from where, and the head of each day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from pipelines.contract.decisions import Book, Head
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.rows import instant

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
AT_MOST = 5000
event = tables.event.c


class TrailFilter(NamedTuple):
    """What an auditor looks for; empty means all. Days are those of Jakarta, both included."""

    kind: str = ""
    action: str = ""
    person: str = ""
    first_day: date | None = None
    last_day: date | None = None


def trail(book: Book, asked: TrailFilter, limit: int = AT_MOST, skipped: int = 0) -> list[dict[str, object]]:
    """Events as rows, the newest first, after so many that are skipped; `told` is the payload as text, for reading
    only."""
    query = sa.select(tables.event).where(*_asked_for(asked)).order_by(event.event_number.desc())
    with book.reading() as connection:
        return [_shown_event(row) for row in connection.execute(query.limit(limit).offset(skipped)).mappings()]


def found_count(book: Book, asked: TrailFilter) -> int:
    """How many events there are of what is looked for."""
    with book.reading() as connection:
        found = connection.execute(sa.select(sa.func.count()).select_from(tables.event).where(*_asked_for(asked)))
        return int(found.scalar_one())


def _asked_for(asked: TrailFilter) -> list[sa.ColumnElement[bool]]:
    pairs = ((event.subject_kind, asked.kind), (event.action, asked.action))
    wanted: list[sa.ColumnElement[bool]] = [column == value for column, value in pairs if value]
    if asked.person:
        by_name = event.actor_name.icontains(asked.person, autoescape=True)
        wanted.append(sa.or_(by_name, event.actor_subject == asked.person))
    if asked.first_day:
        wanted.append(event.at >= _midnight(asked.first_day))
    if asked.last_day:
        wanted.append(event.at < _midnight(asked.last_day + timedelta(days=1)))
    return wanted


def choices(book: Book) -> tuple[list[str], list[str]]:
    """The kinds of subject and the actions that occur in the book."""
    with book.reading() as connection:
        kinds = connection.execute(sa.select(event.subject_kind).distinct().order_by(event.subject_kind)).scalars()
        actions = connection.execute(sa.select(event.action).distinct().order_by(event.action)).scalars()
        return list(kinds), list(actions)


def head_of(book: Book, day: date) -> Head | None:
    """The last event before a day began in Jakarta: whoever noted it down can tell that nothing before was changed."""
    query = (
        sa.select(event.event_number, event.event_hash, event.at)
        .where(event.at < _midnight(day))
        .order_by(event.event_number.desc())
        .limit(1)
    )
    with book.reading() as connection:
        found = connection.execute(query).first()
    return Head(found.event_number, found.event_hash, found.at) if found else None


def _midnight(day: date) -> str:
    return instant(datetime.combine(day, time(), OFFICE_ZONE).astimezone(UTC))


def _shown_event(row: sa.RowMapping) -> dict[str, object]:
    payload = row["payload"]
    told = json.loads(payload) if isinstance(payload, str) else payload
    return {
        "event_number": row["event_number"],
        "at": datetime.fromisoformat(row["at"]),
        "kind": row["subject_kind"],
        "subject": row["subject_key"],
        "action": row["action"],
        "actor": row["actor_name"] or row["actor_subject"],
        "issuer": row["actor_issuer"],
        "role": row["actor_role"],
        "door": row["door"],
        "told": _payload_line(told),
        "event_hash": row["event_hash"],
    }


def _payload_line(payload: Mapping[str, Any]) -> str:
    """A payload as one line, what is within parts of it too; what is empty is left out."""
    parts = {
        name: f"({_payload_line(value)})" if isinstance(value, Mapping) else value for name, value in payload.items()
    }
    return "; ".join(f"{name}: {value}" for name, value in sorted(parts.items()) if value not in (None, "", "()"))
