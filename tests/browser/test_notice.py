"""An open page hears of a newer edition and of a restarted server, and keeps what was chosen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import come_to_rest, visit
from tests.dashboards.viewers import serving
from tests.sentence import text

pytestmark = pytest.mark.browser
SLOW = 60_000
HERE = "/jelajah-target?round=rpjmn-2025&indicator=poverty_rate&region=11&year=2029"
HAND_IN = "/kirim-berkas?lang=id"


@pytest.fixture(scope="module")
def own(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the invented edition whose pointer this module may turn."""
    folder = tmp_path_factory.mktemp("notice") / "data"
    shutil.copytree(data_folder, folder)
    for name in ("berkas.csv", "lagi.csv"):
        (folder.parent / name).write_text("kode_indikator,kode_wilayah\n", encoding="utf-8")
    return folder


@pytest.fixture
def served(own: Path) -> Iterator[tuple[ExitStack, str]]:
    """A server that the test may end, and its address."""
    with ExitStack() as stack:
        address, _ = stack.enter_context(serving(own, own / "dashboard.log"))
        yield stack, address


@pytest.fixture
def reader(chromium: Browser, served: tuple[ExitStack, str]) -> Iterator[Page]:
    with chromium.new_context(base_url=served[1], viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def choose_year(page: Page, label: str, year: str) -> None:
    box = page.get_by_test_id("stSelectbox").filter(has_text=label).first
    box.locator("input").click()
    page.get_by_role("option", name=year, exact=True).click()


def publish_again(folder: Path) -> None:
    """Put the same figures under a newer name, as a refresh does."""
    pointer = folder / "editions" / "CURRENT"
    name = pointer.read_text().strip().removesuffix(".duckdb")
    newer = "edition-29991231T000000Z-1"
    shutil.copy(pointer.parent / f"{name}.duckdb", pointer.parent / f"{newer}.duckdb")
    pointer.write_text(f"{newer}.duckdb")


def test_an_open_page_hears_of_a_newer_edition_and_of_a_restart_and_keeps_every_choice(
    reader: Page, served: tuple[ExitStack, str], own: Path
) -> None:
    visit(reader, HERE)
    line = reader.locator(".page-notice")
    expect(line).to_be_hidden()

    publish_again(own)
    expect(line).to_contain_text(text("notice.newer"), timeout=SLOW)
    before = reader.url
    line.get_by_role("button", name="Muat").click()
    expect(line).to_be_hidden(timeout=SLOW)
    assert reader.url == before
    come_to_rest(reader)

    hands_in = visit(reader.context.new_page(), HAND_IN)
    hands_in.set_input_files("[data-testid=stFileUploaderDropzoneInput]", own.parent / "berkas.csv")
    expect(hands_in.get_by_test_id("stFileChip")).to_have_count(1, timeout=SLOW)

    english = visit(reader.context.new_page(), f"{served[1]}{HERE}&lang=en")
    served[0].close()
    expect(english.locator(".page-notice")).to_contain_text(text("notice.lost", "en"), timeout=SLOW)
    english.close()
    expect(line).to_contain_text(text("notice.lost"), timeout=SLOW)
    expect(reader.get_by_text("Is Streamlit still running?")).to_be_hidden()
    assert reader.locator("[data-testid=stMain]").get_attribute("inert") is not None

    with serving(own, own / "dashboard.log", urlsplit(served[1]).port or 0):
        lost = hands_in.locator(".page-notice")  # the file went with the server: no name pretends to be one
        expect(lost).to_contain_text(text("notice.again"), timeout=SLOW)
        expect(hands_in.get_by_test_id("stFileChip")).to_have_count(0)
        hands_in.set_input_files("[data-testid=stFileUploaderDropzoneInput]", own.parent / "lagi.csv")
        expect(lost).to_be_hidden(timeout=SLOW)
        expect(line).to_be_hidden(timeout=SLOW)
        expect(reader.locator("[data-testid=stMain]")).not_to_have_attribute("inert", "")
        choose_year(reader, "Tahun target", "2025")
        expect(reader.locator("h1.answer")).to_contain_text("2025", timeout=SLOW)
        assert "year=2025" in reader.url
