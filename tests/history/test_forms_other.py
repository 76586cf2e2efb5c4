"""World Bank, open-data layout, HTML that calls itself xls, and real workbooks."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from pipelines.history.readers import FormError
from tests.history.conftest import rule_ids, values
from tests.history.reading import read_published

WDI = (
    '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2025-07-01",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023","2024",\n'
    '"Indonesia","IDN","Gini index","SI.POV.GINI","37.9","36.1","34.9",\n'
    '"Indonesia","IDN","Poverty gap at $3.00 a day (2021 PPP) (%)","SI.POV.GAPS","1.3","1.1","",\n'
    '"Malaysia","MYS","Gini index","SI.POV.GINI","","40.7","",\n'
)


def test_the_wdi_download_gives_indonesia_and_counts_the_others(read):
    table = read("API_IDN.csv", WDI)
    assert (table.form, table.vintage) == ("world_bank_csv", date(2025, 7, 1))
    assert values(table, "wb_SI.POV.GINI") == {("00", "2022"): 37.9, ("00", "2023"): 36.1, ("00", "2024"): 34.9}
    assert table.counts == {"cells": 9, "figure": 3, "not_published": 1, "stopped": 0, "listed": 2, "left_out": 3}
    assert rule_ids(table) == {"variable.unknown", "file.left_out"}


def world_bank_row(year, number, country="IDN", code="SI.POV.NAHC"):
    return {"indicator": {"id": code, "value": "Poverty"}, "countryiso3code": country, "date": year, "value": number}


def test_the_api_gives_its_rows_and_its_last_update(read):
    rows = [world_bank_row("2024", 9.0), world_bank_row("2023", 9.4), world_bank_row("2001", None)]
    table = read("wb.json", [{"page": 1, "pages": 1, "lastupdated": "2025-10-07"}, rows])
    assert (table.form, table.vintage) == ("world_bank_json", date(2025, 10, 7))
    assert values(table, "wb_SI.POV.NAHC") == {("00", "2024"): 9.0, ("00", "2023"): 9.4}
    assert table.counts["not_published"] == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            [{"message": [{"id": "120", "key": "Invalid value", "value": "The indicator was not found."}]}],
            "was not found",
        ),
        ([{"page": 1, "pages": 1, "total": 0}, None], "no rows"),
        ([{"page": 1, "pages": 7}, [world_bank_row("2024", 9.0)]], "page 1 of 7"),
        ([{"page": 1, "pages": 1}, [world_bank_row("2024", 9.0, "MYS")]], "no row of Indonesia"),
        (WDI.replace("IDN", "MYS"), "no row of Indonesia"),
    ],
)
def test_a_world_bank_answer_without_figures_is_refused(read, content, reason):
    with pytest.raises(FormError, match=reason):
        read("wb.json", content)


OPEN_DATA = "id;kode_provinsi;nama_provinsi;persentase_penduduk_miskin;tahun\n" + "".join(
    f"{number};{code};{name};{value};{year}\n"
    for number, (code, name, value, year) in enumerate(
        [
            (11, "ACEH", "14.45", 2023), (91, "PAPUA BARAT", "20.49", 2023), (92, "PAPUA BARAT DAYA", "0", 2023),
            (94, "PAPUA", "26.03", 2023), (96, "PAPUA TENGAH", "0", 2023),
            (11, "ACEH", "0", 2024), (91, "PAPUA BARAT", "21.66", 2024), (92, "PAPUA BARAT DAYA", "18.13", 2024),
            (94, "PAPUA", "17.26", 2024), (96, "PAPUA TENGAH", "29.76", 2024),
        ],
        start=1,
    )
)  # fmt: skip


def test_a_zero_before_a_province_has_figures_is_not_published(read):
    table = read("kemiskinan.csv", OPEN_DATA)
    found = values(table, "poverty_rate")
    assert table.form == "open_data"
    assert ("96", "2023") not in found
    assert ("94", "2023") not in found
    assert found["94", "2024"] == 29.76
    assert found["91-2022", "2023"] == 26.03
    assert found["91", "2024"] == 17.26
    assert found["92-2022", "2023"] == 20.49
    assert table.counts["not_published"] == 2


def test_a_zero_after_the_first_figure_stays_and_is_suspicious(read):
    table = read("kemiskinan.csv", OPEN_DATA)
    assert values(table, "poverty_rate")["11", "2024"] == 0
    assert "figure.suspicious_zero" in rule_ids(table)


def test_an_open_data_file_of_districts_reads_names_units_and_commas(read):
    text = (
        "id,kode_provinsi,nama_provinsi,kode_kabupaten_kota,nama_kabupaten_kota,persentase_penduduk_miskin,satuan,tahun\n"
        '1,32,JAWA BARAT,3201,KABUPATEN BOGOR,"7,05",PERSEN,2024\n2,32,JAWA BARAT,3271,KOTA BOGOR,"6,53",PERSEN,2024\n'
    )
    assert values(read("jabar.csv", text), "poverty_rate") == {("32.01", "2024-03"): 7.05, ("32.71", "2024-03"): 6.53}


def test_an_open_data_file_with_shifted_columns_is_refused(read):
    with pytest.raises(FormError, match="where a year is expected"):
        read("kemiskinan.csv", OPEN_DATA.replace("26.03;2023", "26.03;PAPUA"))


HTML = (
    "<html><head><meta charset=utf-8></head><body><table>"
    "<tr><td colspan=3>Persentase Penduduk Miskin (Persen)</td></tr>"
    "<tr><th rowspan=2>Provinsi</th><th colspan=2>2019</th></tr><tr><th>Maret</th><th>September</th></tr>"
    "<tr><td>ACEH</td><td>15,32</td><td>15,01</td></tr><tr><td>KEP. RIAU</td><td>5,90</td><td>5,80</td></tr>"
    "<tr><td colspan=3>Sumber: BPS</td></tr></table></body></html>"
)


def test_an_xls_that_is_html_is_read_with_its_merged_headings(read):
    table = read("kemiskinan.xls", HTML)
    assert table.form == "html_table"
    assert values(table, "poverty_rate") == {
        ("11", "2019-03"): 15.32, ("11", "2019-09"): 15.01, ("21", "2019-03"): 5.9, ("21", "2019-09"): 5.8,
    }  # fmt: skip


def test_an_html_frameset_says_where_its_figures_are(read):
    frame = '<html xmlns:x="urn"><frameset rows="*,39"><frame src="x_files/sheet001.htm"></frameset></html>'
    with pytest.raises(FormError, match="only the frame of a workbook") as caught:
        read("Index Kemiskinan Jatim.xls", frame)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("missing", "is_read"), [(0, True), (1, False)])
def test_names_first_and_values_after_are_joined_only_when_they_are_as_many(read, missing, is_read):
    names = ["ACEH", "RIAU", "JAMBI", "BALI"]
    numbers = ["15,32", "7,08", "7,60", "3,79"][missing:]
    rows = ["Persentase Penduduk Miskin Maret 2019 (Persen)", *names, *numbers]
    page = "<table>" + "".join(f"<tr><td>{text}</td></tr>" for text in rows) + "</table>"
    if is_read:
        assert values(read("blok.xls", page), "poverty_rate")["51", "2019-03"] == 3.79
    else:
        with pytest.raises(FormError, match=r"one block \(4 rows\) and the values in another \(3 rows\)"):
            read("blok.xls", page)


def write_workbook(path, rows, far=False):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if far:
            sheet.write(1048575, 16383, "x")


def test_a_workbook_is_read_like_the_csv_of_the_same_table(tmp_path, catalogue):
    path = tmp_path / "p1.xlsx"
    rows = [["Provinsi", "Indeks Kedalaman Kemiskinan (P1)", ""], ["", "Maret 2022", "September 2022"]]
    write_workbook(path, [*rows, ["ACEH", 2.44, 2.5], ["PAPUA", 6.35, "-"], ["INDONESIA", 1.59, 1.56]])
    table = read_published(path, catalogue)
    assert table.form == "workbook"
    assert values(table, "poverty_gap_p1") == {
        ("11", "2022-03"): 2.44, ("11", "2022-09"): 2.5, ("91-2022", "2022-03"): 6.35,
        ("00", "2022-03"): 1.59, ("00", "2022-09"): 1.56,
    }  # fmt: skip


def test_a_cell_at_the_far_end_of_a_workbook_is_named_and_costs_nothing_else(tmp_path, catalogue):
    path = tmp_path / "jauh.xlsx"
    write_workbook(path, [["Provinsi", "Persentase Penduduk Miskin Maret 2020"], ["ACEH", 14.2]], far=True)
    table = read_published(path, catalogue)
    assert values(table, "poverty_rate") == {("11", "2020-03"): 14.2}
    assert rule_ids(table) == {"table.stray_cell"}
    assert "XFD1048576" in table.faults[0].message("en")


def test_a_sheet_that_reaches_too_far_is_refused(tmp_path, catalogue):
    path = tmp_path / "luas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Provinsi", "Persentase Penduduk Miskin 2020"])
        sheet.write_row(1, 0, ["ACEH", 1])
        sheet.write(90_000, 600, "x")
    with pytest.raises(FormError, match="cells too far out"):
        read_published(path, catalogue)


def test_a_damaged_workbook_is_refused(tmp_path, catalogue):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 64)
    with pytest.raises(FormError, match="damaged"):
        read_published(path, catalogue)


def test_nesting_without_end_is_refused(read):
    with pytest.raises(FormError, match="neither of the BPS WebAPI nor"):
        read("dalam.json", "[" * 200_000)


def test_a_file_beyond_any_table_is_refused_before_it_is_read(read, monkeypatch):
    monkeypatch.setattr("pipelines.history.readers.recognise.LARGEST_FILE", 10)
    with pytest.raises(FormError, match="larger than"):
        read("besar.csv", WDI)


def test_a_refusal_speaks_both_languages(read):
    with pytest.raises(FormError) as caught:
        read("kosong.csv", "")
    assert caught.value.message("id") == "kosong.csv: berkas kosong; unduh lagi."
    assert caught.value.message("en") == str(caught.value) == "kosong.csv: the file is empty; fetch it again."


def test_a_file_of_too_many_lines_is_refused_whole(read):
    line = "Aceh;14,23\n"
    with pytest.raises(FormError, match="80000"):
        read("a.csv", "Provinsi;Persentase Penduduk Miskin Maret 2024\n" + line * 80_000)


def test_cells_that_claim_to_cover_millions_of_rows_cover_those_that_are_there(read):
    cell = "<td colspan=999999999 rowspan=999999999>1</td>"
    with pytest.raises(FormError):
        read("a.xls", f"<table><tr><td>Aceh</td>{cell}</tr></table>")
