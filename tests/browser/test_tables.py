"""A long table ends where a row ends, says how much more there is, and opens wholly on request."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import visit

pytestmark = pytest.mark.browser
SEEN = """frame => {
    const box = frame.getBoundingClientRect();
    const foot = box.top + frame.clientTop + frame.clientHeight;
    const bottoms = [...frame.querySelectorAll('tbody tr')].map(row => row.getBoundingClientRect().bottom);
    return { all: bottoms.length, whole: bottoms.filter(bottom => bottom <= foot + 1).length,
             cut: Math.min(...bottoms.map(bottom => Math.abs(bottom - foot))), sideways: frame.scrollWidth - frame.clientWidth };
}"""  # noqa: E501


def provinces(page: Page) -> Locator:
    visit(page, "/wilayah")
    return page.locator(".st-key-table_below")


@pytest.mark.parametrize(("width", "least"), [(1280, 10), (360, 4)])
def test_a_long_table_shows_whole_rows_and_a_way_to_all_of_them(page: Page, width: int, least: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    table = provinces(page)
    frame = table.locator(".frame")
    expect(frame).to_be_visible()
    seen = frame.evaluate(SEEN)
    assert seen["all"] == 38
    assert least <= seen["whole"] < 38
    assert seen["cut"] <= 1.5
    assert seen["sideways"] <= 0
    expect(table.locator(".more")).to_contain_text(f"{seen['whole']} dari 38 baris")
    table.get_by_role("button", name="Tampilkan semua").click()
    assert frame.evaluate(SEEN)["whole"] == 38
    table.get_by_role("button", name="Ringkas lagi").click()
    assert frame.evaluate(SEEN)["whole"] == seen["whole"]


def test_the_language_button_stays_close_beneath_the_brand_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    visit(page, "/?lang=en")
    brand, button = (
        each.bounding_box() for each in (page.locator(".brand"), page.get_by_role("button", name="Bahasa Indonesia"))
    )
    assert brand is not None
    assert button is not None
    assert 0 <= button["y"] - (brand["y"] + brand["height"]) < 12
    assert button["x"] + button["width"] <= 360
