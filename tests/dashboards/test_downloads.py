"""Files taken from the screen hold the same figures and nothing a spreadsheet would run."""

from __future__ import annotations

import io

import openpyxl
import polars as pl
import pytest

from dashboards.widgets.downloads import as_csv, as_xlsx

RISKY = ["=1+1", "+62811", "-cmd", "@sum", "\tx", "\rx"]


@pytest.mark.parametrize("text", RISKY)
def test_a_csv_cell_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    body = as_csv(pl.DataFrame({"wilayah": [text]})).decode("utf-8-sig")
    assert f"'{text}" in body


def test_a_negative_number_stays_a_number_in_csv() -> None:
    body = as_csv(pl.DataFrame({"nilai": [-1.5]}), ",").decode("utf-8-sig")
    assert body.splitlines()[1] == "-1,5"


def test_each_language_has_its_decimal_sign_and_separator() -> None:
    frame = pl.DataFrame({"a": [1.25], "b": ["x"]})
    assert as_csv(frame, ",").decode("utf-8-sig").splitlines() == ["a;b", "1,25;x"]
    assert as_csv(frame, ".").decode("utf-8-sig").splitlines() == ["a,b", "1.25,x"]


def test_a_csv_starts_with_a_byte_order_mark() -> None:
    assert as_csv(pl.DataFrame({"a": [1]})).startswith(b"\xef\xbb\xbf")


def test_missing_figures_are_empty_and_never_zero() -> None:
    frame = pl.DataFrame({"wilayah": ["a", "b", "c"], "nilai": [None, 0.0, float("nan")]})
    assert as_csv(frame, ".").decode("utf-8-sig").splitlines()[1:] == ["a,", "b,0.0", "c,"]


@pytest.mark.parametrize("text", [*RISKY, "https://example.org"])
def test_an_xlsx_cell_holds_text_as_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(pl.DataFrame({"wilayah": [text]}), "terbitan"))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].hyperlink is None


def test_an_xlsx_keeps_numbers_as_numbers_and_names_its_edition() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(pl.DataFrame({"a": [1.25, None]}), "terbitan x"))).active
    assert sheet is not None
    assert sheet["A2"].value == 1.25
    assert sheet["A3"].value is None
    assert sheet["A5"].value == "terbitan x"
