"""Rows of mart.alignment as pictures and tables of several pages show them: names, national figures, the table twin."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.intervals import drawn_parts
from dashboards.components.markup import Html, el
from dashboards.components.table import Column, table
from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n import sentences
from dashboards.state.context import Visit


def with_names(visit: Visit, rows: pl.DataFrame) -> pl.DataFrame:
    """Add `name` with its unit and `words`, the verdict in a few words."""
    said = [
        (visit.say.name_of(row) + f" ({visit.say.unit(row)})", sums.short_words(visit.say, row))
        for row in rows.iter_rows(named=True)
    ]
    return rows.with_columns(
        name=pl.Series([name for name, _ in said], dtype=pl.String),
        words=pl.Series([words for _, words in said], dtype=pl.String),
    )


def seen_beside(visit: Visit, rows: list[dict[str, Any]]) -> Html:
    """The national figures drawn beside the targets, each with its year; nothing where none is drawn."""
    said = [sentences.national_seen(visit.say, row, is_named=True) for row in rows if row["latest_value"] is not None]
    return el("p", visit.say("overview.national_seen", figures="; ".join(said)), class_="fresh") if said else Html("")


def alignment_key(visit: Visit, drawn: pl.DataFrame) -> str:
    """What the marks of an alignment picture mean, those that are drawn only."""
    return " · ".join(visit.say(f"alignment_key.{part}") for part in drawn_parts(drawn))


def alignment_table(visit: Visit, rows: pl.DataFrame, key: str = "alignment") -> None:
    """The figures behind the ranges and sums; one row an indicator."""
    say = visit.say
    is_share = pl.col("coverage_basis").is_not_null()
    reservations = [sentences.reservation(say, row) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(
        coverage=pl.when(is_share).then(pl.col("coverage_share")),
        reservation=pl.Series(reservations, dtype=pl.String),
    )
    columns = [
        Column("name", say("column.indicator")),
        Column("verdict", say("column.verdict"), words="verdict"),
        Column("bottom_up_value", say("column.bottom_up"), "number", "decimal_places"),
        Column("national_low", say("column.national_low"), "number", "decimal_places"),
        Column("national_high", say("column.national_high"), "number", "decimal_places"),
        Column(
            "alignment_gap",
            say("column.alignment_gap"),
            "number",
            "decimal_places",
            is_signed=True,
            help=say("help.alignment_gap"),
        ),
        Column("coverage", say("column.coverage"), "number", 3),
        Column("coverage_basis", say("column.coverage_basis"), words="basis"),
        Column("interval_relation", say("column.relation"), words="relation"),
        Column("latest_value", say("national.column"), "number", "decimal_places"),
        Column("latest_year", say("column.latest_year")),
        Column("reservation", say("column.confidence")),
    ]
    table(
        visit,
        rows,
        columns,
        key=key,
        caption=say("overview.alignment_eyebrow"),
        empty=say("overview.no_alignment"),
    )
