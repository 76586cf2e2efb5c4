"""Laws of written numbers, on any text: one reading at most, and the same number back."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.submissions.rules.cells.numbers import (
    Fault,
    Value,
)
from tests.submissions.rules.written_numbers import NBSP, read

# --- laws ----------------------------------------------------------------------------------------------------------

marks = st.text(alphabet="0123456789.,- –%<>+eE\u00a0\u202fsdO/;", max_size=14)


@settings(max_examples=1500, derandomize=True)
@given(marks)
def test_no_text_gives_two_readings(text: str) -> None:
    """If the two decimal signs lead to different values, then without proof there is no value at all."""
    comma, dot, alone = read(text, ","), read(text, "."), read(text)
    if isinstance(comma, Value) and isinstance(dot, Value) and comma != dot:
        assert isinstance(alone, Fault)
        assert alone.rule_id == "value.ambiguous_number"
    elif isinstance(alone, Value):
        assert alone in (comma, dot)
        assert comma == dot


def all_readings(text: str) -> set[float]:
    """Every value a plain number can have, by trying each decimal sign with each way of grouping thousands."""
    found = set()
    for decimal, group in itertools.product(",.", (",", ".", NBSP, None)):
        if decimal == group:
            continue
        d = re.escape(decimal)
        shapes = [rf"\d+(?:{d}\d+)?", rf"{d}\d+"]
        if group is not None:
            shapes.append(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:{d}\d+)?")
        if any(re.fullmatch(shape, text) for shape in shapes):
            found.add(float(text.replace(group or "", "").replace(decimal, ".")))
    return found


@settings(max_examples=2500, derandomize=True)
@given(st.text(alphabet=f"0125,.{NBSP}", min_size=1, max_size=11))
def test_a_number_is_read_exactly_when_one_value_is_possible(text: str) -> None:
    readings, found = all_readings(text.strip(NBSP)), read(text)
    if len(readings) == 1:
        assert isinstance(found, Value)
        assert found.low == found.high == readings.pop()
    elif readings:
        assert isinstance(found, Fault)
        assert found.rule_id == "value.ambiguous_number"
    else:
        assert not isinstance(found, Value)


def in_form(number: float, places: int, decimal: str, thousands: str) -> str:
    text = f"{number:,.{places}f}"
    return text.translate({ord(","): thousands, ord("."): decimal})


@settings(max_examples=600, derandomize=True)
@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 4),
    st.sampled_from([(",", "."), (".", ","), (",", "\u00a0"), (".", "\u202f"), (",", ""), (".", "")]),
)
def test_a_number_written_in_either_locale_comes_back_as_it_was(
    digits: int, places: int, form: tuple[str, str]
) -> None:
    number = digits / 10**places
    text = in_form(number, places, *form)
    known, alone = read(text, form[0]), read(text)
    assert isinstance(known, Value)
    assert known.low == known.high == float(f"{number:.{places}f}")
    assert alone == known or (isinstance(alone, Fault) and alone.rule_id == "value.ambiguous_number")


@settings(max_examples=500, derandomize=True)
@given(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from([".", ","]))
def test_the_shortest_exact_form_of_a_number_reads_back_exactly(number: float, decimal: str) -> None:
    found = read(repr(number).replace(".", decimal), decimal)
    assert isinstance(found, Value)
    assert found.low == number


@settings(max_examples=800, derandomize=True)
@given(st.text(max_size=12))
def test_any_text_is_a_value_or_a_fault_and_never_an_exception(text: str) -> None:
    found = read(text)
    assert found is None or isinstance(found, Value | Fault)
    assert read(text) == found
