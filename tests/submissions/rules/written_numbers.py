"""One written number as the rules read it; the forms and laws are held by test_numbers.py and test_number_laws.py."""

from __future__ import annotations

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numbers import (
    Fault,
    Value,
    read_cell,
)

NBSP, THIN, ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"


def read(text: str, sign: str | None = None) -> Value | Fault | None:
    return read_cell(Cell("Target!K6", text, "text"), lambda _: sign, is_text_expected=True)  # type: ignore[arg-type]
