"""One written number, as text, into what it can mean: a value, one value per decimal sign, or nothing.

Blanks, signs and look-alike characters are cleaned here; ranges, per cent and columns live in `numbers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

DecimalSign = Literal[",", "."]

_DELETED = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD))
_HARD_BLANKS = dict.fromkeys((0x00A0, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x2002, 0x2003, 0x3000), "\u00a0")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = {0x2212: "-", 0xFE63: "-", 0xFF0D: "-", **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2014, 0x2015), "–")}
_CLEAN = {**_DELETED, **_HARD_BLANKS, **_FULL_WIDTH, **_SIGNS, ord("\t"): " "}

# Letters people type for digits; only ever used to suggest, never to read.
_LOOK_ALIKE = str.maketrans("OoОоΟlI|іSB", "00000111158")

_SHAPE = re.compile(r"([+-]?)(\d[\d.,\u00a0 ]*|[.,]\d+)(?:[eE]([+-]?\d{1,4}))?", re.ASCII)


class Numeral(NamedTuple):
    """What one written number means. `proves` is the decimal sign its form leaves no doubt about.

    Two different readings mean that only other evidence can decide; `with_comma` is the reading in which the comma is
    the decimal sign.
    """

    with_comma: float
    with_dot: float
    proves: DecimalSign | None = None
    is_two_values: bool = False  # an ordinary blank between the groups: could be two numbers

    @property
    def is_ambiguous(self) -> bool:
        return self.is_two_values or self.with_comma != self.with_dot

    def read(self, sign: DecimalSign | None) -> float | None:
        """The value under a known decimal sign; None when the form stays ambiguous."""
        if self.is_two_values or (sign is None and self.with_comma != self.with_dot):
            return None
        return self.with_dot if sign == "." else self.with_comma


def clean(text: str) -> str:
    """Drop invisible characters and outer blanks, make full-width forms and signs plain; hard blanks stay apart."""
    if text.isascii():
        return text.replace("\t", " ").strip()
    return text.translate(_CLEAN).strip(" \u00a0\r\n")


def as_whole(text: str) -> str:
    """A whole number as data-frame programs write it, without its `.0`: 2027.0 is 2027. Anything else as it is."""
    whole, sign, rest = text.partition(".")
    is_whole = sign and rest and not rest.strip("0") and whole.isascii() and whole.isdigit()
    return whole if is_whole else text


def look_alike(text: str) -> str:
    """The text with letters that resemble digits replaced, for a suggestion."""
    return text.translate(_LOOK_ALIKE)


def read_numeral(text: str) -> Numeral | None:
    """Read one cleaned number; None when it is not one. Not finite comes back as inf."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return None
    sign, body, exponent = shape.groups()
    tail = f"e{exponent}" if exponent else ""

    def value(digits: str) -> float:
        return float(f"{sign}{digits}{tail}") + 0.0  # no negative zero

    if body.isdigit():
        return Numeral(value(body), value(body))
    if " " in body or "\u00a0" in body:
        return _with_blanks(body, value)
    return _with_signs(body, value)


def _with_signs(body: str, value: Callable[[str], float]) -> Numeral | None:
    commas, dots = body.count(","), body.count(".")
    if commas + dots > 1:
        return _grouped_numeral(body, commas, dots, value)
    mark: DecimalSign = "," if commas else "."
    whole, _, rest = body.partition(mark)
    if not rest:
        return None
    as_decimal = value(f"{whole or '0'}.{rest}")
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole[0] == "0":
        return Numeral(as_decimal, as_decimal, mark)
    as_thousands = value(whole + rest)
    return Numeral(as_decimal, as_thousands) if mark == "," else Numeral(as_thousands, as_decimal)


def _grouped_numeral(body: str, commas: int, dots: int, value: Callable[[str], float]) -> Numeral | None:
    """Several signs: groups of three with at most one decimal sign of the other kind behind them."""
    if commas and dots:
        decimal: DecimalSign = "," if body.rfind(",") > body.rfind(".") else "."
        whole, _, rest = body.rpartition(decimal)
    else:
        decimal = "." if commas else ","
        whole, rest = body, "0"
    groups = whole.split("." if decimal == "," else ",")
    if not rest or not _are_groups(groups):
        return None
    number = value("".join(groups) + "." + rest)
    return Numeral(number, number, decimal)


def _with_blanks(body: str, value: Callable[[str], float]) -> Numeral | None:
    mark: DecimalSign | None = "," if "," in body else "." if "." in body else None
    whole, _, rest = body.partition(mark) if mark else (body, "", "")
    is_plain = " " in whole
    groups = whole.replace("\u00a0", " ").split(" ")
    if not _are_groups(groups) or (mark is not None and not rest.isdigit()):
        return None
    number = value("".join(groups) + (f".{rest}" if mark else ""))
    return Numeral(number, number, mark, is_two_values=is_plain and mark is None)


def _are_groups(groups: list[str]) -> bool:
    """One to three digits without a leading zero, then groups of exactly three."""
    first, *others = groups
    is_first = 1 <= len(first) <= 3 and first.isdigit() and first[0] != "0"
    return is_first and bool(others) and all(len(group) == 3 and group.isdigit() for group in others)
