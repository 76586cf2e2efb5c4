"""Words that name a part of the population or of the country: ages, sexes, schools, town and village, sub-districts.

A table of such a part is not the indicator, whatever its other words say. What is a total stands in `headings.py`.
"""

from __future__ import annotations

import re

_BY = re.compile(r"\b(?:menurut|berdasarkan|by)\b")
_DIVIDED_BY = re.compile(
    r"\b(?:kelompok (?:umur|usia|pengeluaran|pendapatan)|golongan (?:umur|pengeluaran)|umur|usia|jenis kelamin|kelamin"
    r"|gender|sex|age(?: group)?|pendidikan|ijazah|education|jenjang|lapangan (?:usaha|pekerjaan)|pekerjaan|status"
    r"|kategori|kuintil|desil|quintile|decile|disabilitas|agama|kecamatan|kelurahan|tipe daerah|daerah tempat tinggal"
    r"|klasifikasi)\b"
)
_PART_OF_ALL = re.compile(
    r"\b(?:perkotaan|perdesaan|pedesaan|urban|rural|laki-laki|perempuan|female|male|pemuda|youth|lansia"
    r"|lanjut usia|elderly)\b|\b(?:usia|umur|aged?) (?:[0-9]{1,2}"
    r"(?: tahun ke ?atas| (?:years )?and over|[+]| ?(?:-|–|s/d|s[.]d[.]?|sampai(?: dengan)?|to) ?[0-9]{1,2})?"
    r"|muda\b|produktif\b|lanjut\b)"
    r"|(?<![0-9/-])[0-9]{1,2} ?[-–] ?[0-9]{1,2}(?![0-9/-])(?: tahun| years)?"
)
BOTH = ({"perkotaan", "perdesaan"}, {"perkotaan", "pedesaan"}, {"urban", "rural"}, {"laki-laki", "perempuan"})


def part_of_all(lower: str) -> list[str]:
    """The parts that words in lower case name; none where both of a pair, and so the whole, are named."""
    parts = list(dict.fromkeys(_PART_OF_ALL.findall(lower)))
    return [] if any(set(parts) == both for both in BOTH) else parts


def slice_of(words: str) -> str:
    """The words of a title or heading that say it is about a part, or divided by one; "" when it is about the whole."""
    lower = words.lower()
    parts = part_of_all(lower)
    by = _BY.search(lower)
    if by is not None and (divided := _DIVIDED_BY.search(lower, by.end())):
        parts.append(divided[0])
    return ", ".join(parts)
