"""The frames that history hands on: published figures, their sources, and what was found wrong with them.

Reading files lives in `bundle.py` and `forms/`; judging figures in `faults.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.errors import SelarasError

FIGURE_SCHEMA: dict[str, type[pl.DataType]] = {
    "indicator_code": pl.String,
    "region_id": pl.String,
    "period": pl.String,  # YYYY or YYYY-MM
    "observed_value": pl.Float64,  # in the indicator's unit
    "vintage": pl.Date,
    "source_id": pl.String,
    "trust": pl.String,
    "mark": pl.String,
    "is_stopped": pl.Boolean,
    "file_name": pl.String,
    "printed_region": pl.String,
    "printed_value": pl.String,
}
SOURCE_SCHEMA: dict[str, type[pl.DataType]] = {
    "source_id": pl.String,
    "publisher": pl.String,
    "title": pl.String,
    "via": pl.String,
    "trust": pl.String,
    "first_year": pl.Int32,
    "last_year": pl.Int32,
    "vintage": pl.Date,
    "origin": pl.String,  # bundled, fetched
    "origin_at": pl.Date,
    "cadence_days": pl.Int32,  # null: nothing newer is expected under this source
    "sha256": pl.String,
}
FAULT_SCHEMA: dict[str, type[pl.DataType]] = {
    "rule_id": pl.String,
    "severity": pl.String,  # stopped, marked, not_published, listed, refused
    "file_name": pl.String,
    "source_id": pl.String,
    "indicator_code": pl.String,
    "region_id": pl.String,
    "period": pl.String,
    "printed_value": pl.String,
    "figure_count": pl.Int64,
    "message_id": pl.String,
    "message_en": pl.String,
}
MARKS = ("boundary_break", "undivided_territory", "suspicious_zero", "year_only", "uncertain")


class HistoryError(SelarasError):
    """One sentence: which file of statistics is broken, what was expected, what to do. The last good figures stay."""


@dataclass(frozen=True)
class History:
    """Everything published that is known. Grain of figures: one printed number of one source; of sources: one source;
    of faults: one figure, or one group of figures with the same fault (`figure_count`); of sampling errors: one
    indicator, region and year for which a publisher prints one."""

    figures: pl.DataFrame
    sources: pl.DataFrame
    faults: pl.DataFrame
    sampling_errors: pl.DataFrame
    tables: Mapping[str, Any] = field(default_factory=dict)  # file name under published/ -> PublishedTable
