"""What is written beside decisions: audit events about people, and the ledger of ended logins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from pipelines.contract.decisions.book import Book
from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.people import Actor
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.engine import WRITES, store_errors
from pipelines.contract.decisions.store.rows import instant
from pipelines.contract.decisions.subjects import AUDIT, person_key
from pipelines.contract.decisions.writer import Entry


def record_audit(
    book: Book,
    action: str,
    issuer: str,
    subject: str,
    name: str = "",
    payload: Mapping[str, Any] | None = None,
    round_id: str = "",
    door: str = "browser",
    role: str = "",
) -> Event:
    """Add an event about a person (a login, a refusal, a download …) to the chain; it changes no state."""
    actor = Actor(issuer, subject, name, role)
    with book.writing() as writer:
        return writer.add(
            Entry(AUDIT, person_key(issuer, subject), round_id, action, "", "", payload or {}, actor, door)
        )


def end_login(book: Book, session_key: str, issuer: str, subject: str, reason: str) -> None:
    """Note that a login is over although its cookie lives on; noting it twice keeps the first."""
    ended = tables.ended_session
    with store_errors(), book.engine.connect().execution_options(**WRITES) as connection, connection.begin():
        known = connection.execute(sa.select(ended.c.session_key).where(ended.c.session_key == session_key)).first()
        if known is None:
            connection.execute(
                sa.insert(ended).values(
                    session_key=session_key,
                    issuer=issuer,
                    subject=subject,
                    ended_at=instant(datetime.now(UTC)),
                    reason=reason,
                )
            )


def is_login_ended(book: Book, session_key: str) -> bool:
    ended = tables.ended_session
    query = sa.select(ended.c.reason).where(ended.c.session_key == session_key)
    with book.reading() as connection:
        return connection.execute(query).first() is not None
