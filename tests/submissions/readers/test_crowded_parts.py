"""Workbooks that are small as a file and much as a tree, or slow to search: each is told within a second and 300 MB,
and its twin of an honest size is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pipelines.sandbox.process_pool import ChildPool
from tests.submissions.readers import building as b
from tests.submissions.readers.building import parts_of, replaced, template, with_part
from tests.submissions.readers.faulty_files import RELATION, SHEET

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>'


class Crowd(NamedTuple):
    """`make` builds a file with so many entries; `crowded` are too many, `honest` are not."""

    make: Callable[[int], bytes]
    crowded: int
    honest: int
    rule_id: str


def cells_in_one_row(count: int) -> bytes:
    letters = [column.encode() for column in ("T", "U", "V", "W")]
    cells = b"".join(b'<c r="%b99"/>' % letters[number % 4] for number in range(count))
    return replaced(SHEET, b"</sheetData>", b'<row r="99">' + cells + b"</row></sheetData>")


def rules_under_the_table(count: int) -> bytes:
    rules = b"<conditionalFormatting/>" * count
    return replaced(SHEET, b"</sheetData>", b"</sheetData>" + rules)


def with_strings(entry: bytes, count: int) -> bytes:
    related = b'<Relationship Id="rId99" Type="%b/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % OFFICE
    content = replaced(BOOK_RELATIONS, b"</Relationships>", related)
    return with_part(STRINGS, MAIN % (entry * count), content)


def cell_styles(count: int) -> bytes:
    return replaced(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * count + b"</cellXfs>")


def relations(count: int) -> bytes:
    entry = b'<Relationship Id="r%d" Type="' + OFFICE + b'/table" Target="../styles.xml"/>'
    return with_part(
        "xl/worksheets/_rels/sheet1.xml.rels", RELATION % b"".join(entry % number for number in range(count))
    )


def long_format(length: int) -> bytes:
    code = b'<numFmts count="1"><numFmt numFmtId="200" formatCode="' + b"[" * length + b'"/></numFmts><fonts'
    return replaced(STYLES, b"<fonts", code)


def overlapping_merges(count: int) -> bytes:
    merges = b'<mergeCell ref="A1:ZZ90000"/>' * count
    return replaced(SHEET, b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")


def one_sheet_under_many_names(count: int) -> bytes:
    entry = b'<sheet xmlns:r="' + OFFICE + b'" name="Lain %d" sheetId="%d" r:id="rId%d"/>'
    listed = b"".join(entry % (number, number + 50, 1 if count > 1 else 99) for number in range(count))
    return replaced(BOOK, b"</sheets>", listed + b"</sheets>")


def long_declaration(count: int) -> bytes:
    core = parts_of(template())["docProps/core.xml"]
    return with_part("docProps/core.xml", b"<?xml " + b'encoding="utf-8" ' * count + core)


def dimensions(count: int) -> bytes:
    return replaced(SHEET, b"<dimension", b"<dimension " * count + b"<dimension")


TOO_MUCH, CORRUPT = "file.too_large_unpacked", "file.corrupt"
CROWDS = {
    "cells in one row": Crowd(cells_in_one_row, 2_100_000, 4, TOO_MUCH),
    "rules under the table": Crowd(rules_under_the_table, 2_000_000, 500, TOO_MUCH),
    "plain strings": Crowd(lambda count: with_strings(b"<si><t>a</t></si>", count), 2_000_000, 5_000, TOO_MUCH),
    "rich strings": Crowd(lambda count: with_strings(b"<si><r><t/></r></si>", count), 2_000_000, 5_000, TOO_MUCH),
    "cell styles": Crowd(cell_styles, 1_500_000, 5_000, TOO_MUCH),
    "relations": Crowd(relations, 300_000, 1_000, TOO_MUCH),
    "a number format": Crowd(long_format, 400_000, 200, CORRUPT),
    "merged areas that overlap": Crowd(overlapping_merges, 100_000, 0, CORRUPT),
    "names of one sheet": Crowd(one_sheet_under_many_names, 20_000, 0, CORRUPT),
    "beginnings of a dimension": Crowd(dimensions, 1_000_000, 0, CORRUPT),
}


def told(content: bytes, folder: Path) -> list[str]:
    """Read a file in a child that may take a second of processor time and 300 MB; a dead child has no findings."""
    path = folder / "usulan.xlsx"
    path.write_bytes(content)
    with ChildPool(b.read_file, b.catalogue(), 1, memory_mb=300, cpu_seconds=1, wall_seconds=60) as children:
        (_, reading), *_ = children.run([path])
    return sorted({finding.rule_id for finding in reading.findings})


@pytest.mark.parametrize("what", CROWDS)
def test_a_part_with_too_many_entries_is_refused_before_it_is_read_as_a_tree(what: str, tmp_path: Path) -> None:
    crowd = CROWDS[what]
    assert told(crowd.make(crowd.crowded), tmp_path) == [crowd.rule_id]


@pytest.mark.parametrize("what", CROWDS)
def test_a_part_with_an_honest_number_of_entries_is_read(what: str, tmp_path: Path) -> None:
    crowd = CROWDS[what]
    assert told(crowd.make(crowd.honest), tmp_path) == []


def test_a_declaration_of_any_length_is_read_once(tmp_path: Path) -> None:
    assert told(long_declaration(1), tmp_path) == told(long_declaration(1_000_000), tmp_path) == []


def test_markup_in_letters_that_are_not_read_is_refused(tmp_path: Path) -> None:
    hidden = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("cp037")
    assert told(with_part("docProps/app.xml", hidden), tmp_path) == ["file.xml_unsafe"]
    assert told(with_part("docProps/app.xml", "<?xm".encode("cp037")[1:]), tmp_path) == []
