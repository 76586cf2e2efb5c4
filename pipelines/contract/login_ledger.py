"""When a login is over although its cookie lives on: idle too long, too old, ended by its person or for them.

Streamlit's cookie cannot be taken back, so this is asked on every script run; what has ended stands in the book.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from pipelines.contract.decisions import Book, Person, end_login, record_audit
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.rows import instant
from pipelines.contract.login_settings import LoginSettings

FOR_ALL = "all/"
IDENTIFYING = ("iss", "sub", "iat", "nonce", "sid", "jti", "at_hash")
ENDINGS = ("idle", "absolute", "logout", "revoked", "unreadable")


class Login(NamedTuple):
    """One login of one person: `key` tells it from every other, `at` is when the provider confirmed it."""

    person: Person
    key: str
    at: datetime


def login_of(claims: Mapping[str, Any]) -> Login | None:
    """The login a cookie's claims tell of; None when they do not say who, where or when."""
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    if not (isinstance(issuer, str) and isinstance(subject, str) and isinstance(issued, int | float)):
        return None
    if not (issuer and subject):
        return None
    said = "|".join(f"{name}={claims.get(name, '')}" for name in IDENTIFYING)
    name = str(claims.get("name") or claims.get("preferred_username") or claims.get("email") or subject)
    return Login(Person(issuer, subject, name[:200]), hashlib.sha256(said.encode()).hexdigest(), _moment(issued))


class Ledger:
    """Remembers, for this process, when each login last did something; what has ended is remembered in the book.

    A login first seen here later than the idle time after it began cannot show that it was in use, and is over: after a
    restart people log in again rather than a copied cookie living on.
    """

    def __init__(self, settings: LoginSettings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings, self._now = settings, now
        self._seen: dict[str, datetime] = {}
        self._turn = threading.Lock()

    def ending(self, book: Book, login: Login) -> str:
        """Why a login is over, one of ENDINGS, or empty while it goes on; a login that goes on is seen by this."""
        ended = ended_reason(book, login)
        if ended:
            return ended
        now = self._now()
        with self._turn:
            is_new = login.key not in self._seen
            last = self._seen.get(login.key, login.at)
        if (now - login.at).total_seconds() > self._settings.absolute_hours * 3600:
            return self._end(book, login, "absolute")
        if (now - last).total_seconds() > self._settings.idle_minutes * 60:
            return self._end(book, login, "idle")
        with self._turn:
            self._seen[login.key] = now
        if is_new:
            record_audit(book, "login", *login.person, payload={"login": login.key[:12]})
        return ""

    def _end(self, book: Book, login: Login, reason: str) -> str:
        end(book, login, reason)
        return reason


def end(book: Book, login: Login, reason: str) -> None:
    """Note that one login is over, and that it ended, in the chain."""
    end_login(book, login.key, login.person.issuer, login.person.subject, reason)
    action = "logout" if reason == "logout" else "login_ended"
    record_audit(book, action, *login.person, payload={"login": login.key[:12], "reason": reason})


def end_all(book: Book, person: Person, reason: str, door: str = "cli") -> None:
    """End every login a person has at this moment, on every device; the next one must be made anew."""
    end_login(book, f"{FOR_ALL}{uuid4().hex}", person.issuer, person.subject, "revoked")
    record_audit(book, "logins_ended", *person, payload={"reason": reason}, door=door)


def ended_reason(book: Book, login: Login) -> str:
    """Why the book says a login is over: its own ending, or one of all logins made until then; empty otherwise."""
    ended = tables.ended_session.c
    for_all = sa.and_(
        ended.session_key.startswith(FOR_ALL),
        ended.issuer == login.person.issuer,
        ended.subject == login.person.subject,
        ended.ended_at >= instant(login.at),
    )
    query = sa.select(ended.reason).where(sa.or_(ended.session_key == login.key, for_all)).limit(1)
    with book.reading() as connection:
        return str(connection.execute(query).scalar() or "")


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)
