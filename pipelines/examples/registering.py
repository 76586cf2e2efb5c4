"""DATA CONTOH: puts the invented observations into data/history with a source line that says what they are."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from pipelines.examples.figures import LAST_YEAR, OLD_YEAR
from pipelines.examples.making import HISTORY_FILE, SOURCE_ID

VINTAGE = "2026-01-05"  # before the first example round opens


def register_history(history: Path, table: str) -> None:
    """Write the table, its source line and both manifest lines; all other lines stay where they are."""
    (history / HISTORY_FILE).write_text(table, encoding="utf-8", newline="")
    sources = history / "sources.csv"
    source = {
        "source_id": SOURCE_ID,
        "publisher": "DATA CONTOH (sintetis)",
        "title": "DATA CONTOH: capaian rekaan untuk putaran contoh, bukan statistik",
        "via": "pipelines.examples",
        "trust": "example",
        "first_year": str(OLD_YEAR),
        "last_year": str(LAST_YEAR),
        "vintage": VINTAGE,
        "origin": "bundled",
        "origin_at": VINTAGE,
        "sha256": _sha256(history / HISTORY_FILE),
    }
    _replace_line(sources, "source_id", source)
    bundled = {"bundled_at": VINTAGE, "row_count": str(table.count("\n") - 1)}
    line = {"file_name": HISTORY_FILE, "sha256": _sha256(history / HISTORY_FILE), **bundled}
    _replace_line(history / "manifest.csv", "file_name", line)
    _replace_sources_line(history / "manifest.csv", sources)


def _replace_line(path: Path, key: str, line: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        headings = list(reader.fieldnames or [])
        rows = {row[key]: row for row in reader}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows((rows | {line[key]: line}).values())


def _replace_sources_line(manifest: Path, sources: Path) -> None:
    """sources.csv stands in the manifest too: its fingerprint and count follow."""
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["file_name"] == sources.name:
            with sources.open(encoding="utf-8", newline="") as file:
                count = sum(1 for _ in csv.DictReader(file))
            row.update(sha256=_sha256(sources), row_count=str(count))
            _replace_line(manifest, "file_name", row)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
