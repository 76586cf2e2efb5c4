"""The one guard between submitted text and a spreadsheet program: what leaves as text is never taken for a formula."""

from __future__ import annotations

import re

# characters that XML 1.0 cannot carry, lone surrogates included
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELL_LIMIT = 32_767  # characters a spreadsheet cell holds


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet program could take this text for a formula."""
    return text.startswith(FORMULA_STARTS)


def workbook_text(text: str) -> str:
    """Give text as a workbook cell can hold it: unwritable characters become '�'. Write it as a string."""
    return UNWRITABLE.sub("�", text)[:CELL_LIMIT]


def delimited_text(text: str) -> str:
    """Give text for a CSV cell; a leading apostrophe keeps a formula-like text from being run."""
    clean = UNWRITABLE.sub("�", text)
    return f"'{clean}" if is_formula_like(clean) else clean
