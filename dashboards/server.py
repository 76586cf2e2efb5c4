"""What `streamlit run` serves: the pages of app.py behind security headers and with the page's language declared."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from dashboards.services import edition
from dashboards.services.login_door import (
    CALLBACK_PATH,
    LOGIN_PATH,
    demand_pkce,
    dressed_cookie,
    leading_back,
    prepare,
    to_provider,
)
from dashboards.services.preload import import_early
from dashboards.state.routes import ADDRESSES
from pipelines.contract.login_settings import LOOPBACK, LoginSettings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline' blob:; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
FRAMEWORK_FOLDERS = ("_stcore", "app", "auth", "component", "media", "oauth2callback", "static", LOGIN_PATH[1:])
FRAMEWORK_LANGUAGE, FRAMEWORK_TITLE = b'<html lang="en">', b"<title>Streamlit</title>"
FRAMEWORK_SCRIPT = b"window.prerenderReady = false"
# Told where the server is, the framework's page does not look for it beneath each page's address first.
OWN_SCRIPT = FRAMEWORK_SCRIPT + b'; window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" }'


class Outermost:
    """Rejects cross-origin requests, leads unknown addresses to the overview, adds headers to each answer, and writes
    the asked language into the HTML shell, before any script runs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and _is_strange(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["id"])[-1]
        asks_for_page = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        if asks_for_page:  # the shell must pass here uncompressed
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        app = _to_overview_with_notice if asks_for_page and _is_unknown(scope["path"]) else self.app
        send = _dressing(send, b"en" if asked == "en" else b"id")
        if LOGIN.is_on and scope["path"] == CALLBACK_PATH:
            send = leading_back(scope, send, LOGIN)
        await app(scope, receive, send)


def _dressing(send: Send, language: bytes) -> Send:
    """A `send` that puts our headers on an answer and our language, title and first script into the shell."""
    is_shell = False

    async def send_on(message: Message) -> None:
        nonlocal is_shell
        if message["type"] == "http.response.start":
            names = {name for name, _ in HEADERS}
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in names]
            kept = [(name, dressed_cookie(value, LOGIN) if name == b"set-cookie" else value) for name, value in kept]
            is_shell = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in kept)
            if is_shell:  # what follows gets longer
                kept = [(name, value) for name, value in kept if name.lower() != b"content-length"]
            message = {**message, "headers": [*kept, *HEADERS]}
        elif is_shell and FRAMEWORK_LANGUAGE in message.get("body", b""):
            body = message["body"].replace(FRAMEWORK_LANGUAGE, b'<html lang="' + language + b'">', 1)
            body = body.replace(FRAMEWORK_TITLE, b"<title>Selaras</title>", 1)
            message = {**message, "body": body.replace(FRAMEWORK_SCRIPT, OWN_SCRIPT, 1)}
        await send(message)

    return send_on


def _is_strange(scope: Scope) -> bool:
    """Whether a websocket is opened from another site, or under a name that is not this machine's when only this
    machine is served. The framework would ask the web for its own address before it refused."""
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin.decode("latin-1")).netloc != host:
        return True
    known = {*LOOPBACK, urlsplit(f"//{LOGIN.public_host}").hostname}
    is_limited = LOGIN.is_public or st.get_option("server.address") in LOOPBACK
    return is_limited and urlsplit(f"//{host}").hostname not in known


def _is_unknown(path: str) -> bool:
    """Whether somebody types an address of which there is no page; files and the framework's own have a dot or `_`."""
    name = path.strip("/")
    return name not in ("", *ADDRESSES.values()) and "." not in name and name.split("/")[0] not in FRAMEWORK_FOLDERS


async def _to_overview_with_notice(scope: Scope, receive: Receive, send: Send) -> None:
    kept = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    asked = urlencode({**kept, "page": scope["path"].strip("/")[:60]}, doseq=True)
    await RedirectResponse(f"/?{asked}", status_code=303)(scope, receive, send)


# `pages/` is listed by st.navigation; without this the first deep link after a start is answered "page not found".
PagesManager.uses_pages_directory = False


def apologise(fault: Exception) -> bool:
    """Show one sentence instead of a traceback; the traceback stays in the server's log."""
    from dashboards.components.markup import el, put
    from dashboards.i18n import wording
    from dashboards.state.context import current_language

    logging.getLogger("selaras").exception("A page failed", exc_info=fault)
    say = wording(current_language())
    put(el("h1", say("fault.title"), class_="answer"), el("p", say("fault.sentence"), class_="notice", role="alert"))
    return True


def to_overview(request: Request) -> RedirectResponse:
    """The overview is the first page and lives at `/`; its own name leads there too."""
    return RedirectResponse("/?" + request.url.query if request.url.query else "/")


async def edition_mark(request: Request) -> JSONResponse:
    """A mark of the current edition, by which an open page sees that there is a newer one."""
    return JSONResponse({"edition": edition.mark()}, headers={"cache-control": "no-store"})


LOGIN = LoginSettings.from_environment()
LOGIN.demand_login_for(st.get_option("server.address") or "0.0.0.0")  # noqa: S104 - that is what no address means
demand_pkce(LOGIN)
prepare(LOGIN)
import_early()
app = st.App(
    "app.py",
    routes=[Route("/ringkasan", to_overview), Route("/_selaras/edition", edition_mark), Route(LOGIN_PATH, to_provider)],
    middleware=[Middleware(Outermost)],
    on_script_error=apologise,
)
