"""The rules of axe find nothing serious on any page, in both languages, light and dark, with everything unfolded."""

from __future__ import annotations

from importlib import resources

import pytest
from playwright.sync_api import Page

from dashboards.state.routes import ADDRESSES, there_are
from tests.browser.conftest import visit

pytestmark = pytest.mark.browser
RULES = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes[0].html.slice(0, 160)}`)"""
UNFOLD = "document.querySelectorAll('details:not([open]) > summary').forEach(folded => folded.click())"
PAGES = ["" if name == "overview" else ADDRESSES[name] for name in there_are()]


def serious(page: Page) -> list[str]:
    page.evaluate(RULES)
    found: list[str] = page.evaluate(ASK)
    return found


@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_serious_finding(page: Page, address: str, language: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    visit(page, f"/{address}?lang={language}")
    page.evaluate(UNFOLD)
    page.wait_for_timeout(500)
    assert serious(page) == []


@pytest.mark.parametrize("address", ["", "keselarasan", "jelajah-target"])
def test_everything_can_be_reached_by_tab(page: Page, address: str) -> None:
    visit(page, f"/{address}")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.innerText || '').trim()"))
    assert {"Keselarasan", "Jelajah target", "English"} <= reached
