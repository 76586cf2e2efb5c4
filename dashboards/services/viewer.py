"""Who looks at a page and what they may see: the login and its live grants, asked anew on every script run.

Without a login the operator of this machine sees everything. Whatever cannot be found out is answered with no.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from dashboards.services.decision_book import the_book
from pipelines.contract import decisions
from pipelines.contract.decisions.people import LOCAL_ISSUER
from pipelines.contract.guarded_tables import OPERATOR, Reach, Scope
from pipelines.contract.login_ledger import Ledger, Login, end, login_of
from pipelines.contract.login_settings import LoginSettings

FOR_A_UNIT = "proposer"
WITHOUT_SIGHT = ("administrator",)
READS_BOOK = "auditor"
HANDS_IN = ("proposer", "secretary", "round_manager")
OPERATOR_PERSON = decisions.Person(LOCAL_ISSUER, "operator", "Operator lokal")


@dataclass(frozen=True)
class Viewer:
    """Somebody at this moment: who, in which roles, and what of the open rounds they may see. `login` None: nobody
    logs in here, or nobody has."""

    person: decisions.Person
    scope: Scope
    roles: frozenset[str] = frozenset()
    login: Login | None = None
    ending: str = ""

    @property
    def is_admitted(self) -> bool:
        return self.scope.is_operator or (self.login is not None and not self.ending)

    def may_see_unit(self, unit_code: str, region_scope: str | None) -> bool:
        return self.scope.covers_unit(unit_code, region_scope)

    def may_hand_in(self, unit_code: str, region_scope: str | None) -> bool:
        """Whether files of a unit may be handed in: by a proposer of the unit, or by those who keep the round."""
        return self.scope.is_operator or (
            bool(self.roles & set(HANDS_IN)) and self.scope.covers_unit(unit_code, region_scope)
        )


NOBODY = Viewer(decisions.Person("", ""), Scope())


def now() -> Viewer:
    """The viewer of this script run."""
    settings = settings_now()
    if not settings.is_on:
        return Viewer(OPERATOR_PERSON, OPERATOR)
    if not st.user.is_logged_in:
        return NOBODY
    login = login_of(claims())
    if login is None:
        return Viewer(decisions.Person("", ""), Scope(), ending="unreadable")
    book = the_book()
    ending = _ledger().ending(book, login)
    if ending:
        return Viewer(login.person, Scope(), login=login, ending=ending)
    grants = decisions.live_grants(book, login.person.issuer, login.person.subject)
    return Viewer(login.person, scope_of(grants), frozenset(grant.role for grant in grants), login)


def scope_of(grants: list[decisions.Grant]) -> Scope:
    """What live grants let somebody see together; a proposer's only what the unit owes, an administrator's nothing."""
    reaches = [
        Reach(region_id, (grant.unit_code or "") if grant.role == FOR_A_UNIT else "")
        for grant in grants
        if grant.role not in WITHOUT_SIGHT
        for region_id in grant.region_scope.split("|")
    ]
    return Scope.of(reaches, any(grant.role == READS_BOOK for grant in grants))


def claims() -> dict[str, Any]:
    return dict(st.user.to_dict())


def note(action: str, **payload: Any) -> None:
    """Write what a logged-in viewer did, or was refused, into the book; the local operator is not written about."""
    viewer = now()
    if viewer.login is not None:
        decisions.record_audit(the_book(), action, *viewer.person, payload=payload, role="|".join(sorted(viewer.roles)))


def signature() -> str:
    """Who hands a file in, as issuer|subject of the login; empty for the local operator."""
    viewer = now()
    return "|".join(viewer.person[:2]) if viewer.login is not None else ""


def log_out() -> None:
    """End this login everywhere its cookie has been copied to, and leave by the framework's own way."""
    viewer = now()
    if viewer.login is not None and not viewer.ending:
        end(the_book(), viewer.login, "logout")
    st.logout()


@cache
def settings_now() -> LoginSettings:
    return LoginSettings.from_environment()


@st.cache_resource(show_spinner=False)
def _ledger() -> Ledger:
    return Ledger(settings_now())
