"""Numbers as official tables print them: decimal comma or dot, blanks inside, signs for "nothing published".

How a table writes its numbers is decided once, from all of its cells; a number that reads in two ways is not guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

DecimalMark = Literal[".", ",", ""]
NOT_PUBLISHED = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "−",
        "..",
        "...",
        "....",
        "…",
        "na",
        "n/a",
        "n.a",
        "n.a.",
        "nan",
        "null",
        "none",
        "x",
    ]
)
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_REMARK = re.compile(
    r"(?:\*+|[a-z]|\^?\d\))+$", re.IGNORECASE
)  # provisional *, very provisional **, revised r, note 1)
_NUMBER = re.compile(r"^[-+]?\d[\d.,]*$|^[-+]?[.,]\d+$")


def is_not_published(text: str) -> bool:
    """True for the signs that publishers print where there is no figure."""
    return text.strip().lower() in NOT_PUBLISHED


def bare_number(text: str) -> str:
    """The digits and marks of a number, without blanks, per cent sign and the publisher's remarks."""
    return _REMARK.sub("", _BLANKS.sub("", text).removesuffix("%")).replace("−", "-")


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """The decimal mark that the cells of one table prove; "" when none proves it or they contradict each other."""
    proofs = {proof for text in texts if (proof := _proof(bare_number(text)))}
    return "," if proofs == {","} else "." if proofs == {"."} else ""


def _proof(number: str) -> str:
    if not _NUMBER.match(number):
        return ""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return "." if number.rfind(".") > number.rfind(",") else ","
    mark = "." if dots else "," if commas else ""
    if not mark:
        return ""
    other = "," if mark == "." else "."
    head, *groups = number.lstrip("+-").split(mark)
    if len(groups) > 1:
        return other  # 1.234.567
    is_grouped = len(groups[0]) == 3 and 1 <= len(head) <= 3 and head.lstrip("0") == head
    return "" if is_grouped else mark


def read_number(text: str, mark: DecimalMark) -> float | None:
    """The number a cell prints, None when it is none or could be read in two ways."""
    number = bare_number(text)
    if not _NUMBER.match(number):
        return None
    own = _proof(number) or mark
    if own == ",":
        number = number.replace(".", "").replace(",", ".")
    elif own == ".":
        number = number.replace(",", "")
    elif "." in number or "," in number:
        return None
    try:
        value = float(number)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


@lru_cache(maxsize=200_000)
def read_cell(text: str, mark: DecimalMark) -> tuple[float | None, bool]:
    """(number, is_unread) of one printed cell; no number and not unread means that nothing was published."""
    if is_not_published(text):
        return None, False
    value = read_number(text, mark)
    return value, value is None


def json_number(printed: Any) -> tuple[str, float | None]:
    """(text, number) of a JSON value: a number is itself, a text is read with a decimal dot, null is no figure."""
    if isinstance(printed, int | float) and not isinstance(printed, bool):
        return repr(printed), float(printed) if math.isfinite(printed) else None
    text = "" if printed is None else str(printed)
    return text, None if is_not_published(text) else read_number(text, ".")
