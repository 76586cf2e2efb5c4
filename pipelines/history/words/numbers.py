"""Numbers as official tables print them: decimal comma or dot, blanks inside, notes behind, signs for "no figure".

How a table writes its numbers is decided once, from all of its cells; a number that reads in two ways is not guessed,
and a word behind a number is part of it: `1,13 juta` is not 1.13.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from pipelines.history.units import is_unit

DecimalMark = Literal[".", ",", ""]
NOT_PUBLISHED = frozenset(
    '|-|--|---|–|—|−|..|...|....|…|na|n/a|n.a|n.a.|nan|null|none|x|tad|t.a.d|t.a.d.|"-"|tidak tersedia'.split("|")
)
SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 1e3),
    **dict.fromkeys(("juta", "jt", "million"), 1e6),
    **dict.fromkeys(("miliar", "milyar", "billion"), 1e9),
    **dict.fromkeys(("triliun", "trilyun", "trillion"), 1e12),
}
PERCENT_WORDS = ("%", "persen", "percent", "per cent", "pct")
REMARK_LETTERS = frozenset("r|e|x|xx|p|s|a|c|d".split("|"))  # revised, estimated, provisional; never k, m, b, t, j
LONGEST_NUMBER = 80
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉʳˣᵖ"
_BLANK = " \t\r\n\u00a0\u2007\u2009\u202f"
_BODY = re.compile(rf"[-+]?[0-9.,{_BLANK}]*")
_NOTE = re.compile(rf"(?:[{_BLANK}^(][0-9]{{1,2}}\)|\([*]{{1,3}}\)|[*]{{1,3}}\)?|\^[0-9]{{1,2}})\Z")
_LOST_DIGITS = re.compile(r"[-+]?([0-9])(?:[.,]([0-9]{0,20}))?[eE]([-+]?)([0-9]{1,3})")
_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9.,]*|[.,][0-9]+)")
_GROUPED = {mark: re.compile(rf"[0-9]{{1,3}}(?:[{mark}][0-9]{{3}})+") for mark in ".,"}


class PrintedNumber(NamedTuple):
    """What a printed cell says. `problem` names the sentence when nothing can be read; `unit` and `scale` are what the
    cell itself says behind its number (`1,13 juta jiwa`: jiwa, 1e6), "" and 0 where it says nothing."""

    value: float | None
    problem: str = ""
    unit: str = ""
    scale: float = 0.0


class _Parts(NamedTuple):
    number: str
    words: str
    is_broken: bool = False


def is_not_published(text: str) -> bool:
    """True for the signs that publishers print where there is no figure."""
    return text.strip().lower() in NOT_PUBLISHED


@lru_cache(maxsize=100_000)
def _parts(text: str) -> _Parts:
    """A cell's number without its blanks and notes, and the words behind it."""
    rest = text.strip(_BLANK)[: LONGEST_NUMBER + 1].rstrip(SUPERSCRIPTS).rstrip(_BLANK).replace("−", "-")
    if len(text.strip(_BLANK)) > LONGEST_NUMBER:
        return _Parts("", "", True)
    for _ in range(3):
        rest = _NOTE.sub("", rest).rstrip(SUPERSCRIPTS + _BLANK)
    lower = rest.lower()
    money = next((sign for sign in ("rp.", "rp", "idr") if lower.startswith(sign)), "")
    rest = rest[len(money) :].strip(_BLANK)
    body = _BODY.match(rest)
    end = body.end() if body else 0
    words = " ".join(rest[end:].lower().replace("/", " / ").split()).replace(" / ", "/")
    words = "" if words in REMARK_LETTERS else words
    pieces = rest[:end].split()
    marks = [number for number, piece in enumerate(pieces) if "." in piece or "," in piece]
    is_whole = all(len(piece) == 3 for piece in pieces[1:])
    is_broken = len(pieces) > 1 and ((bool(marks) and marks[-1] < len(pieces) - 1) or (not marks and not is_whole))
    return _Parts("".join(pieces), words or ("rupiah" if money else ""), is_broken)


def bare_number(text: str) -> str:
    """The digits and marks of a number, without blanks, words behind it and the publisher's remarks."""
    return _parts(text).number


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """The decimal mark that the cells of one table prove; "" when none proves it or they contradict each other."""
    proofs = {proof for text in texts if (proof := _proof(bare_number(text)))}
    return "," if proofs == {","} else "." if proofs == {"."} else ""


def _proof(number: str) -> str:
    if not _NUMBER.fullmatch(number):
        return ""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return "." if number.rfind(".") > number.rfind(",") else ","
    mark = "." if dots else "," if commas else ""
    if not mark:
        return ""
    head, *groups = number.lstrip("+-").split(mark)
    if len(groups) > 1:
        return ("," if mark == "." else ".") if _GROUPED[mark].fullmatch(number.lstrip("+-")) else ""
    is_grouped = len(groups[0]) == 3 and 1 <= len(head) <= 3 and head.lstrip("0") == head
    return "" if is_grouped else mark


def read_number(text: str, mark: DecimalMark) -> float | None:
    """The number a cell prints, None when it is none or could be read in two ways."""
    parts = _parts(text)
    if parts.is_broken or (parts.words and parts.words not in PERCENT_WORDS):
        return None
    return _number(parts.number, mark)


def _number(number: str, mark: str) -> float | None:
    if not _NUMBER.fullmatch(number):
        return None
    own = _proof(number) or mark
    thousands = {",": ".", ".": ","}.get(own, "")
    sign, digits = number[: len(number) - len(number.lstrip("+-"))], number.lstrip("+-")
    whole, _, decimals = digits.rpartition(own) if own and own in digits else (digits, "", "")
    if not own and ("." in digits or "," in digits):
        return None
    if thousands and thousands in whole:
        if not _GROUPED[thousands].fullmatch(whole):
            return None
        whole = whole.replace(thousands, "")
    if not (whole + decimals).isdigit():
        return None
    value = float(f"{sign}{whole or '0'}.{decimals or '0'}")
    return value if math.isfinite(value) else None


@lru_cache(maxsize=200_000)
def read_cell(text: str, mark: DecimalMark) -> PrintedNumber:
    """What one printed cell says; neither a value nor a problem means that nothing was published."""
    if is_not_published(text):
        return PrintedNumber(None)
    if exponent := _LOST_DIGITS.fullmatch(text.strip()):
        return _with_exponent(text.strip(), exponent)
    parts = _parts(text)
    value = None if parts.is_broken else _number(parts.number, mark)
    return PrintedNumber(None, "value.unread") if value is None else _with_words(value, parts.words)


def _with_words(value: float, words: str) -> PrintedNumber:
    """A number with what its cell says behind it: nothing, a unit, a scale; any other word makes it unreadable."""
    if not words:
        return PrintedNumber(value)
    if words in PERCENT_WORDS:
        return PrintedNumber(value, unit="%")
    first, _, unit = words.partition(" ")
    if first in SCALES and (not unit or is_unit(unit)):
        return PrintedNumber(value, unit=unit, scale=SCALES[first])
    return PrintedNumber(value, unit=words) if is_unit(words) else PrintedNumber(None, "value.word_behind")


def _with_exponent(text: str, found: re.Match[str]) -> PrintedNumber:
    """`5E-05` is a number; `1,23E+05` has lost the digits that a narrow column did not show."""
    _, decimals, sign, exponent = found.groups()
    if sign != "-" and int(exponent) > len(decimals or ""):
        return PrintedNumber(None, "value.digits_lost")
    return PrintedNumber(float(text.replace(",", ".")))


def json_number(printed: Any) -> tuple[str, float | None]:
    """(text, number) of a JSON value: a number is itself, a text is read with a decimal dot, null is no figure."""
    if isinstance(printed, int | float) and not isinstance(printed, bool):
        return repr(printed), float(printed) if math.isfinite(printed) else None
    text = "" if printed is None else str(printed)
    return text, None if is_not_published(text) else read_number(text, ".")
