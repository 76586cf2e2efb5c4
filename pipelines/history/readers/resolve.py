"""Printed cells become rows with a verdict: which indicator, which region, which period, which value in our unit.

Nothing is dropped: every cell is a figure, not published, stopped, or listed with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.history.quality.faults import Fault
from pipelines.history.readers.places import Place, find_place, territories
from pipelines.history.readers.table import PrintedCell, PrintedTable, PublishedRow
from pipelines.history.readers.variables import Variable, read_variables, variable_for
from pipelines.history.units import conversion
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import RegionIndex

_MeaningKey = tuple[str, str, str, int, int]  # heading, breakdown, unit, year, month
HALF_YEAR = {3: {-1: 3, -2: 9}, 8: {-1: 2, -2: 8}}  # reference month -> semester -> month: Susenas, Sakernas


@dataclass(frozen=True, slots=True)
class _Known:
    """What a printed variable is, and how its numbers become ours; `factor` None when its unit cannot."""

    variable: Variable
    reference_month: int | None
    unit_of_measure: str
    factor: float | None


def resolve(
    table: PrintedTable, file_name: str, catalogue: Catalogue, index: RegionIndex
) -> tuple[list[PublishedRow], list[Fault]]:
    """Rows in the order of the cells, and the faults that explain each row that is no figure."""
    places = {key: find_place(index, *key) for key in {_place_key(cell) for cell in table.cells}}
    has_districts = any(place.region_id is not None and "." in place.region_id for place in places.values())
    meanings = _meanings(table.cells, has_districts, catalogue)
    seen: dict[tuple[str, str, str], float] = {}
    for cell in table.cells:
        place = places[_place_key(cell)]
        if cell.value is not None and place.region_id and "." not in place.region_id:
            _, period = meanings[_meaning_key(cell)]
            if period:
                seen.setdefault((cell.heading + cell.dimension, place.region_id, period), cell.value)
    land = territories(index, seen)
    meant: dict[tuple[str | None, str | None], str | None] = {}
    rows = []
    for cell in table.cells:
        place = places[_place_key(cell)]
        known, period = meanings[_meaning_key(cell)]
        key = (place.region_id, period)
        if key not in meant:
            meant[key] = land.region_of(place.region_id, period) if place.region_id and period else place.region_id
        rows.append(_row(cell, known, period, meant[key], place.problem))
    faults = [*_place_faults(file_name, places, rows, table.cells), *_row_faults(file_name, rows, catalogue)]
    rows, doubled = _settle_doubles(file_name, rows)
    return rows, [*table.faults, *faults, *doubled]


def _place_key(cell: PrintedCell) -> tuple[str, str, str]:
    return cell.region_printed, cell.code_printed, cell.province_printed


def _meaning_key(cell: PrintedCell) -> _MeaningKey:
    return cell.heading, cell.dimension, cell.unit_printed, cell.year, cell.month


def _meanings(
    cells: list[PrintedCell], has_districts: bool, catalogue: Catalogue
) -> dict[_MeaningKey, tuple[_Known | None, str | None]]:
    """What is printed and for which period. A yearly column is that of a month only where the table has no figure of
    that year with a month."""
    has_months = {(cell.heading, cell.dimension, cell.year) for cell in cells if cell.month and cell.value is not None}
    known: dict[tuple[str, str, str], _Known | None] = {}
    found = {}
    for key in {_meaning_key(cell) for cell in cells}:
        heading, dimension, unit_printed, year, month = key
        if key[:3] not in known:
            known[key[:3]] = _known(heading, dimension, unit_printed, catalogue)
        is_yearly = (heading, dimension, year) not in has_months
        found[key] = known[key[:3]], _period(year, month, known[key[:3]], has_districts, is_yearly)
    return found


def _known(heading: str, dimension: str, unit_printed: str, catalogue: Catalogue) -> _Known | None:
    variable = variable_for(read_variables(), heading, dimension)
    indicator = catalogue.indicators.get(variable.indicator_code) if variable else None
    if variable is None or indicator is None:
        return None
    factor = conversion(unit_printed or variable.unit_printed, indicator.unit_of_measure)
    return _Known(variable, indicator.reference_month, indicator.unit_of_measure, factor)


def _period(year: int, month: int, known: _Known | None, has_districts: bool, is_yearly: bool) -> str | None:
    """YYYY or YYYY-MM; None for a semester of something that has none."""
    reference = known.reference_month if known else None
    if month < 0:
        months = HALF_YEAR.get(reference or 0)
        return f"{year}-{months[month]:02d}" if months else None
    if month == 0 and is_yearly and known is not None and reference is not None:
        variable = known.variable
        if has_districts and variable.district_annual_from is not None and year >= variable.district_annual_from:
            month = reference
        elif variable.annual_month and variable.annual_until and not has_districts and year <= variable.annual_until:
            month = variable.annual_month
    return f"{year}-{month:02d}" if month else f"{year}"


def _row(
    cell: PrintedCell, known: _Known | None, period: str | None, region_id: str | None, problem: str
) -> PublishedRow:
    value = None if known is None or known.factor is None or cell.value is None else cell.value * known.factor
    if cell.is_unread:
        verdict = "stopped"
    elif cell.value is None:
        verdict = "not_published"
    elif region_id is None:
        verdict = "listed" if problem == "not_used" else "stopped"
    elif known is None or period is None:
        verdict = "listed"
    else:
        verdict = "figure" if known.factor is not None else "stopped"
    return PublishedRow(
        cell.region_printed, cell.code_printed, cell.heading, cell.unit_printed, cell.dimension,
        period or f"{cell.year} semester {-cell.month}", cell.printed_value, value if value is not None else cell.value,
        known.variable.indicator_code if known else None, region_id, verdict, cell.place,
    )  # fmt: skip


def _place_faults(
    file_name: str, places: dict[tuple[str, str, str], Place], rows: list[PublishedRow], cells: Iterable[PrintedCell]
) -> list[Fault]:
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for cell, row in zip(cells, rows, strict=True):
        counts[cell.region_printed, cell.code_printed, cell.province_printed] += row.verdict != "not_published"
    faults = []
    for key, place in places.items():
        facts: dict[str, str | tuple[str, str]] = {"printed": key[0] or "(…)", "code": key[1]}
        if place.problem:
            rule_id = f"region.{place.problem}"
            facts["evidence"] = ", ".join(place.candidates)
            faults.append(Fault(rule_id, file_name, printed_value=key[0], figure_count=counts[key], facts=facts))
        elif place.is_code_at_odds:
            faults.append(
                Fault(
                    "region.code_disagrees", file_name, region_id=place.region_id, figure_count=counts[key], facts=facts
                )
            )
    return faults


def _row_faults(file_name: str, rows: list[PublishedRow], catalogue: Catalogue) -> list[Fault]:
    unknown: dict[tuple[str, str], int] = defaultdict(int)
    units: dict[tuple[str, str], int] = defaultdict(int)
    semesters: dict[str, int] = defaultdict(int)
    unread = []
    for row in rows:
        if row.verdict == "listed" and row.indicator_code is None and row.region_id is not None:
            unknown[row.heading, row.dimension] += 1
        elif row.verdict == "listed" and row.indicator_code is not None and row.region_id is not None:
            semesters[row.indicator_code] += 1
        elif row.verdict == "stopped" and row.value is None:
            unread.append(row)
        elif row.verdict == "stopped" and row.region_id is not None:
            units[str(row.indicator_code), row.unit_printed] += 1
    faults = [
        Fault(
            "variable.unknown", file_name, figure_count=count, facts={"printed": heading, "breakdown": part or "total"}
        )
        for (heading, part), count in unknown.items()
    ]
    faults += [Fault("period.unknown", file_name, indicator_code=code, figure_count=n) for code, n in semesters.items()]
    faults += [
        Fault("unit.changed", file_name, indicator_code=code, figure_count=count, facts=_units(unit, code, catalogue))
        for (code, unit), count in units.items()
    ]
    if unread:
        first = unread[0]
        facts: dict[str, str | tuple[str, str]] = {"place": first.place}
        faults.append(
            Fault("value.unread", file_name, printed_value=first.printed_value, figure_count=len(unread), facts=facts)
        )
    return faults


def _units(printed: str, code: str, catalogue: Catalogue) -> dict[str, str | tuple[str, str]]:
    return {"printed": printed, "unit": catalogue.indicators[code].unit_of_measure}


def _settle_doubles(file_name: str, rows: list[PublishedRow]) -> tuple[list[PublishedRow], list[Fault]]:
    """One figure per indicator, region and period: the same number twice is used once, two numbers not at all."""
    places: dict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.verdict == "figure":
            places[row.indicator_code, row.region_id, row.period].append(number)
    faults = []
    settled = list(rows)
    for (code, region_id, period), numbers in places.items():
        if len(numbers) == 1:
            continue
        values = {rows[number].value for number in numbers}
        rule_id, verdict = ("figure.repeated_row", "listed") if len(values) == 1 else ("figure.conflict", "stopped")
        for number in numbers if len(values) > 1 else numbers[1:]:
            settled[number] = rows[number]._replace(verdict=verdict)
            facts: dict[str, str | tuple[str, str]] = {"evidence": rows[numbers[0]].printed_value}
            printed = rows[number].printed_value
            faults.append(Fault(rule_id, file_name, None, code, region_id, period, printed, facts=facts))
    return settled, faults
