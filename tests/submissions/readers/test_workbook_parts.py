"""Unusual but honest parts of a workbook are read; parts that make no sense refuse the file, never crash it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table

from pipelines.workbooks.book import column_letters, column_number
from pipelines.workbooks.number_formats import is_date_format
from tests.submissions.readers import building as b
from tests.submissions.readers.building import in_target, read, replaced, template, with_part

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
K6 = b'<c r="K6" t="n"><v>50.5</v></c>'
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def with_chart_sheet() -> bytes:
    return template(lambda book: book.create_chartsheet("Grafik").add_chart(BarChart()))


def strict() -> bytes:
    parts = b.parts_of(template())
    for old, new in STRICT.items():
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    return b.archive(parts.items())


def with_shared_strings(strings: bytes, kind: bytes = b"sharedStrings") -> bytes:
    """A template whose K6 takes its text from shared strings."""
    relation = b'<Relationship Type="http://x/' + kind + b'" Target="/xl/texts.xml" Id="rId77" /></Relationships>'
    content = with_part("xl/texts.xml", strings)
    content = replaced("xl/_rels/workbook.xml.rels", b"</Relationships>", relation, content)
    return replaced(SHEET, K6, b'<c r="K6" t="s"><v>1</v></c>', content)


def put(xml: bytes) -> Callable[[], bytes]:
    return lambda: replaced(SHEET, K6, xml)


READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "a sheet of charts": (with_chart_sheet, "50.5"),
    "the strict form": (strict, "50.5"),
    "shared strings": (lambda: with_shared_strings(b"<sst><si><t>a</t></si><si><t>79,5</t></si></sst>"), "79,5"),
    "shared strings with runs": (
        lambda: with_shared_strings(b"<sst><si><t>a</t></si><si><r><t>79</t></r><r><t>,5</t></r></si></sst>"),
        "79,5",
    ),
    "an empty shared string": (lambda: with_shared_strings(b"<sst><si><t>a</t></si><si><t/></si></sst>"), ""),
    "no styles": (lambda: b.archive([part for part in b.parts_of(template()).items() if part[0] != STYLES]), "50.5"),
    "a comment": (put(b"<!-- x -->" + K6), "50.5"),
    "a cell without content": (put(b'<c r="K6"/>'), ""),
    "an inline text without text": (put(b'<c r="K6" t="inlineStr"><is><t></t></is></c>'), ""),
    "an inline text without anything": (put(b'<c r="K6" t="inlineStr"></c>'), ""),
    "a formula's text": (put(b'<c r="K6" t="str"><v>79,5</v></c>'), "79,5"),
    "an ISO date": (put(b'<c r="K6" t="d"><v>2029-01-31</v></c>'), "2029-01-31"),
    "blanks around a number": (put(b'<c r="K6"><v> 50.5 </v></c>'), "50.5"),
    "a column of width zero beside the targets": (lambda: in_target(hide_name), "50.5"),
}


def hide_name(sheet: Any) -> None:
    sheet.column_dimensions["B"].width = 0


@pytest.mark.parametrize("what", READ)
def test_honest_workbooks_of_other_programs_are_read(what: str, tmp_path: Path) -> None:
    make, expected = READ[what]
    reading = read(make(), tmp_path)
    assert not reading.is_refused, [finding.message_en for finding in reading.findings]
    assert reading.rows[0].targets[0][1].text == expected
    assert reading == read(make(), tmp_path, is_fast=False)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a kind of cell nobody knows": (put(b'<c r="K6" t="zz"><v>1</v></c>'), "file.corrupt"),
    "a number that is none": (put(b'<c r="K6"><v>12x</v></c>'), "file.corrupt"),
    "a style that is not there": (put(b'<c r="K6" s="999"><v>1</v></c>'), "file.corrupt"),
    "a string number that is none": (put(b'<c r="K6" t="s"><v>-1</v></c>'), "file.corrupt"),
    "a cell of another row": (put(b'<c r="K7"><v>1</v></c>'), "file.corrupt"),
    "a cell with an odd address": (put(b'<c r="6K"><v>1</v></c>'), "file.corrupt"),
    "a merged range that is none": (
        lambda: replaced(SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="K"/></mergeCells>'),
        "file.corrupt",
    ),
    "no workbook part": (
        lambda: b.archive([part for part in b.parts_of(template()).items() if part[0] != BOOK]), "file.corrupt"
    ),
    "no relations": (
        lambda: b.archive([part for part in b.parts_of(template()).items() if part[0] != "_rels/.rels"]), "file.corrupt"
    ),
    "a sheet without its part": (
        lambda: b.archive([part for part in b.parts_of(template()).items() if part[0] != SHEET]), "file.corrupt"
    ),
    "no sheet at all": (lambda: with_part(BOOK, b"<workbook/>"), "file.corrupt"),
    "letters that are not UTF-8": (lambda: replaced(SHEET, b"DATA", b"\xff\xfeTA"), "file.corrupt"),
    "UTF-32": (lambda: with_part("xl/a.xml", "\ufeff<a/>".encode("utf-32-le")), "file.xml_unsafe"),
    "an open document": (
        lambda: b.archive([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), "file.not_xlsx"
    ),
    "unknown bytes under .xlsx": (lambda: b"\0\1\2\3" * 50, "file.not_xlsx"),
    "too many members": (
        lambda: b.archive([*b.parts_of(template()).items(), *((f"x/{number}", b"") for number in range(1_100))]),
        "file.too_large_unpacked",
    ),
    "another compression": (lambda: b.archive(b.parts_of(template()).items(), method=14), "file.corrupt"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_workbooks_that_make_no_sense_are_refused(what: str, tmp_path: Path) -> None:
    make, rule_id = REFUSED[what]
    for is_fast in (True, False):
        reading = read(make(), tmp_path, is_fast=is_fast)
        assert reading.is_refused and not reading.rows
        assert [finding.rule_id for finding in reading.findings] == [rule_id]


def test_a_table_filter_hides_rows_without_refusing_them(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        table = Table(displayName="Usulan", ref="A5:S7")
        table.autoFilter = AutoFilter(ref="A5:S7")
        table.autoFilter.add_filter_column(2, ["11"])
        sheet.add_table(table)
        sheet.row_dimensions[7].hidden = True

    reading = read(in_target(change), tmp_path)
    assert [finding.rule_id for finding in reading.findings] == ["row.filtered"]
    assert reading.refused_cells == frozenset()


def test_a_filtered_row_without_a_target_needs_no_note(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.auto_filter.ref = "A5:S7"
        sheet.auto_filter.add_filter_column(2, ["11"])
        sheet.row_dimensions[7].hidden = True
        sheet["K7"] = None

    assert read(in_target(change), tmp_path).findings == ()


def test_columns_count_from_a_to_zz() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "ZZ", "XFD")] == [1, 26, 27, 702, 16384]
    assert all(column_number(column_letters(number)) == number for number in range(1, 800))


DATES = {
    "General": False, "0.00": False, "#,##0": False, "0%": False, "@": False, "# ?/?": False, "0.00E+00": False,
    '0 "hari"': False, "[Red]0": False, "\\d0": False, "_d0": False, "yyyy": True, "d-mmm-yy": True, "h:mm": True,
    "[h]:mm:ss": True, "[$-421]dd mmmm yyyy": True, "mm:ss.0": True,
}  # fmt: skip


@pytest.mark.parametrize("code", DATES)
def test_a_number_format_shows_a_date_or_not(code: str) -> None:
    assert is_date_format(code) is DATES[code]
