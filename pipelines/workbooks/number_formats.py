"""Number formats of a workbook's cell styles: their codes, and whether they show a number as a date. What else they
show of a number is read in `displays.py`."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import LIMITS
from pipelines.submissions.model.refusal import refuse

# ECMA-376 part 1, 18.8.30: formats that every workbook has without writing them down.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)', 7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))  # date forms of East Asian versions
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]\[]*+\]', re.IGNORECASE)
LONG_FORMAT = Words("format angkanya terlalu panjang", "one of its number formats is too long")
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


@lru_cache(maxsize=4_096)  # a file may hold as many formats of its own as it likes
def is_date_format(code: str) -> bool:
    """Tell whether a format shows a number as a date or a time."""
    return code.lower() != "general" and _DATE_LETTERS.search(_NOT_LETTERS.sub("", code)) is not None


def style_formats(styles: etree._Element | None) -> list[str]:
    """Give the format code of each cell style, in the order in which cells name them."""
    if styles is None:
        return ["General"]
    own = {
        int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
        for entry in styles.iterfind("{*}numFmts/{*}numFmt")
        if entry.get("numFmtId", "").isdigit()
    }
    codes: list[str] = []
    for style in styles.iterfind("{*}cellXfs/{*}xf"):
        written = style.get("numFmtId", "0")
        number = int(written) if written.isdigit() else 0
        default = "yyyy-mm-dd" if number in LOCAL_DATES else "General"
        codes.append(own.get(number, BUILT_IN.get(number, default)))
    if any(len(code) > LIMITS.format_code for code in own.values()):
        raise refuse("file.corrupt", what=LONG_FORMAT)
    return codes or ["General"]
