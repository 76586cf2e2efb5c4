"""The fixed shape of template selaras-1: sheet names, headings, rows, and the words for directions.
What goes into the cells comes from `template_facts.py`; drawing lives in `templates.py`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

TEMPLATE = "selaras-1"
VERSION = "1"
GUIDE_SHEET, TARGET_SHEET, CRITERIA_SHEET, OUTCOME_SHEET, META_SHEET, FINDINGS_SHEET = (
    "Petunjuk",
    "Target",
    "Kriteria",
    "Outcome",
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
OUTCOME_HEADINGS = (
    "nomor",
    "outcome",
    "outcome_en",
    "perubahan_bagi_siapa",
    "tingkat",
    "kode_program",
    "dasar_kode_program",
    "isu",
    "alasan_isu",
    "keberlanjutan",
    "berbasis_masyarakat",
    "kapabilitas",
    "kearifan_lokal",
    "indikator",
    "definisi",
    "pembilang",
    "penyebut",
    "satuan",
    "arah",
    "sumber",
    "tahun_pertama",
    "agregasi",
    "alasan",
)
OUTCOME_ROWS = 30  # open rows; more may be added below
OUTCOME_LEVELS = ("nasional", "provinsi", "kabupaten/kota")
DIRECTIONS = ("naik", "turun", "dalam rentang")
AGGREGATIONS = (
    "jumlah",
    "jumlah pembilang dibagi jumlah penyebut",
    "rata-rata tertimbang",
    "bagian wilayah",
    "hanya angka resmi",
)
LEVELS = ("0", "1", "2", "3", "tidak berlaku")
YES_NO = ("ya", "tidak")

DIRECTION_WORDS = {"up": "naik", "down": "turun", "within": "dalam rentang"}

LockedCell = str | int | float | None


def headings(target_years: Sequence[int]) -> tuple[str, ...]:
    """Give the headings of sheet Target from left to right."""
    return (*LOCKED, *(f"target_{year}" for year in target_years), *AFTER_TARGETS)


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
