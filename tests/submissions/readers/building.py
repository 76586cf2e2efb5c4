"""Builds the files that the tests of the door read: honest templates, and the same with one thing wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.read_file import read_file

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
ROUND, UNIT, INDICATOR = "contoh-2027-1", "dit-anak", "outcome_children_in_family_care"
YEARS = (2027, 2028, 2029, 2030)
HEADINGS = (
    *("kode_indikator", "indikator", "kode_wilayah", "wilayah", "satuan", "arah"),
    *("tahun_kondisi_awal", "kondisi_awal", "target_lalu", "target_nasional"),
    *(f"target_{year}" for year in YEARS),
    *("penyebut", "sementara", "alasan", "data_dukung", "catatan"),
)
HEADING_ROW, FIRST_ROW = 5, 6
CSV_HEADINGS = "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target"
META = {"template": "selaras-1", "version": "1", "round_id": ROUND, "unit_code": UNIT}
Change = Callable[[Any], None]


class File(NamedTuple):
    """A file as it comes to the door, with what the door is told besides its bytes."""

    content: bytes
    name: str = "usulan.xlsx"
    options: dict[str, Any] = {}  # noqa: RUF012


@cache
def catalogue() -> Catalogue:
    return read_catalogue(REFERENCE)


def entry(region: str = "11", *targets: Any) -> list[Any]:
    """One row of sheet Target with its targets from 2027 on."""
    filled = [*targets, *[None] * (len(YEARS) - len(targets))]
    return [INDICATOR, "Anak telantar", region, "Aceh", "persen", "naik", 2025, 40, None, None, *filled, None, "tidak"]


def template(
    change: Change = lambda book: None,
    rows: Sequence[Sequence[Any]] = (entry("11", 50.5, 51), entry("12", 60)),
    headings: Sequence[Any] = HEADINGS,
    meta: dict[str, str] = META,
) -> bytes:
    """A filled template as openpyxl writes it, after `change` had its way with the open workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Target"
    sheet["A1"] = "DATA CONTOH"
    for column, heading in enumerate(headings, 1):
        sheet.cell(HEADING_ROW, column, heading)
    for number, row in enumerate(rows, FIRST_ROW):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    identity = book.create_sheet("_meta")
    identity.sheet_state = "veryHidden"
    for line in meta.items():
        identity.append(line)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, part in parts:
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = method
            target.writestr(info, part)
    return out.getvalue()


def with_part(name: str, part: bytes, content: bytes | None = None) -> bytes:
    """A template with one part added or replaced."""
    return archive({**parts_of(content or template()), name: part}.items())


def replaced(name: str, old: bytes, new: bytes, content: bytes | None = None) -> bytes:
    """A template in one part of which one text stands for another."""
    part = parts_of(content or template())[name]
    assert old in part, (name, old)
    return with_part(name, part.replace(old, new, 1), content)


def in_target(change: Change, **settings: Any) -> bytes:
    """A template whose sheet Target was changed."""
    return template(lambda book: change(book["Target"]), **settings)


def csv_file(*lines: str, headings: str = CSV_HEADINGS, name: str = "usulan.csv", **options: Any) -> File:
    return File("\n".join([headings, *lines]).encode(), name, options)


def csv_line(target: str = '"50,5"', year: str = "2027", planning_round: str = ROUND, unit: str = UNIT) -> str:
    return f"{planning_round},{unit},{INDICATOR},11,kemendagri,{year},{target}"


def read(file: File | bytes, folder: Path, **more: Any) -> Reading:
    """Write a file where the test may write and read it through the door."""
    file = File(file) if isinstance(file, bytes) else file
    path = folder / file.name
    path.write_bytes(file.content)
    return read_file(path, catalogue(), **{"folders": (), **file.options, **more})
