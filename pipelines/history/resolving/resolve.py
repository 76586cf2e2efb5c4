"""Printed cells become rows with a verdict: which indicator, which region, which period, which value in our unit.

Nothing is dropped: every cell is a figure, not published, stopped, or listed. The sentences about rows that are no
figures stand in `reasons.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from pipelines.history.quality.faults import Fault
from pipelines.history.readers.table import PrintedCell, PrintedTable, PublishedRow
from pipelines.history.resolving.places import Place, find_place, territories
from pipelines.history.resolving.reasons import reasons
from pipelines.history.units import conversion, counts_whole, own_conversion
from pipelines.history.words.headings import BREAKDOWNS
from pipelines.history.words.variables import Variable, read_variables, variable_for
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import RegionIndex

_MeaningKey = tuple[str, str, str, str, int, int]  # heading, breakdown, words that name a part, unit, year, month
OF_WORKING_AGE = frozenset(("open_unemployment_rate", "labour_participation_rate"))  # their own definition, no part
WORKING_AGE = re.compile(r"(?:(?:usia|umur|aged?) )?15(?: tahun ke ?atas| (?:years )?and over| ?[+])")
HALF_YEAR = {3: {-1: 3, -2: 9}, 8: {-1: 2, -2: 8}}  # reference month -> semester -> month: Susenas, Sakernas


@dataclass(frozen=True, slots=True)
class _KnownVariable:
    """What a printed variable is, and how its numbers become ours; `factor` None when its unit cannot. `sliced` are the
    words that say it is only a part of an indicator: then `variable` is None."""

    variable: Variable | None
    reference_month: int | None = None
    unit_of_measure: str = ""
    factor: float | None = None
    sliced: str = ""


def resolve(
    table: PrintedTable, file_name: str, catalogue: Catalogue, index: RegionIndex
) -> tuple[list[PublishedRow], list[Fault]]:
    """Rows in the order of the cells, and the faults that explain each row that is no figure."""
    table = replace(table, cells=_without_broken_counts(table.cells))
    places = {key: find_place(index, *key) for key in {cell.place_key for cell in table.cells}}
    has_districts = any(place.region_id is not None and "." in place.region_id for place in places.values())
    meanings = _meanings(table.cells, has_districts, catalogue)
    seen: dict[tuple[str, str, str], float] = {}
    for cell in table.cells:
        place = places[cell.place_key]
        if cell.value is not None and place.region_id and "." not in place.region_id:
            _, period = meanings[_meaning_key(cell)]
            if period:
                seen.setdefault((cell.heading + cell.dimension, place.region_id, period), cell.value)
    land = territories(index, seen)
    meant: dict[tuple[str | None, str | None], str | None] = {}
    rows = []
    for cell in table.cells:
        place = places[cell.place_key]
        known, period = meanings[_meaning_key(cell)]
        key = (place.region_id, period)
        if key not in meant:
            meant[key] = land.region_of(place.region_id, period) if place.region_id and period else place.region_id
        rows.append(_row(cell, known, period, meant[key], place))
    faults = reasons(file_name, table.cells, rows, places, catalogue)
    rows, doubled = _settle_doubles(file_name, rows)
    return rows, [*table.faults, *faults, *doubled]


def _without_broken_counts(cells: list[PrintedCell]) -> list[PrintedCell]:
    """Persons, households, events and buildings have no decimals: where a column of them prints some, its thousands
    points were read as decimal ones, and 99 beside 250.991 cannot be told from 99,000. None of the column is used."""
    broken = {
        _column_key(cell)
        for cell in cells
        if cell.value is not None and not cell.own_scale and not cell.value.is_integer() and _is_of_whole(cell)
    }
    return [
        cell._replace(value=None, problem=cell.problem or "table.points_lost")
        if cell.value is not None and not cell.own_scale and _column_key(cell) in broken
        else cell
        for cell in cells
    ]


def _column_key(cell: PrintedCell) -> tuple[str, str]:
    return cell.heading, cell.unit_printed


def _is_of_whole(cell: PrintedCell) -> bool:
    variable, _ = variable_for(read_variables(), cell.heading, cell.dimension)
    return counts_whole(cell.own_unit or cell.unit_printed or (variable.unit_printed if variable else ""))


def _meaning_key(cell: PrintedCell) -> _MeaningKey:
    return cell.heading, cell.dimension, cell.part, cell.unit_printed, cell.year, cell.month


def _meanings(
    cells: list[PrintedCell], has_districts: bool, catalogue: Catalogue
) -> dict[_MeaningKey, tuple[_KnownVariable, str | None]]:
    """What is printed and for which period. A yearly column is that of a month only where the table has no figure of
    that year with a month."""
    has_months = {(cell.heading, cell.dimension, cell.year) for cell in cells if cell.month and cell.value is not None}
    known: dict[tuple[str, str, str, str], _KnownVariable] = {}
    found = {}
    for key in {_meaning_key(cell) for cell in cells}:
        heading, dimension, part, unit_printed, year, month = key
        if key[:4] not in known:
            known[key[:4]] = _known_variable(heading, dimension, part, unit_printed, catalogue)
        is_yearly = (heading, dimension, year) not in has_months
        found[key] = known[key[:4]], _period(year, month, known[key[:4]], has_districts, is_yearly)
    return found


def _known_variable(heading: str, dimension: str, part: str, unit_printed: str, catalogue: Catalogue) -> _KnownVariable:
    variable, key = variable_for(read_variables(), heading, dimension)
    parts = [one for one in part.split(", ") if one and one not in key] if variable else []
    if variable and variable.indicator_code in OF_WORKING_AGE:
        parts = [one for one in parts if not WORKING_AGE.fullmatch(one)]
    said = ", ".join(dict.fromkeys(parts))
    if said:  # a part that its own indicator may be about: `perkotaan` in the title of a table
        variable, key = variable_for(read_variables(), heading, BREAKDOWNS.get(said, said))
    if variable is None and (said or dimension) and variable_for(read_variables(), heading, "")[0]:
        return _KnownVariable(None, sliced=said or dimension)
    indicator = catalogue.indicators.get(variable.indicator_code) if variable else None
    if variable is None or indicator is None:
        return _KnownVariable(None)
    factor = conversion(unit_printed or variable.unit_printed, indicator.unit_of_measure)
    return _KnownVariable(variable, indicator.reference_month, indicator.unit_of_measure, factor)


def _period(year: int, month: int, known: _KnownVariable, has_districts: bool, is_yearly: bool) -> str | None:
    """YYYY or YYYY-MM; None for a semester of something that has none."""
    reference = known.reference_month
    if month < 0:
        months = HALF_YEAR.get(reference or 0)
        return f"{year}-{months[month]:02d}" if months else None
    variable = known.variable
    if month == 0 and is_yearly and variable is not None and reference is not None:
        if has_districts and variable.district_annual_from is not None and year >= variable.district_annual_from:
            month = reference
        elif variable.annual_month and variable.annual_until and not has_districts and year <= variable.annual_until:
            month = variable.annual_month
    return f"{year}-{month:02d}" if month else f"{year}"


def _row(
    cell: PrintedCell, known: _KnownVariable, period: str | None, region_id: str | None, place: Place
) -> PublishedRow:
    factor = known.factor
    if cell.own_unit or cell.own_scale:
        factor = own_conversion(cell.own_unit, cell.own_scale, known.unit_of_measure) if known.variable else None
    value = None if factor is None or cell.value is None else _times(cell.value, factor)
    if cell.problem:
        verdict = "stopped"
    elif cell.value is None:
        verdict = "not_published"
    elif region_id is None:
        verdict = "listed" if place.problem == "not_used" else "stopped"
    elif known.variable is None or period is None:
        verdict = "listed"
    else:
        verdict = "figure" if factor is not None else "stopped"
    return PublishedRow(
        cell.region_printed, cell.code_printed, cell.heading, cell.unit_printed, cell.dimension,
        period or f"{cell.year} semester {-cell.month}", cell.printed_value, value if value is not None else cell.value,
        known.variable.indicator_code if known.variable else None, region_id, verdict, cell.place, known.sliced,
    )  # fmt: skip


def _times(value: float, factor: float) -> float:
    """A printed number in our unit, without the noise of a binary fraction: 1,164,120 persons are 1164.12 thousand."""
    return value if factor == 1 else float(f"{value * factor:.14g}")


def _settle_doubles(file_name: str, rows: list[PublishedRow]) -> tuple[list[PublishedRow], list[Fault]]:
    """One figure per indicator, region and period: the same number twice is used once, two numbers not at all."""
    places: dict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.verdict == "figure":
            places[row.indicator_code, row.region_id, row.period].append(number)
    settled = list(rows)
    found: dict[tuple[str, str | None], list[tuple[int, int]]] = defaultdict(list)  # what it is -> (row, first row)
    for (code, _, _), numbers in places.items():
        if len(numbers) == 1:
            continue
        is_one_value = len({rows[number].value for number in numbers}) == 1
        rule_id, verdict = ("figure.repeated_row", "listed") if is_one_value else ("figure.conflict", "stopped")
        for number in numbers[1:] if is_one_value else numbers:
            settled[number] = rows[number]._replace(verdict=verdict)
            found[rule_id, code].append((number, numbers[1] if number == numbers[0] else numbers[0]))
    faults = []
    for (rule_id, code), pairs in found.items():
        row, other = rows[pairs[0][0]], rows[pairs[0][1]]
        facts: dict[str, str | tuple[str, str]] = {"evidence": other.printed_value, "place": row.place}
        faults.append(
            Fault(rule_id, file_name, None, code, row.region_id, row.period, row.printed_value, len(pairs), facts)
        )
    return settled, faults
