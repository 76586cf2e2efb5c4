"""What `streamlit run` serves: the pages of app.py behind security headers and with the page's language declared."""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

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
)
FRAMEWORK_LANGUAGE, FRAMEWORK_TITLE = b'<html lang="en">', b"<title>Streamlit</title>"
OWN_TITLE = b"<title>Selaras  </title>"  # the same length, so content-length stays true


class Outermost:
    """Adds the headers to each answer and writes the asked language into the HTML shell, before any script runs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["id"])[-1]
        language = b"en" if asked == "en" else b"id"
        is_shell = False
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):  # the shell must pass here uncompressed
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]

        async def send_on(message: Message) -> None:
            nonlocal is_shell
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in names]
                is_shell = any(
                    name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in kept
                )
                message = {**message, "headers": [*kept, *HEADERS]}
            elif is_shell and FRAMEWORK_LANGUAGE in message.get("body", b""):
                body = message["body"].replace(FRAMEWORK_LANGUAGE, b'<html lang="' + language + b'">', 1)
                message = {**message, "body": body.replace(FRAMEWORK_TITLE, OWN_TITLE, 1)}
            await send(message)

        await self.app(scope, receive, send_on)


def import_early() -> None:
    """Import what pages draw with before the first viewer comes.

    Streamlit and Plotly look for a module in `sys.modules`: of two viewers in the first seconds, the second one saw a
    pandas that the first was still importing, and got a broken page.
    """
    for name in ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "plotly.subplots"):
        import_module(name)
    folder = Path(__file__).parent
    for parts in ("charts", "queries", "widgets", "wording"):
        for module in walk_packages([str(folder / parts)], f"dashboards.{parts}."):
            import_module(module.name)


# `pages/` is listed by st.navigation; without this the first deep link after a start is answered "page not found".
PagesManager.uses_pages_directory = False


def apologise(fault: Exception) -> bool:
    """Show one sentence instead of a traceback; the traceback stays in the server's log."""
    from dashboards.widgets.visit import current_language
    from dashboards.wording import wording

    logging.getLogger("selaras").exception("A page failed", exc_info=fault)
    st.error(wording(current_language())("fault.sentence"))
    return True


def to_overview(request: Request) -> RedirectResponse:
    """The overview is the first page and lives at `/`; its own name leads there too."""
    return RedirectResponse("/?" + request.url.query if request.url.query else "/")


import_early()
app = st.App(
    "app.py",
    routes=[Route("/ringkasan", to_overview)],
    middleware=[Middleware(Outermost)],
    on_script_error=apologise,
)
