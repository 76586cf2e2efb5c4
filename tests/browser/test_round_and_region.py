"""The journeys of the round manager and of whoever looks for one region: filter, drill, come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import come_to_rest, visit
from tests.browser.test_accessibility import serious
from tests.sentence import text

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)  # a loaded test machine; the benchmark measures speed
PAGES = ["/wilayah?region=33", "/putaran?round=contoh-2026-2", "/temuan", "/indikator-metode", "/kirim-berkas"]


def pick(page: Page, label: str, words: str) -> None:
    """Choose one option of a picker as a person would."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=words).click()


def test_a_click_on_a_province_and_a_district_goes_down_and_the_crumbs_and_back_go_up(page: Page) -> None:
    visit(page, "/wilayah")
    page.get_by_role("link", name="Jawa Tengah").first.click()
    expect(page.locator("h1.answer")).to_contain_text("Jawa Tengah 2029")
    expect(page).to_have_url(re.compile("region=33"))
    come_to_rest(page)
    page.get_by_role("link", name="Kabupaten Cilacap").click()
    expect(page.locator("h1.answer")).to_contain_text("Kabupaten Cilacap")
    come_to_rest(page)
    page.get_by_role("button", name="Jawa Tengah ›").click()
    expect(page.locator("h1.answer")).to_contain_text("Jawa Tengah 2029")
    come_to_rest(page)
    page.go_back()
    expect(page.locator("h1.answer")).to_contain_text("Kabupaten Cilacap")


def test_a_row_is_opened_by_keyboard(page: Page) -> None:
    visit(page, "/wilayah")
    page.get_by_role("link", name="Aceh", exact=True).first.press("Enter")
    expect(page.locator("h1.answer")).to_contain_text("Aceh 2029")


def test_findings_are_narrowed_by_a_filter_that_the_address_keeps(page: Page) -> None:
    visit(page, "/temuan")
    expect(page.locator("h1.answer")).to_contain_text("3 temuan")
    rows = page.get_by_role("region", name=text("findings.list_eyebrow")).locator("tbody tr")
    expect(rows).to_have_count(3)
    pick(page, "Tingkat", "ditolak")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("severity=reject"))
    page.reload()
    expect(rows).to_have_count(1)


def test_a_bad_filter_falls_back_with_a_notice(page: Page) -> None:
    visit(page, "/temuan?severity=apa-saja")
    expect(page.locator(".notice")).to_contain_text("apa-saja")


@pytest.mark.parametrize("path", PAGES)
def test_a_telephone_needs_no_sideways_scroll(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, path)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 360


@pytest.mark.parametrize("path", ["/wilayah?region=33", "/putaran?round=contoh-2026-2", "/temuan?unit=bappenas"])
def test_axe_finds_nothing_serious_below_the_first_screen(page: Page, path: str) -> None:
    visit(page, path)
    page.wait_for_timeout(600)
    assert serious(page) == []
