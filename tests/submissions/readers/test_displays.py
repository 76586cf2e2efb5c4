"""What a cell shows decides: a stored number that its format turns into another one is never a figure."""

from __future__ import annotations

import time

import pytest

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numbers import Fault, Value, read_cell
from pipelines.workbooks.displays import PLAIN, display_of

TIMES_100, WORDED = PLAIN._replace(is_times_100=True), PLAIN._replace(says_percent=True)
OTHER, HIDDEN_ZERO = PLAIN._replace(is_other=True), PLAIN._replace(is_hidden_zero=True)
ACCOUNTING = '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'

SHOWN = [
    ("0%", 0.517, TIMES_100),
    ("0.0E+00%", 0.517, TIMES_100),
    ("[$-421]0.0%", 0.517, TIMES_100),
    ("0;0%", 1.0, PLAIN),
    ("0;0%", -1.0, PLAIN._replace(is_times_100=True, is_other=True)),  # its own section shows no sign
    ("0%;0%;0", 0.0, PLAIN),
    ("[>100]0.0;0.0%", 0.517, TIMES_100),
    ("[<=1]0.0%;0.0", 51.7, PLAIN),
    ("[<=1]0.0%;0.0", 0.517, TIMES_100),
    ('[=0]"-";[<1]0.0%;0.0', 51.7, PLAIN),
    ('[=0]"-";[<1]0.0%;0.0', 0.517, TIMES_100),
    ("[>1]0;[<-1]0", 0.5, OTHER),  # no section is for it: the cell shows ####
    ('0.0"%"', 51.7, WORDED),
    ("#,##0.00\\%", 51.7, WORDED),
    ("0.0_%", 51.7, PLAIN),
    ("0.0%%", 0.00517, OTHER),
    ("0.0‰", 5.17, OTHER),
    ("0.0,", 51_700.0, OTHER),
    ('0.0,"%"', 51_700.0, WORDED._replace(is_other=True)),
    ('0.0,," juta"', 51_700_000.0, PLAIN),
    ('0.0" ribu"', 51.7, OTHER),
    ('#,##0" orang"', 517.0, PLAIN),
    ('[>=100]#,##0,"rb";0.0', 51.7, PLAIN),
    (";;;", 51.7, OTHER),
    ('"n/a"', 51.7, OTHER),
    ("-0.0", 51.7, OTHER),
    ("(0.0)", 51.7, OTHER),
    ("0.0;(0.0)", -51.7, PLAIN),
    ("0.0;[Red]0.0", -51.7, PLAIN),
    ("0.0;0.0", -51.7, OTHER),
    ('1"2"0', 5.0, OTHER),
    ("# ?/16", 0.5, PLAIN),
    (ACCOUNTING, 51.7, PLAIN),
    (ACCOUNTING, -51.7, PLAIN),
    (ACCOUNTING, 0.0, HIDDEN_ZERO),
    ('0.0;0.0;"-"', 0.0, HIDDEN_ZERO),
    ("0.0;-0.0;;@", 0.0, HIDDEN_ZERO),
    ("#", 0.0, HIDDEN_ZERO),
    ("General", 51.7, PLAIN),
    ("", 51.7, PLAIN),
]


@pytest.mark.parametrize(("code", "number", "display"), SHOWN)
def test_a_number_format_shows_the_stored_number_or_another_one(code: str, number: float, display: object) -> None:
    assert display_of(code, number) == display


def read(code: str, number: float) -> Value | Fault | None:
    return read_cell(Cell("Target!K6", repr(number), "number", number, code), lambda _: None)


def test_only_what_shows_becomes_a_value() -> None:
    assert read("[>1]0.0;0.0%", 0.517) == Value(51.7, 51.7, "single", True, ("unit.percent_format",))
    assert read('0.0"%"', 51.7) == Value(51.7, 51.7, "single", True)
    assert read("0.0,", 51_700.0) == Fault("value.shown_otherwise", {"format": "0.0,", "stored": 51_700.0})
    assert read('0;0;"-"', 0.0) == Value(0.0, 0.0, "single", False, ("target.suspicious_zero",))


@pytest.mark.parametrize("code", ['"' * 1000, "[" * 1000, "\\" * 1000, "0," * 500, ";" * 1000, "[<" * 500, "0.%" * 333])
def test_a_long_format_is_read_at_once(code: str) -> None:
    begun = time.process_time()
    display_of(code, 1.0)
    assert time.process_time() - begun < 2  # by trying every way it would be hours
