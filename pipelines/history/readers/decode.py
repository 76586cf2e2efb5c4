"""Bytes of a published file become text, and delimited text becomes a grid. Encodings and separators, nothing more."""

from __future__ import annotations

import csv
from collections import Counter

from pipelines.history.readers.table import FormError

UTF8_BOM = b"\xef\xbb\xbf"
SEPARATORS = (";", "\t", "|", ",")  # where two fit equally well, the earlier: a comma may be a decimal mark
LINES_LOOKED_AT = 60
AGREEING_SHARE = 0.6
MOST_LINES = 80_000  # 514 districts, 25 years and 6 parts are 77,100


def text_of(content: bytes) -> str:
    """Decode UTF-8 (BOM anywhere before the first character), UTF-16 by its BOM, otherwise cp1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace").lstrip("\ufeff")
    stripped = content.lstrip(b" \t\r\n").removeprefix(UTF8_BOM)
    if b"\x00" in stripped[:4096]:
        raise FormError("form.binary")
    try:
        return stripped.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        return stripped.decode("cp1252", errors="replace")


def delimited_grid(text: str) -> list[list[str]]:
    """Split delimited text by the separator that most lines agree on. Raises FormError when there is none."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise FormError("form.too_many_lines", lines=f"{len(lines)}", limit=f"{MOST_LINES}")
    separator = _separator(lines)
    try:
        return list(csv.reader(lines if '"' not in text else text.splitlines(keepends=True), delimiter=separator))
    except csv.Error as error:
        raise FormError("form.csv_unreadable", said=str(error)) from None


def _separator(lines: list[str]) -> str:
    looked_at = [line for line in lines if line.strip()][:LINES_LOOKED_AT]
    best, best_share = "", 0.0
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(looked_at, delimiter=separator))
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        share = count / max(sum(widths.values()), 1)
        if width > 1 and share > best_share + 0.05:
            best, best_share = separator, share
    if best_share < AGREEING_SHARE:
        raise FormError("form.no_separator")
    return best
