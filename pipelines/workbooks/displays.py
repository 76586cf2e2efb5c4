"""What a number format shows of a stored number: times 100 with a per cent sign, as it is, or as another number than
the one that is stored. Codes and dates live in `number_formats.py`; what follows from it is judged by the readers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]\[]*)\]|(?P<plain>.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s?(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)")
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?[0-9]{1,2})", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0#?](,{1,9})(?![0#?])")
_SCALES = {
    1: re.compile(r"\b(?:ribu|rb|thousand)\b", re.IGNORECASE),
    2: re.compile(r"\b(?:juta|jt|million)\b", re.IGNORECASE),
    3: re.compile(r"\b(?:miliar|milyar|billion)\b", re.IGNORECASE),
    4: re.compile(r"\b(?:triliun|trilyun|trillion)\b", re.IGNORECASE),
}
MOST_CODES = 4_096  # kept at once; a file may hold as many formats of its own as it likes
_DIGIT = "\1"  # stands for a digit that the format itself prints
_JOINED_DIGITS = re.compile(f"{_DIGIT}[.,]?[0#?]|[0#?][.,]?{_DIGIT}")
_SHOWS_ZERO = re.compile(r"[0@]|general", re.IGNORECASE)  # the places # and ? stay empty for it
_FIRST_PLACE = re.compile(r"[0#?@]|general", re.IGNORECASE)
_NEGATIVE = "-−("
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<=": lambda number, limit: number <= limit,
    ">=": lambda number, limit: number >= limit,
    "<>": lambda number, limit: number != limit,
    "<": lambda number, limit: number < limit,
    ">": lambda number, limit: number > limit,
    "=": lambda number, limit: number == limit,
}


class Display(NamedTuple):
    """How a number shows. `is_other` means that nobody who looks at the sheet sees the stored number."""

    is_times_100: bool = False  # with a per cent sign
    says_percent: bool = False  # a per cent sign that is nothing but text
    is_other: bool = False
    is_hidden_zero: bool = False  # a zero that shows as text or not at all, as in accounting formats


PLAIN = Display()
_OTHER = Display(is_other=True)
_PLAIN_CODES = frozenset(("", "General", "0", "0.0", "0.00", "#,##0", "#,##0.0", "#,##0.00", "@"))


class _Section(NamedTuple):
    written: str  # without quoted parts; digits of theirs as a sign of their own
    literal: str
    condition: tuple[str, float] | None
    has_colour: bool


def display_of(code: str, number: float) -> Display:
    """Say what a format code shows of a number."""
    if code in _PLAIN_CODES:
        return PLAIN
    sections = _sections(code)
    place = _place(sections, number)
    if place is None:
        return _OTHER
    is_own = place == 1 and sections[0].condition is None and sections[1].condition is None
    return _section_display(sections[place], number == 0, number < 0 and is_own, number < 0)


def _place(sections: tuple[_Section, ...], number: float) -> int | None:
    """Which section shows a number: by its conditions, else positive, negative and zero; None when none does."""
    first, second = sections[0].condition, sections[1].condition if len(sections) > 1 else None
    if first is None and second is None:
        place = 0 if number > 0 else 1 if number < 0 else 2
        return place if place < len(sections) else 0
    for place, condition in ((0, first), (1, second)):
        if condition is not None and _HOLDS[condition[0]](number, condition[1]):
            return place
    place = 2 if first is not None and second is not None else 1
    return place if place < len(sections) else (None if len(sections) > 1 else 0)


@lru_cache(maxsize=MOST_CODES)
def _sections(code: str) -> tuple[_Section, ...]:
    """Part a code at its semicolons; a last section for texts shows no number."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    sections = [_section(part) for part in parts[:4]]
    if len(sections) > 1 and ("@" in sections[-1].written or len(sections) == 4):
        sections.pop()
    return tuple(sections)


def _section(tokens: list[re.Match[str]]) -> _Section:
    written, literal, condition, has_colour = "", "", None, False
    for token in tokens:
        if token["bracket"] is not None:
            if found := _CONDITION.fullmatch(token["bracket"]):
                condition = (found[1], float(found[2]))
            has_colour = has_colour or _COLOUR.fullmatch(token["bracket"]) is not None
        elif token["plain"] is not None:
            written += _DIGIT if token["plain"] in "123456789" else token["plain"]
        else:
            text = token["quoted"] or token["escaped"] or ""
            literal += f" {text} " if token["escaped"] is None else text
            written += "".join(_DIGIT if sign.isdigit() else sign if sign in _NEGATIVE else "\0" for sign in text)
    return _Section(written, literal, condition, has_colour)


@lru_cache(maxsize=MOST_CODES)
def _section_display(section: _Section, is_zero: bool, has_own_section: bool, is_negative: bool) -> Display:
    written, literal = section.written, section.literal
    first = _FIRST_PLACE.search(written)
    if is_zero and _SHOWS_ZERO.search(written) is None:
        return Display(is_hidden_zero=True)
    if first is None:
        return _OTHER
    percents = written.count("%")
    commas = max((len(found) for found in _THOUSANDS.findall(written)), default=0)
    scale = next((power for power, word in _SCALES.items() if word.search(literal)), 0)
    is_other = percents > 1 or commas != scale or (commas > 0 and percents > 0) or "‰" in written + literal
    is_other = is_other or ("/" not in written and _JOINED_DIGITS.search(written) is not None)
    has_sign = any(sign in _NEGATIVE for sign in written[: first.start()])
    is_other = is_other or (has_sign and not is_negative and not is_zero)
    is_other = is_other or (has_own_section and not has_sign and not section.has_colour)
    return Display(percents == 1, percents == 0 and "%" in literal, is_other)
