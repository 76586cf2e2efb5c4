"""What a refresh would do with one published file, in lines for a terminal: for whoever drops a table in and wants to
know. The file is read, compared and judged by the refresh itself, as if it lay in `data/history/published/`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

import polars as pl

from pipelines.contract.paths import CHECKOUT
from pipelines.history.bundle import MANIFEST, read_history
from pipelines.history.fetched_tables import FOLDER
from pipelines.history.figure import History
from pipelines.history.published_file import PublishedTable
from pipelines.reference.model import Catalogue

WORDS = {
    "id": {
        "form": "bentuk", "title": "judul", "vintage": "terbit", "no_vintage": "tidak disebut dalam berkas",
        "cells": "sel", "figure": "angka", "not_published": "tidak terbit", "stopped": "dihentikan",
        "listed": "tercatat, tidak dipakai", "left_out": "di luar Indonesia", "regions": "wilayah",
        "none": "tidak ada angka", "refused": "ditolak", "marked": "bertanda", "new": "baru", "same": "sama",
        "revised": "merevisi angka yang ada", "content": "isi berkas", "value": "angka dan tandanya",
        "label": "nama dan kunci baris", "heading": "judul", "note": "catatan", "aside": "tidak dibaca",
        "stopped_by": "dihentikan", "marked_by": "diberi tanda", "listed_by": "tercatat",
        "not_published_by": "tidak terbit", "refused_by": "ditolak", "not_stated": "penerbit tidak disebut",
    },
    "en": {
        "form": "form", "title": "title", "vintage": "published", "no_vintage": "not said in the file",
        "cells": "cells", "figure": "figures", "not_published": "not published", "stopped": "stopped",
        "listed": "listed, not used", "left_out": "outside Indonesia", "regions": "regions", "none": "no figure",
        "refused": "refused", "marked": "marked", "new": "new", "same": "unchanged",
        "revised": "revising figures held", "content": "content of the file", "value": "figures and their signs",
        "label": "names and keys of rows", "heading": "headings", "note": "notes", "aside": "not read",
        "stopped_by": "stopped", "marked_by": "marked", "listed_by": "listed",
        "not_published_by": "not published", "refused_by": "refused", "not_stated": "publisher not stated",
    },
}  # fmt: skip
KEY = ["indicator_code", "region_id", "period"]


def describe(
    path: Path, catalogue: Catalogue, language: Literal["id", "en"] = "id", folder: Path | None = None
) -> list[str]:
    """Lines about one file: its form, the account of its cells, what of it a refresh would use beside the figures of
    `folder` (`data/history`), and every reason against the rest, once. A file that is no table has its one reason."""
    place = folder if folder is not None and (folder / MANIFEST).is_file() else CHECKOUT / "data" / "history"
    history = read_history(place, catalogue, candidate=path)
    names = [name for name in history.tables if Path(name).name == path.name]
    name = _name_in(place, path)
    table = history.tables.get(name) or (history.tables[names[0]] if names else None)
    words = WORDS[language]
    lines = [path.name] if table is None else [path.name, *_about(table, history, name, words)]
    faults = history.faults.filter(pl.col("file_name") == name)
    message = f"message_{language}"
    for fault in faults.iter_rows(named=True):
        said = fault[message].replace(f"{FOLDER}/{path.name}", path.name)
        lines.append(f"  [{words[fault['severity'] + '_by']}] {said}")
    return lines


def _name_in(folder: Path, path: Path) -> str:
    place = (folder / FOLDER).resolve()
    inside = path.resolve()
    relative = inside.relative_to(place).as_posix() if inside.is_relative_to(place) else path.name
    return f"{FOLDER}/{relative}"


def _about(table: PublishedTable, history: History, name: str, words: dict[str, str]) -> list[str]:
    """Form, title, date, the account of cells, then each indicator with its periods, regions and marks."""
    figures = history.figures.filter(pl.col("file_name") == name)
    used = figures.filter(~pl.col("is_stopped"))
    counts = _account(table, figures.height - used.height, used.height)
    account = " + ".join(f"{count} {words[kind]}" for kind, count in counts.items() if count)
    content = " + ".join(f"{count} {words[kind]}" for kind, count in sorted(table.cell_counts.items()) if count)
    lines = [
        f"  {words['form']}: {table.form} ({words.get(table.publisher, table.publisher)})",
        f"  {words['title']}: {table.title}",
        f"  {words['vintage']}: {table.vintage or words['no_vintage']}",
        f"  {table.counts['cells']} {words['cells']} = {account or words['none']}",
    ]
    lines += [f"  {words['content']}: {content}"] if content else []
    others = history.figures.filter(pl.col("file_name") != name)
    codes = used["indicator_code"].unique(maintain_order=True)
    return lines + [_indicator(code, used.filter(pl.col("indicator_code") == code), others, words) for code in codes]


def _account(table: PublishedTable, stopped: int, used: int) -> dict[str, int]:
    """What becomes of each cell of values: used, stopped, refused with its whole column, not published, listed."""
    verdicts = Counter(row.verdict for row in table.rows)
    known_stopped = sum(
        row.verdict == "stopped" and row.value is not None and bool(row.indicator_code and row.region_id)
        for row in table.rows
    )
    by_judgement = stopped - known_stopped if stopped >= known_stopped else 0
    return {
        "figure": used,
        "not_published": verdicts["not_published"],
        "stopped": verdicts["stopped"] + by_judgement,
        "refused": verdicts["figure"] - used - by_judgement,
        "listed": verdicts["listed"],
        "left_out": sum(table.left_out.values()),
    }


def _indicator(code: str, used: pl.DataFrame, others: pl.DataFrame, words: dict[str, str]) -> str:
    first, last = str(used["period"].min()), str(used["period"].max())
    span = first if first == last else f"{first} … {last}"
    newest = others.filter(~pl.col("is_stopped")).sort("vintage").unique(KEY, keep="last")
    both = used.join(newest.select(*KEY, pl.col("observed_value").alias("held")), on=KEY, how="left")
    is_held = pl.col("held").is_not_null()
    counts = {
        "new": both.filter(~is_held).height,
        "revised": both.filter(is_held & (pl.col("held") != pl.col("observed_value"))).height,
        "same": both.filter(is_held & (pl.col("held") == pl.col("observed_value"))).height,
        "marked": used.filter(pl.col("mark").is_not_null()).height,
    }
    shown = ", ".join(f"{count} {words[kind]}" for kind, count in counts.items() if count)
    regions = used["region_id"].n_unique()
    return f"  {code}: {used.height} {words['figure']}, {span}, {regions} {words['regions']} ({shown})"
