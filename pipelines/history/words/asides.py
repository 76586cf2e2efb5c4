"""What stands beside a table and still says that its figures are about a part: the name of its sheet, a note below it.

Words of titles and headings are read in `slices.py`; a note counts where it is short or says that it limits."""

from __future__ import annotations

import re

from pipelines.history.words.headings import BREAKDOWNS, TOTALS, plain_words
from pipelines.history.words.slices import BOTH, part_of_all

MOST_WORDS = 12  # a longer note explains a method, unless it says `only`
_SHORT = {"l": "laki-laki", "laki": "laki-laki", "p": "perempuan", "k": "perkotaan", "d": "perdesaan"}
_BESIDES = re.compile(
    r"\b(?:anak(?:-anak)?|children|balita|remaja|disabilitas|disabilities|difabel|ku[ia]nt[ie]le?|desil|decile"
    r"|kepala rumah tangga|krt|petani|nelayan|buruh|sd|smp|sma|smk|diploma|sarjana|desa|pedesaan)\b"
    r"|[<>≤≥] ?[0-9]{1,3}\b|\b[0-9]{1,3} ?[+]|\b[0-9]{1,3} tahun ke (?:atas|bawah)"
)
_TABLE_NUMBER = re.compile(r"\b(?:tabel|table|lampiran|sheet|lembar|gambar)[ .]?[0-9][0-9.a-z-]{0,12}")
_ONLY = re.compile(r"\b(?:hanya|khusus|terbatas pada|tidak termasuk|di luar|only|exclud(?:es?|ing)|limited to)\b")
_ABSENT = re.compile(r"\b(?:tidak tersedia|belum tersedia|tidak ada data|tidak dirilis|not available|no data)\b")
LONGEST = 400


def part_of_sheet(name: str) -> str:
    """The part of the population that a sheet is named after; "" for none."""
    words = _TABLE_NUMBER.sub(" ", plain_words(name).lower()).strip(" ()[]-_.")
    if not words or words in TOTALS or words == "kota":  # a sheet of cities, beside one of regencies
        return ""
    return _SHORT.get(words) or BREAKDOWNS.get(words) or _part(words)


def part_of_note(text: str) -> str:
    """The part of the population to which a note below a table limits it; "" for none."""
    words = plain_words(text[:LONGEST]).lower()
    is_limit = _ONLY.search(words) is not None
    if _ABSENT.search(words) or not (is_limit or len(words.split()) <= MOST_WORDS):
        return ""
    return _part(words) if is_limit else ", ".join(part_of_all(words))


def _part(words: str) -> str:
    found = list(dict.fromkeys([*part_of_all(words), *_BESIDES.findall(words)]))
    return "" if any(set(found) == both for both in BOTH) else ", ".join(found)
