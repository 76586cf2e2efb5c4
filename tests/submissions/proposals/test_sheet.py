"""Sheet Outcome as people leave it: blank, merged, hidden, signed; and a template is read back as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.exports.templates import form
from pipelines.exports.templates.facts import ReferenceFigures
from pipelines.exports.templates.files import write_templates
from pipelines.submissions.proposals.sheet import MOST_ROWS
from pipelines.submissions.readers.layouts import heading_key
from pipelines.submissions.readers.read_file import read_file
from tests.submissions.readers.building import ROUND, UNIT, catalogue, read, template

HEADINGS = ["nomor", "Pernyataan outcome", "indikator", "satuan", "arah"]


def proposing(*rows: list[Any], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.create_sheet("Outcome")
        for row in (HEADINGS, *rows):
            sheet.append(row)
        change(sheet)

    return template(fill)


def test_a_file_without_the_sheet_or_with_an_empty_one_proposes_nothing(tmp_path: Path) -> None:
    for content in (template(), proposing(), template(lambda book: book.create_sheet("Outcome"))):
        reading = read(content, tmp_path)
        assert reading.proposals == () and reading.findings == () and reading.rows


def test_rows_are_offered_with_their_cells(tmp_path: Path) -> None:
    reading = read(
        proposing([1, "Anak pulang", "Persentase", "persen", "naik"], [None] * 5, [None, None, "Jumlah"]), tmp_path
    )
    first, second = reading.proposals
    assert (first.row_number, first.cell("statement").text, first.cell("number").address) == (
        2,
        "Anak pulang",
        "Outcome!A2",
    )
    assert (second.row_number, second.cell("name").text, second.cell("source").address) == (4, "Jumlah", "")


def test_a_statement_merged_over_its_indicators_stands_in_each_row(tmp_path: Path) -> None:
    content = proposing(
        [1, "Anak pulang", "A", "persen", "naik"],
        [None, None, "B", "persen", "naik"],
        change=lambda sheet: (sheet.merge_cells("A2:A3"), sheet.merge_cells("B2:B3")),
    )
    assert [row.cell("statement").address for row in read(content, tmp_path).proposals] == ["Outcome!B2"] * 2


def hide(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def error(sheet: Any) -> None:
    sheet["B2"].value, sheet["B2"].data_type = "#REF!", "e"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hide, "baris atau kolomnya tersembunyi"),
        (error, "selnya menunjukkan kesalahan #REF!"),
        (lambda sheet: sheet.merge_cells("B2:C2"), "selnya tergabung melintasi beberapa kolom"),
        (lambda sheet: sheet.cell(2, 2, "=A1&A2"), "rumusnya tidak menyimpan hasil"),
    ],
)
def test_what_cannot_be_read_is_told_and_its_row_is_not_offered(change: Any, said: str, tmp_path: Path) -> None:
    reading = read(proposing([1, "Anak pulang", "A", "persen", "naik"], change=change), tmp_path)
    findings = [finding for finding in reading.findings if finding.rule_id == "outcome.unreadable"]
    assert said in {finding.message_id.split("karena ")[1].split(";")[0] for finding in findings}
    assert reading.proposals == () and len(reading.rows) == 2


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    reading = read(proposing([1, "Anak pulang", "A", "persen", "naik"], change=change), tmp_path)
    assert [finding.rule_id for finding in reading.findings] == ["sheet.hidden_ignored"]
    assert reading.proposals == ()


def test_a_sheet_without_its_headings_is_told_and_the_targets_are_read(tmp_path: Path) -> None:
    reading = read(template(lambda book: book.create_sheet("Outcome").append(["nomor", "outcome"])), tmp_path)
    assert {finding.rule_id for finding in reading.findings} == {"header.missing"}
    assert len(reading.rows) == 2


def test_a_signature_ends_the_sheet_and_numbers_of_columns_are_no_row(tmp_path: Path) -> None:
    rows = [
        [1, 2, 3, 4, 5],
        [1, "Anak pulang", "A", "persen", "naik"],
        [None, "Jakarta, 3 Maret 2027"],
        [None, "Direktur"],
    ]
    reading = read(proposing(*rows), tmp_path)
    assert [row.row_number for row in reading.proposals] == [3]


def test_more_rows_than_a_forum_weighs_are_told_once(tmp_path: Path) -> None:
    reading = read(proposing(*[[place, f"Outcome {place}"] for place in range(1, MOST_ROWS + 5)]), tmp_path)
    assert len(reading.proposals) == MOST_ROWS
    (finding,) = reading.findings
    assert (finding.rule_id, finding.source_cell) == ("outcome.too_many", f"Outcome!A{MOST_ROWS + 2}")
    assert f"lebih dari {MOST_ROWS} baris" in finding.message_id


def test_the_template_has_every_column_of_the_layout_and_is_read_back(tmp_path: Path) -> None:
    layout = catalogue().layouts["templates"]["selaras-1"]["outcome_columns"]
    assert [heading_key(name) for name in form.OUTCOME_HEADINGS] == [heading_key(name) for name in layout]
    path = write_templates(catalogue(), ReferenceFigures(), ROUND, UNIT, tmp_path)[0]
    assert read_file(path, catalogue(), folders=()).proposals == ()
    book = openpyxl.load_workbook(path)
    for column, heading in enumerate(form.OUTCOME_HEADINGS, 1):
        book["Outcome"].cell(form.FIRST_ROW, column, f"isi {heading}")
    book.save(path)
    (row,) = read_file(path, catalogue(), folders=()).proposals
    assert {cell.text for cell in row.cells.values()} == {f"isi {heading}" for heading in form.OUTCOME_HEADINGS}


def test_the_pick_lists_of_the_template_are_words_that_the_rules_know() -> None:
    words = catalogue().outcome_words
    assert set(form.OUTCOME_LEVELS) <= set(words.levels)
    assert set(form.DIRECTIONS) <= set(words.directions)
    assert {words.aggregations[choice] for choice in form.AGGREGATIONS} == set(words.aggregations.values())
