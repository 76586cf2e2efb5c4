"""The agreement of reviewers as a table: each round and criterion, and all criteria of a round together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from pipelines.analysis.agreement import agreement_of

ALL = "all_criteria"
SCHEMA = {
    "round_id": pl.String,
    "criterion_code": pl.String,
    "judged_count": pl.Int64,
    "exact_share": pl.Float64,
    "adjacent_share": pl.Float64,
    "alpha": pl.Float64,
    "alpha_low95": pl.Float64,
    "alpha_high95": pl.Float64,
}


def reviewer_agreement_frame(judged: pl.DataFrame) -> pl.DataFrame:
    """Give one row a round and criterion; below ten doubly judged lines only their count.

    `judged` has round_id, indicator_code, region_id, target_year, criterion_code, first_level and second_level. Of an
    indicator in a region only the last year counts: judged once, several years would count as several agreements.
    """
    key = ["round_id", "indicator_code", "region_id", "criterion_code"]
    once = judged.drop_nulls(["first_level", "second_level"]).sort("target_year", *key).group_by(key).last().sort(key)
    return pl.DataFrame(list(_rows(once)), schema=SCHEMA, orient="row").sort("round_id", "criterion_code")


def _rows(once: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    for keys in (["round_id", "criterion_code"], ["round_id"]):
        for key, lines in once.group_by(keys, maintain_order=True):
            levels = lines.select("first_level", "second_level").to_numpy().T.astype(np.float64)
            yield (key[0], key[1] if len(key) > 1 else ALL, *agreement_of(levels))
