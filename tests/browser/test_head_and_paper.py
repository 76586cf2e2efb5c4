"""The head of every page in a real browser, and pages on paper: no number lost, the first screen on one sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import visit
from tests.browser.paper import numbers_in, text_of

pytestmark = pytest.mark.browser
EDGES = """[...document.querySelectorAll('.js-plotly-plot .svg-container')].filter(plot => plot.offsetParent)
    .map(plot => plot.getBoundingClientRect()).map(box => [box.left, box.right])"""
# The letters of charts, of their rows as tables, of tiles, facts and headings, and of every table's cells.
SHOWN = """() => {
    const seen = (node) => node.checkVisibility(), main = document.querySelector('[data-testid=stMainBlockContainer]');
    const charts = [...main.querySelectorAll('.js-plotly-plot text')].filter(seen).map((text) => text.textContent);
    const parts = [...main.querySelectorAll('.scale-rows td, .tiles, .facts dd, .ledger, h1, h2, h3')].filter(seen);
    const cells = [...main.querySelectorAll('*')].filter((node) => node.shadowRoot).flatMap(
        (node) => [...node.shadowRoot.querySelectorAll('.frame th, .frame td')]);
    return [...charts, ...[...parts, ...cells].map((part) => part.innerText)];
}"""


def test_the_navigation_is_a_list_that_names_the_page_one_is_on(page: Page) -> None:
    visit(page, "/keselarasan?round=rpjmn-2025&year=2025")
    here = page.locator("nav.pages a[aria-current=page]")
    expect(here).to_have_text("Keselarasan")
    page.get_by_role("navigation").get_by_role("link", name="Jelajah target").click()
    expect(page.locator("nav.pages a[aria-current=page]")).to_have_text("Jelajah target")
    expect(page).to_have_url(re.compile("jelajah-target.*year=2025"))
    page.go_back()
    expect(page.locator("nav.pages a[aria-current=page]")).to_have_text("Keselarasan")


@pytest.mark.parametrize(
    ("language", "written", "address"),
    [
        ("id", "Jawa Tengah · 33", "/wilayah.*region=33"),
        ("en", "Poverty rate", "/jelajah-target.*indicator=poverty_rate"),
    ],
)
def test_the_search_leads_to_a_region_or_an_indicator(page: Page, language: str, written: str, address: str) -> None:
    visit(page, f"/?lang={language}")
    page.get_by_role("search").locator("input").fill(written)
    expect(page).to_have_url(re.compile(address))
    assert ("lang=en" in page.url) == (language == "en")


def test_the_theme_switch_holds_on_every_page(page: Page) -> None:
    visit(page, "/")
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    before = page.evaluate(ground)
    page.get_by_role("button", name="Terang / gelap").click()
    page.wait_for_function(f"(seen) => document.querySelector('.stApp') && {ground} !== seen", arg=before)
    visit(page, "/putaran")
    assert page.evaluate(ground) != before
    page.evaluate("localStorage.clear()")


def printed(page: Page, sheet: Path) -> tuple[int, str]:
    """Print the page as its button does; give how many sheets it takes and what stands on them."""
    page.evaluate("() => { window.print = () => { window.isPrinted = true } }")
    page.locator("[data-print]").first.click()
    page.wait_for_function("window.isPrinted")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.pdf(path=str(sheet), format="A4", print_background=True)
    page.set_viewport_size({"width": 703, "height": 1040})
    page.emulate_media(media="print")
    assert all(left >= -1 and right <= 704 for left, right in page.evaluate(EDGES))
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return text_of(sheet)


@pytest.mark.parametrize(
    ("address", "most_sheets"),
    [
        ("/?round=rpjmn-2025&year=2029&lang=id", 1),
        ("/?round=rpjmn-2025&year=2029&lang=en", 1),
        ("/keselarasan?round=rpjmn-2025&indicator=poverty_rate&year=2029&lang=en", 5),
        ("/jelajah-target?round=rpjmn-2025&indicator=poverty_rate&region=33&year=2029", 5),
        ("/susun-target?round=rpjmn-2025&indicator=poverty_rate&year=2029&rule=peers:50", 5),
        ("/putaran?round=rpjmn-2025", 5),
    ],
)
def test_every_number_of_the_screen_is_on_paper(page: Page, address: str, most_sheets: int, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, address)
    page.wait_for_timeout(500)
    on_screen = numbers_in("\n".join(page.evaluate(SHOWN)))
    sheets, text = printed(page, tmp_path / "sheet.pdf")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert len(on_screen) > 10
    assert sorted(on_screen - numbers_in(text)) == []
    assert sheets <= most_sheets


def test_the_first_screen_fits_where_a_director_looks(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, "/?round=rpjmn-2025&year=2029")
    tall = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height")
    bottom = page.locator(".tiles").bounding_box()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert tall <= 1800
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 900


@pytest.mark.parametrize("language", ["id", "en"])
def test_on_a_phone_nothing_of_the_head_lies_on_the_name(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, f"/?lang={language}")
    name = page.locator(".brand .name").bounding_box()
    assert name is not None
    for control in page.locator(".st-key-languages button, .st-key-languages input").all():
        box = control.bounding_box()
        assert box is not None
        assert box["x"] >= name["x"] + name["width"] or box["y"] >= name["y"] + name["height"]
        assert box["x"] + box["width"] <= 360
