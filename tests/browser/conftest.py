"""A real browser before a real server on an invented edition. Without Chromium these tests are skipped, in CI they
fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pipelines.contract.paths import Paths
from tests.dashboards.edition_fixture import build_edition
from tests.dashboards.viewers import serving

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the lightest first
AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-background-networking",
    "--renderer-process-limit=1",  # what one page has compiled of the framework's scripts, the next one need not
]


def chromium_path() -> str | None:
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    build_edition(folder)
    return folder


@pytest.fixture(scope="session")
def dashboard(data_folder: Path) -> Iterator[str]:
    """Serve the invented edition; give its address."""
    with serving(data_folder, data_folder / "server.log") as (address, _):
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = chromium_path()
    if found is None:
        why = "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(chromium: Browser, dashboard: str) -> Iterator[BrowserContext]:
    """One context for all tests, in which one page stays open: so the browser keeps the framework's scripts."""
    opened = chromium.new_context(base_url=dashboard, viewport={"width": 1280, "height": 900})
    opened.new_page().goto("/_stcore/health")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A copy of the full edition that a module may hand files in to."""
    folder = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(refreshed.data, folder)
    return Paths(folder)


@pytest.fixture
def own_page(chromium: Browser, own_dashboard: str) -> Iterator[Page]:
    """A page on the module's own edition."""
    opened = chromium.new_page(base_url=own_dashboard, viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own_dashboard(own: Paths) -> Iterator[str]:
    with serving(own.data, own.data / "dashboard.log") as (address, _):
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A fresh page that notes every request leaving this machine."""
    opened = context.new_page()
    unmatched: list[str] = []
    opened.on("request", lambda request: unmatched.append(request.url) if _is_foreign(request.url) else None)
    yield opened
    opened.close()
    assert unmatched == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://localhost:", "ws://localhost:", "data:", "blob:"))


def visit(page: Page, path: str) -> Page:
    """Open an address and wait until the page has drawn itself to its foot."""
    page.goto(path)
    page.wait_for_selector("footer.foot", timeout=30_000)
    come_to_rest(page)
    return page


def come_to_rest(page: Page) -> None:
    """Wait until no script runs, and a moment more: a click on something about to be drawn again would be lost."""
    page.wait_for_timeout(150)
    page.wait_for_selector(AT_REST, timeout=30_000)
    page.wait_for_timeout(150)
