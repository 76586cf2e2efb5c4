"""Reads counts of persons and other whole things, which have no decimals of their own to prove a decimal sign."""

from __future__ import annotations

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.numbers import Fault, Value, read_cell


def read_count(cell: Cell, docket: Docket) -> Value | Fault | None:
    """Read a count: `1.200` is 1200 where other numbers of the file prove the decimal comma, and never 1.2."""
    value = read_cell(cell, docket.sign_of, docket.is_csv)
    if not isinstance(value, Fault) or value.rule_id != "value.ambiguous_number":
        return value
    count = read_cell(cell, docket.sign_of_counts, docket.is_csv)
    is_whole = isinstance(count, Value) and all(end is None or end == int(end) for end in (count.low, count.high))
    return count if is_whole else value
