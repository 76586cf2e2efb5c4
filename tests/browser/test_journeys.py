"""The journeys of leaders and planners in a real browser: glance, drill, what-if, language, deep link, Back, small
screen."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import visit
from tests.dashboards.edition_fixture import NAME, build_edition
from tests.sentence import sentence, text

pytestmark = pytest.mark.browser
ADDRESSES = ["/", "/keselarasan", "/jelajah-target"]


def test_a_leader_sees_at_a_glance_whether_the_targets_add_up(page: Page) -> None:
    visit(page, "/")
    expect(page.locator("h1.answer")).to_have_text(sentence("headline.not_reached"))
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    tiles = page.locator(".st-key-chart_provinces .bars .point")
    expect(tiles).to_have_count(38)
    assert page.title().endswith("Selaras")


def test_the_document_declares_its_language(page: Page) -> None:
    visit(page, "/")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    visit(page, "/?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_switch_keeps_what_is_selected(page: Page) -> None:
    visit(page, "/jelajah-target?region=35&indicator=poverty_rate")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1.answer")).to_contain_text("percentage points")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("region=35.*lang=en|lang=en.*region=35"))


def test_going_down_on_the_same_page_changes_the_address_and_back_goes_up(page: Page) -> None:
    visit(page, "/keselarasan?lang=en")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page).to_have_url(re.compile("lang=id"))
    page.go_back()
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page.locator("h1.answer")).to_contain_text("percentage points above 5.00")


def test_a_deep_link_opens_what_was_seen_and_back_returns(page: Page) -> None:
    visit(page, "/jelajah-target?round=rpjmn-2025&indicator=gini_ratio&region=51&year=2025")
    expect(page.locator("h1.answer")).to_contain_text("Bali, Rasio Gini 2025")
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page.get_by_role("link", name="Ringkasan").first.click()
    expect(page.locator("h1.answer")).to_contain_text("Target daerah 2025")
    page.go_back()
    expect(page.locator("h1.answer")).to_contain_text("Bali, Rasio Gini 2025")


def test_back_undoes_a_choice_in_a_picker(page: Page) -> None:
    visit(page, "/jelajah-target?region=33")
    page.locator(".st-key-pick_year input").click()
    page.get_by_role("option", name="2025").click()
    expect(page.locator("h1.answer")).to_contain_text("2025")
    page.go_back()
    expect(page.locator("h1.answer")).to_contain_text("2029")


def test_a_bad_value_falls_back_with_a_notice_and_is_not_run(page: Page) -> None:
    visit(page, "/?indicator=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.locator("p.notice")).to_contain_text("<img src=x onerror=alert(1)>")


def test_a_preset_moves_gap_chance_and_nation_at_once(page: Page) -> None:
    visit(page, "/jelajah-target?region=33")
    before = page.locator(".facts").last.inner_text()
    page.get_by_role("button", name=sentence("whatif.preset_halt")).click()
    expect(page.locator(".facts", has_text="Akibat nasional")).not_to_have_text(before)
    expect(page.locator(".facts", has_text="Akibat nasional")).to_contain_text("Tercapai")


def test_a_row_is_opened_by_keyboard_alone(page: Page) -> None:
    visit(page, "/keselarasan")
    row = page.get_by_role("link", name="Jawa Tengah")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1.answer")).to_contain_text("Jawa Tengah")
    assert "region=33" in page.url


def test_a_table_is_sorted_by_its_heading(page: Page) -> None:
    visit(page, "/keselarasan")
    heading = page.locator("th", has=page.get_by_role("button", name="Target")).first
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


def test_a_tile_is_chosen_by_a_click(page: Page) -> None:
    visit(page, "/")
    page.locator(".st-key-chart_provinces .bars .point").nth(5).click(force=True)
    expect(page).to_have_url(re.compile("region="))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_small_screen_needs_no_sideways_scroll(page: Page, address: str, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, f"{address}?lang={language}")
    page.wait_for_timeout(500)
    width = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    assert width <= 360


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_the_framework_is_left_on_a_page(page: Page, address: str) -> None:
    visit(page, address)
    for leftover in ("Deploy", "Made with Streamlit", "Rerun", "View fullscreen"):
        expect(page.get_by_text(leftover, exact=True).locator("visible=true")).to_have_count(0)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_every_answer_carries_the_security_headers(dashboard: str) -> None:
    with urllib.request.urlopen(dashboard) as answer:
        headers = {name.lower(): text for name, text in answer.headers.items()}
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("query", "language"), [("", "id"), ("?lang=en", "en"), ("?lang=xx", "id")])
def test_the_shell_declares_the_language_before_any_script_runs(dashboard: str, query: str, language: str) -> None:
    request = urllib.request.Request(f"{dashboard}/{query}", headers={"accept": "text/html", "accept-encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read().decode()
    assert f'<html lang="{language}">' in body
    assert "<title>Streamlit</title>" not in body


def test_a_new_edition_is_shown_without_a_restart(page: Page, data_folder: Path) -> None:
    visit(page, "/jelajah-target?region=33")
    build_edition(data_folder, "edition-20260202T000000Z-1")
    try:
        visit(page, "/jelajah-target?region=33")
        page.get_by_text(text("drawer.title")).click()
        expect(page.get_by_text("edition-20260202T000000Z-1")).to_be_visible()
    finally:
        (data_folder / "editions" / "CURRENT").write_text(NAME + "\n")
