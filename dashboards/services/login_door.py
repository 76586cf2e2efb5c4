"""The server's part of the login: the secrets Streamlit reads, the way to the provider, cookies, and the way back.

Streamlit's own `st.login` does the exchange with the provider; who may then see what stands in viewer.py.
"""

from __future__ import annotations

import atexit
import json
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

import httpx2
import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from dashboards.services.decision_book import the_book
from dashboards.state.routes import ADDRESSES
from pipelines.contract.decisions import BookError, record_audit
from pipelines.contract.login_settings import LOOPBACK, LoginSettingError, LoginSettings

if TYPE_CHECKING:
    from starlette.types import Message, Scope, Send

LOGIN_PATH, CALLBACK_PATH = "/masuk", "/oauth2callback"
WANTED_COOKIE, WANTED_SECONDS = "selaras_wanted", 300
USER_COOKIE = "_streamlit_user"
LONGEST_ADDRESS = 1500
log = logging.getLogger("selaras")


def prepare(settings: LoginSettings) -> None:
    """Give Streamlit the secrets of the login in a file only this user can read, gone when the server ends."""
    if not settings.is_on:
        return
    host, port = st.get_option("server.address") or LOOPBACK[0], int(st.get_option("server.port"))
    folder = tempfile.TemporaryDirectory(prefix="selaras-login-")
    atexit.register(folder.cleanup)
    values = {
        "redirect_uri": settings.address(host, port) + CALLBACK_PATH,
        "cookie_secret": settings.cookie_secret,
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "server_metadata_url": settings.metadata_url,
    }
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in values.items())]
    lines.append('client_kwargs = { code_challenge_method = "S256", scope = "openid profile email" }')
    file = Path(folder.name) / "secrets.toml"
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    st.config.set_option("secrets.files", [str(file)])
    if settings.is_public:
        st.config.set_option("browser.serverAddress", urlsplit(f"//{settings.public_host}").hostname)
        st.config.set_option("browser.serverPort", 443)


def demand_pkce(settings: LoginSettings) -> None:
    """Refuse to serve with a provider that does not offer PKCE with S256; one that does not answer is asked again at
    each login."""
    if settings.is_on and provider_fault(settings) == "pkce":
        raise LoginSettingError(
            f"The provider at {settings.metadata_url} does not offer PKCE with S256; switch it on there "
            "(code_challenge_methods_supported), for a stolen code could be used without it."
        )


def provider_fault(settings: LoginSettings) -> str:
    """`gone` when the provider does not answer, `pkce` when it lacks S256, else empty."""
    try:
        answer = httpx2.get(settings.metadata_url, timeout=5)
        answer.raise_for_status()
        methods = answer.json().get("code_challenge_methods_supported") or []
        return "" if "S256" in methods else "pkce"
    except (httpx2.HTTPError, ValueError, AttributeError):
        log.warning("The login provider at %s does not answer", settings.metadata_url)
        return "gone"


def to_provider(request: Request) -> Response:
    """Remember the wanted address in a signed cookie of five minutes and begin the login; a provider that is gone
    leads back with its reason."""
    settings = LoginSettings.from_environment()
    wanted = known_address(request.query_params.get("ke", "/"))
    if not settings.is_on:
        return RedirectResponse(wanted, status_code=303)
    fault = provider_fault(settings)
    if fault:
        return RedirectResponse(f"/?masuk={fault}", status_code=303)
    answer = RedirectResponse(generate_login_redirect_url("default"), status_code=303)
    signed = create_signed_value(settings.cookie_secret, WANTED_COOKIE, quote(wanted)).decode()
    answer.set_cookie(WANTED_COOKIE, signed, max_age=WANTED_SECONDS, httponly=True, samesite="lax")
    return answer


def known_address(written: str) -> str:
    """An address of ours, path and query only; anything else is the first page: nobody is led away from here."""
    parts = urlsplit(written[:LONGEST_ADDRESS])
    name = parts.path.strip("/")
    if parts.scheme or parts.netloc or "\\" in written or name not in ("", *ADDRESSES.values()):
        return "/"
    return f"/{name}" + (f"?{parts.query}" if parts.query else "")


def wanted_address(cookies: dict[str, str], secret: str) -> str:
    """The address remembered before the login; the first page without one, with a forged one, or after five minutes."""
    written = cookies.get(WANTED_COOKIE, "")
    try:
        days = (WANTED_SECONDS + 1) / 86400
        content = decode_signed_value(secret, WANTED_COOKIE, written.encode("latin-1"), max_age_days=days)
    except (TypeError, ValueError):
        content = None
    return known_address(unquote(content.decode())) if content else "/"


def dressed_cookie(value: bytes, settings: LoginSettings) -> bytes:
    """A Set-Cookie of ours or of the framework as this office wants it: never longer than a login may last, and by
    HTTPS only where viewers come by a public name."""
    parts = [part.strip() for part in value.decode("latin-1").split(";")]
    longest = int(settings.absolute_hours * 3600)
    for place, part in enumerate(parts):
        name, _, seconds = part.partition("=")
        if name.lower() == "max-age" and seconds.isdigit() and int(seconds) > longest:
            parts[place] = f"Max-Age={longest}"
    if settings.is_public and not any(part.lower() == "secure" for part in parts):
        parts.append("Secure")
    return "; ".join(parts).encode("latin-1")


def leading_back(scope: Scope, send: Send, settings: LoginSettings) -> Send:
    """A `send` for the provider's callback: to the address wanted before, or back with a refusal that is written down.
    A code that is replayed, or comes in another browser, gets no cookie from the framework."""
    request = Request(scope)
    cookies, is_logout = request.cookies, not request.query_params  # a provider's way back after a logout says nothing

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.lower() != b"location"]
            given = [value for name, value in headers if name.lower() == b"set-cookie"]
            is_in = any(_gives_user(value) for value in given)
            if not is_in and not is_logout:
                await to_thread.run_sync(_note_refusal)
            place = (
                wanted_address(cookies, settings.cookie_secret) if is_in else "/" if is_logout else "/?masuk=refused"
            )
            forgotten = f"{WANTED_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=lax".encode()
            message = {
                **message,
                "status": 303,
                "headers": [*headers, (b"location", place.encode("ascii", "ignore")), (b"set-cookie", forgotten)],
            }
        await send(message)

    return send_on


def _gives_user(cookie: bytes) -> bool:
    name, _, rest = cookie.decode("latin-1").partition("=")
    return name == USER_COOKIE and rest[:1] not in ("", ";", '"')


def _note_refusal() -> None:
    """Write a refused login down; a book that cannot be written must not let anybody in, and does not: it is too late
    for that here."""
    try:
        record_audit(the_book(), "login_refused", "", "unknown")
    except BookError as error:
        log.error("A refused login could not be written down: %s", error)
