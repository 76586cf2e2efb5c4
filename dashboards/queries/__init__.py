"""One function per question to the edition: select, filter, order. Nothing is computed or cached here."""

from __future__ import annotations

from typing import Any, Protocol

import polars as pl


class Ask(Protocol):
    """Answers one query with named parameters; the edition of this script run, or a connection in a test."""

    def __call__(self, query: str, **parameters: Any) -> pl.DataFrame: ...
