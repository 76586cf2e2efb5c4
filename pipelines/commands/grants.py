"""`selaras grant` and `selaras revoke`: roles as events of the decision book, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.read import read_catalogue


class GrantError(SelarasError):
    """One sentence: which unit, region or day of a grant is not known."""


class Wish(NamedTuple):
    """What a grant was asked to be; empty texts mean: not limited."""

    issuer: str
    subject: str
    name: str
    role: str
    unit_code: str
    region_scope: str
    starts_on: str
    ends_on: str


def give(paths: Paths, wish: Wish) -> str:
    """Write the grant and say its id. Raise Refused or GrantError in one sentence."""
    _check(paths, wish)
    person = decisions.Person(wish.issuer, wish.subject, wish.name)
    with _book(paths) as book:
        event = decisions.grant(
            book,
            None,
            person,
            wish.role,
            wish.unit_code or None,
            wish.region_scope,
            wish.starts_on or None,
            wish.ends_on or None,
        )
    return f"Grant {event.subject_key.split('/', 1)[1]}: {wish.name or wish.subject} is {wish.role} now."


def end(paths: Paths, grant_id: str, reason: str) -> str:
    """End a grant and say so. Raise Refused when it is not known, has ended, or the reason is too short."""
    with _book(paths) as book:
        decisions.revoke(book, None, grant_id, reason)
    return f"Grant {grant_id} has ended."


def lines(paths: Paths) -> Iterator[str]:
    """Every grant ever given, one a line."""
    with _book(paths) as book:
        for grant in decisions.all_grants(book):
            until = (grant.ended_at or "")[:10] or grant.ends_on or "open"
            yield (
                f"{grant.grant_id}  {grant.state:<8} {grant.role:<14} {grant.person.name or grant.person.subject} "
                f"({grant.person.issuer} {grant.person.subject})  unit {grant.unit_code or '-'}  "
                f"regions {grant.region_scope}  {grant.starts_on} to {until}"
            )


@contextmanager
def _book(paths: Paths) -> Iterator[decisions.Book]:
    book = decisions.open_book(paths.data)
    try:
        yield book
    finally:
        book.close()


def _check(paths: Paths, wish: Wish) -> None:
    catalogue = read_catalogue(paths.reference)
    if wish.unit_code and wish.unit_code not in catalogue.units:
        raise GrantError(f"Unit {wish.unit_code} is not in organisation_units.csv; use one of its unit codes.")
    unknown = [each for each in wish.region_scope.split("|") if each not in catalogue.regions]
    if unknown:
        raise GrantError(f"Region {unknown[0]} is not in regions.csv; use region ids such as 00, 11 or 11.01.")
    for day in (wish.starts_on, wish.ends_on):
        try:
            if day:
                date.fromisoformat(day)
        except ValueError:
            raise GrantError(f"{day} is no day; write it as 2027-01-31.") from None
