"""What the server answers at its doors: titles, unknown addresses, files, foreign origins."""

from __future__ import annotations

import asyncio
import http.client
import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from dashboards.i18n import wording
from dashboards.state.routes import ADDRESSES, there_are
from tests.browser.conftest import visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_page_is_named_in_the_browsers_title(page: Page, language: str) -> None:
    say = wording(language)
    for name in there_are():
        page.goto(f"/{'' if name == 'overview' else ADDRESSES[name]}?lang={language}")
        expect(page).to_have_title(f"{say(f'page.{name}')} · Selaras", timeout=30_000)


def test_a_deep_link_asks_for_nothing_that_is_not_there(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    visit(page, "/keselarasan?indicator=poverty_rate")
    assert complaints == []


def test_an_unknown_address_leads_to_the_overview_which_says_so(page: Page) -> None:
    visit(page, "/tidak-ada?lang=id")
    expect(page.locator("p.notice")).to_contain_text("Halaman “tidak-ada”")
    expect(page.get_by_text("Page not found")).to_have_count(0)
    assert urlsplit(page.url).path == "/"


@pytest.mark.parametrize("path", ["/", "/wilayah", "/favicon.png", "/_stcore/health", "/media/none.xlsx", "script"])
def test_every_kind_of_answer_carries_the_security_headers(dashboard: str, path: str) -> None:
    if path == "script":
        with urllib.request.urlopen(dashboard) as shell:
            path = "/" + re.search(r'src="\./(static/js/[^"]+)"', shell.read().decode())[1]  # type: ignore[index]
    wire = http.client.HTTPConnection(urlsplit(dashboard).netloc)
    wire.request("GET", path)
    headers = {name.lower(): text for name, text in wire.getresponse().getheaders()}
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def knock(dashboard: str, origin: str, host: str = "") -> int:
    """Open the page's websocket from an origin, under a host name; the status of the answer, 101 when it opens."""

    async def try_it() -> int:
        address = urlsplit(dashboard)
        uri = f"ws://{host or address.hostname}:{address.port}/_stcore/stream"
        try:
            async with connect(uri, origin=Origin(origin), host="localhost", port=address.port):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(asyncio.run, try_it()).result()


def test_a_websocket_from_another_site_is_refused(dashboard: str) -> None:
    assert knock(dashboard, dashboard) == 101
    assert knock(dashboard, "http://nirwana.example") == 403
    assert knock(dashboard, "http://localhost:1") == 403


def test_a_foreign_name_that_points_to_this_machine_is_refused(dashboard: str) -> None:
    assert knock(dashboard, f"http://nirwana.example:{urlsplit(dashboard).port}", "nirwana.example") == 403
