"""Rows of a table that are no entries: numbers of columns, totals, signatures. Where such a row may stand is known by
the readers of workbooks and CSV; all of them name what they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_FEWEST_NUMBERS = 4
_COLUMN_NUMBER = re.compile(r"[(\[]?-?([0-9]{1,2})(?:\.0)?[.)\]]?")
_TOTAL = re.compile(
    r"(?:sub|grand)?[ -]?(?:total|jumlah|rata-rata|rerata|rata rata|sum|average)"
    r"(?: (?:keseluruhan|total|semua|seluruh|umum|provinsi|kabupaten|kota|kab/kota|nasional|all))?[ :.]{0,3}"
)
_SIGNATURE = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|disahkan|diketahui|dibuat oleh|disusun oleh|yang membuat|penanggung ?jawab"
    r"|tanda ?tangan|ttd\b|nip\b|pangkat\b|a\.?n\. |plt\b|plh\b|kepala (?:dinas|bidang|badan|seksi|biro|bagian|upt)"
    r"|sekretaris\b|bupati\b|gubernur\b|wali ?kota\b|direktur\b|sekda\b)"
)
_DATED = re.compile(
    r"\b[0-9]{1,2}[ -](?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|nopember|desember)[ -][0-9]{4}$"
)
_LONGEST = 100


def are_column_numbers(texts: Sequence[str]) -> bool:
    """Tell whether a row numbers the columns, (1) (2) (3) …; a spreadsheet stores a typed (1) as -1."""
    if len(texts) < _FEWEST_NUMBERS:
        return False
    numbers = [int(match[1]) for text in texts if (match := _COLUMN_NUMBER.fullmatch(text.strip()[:_LONGEST]))]
    is_all = len(numbers) == len(texts)
    return is_all and numbers[0] in (0, 1, 2) and all(before < after for before, after in pairwise(numbers))


def is_total(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts says total, sum or mean and nothing else."""
    return any(len(text) <= _LONGEST and _TOTAL.fullmatch(" ".join(text.casefold().split())) for text in texts)


def is_signature(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts opens a signature: who signs, or a place with a date."""
    plain = (" ".join(text[:_LONGEST].casefold().split()) for text in texts)
    return any(_SIGNATURE.match(text) or _DATED.search(text) for text in plain)
