"""Reads and verifies the bundled figures of `data/history/` and adds what has been fetched since.

The forms of fetched files live in `forms/`, the judgement of figures in `scrutiny.py`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.history.fetched_tables import read_fetched
from pipelines.history.figure import FIGURE_SCHEMA, SOURCE_SCHEMA, History, HistoryError
from pipelines.history.quality.faults import Fault, fault_frame
from pipelines.history.quality.scrutiny import scrutinise
from pipelines.history.sampling_errors import FILE as ERRORS_FILE
from pipelines.history.sampling_errors import read_sampling_errors
from pipelines.history.units import conversion
from pipelines.reference.model import Catalogue, Indicator

FIGURE_COLUMNS = ["region_id", "bps_code", "region_name", "indicator", "period", "value", "unit", "source_id"]
MANIFEST_COLUMNS = ["file_name", "sha256", "row_count", "bundled_at"]
MANIFEST = "manifest.csv"
CONTEXT = "context.csv"  # codes that are bundled and shown to nobody as an indicator, with the reason
CONTEXT_COLUMNS = ["indicator_code", "reason_id", "reason_en"]
BESIDE = frozenset((MANIFEST, CONTEXT, ERRORS_FILE, "requests.csv", "variables.csv", "README.md"))
PERIOD = r"^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$"
RESTORE = "restore the file from the repository"


def read_history(folder: Path, catalogue: Catalogue, candidate: Path | None = None) -> History:
    """Read, verify and judge everything under `folder`, and a `candidate` as if it lay in `published/`.

    Raises HistoryError when a bundled file is not what the manifest promises; figures that are merely suspect stay in
    the frame, stopped or marked."""
    manifest = _manifest(folder)
    for name, row in manifest.items():
        _verify_bytes(folder / name, row["sha256"])
    sources = _sources(folder / "sources.csv")
    context = _read_context(folder / CONTEXT, catalogue)
    parts = [
        _bundled_figures(folder / name, int(row["row_count"]), sources, catalogue, frozenset(context))
        for name, row in manifest.items()
        if name != "sources.csv"
    ]
    bundled = pl.concat(parts)
    fetched = read_fetched(folder, catalogue, bundled, candidate)
    figures, faults = scrutinise(pl.concat([bundled, fetched.figures]), catalogue)
    known_sources = pl.concat([sources, fetched.sources])
    return History(
        figures,
        known_sources,
        fault_frame([*fetched.faults, *faults, *_of_context(bundled, context), *_not_listed(folder, manifest)]),
        read_sampling_errors(folder, catalogue, known_sources),
        fetched.tables,
    )


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / MANIFEST
    if not path.is_file():
        raise HistoryError(f"{path.name} is missing in {folder.name}; {RESTORE}.")
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != MANIFEST_COLUMNS:
            raise HistoryError(f"{path.name}: the columns must be {', '.join(MANIFEST_COLUMNS)}; {RESTORE}.")
        return {row["file_name"]: row for row in reader}


def _verify_bytes(path: Path, sha256: str) -> None:
    if not path.is_file():
        raise HistoryError(f"{path.name} stands in manifest.csv but not in the folder; {RESTORE}.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise HistoryError(f"{path.name} is not the file that was bundled (its sha256 differs); {RESTORE}.")


def _texts(path: Path, columns: list[str]) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False).fill_null("")
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise HistoryError(f"{path.name} is not a readable CSV file ({type(error).__name__}); {RESTORE}.") from None
    if frame.columns != columns:
        raise HistoryError(f"{path.name}: the columns must be {', '.join(columns)}; {RESTORE}.")
    return frame


def _sources(path: Path) -> pl.DataFrame:
    """One row per source. Raises HistoryError on a source without publisher, known trust or vintage."""
    text = _texts(path, list(SOURCE_SCHEMA))
    frame = text.with_columns(
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).cast(kind, strict=False).alias(name)
        if kind != pl.Date
        else pl.col(name).str.to_date("%Y-%m-%d", strict=False)
        for name, kind in SOURCE_SCHEMA.items()
    )
    wrong = frame.filter(
        pl.col("source_id").is_duplicated()
        | pl.any_horizontal(pl.col("publisher", "vintage", "origin_at", "first_year", "last_year").is_null())
        | ~pl.col("trust").is_in(["A", "B", "C", "example"])
        | ~pl.col("origin").is_in(["bundled", "fetched"])
    )
    if wrong.height:
        raise HistoryError(
            f"{path.name}: source {wrong.item(0, 'source_id')} stands twice or lacks a publisher, a trust of "
            f"A, B or C, or a vintage; {RESTORE}."
        )
    return frame


def _read_context(path: Path, catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """code -> why it is no indicator (id, en). Raises HistoryError for a code that is one all the same."""
    if not path.is_file():
        return {}
    rows = {code: (reason_id, reason_en) for code, reason_id, reason_en in _texts(path, CONTEXT_COLUMNS).rows()}
    if both := sorted(rows.keys() & catalogue.indicators.keys()):
        raise HistoryError(f"{path.name}: {both[0]} is an indicator of the catalogue; take it out of one of the two.")
    return rows


def _of_context(bundled: pl.DataFrame, context: Mapping[str, tuple[str, str]]) -> list[Fault]:
    """One line for each quantity that is bundled and no indicator."""
    groups = bundled.filter(pl.col("indicator_code").is_in(list(context)))
    counted = groups.group_by("file_name", "indicator_code", maintain_order=True).agg(
        pl.col("source_id").first(), pl.len().alias("count")
    )
    return [
        Fault("figure.no_indicator", name, source, code, figure_count=count, facts={"evidence": context[code]})
        for name, code, source, count in counted.rows()
    ]


def _not_listed(folder: Path, manifest: Mapping[str, object]) -> list[Fault]:
    """One line for each file that lies beside the bundled ones and is read by nobody."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return [Fault("file.not_listed", name, figure_count=0) for name in names if name not in {*manifest, *BESIDE}]


def _bundled_figures(
    path: Path, row_count: int, sources: pl.DataFrame, catalogue: Catalogue, context: frozenset[str]
) -> pl.DataFrame:
    """The figures of one bundled file, all of them, in file order."""
    text = _texts(path, FIGURE_COLUMNS)
    if text.height != row_count:
        raise HistoryError(f"{path.name} has {text.height} rows where manifest.csv promises {row_count}; {RESTORE}.")
    _verify_columns(path.name, text, sources, catalogue, context)
    units = text.select("unit", "indicator").unique()
    factors = units.with_columns(
        pl.Series(
            "factor",
            [
                1.0 if code in context else _factor(path.name, unit, catalogue.indicators[code])
                for unit, code in units.select("unit", "indicator").rows()
            ],
            dtype=pl.Float64,
        )
    )
    return (
        text.join(factors, on=["unit", "indicator"], how="left", maintain_order="left")
        .join(sources.select("source_id", "vintage", "trust"), on="source_id", how="left", maintain_order="left")
        .select(
            pl.col("indicator").alias("indicator_code"),
            "region_id",
            "period",
            (pl.col("value").cast(pl.Float64) * pl.col("factor")).alias("observed_value"),
            "vintage",
            "source_id",
            "trust",
            pl.lit(None, dtype=pl.String).alias("mark"),
            pl.lit(False).alias("is_stopped"),
            pl.lit(path.name).alias("file_name"),
            pl.col("region_name").alias("printed_region"),
            pl.col("value").alias("printed_value"),
        )
        .cast(FIGURE_SCHEMA)  # type: ignore[arg-type]
    )


def _verify_columns(
    name: str, text: pl.DataFrame, sources: pl.DataFrame, catalogue: Catalogue, context: frozenset[str]
) -> None:
    number = pl.col("value").cast(pl.Float64, strict=False)
    rules = {
        "a region_id of the catalogue": pl.col("region_id").is_in(list(catalogue.regions)),
        "an indicator code of the catalogue": pl.col("indicator").is_in([*catalogue.indicators, *context]),
        "a period YYYY or YYYY-MM": pl.col("period").str.contains(PERIOD),
        "a finite number as value": number.is_not_null() & number.is_finite().fill_null(False),
        "a source of sources.csv": pl.col("source_id").is_in(sources["source_id"].to_list()),
    }
    for expected, rule in rules.items():
        wrong = text.with_row_index("line", offset=2).filter(~rule)
        if wrong.height:
            row = wrong.row(0, named=True)
            shown = ",".join(str(row[column]) for column in FIGURE_COLUMNS)
            raise HistoryError(f"{name}, line {row['line']}: expected {expected}, found `{shown}`; {RESTORE}.")


def _factor(name: str, unit: str, indicator: Indicator) -> float:
    factor = conversion(unit, indicator.unit_of_measure)
    if factor is None:
        raise HistoryError(
            f"{name}: {indicator.indicator_code} is printed in `{unit}`, which cannot become "
            f"{indicator.unit_of_measure}; correct the unit in the catalogue or {RESTORE}."
        )
    return factor
