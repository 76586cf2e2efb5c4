"""A cell into a value or an interval, or into the finding that says why not. Never a guess.

Written numbers themselves are read in `numerals.py`; what a value means for an indicator is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from math import isfinite
from typing import Literal, NamedTuple

from pipelines.submissions.model.finding import Fact, Words, show_number
from pipelines.submissions.model.judgement import PrintedOrder
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numerals import DecimalSign, Numeral, clean, look_alike, read_numeral
from pipelines.workbooks.displays import display_of

LONGEST = 100  # characters that one written value may have
MISSING_TOKENS = frozenset(
    """- – — -- --- . .. ... …. … ? na n/a n.a n.a. #n/a #na #n/a! null none nil nihil kosong tbd t.a.d tad belum tba
    #value! #ref! #div/0! #name? #num! #null! #calc! #spill!""".split()
) | {
    "tidak ada", "tidak ada data", "tidak tersedia", "data tidak tersedia", "tidak diketahui",
    "data tidak ada", "data belum ada", "belum ada", "belum ada data", "belum tersedia",
    "belum diketahui", "not available", "no data",
}  # fmt: skip
_SIGNS_FOR_NOTHING = frozenset("-–—.…_?* ")
LOGICAL = frozenset(("true", "false", "benar", "salah"))  # as a CSV prints a logical cell
_NOT_FINITE = frozenset("nan inf -inf +inf infinity -infinity +infinity ∞ -∞ 1.#inf 1.#qnan".split())

RULE_OF_WORD = {
    **dict.fromkeys(MISSING_TOKENS, "value.missing_token"),
    **dict.fromkeys(_NOT_FINITE, "value.not_finite"),
    **dict.fromkeys(LOGICAL, "value.bool"),
}

_FLAGS = re.IGNORECASE | re.ASCII
_AT_MOST = r"<=|=<|≤|<|maksimal|maksimum|maks\.?|max\.?|paling (?:banyak|tinggi)|kurang dari|di ?bawah|at most|below"
_AT_LEAST = (
    r">=|=>|≥|>|minimal|minimum|min\.|paling (?:sedikit|rendah)|sekurang-kurangnya|setidaknya|lebih dari|di ?atas"
    r"|at least|above"
)
_ONE_SIDED = re.compile(rf"(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST}))[ \u00a0]*(?=[\d.,+-])", _FLAGS)
# Patterns over written numbers never give back what they took (`*+`, `++`) and start at the start of a run only:
# a long run of blanks or digits is passed once, whatever follows it.
_PERCENT = re.compile(r"(?<![ \u00a0])[ \u00a0]*+(?:%|persen|percent|pct)\.?", _FLAGS)
_NUMBER = r"[+-]?(?:\d[\d.,]*+(?:[ \u00a0]++[\d.,]++)*+|[.,]\d++)(?:[eE][+-]?\d{1,4}+)?"
_TAIL = r"(?:[ \u00a0]*(?:%|persen|percent|pct))?"
_TO = r"[ \u00a0]*(?:–|-|s\.?[ ]?d\.?|s/d|sampai dengan|sampai|hingga|to)[ \u00a0]*"
_RANGE = re.compile(
    rf"(?<![\d., \u00a0])(?P<one>{_NUMBER})(?P<one_tail>{_TAIL}){_TO}(?P<two>{_NUMBER})(?P<two_tail>{_TAIL})", _FLAGS
)
_SEVERAL = re.compile(
    r"\d[ \t\r\f\v\u00a0%]*+(?:[;/&|\n]|,\s|\bdan\b|\bor\b|\batau\b|\()[\s\u00a0]*+[+-]?[\d.,]", _FLAGS
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")

TWO_NUMBERS = Words("dua angka yang terpisah", "two separate numbers")
SEVERAL_VALUES = Words("memuat lebih dari satu angka", "holds more than one number")
NOT_A_NUMBER = Words("bukan angka yang dapat dibaca", "is not a number that can be read")
IS_DATE = Words("tersimpan sebagai tanggal", "is stored as a date")


class Fault(NamedTuple):
    """Why a cell is refused: a rule and the facts of its sentence."""

    rule_id: str
    facts: dict[str, Fact]


HIDDEN_ZERO = "target.suspicious_zero"
RICH_TEXT = Fault("value.rich_text", {})
FAULT_OF_KIND = {
    "bool": Fault("value.bool", {}),
    "date": Fault("value.not_a_number", {"reason": IS_DATE}),
    "error": Fault("formula.error", {}),
}


class WrittenValue(NamedTuple):
    """What a text says, before other cells of its column are asked. `ends` are numerals in printed order."""

    form: Literal["value", "blank", "fault"]
    ends: tuple[Numeral, ...] = ()
    order: PrintedOrder = "single"
    has_percent: bool = False
    fault: Fault | None = None

    @property
    def proves(self) -> frozenset[DecimalSign]:
        return frozenset(end.proves for end in self.ends if end.proves)


class Value(NamedTuple):
    """A cell read without doubt. One end is None when the text names only the other."""

    low: float | None
    high: float | None
    order: PrintedOrder = "single"
    has_percent: bool = False  # the text or the number format says per cent
    notes: tuple[str, ...] = ()


_BLANK = WrittenValue("blank")
_new_value = partial(tuple.__new__, Value)


@lru_cache(maxsize=200_000)
def read_text(text: str) -> WrittenValue:
    """Take one text apart; the same text always gives the same answer."""
    written = clean(text).removeprefix("'").strip(" \u00a0")
    if not written:
        return _BLANK
    numeral = read_numeral(written) if len(written) <= LONGEST else None
    if numeral is not None:
        return _value((numeral,), "single", False)
    if len(written) > LONGEST or _BIDI.search(written):
        return _fault("value.not_a_number", reason=NOT_A_NUMBER)
    lowered = " ".join(written.replace("\u00a0", " ").lower().split())
    bare = lowered.strip("().[]* ")
    if rule_id := RULE_OF_WORD.get(lowered) or RULE_OF_WORD.get(bare):
        return _fault(rule_id)
    if not any(sign.isalnum() for sign in lowered) and set(lowered) <= _SIGNS_FOR_NOTHING:
        return _fault("value.missing_token")
    return _read_compound(written)


def _read_compound(written: str) -> WrittenValue:
    one_sided = _ONE_SIDED.match(written)
    rest = written[one_sided.end() :] if one_sided else written
    percent = _PERCENT.search(rest)
    has_percent = percent is not None and percent.end() == len(rest) and percent.start() > 0
    bare = rest[: percent.start()] if percent and has_percent else rest
    numeral = read_numeral(bare)
    if numeral is not None:
        order: PrintedOrder = "single" if one_sided is None else "at_most" if one_sided["most"] else "at_least"
        return _value((numeral,), order, has_percent)
    found = None if one_sided else _RANGE.fullmatch(written)
    if found:
        first, second = read_numeral(found["one"]), read_numeral(found["two"])
        if first is not None and second is not None:
            return _value((first, second), "low_first", bool(found["one_tail"] or found["two_tail"]))
    if _SEVERAL.search(written):
        return _fault("value.not_a_number", reason=SEVERAL_VALUES)
    suggestion = look_alike(written)
    if suggestion != written and any(mark.isdigit() for mark in written) and read_text(suggestion).form == "value":
        return _fault(
            "value.not_a_number",
            reason=Words(
                f"memuat huruf yang mirip angka (mungkin maksudnya {suggestion})",
                f"holds letters that look like digits (perhaps {suggestion} was meant)",
            ),
        )
    return _fault("value.not_a_number", reason=NOT_A_NUMBER)


def _value(ends: tuple[Numeral, ...], order: PrintedOrder, has_percent: bool) -> WrittenValue:
    if not all(isfinite(end.with_comma) and isfinite(end.with_dot) for end in ends):
        return _fault("value.not_finite")
    return WrittenValue("value", ends, order, has_percent)


def _fault(rule_id: str, **facts: Fact) -> WrittenValue:
    return WrittenValue("fault", fault=Fault(rule_id, facts))


# --- columns -------------------------------------------------------------------------------------------------------


def bounded_text(text: str) -> str:
    """The text itself, or no more of a long one than shows that it is no number: nothing long is searched or kept."""
    return text if len(text) <= LONGEST else clean(text)[: LONGEST + 1]


# --- cells ---------------------------------------------------------------------------------------------------------


def read_cell(
    cell: Cell, sign_of: Callable[[Cell], DecimalSign | None], is_text_expected: bool = False
) -> Value | Fault | None:
    """Read one cell: a value, why not, or None when it is blank.

    `sign_of` says which decimal sign the cell's column proves; it is asked only where that decides.
    `is_text_expected` is true in a CSV, where a number is text by nature and needs no note.
    """
    if cell.flags and "rich_text" in cell.flags and cell.kind != "blank":
        return RICH_TEXT
    if cell.kind == "text" or (cell.kind == "formula" and _shows_text(cell)):
        text = bounded_text(cell.text)
        read = _read_text_cell(text, None, is_text_expected)
        if type(read) is Fault and read.rule_id == "value.ambiguous_number":
            return _read_text_cell(text, sign_of(cell), is_text_expected)
        return read
    if cell.kind in ("number", "formula"):
        return _read_number_cell(cell)
    return FAULT_OF_KIND.get(cell.kind)


def _shows_text(cell: Cell) -> bool:
    """Tell whether a formula's stored result is a text; a formula without a result shows itself."""
    return cell.number is None and cell.text != "" and not cell.text.startswith("=")


@lru_cache(maxsize=200_000)
def _read_text_cell(text: str, sign: DecimalSign | None, is_text_expected: bool) -> Value | Fault | None:
    written = read_text(text)
    if written.form == "blank":
        return None
    if written.fault is not None:
        return written.fault
    proves = written.proves
    own = next(iter(proves)) if len(proves) == 1 else sign
    numbers = [end.read(own) for end in written.ends]
    if None in numbers:
        return _ambiguous(written.ends)
    ends = [number for number in numbers if number is not None]
    notes = ("value.text_percent",) if written.has_percent else ()
    if written.order == "single":
        notes = notes or (() if is_text_expected else ("value.text_number",))
        return Value(ends[0], ends[0], "single", written.has_percent, notes)
    return _interval(ends, written, ("value.range", *notes))


def _interval(ends: list[float], written: WrittenValue, notes: tuple[str, ...]) -> Value:
    if written.order == "at_most":
        return Value(None, ends[0], "at_most", written.has_percent, notes)
    if written.order == "at_least":
        return Value(ends[0], None, "at_least", written.has_percent, notes)
    order: PrintedOrder = "high_first" if ends[0] > ends[1] else "low_first"
    return Value(min(ends), max(ends), order, written.has_percent, notes)


def _ambiguous(ends: tuple[Numeral, ...]) -> Fault:
    """Both readings of the first number that has two, and ways of writing each that leave no doubt."""
    unclear = next(end for end in ends if end.is_ambiguous)
    if unclear.is_two_values:
        whole = show_number(unclear.with_comma, "id").replace(".", "")
        remedy = Words(
            f"tulis {whole} tanpa spasi, atau satu angka saja", f"write {whole} without a blank, or one number"
        )
        return Fault("value.ambiguous_number", {"one": unclear.with_comma, "other": TWO_NUMBERS, "remedy": remedy})
    small, large = sorted((unclear.with_comma, unclear.with_dot), key=abs)
    surely_large, surely_small = show_number(large, "id").replace(".", ""), f"{small:.4f}".replace(".", ",")
    remedy = Words(f"tulis {surely_large} atau {surely_small}", f"write {surely_large} or {surely_small}")
    return Fault("value.ambiguous_number", {"one": small, "other": large, "remedy": remedy})


def _read_number_cell(cell: Cell) -> Value | Fault:
    if cell.number is None:
        return Fault("formula.no_value", {})
    if not isfinite(cell.number):
        return Fault("value.not_finite", {})
    number = float(cell.number)
    display = display_of(cell.number_format, number)
    if display.is_other:
        return Fault("value.shown_otherwise", {"format": cell.number_format, "stored": number})
    if display.is_times_100:
        number = float(Decimal(repr(number)) * 100)
        if not isfinite(number):
            return Fault("value.not_finite", {})
        return Value(number, number, "single", True, ("unit.percent_format",))
    notes = (HIDDEN_ZERO,) if display.is_hidden_zero else ()
    return _new_value((number, number, "single", display.says_percent, notes))
