"""Reads the relative standard errors that publishers print beside their figures (`data/history/sampling_errors.csv`).

Where none is printed, the noise of the panel stands in (analysis/noise.py); nothing is estimated here.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.history.figure import HistoryError
from pipelines.reference.model import Catalogue

FILE = "sampling_errors.csv"
COLUMNS = ["indicator", "region_id", "period", "relative_standard_error_pct", "source_id"]
ERROR_SCHEMA: dict[str, type[pl.DataType]] = {
    "indicator_code": pl.String,
    "region_id": pl.String,
    "observation_year": pl.Int32,
    "relative_standard_error_pct": pl.Float64,
    "source_id": pl.String,
}


def read_sampling_errors(folder: Path, catalogue: Catalogue, sources: pl.DataFrame) -> pl.DataFrame:
    """Give one row per indicator, region and year, of the indicator's reference month; empty without the file.

    Raises HistoryError for an unknown code or source, an error outside 0-100 %, or a key that stands twice.
    """
    path = folder / FILE
    if not path.is_file():
        return pl.DataFrame(schema=ERROR_SCHEMA)
    text = pl.read_csv(path, infer_schema=False).fill_null("")
    if text.columns != COLUMNS:
        raise HistoryError(f"{FILE}: the columns must be {', '.join(COLUMNS)}; write them so in the first line.")
    _verify(text, catalogue, sources)
    months = {code: indicator.reference_month for code, indicator in catalogue.indicators.items()}
    month = pl.col("period").str.slice(5).replace("", None).cast(pl.Int64)
    wanted = pl.col("indicator").replace_strict(months, default=None, return_dtype=pl.Int64)
    return (
        text.filter(month.is_null() | (month == wanted))
        .select(
            pl.col("indicator").alias("indicator_code"),
            "region_id",
            pl.col("period").str.slice(0, 4).alias("observation_year"),
            "relative_standard_error_pct",
            "source_id",
        )
        .cast(ERROR_SCHEMA)  # type: ignore[arg-type]
    )


def _verify(text: pl.DataFrame, catalogue: Catalogue, sources: pl.DataFrame) -> None:
    share = pl.col("relative_standard_error_pct").cast(pl.Float64, strict=False)
    rules = {
        "a region_id of the catalogue": pl.col("region_id").is_in(list(catalogue.regions)),
        "an indicator code of the catalogue": pl.col("indicator").is_in(list(catalogue.indicators)),
        "a period YYYY or YYYY-MM": pl.col("period").str.contains(r"^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$"),
        "a relative standard error between 0 and 100 per cent": share.is_between(0, 100).fill_null(False),
        "a source of sources.csv": pl.col("source_id").is_in(sources["source_id"].to_list()),
        "one row per indicator, region and period": ~pl.struct("indicator", "region_id", "period").is_duplicated(),
    }
    for expected, rule in rules.items():
        wrong = text.with_row_index("line", offset=2).filter(~rule)
        if wrong.height:
            row = wrong.row(0, named=True)
            shown = ",".join(str(row[column]) for column in COLUMNS)
            raise HistoryError(f"{FILE}, line {row['line']}: expected {expected}, found `{shown}`; correct the line.")
