"""The brief says what the first screen says, in its order, and fits one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import streamlit as st

from pipelines.exports.brief import BriefError, as_pdf, first_screen, in_words
from tests.dashboards.conftest import markup_of, open_page
from tests.dashboards.edition_fixture import build_edition

ROUND, YEAR = "rpjmn-2025", 2029


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("brief")
    build_edition(made)
    return made


@pytest.fixture(scope="module")
def edition(folder: Path) -> Path:
    return next((folder / "editions").glob("*.duckdb"))


@pytest.fixture(scope="module", params=["id", "en"])
def sheet(request: pytest.FixtureRequest, edition: Path) -> Any:
    return first_screen(edition, ROUND, request.param, YEAR)


@pytest.fixture
def screen(sheet: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("SELARAS_DATA", str(folder))
    yield markup_of(open_page(round=ROUND, year=str(YEAR), lang=sheet["language"]))
    st.cache_resource.clear()


def test_every_figure_and_sentence_of_the_sheet_stands_on_the_screen(sheet: Any, screen: str) -> None:
    said = [sheet["title"], sheet["aloud"][1], sheet["nothing"], sheet["map"]["sentence"], sheet["carriers"]["title"]]
    said += [tile[name] for tile in sheet["tiles"] for name in ("question", "figure", "what", "more")]
    said += [line["name"] for line in (*sheet["scale"]["lines"], *sheet["carriers"]["lines"])]
    said += [line["cells"][0] for line in (*sheet["scale"]["lines"], *sheet["carriers"]["lines"])]
    assert len(said) > 30
    assert [text for text in said if escape(text) not in screen] == []


def test_rows_stand_in_the_order_of_the_screen(sheet: Any, screen: str) -> None:
    for part in ("scale", "carriers"):
        places = [screen.index(f">{line['name']}<") for line in sheet[part]["lines"]]
        assert places == sorted(places)


def test_the_words_hold_every_row_once_and_name_what_asks_for_nothing(sheet: Any) -> None:
    text = in_words(sheet)
    for line in sheet["scale"]["lines"]:
        assert text.count(f"  {line['name']}: ") == 1
    assert sheet["nothing"] in text
    assert " ".join(sheet["aloud"]) in text


def test_the_sheet_is_one_tagged_page_with_the_same_bytes_again(sheet: Any, tmp_path: Path) -> None:
    made = as_pdf(sheet)
    assert made == as_pdf(sheet)
    file = tmp_path / "brief.pdf"
    file.write_bytes(made)
    with pikepdf.open(file) as document:
        assert len(document.pages) == 1
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang).startswith(sheet["language"])


def test_a_round_of_the_example_says_so_first(edition: Path) -> None:
    found = first_screen(edition, "contoh-2026-2", "id")
    assert found is not None
    assert in_words(found).startswith("DATA CONTOH · ")


def test_an_unknown_round_has_no_brief(edition: Path) -> None:
    assert first_screen(edition, "t") is None


def test_an_edition_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "edition-1.duckdb"
    broken.write_bytes(b"none")
    with pytest.raises(BriefError, match=r"edition-1\.duckdb"):
        first_screen(broken, ROUND)
