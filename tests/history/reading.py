"""Reads one published file in this process, as the sandbox and the bundle do between them; no test of a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipelines.history.published_file import PublishedTable, settle
from pipelines.history.quality.scrutiny import judge
from pipelines.history.readers.recognise import read_printed
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import RegionIndex, index_regions


def parse_published(
    path: Path, catalogue: Catalogue, *, title: str | None = None, index: RegionIndex | None = None
) -> PublishedTable:
    """Read one file without judging its figures. Raises FormError, one sentence, when it is of no known form."""
    regions = index or index_regions(catalogue)
    return settle(read_printed(path, regions, title, path.name), path.name, catalogue, regions)


def read_published(path: Path, catalogue: Catalogue, *, title: str | None = None) -> PublishedTable:
    """Read and judge one file: figures that the rules stop are marked so."""
    table = parse_published(path, catalogue, title=title)
    stopped, faults = judge(table.figures(), catalogue)
    figure_numbers = [number for number, row in enumerate(table.rows) if row.verdict == "figure"]
    rows = list(table.rows)
    for number in stopped:
        place = figure_numbers[number]
        rows[place] = rows[place]._replace(verdict="stopped")
    return replace(table, rows=tuple(rows), faults=(*table.faults, *faults))
