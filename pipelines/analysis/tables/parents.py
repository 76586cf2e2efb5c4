"""The regions under each parent's target as arrays, laid out once for all that is judged of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from pipelines.analysis.transforms import FloatArray

KEY = ("round_id", "indicator_code", "parent_region_id", "target_year")
KEY_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "parent_region_id": pl.String,
    "target_year": pl.Int32,
}


@dataclass(frozen=True, slots=True)
class Parent:
    """One parent, indicator and year with its expected regions; nan where nothing was handed in or no weight is known.

    `wanted_value` is the parent's easy end; `margin` is how far apart it and what is promised may lie before anything
    is asked of anybody.
    """

    key: tuple[str, str, str, int]
    region_level: str
    wanted_value: float
    margin: float
    is_sum: bool
    region_ids: list[str]
    targets: FloatArray
    weights: FloatArray

    @property
    def facts(self) -> dict[str, object]:
        return dict(zip(KEY, self.key, strict=True))

    @property
    def panel_key(self) -> tuple[str, str, str]:
        return self.key[0], self.key[1], self.region_level

    @property
    def coverage(self) -> float:
        """Give the share of the weight that has submitted; of the regions where weights come with the submission."""
        weights = np.ones(len(self.weights)) if np.isnan(self.weights).any() else self.weights
        whole = float(weights.sum())
        return float(weights[np.isfinite(self.targets)].sum()) / whole if whole > 0 else 0.0

    @property
    def submitted(self) -> Parent:
        """The same parent with only those regions that have handed in a number."""
        has = np.isfinite(self.targets)
        return Parent(
            self.key,
            self.region_level,
            self.wanted_value,
            self.margin,
            self.is_sum,
            [region_id for region_id, is_in in zip(self.region_ids, has, strict=True) if is_in],
            self.targets[has],
            self.weights[has],
        )


def parents(parts: pl.DataFrame) -> Iterator[Parent]:
    """Yield each parent of `parts` in order of KEY, its regions by region_id.

    `parts` has KEY, region_id, region_level, wanted_value, target_value (null when not handed in), part_weight, is_sum
    and margin.
    """
    if parts.is_empty():
        return
    rows = parts.sort(*KEY, "region_id")
    first = rows.select(pl.struct(KEY).rle_id()).to_series().to_numpy()
    edges = [0, *(np.flatnonzero(np.diff(first)) + 1).tolist(), rows.height]
    keys = list(rows.select(KEY).iter_rows())
    levels, region_ids = rows["region_level"].to_list(), rows["region_id"].to_list()
    is_sum = rows["is_sum"].to_list()
    wanted, margin, targets, weights = (
        rows[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("wanted_value", "margin", "target_value", "part_weight")
    )
    for start, end in pairwise(edges):
        yield Parent(
            keys[start],
            levels[start],
            float(wanted[start]),
            float(margin[start]),
            bool(is_sum[start]),
            region_ids[start:end],
            targets[start:end],
            weights[start:end],
        )
