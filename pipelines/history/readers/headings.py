"""Words of a table's headings: year, month or semester, breakdown, unit, and what is left, the variable.

Which variable is which indicator stands in `data/history/variables.csv`, not here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipelines.history.units import UNITS

MONTHS = {
    "januari": 1, "februari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "agustus": 8,
    "september": 9, "oktober": 10, "november": 11, "desember": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10, "december": 12,
    "feb": 2, "mar": 3, "ags": 8, "agt": 8, "aug": 8, "sep": 9, "sept": 9,
}  # fmt: skip
TOTALS = frozenset(
    "jumlah|total|jumlah/total|semua|tidak ada|k+d|kota+desa|urban+rural|perkotaan+perdesaan|perkotaan + perdesaan"
    "|perkotaan dan perdesaan|laki-laki+perempuan|laki-laki + perempuan".split("|")
)
BREAKDOWNS = {
    **dict.fromkeys(["perkotaan", "kota", "urban"], "perkotaan"),
    **dict.fromkeys(["perdesaan", "pedesaan", "desa", "rural"], "perdesaan"),
    **dict.fromkeys(["laki-laki", "laki laki", "male"], "laki-laki"),
    **dict.fromkeys(["perempuan", "female"], "perempuan"),
}
ANNUAL = frozenset(["tahunan", "tahun", "annual", "annually", "yearly", "year"])
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")
_SEMESTER = re.compile(r"\bsemester\s*(1|2|i{1,2})\b")
_CENSUS = r"(?<!sp )(?<!sp-)(?<!sensus penduduk )"  # the year in "SP 2020" names a census, not the figures
_YEAR = re.compile(rf"(?<![\w.,]){_CENSUS}((?:19|20)\d{{2}})(?![\d.,]*\d)[*]*", re.IGNORECASE)
_REGIONS_NAMED = re.compile(r"\b(?:menurut|provinsi|kabupaten|di)\b|\bby (?:province|regency)\b")
_GROUP = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one heading cell says; None where it says nothing about that."""

    year: int | None = None
    month: int | None = None  # 0 annual, 1-12, -1 and -2 semesters
    dimension: str | None = None  # "" the total
    unit_printed: str | None = None
    variable: str | None = None


@lru_cache(maxsize=20_000)
def read_heading(text: str) -> Heading:
    """Take a heading apart; what is left after year, month, breakdown and unit is the variable as printed."""
    words = unicodedata.normalize("NFKC", text).replace("_", " ")
    words = " ".join(words.split())
    lower = words.lower()
    if lower in TOTALS:
        return Heading(dimension="")
    if lower in BREAKDOWNS:
        return Heading(dimension=BREAKDOWNS[lower])
    if lower in ANNUAL:
        return Heading(month=0)
    year, words = _take_year(words)
    unit, words = _take_unit(words)
    month, words = _take_month(words)
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", words)
    rest = " ".join(rest.split()).strip(" -–—,;:/.")
    if rest.lower() in ANNUAL:
        return Heading(year, month or 0, None, unit, None)
    if rest.lower() in TOTALS or rest.lower() in BREAKDOWNS:
        return Heading(year, month, BREAKDOWNS.get(rest.lower(), ""), unit, None)
    return Heading(year, month, None, unit, rest if re.search(r"[^\W\d_]", rest) else None)


def _take_year(words: str) -> tuple[int | None, str]:
    found = _YEAR.findall(words)
    if len(set(found)) != 1:
        return None, _YEAR.sub(" ", words) if found else words
    return int(found[0]), _YEAR.sub(" ", words)


def _take_unit(words: str) -> tuple[str | None, str]:
    unit: str | None = None
    for group in _GROUP.findall(words):
        if group.strip().lower() in UNITS:
            unit = group.strip()
            words = re.sub(rf"[(\[]{re.escape(group)}[)\]]", " ", words)
    return unit, words


def _take_month(words: str) -> tuple[int | None, str]:
    lower = words.lower()
    semester = _SEMESTER.search(lower)
    months = set(_MONTH.findall(lower))
    if semester is None and not months:
        return None, words
    cleaned = re.sub(_SEMESTER.pattern, " ", words, flags=re.IGNORECASE)
    cleaned = re.sub(_MONTH.pattern, " ", cleaned, flags=re.IGNORECASE)
    if len(months) == 1:
        return MONTHS[months.pop()], cleaned
    if semester is None:
        return None, words
    return (-1 if semester.group(1) in ("1", "i") else -2), cleaned


def plain_variable(text: str, is_cut: bool = True) -> str:
    """The key of `variables.csv`: lower case, without the list of regions that a title names (`menurut provinsi …`).

    Several headings above one column come as `a / b`; what is below the variable's own name stays, because it may be a
    part of the population (an age, a school) and not the whole. Uncut, the list of regions stays too."""
    parts = unicodedata.normalize("NFKC", text).lower().replace("_", " ").split(" / ")
    bare = [_REGIONS_NAMED.split(part)[0] if is_cut else part for part in parts]
    return " ".join(word for part in bare for word in re.findall(r"[a-z0-9$.%]+", part)).strip(". ")
