"""The one place an actor comes from: the login and its live grants, or the local operator who picks a role."""

from __future__ import annotations

from dashboards.services import viewer
from pipelines.contract import decisions
from pipelines.contract.decisions.people import REGISTER_ROLE
from pipelines.contract.login_settings import LoginSettings


def person() -> decisions.Person | None:
    """Who is logged in; None where there is no login, and the operator of this machine acts."""
    if not LoginSettings.from_environment().is_on:
        return None
    return viewer.now().person  # nobody, who holds no grant, when the login is over


def roles(book: decisions.Book) -> list[str]:
    """The roles that can be acted in now: those granted to the login, or every role for the local operator."""
    somebody = person()
    if somebody is None:
        return [code for code in book.workflow.roles if code != REGISTER_ROLE]
    held = {grant.role for grant in decisions.live_grants(book, somebody.issuer, somebody.subject)}
    return [code for code in book.workflow.roles if code in held]


def region_scopes(book: decisions.Book) -> list[str] | None:
    """The regions whose lines the login may see at a desk, by its live grants; None where there is no login."""
    somebody = person()
    if somebody is None:
        return None
    return [grant.region_scope for grant in decisions.live_grants(book, somebody.issuer, somebody.subject)]


def may_read_talk(book: decisions.Book, session: decisions.Session | None) -> bool:
    """Whether the talk of a desk may be read: by its participants until its minutes are signed, and by auditors."""
    somebody = person()
    if somebody is None:
        return True
    held = {grant.role for grant in decisions.live_grants(book, somebody.issuer, somebody.subject)}
    if session is None or "auditor" in held:
        return bool(held - {"viewer"})
    is_signed = book.workflow.subjects["session"].states[session.state].has("fixes")
    return is_signed or (somebody.issuer, somebody.subject) in session.people


def acting(book: decisions.Book, role: str) -> decisions.Actor:
    """The actor in a role, looked up at this moment. Raise Refused when the login holds no such grant now."""
    somebody = person()
    if somebody is None:
        return decisions.local_actor(role)
    return decisions.acting(book, somebody, role)
