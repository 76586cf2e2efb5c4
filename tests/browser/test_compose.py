"""A own_page composes a set, locks one region, sees the others close again, hands the set in, and sees it published."""

from __future__ import annotations

import math
import re
import time
from typing import Any

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from pipelines.analysis.compose.limits import LimitChoice
from pipelines.analysis.compose.rules import Choice
from pipelines.analysis.tables.composed_set import DrawnSet, Request, draw_up
from pipelines.analysis.tables.composition import composition
from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from tests.browser.conftest import come_to_rest, visit
from tests.conftest import run_selaras
from tests.sentence import composed, text

pytestmark = pytest.mark.browser
SLOW = 120_000
ROUND, INDICATOR = "contoh-2027-1", "outcome_assistance_on_target"
WHY = "deretnya pendek"
HERE = (
    f"/susun-target?round={ROUND}&indicator={INDICATOR}&year=2030&rule=common_pace&lift=precedent"
    f"&why={WHY.replace(' ', '+')}&focus=51&lang=en"
)
LOCKED = 71.5
CLOSED = composed("closed", "en", wanted="83.000")
LIMIT_SECONDS = 5.0  # under half a second on a quiet machine; tests share theirs


def asked(paths: Paths, query: str, **parameters: Any) -> pl.DataFrame:
    edition = edition_reader.current_edition(paths)
    assert edition is not None
    with edition_reader.reading(edition) as connection:
        frame: pl.DataFrame = connection.sql(query, params=parameters).pl()
    return frame


def expected_set(paths: Paths) -> DrawnSet:
    """The set the page is asked for, drawn up without it."""
    request = Request(
        Choice("common_pace"),
        locks={"51": LOCKED},
        limits=LimitChoice(is_within_precedent=False, reason=WHY),
    )
    return draw_up(composition(lambda query, **facts: asked(paths, query, **facts), ROUND, INDICATOR), request)


def lock_bali(page: Page) -> float:
    """Type a value for the region in focus; give the seconds until the page shows the set closed around it."""
    field = page.get_by_role("textbox", name=re.compile("Fixed value"))
    field.fill(str(LOCKED))
    start = time.perf_counter()
    field.press("Enter")
    expect(page.get_by_role("button", name="Release", exact=True)).to_be_visible(timeout=SLOW)
    return time.perf_counter() - start


def test_a_set_is_composed_locked_closed_handed_in_and_published(own_page: Page, own: Paths) -> None:
    visit(own_page, HERE)
    expect(own_page.locator("h1.answer")).to_have_text(CLOSED, timeout=SLOW)
    assert lock_bali(own_page) < LIMIT_SECONDS
    assert f"lock=51%3D{LOCKED}" in own_page.url or f"lock=51={LOCKED}" in own_page.url
    come_to_rest(own_page)
    expect(own_page.locator("h1.answer")).to_have_text(CLOSED)
    own_page.go_back()
    expect(own_page.get_by_role("button", name="Release", exact=True)).to_have_count(0, timeout=SLOW)
    come_to_rest(own_page)
    lock_bali(own_page)
    come_to_rest(own_page)

    before = expected_set(own)
    own_page.get_by_role("button", name=text("compose.hand_in", "en")).click()
    expect(own_page.get_by_text("accepted", exact=False).first).to_be_visible(timeout=SLOW)
    expect(own_page.locator(".st-key-arrival")).to_be_visible(timeout=SLOW)
    done = run_selaras(own, "refresh")
    assert done.returncode == 0, done.stderr
    rows = asked(
        own,
        "select region_id, target_year, target_value from mart.target_gap "
        "where round_id = $round_id and indicator_code = $indicator_code",
        round_id=ROUND,
        indicator_code=INDICATOR,
    )
    there = {(row["region_id"], row["target_year"]): row["target_value"] for row in rows.iter_rows(named=True)}
    assert there["51", 2030] == LOCKED
    for place, region_id in enumerate(before.composition.region_ids):
        for column, year in enumerate(before.years):
            if math.isfinite(before.values[place, column]):
                assert there[region_id, year] == before.values[place, column]


@pytest.mark.parametrize(("width", "language"), [(360, "id"), (1280, "en")])
def test_the_page_fits_its_screen_and_leads_from_the_alignment(own_page: Page, width: int, language: str) -> None:
    own_page.set_viewport_size({"width": width, "height": 900})
    visit(own_page, f"/keselarasan?round=rpjmn-2025&indicator=poverty_rate&year=2029&lang={language}")
    own_page.get_by_role("link", name=text("compose.from_alignment", language)).click()
    expect(own_page.locator("h1.answer")).to_contain_text(
        {"id": "Tidak terjangkau", "en": "Out of reach"}[language], timeout=SLOW
    )
    assert "indicator=poverty_rate" in own_page.url and "year=2029" in own_page.url
    assert own_page.evaluate("document.documentElement.scrollWidth") <= width
    own_page.get_by_role("button", name={"id": re.compile("Pakai 6,"), "en": re.compile("Use 6.")}[language]).click()
    expect(own_page.locator("h1.answer")).to_contain_text({"id": "Tertutup", "en": "Closed"}[language], timeout=SLOW)


@pytest.mark.parametrize(
    ("language", "head"),
    [("id", "Skenario, {} wilayah diubah"), ("en", "Scenario, {} of the regions")],
)
def test_a_tried_value_leads_to_a_scenario_of_several_regions_kept_in_the_link(
    own_page: Page, language: str, head: str
) -> None:
    link = text("compose.scenario_from_explorer", language)
    back = text("compose.to_explorer", language, region="Bali")
    asked = f"round=contoh-2026-2&indicator={INDICATOR}&region=53&year=2030&lock=53=93&lang={language}"
    visit(own_page, f"/jelajah-target?{asked}")
    own_page.get_by_role("link", name=link).click()
    expect(own_page.locator("h1.answer")).to_contain_text(head.format(1), timeout=SLOW)
    come_to_rest(own_page)
    visit(own_page, f"{own_page.url}&focus=51".replace("focus=53&", "").replace("&focus=53", ""))
    field = own_page.get_by_role("textbox", name=re.compile("Fixed value|Nilai tetap"))
    field.fill("88")
    field.press("Enter")
    expect(own_page.locator("h1.answer")).to_contain_text(head.format(2), timeout=SLOW)
    come_to_rest(own_page)
    assert own_page.url.count("lock=") == 2
    own_page.get_by_role("link", name=back).click()
    own_page.get_by_role("link", name=link).click(timeout=SLOW)
    expect(own_page.locator("h1.answer")).to_contain_text(head.format(2), timeout=SLOW)
