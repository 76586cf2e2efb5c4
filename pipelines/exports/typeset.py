"""A document as tagged PDF (PDF/UA-1 and PDF/A-2a) by typst. The text travels as data and is never read as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

STANDARDS: Final = ("ua-1", "a-2a")  # for readers with a screen reader, and for the archive


@cache
def _look(file: Path) -> bytes:
    return file.read_bytes()


def compile_pdf(shown: Mapping[str, Any], look: Path, built_at: int = 0) -> bytes:
    """Draw what is shown; the same facts and the same instant (seconds since 1970) give the same bytes.

    Fonts are those inside typst, so that no machine draws otherwise.
    """
    made = typst.compile(
        _look(look),
        sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=True,
        timestamp=built_at,
    )
    return bytes(made)
