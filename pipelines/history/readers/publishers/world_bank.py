"""World Bank: the WDI download as CSV (two blocks of metadata, then countries by years) and the API's JSON
(`[meta, rows]`). Only Indonesia is read; cells of other countries are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipelines.history.readers.sheet import Grid
from pipelines.history.readers.table import OTHER_COUNTRIES, FormError, PrintedCell, PrintedTable
from pipelines.history.words.headings import read_heading
from pipelines.history.words.numbers import is_not_published, json_number, read_cell

COUNTRY_NAME, COUNTRY_CODE = "country name", "country code"
SERIES_CODES = ("indicator code", "series code")
UPDATED = "last updated date"
INDONESIA = ("IDN", "ID")
REGION = "Indonesia"
ROWS_LOOKED_AT = 10


def is_world_bank_grid(grid: Grid) -> bool:
    """True when one of the first rows names country and series."""
    return _header_row(grid) is not None


def _header_row(grid: Grid) -> int | None:
    for number, row in enumerate(grid[:ROWS_LOOKED_AT]):
        names = [cell.strip().lower() for cell in row]
        if COUNTRY_CODE in names and any(name in names for name in SERIES_CODES):
            return number
    return None


def indonesian_lines(text: str) -> tuple[str, int]:
    """The text with the lines of other countries taken out, and how many these were: a whole download has hundreds of
    thousands, and only Indonesia is read. Any other text comes back as it is."""
    lines = text.splitlines(keepends=True)
    head = lines[:ROWS_LOOKED_AT]
    if not any(COUNTRY_CODE in line.lower() for line in head):
        return text, 0
    kept = [*head, *(line for line in lines[ROWS_LOOKED_AT:] if "IDN" in line or not line.strip(' ,;"\r\n'))]
    return "".join(kept), len(lines) - len(kept)


def read_world_bank_grid(grid: Grid, title: str, other_rows: int = 0) -> PrintedTable:
    """Every year of every series of Indonesia, published or not. `other_rows` were taken out before."""
    start = _header_row(grid)
    if start is None:
        raise FormError("form.world_bank_header")
    header = [cell.strip() for cell in grid[start]]
    names = [cell.lower() for cell in header]
    country, code = names.index(COUNTRY_CODE), next(names.index(name) for name in SERIES_CODES if name in names)
    years = [(n, int(str(read_heading(cell).year))) for n, cell in enumerate(header) if read_heading(cell).year]
    if not years:
        raise FormError("form.world_bank_years")
    cells = []
    others = Counter({OTHER_COUNTRIES: other_rows * len(years)} if other_rows else {})
    for number, row in enumerate(grid[start + 1 :], start=start + 2):
        if len(row) <= max(country, code) or not row[code].strip():
            continue
        if row[country].strip() not in INDONESIA:
            others[OTHER_COUNTRIES] += len(years)
            continue
        for column, year in years:
            text = row[column].strip() if column < len(row) else ""
            cells.append(_cell(row[code].strip(), year, text, f"{number}:{column + 1}"))
    if not cells:
        raise FormError("form.no_indonesia")
    return PrintedTable("world_bank_csv", title, "World Bank", cells, _update_date(grid[:start]), left_out=dict(others))


def _update_date(rows: Grid) -> date | None:
    for row in rows:
        if row and row[0].strip().lower() == UPDATED and len(row) > 1:
            return _day(row[1].strip())
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _cell(code: str, year: int, text: str, place: str) -> PrintedCell:
    said = read_cell(text, ".")
    problem = said.problem or ("value.word_behind" if said.unit or said.scale else "")
    return PrintedCell(REGION, "", "", code, "", "", year, 0, text, None if problem else said.value, problem, place)


def is_world_bank_json(payload: Any) -> bool:
    """True for `[meta, rows]` and for the API's error body `[{"message": […]}]`."""
    return isinstance(payload, list) and bool(payload) and isinstance(payload[0], Mapping)


def refusal(payload: Sequence[Any]) -> FormError | None:
    """Why an answer with HTTP 200 holds no data; None when it does."""
    meta = payload[0]
    if "message" in meta:
        said = "; ".join(str(one.get("value", one)) for one in meta["message"])
        return FormError("form.world_bank_answered", said=said)
    if len(payload) < 2 or not payload[1]:
        return FormError("form.world_bank_no_rows")
    if int(meta.get("pages", 1)) > 1:
        return FormError("form.one_page_of_many", page=str(meta.get("page")), pages=str(meta.get("pages")))
    return None


def read_world_bank_json(payload: Sequence[Any]) -> PrintedTable:
    """One series of the API; a null value is not published."""
    reason = refusal(payload)
    if reason is not None:
        raise reason
    cells = []
    others: Counter[str] = Counter()
    for number, row in enumerate(payload[1], start=1):
        country = str(row.get("countryiso3code") or row.get("country", {}).get("id", ""))
        year = read_heading(str(row.get("date", ""))).year
        if country not in INDONESIA:
            others[OTHER_COUNTRIES] += 1
        elif year is None:
            raise FormError("form.shifted_year", row=str(number), written=str(row.get("date")))
        else:
            text, value = json_number(row.get("value"))
            problem = "value.unread" if value is None and not is_not_published(text) else ""
            code = str(row["indicator"]["id"])
            cells.append(PrintedCell(REGION, "", "", code, "", "", year, 0, text, value, problem, f"row {number}"))
    if not cells:
        raise FormError("form.no_indonesia")
    title = str(payload[1][0].get("indicator", {}).get("value", ""))
    updated = _day(str(payload[0].get("lastupdated", "")))
    return PrintedTable("world_bank_json", title, "World Bank", cells, updated, left_out=dict(others))
