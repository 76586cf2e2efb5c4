"""What page.js does: definitions where a word stands, our words for the framework's, pictures as files; and the tiles
of Ringkasan by mouse and by keyboard."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboards.i18n import framework_words
from tests.browser.conftest import come_to_rest, visit
from tests.sentence import sentence, text

pytestmark = pytest.mark.browser
NOTE = ".why-note"
FRAMEWORKS = re.compile(
    r"Select all|No results|Choose options|only select up to|Skip to main|files are not allowed|Browse files"
    r"|options available|Preparing image|[0-9.]+(KB|MB)\b"
)


def all_words(page: Page) -> str:
    """Everything a reader or a screen reader meets: texts and names of elements."""
    return cast(
        str,
        page.evaluate(
            """() => document.body.innerText + "\\n" +
            [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((one) =>
                ["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? "")).join("\\n")"""
        ),
    )


def focus(page: Page, word: Locator) -> None:
    """Focus a word until its note shows: a first visit may draw its tables once more when the theme is known."""
    for _ in range(5):
        word.focus()
        page.wait_for_timeout(200)
        if page.locator(NOTE).is_visible():
            break
    expect(page.locator(NOTE)).to_be_visible()


def test_a_heading_says_what_it_means_when_it_is_focused_and_falls_silent_after(page: Page) -> None:
    visit(page, "/keselarasan?round=rpjmn-2025&indicator=poverty_rate")
    heading = page.locator(".st-key-table_parts").get_by_role("button", name="Target", exact=True)
    focus(page, heading)
    assert page.locator(NOTE).inner_text() == heading.get_attribute("aria-description")
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()


def test_a_word_among_the_facts_explains_itself_with_formula_and_date_by_keyboard(page: Page) -> None:
    visit(page, "/jelajah-target?round=rpjmn-2025&indicator=poverty_rate&region=33")
    word = page.locator("dt").get_by_role("button", name="Kesenjangan").first
    word.focus()
    expect(page.locator(NOTE)).to_contain_text("Rumus: D·(t−c)")
    expect(page.locator(NOTE)).to_contain_text("Statistik BPS (contoh) sampai")
    word.blur()
    expect(page.locator(NOTE)).to_be_hidden()


def test_a_fact_explains_itself_by_touch(page: Page) -> None:
    visit(page, "/keselarasan?round=rpjmn-2025")
    page.locator(".facts .why").first.click()
    expect(page.locator(NOTE)).to_be_visible()


def test_on_a_telephone_the_headings_are_explained_beneath_the_table(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, "/keselarasan?round=rpjmn-2025&indicator=poverty_rate")
    page.locator(".st-key-table_parts").get_by_text(text("meaning.columns")).click()
    expect(page.locator(".st-key-table_parts dd").first).to_be_visible()


def test_a_picture_is_taken_with_a_button_that_has_a_name(page: Page) -> None:
    visit(page, "/keselarasan?round=rpjmn-2025&indicator=poverty_rate")
    page.locator(".st-key-twin_range summary").first.press("Enter")
    with page.expect_download(timeout=15_000) as taken:
        page.get_by_role("button", name="Unduh png").first.press("Enter")
    assert taken.value.suggested_filename == "selaras-range-rpjmn-2025-poverty_rate-2029-id.png"


def open_list(page: Page) -> Locator:
    """Open the list of regions to compare; a list closes when the page still moves beneath it."""
    field = page.locator(".st-key-pick_compare input").first
    if not field.is_visible():
        page.locator(".st-key-compare summary").click()
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    field.click()
    return field


def test_the_framework_speaks_indonesian_in_lists(page: Page) -> None:
    visit(page, "/jelajah-target?round=rpjmn-2025&region=33&compare=11&compare=33&compare=35&compare=51")
    open_list(page)
    expect(page.get_by_text(text("framework.most_options", count=4))).to_be_visible()
    assert not FRAMEWORKS.search(all_words(page))
    visit(page, "/jelajah-target?round=rpjmn-2025&region=33")
    open_list(page).fill("zzzz")
    expect(page.get_by_text(text("framework.no_results"))).to_be_visible()
    assert not FRAMEWORKS.search(all_words(page))


def test_the_framework_speaks_indonesian_about_files(page: Page) -> None:
    visit(page, "/kirim-berkas")
    field = "[data-testid=stFileUploaderDropzoneInput]"
    page.set_input_files(field, {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b\n" * 6000})
    expect(page.get_by_text(re.compile(r"^\d+,\d kB$"))).to_be_visible()
    page.set_input_files(field, {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    expect(page.get_by_text(sentence("framework.not_allowed"))).to_be_attached()
    assert not FRAMEWORKS.search(all_words(page))
    assert page.locator("[data-testid=stIconMaterial]:not([aria-hidden=true])").count() == 0


@pytest.mark.parametrize(
    ("language", "hint"), [("id", "xlsx atau csv, paling besar 20 MB"), ("en", "xlsx or csv, at most 20 MB")]
)
def test_the_file_field_says_the_same_in_both_languages(page: Page, language: str, hint: str) -> None:
    visit(page, f"/kirim-berkas?lang={language}")
    field = page.locator("[data-testid=stFileUploaderDropzoneInstructions] span").first
    shown = field.evaluate("one => getComputedStyle(one, '::after').content")
    assert shown == f'"{hint}"'


def test_every_word_of_the_dictionary_is_replaced_in_texts_and_in_names(page: Page) -> None:
    visit(page, "/?round=rpjmn-2025")
    words = [(theirs, ours) for theirs, ours in framework_words("id") if "{" not in theirs]
    assert ("Select all", "Pilih semua") in words
    shown = page.evaluate(
        """async (words) => {
            const made = words.map((word) => {
                const one = document.createElement("div");
                one.textContent = word;
                one.setAttribute("aria-label", word);
                document.body.append(one);
                return one;
            });
            await new Promise((done) => setTimeout(done, 100));
            return made.map((one) => [one.textContent, one.getAttribute("aria-label")]);
        }""",
        [theirs for theirs, _ in words],
    )
    assert shown == [[ours, ours] for _, ours in words]


def test_english_pages_keep_the_frameworks_own_words(page: Page) -> None:
    visit(page, "/jelajah-target?round=rpjmn-2025&region=33&lang=en")
    open_list(page).fill("zzzz")
    expect(page.get_by_text("No results")).to_be_visible()


def test_submitted_text_that_reads_like_the_frameworks_stays_as_it_was_written(page: Page) -> None:
    visit(page, "/kirim-berkas")
    page.evaluate(
        "document.querySelector('[data-testid=stText] *, [data-testid=stText]').append(document.createTextNode('Open'))"
    )
    page.wait_for_timeout(200)
    assert "Open" in page.locator("[data-testid=stText]").first.inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chosen_tile_is_told_where_it_was_clicked(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    visit(page, "/?round=rpjmn-2025&indicator=poverty_rate")
    tile = page.locator(".st-key-chart_provinces .bars .point").nth(5)
    tile.scroll_into_view_if_needed()
    tile.click(force=True)
    expect(page).to_have_url(re.compile("region="))
    come_to_rest(page)
    told = page.locator(".st-key-chosen_tile strong")
    expect(told).to_be_in_viewport()
    expect(page.locator(".st-key-chosen_tile").get_by_role("link")).to_be_in_viewport()


def test_a_tile_is_chosen_by_keyboard_without_opening_anything(page: Page) -> None:
    visit(page, "/?round=rpjmn-2025&indicator=poverty_rate")
    field = page.get_by_role("combobox", name="Wilayah", exact=True)
    field.focus()
    page.keyboard.type("Jawa Teng")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("region=33"))
    expect(page.locator(".st-key-chosen_tile strong")).to_have_text("Jawa Tengah")
