"""What stands below a table: sources, remarks, the keys of its signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FOOTER = re.compile(r"\W{0,5}(?:keterangan|catatan|sumber|source|notes?|ket)\b", re.IGNORECASE)


def is_footer(row: Sequence[str], label: int) -> bool:
    """True for a row that begins the notes below a table."""
    beginning = row[label] if label < len(row) else ""
    return bool(_FOOTER.match(beginning)) or (bool(row) and bool(_FOOTER.match(row[0])))
