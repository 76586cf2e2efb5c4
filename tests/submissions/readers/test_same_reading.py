"""The fast and the full path give one Reading; no cell of a target column is lost; openpyxl sees the same values."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.submissions.model.limits import LIMITS
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.identity import SenderWords
from pipelines.submissions.readers.workbook import read_workbook
from pipelines.workbooks.book import Book
from pipelines.workbooks.container import judge_container
from pipelines.workbooks.grid import Grid
from pipelines.workbooks.plain_cells import plain_cells
from pipelines.workbooks.sheet_cells import read_grid
from tests.submissions.readers import building as b

PLAIN_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=10
) | st.sampled_from(["79,5", "10.95-10.90", "…", "-", "1.234", "'11.01", " 11 ", "n/a", "Tingkat & <b>"])
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)
PLAIN = st.none() | PLAIN_TEXT | NUMBERS
ODD = st.booleans() | st.dates(date(1950, 1, 1), date(2090, 1, 1)) | st.sampled_from(["=1+1", "=A1", "#N/A", '=""'])
FORMATS = ["General", "0.00", "0%", "#,##0.00", "@", "yyyy-mm-dd", "[h]:mm"]
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def written(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Rows of targets with number formats, hidden rows and columns, a filter, and merged cells."""
    rows = draw(st.lists(st.lists(values, min_size=4, max_size=4), min_size=1, max_size=6))
    return {
        "rows": rows,
        "formats": draw(st.lists(st.sampled_from(FORMATS), min_size=4, max_size=4)),
        "hidden": draw(st.sets(st.integers(0, len(rows) - 1), max_size=2)),
        "is_filtered": draw(st.booleans()),
        "hides_column": draw(st.booleans()),
        "merge": draw(st.none() | st.tuples(st.integers(0, len(rows)), st.integers(0, 3))),
        "codes": draw(st.lists(st.none() | st.sampled_from(["11", "11.01", "Catatan"]), min_size=6, max_size=6)),
    }


def by_openpyxl(sheet: dict[str, Any]) -> bytes:
    def change(target: Any) -> None:
        for number, row in enumerate(sheet["rows"]):
            for place, value in enumerate(row):
                cell = target.cell(b.FIRST_ROW + number, 11 + place, value)
                cell.number_format = sheet["formats"][place]
        for number in sheet["hidden"]:
            target.row_dimensions[b.FIRST_ROW + number].hidden = True
        if sheet["is_filtered"]:
            target.auto_filter.ref = "A5:S9"
            target.auto_filter.add_filter_column(2, ["11"])
        target.column_dimensions["L"].hidden = sheet["hides_column"]
        if sheet["merge"]:
            row, column = sheet["merge"]
            target.merge_cells(start_row=6 + row, end_row=7 + row, start_column=11, end_column=11 + column)

    rows = [b.entry(code)[:10] if code else [] for code in sheet["codes"]]
    return b.in_target(change, rows=rows)


def by_xlsxwriter(sheet: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    target, meta = book.add_worksheet("Target"), book.add_worksheet("_meta")
    formats = [book.add_format({"num_format": code}) for code in sheet["formats"]]
    for line, (key, value) in enumerate(b.META.items()):
        meta.write_row(line, 0, [key, value])
    target.write_row(4, 0, b.HEADINGS)
    for number, row in enumerate(sheet["rows"]):
        target.write_row(5 + number, 0, b.entry("11")[:10])
        for place, value in enumerate(row):
            target.write(5 + number, 10 + place, value, formats[place])
        if number in sheet["hidden"]:
            target.set_row(5 + number, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def readings(content: bytes) -> tuple[Reading, Reading]:
    parts = judge_container(content, "usulan.xlsx", LIMITS).parts
    said = SenderWords(None, None, (), "usulan.xlsx")
    return (
        read_workbook(parts, b.catalogue(), said, LIMITS, is_fast=True),
        read_workbook(parts, b.catalogue(), said, LIMITS, is_fast=False),
    )


def grid_of(content: bytes) -> Grid:
    book = Book(judge_container(content, "usulan.xlsx", LIMITS).parts)
    return read_grid(book, book.sheets["Target"], LIMITS)


@MANY
@given(written(PLAIN))
def test_plain_sheets_read_alike_on_both_paths(sheet: dict[str, Any]) -> None:
    for content in (by_openpyxl(sheet), by_xlsxwriter(sheet)):
        fast, full = readings(content)
        assert fast == full


@MANY
@given(written(PLAIN | ODD))
def test_odd_sheets_read_alike_on_both_paths(sheet: dict[str, Any]) -> None:
    fast, full = readings(by_openpyxl(sheet))
    assert fast == full


def test_the_fast_path_is_taken_for_templates_filled_with_text_and_numbers() -> None:
    content = b.template(rows=[b.entry("11", "79,5", 80, 80.25)])
    book = Book(judge_container(content, "usulan.xlsx", LIMITS).parts)
    assert plain_cells(book, book.sheets["Target"]) is not None


def test_the_fast_path_is_left_for_anything_else() -> None:
    for value in ("=1+1", True, "#N/A"):
        content = b.template(rows=[b.entry("11", value)])
        book = Book(judge_container(content, "usulan.xlsx", LIMITS).parts)
        assert plain_cells(book, book.sheets["Target"]) is None


@MANY
@given(written(PLAIN | ODD))
def test_every_typed_target_is_offered_once_or_named_in_a_note(sheet: dict[str, Any]) -> None:
    """Conservation: non-blank cells below the target headings = offered cells + cells of rows taken for notes."""
    content = by_openpyxl(sheet)
    reading, _ = readings(content)
    typed = {
        cell.address
        for number, cells in grid_of(content).rows.items()
        for column, cell in cells.items()
        if number >= b.FIRST_ROW and column in "KLMN" and cell.kind != "blank"
    }
    offered = [cell.address for row in reading.rows for _, cell in row.targets if cell.kind != "blank"]
    assert len(offered) == len(set(offered))
    noted = {row_of(found.source_cell) for found in reading.findings if found.rule_id == "row.note_ignored"}
    assert {row_of(address) for address in typed - set(offered)} <= noted
    assert set(offered) <= typed


def row_of(address: str) -> str:
    return re.sub(r".*![A-Z]+", "", address)


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date:UserWarning")
@MANY
@given(written(PLAIN | st.booleans()))
def test_openpyxl_sees_the_same_values(sheet: dict[str, Any]) -> None:
    content = by_openpyxl({**sheet, "merge": None})
    grid = grid_of(content)
    other = openpyxl.load_workbook(io.BytesIO(content))["Target"]
    for number, cells in grid.rows.items():
        for column, cell in cells.items():
            seen = other[f"{column}{number}"]
            if cell.kind == "number":
                assert float(seen.value) == cell.number
            elif cell.kind == "text" and "_x" not in cell.text:
                assert str(seen.value) == cell.text
            elif cell.kind == "bool":
                assert str(seen.value).upper() == cell.text
            assert seen.number_format == cell.number_format
    count = sum(1 for row in other.iter_rows() for seen in row if seen.value is not None and seen.value != "")
    assert count == sum(len(cells) for cells in grid.rows.values())


def test_reading_the_same_file_twice_gives_the_same_reading(tmp_path: Path) -> None:
    content = b.template()
    assert b.read(content, tmp_path) == b.read(content, tmp_path)
