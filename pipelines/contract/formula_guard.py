"""The one guard between submitted text and a spreadsheet program: what leaves as text stays text.

It is never run as a formula, and never turned into a date ("5-20" is a band of chances, not the 20th of May).
"""

from __future__ import annotations

import re

# characters that XML 1.0 cannot carry, lone surrogates included
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DATE_LIKE = re.compile(r"\d{1,4}[-/]\d{1,4}(?:[-/]\d{1,4})?")
CELL_LIMIT = 32_767  # characters a spreadsheet cell holds


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet program could take this text for a formula."""
    return text.startswith(FORMULA_STARTS)


def is_date_like(text: str) -> bool:
    """Say whether a spreadsheet program that opens a CSV would turn this text into a date."""
    return len(text) <= 14 and DATE_LIKE.fullmatch(text) is not None


def workbook_text(text: str) -> str:
    """Give text as a workbook cell can hold it: unwritable characters become '�'. Write it as a string."""
    return UNWRITABLE.sub("�", text)[:CELL_LIMIT]


def delimited_text(text: str) -> str:
    """Give text for a CSV cell; a leading apostrophe keeps text from being run or turned into a date."""
    clean = UNWRITABLE.sub("�", text)
    return f"'{clean}" if is_formula_like(clean) or is_date_like(clean) else clean
