"""A stray cell far away costs a note, many of them the file; what a sheet claims to reach costs nothing."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from tests.submissions.readers import building as b
from tests.submissions.readers.faulty_files import SHEET, dimension, far_cell

FIRST = ("Target!K6", "50.5")


def rule_ids(content: bytes, folder: Path) -> tuple[bool, list[str]]:
    reading = b.read(content, folder)
    return reading.is_refused, [finding.rule_id for finding in reading.findings]


@pytest.mark.parametrize(
    "content",
    [
        far_cell(b"XFD1048576", b"1048576"), far_cell(b"K1048576", b"1048576"), dimension(b"XFD1048576"),
        b.replaced(SHEET, b'<c r="P6"', b'<c\tr="XFD6" t="n"><v>1</v></c><c r="P6"'),
    ],
)  # fmt: skip
def test_a_stray_far_cell_or_a_false_dimension_costs_a_note(content: bytes, tmp_path: Path) -> None:
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert rule_ids(content, tmp_path) == (False, ["sheet.stray_cell"])
    assert time.process_time() - begun < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    cell = b.read(content, tmp_path).rows[0].targets[0][1]
    assert (cell.address, cell.text) == FIRST


def test_an_entry_far_below_or_many_far_cells_are_refused(tmp_path: Path) -> None:
    entry = far_cell(b"K200000", b"200000", b"A200000", b"C200000")
    assert rule_ids(entry, tmp_path) == (True, ["sheet.too_large"])
    many = b"".join(b'<row r="%d"><c r="K%d"><v>1</v></c></row>' % (n, n) for n in range(200_000, 200_030))
    assert rule_ids(b.replaced(SHEET, b"</sheetData>", many + b"</sheetData>"), tmp_path) == (True, ["sheet.too_large"])


def test_far_cells_of_a_sheet_that_is_not_read_cost_nothing(tmp_path: Path) -> None:
    content = b.template(lambda book: book.create_sheet("Coretan").cell(1_048_576, 16_384, "x"))
    assert rule_ids(content, tmp_path) == (False, ["sheet.ignored"])
