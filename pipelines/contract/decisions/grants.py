"""Roles as events: granting, ending, and which grants hold now. Administrators grant and never decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from pipelines.contract.decisions.book import Book
from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.guards import GuardCase
from pipelines.contract.decisions.judge import judge
from pipelines.contract.decisions.people import (
    COMMAND_ISSUER,
    REGISTER_ISSUER,
    Actor,
    Grant,
    Person,
    actor_with,
    command_actor,
)
from pipelines.contract.decisions.refusal import Refusal, Refused
from pipelines.contract.decisions.store.rows import grants_of
from pipelines.contract.decisions.subjects import COUNTRY, GRANT, LineFacts, Standing, covers, grant_key
from pipelines.contract.decisions.workflow import State
from pipelines.contract.decisions.writer import Entry, Writer


def live_grants(book: Book, issuer: str, subject: str, now: datetime | None = None) -> list[Grant]:
    """The grants of a person that hold at this moment; asked on every script run, so an ended one acts at once."""
    with book.reading() as connection:
        return _live(book.workflow.subjects[GRANT].states, grants_of(connection, issuer, subject), now)


def all_grants(book: Book) -> list[Grant]:
    """Every grant ever given, ended ones too, in the order they were given."""
    with book.reading() as connection:
        return [Grant.of(standing) for standing in grants_of(connection)]


def acting(book: Book, person: Person, role: str, now: datetime | None = None) -> Actor:
    """The logged-in person in one of their roles; Refused (decision.no_grant) when none holds now."""
    grants = live_grants(book, person.issuer, person.subject, now)
    return actor_with(grants, person, role, book.workflow.roles[role].name)


def require_live(writer: Writer, actor: Actor) -> None:
    """Refuse an actor whose grants do not carry now what the actor claims; asked inside the transaction."""
    if actor.is_local or actor.issuer in (REGISTER_ISSUER, COMMAND_ISSUER):
        return
    states = writer.workflow.subjects[GRANT].states
    held = [
        grant
        for grant in _live(states, writer.grants_of(actor.issuer, actor.subject), writer.now)
        if grant.role == actor.role and (grant.unit_code or None) == (actor.unit_code or None)
    ]
    claimed = actor.region_scope.split("|")
    if not held or not all(any(covers(grant.region_scope, region) for grant in held) for region in claimed):
        raise Refused(
            Refusal(
                "decision.no_grant",
                {"name": actor.name or actor.subject, "role": writer.workflow.roles[actor.role].name},
            )
        )


def grant(
    book: Book,
    actor: Actor | None,
    person: Person,
    role: str,
    unit_code: str | None = None,
    region_scope: str = COUNTRY,
    starts_on: str | None = None,
    ends_on: str | None = None,
    now: datetime | None = None,
) -> Event:
    """Give a person a role for a unit and regions between two days (ISO); `actor` None means the command line."""
    if role not in book.workflow.roles or role == REGISTER_ISSUER:
        known = [code for code in book.workflow.roles if code != REGISTER_ISSUER]
        raise Refused(Refusal("decision.unknown_role", {"role": role, "known": known}))
    moment = now or datetime.now(UTC)
    giver = actor or command_actor()
    first_day = starts_on or moment.date().isoformat()
    payload = {
        "issuer": person.issuer,
        "subject": person.subject,
        "name": person.name,
        "role": role,
        "unit_code": unit_code,
        "region_scope": region_scope,
        "starts_on": first_day,
        "ends_on": ends_on,
        "granted_by": giver.name or giver.subject,
    }
    if ends_on and ends_on < first_day:
        raise Refused(Refusal("decision.grant_period", {"start": first_day, "end": ends_on}))
    return _write(book, giver, grant_key(uuid4().hex[:12]), "grant", payload, moment)


def revoke(book: Book, actor: Actor | None, grant_id: str, reason: str, now: datetime | None = None) -> Event:
    """End a grant; it no longer holds from the next click on."""
    return _write(book, actor or command_actor(), grant_key(grant_id), "revoke", {"reason": reason}, now)


def _write(
    book: Book, actor: Actor, key: str, action_code: str, payload: dict[str, str | None], now: datetime | None
) -> Event:
    door = "cli" if actor.issuer == COMMAND_ISSUER else "browser"
    with book.writing(now) as writer:
        require_live(writer, actor)
        standing = writer.standing(key, GRANT, "")
        action = writer.workflow.subjects[GRANT].actions[action_code]
        if standing.sequence == 0 and "reason" in action.needs:
            raise Refused(Refusal("decision.unknown_grant", {"grant": key.split("/", 1)[1]}))
        to_state = judge(GuardCase(writer.workflow, standing, action, actor, (), LineFacts(), payload=payload))
        entry = Entry(GRANT, key, "", action_code, standing.state, to_state, payload, actor, door)
        return writer.add(entry, standing)


def _live(states: Mapping[str, State], standings: Sequence[Standing], now: datetime | None) -> list[Grant]:
    today = (now or datetime.now(UTC)).date()
    found = [Grant.of(standing) for standing in standings if states[standing.state].has("is_active")]
    return [each for each in found if each.holds_on(today)]
