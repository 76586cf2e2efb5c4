"""Files taken from the screen hold the same figures and nothing a spreadsheet would run."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.dashboards.conftest import markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import NAME


@dataclass
class Offered:
    """A page with the files it offers, by the key of their button: their names, and how they are made."""

    app: AppTest
    names: dict[str, str]
    makers: dict[str, Callable[[], bytes]]


@pytest.fixture
def offering(with_edition: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Offered]:
    real, names, makers = st.download_button, {}, {}

    def note(label: str, data: Callable[[], bytes], file_name: str, *rest: Any, **options: Any) -> Any:
        names[options["key"]], makers[options["key"]] = file_name, data
        return real(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", note)

    def visit(page: str | None, **parameters: str) -> Offered:
        app = open_page(page, **parameters)
        assert not app.exception
        return Offered(app, dict(names), dict(makers))

    return visit


def first_column(content: bytes) -> list[str]:
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return [str(row[0]) for sheet in sheets for row in sheet.iter_rows(values_only=True) if row[0] is not None]


@pytest.mark.parametrize(
    ("page", "parameters", "name"),
    [
        ("alignment", {"indicator": "poverty_rate"}, "selaras-parts-rpjmn-2025-poverty_rate-2029-id.csv"),
        ("explorer", {"region": "33"}, "selaras-peers-rpjmn-2025-poverty_rate-33-2029-id.xlsx"),
        ("explorer", {"region": "33", "lang": "en"}, "selaras-series-rpjmn-2025-poverty_rate-33-2029-en.xlsx"),
        (None, {"year": "2025"}, "selaras-alignment-rpjmn-2025-2025-id.xlsx"),
        ("findings", {"unit": "bappenas"}, "selaras-found-rpjmn-2025-bappenas-id.csv"),
        ("explorer", {"region": "33"}, "selaras-league-rpjmn-2025-poverty_rate-2029-id.xlsx"),
        ("explorer", {"region": "33", "scope": "region"}, "selaras-league-rpjmn-2025-33-2029-id.xlsx"),
        ("explorer", {"region": "33", "scope": "all"}, "selaras-league-rpjmn-2025-2029-id.csv"),
    ],
)
def test_a_file_is_named_after_what_it_holds(
    offering: Callable[..., Offered], page: str | None, parameters: dict[str, str], name: str
) -> None:
    assert name in offering(page, **{"round": "rpjmn-2025", **parameters}).names.values()


def test_an_example_says_so_in_its_name_and_on_each_of_its_rows(offering: Callable[..., Offered]) -> None:
    offered = offering("round", round="contoh-2026-2")
    assert {"data-contoh" in offered.names[key] for key in ("xlsx_units", "csv_units")} == {True}
    head, *rows = offered.makers["csv_units"]().decode("utf-8-sig").splitlines()
    assert head.endswith(";keterangan")
    assert rows
    assert all("DATA CONTOH" in row for row in rows)
    assert "DATA CONTOH" in first_column(offered.makers["xlsx_units"]())


def test_a_file_names_edition_and_selection_and_a_real_round_is_no_example(offering: Callable[..., Offered]) -> None:
    offered = offering("alignment", round="rpjmn-2025", lang="en")
    assert "contoh" not in offered.names["csv_parts"]
    assert "EXAMPLE" not in offered.makers["csv_parts"]().decode("utf-8-sig").upper()
    lines = first_column(offered.makers["xlsx_parts"]())
    assert f"Selaras · {NAME}" in lines
    assert any("Target year: 2029" in line for line in lines)


@pytest.mark.parametrize(("page", "chart"), [("explorer", "series"), (None, "provinces"), ("alignment", "range")])
def test_a_chart_has_its_table_its_files_and_its_picture(
    offering: Callable[..., Offered], page: str | None, chart: str
) -> None:
    offered = offering(page, round="rpjmn-2025", **({"region": "33"} if page == "explorer" else {}))
    assert {f"xlsx_{chart}", f"csv_{chart}"} <= offered.names.keys()
    assert f'data-png="{chart}"' in markup_of(offered.app)


@pytest.mark.usefixtures("with_edition")
def test_the_table_of_a_series_holds_what_the_chart_shows() -> None:
    app = open_page("explorer", round="rpjmn-2025", indicator="poverty_rate", region="33")
    (shown,) = [table for caption, table in tables_of(app).items() if caption.startswith("Tingkat kemiskinan (")]
    kinds = {row["cells"][1]["text"] for row in shown["rows"]}
    assert {"capaian", "kondisi awal", "target"} <= kinds


def test_a_file_names_region_and_indicator_by_their_codes(offering: Callable[..., Offered]) -> None:
    offered = offering("explorer", round="rpjmn-2025", indicator="poverty_rate", year="2029", region="33")
    book = openpyxl.load_workbook(io.BytesIO(offered.makers["xlsx_league"]()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = next(row for row in rows if row and row[0] == "Kode wilayah")
    first = rows[rows.index(head) + 1]
    assert head[1] == "Kode indikator"
    assert first[1] == "poverty_rate"
    assert len(str(first[0])) == 2
