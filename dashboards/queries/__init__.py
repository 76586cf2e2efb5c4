"""One function per question to the edition: select, filter, order. Nothing is computed or cached here."""

from __future__ import annotations

from typing import Any, Protocol

import polars as pl


class Ask(Protocol):
    """Answers one query with named parameters; the edition of this script run, or a connection in a test."""

    def __call__(self, query: str, **parameters: Any) -> pl.DataFrame: ...


def of_one_region(ask: Ask, query: str, region_id: str, **parameters: Any) -> pl.DataFrame:
    """The rows of one region, picked from those of all regions: to the database a region costs as much as an
    indicator, and whoever looks at the next region is answered from memory."""
    return ask(query, **parameters).filter(pl.col("region_id") == region_id)
