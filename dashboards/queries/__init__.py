"""One function per question to the edition: select, filter, order. Nothing is computed or cached here."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.contract.ask import Ask

__all__ = ["Ask", "of_one_region"]


def of_one_region(ask: Ask, query: str, region_id: str, **parameters: Any) -> pl.DataFrame:
    """The rows of one region, picked from those of all regions: to the database a region costs as much as an
    indicator, and whoever looks at the next region is answered from memory."""
    return ask(query, **parameters).filter(pl.col("region_id") == region_id)
