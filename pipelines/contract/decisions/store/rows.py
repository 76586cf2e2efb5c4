"""Reading rows of the book as values: the head, what stands, sessions, grants. Adding lives in writer.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from pipelines.contract.decisions.event import canonical
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.subjects import GRANT, LINE, SESSION, Session, Standing, line_of, person_key


class Head(NamedTuple):
    """The last event: its number (0 before the first), its hash and its instant."""

    event_number: int
    event_hash: str
    at: str


def instant(moment: datetime) -> str:
    """An instant as the book writes it: UTC, microseconds, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_head(connection: sa.Connection, is_writing: bool = False) -> Head:
    columns = tables.head.c
    query = sa.select(columns.event_number, columns.event_hash, columns.at)
    row = connection.execute(query.with_for_update() if is_writing else query).one()
    return Head(*row)


def read_standing(connection: sa.Connection, subject_key: str) -> Standing | None:
    query = sa.select(tables.subject_state).where(tables.subject_state.c.subject_key == subject_key)
    row = connection.execute(query).first()
    return as_standing(row._mapping) if row else None


def read_sessions(connection: sa.Connection, round_id: str) -> list[Session]:
    state = tables.subject_state
    query = sa.select(state).where(state.c.subject_kind == SESSION, state.c.round_id == round_id)
    return [Session.of(as_standing(row._mapping)) for row in connection.execute(query.order_by(state.c.subject_key))]


def grants_of(connection: sa.Connection, issuer: str | None = None, subject: str | None = None) -> list[Standing]:
    """What stands of the grants of one person, or of everybody."""
    state = tables.subject_state
    query = sa.select(state).where(state.c.subject_kind == GRANT).order_by(state.c.event_number)
    if issuer is not None and subject is not None:
        query = query.where(state.c.person == person_key(issuer, subject))
    return [as_standing(row._mapping) for row in connection.execute(query)]


def as_standing(row: Mapping[Any, Any]) -> Standing:
    return Standing(
        row["subject_key"],
        row["subject_kind"],
        row["round_id"],
        row["state"],
        row["sequence"],
        row["event_number"],
        json.loads(row["detail"]),
    )


def state_row(standing: Standing) -> dict[str, Any]:
    is_line, is_grant = standing.subject_kind == LINE, standing.subject_kind == GRANT
    line = line_of(standing.subject_key) if is_line else None
    return {
        "subject_key": standing.subject_key,
        "subject_kind": standing.subject_kind,
        "round_id": standing.round_id,
        "indicator_code": line.indicator_code if line else None,
        "region_id": line.region_id if line else None,
        "target_year": line.target_year if line else None,
        "person": person_key(standing.detail["issuer"], standing.detail["subject"]) if is_grant else None,
        "state": standing.state,
        "sequence": standing.sequence,
        "event_number": standing.event_number,
        "detail": canonical(standing.detail),
    }
