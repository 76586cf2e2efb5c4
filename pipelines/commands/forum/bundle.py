"""`selaras bundle`: a folder with overview, sheets and tables of a round, for a room without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipelines.commands.export import ExportError, edition_or_error
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.contract.table_files import delimited_table
from pipelines.exports.brief import as_pdf
from pipelines.exports.brief import first_screen as brief_of
from pipelines.exports.bundle.pages import STYLE, address, overview_page, sheet_page
from pipelines.exports.sheets.facts import read_sheets, say

LANGUAGES = ("id", "en")
INDEX = {"id": "index.html", "en": "index-en.html"}
Progress = Callable[[int, int], None]


class Bundle(NamedTuple):
    """What was written: the page to open first, how many files, and their size in bytes."""

    first_page: Path
    file_count: int
    size: int


def write_bundle(paths: Paths, round_id: str, out: Path, progress: Progress | None = None) -> Bundle:
    """Write the bundle of a round in both languages; ExportError when the edition lacks the round."""
    edition = edition_or_error(paths)
    (out / "regions").mkdir(parents=True, exist_ok=True)
    (out / "bundle.css").write_bytes(STYLE.read_bytes())
    for language in LANGUAGES:
        brief = brief_of(edition, round_id, language)
        if brief is None:
            raise ExportError(f"The edition has no round {round_id!r}; choose one of planning_rounds.csv.")
        with reading(edition) as connection:
            sheets = read_sheets(connection, edition.stem, round_id, language)
            lines = connection.sql(
                "select * from mart.reference_sheet where round_id = $round_id "
                "order by region_id, indicator_code, target_year",
                params={"round_id": round_id},
            ).pl()
        (out / INDEX[language]).write_text(overview_page(brief, sheets), encoding="utf-8")
        (out / f"brief-{language}.pdf").write_bytes(as_pdf(brief))
        for number, sheet in enumerate(sheets, start=1):
            (out / address(sheet)).write_text(sheet_page(sheet), encoding="utf-8")
            if progress:
                progress(number, len(sheets))
    note = say("id", "example") if sheets[0].is_example else ""
    (out / "lines.csv").write_bytes(delimited_table(lines, note=note))
    files = [file for file in out.rglob("*") if file.is_file()]
    return Bundle(out / INDEX["id"], len(files), sum(file.stat().st_size for file in files))
