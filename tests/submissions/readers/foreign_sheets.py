"""Builds wide sheets of a district's medium-term plan, as districts really write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from tests.submissions.readers.building import ROUND, File

FOREIGN_OPTIONS = {"round_id": ROUND, "unit_code": "dinsos-11.01"}
PLAN_YEARS = (2025, 2026, 2027, 2028, 2029, 2030)
NOT_MAPPED_TARGET = "10,95-10,90"


def district_plan(
    description: str | None = "Tingkat kemiskinan", years: Sequence[int] = PLAN_YEARS, extra: str | None = None
) -> File:
    """Three title rows, then skpd, urusan, uraian, satuan, base and the years; group names on the first row only.
    `description` None stands for a description that is known and not used."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "IKU"
    sheet["A1"] = "RPJMD KABUPATEN CONTOH"
    sheet.append([])
    sheet.append(["SKPD", "Urusan", "Uraian", "Satuan", "Base", *years, *([extra] if extra else [])])
    path: list[Any] = [f"{10.9 - step / 10:.2f}-{10.8 - step / 10:.2f}".replace(".", ",") for step in range(len(years))]
    described = description or "Nilai SAKIP"
    sheet.append(["Dinas Sosial", "1.06 Sosial", "Angka kemiskinan", "persen", "11,19", *path])
    sheet.append([None, None, described, "persen", 79.5, *[80 + step for step in range(len(years))]])
    if description != "Tingkat kemiskinan":
        sheet.append([None, "1.02 Kesehatan", "Tingkat kemiskinan", "persen", "5", *["4,5"] * len(years)])
    out = io.BytesIO()
    book.save(out)
    return File(out.getvalue(), "rpjmd.xlsx", dict(FOREIGN_OPTIONS))
