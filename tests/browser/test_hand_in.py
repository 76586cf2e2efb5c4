"""A unit hands in a faulty workbook, corrects it and sees it published: the whole way in a browser, on an edition."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dashboards.i18n import wording
from pipelines.contract.paths import Paths
from pipelines.exports.templates.standing_entries import TRIED_NOTE
from tests.browser.conftest import visit
from tests.conftest import run_selaras
from tests.sentence import finding, sentence, text

pytestmark = pytest.mark.browser
SLOW = 120_000


def filled(template: Path, place: Path, first_target: object) -> Path:
    """A template with every target cell filled; the first cell holds what the test wants."""
    book = openpyxl.load_workbook(template)
    sheet = book["Target"]
    heading = next(row for row in sheet.iter_rows() if row[0].value == "kode_indikator")
    columns = [cell.column for cell in heading if str(cell.value).startswith("target_2")]
    for number in range(heading[0].row + 1, sheet.max_row + 1):
        if sheet.cell(number, 1).value:
            for step, column in enumerate(columns):
                sheet.cell(number, column).value = 60 + 5 * step
    sheet.cell(heading[0].row + 1, columns[0]).value = first_target
    book.save(place)
    return place


def offer(page: Page, file: Path) -> None:
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", file)
    expect(page.get_by_role("button", name=text("handing.check"))).to_be_visible(timeout=SLOW)


def test_a_unit_hands_in_with_a_fault_corrects_it_and_sees_it_published(
    own_page: Page, own: Paths, tmp_path: Path
) -> None:
    visit(own_page, "/kirim-berkas?into=contoh-2027-1&unit=dinsos-11")
    own_page.get_by_role("button", name=text("handing.make_template")).click()
    with own_page.expect_download(timeout=SLOW) as downloaded:
        own_page.get_by_role("button", name=text("handing.download_template")).click(timeout=SLOW)
    template = tmp_path / "templat.xlsx"
    downloaded.value.save_as(template)

    offer(own_page, filled(template, tmp_path / "salah.xlsx", "n/a"))
    own_page.get_by_role("button", name=text("handing.check")).click()
    expect(own_page.get_by_text(finding("value.missing_token", written="n/a"))).to_be_visible(timeout=SLOW)
    with own_page.expect_download(timeout=SLOW) as annotated:
        own_page.get_by_role("button", name=text("findings.download_copy")).click()
    copy = tmp_path / "salinan.xlsx"
    annotated.value.save_as(copy)
    assert "Temuan" in openpyxl.load_workbook(copy).sheetnames
    assert not list(own.inbox.glob("salah*"))

    visit(own_page, "/kirim-berkas?into=contoh-2027-1&unit=dinsos-11")
    offer(own_page, filled(template, tmp_path / "benar.xlsx", 60))
    own_page.get_by_role("button", name="Kirim", exact=True).click()
    expect(own_page.get_by_text(text("handed.accepted"), exact=True)).to_be_visible(timeout=SLOW)
    expect(own_page.get_by_text(sentence("handing.waiting"))).to_be_visible(timeout=SLOW)
    assert (own.inbox / "benar.xlsx").is_file()

    done = run_selaras(own, "refresh")
    assert done.returncode == 0, done.stderr
    expect(own_page.locator(".arrived")).to_contain_text(
        sentence("handing.arrived", status=text("status.accepted")), timeout=SLOW
    )
    expect(own_page.locator(".arrived")).to_contain_text(sentence("handing.after"))
    assert not (own.journal / "running.json").exists()  # a refresh that has ended says so


def test_a_tried_target_is_composed_into_the_workbook_of_its_unit(own_page: Page, tmp_path: Path) -> None:
    visit(own_page, "/jelajah-target?round=contoh-2026-1&indicator=spm_children_inside&region=11&year=2028")
    own_page.get_by_role("button", name=text("whatif.make")).click()
    with own_page.expect_download(timeout=SLOW) as downloaded:
        own_page.get_by_role("button", name=text("whatif.download")).click(timeout=SLOW)
    downloaded.value.save_as(tmp_path / "usulan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "usulan.xlsx")["Target"]
    rows = {(row[0], row[2]): row for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert TRIED_NOTE in rows["spm_children_inside", "11"]
    assert sum(row[12] is not None for row in rows.values()) > 30


MALUKU = {"id": "Dinas Sosial Provinsi Maluku", "en": "Social Office of Maluku Province"}


def fetched(page: Page, make: str, download: str, place: Path) -> Path:
    """Press the button that makes a file, then the one that gives it."""
    page.get_by_role("button", name=make, exact=True).click()
    with page.expect_download(timeout=SLOW) as downloaded:
        page.get_by_role("button", name=download, exact=True).click(timeout=SLOW)
    downloaded.value.save_as(place)
    return place


@pytest.mark.parametrize(("language", "width"), [("id", 1280), ("en", 360)])
def test_an_operator_fetches_papers_is_asked_about_a_file_of_elsewhere_and_reminds(
    own_page: Page, own: Paths, tmp_path: Path, language: str, width: int
) -> None:
    say = wording(language)
    own_page.set_viewport_size({"width": width, "height": 900})
    visit(own_page, f"/kirim-berkas?into=contoh-2026-1&unit=dit-anak&lang={language}")
    replaced = sentence("files.replaced", language, file="plans/contoh-2026-1/dit-anak_perbaikan-1.xlsx")
    expect(own_page.get_by_text(replaced).first).to_be_visible(timeout=SLOW)
    assert own_page.evaluate("document.documentElement.scrollWidth") <= width
    receipt = fetched(own_page, say("files.make_receipt"), say("files.download_receipt"), tmp_path / "receipt.pdf")
    assert receipt.read_bytes().startswith(b"%PDF")
    form = fetched(
        own_page, say("handing.make_template_csv"), say("handing.download_template_csv"), tmp_path / "form.csv"
    )
    assert form.read_text(encoding="utf-8-sig").startswith("putaran;unit_kerja;kode_indikator;indikator;")

    visit(own_page, f"/kirim-berkas?into=contoh-2027-1&unit=dinsos-11&lang={language}")
    own_page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", form)
    own_page.get_by_role("button", name=say("handing.submit"), exact=True).click(timeout=SLOW)
    for kind, written in (("round", "contoh-2026-1"), ("unit", "dit-anak")):
        asked = finding(f"{kind}.not_the_chosen_one", language, written=written)
        expect(own_page.get_by_text(asked).first).to_be_visible(timeout=SLOW)
    assert not list(own.inbox.glob("form*"))  # asked about before it is handed in

    visit(own_page, f"/putaran?round=contoh-2026-2&unit=dinsos-81&lang={language}")
    expect(own_page.get_by_text(say("remind.text", unit=MALUKU[language]))).to_be_visible(timeout=SLOW)
    greeting = {"id": f"Yth. {MALUKU['id']},", "en": f"To {MALUKU['en']},"}[language]
    expect(own_page.get_by_text(greeting)).to_be_visible(timeout=SLOW)
    assert own_page.evaluate("document.documentElement.scrollWidth") <= width
