"""The gate before every page: the way to log in, why a login is over, and the row that says who is logged in."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from dashboards.components.markup import Html, el, put
from dashboards.i18n import Wording
from dashboards.services import viewer
from dashboards.services.decision_book import the_book
from pipelines.contract.decisions import BookError

LOGIN_PATH = "/masuk"
ENDINGS = ("idle", "absolute", "logout", "revoked", "unreadable")
FAULTS = ("gone", "pkce", "refused")


def admit(say: Wording, address: str) -> None:
    """Let the script go on for somebody who may look, and stop it with one sentence for everybody else.

    A decision book that cannot be read admits nobody where people log in.
    """
    try:
        somebody = viewer.now()
    except BookError as error:
        put(el("h1", say("login.no_book"), class_="answer"), el("p", str(error), class_="notice", role="status"))
        st.stop()
    if somebody.is_admitted:
        _who(say, somebody)
        return
    fault = st.query_params.get("masuk", "")
    why = f"login.fault_{fault}" if fault in FAULTS else "login.why"
    if somebody.ending in ENDINGS:
        why = f"login.ended_{somebody.ending}"
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key != "masuk"}
    wanted = f"/{address}" + (f"?{urlencode(kept, doseq=True)}" if kept else "")
    put(
        el("h1", say("login.title"), class_="answer"),
        el("p", say(why), class_="lead", role="status"),
        el(
            "p",
            el("a", say("login.in"), href=f"{LOGIN_PATH}?ke={quote(wanted, safe='')}", target="_self", class_="enter"),
        ),
    )
    st.stop()


def _who(say: Wording, somebody: viewer.Viewer) -> None:
    """Name, roles and the way out, where people log in."""
    if somebody.login is None:
        return
    known = the_book().workflow.roles
    with st.container(horizontal=True, key="who", vertical_alignment="center", gap="small"):
        roles = ", ".join(getattr(known[role].name, say.language) for role in known if role in somebody.roles) or say(
            "login.no_role"
        )
        put(el("span", somebody.person.name), Html(" · "), el("span", roles))
        st.button(say("login.out"), key="log_out", type="tertiary", on_click=viewer.log_out)
