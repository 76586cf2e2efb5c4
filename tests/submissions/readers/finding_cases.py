"""For each finding of the reading: files that must bring it, and the benign twin that must not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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
from tests.submissions.readers.faulty_files import (
    DOCTYPE,
    HYPERLINK,
    MACRO_TYPE,
    OLE,
    OLE_OBJECT,
    SHEET,
    TYPES,
    as_csv,
    assessed,
    below,
    copied,
    dimension,
    duplicated,
    extra_sheet,
    far_cell,
    fill,
    flagged,
    hide_column,
    hide_row,
    hide_second_row,
    lying,
    merge,
    put,
    relation,
    renamed,
    rows,
    said,
    signed,
    stored,
    text_csv,
    turned,
    utf16,
    with_reason,
)
from tests.submissions.readers.foreign_sheets import FOREIGN_OPTIONS, district_plan


class Case(NamedTuple):
    """`fault` brings the finding, `twin` is as like it as an honest file can be."""

    fault: Callable[[], File | bytes]
    twin: Callable[[], File | bytes]


CSV = csv_file(csv_line()).content
GOOD_CSV: Callable[[], File] = lambda: csv_file(csv_line())  # noqa: E731
CASES: dict[str, Case] = {
    "file.empty": Case(lambda: b"", template),
    "file.empty / blanks": Case(lambda: text_csv(b" \r\n\r\n"), GOOD_CSV),
    "file.corrupt": Case(lambda: template()[:-400], template),
    "file.corrupt / cut member": Case(lambda: lying(template(), b"xl/styles.xml", 20_000), template),
    "file.corrupt / not well formed": Case(lambda: replaced(SHEET, b"</sheetData>", b"</sheet>"), template),
    "file.corrupt / string that is not there": Case(
        lambda: replaced(SHEET, b't="inlineStr"><is><t>DATA CONTOH</t></is>', b't="s"><v>999</v>'), template
    ),
    "file.corrupt / one cell twice": Case(
        lambda: replaced(SHEET, b'<c r="B6"', b'<c r="A6"'), lambda: replaced(SHEET, b'<c r="P6"', b'<c r="S6"')
    ),
    "file.crc": Case(lambda: stored(True), lambda: stored(False)),
    "file.not_xlsx": Case(lambda: b"%PDF-1.7 ...", template),
    "file.not_xlsx / text": Case(lambda: File(b"Yth. Kepala Biro,\nterlampir usulan kami", "usulan.xlsx"), GOOD_CSV),
    "csv.named_workbook": Case(lambda: File(CSV, "usulan.xlsx"), GOOD_CSV),
    "csv.template_sheet": Case(as_csv, GOOD_CSV),
    "csv.template_identity": Case(lambda: as_csv("tanpa judul"), as_csv),
    "value.shifted": Case(lambda: as_csv(more=",1"), as_csv),
    "file.not_xlsx / web page": Case(lambda: File(b"\n<html><table>", "usulan.xls"), template),
    "file.not_xlsx / other archive": Case(lambda: b.archive([("a.txt", b"x")]), template),
    "file.not_xlsx / Word": Case(
        lambda: with_part(TYPES, b'<Types><Override ContentType="application/wordprocessingml"/></Types>'), template
    ),
    "file.not_xlsx / xlsb": Case(
        lambda: replaced(TYPES, b"spreadsheetml.sheet.main+xml", b"sheet.binary.macroEnabled.main"), template
    ),
    "file.legacy_xls": Case(lambda: File(OLE + bytes(2048), "usulan.xls"), template),
    "file.encrypted": Case(lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), template),
    "file.encrypted / member": Case(lambda: flagged(template()), template),
    "file.macro": Case(lambda: with_part("xl/vbaProject.bin", b"x"), lambda: with_part("xl/media/image1.png", b"x")),
    "file.macro / type": Case(
        lambda: replaced(TYPES, b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", MACRO_TYPE), template
    ),
    "file.external_link": Case(
        lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), lambda: relation(HYPERLINK)
    ),
    "file.external_link / relation": Case(lambda: relation(OLE_OBJECT), lambda: relation(HYPERLINK)),
    "file.too_large": Case(lambda: File(template(), options={"limits": Limits(file_bytes=5_000)}), template),
    "file.too_large_unpacked": Case(
        lambda: with_part("xl/media/a.bin", bytes(70_000_000)), lambda: with_part("xl/media/a.bin", bytes(7_000_000))
    ),
    "file.too_large_unpacked / lying directory": Case(
        lambda: lying(with_part("xl/media/a.bin", bytes(70_000_000)), b"xl/media/a.bin", 1_000),
        lambda: with_part("xl/media/a.bin", bytes(1_000)),
    ),
    "file.xml_unsafe": Case(
        lambda: replaced("xl/styles.xml", b"<styleSheet", DOCTYPE + b"<styleSheet"),
        lambda: in_target(put(S6=DOCTYPE.decode())),
    ),
    "file.xml_unsafe / UTF-16": Case(
        lambda: with_part("docProps/custom.xml", ("\ufeff" + DOCTYPE.decode() + "<a/>").encode("utf-16-le")),
        lambda: with_part("docProps/custom.xml", "\ufeff<a>é</a>".encode("utf-16-le")),
    ),
    "file.xml_unsafe / picture": Case(
        lambda: with_part("xl/media/a.png", b"\x89PNG" + DOCTYPE), lambda: with_part("xl/media/a.png", b"\x89PNG<!")
    ),
    "file.xml_unsafe / encoding": Case(
        lambda: with_part("docProps/a.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        lambda: with_part("docProps/a.xml", b'<?xml version="1.0" encoding="UTF-8"?><a/>'),
    ),
    "file.bad_member_name": Case(lambda: with_part("../a.xml", b"<a/>"), lambda: with_part("a..xml", b"<a/>")),
    "file.bad_member_name / absolute": Case(lambda: with_part("/etc/a", b"x"), lambda: with_part("etc/a", b"x")),
    "file.bad_member_name / backslash": Case(lambda: with_part("..\\a", b"x"), lambda: with_part("xl\\a", b"x")),
    "file.bad_member_name / NUL": Case(lambda: with_part("xl/a\0.xml", b"x"), lambda: with_part("xl/a.xml", b"x")),
    "file.bad_member_name / twice": Case(duplicated, template),
    "sheet.missing": Case(lambda: template(lambda book: book.remove(book["_meta"])), template),
    "sheet.missing / hidden": Case(
        lambda: template(lambda book: (setattr(book["Target"], "sheet_state", "hidden"), book.create_sheet("A"))),
        lambda: template(lambda book: book.create_sheet("A")),
    ),
    "sheet.second_target": Case(lambda: copied("Target "), lambda: copied("Target ", "hidden")),
    "sheet.second_target / other name": Case(
        lambda: copied("Target (2)", figure=60.5), lambda: copied("Target (2)")
    ),
    "sheet.too_large": Case(
        lambda: far_cell(b"XFD1048576", b"1048576", b"A1048576"), lambda: far_cell(b"XFD1048576", b"1048576")
    ),
    "sheet.stray_cell / far": Case(
        lambda: far_cell(b"XFD1048576", b"1048576"), lambda: in_target(put(A200="Catatan"))
    ),
    "sheet.stray_cell / dimension": Case(lambda: dimension(b"XFD1048576"), lambda: dimension(b"AZ900")),
    "sheet.too_many_rows": Case(lambda: rows(20_001), lambda: rows(5_000)),
    "sheet.stray_cell": Case(lambda: in_target(put(Z6="x")), lambda: in_target(fill)),
    "sheet.hidden_ignored": Case(lambda: extra_sheet("hidden"), template),
    "sheet.ignored": Case(lambda: extra_sheet("visible"), lambda: template(lambda book: book.create_sheet("Kosong"))),
    "header.missing": Case(lambda: renamed("kode_wilayah", ""), lambda: renamed("kode_wilayah", "KODE Daerah")),
    "header.missing / year": Case(lambda: renamed("target_2029", ""), lambda: renamed("target_2029", "Target 2029")),
    "header.missing / CSV": Case(
        lambda: csv_file(headings=b.CSV_HEADINGS.replace("tahun_target", "")),
        lambda: csv_file(csv_line(), headings=b.CSV_HEADINGS.upper()),
    ),
    "header.duplicate": Case(lambda: renamed("catatan", "Alasan"), lambda: renamed("catatan", "Catatan Unit")),
    "header.duplicate / CSV": Case(
        lambda: csv_file(csv_line() + ",1", headings=b.CSV_HEADINGS + ",Nilai Target"),
        lambda: csv_file(csv_line() + ",1", headings=b.CSV_HEADINGS + ",penyebut"),
    ),
    "header.second_table": Case(
        lambda: below(["kode_indikator", *[None] * 9, "target_2030", "target_2029"], entry("13", 60, 59)),
        lambda: below(turned("2030", "2029", "2028", "2027"), entry("13", 60, 59)),
    ),
    "header.column_numbers": Case(
        lambda: template(rows=[[f"({n})" for n in range(1, 20)], entry("11", 50)]), template
    ),
    "header.column_numbers / typed": Case(
        lambda: template(rows=[[-n for n in range(1, 20)], entry("11", 50)]), template
    ),
    "header.unexpected": Case(lambda: renamed("catatan", "kolom aneh"), lambda: renamed("catatan", "notes")),
    "header.unexpected / year": Case(lambda: renamed("catatan", "target_2035"), template),
    "header.unexpected / CSV": Case(
        lambda: csv_file(csv_line() + ",1", headings=b.CSV_HEADINGS + ",kolom aneh"),
        lambda: csv_file(csv_line() + ",1", headings=b.CSV_HEADINGS + ",alasan"),
    ),
    "template.old": Case(lambda: said(template="selaras-0"), lambda: said(template=" selaras-1 ")),
    "round.unknown": Case(lambda: said(round_id="contoh-1999-1"), lambda: said(round_id="CONTOH-2027-1 ")),
    "round.mismatch": Case(
        lambda: File(template(), options={"folders": ("contoh-2026-1", "unit")}),
        lambda: File(template(), options={"folders": ("contoh-2026-1", "contoh-2027-1")}),
    ),
    "round.several": Case(
        lambda: csv_file(csv_line(), csv_line(planning_round="contoh-2026-1")),
        lambda: csv_file(csv_line(), csv_line(planning_round="Contoh-2027-1", year="2028")),
    ),
    "auth.unit_unknown": Case(lambda: said(unit_code="dit-entah"), lambda: said(unit_code="DIT-ANAK")),
    "auth.unit_several": Case(
        lambda: csv_file(csv_line(), csv_line(unit="dit-lansia")), lambda: csv_file(csv_line(), csv_line(unit=""))
    ),
    "row.hidden": Case(lambda: in_target(hide_row), lambda: in_target(hide_row, rows=[entry("11", 5), entry("12")])),
    "row.filtered": Case(lambda: in_target(lambda sheet: hide_row(sheet, True)), template),
    "row.total_ignored": Case(
        lambda: below([None, None, None, "Jumlah", *[None] * 6, 55.2]), lambda: below(entry("13", 50))
    ),
    "row.total_ignored / first column": Case(
        lambda: below(["TOTAL", *[None] * 9, 55.2, 51]), lambda: below(entry("13", 50))
    ),
    "row.total_ignored / CSV": Case(
        lambda: csv_file(csv_line(), "Jumlah,,,,,,55"), lambda: csv_file(csv_line(), csv_line("55", "2028"))
    ),
    "header.column_numbers / CSV": Case(lambda: csv_file("1,2,3,4,5,6,7", csv_line()), GOOD_CSV),
    "row.signature_ignored / CSV": Case(
        lambda: csv_file(csv_line(), "Mengetahui,,,,,,", ",,,,,,Budi"), lambda: csv_file(csv_line(), ",,,,,,")
    ),
    "row.signature_ignored": Case(
        lambda: below(signed("Mengetahui, Kepala Dinas", "Banda Aceh, 20 November 2026"), signed(None, "NIP. 1")),
        lambda: below(entry("13", 50)),
    ),
    "row.note_ignored": Case(
        lambda: in_target(put(A9="Catatan: angka sementara")), lambda: in_target(put(A9=b.INDICATOR, C9="13"))
    ),
    "row.note_ignored / CSV": Case(
        lambda: csv_file(csv_line(), "Catatan: angka sementara"), lambda: csv_file(csv_line(), csv_line('""', "2028"))
    ),
    "column.hidden": Case(
        lambda: in_target(hide_column), lambda: in_target(hide_column, rows=[entry("11", None, 5)])
    ),
    "cell.merged": Case(lambda: in_target(merge("K6:K7")), lambda: in_target(merge("A1:K2"))),
    "cell.merged / code": Case(lambda: in_target(merge("C6:C7")), lambda: in_target(merge("A9:H10"))),
    "formula.no_value": Case(
        lambda: in_target(put(K6="=1+1")),
        lambda: replaced(SHEET, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>", in_target(put(K6="=1+1"))),
    ),
    "formula.error": Case(lambda: in_target(put(K6="#DIV/0!")), lambda: in_target(put(S6="#DIV/0!"))),
    "criterion.unreadable": Case(lambda: assessed(merge("G2:G3")), assessed),
    "criterion.unreadable / error": Case(lambda: assessed(put(G3="#REF!")), lambda: assessed(put(G3=None))),
    "criterion.unreadable / hidden": Case(
        lambda: assessed(hide_second_row), lambda: assessed(hide_second_row, level=None)
    ),
    "criterion.unreadable / formula": Case(lambda: assessed(put(G2="=1+1")), lambda: assessed(put(I2="=1+1"))),
    "csv.encoding": Case(lambda: text_csv(b"\xff\xfe" + CSV + b"x" * (1 - len(CSV) % 2)), lambda: utf16(CSV.decode())),
    "csv.encoding / no code page": Case(lambda: text_csv(CSV + b"\x81"), GOOD_CSV),
    "csv.encoding_guess": Case(
        lambda: text_csv(CSV.replace(b'50,5"', b'50,5\x9651"')),
        lambda: csv_file(csv_line('"50,5–51"')),
    ),
    "csv.nul": Case(lambda: text_csv(CSV + b"\nx\0y"), GOOD_CSV),
    "csv.nul / UTF-16 without its mark": Case(lambda: text_csv(CSV.decode().encode("utf-16-le")), GOOD_CSV),
    "csv.quote": Case(lambda: csv_file(csv_line(), csv_line('"50,5')), lambda: csv_file(csv_line('"50"""'))),
    "csv.quote / after": Case(lambda: csv_file(csv_line('"50"x')), lambda: csv_file(csv_line('50"'))),
    "csv.too_large": Case(
        lambda: csv_file(csv_line(), csv_line(), limits=Limits(file_bytes=150)),
        lambda: csv_file(csv_line(), limits=Limits(file_bytes=1_500)),
    ),
    "csv.too_large / lines": Case(
        lambda: csv_file(csv_line(), csv_line(), limits=Limits(csv_lines=2)),
        lambda: csv_file(csv_line(), limits=Limits(csv_lines=2)),
    ),
    "csv.too_large / line": Case(lambda: with_reason("5", "x" * 301, csv_line=300), lambda: with_reason(csv_line=300)),
    "csv.too_large / field": Case(lambda: with_reason("5", "x" * 401, csv_field=90), lambda: with_reason(csv_field=90)),
    "csv.ragged": Case(lambda: csv_file(csv_line("50,5")), lambda: csv_file(csv_line("50") + ",,")),
    "csv.ragged / short": Case(
        lambda: csv_file(csv_line("50,5"), headings=b.CSV_HEADINGS + ",penyebut,catatan"),
        lambda: csv_file(csv_line("50,5").replace(",", ";", 6), headings=b.CSV_HEADINGS.replace(",", ";")),
    ),
    "csv.ragged / blank at the end": Case(lambda: with_reason("50,5"), with_reason),
    "csv.ragged / last but one column": Case(
        lambda: csv_file(csv_line("55,5"), headings=b.CSV_HEADINGS + ",catatan"),
        lambda: csv_file(csv_line('"55,5",5'), csv_line("60.5,5", "2028"), headings=b.CSV_HEADINGS + ",alasan"),
    ),
    "layout.unmapped_row": Case(lambda: district_plan("Persentase jalan mantap"), district_plan),
    "layout.row_not_used": Case(lambda: district_plan(None), district_plan),
    "layout.year_not_asked": Case(district_plan, lambda: district_plan(years=b.YEARS)),
    "layout.column_not_read": Case(lambda: district_plan(extra="Lokasi"), district_plan),
    "layout.identity_missing": Case(lambda: File(district_plan().content, "rpjmd.xlsx"), district_plan),
    "layout.identity_missing / no one region": Case(
        lambda: district_plan()._replace(options={**FOREIGN_OPTIONS, "unit_code": "dit-anak"}), district_plan
    ),
}  # fmt: skip
