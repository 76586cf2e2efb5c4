"""Texts beside a target: kept as typed, with a note where a program might take them for more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numbers import MISSING_TOKENS

_LONGEST_TOKEN = max(map(len, MISSING_TOKENS))  # nothing gets shorter by casefolding
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = re.compile(r"<\s{0,9}/?\s{0,9}[a-zA-Z!?]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});|javascript:", re.IGNORECASE)


def kept_text(cell: Cell) -> str:
    """The text as typed, without outer blanks; a sign for nothing (`-`, `n/a`) is nothing."""
    if cell.kind == "blank":
        return ""
    text = cell.text.strip()
    return "" if len(text) <= _LONGEST_TOKEN and text.casefold() in MISSING_TOKENS else text


def text_findings(cell: Cell) -> Iterator[str]:
    """Rule ids that a free text calls for."""
    text = cell.text
    is_formula_like = cell.kind == "text" and text.startswith(_FORMULA_SIGNS)
    may_be_markup = "<" in text or "&" in text or ":" in text
    if not (is_formula_like or may_be_markup) or not kept_text(cell):
        return
    if is_formula_like:
        yield "text.formula_like"
    if may_be_markup and _MARKUP.search(text):
        yield "text.markup"
