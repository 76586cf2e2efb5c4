"""Runs of different looks are never read as another number than the one that the whole visible text says."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numbers import Value, read_cell
from pipelines.workbooks.rich_text import RICH_TEXT, is_rich, string_text
from tests.submissions.readers import building as b

PLAIN, BOLD, RED = InlineFont(), InlineFont(b=True), InlineFont(color="FFFF0000")
STRUCK, RAISED, LOWERED = (
    InlineFont(strike=True),
    InlineFont(vertAlign="superscript"),
    InlineFont(vertAlign="subscript"),
)
OTHER_TYPEFACE = InlineFont(rFont="Arial", family=2)


def runs(*parts: tuple[InlineFont, str]) -> CellRichText:
    return CellRichText(*(TextBlock(font, text) for font, text in parts))


def first_target(content: bytes, folder: Path, **how: Any) -> Cell:
    return b.read(content, folder, **how).rows[0].targets[0][1]


def in_first_target(value: object, font: Font | None = None) -> bytes:
    def change(sheet: Any) -> None:
        sheet["K6"].value = value
        if font is not None:
            sheet["K6"].font = font

    return b.in_target(change)


READ_RIGHT = {
    "one run": (runs((BOLD, "55,5")), 55.5),
    "a word in another look": (runs((BOLD, "55,5"), (PLAIN, " persen")), 55.5),
    "a typeface that only the program chose": (runs((PLAIN, "55"), (OTHER_TYPEFACE, ",5")), 55.5),
    "blanks raised": (runs((PLAIN, "55,5"), (RAISED, " ")), 55.5),
}
REFUSED = {
    "a superscript footnote": runs((PLAIN, "55,5"), (RAISED, "1")),
    "a raised word": runs((PLAIN, "55,5"), (RAISED, "a)")),
    "a subscript": runs((PLAIN, "55,5"), (LOWERED, "2")),
    "struck, then the new figure": runs((STRUCK, "1200"), (PLAIN, "1300")),
    "the new figure, then struck": runs((PLAIN, "13"), (STRUCK, "00")),
    "bold and plain digits": runs((BOLD, "5"), (PLAIN, "5,5")),
    "red and plain digits": runs((RED, "1"), (PLAIN, "2")),
    "three runs": runs((PLAIN, "5"), (RED, ","), (BOLD, "5")),
    "wholly struck runs": runs((STRUCK, "55,5")),
}


@pytest.mark.parametrize("is_fast", [True, False])
@pytest.mark.parametrize("name", READ_RIGHT)
def test_runs_that_say_one_number_are_read(name: str, is_fast: bool, tmp_path: Path) -> None:
    value, number = READ_RIGHT[name]
    read = read_cell(first_target(in_first_target(value), tmp_path, is_fast=is_fast), lambda _: None)
    assert isinstance(read, Value) and read.low == read.high == number


@pytest.mark.parametrize("is_fast", [True, False])
@pytest.mark.parametrize("name", REFUSED)
def test_runs_that_are_not_one_number_are_refused(name: str, is_fast: bool, tmp_path: Path) -> None:
    cell = first_target(in_first_target(REFUSED[name]), tmp_path, is_fast=is_fast)
    read = read_cell(cell, lambda _: None)
    assert not isinstance(read, Value) and read is not None and read.rule_id == "value.rich_text"


@pytest.mark.parametrize("value", [55.5, "55,5"])
@pytest.mark.parametrize("font", [Font(strike=True), Font(vertAlign="superscript")])
def test_a_cell_that_is_struck_through_as_a_whole_is_refused(value: object, font: Font, tmp_path: Path) -> None:
    cell = first_target(in_first_target(value, font), tmp_path)
    assert cell.flags == RICH_TEXT
    assert first_target(in_first_target(value, Font(bold=True)), tmp_path).flags == ()


def test_inline_runs_are_seen_like_shared_ones(tmp_path: Path) -> None:
    raised = b'<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    inline = b'<c r="K6" t="inlineStr"><is><r><t>55,5</t></r>' + raised + b"</is></c>"
    content = b.replaced("xl/worksheets/sheet1.xml", b'<c r="K6" t="n"><v>50.5</v></c>', inline)
    assert first_target(content, tmp_path).flags == RICH_TEXT


BACK_TO_NORMAL = ('<strike val="0"/>', '<vertAlign val="baseline"/>', '<rFont val="Arial"/>', "")
CROSSED = ("<strike/>", '<vertAlign val="superscript"/>')
OTHER_LOOKS = ("<b/>", "<i/>", "<u/>", '<color rgb="FFFFFFFF"/>', '<sz val="1"/>', '<sz val="11"/>')
LOOKS = st.sampled_from([*BACK_TO_NORMAL, *CROSSED, *OTHER_LOOKS])
PIECES = st.sampled_from(["5", "55", ",5", ".", "1200", " ", "-", "%", "1)", "*", "–", "a", " persen", "0"])


@settings(max_examples=400)
@given(st.lists(st.tuples(LOOKS, PIECES), min_size=1, max_size=5))
def test_no_string_of_runs_yields_another_number_than_the_whole_text(pieces: list[tuple[str, str]]) -> None:
    body = "".join(
        f'<r>{f"<rPr>{look}</rPr>" if look else ""}<t xml:space="preserve">{escape(text)}</t></r>'
        for look, text in pieces
    )
    entry = etree.fromstring(f"<si>{body}</si>")
    whole = "".join(text for _, text in pieces)
    assert string_text(entry) == whole
    read = read_cell(Cell("T!K6", whole, "text", flags=RICH_TEXT if is_rich(entry) else ()), lambda _: ",")
    alone = read_cell(Cell("T!K6", whole, "text"), lambda _: ",")
    assert not isinstance(read, Value) or read == alone
    if any(look in CROSSED and text.strip() for look, text in pieces):
        assert not isinstance(read, Value)
    looks = {look for look, text in pieces if any(sign.isdigit() for sign in text)}
    if len(looks - set(BACK_TO_NORMAL)) + (not looks.isdisjoint(BACK_TO_NORMAL)) > 1:
        assert not isinstance(read, Value)


@pytest.mark.parametrize(
    "entry",
    ["<t>51,7</t><r><t>9</t></r>", "<t>51</t><t>,7</t>", "<r><t>51</t><t>,7</t></r>", "<r><t>51<x>9</x>,7</t></r>"],
)
def test_text_that_programs_join_differently_is_no_number(entry: str, tmp_path: Path) -> None:
    inline = f'<c r="K6" t="inlineStr"><is>{entry}</is></c>'.encode()
    cell = first_target(b.replaced("xl/worksheets/sheet1.xml", b'<c r="K6" t="n"><v>50.5</v></c>', inline), tmp_path)
    assert cell.flags == RICH_TEXT


@pytest.mark.parametrize("values", ["<v>51.7</v><v>9</v>", "<v>51<x>9</x>.7</v>"])
def test_a_cell_with_two_values_refuses_the_file(values: str, tmp_path: Path) -> None:
    cell = f'<c r="K6">{values}</c>'.encode()
    spoiled = b.replaced("xl/worksheets/sheet1.xml", b'<c r="K6" t="n"><v>50.5</v></c>', cell)
    assert [finding.rule_id for finding in b.read(spoiled, tmp_path).findings] == ["file.corrupt"]
