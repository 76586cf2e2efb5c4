"""A published file as rows with verdicts and as figures: reading, resolving and judging in one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipelines.history.figure import FIGURE_SCHEMA
from pipelines.history.quality.faults import Fault, fault_frame
from pipelines.history.readers.table import OTHER_COUNTRIES, PrintedTable, PublishedRow
from pipelines.history.resolving.resolve import resolve
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import RegionIndex


@dataclass(frozen=True)
class PublishedTable:
    """One published file. Every cell is a row with a verdict, or counted in `left_out` (other countries)."""

    file_name: str
    form: str
    title: str
    publisher: str
    vintage: date | None  # what the file itself says; None where it says nothing
    rows: tuple[PublishedRow, ...]
    faults: tuple[Fault, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    cell_counts: Mapping[str, int] = field(default_factory=dict)  # every filled cell of the file
    declared_title: str = ""  # as vintages.csv writes it beside the file

    @property
    def counts(self) -> dict[str, int]:
        """cells = figure + not_published + stopped + listed + left_out."""
        verdicts = Counter(row.verdict for row in self.rows)
        outside = sum(self.left_out.values())
        named = {verdict: verdicts.get(verdict, 0) for verdict in ("figure", "not_published", "stopped", "listed")}
        return {"cells": len(self.rows) + outside, **named, "left_out": outside}

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """Indicators the table has figures of, in the order of their first row."""
        found = {row.indicator_code: None for row in self.rows if row.verdict == "figure" and row.indicator_code}
        return tuple(found)

    @property
    def fault_frame(self) -> pl.DataFrame:
        return fault_frame(self.faults)

    def figures(
        self, vintage: date | None = None, source_id: str = "", trust: str = "B", verdict: str = "figure"
    ) -> pl.DataFrame:
        """The rows that are figures, as `core.published_figure`; with the verdict "stopped", those that the table
        contradicts (two numbers for one key, a unit that cannot become ours): known by key, used by nobody."""
        is_stopped = verdict == "stopped"
        return pl.DataFrame(
            [
                (
                    row.indicator_code, row.region_id, row.period, row.value, vintage or self.vintage, source_id, trust,
                    None, is_stopped, self.file_name, row.region_printed, row.printed_value,
                )
                for row in self.rows
                if row.verdict == verdict and row.value is not None and row.indicator_code and row.region_id
            ],
            schema=FIGURE_SCHEMA,
            orient="row",
        )  # fmt: skip


def settle(printed: PrintedTable, file_name: str, catalogue: Catalogue, index: RegionIndex) -> PublishedTable:
    """Resolve a printed table: which of its cells are figures of which indicator, region and period."""
    rows, faults = resolve(printed, file_name, catalogue, index)
    left_out = [
        Fault("file.left_out", file_name, figure_count=count, facts={"printed": what})
        for what, count in printed.left_out.items()
        if what == OTHER_COUNTRIES
    ]
    return PublishedTable(
        file_name,
        printed.form,
        printed.title,
        printed.publisher,
        printed.vintage,
        tuple(rows),
        (*faults, *left_out),
        printed.left_out,
        printed.cell_counts,
    )
