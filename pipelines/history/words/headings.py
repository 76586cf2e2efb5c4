"""Words of a table's headings: year, month or half-year, breakdown, unit, and what is left, the variable.

Which variable is which indicator stands in `data/history/variables.csv`, which words name a part of the population in
`slices.py`; neither here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipelines.history.units import UNITS
from pipelines.history.words.numbers import SUPERSCRIPTS
from pipelines.history.words.slices import slice_of

MONTHS = {
    "januari": 1, "februari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "agustus": 8,
    "september": 9, "oktober": 10, "november": 11, "desember": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "agust": 8, "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
TOTALS = frozenset(
    "jumlah|total|jumlah/total|semua|seluruhnya|gabungan|tidak ada|k+d|kota+desa|urban+rural|perkotaan+perdesaan"
    "|perkotaan + perdesaan|perkotaan dan perdesaan|laki-laki+perempuan|laki-laki + perempuan|laki-laki dan perempuan"
    "|semua umur|semua jenis kelamin|semua kelompok umur|all|both sexes|l+p".split("|")
)
BREAKDOWNS = {
    **dict.fromkeys(["perkotaan", "kota", "urban"], "perkotaan"),
    **dict.fromkeys(["perdesaan", "pedesaan", "desa", "rural"], "perdesaan"),
    **dict.fromkeys(["laki-laki", "laki laki", "lelaki", "male"], "laki-laki"),
    **dict.fromkeys(["perempuan", "female"], "perempuan"),
}
ANNUAL = frozenset(["tahunan", "tahun", "annual", "annually", "yearly", "year"])
_HALVES = {"1": -1, "i": -1, "pertama": -1, "first": -1, "2": -2, "ii": -2, "kedua": -2, "second": -2}
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = re.compile(rf"\b({_MONTH_NAMES})\b")
_SEMESTER = re.compile(r"\b(?:semester|sem|smt|smtr|half)\b[ .:-]{0,3}(1|2|i{1,2}|pertama|kedua|first|second)\b")
_ANY_MONTH, _ANY_SEMESTER = (re.compile(one.pattern, re.IGNORECASE) for one in (_MONTH, _SEMESTER))
_HALF_OF_YEAR = re.compile(r"(?:[hs][ -]?([12])[ /-]?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[ /-]?[hs][ -]?([12]))")
_CENSUS = r"(?<!sp )(?<!sp-)(?<!sensus penduduk )"  # the year in "SP 2020" names a census, not the figures
_YEAR = re.compile(rf"(?<![\w.,]){_CENSUS}((?:19|20)[0-9]{{2}})(?![0-9]|[.,][0-9])(?:[*]|[rx]\b){{0,3}}", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:[.,]0{1,6})?")
_DATE = re.compile(
    r"((?:19|20)[0-9]{2})[-/.m](0[1-9]|1[0-2])(?:[-/.][0-3][0-9](?: 00:00:00)?)?"
    r"|(?:[0-3][0-9][-/.])?(0[1-9]|1[0-2])[-/.]((?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(rf"({_MONTH_NAMES})[ .'’/-]{{1,3}}([0-9]{{2}})", re.IGNORECASE)
_REGIONS_NAMED = re.compile(
    r"\b(?:menurut|provinsi|kabupaten|di)\b|\bby (?:province|regency|district)\b", re.IGNORECASE
)
_GROUP = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
_NOTE_BEHIND = re.compile(r"(?<=[0-9a-zA-Z)])(?:[*]{1,3}|[ ^][0-9]\))(?=[ ,;]|\Z)")
_WORD = re.compile(r"[a-z0-9$.%]+")
_OF_AGE = re.compile(r"[<>≤≥] ?[0-9]|[0-9] ?[+]")  # `60+`, `> 60`: a part, although no letter says so
_LETTER = re.compile(r"[^\W\d_]")
LONGEST_HEADING = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """What one heading cell says; None where it says nothing about that."""

    year: int | None = None
    month: int | None = None  # 0 annual, 1-12, -1 and -2 semesters
    dimension: str | None = None  # "" the total
    unit_printed: str | None = None
    variable: str | None = None


def plain_words(text: str) -> str:
    """A heading without raised signs and notes (a raised 1 behind 2024 is no digit of the year), blanks made one."""
    lowered = text[:LONGEST_HEADING].translate(dict.fromkeys(map(ord, SUPERSCRIPTS), " "))
    words = " ".join(unicodedata.normalize("NFKC", lowered).replace("_", " ").split())
    return _NOTE_BEHIND.sub("", words).strip()


@lru_cache(maxsize=20_000)
def read_heading(text: str) -> Heading:
    """Take a heading apart; what is left after year, month, breakdown and unit is the variable as printed."""
    words = plain_words(text)
    lower = words.lower()
    if lower in TOTALS or lower in BREAKDOWNS:
        return Heading(dimension=BREAKDOWNS.get(lower, ""))
    if lower in ANNUAL:
        return Heading(month=0)
    if period := _whole_period(lower):
        return period
    month, words = _take_half(words)
    year, words = _take_year(words)
    unit, words = _take_unit(words)
    if month is None:
        month, words = _take_month(words)
    rest = words.replace("()", " ").replace("( )", " ").replace("[]", " ").replace("[ ]", " ")
    rest = " ".join(rest.split()).strip(" -–—,;:/.")
    if rest.lower() in ANNUAL:
        return Heading(year, month or 0, None, unit, None)
    if rest.lower() in TOTALS or rest.lower() in BREAKDOWNS:
        return Heading(year, month, BREAKDOWNS.get(rest.lower(), ""), unit, None)
    is_said = (
        _LETTER.search(rest) or _OF_AGE.search(rest) or (year is not None and any(letter.isdigit() for letter in rest))
    )
    return Heading(year, month, None, unit, rest if is_said else None)


def _whole_period(lower: str) -> Heading | None:
    """A heading that is nothing but a year, a month or a date."""
    if whole := _WHOLE_YEAR.fullmatch(lower):
        return Heading(year=int(whole[1]))
    if date := _DATE.fullmatch(lower):
        return Heading(year=int(date[1] or date[4]), month=int(date[2] or date[3]))
    if short := _SHORT_YEAR.fullmatch(lower):
        return Heading(year=2000 + int(short[2]), month=MONTHS[short[1]])
    return None


def _take_half(words: str) -> tuple[int | None, str]:
    """`2024S1` and `H2 2024`, whose half cannot be told from a name once the year is gone."""
    found = _HALF_OF_YEAR.fullmatch(words.lower())
    if found is None:
        return None, words
    year = _YEAR_DIGITS.search(words)
    return (-1 if (found[1] or found[2]) == "1" else -2), year[0] if year else words


_YEAR_DIGITS = re.compile(r"(?:19|20)[0-9]{2}")


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
            words = words.replace(f"({group})", " ").replace(f"[{group}]", " ")
    return unit, words


def _take_month(words: str) -> tuple[int | None, str]:
    lower = words.lower()
    semester = _SEMESTER.search(lower)
    months = set(_MONTH.findall(lower))
    if semester is None and not months:
        return None, words
    cleaned = _ANY_MONTH.sub(" ", _ANY_SEMESTER.sub(" ", words))
    if len({MONTHS[month] for month in months}) == 1:
        return MONTHS[months.pop()], cleaned
    if semester is None:
        return None, words
    return _HALVES[semester.group(1)], cleaned


def read_period(text: str, is_half: bool) -> int | None:
    """A cell of a column of months or half-years (`is_half`): 3, `03`, `Maret`, `1` of two halves, `II`, `Semester 2`;
    0 for the year as a whole, None where it says nothing."""
    words = plain_words(text).lower().removesuffix(".0")
    if is_half and words in _HALVES:
        return _HALVES[words]
    if not is_half and words.isdigit() and words.isascii() and 1 <= int(words) <= 12:
        return int(words)
    found = read_heading(text)
    return 0 if found.dimension == "" or words in ("", "-", "0") else found.month


@lru_cache(maxsize=20_000)
def plain_variable(text: str, is_cut: bool = True) -> str:
    """The key of `variables.csv`: lower case, without the list of regions that a title names (`menurut provinsi …`).

    Several headings above one column come as `a / b`; what is below the variable's own name stays, because it may be a
    part of the population (an age, a school) and not the whole. Uncut, the list of regions stays. That the cut words
    name a part of it (`menurut kelompok umur`) is `slice_in`'s to say."""
    parts = plain_words(text).lower().split(" / ")
    bare = [_without_regions(part) if is_cut else part for part in parts]
    return " ".join(word for part in bare for word in _WORD.findall(part)).strip(". ")


def _without_regions(part: str) -> str:
    found = _REGIONS_NAMED.search(part)
    return part[: found.start()] if found else part


def slice_in(text: str) -> str:
    """The words of a heading or title, behind `menurut`, that name a part of the population; "" for none."""
    return slice_of(plain_words(text))
