"""Titles and workbooks that tests of small published tables share."""

from __future__ import annotations

import xlsxwriter

TPT = "Tingkat Pengangguran Terbuka (Persen)"
RATE = "Persentase Penduduk Miskin (Persen)"


def workbook(path, sheets, formats=None, hidden=(), merges=()):
    """Write {sheet name: rows}; `formats` gives number formats by (row, column) of every sheet."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    code = (formats or {}).get((number, column), "General")
                    sheet.write(number, column, value, book.add_format({"num_format": code}))
            for area in merges:
                sheet.merge_range(area, rows[0][0])
            if name in hidden:
                sheet.hide()
    return path
