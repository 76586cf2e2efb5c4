"""Who acts: the one place an actor comes from, with or without login, and what a grant covers at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pipelines.contract.decisions.refusal import Refusal, Refused, Words
from pipelines.contract.decisions.subjects import COUNTRY, Standing, covers

LOCAL_ISSUER = "local"
REGISTER_ISSUER = "register"
REGISTER_ROLE = "register"
COMMAND_ISSUER = "command"


class Person(NamedTuple):
    """Who somebody is at the login provider; `name` is only for people to read."""

    issuer: str
    subject: str
    name: str = ""


@dataclass(frozen=True)
class Actor:
    """A person acting in one role, with the unit and the regions that role was given for."""

    issuer: str
    subject: str
    name: str
    role: str
    unit_code: str | None = None
    region_scope: str = COUNTRY
    is_local: bool = False

    @property
    def person(self) -> tuple[str, str]:
        return self.issuer, self.subject


@dataclass(frozen=True)
class Grant:
    """One person × role × unit × regions × period; `ended_on` when somebody ended it before its time."""

    grant_id: str
    person: Person
    role: str
    unit_code: str | None
    region_scope: str
    starts_on: str
    ends_on: str | None
    granted_by: str
    state: str
    sequence: int
    ended_at: str | None = None
    end_reason: str | None = None

    @classmethod
    def of(cls, standing: Standing) -> Grant:
        told: Mapping[str, Any] = standing.detail
        return cls(
            grant_id=standing.subject_key.split("/", 1)[1],
            person=Person(told["issuer"], told["subject"], told.get("name", "")),
            role=told["role"],
            unit_code=told.get("unit_code"),
            region_scope=told.get("region_scope") or COUNTRY,
            starts_on=told["starts_on"],
            ends_on=told.get("ends_on"),
            granted_by=told.get("granted_by", ""),
            state=standing.state,
            sequence=standing.sequence,
            ended_at=told.get("ended_at"),
            end_reason=told.get("end_reason"),
        )

    def holds_on(self, day: date) -> bool:
        """True between its first and last day, both included; whether it was ended is the state's to say."""
        return self.starts_on <= day.isoformat() and (self.ends_on is None or day.isoformat() <= self.ends_on)

    def covers(self, actor: Actor) -> bool:
        """True when this grant carries what the actor claims: role, unit, and every region of the claimed scope."""
        return (
            self.role == actor.role
            and (self.unit_code or None) == (actor.unit_code or None)
            and all(covers(self.region_scope, region_id) for region_id in actor.region_scope.split("|"))
        )


def local_actor(role: str, unit_code: str | None = None, name: str = "", part: str = "") -> Actor:
    """The operator at this machine without login, in a role of their choice; decides on example rounds only.

    Each role counts as a person of its own, so that two sides can be played on an example; so does each `part` of it.
    """
    subject = f"local-{role}-{part}" if part else f"local-{role}"
    return Actor(LOCAL_ISSUER, subject, name or "Operator lokal", role, unit_code, is_local=True)


def register_actor() -> Actor:
    """The file door: acts for whoever handed a file in, in the role that only files have."""
    return Actor(REGISTER_ISSUER, "register", "Berkas usulan", REGISTER_ROLE)


def command_actor() -> Actor:
    """The operator at the command line, who may grant: the first administrator can come from nowhere else."""
    return Actor(COMMAND_ISSUER, "operator", "Baris perintah", "administrator")


def actor_with(grants: Iterable[Grant], person: Person, role: str, role_name: Words) -> Actor:
    """The person in that role with everything its live grants cover; Refused (decision.role) without one."""
    held = [grant for grant in grants if grant.role == role]
    if not held:
        raise Refused(Refusal("decision.no_grant", {"name": person.name or person.subject, "role": role_name}))
    first = held[0]
    same_unit = [grant for grant in held if grant.unit_code == first.unit_code]
    scope = "|".join(dict.fromkeys(grant.region_scope for grant in same_unit))
    return Actor(person.issuer, person.subject, person.name, role, first.unit_code, scope)
