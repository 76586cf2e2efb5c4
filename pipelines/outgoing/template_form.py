"""The fixed shape of template selaras-1: sheet names, headings, rows, words for units of measure and directions.
What goes into the cells comes from `template_facts.py`; drawing lives in `templates.py`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

TEMPLATE = "selaras-1"
VERSION = "1"
GUIDE_SHEET, TARGET_SHEET, CRITERIA_SHEET, META_SHEET, FINDINGS_SHEET = (
    "Petunjuk",
    "Target",
    "Kriteria",
    "_meta",
    "Temuan",
)
HEADING_ROW = 5  # as Excel counts; rows above say whose workbook it is
FIRST_ROW = HEADING_ROW + 1
EXAMPLE_MARK = "DATA CONTOH"

LOCKED = (
    "kode_indikator",
    "indikator",
    "kode_wilayah",
    "wilayah",
    "satuan",
    "arah",
    "tahun_kondisi_awal",
    "kondisi_awal",
    "target_lalu",
    "target_nasional",
)
AFTER_TARGETS = ("penyebut", "sementara", "alasan", "data_dukung", "catatan")
CRITERIA_HEADINGS = (
    "kode_indikator",
    "indikator",
    "kode_wilayah",
    "wilayah",
    "kode_kriteria",
    "kriteria",
    "tingkat",
    "alasan",
    "bukti",
)
LEVELS = ("0", "1", "2", "3", "tidak berlaku")
YES_NO = ("ya", "tidak")

UNIT_WORDS = {
    "percent": "persen",
    "percent_point": "poin persen",
    "person": "orang",
    "thousand_person": "ribu orang",
    "household": "rumah tangga",
    "family": "keluarga",
    "index": "indeks",
    "ratio": "rasio",
    "year": "tahun",
    "rupiah": "rupiah",
    "thousand_rupiah": "ribu rupiah",
    "rupiah_per_person_month": "rupiah per orang per bulan",
    "region": "wilayah",
    "village": "desa/kelurahan",
    "institution": "lembaga",
}
DIRECTION_WORDS = {"up": "naik", "down": "turun", "within": "dalam rentang"}

LockedCell = str | int | float | None


def headings(target_years: Sequence[int]) -> tuple[str, ...]:
    """Give the headings of sheet Target from left to right."""
    return (*LOCKED, *(f"target_{year}" for year in target_years), *AFTER_TARGETS)


def unit_word(unit_of_measure: str) -> str:
    """Give the Indonesian word for a unit of measure; one that has none keeps its own name."""
    return UNIT_WORDS.get(unit_of_measure, unit_of_measure.replace("_", " "))


def locked_fingerprint(rows: Iterable[Sequence[LockedCell]]) -> str:
    """Give the sha256 of the locked cells, so that a changed one shows. Text stays, numbers as `repr(float)`."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(_locked_text(cell) for cell in row).encode() + b"\x1e")
    return digest.hexdigest()


def _locked_text(cell: LockedCell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else repr(float(cell))
