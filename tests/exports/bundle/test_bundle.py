"""A bundle opens from a folder without a network, says what the sheets say, and runs nothing that somebody typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.commands.export import ExportError
from pipelines.commands.forum.bundle import Bundle, write_bundle
from pipelines.contract.paths import Paths
from pipelines.exports.bundle.pages import sheet_page
from tests.exports.sheets.test_sheets import HOSTILE, row, sheet

VOID = {"meta", "link", "rect", "line", "br"}


class Reader(HTMLParser):
    """Texts, addresses and tag names of a page; tags that are never closed are noticed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def written(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return write_bundle(refreshed, "rpjmn-2025", tmp_path_factory.mktemp("bundle"))


def pages(written: Bundle) -> list[Path]:
    return sorted(written.first_page.parent.rglob("*.html"))


def test_every_address_of_every_page_lies_in_the_folder(written: Bundle) -> None:
    assert len(pages(written)) == 2 + 2 * 38
    for page in pages(written):
        for address in Reader(page.read_text(encoding="utf-8")).addresses:
            assert (page.parent / address).is_file(), f"{page.name} leads to {address}"


def test_no_page_runs_a_script_or_asks_the_network(written: Bundle) -> None:
    for page in pages(written):
        text = page.read_text(encoding="utf-8")
        read = Reader(text)
        assert not {"script", "iframe", "img", "form"} & set(read.tags)
        assert read.open == []
        assert not re.search(r"https?://", text)
        assert "default-src 'none'" in text


@pytest.mark.parametrize("hostile", [*HOSTILE, "<script>alert(1)</script>", "' onclick='x", '"><img src=x>'])
def test_what_somebody_typed_is_text_on_the_page(hostile: str) -> None:
    page = sheet_page(sheet(row(counts_as="not_agreed", state="not_agreed", statement_region=hostile)))
    read = Reader(page)
    assert any(hostile in text for text in read.texts)
    assert "script" not in read.tags and "img" not in read.tags


def test_a_draft_and_an_example_say_so_on_their_pages() -> None:
    page = sheet_page(sheet(row(is_draft=True), is_example=True))
    assert "RANCANGAN" in page and "DATA CONTOH" in page


def test_a_bundle_is_small_and_an_unknown_round_is_one_sentence(
    written: Bundle, refreshed: Paths, tmp_path: Path
) -> None:
    assert written.size < 30_000_000
    with pytest.raises(ExportError, match="no round 'nirwana'"):
        write_bundle(refreshed, "nirwana", tmp_path)
