"""Tables that came into `data/history/published/` after the bundle: each becomes a source with its own vintage.

A vintage comes from the file, from `vintages.csv`, or from the note its client left beside it; never from the clock of
the file system. A table without any date gets the day it was first read, written into `vintages.csv`. A table that
cannot be trusted is refused whole, so that the last good figures stay.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.history.attempts import ATTEMPTS
from pipelines.history.figure import FIGURE_SCHEMA, SOURCE_SCHEMA, HistoryError
from pipelines.history.published_file import PublishedTable, settle
from pipelines.history.quality.comparison import compare
from pipelines.history.quality.faults import Fault
from pipelines.history.readers import FormError
from pipelines.history.readers.sandboxed_reading import FileToRead, read_in_sandbox
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import index_regions

FOLDER = "published"
VINTAGES = "vintages.csv"
VINTAGE_COLUMNS = ["file_name", "vintage", "publisher", "title", "trust", "cadence_days"]
NOTE = ".fetched.json"  # what a client wrote beside the bytes it fetched: url, fetched_at, sha256
NOT_TABLES = (VINTAGES, ATTEMPTS.name, "README.md", ".gitkeep")
HALF_YEARLY, YEARLY = 184, 366


@dataclass(frozen=True)
class FetchedTables:
    """Figures and sources of everything under `published/`, oldest vintage first, and what was refused or left out."""

    figures: pl.DataFrame
    sources: pl.DataFrame
    faults: list[Fault]
    tables: Mapping[str, PublishedTable] = field(default_factory=dict)  # file name -> the table read from it


def read_fetched(
    folder: Path, catalogue: Catalogue, held: pl.DataFrame, candidate: Path | None = None
) -> FetchedTables:
    """Read every table under `folder/published`. `held` are the bundled figures, with which new tables are compared.
    A `candidate` is read as if it lay there; then nothing is written."""
    faults: list[Fault] = []
    tables = sorted(
        _tables(folder, catalogue, faults, candidate), key=lambda entry: (entry[1]["vintage"], entry[0].file_name)
    )
    sources, known = [], held
    parts: list[pl.DataFrame] = []
    for table, source in tables:
        said = (source["vintage"], source["source_id"], source["trust"])
        compared = compare(table, table.figures(*said), known)
        faults += [*table.faults, *compared.faults]
        good = compared.good
        if good.is_empty():
            if not compared.faults:
                faults.append(_without_figures(table))
            continue
        parts += [good, compared.stopped, table.figures(*said, verdict="stopped")]
        known = pl.concat([known, good])
        years = good["period"].str.slice(0, 4).cast(pl.Int32)
        cadence = source["cadence_days"] or _cadence(good, known)
        sources.append({**source, "first_year": years.min(), "last_year": years.max(), "cadence_days": cadence})
    return FetchedTables(
        pl.concat(parts) if parts else pl.DataFrame(schema=FIGURE_SCHEMA),
        pl.DataFrame(sources, schema=SOURCE_SCHEMA, orient="row"),
        faults,
        {table.file_name: table for table, _ in tables},
    )


def _without_figures(table: PublishedTable) -> Fault:
    evidence = ", ".join(sorted({row.heading for row in table.rows}))[:120]
    return Fault("file.no_figures", table.file_name, facts={"evidence": evidence})


def _cadence(figures: pl.DataFrame, known: pl.DataFrame) -> int | None:
    """Days until something newer is due; None for a table of years that others have passed already."""
    year = pl.col("period").str.slice(0, 4)
    newest = known.group_by("indicator_code").agg(year.max().alias("newest_year"))
    at_the_head = figures.join(newest, on="indicator_code").filter(year >= pl.col("newest_year"))
    if at_the_head.is_empty():
        return None
    return HALF_YEARLY if bool((at_the_head["period"].str.len_chars() == 7).any()) else YEARLY


def _tables(
    folder: Path, catalogue: Catalogue, faults: list[Fault], candidate: Path | None
) -> Iterator[tuple[PublishedTable, dict[str, Any]]]:
    place = folder / FOLDER
    declared = read_vintages(place / VINTAGES)
    index = index_regions(catalogue)
    files = _files(place, candidate)
    fingerprints = _without_copies(files, faults)
    asked = [
        FileToRead(files[name], declared.get(name, {}).get("title", ""), f"{FOLDER}/{name}") for name in fingerprints
    ]
    for one, printed in read_in_sandbox(asked, index):
        name = one.name.removeprefix(f"{FOLDER}/")
        if isinstance(printed, FormError):
            why = (printed.reason("id").rstrip("."), printed.reason("en").rstrip("."))
            faults.append(Fault("file.unreadable", one.name, facts={"evidence": why}))
            continue
        said = declared.get(name, {})
        table = replace(settle(printed, one.name, catalogue, index), declared_title=said.get("title", ""))
        source = _source(one.path, table, said, fingerprints[name])
        if source["vintage"] is None:
            today = datetime.now(UTC).date() if candidate else _declare_today(place / VINTAGES, name)
            if today is None:
                faults.append(Fault("file.no_vintage", one.name))
                continue
            source |= {"vintage": today, "origin_at": today}
            faults.append(Fault("file.vintage_assumed", one.name, period=today.isoformat()))
        yield table, source


def _files(place: Path, candidate: Path | None) -> dict[str, Path]:
    """name under `published/` -> file; a candidate stands in for a file of its name."""
    found: dict[str, Path] = {}
    for path in sorted(place.rglob("*")) if place.is_dir() else []:
        name = path.relative_to(place).as_posix()
        is_hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
        if not is_hidden and path.is_file() and path.name not in NOT_TABLES and not path.name.endswith(NOTE):
            found[name] = path
    if candidate is not None and candidate.resolve() not in {path.resolve() for path in found.values()}:
        found[candidate.name] = candidate
    return found


def _without_copies(files: Mapping[str, Path], faults: list[Fault]) -> dict[str, str]:
    """name -> sha256 of the files to read; a copy of one that stands before it is named and left."""
    names: dict[str, str] = {}
    for name, path in files.items():
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if sha256 in names:
            faults.append(Fault("file.duplicate", f"{FOLDER}/{name}", facts={"other": f"{FOLDER}/{names[sha256]}"}))
        else:
            names[sha256] = name
    return {name: sha256 for sha256, name in names.items()}


def _source(path: Path, table: PublishedTable, said: dict[str, str], sha256: str) -> dict[str, Any]:
    note = _note(path)
    fetched_at = date.fromisoformat(note["fetched_at"][:10]) if note.get("fetched_at") else None
    declared = date.fromisoformat(said["vintage"]) if said.get("vintage") else None
    vintage = table.vintage or declared or fetched_at
    return {
        "source_id": f"F{sha256[:10]}",
        "publisher": said.get("publisher") or table.publisher,
        "title": table.title,
        "via": note.get("url") or table.file_name,
        "trust": said.get("trust") or ("A" if note else "B"),
        "vintage": vintage,
        "origin": "fetched",
        "origin_at": fetched_at or vintage,
        "cadence_days": int(said["cadence_days"]) if said.get("cadence_days") else None,
        "sha256": sha256,
    }


def _declare_today(path: Path, name: str) -> date | None:
    """Write down the day a table without a date was first read, so that every later reading says the same; None when
    that cannot be written."""
    today = datetime.now(UTC).date()
    try:
        is_new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            if is_new:
                writer.writerow(VINTAGE_COLUMNS)
            writer.writerow([name, today.isoformat(), "", "", "", ""])
    except OSError:
        return None
    return today


def _note(path: Path) -> dict[str, str]:
    note = path.with_name(path.name + NOTE)
    if not note.is_file():
        return {}
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError):
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def read_vintages(path: Path) -> dict[str, dict[str, str]]:
    """file name under `published/` -> what is declared about it. Raises HistoryError on a wrong column or date."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != VINTAGE_COLUMNS:
            raise HistoryError(f"{path.name}: the columns must be {', '.join(VINTAGE_COLUMNS)}; correct the file.")
        declared = {}
        for number, row in enumerate(reader, start=2):
            try:
                date.fromisoformat(row["vintage"])
            except ValueError:
                raise HistoryError(
                    f"{path.name}, row {number}: `{row['vintage']}` is no date; write it as YYYY-MM-DD."
                ) from None
            if row["trust"] not in ("", "A", "B", "C"):
                raise HistoryError(f"{path.name}, row {number}: trust `{row['trust']}` must be A, B, C or empty.")
            declared[row["file_name"]] = dict(row)
    return declared
