"""Two people at two browsers over one line of one desk: one decides, the other sees it and is never half believed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipelines.contract import decisions
from tests.browser.conftest import come_to_rest, visit
from tests.contract.decisions import given
from tests.dashboards.edition_fixture import build_edition
from tests.dashboards.viewers import serving

pytestmark = pytest.mark.browser
LINES = [decisions.line_key(given.ROUND, given.INDICATOR, region, 2027) for region in ("11", "94", "12")]
LINE = (
    f"/meja-telaah?lang=id&round={given.ROUND}&desk={given.ROUND}.meja-1&indicator={given.INDICATOR}"
    f"&year=2027&role=reviewer&line={given.INDICATOR}:11"
)
SOON = 10_000  # a second between looks, and the drawing on a machine with other work


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk_of_two")
    build_edition(place)
    return place


@pytest.fixture(scope="module")
def book(folder: Path) -> Iterator[decisions.Book]:
    """The book of an invented edition: a session sits over three submitted lines."""
    opened = decisions.open_book(folder)
    for line in LINES:
        given.submitted(opened, line, value=80.0)
    given.opened(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def both(chromium: Browser, book: decisions.Book, folder: Path) -> Iterator[tuple[Page, Page]]:
    """Two browsers that share nothing, on the same line."""
    with serving(folder, folder / "server.log") as (address, _):
        contexts = [chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) for _ in "ab"]
        yield tuple(visit(each.new_page(), LINE) for each in contexts)  # type: ignore[misc]
        for each in contexts:
            each.close()


# So much earlier that a busy server takes it first, and below the 700 ms for which a change has to stand to be read.
LEAD_MS = 450


def action(page: Page, code: str) -> Locator:
    return page.locator(f".st-key-desk_do_{code} button")


def said(page: Page, words: str) -> Locator:
    return page.get_by_role("status").filter(has_text=words)


def test_two_browsers_on_one_line(both: tuple[Page, Page], book: decisions.Book) -> None:
    one, other = both
    action(other, "return").click()  # the other is still writing a reason …
    form = other.locator("[data-testid=stForm]")
    form.locator("textarea").first.fill("penyebut perlu diperiksa")
    given.decide(book, LINES[1], "recommend")  # … while somebody decides on another line:
    expect(other.get_by_role("row").filter(has_text="Papua").filter(has_text="Direkomendasikan")).to_be_visible(
        timeout=SOON
    )
    expect(form.locator("textarea").first).to_have_value("penyebut perlu diperiksa")  # nothing typed is lost
    form.locator("input").first.click()
    other.get_by_role("option", name="penyebut").click()
    other.keyboard.press("Escape")
    expect(other.get_by_role("listbox")).to_have_count(0)

    action(one, "recommend").click()
    come_to_rest(one)
    together = 1000 * time.time() + 600
    for late, page in enumerate(both):  # and now both at once: the other's comes before a change could have been read
        button = page.get_by_role("button", name="Catat keputusan")
        button.evaluate("(it, at) => setTimeout(() => it.click(), at - Date.now())", together + LEAD_MS * late)
    expect(said(one, "1 keputusan dicatat")).to_be_visible(timeout=SOON)
    expect(said(other, "berubah")).to_be_visible(timeout=SOON)
    assert [event.action for event in book.history(LINES[0])] == ["submit", "recommend"]

    come_to_rest(other)  # what was typed is still there, the newer state is before the eyes: now it counts
    expect(form.locator("textarea").first).to_have_value("penyebut perlu diperiksa")
    other.wait_for_timeout(1_000)  # … and has been read
    other.get_by_role("button", name="Catat keputusan").click()
    expect(said(other, "1 keputusan dicatat")).to_be_visible(timeout=SOON)
    assert [event.action for event in book.history(LINES[0])] == ["submit", "recommend", "return"]


def test_rows_ticked_for_many_lines_stay_while_others_decide(both: tuple[Page, Page], book: decisions.Book) -> None:
    page = both[0]
    bulk = page.locator(".st-key-desk_bulk")
    bulk.locator("summary").click()
    come_to_rest(page)
    grid = bulk.locator("[data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    rows = [line for line in LINES if (now := book.standing(line)) and now.state == "submitted"]
    page.mouse.click(box["x"] + 50, box["y"] + 35 * (rows.index(LINES[2]) + 1.5))
    come_to_rest(page)
    given.decide(book, LINES[1], "comment", payload={"text": "penyebut sudah diperiksa"})
    page.wait_for_timeout(2_000)  # two looks at the book

    bulk.get_by_role("button", name="Putuskan baris terpilih").click()
    expect(said(page, "1 keputusan dicatat")).to_be_visible(timeout=SOON)
    assert [event.action for event in book.history(LINES[2])] == ["submit", "recommend"]
