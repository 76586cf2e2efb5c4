"""The rules of axe find nothing serious on any page, light and dark, with everything unfolded."""

from __future__ import annotations

from importlib import resources
from itertools import cycle

import pytest
from playwright.sync_api import Page

from dashboards.state.routes import ADDRESSES, there_are
from tests.browser.conftest import come_to_rest, visit

pytestmark = pytest.mark.browser
RULES = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes[0].html.slice(0, 160)}`)"""
UNFOLD = "document.querySelectorAll('details:not([open]) > summary').forEach(folded => folded.click())"
IS_IN_SCHEME = r"""scheme => {
    const [red, green, blue] = getComputedStyle(document.querySelector('[data-testid="stApp"]'))
        .backgroundColor.match(/\d+/g).map(Number);
    return (red + green + blue < 384) === (scheme === 'dark');
}"""
PAGES = ["" if name == "overview" else ADDRESSES[name] for name in there_are()]


def serious(page: Page) -> list[str]:
    page.evaluate(RULES)
    found: list[str] = page.evaluate(ASK)
    return found


@pytest.mark.parametrize(("address", "language"), list(zip(PAGES, cycle(("id", "en")), strict=False)))
def test_a_page_has_no_serious_finding(page: Page, address: str, language: str) -> None:
    """Light, then dark; the languages take turns, since they differ in words and not in structure."""
    page.emulate_media(color_scheme="light")
    visit(page, f"/{address}?lang={language}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(IS_IN_SCHEME, arg=scheme)
        come_to_rest(page)
        page.evaluate(UNFOLD)
        come_to_rest(page)
        assert serious(page) == [], scheme


@pytest.mark.parametrize("address", ["", "keselarasan", "jelajah-target"])
def test_everything_can_be_reached_by_tab(page: Page, address: str) -> None:
    visit(page, f"/{address}")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.innerText || '').trim()"))
    assert {"Keselarasan", "Jelajah target", "English"} <= reached
