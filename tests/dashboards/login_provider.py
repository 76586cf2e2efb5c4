"""A login provider on loopback that plays what tests need, and people who log in through it without a browser."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx
from oidc_provider_mock import app
from oidc_provider_mock._server import _threaded_server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass
class Provider:
    """The running provider: its address, and what it was asked."""

    address: str
    authorized: list[dict[str, str]] = field(default_factory=list)
    exchanged: list[dict[str, str]] = field(default_factory=list)

    @property
    def metadata_url(self) -> str:
        return self.address + WELL_KNOWN

    def proofs_hold(self) -> bool:
        """Whether each code was exchanged with the verifier of its challenge."""
        made = [
            base64.urlsafe_b64encode(hashlib.sha256(each["code_verifier"].encode()).digest()).rstrip(b"=").decode()
            for each in self.exchanged
        ]
        return made != [] and {each["code_challenge"] for each in self.authorized} >= set(made)


@contextmanager
def running_provider(methods: tuple[str, ...] = ("S256",)) -> Iterator[Provider]:
    """Run the mock on a free port; `methods` are the PKCE methods it says it offers."""
    import flask

    made = app()
    provider = Provider("")

    @made.before_request
    def note() -> None:
        if flask.request.path == "/oauth2/authorize":
            provider.authorized.append(flask.request.args.to_dict())
        if flask.request.path == "/oauth2/token":
            provider.exchanged.append(flask.request.form.to_dict())

    @made.after_request
    def offer(response: flask.Response) -> flask.Response:
        if flask.request.path == WELL_KNOWN:
            told = json.loads(response.get_data()) | {"code_challenge_methods_supported": list(methods)}
            response.set_data(json.dumps(told))
        return response

    with _threaded_server(made) as server:
        provider.address = f"http://localhost:{server.server_port}"
        yield provider


def office(provider: Provider) -> dict[str, str]:
    """The settings of an office whose login is this provider."""
    return {
        "SELARAS_LOGIN": "oidc",
        "SELARAS_OIDC_METADATA": provider.metadata_url,
        "SELARAS_OIDC_CLIENT": "selaras",
        "SELARAS_OIDC_SECRET": "a secret of the client",
        "SELARAS_COOKIE_SECRET": "c" * 40,
    }


class Somebody:
    """A person with a browser of their own: cookies, and pages read as the text of what the server sends."""

    def __init__(self, dashboard: str, headers: Mapping[str, str] | None = None) -> None:
        self.dashboard = dashboard
        self.http = httpx.Client(base_url=dashboard, headers=dict(headers or {}), timeout=20)

    def begin(self, wanted: str = "/") -> str:
        """Press the login link; the provider's address one is led to."""
        answer = self.http.get("/masuk", params={"ke": wanted})
        answer = self.http.get(answer.headers["location"])
        return str(answer.headers["location"])

    def confirm(self, at_provider: str, subject: str) -> str:
        """Say who one is to the provider; the callback's address it leads back to."""
        answer = httpx.post(at_provider, data={"sub": subject})
        return str(answer.headers["location"])

    def come_back(self, callback: str) -> httpx.Response:
        parts = urlsplit(callback)
        return self.http.get(f"{parts.path}?{parts.query}")

    def log_in(self, subject: str, wanted: str = "/") -> httpx.Response:
        return self.come_back(self.confirm(self.begin(wanted), subject))

    @property
    def is_known(self) -> bool:
        return "_streamlit_user" in self.http.cookies

    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.http.cookies.jar}

    def open(
        self,
        *pages: str,
        press: str = "",
        origin: str = "",
        host: str = "",
        between: Callable[[], object] = lambda: None,
        after: Callable[[float], object] = lambda _: None,
    ) -> list[str]:
        """Open a page, or several in the same tab one after the other; the text of each. `press` presses the button
        with that key after the last one; `between` happens before each but the first, `after` gets each end."""
        opened = self._open(pages, press, origin or self.dashboard, host, between, after)
        with ThreadPoolExecutor(1) as own_thread:  # a browser's test may have a loop running in this one
            return own_thread.submit(asyncio.run, opened).result()

    def timed(self, *pages: str) -> list[float]:
        """Milliseconds from each click to the end of its script run, pages opened one after the other in one tab."""
        moments: list[float] = []
        self.open(*pages, between=lambda: moments.append(time.perf_counter()), after=moments.append)
        return [1000 * (end - begin) for begin, end in zip(moments[1::2], moments[2::2], strict=True)]

    async def _open(
        self,
        pages: tuple[str, ...],
        press: str,
        origin: str,
        host: str,
        between: Callable[[], object],
        after: Callable[[float], object],
    ) -> list[str]:
        self.http.get("/_stcore/health")  # gives the token without which a cookie does not count
        cookies = self.cookies()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        protocols = [Subprotocol("streamlit"), Subprotocol(cookies.get("_streamlit_xsrf", "none").strip('"'))]
        place = urlsplit(self.dashboard)
        stream = f"ws://{host or place.netloc}/_stcore/stream"
        texts = []
        async with connect(
            stream,
            host=place.hostname,
            port=place.port,
            origin=Origin(origin),
            max_size=None,
            additional_headers=headers,
            subprotocols=protocols,
        ) as wire:
            for page in pages:
                if texts:
                    await asyncio.to_thread(between)
                texts.append(await _run(wire, page))
                after(time.perf_counter())
            if press:
                texts.append(await _run(wire, pages[-1], _identity(texts[-1], press)))
        return texts


async def _run(wire, page: str, pressed: str = "") -> str:
    asked = BackMsg()
    path, _, query = page.partition("?")
    asked.rerun_script.page_name = path.strip("/")
    asked.rerun_script.query_string = query
    if pressed:
        widget = asked.rerun_script.widget_states.widgets.add()
        widget.id, widget.trigger_value = pressed, True
    await wire.send(asked.SerializeToString())
    text = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(await asyncio.wait_for(wire.recv(), 60)))
        text.append(str(message))
        if message.WhichOneof("type") == "script_finished":
            return "".join(text)


def _identity(text: str, key: str) -> str:
    """The framework's own id of the button with a key."""
    import re

    found = re.search(rf'id: "(\$\$ID-[^"]*-{re.escape(key)})"', text)
    assert found, f"no button {key}"
    return found[1]


def is_refused(somebody: Somebody, **how: str) -> bool:
    """Whether the server refuses the websocket itself."""
    try:
        somebody.open("/", **how)
    except (InvalidStatus, ConnectionError):
        return True
    return False


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)
