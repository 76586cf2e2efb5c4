"""One press of Back returns to what was seen, with everything the address said."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import come_to_rest, visit

pytestmark = pytest.mark.browser

WAYS = [
    ("/temuan?round=rpjmn-2025&unit=bappenas&severity=reject", "poverty_rate|sel|baris|!"),
    ("/keselarasan?round=rpjmn-2025&indicator=poverty_rate&year=2025", "Jawa Tengah"),
    ("/wilayah?region=33&year=2025", "Tingkat kemiskinan"),
    ("/wilayah", "Jawa Tengah"),
    ("/putaran?round=contoh-2026-2&unit=bappenas", "Jawa Tengah|Aceh"),
    ("/indikator-metode?lang=en&test=gini_ratio%20province", "Gini ratio"),
]


@pytest.mark.parametrize(("address", "row"), WAYS)
def test_one_press_of_back_returns_from_a_row_to_all_that_was_chosen(page: Page, address: str, row: str) -> None:
    visit(page, address)
    seen, said = page.url, page.locator("h1.answer").inner_text()
    entries = page.evaluate("history.length")
    for fold in page.locator("summary", has_text="satu per satu").all():  # a list that stands folded
        fold.click()
    page.locator("a.open:visible", has_text=re.compile(row)).first.click(timeout=8000)
    expect(page).not_to_have_url(seen)
    come_to_rest(page)
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect(page).to_have_url(seen)
    come_to_rest(page)
    expect(page.locator("h1.answer")).to_have_text(said)
    assert urlsplit(page.url).query == urlsplit(seen).query


def test_a_row_is_a_link_that_can_be_opened_beside(page: Page) -> None:
    visit(page, "/keselarasan?lang=en")
    row = page.get_by_role("link", name="Jawa Tengah")
    with page.context.expect_page() as opened:
        row.click(modifiers=["Control"])
    beside = opened.value
    expect(beside.locator("h1.answer")).to_contain_text("Jawa Tengah")
    assert "lang=en" in beside.url
    beside.close()
    assert "keselarasan" in page.url


def test_a_link_from_the_round_to_its_findings_is_undone_by_one_press(page: Page) -> None:
    visit(page, "/putaran?round=rpjmn-2025&unit=bappenas")
    seen = page.url
    page.get_by_role("link", name=re.compile("emuan")).last.click()
    expect(page).to_have_url(re.compile("temuan"))
    come_to_rest(page)
    page.go_back()
    expect(page).to_have_url(seen)
