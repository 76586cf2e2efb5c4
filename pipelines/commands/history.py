"""What was read from one published file, in lines for a terminal: for whoever drops a table in and wants to know."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Literal

from pipelines.history.readers import PublishedTable, read_published
from pipelines.reference.model import Catalogue

WORDS = {
    "id": {
        "form": "bentuk", "title": "judul", "vintage": "terbit", "no_vintage": "tidak disebut dalam berkas",
        "cells": "sel", "figure": "angka", "not_published": "tidak terbit", "stopped": "dihentikan",
        "listed": "tercatat, tidak dipakai", "left_out": "di luar Indonesia", "regions": "wilayah",
        "none": "tidak ada angka",
        "stopped_by": "dihentikan", "marked_by": "diberi tanda", "listed_by": "tercatat",
        "not_published_by": "tidak terbit", "refused_by": "ditolak",
    },
    "en": {
        "form": "form", "title": "title", "vintage": "published", "no_vintage": "not said in the file",
        "cells": "cells", "figure": "figures", "not_published": "not published", "stopped": "stopped",
        "listed": "listed, not used", "left_out": "outside Indonesia", "regions": "regions", "none": "no figure",
        "stopped_by": "stopped", "marked_by": "marked", "listed_by": "listed",
        "not_published_by": "not published", "refused_by": "refused",
    },
}  # fmt: skip
MOST_FAULTS = 40


def describe(path: Path, catalogue: Catalogue, language: Literal["id", "en"] = "id") -> list[str]:
    """Lines about one file of any known form. Raises FormError, one sentence, when it is none."""
    return describe_table(read_published(path, catalogue), language)


def describe_table(table: PublishedTable, language: Literal["id", "en"] = "id") -> list[str]:
    """Form, title, date, the account of cells, then each indicator with its periods and regions, then each fault."""
    words = WORDS[language]
    counts = table.counts
    account = " + ".join(f"{count} {words[name]}" for name, count in counts.items() if name != "cells" and count)
    lines = [
        table.file_name,
        f"  {words['form']}: {table.form} ({table.publisher})",
        f"  {words['title']}: {table.title}",
        f"  {words['vintage']}: {table.vintage or words['no_vintage']}",
        f"  {counts['cells']} {words['cells']} = {account or words['none']}",
    ]
    periods: dict[str, set[str]] = defaultdict(set)
    regions: dict[str, set[str]] = defaultdict(set)
    figures: dict[str, int] = defaultdict(int)
    for row in table.rows:
        if row.verdict == "figure" and row.indicator_code and row.region_id:
            periods[row.indicator_code].add(row.period)
            regions[row.indicator_code].add(row.region_id)
            figures[row.indicator_code] += 1
    for code, count in figures.items():
        first, last = min(periods[code]), max(periods[code])
        span = first if first == last else f"{first} … {last}"
        lines.append(f"  {code}: {count} {words['figure']}, {span}, {len(regions[code])} {words['regions']}")
    for fault in table.faults[:MOST_FAULTS]:
        lines.append(f"  [{words[fault.severity + '_by']}] {fault.message(language)}")
    if len(table.faults) > MOST_FAULTS:
        lines.append(f"  … +{len(table.faults) - MOST_FAULTS}")
    return lines
