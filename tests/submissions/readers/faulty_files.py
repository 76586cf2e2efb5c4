"""Files with one fault each, made from a sound template or CSV; what each must bring stands in finding_cases.py."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable

from openpyxl.styles import PatternFill

from pipelines.submissions.model.limits import Limits
from tests.submissions.readers import building as b
from tests.submissions.readers.building import (
    File,
    csv_file,
    csv_line,
    entry,
    in_target,
    replaced,
    template,
    with_part,
)

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_TYPE = b"vnd.ms-excel.sheet.macroEnabled.main"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
RELATION = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%b</Relationships>'
WITH_REASON = b.CSV_HEADINGS + ",alasan"
OLE_OBJECT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def stored(flip: bool) -> bytes:
    """An archive without compression, with one byte of its strings changed after it was saved."""
    content = bytearray(b.archive(b.parts_of(template()).items(), zipfile.ZIP_STORED))
    place = content.index(b"Anak telantar")
    content[place] ^= flip
    return bytes(content)


def lying(content: bytes, name: bytes, size: int) -> bytes:
    """State another unpacked size for a member, in its own header and in the directory."""
    changed = bytearray(content)
    directory = changed.rindex(b"PK\x01\x02", 0, changed.rindex(name))
    local = struct.unpack_from("<L", changed, directory + 42)[0]
    struct.pack_into("<L", changed, directory + 24, size)
    struct.pack_into("<L", changed, local + 22, size)
    return bytes(changed)


def flagged(content: bytes) -> bytes:
    """Mark the first member as encrypted."""
    changed = bytearray(content)
    directory = changed.index(b"PK\x01\x02")
    changed[directory + 8] |= 1
    return bytes(changed)


def duplicated() -> bytes:
    parts = list(b.parts_of(template()).items())
    return b.archive([*parts, (parts[-1][0].upper(), b"<x/>")])


def relation(kind: str) -> bytes:
    part = f'<Relationship Id="rId9" Type="{kind}" Target="http://contoh.invalid/x" TargetMode="External"/>'
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", RELATION % part.encode())


def rows(count: int) -> bytes:
    blank = b"".join(b'<row r="%d"/>' % number for number in range(100, 100 + count))
    return replaced(SHEET, b"</sheetData>", blank + b"</sheetData>")


def dimension(corner: bytes) -> bytes:
    return replaced(SHEET, b'<dimension ref="A1:S7"', b'<dimension ref="A1:' + corner + b'"')


def far_cell(address: bytes, row: bytes, *others: bytes) -> bytes:
    cells = b"".join(b'<c r="%b" t="n"><v>1</v></c>' % each for each in (*others, address))
    return replaced(SHEET, b"</sheetData>", b'<row r="' + row + b'">' + cells + b"</row></sheetData>")


def as_csv(title: str = "DATA CONTOH — Contoh 2027-1: kementerian, provinsi, kabupaten/kota", more: str = "") -> File:
    """Sheet Target as a spreadsheet saves it as CSV, with its title lines."""
    unit = "Direktorat Rehabilitasi Sosial Anak (dit-anak)" if title.startswith("DATA") else ""
    lines = [title, unit, ",".join(b.HEADINGS)]
    lines += [",".join("" if value is None else str(value) for value in entry("11", 50.5, 51)) + ",,," + more]
    return File("\n".join(lines).encode(), "usulan.csv")


def hide_row(sheet: object, is_filtered: bool = False) -> None:
    sheet.row_dimensions[7].hidden = True
    if is_filtered:
        sheet.auto_filter.ref = "A5:P7"
        sheet.auto_filter.add_filter_column(2, ["11"])


def put(**cells: object) -> Callable[[object], None]:
    def change(sheet: object) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


def merge(area: str) -> Callable[[object], None]:
    return lambda sheet: sheet.merge_cells(area)


def hide_column(sheet: object) -> None:
    sheet.column_dimensions["K"].hidden = True


def extra_sheet(state: str) -> bytes:
    def change(book: object) -> None:
        sheet = book.create_sheet("Hitungan")
        sheet["A1"] = 5
        sheet.sheet_state = state

    return template(change)


def renamed(heading: str, new: str) -> bytes:
    return template(headings=[new if title == heading else title for title in b.HEADINGS])


def with_reason(target: str = '"50,5"', reason: str = "", **limits: int) -> File:
    return csv_file(f"{csv_line(target)},{reason}", headings=WITH_REASON, limits=Limits(**limits))


def said(**changed: str) -> bytes:
    return template(meta={**b.META, **changed})


def text_csv(content: bytes) -> File:
    return File(content, "usulan.csv")


def utf16(text: str) -> File:
    return text_csv(text.encode("utf-16"))


def fill(sheet: object) -> None:
    sheet["Z60"].fill = PatternFill("solid", fgColor="FFFF00")


def copied(title: str, state: str = "visible", figure: object = 50.5) -> bytes:
    """A template with a copy of sheet Target, in which one figure may be another."""

    def change(book: object) -> None:
        copy = book.copy_worksheet(book["Target"])
        copy.title, copy.sheet_state = title, state
        copy["K6"] = figure

    return template(change)


def below(*lines: list[object]) -> bytes:
    """A template with more rows two rows below its entries."""

    def change(sheet: object) -> None:
        for number, line in enumerate(lines, b.FIRST_ROW + 4):
            for column, value in enumerate(line, 1):
                sheet.cell(number, column, value)

    return in_target(change)


def turned(*years: str) -> list[object]:
    """The headings with the years of the targets in another order, or others in their place."""
    return [*b.HEADINGS[:10], *(f"target_{year}" if year.isdigit() else year for year in years), *b.HEADINGS[14:]]


def signed(*cells: object) -> list[object]:
    return [cells[0], *[None] * 9, *cells[1:]]


CRITERIA = ("kode_indikator", "indikator", "kode_wilayah", "wilayah", "kode_kriteria", "kriteria", "tingkat", "alasan")


def assessed(change: Callable[[object], None] = lambda sheet: None, level: object = 1) -> bytes:
    """A template with sheet Kriteria, two levels given."""

    def add(book: object) -> None:
        sheet = book.create_sheet("Kriteria")
        sheet.append(CRITERIA)
        for code in ("keberlanjutan", "kapabilitas"):
            sheet.append([b.INDICATOR, None, "11", "Aceh", code, code, level, "rencana kerja"])
        change(sheet)

    return template(add)


def hide_second_row(sheet: object) -> None:
    sheet.row_dimensions[3].hidden = True
