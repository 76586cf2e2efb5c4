"""organisation_units.csv, planning_rounds.csv, assignments.csv, national_targets.csv -> records checked one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.reference.model import (
    Assignment,
    Indicator,
    NationalTarget,
    OrganisationUnit,
    PlanningRound,
    Region,
)
from pipelines.reference.region_files import LEVELS, known_region
from pipelines.reference.tables import Row, read_table, unique

UNIT_KINDS = ("plan_document", "ministry", "directorate_general", "directorate", "regional_office", "bureau")
STAGES = ("plan", "internal", "national_desk", "provincial")
TIME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")  # WIB, WITA, WIT
CONFIDENCES = ("A", "B", "C")


def read_units(path: Path, regions: Mapping[str, Region]) -> dict[str, OrganisationUnit]:
    """Units by code; a parent must be a unit of the same file."""
    columns = (
        "unit_code",
        "name_id",
        "name_en",
        "unit_kind",
        "parent_unit_code",
        "valid_from",
        "valid_to",
        "region_scope",
        "is_example",
    )
    rows = list(unique(read_table(path, columns), "unit_code"))
    units = {row.fields["unit_code"]: _unit(row, regions) for row in rows}
    for row in rows:
        parent = row.optional("parent_unit_code")
        if parent is not None and parent not in units:
            row.fault("parent_unit_code", f"'{parent}' is not a unit of this file", "correct it or add the unit")
        _check_no_circle(row, units)
    return units


def _check_no_circle(row: Row, units: Mapping[str, OrganisationUnit]) -> None:
    above = row.optional("parent_unit_code")
    for _ in range(len(UNIT_KINDS)):
        if above is None:
            return
        above = units[above].parent_unit_code if above in units else None
    row.fault(
        "parent_unit_code", f"the units above {row.fields['unit_code']} lead in a circle", "leave one parent empty"
    )


def _unit(row: Row, regions: Mapping[str, Region]) -> OrganisationUnit:
    unit = OrganisationUnit(
        row.text("unit_code"),
        row.text("name_id"),
        row.text("name_en"),
        row.choice("unit_kind", UNIT_KINDS),
        row.optional("parent_unit_code"),
        row.day("valid_from"),
        row.day("valid_to"),
        known_region(row, "region_scope", regions).region_id if row.optional("region_scope") else None,
        row.flag("is_example"),
    )
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        row.fault("valid_to", f"{unit.valid_to} lies before valid_from {unit.valid_from}", "exchange the two dates")
    return unit


def read_rounds(path: Path) -> dict[str, PlanningRound]:
    """Planning rounds by id; instants carry the offset their own time zone has at that moment."""
    columns = (
        "round_id",
        "name_id",
        "name_en",
        "round_year",
        "plan_year",
        "stage",
        "opens_at",
        "closes_at",
        "time_zone",
        "baseline_year",
        "target_years",
        "national_document_id",
        "is_example",
    )
    return {row.fields["round_id"]: _round(row) for row in unique(read_table(path, columns), "round_id")}


def _round(row: Row) -> PlanningRound:
    found = PlanningRound(
        row.text("round_id"),
        row.text("name_id"),
        row.text("name_en"),
        row.year("round_year"),
        row.year("plan_year"),
        row.choice("stage", STAGES),
        row.instant("opens_at"),
        row.instant("closes_at"),
        row.choice("time_zone", TIME_ZONES),
        row.year("baseline_year"),
        _target_years(row),
        row.optional("national_document_id"),
        row.flag("is_example"),
    )
    if found.closes_at <= found.opens_at:
        row.fault("closes_at", f"the round closes before it opens ({row.fields['opens_at']})", "exchange the instants")
    for column, instant in (("opens_at", found.opens_at), ("closes_at", found.closes_at)):
        own = instant.astimezone(ZoneInfo(found.time_zone))
        if own.utcoffset() != instant.utcoffset():
            fault = f"'{row.fields[column]}' is not in {found.time_zone}"
            row.fault(column, fault, f"write it with the offset {own.strftime('%z')[:3]}:00")
    if found.baseline_year >= found.target_years[-1]:
        row.fault(
            "baseline_year", f"{found.baseline_year} is not before the last target year", "correct one of the two"
        )
    return found


def _target_years(row: Row) -> tuple[int, ...]:
    written = row.text("target_years").split("|")
    if not all(len(year) == 4 and year.isascii() and year.isdigit() for year in written):
        row.fault("target_years", f"'{row.fields['target_years']}' is not a list of years", "write 2027|2028|2029")
    years = tuple(int(year) for year in written)
    if list(years) != sorted(set(years)):
        row.fault("target_years", "the years do not rise from left to right", "write each once, the earliest first")
    return years


def read_assignments(
    path: Path,
    rounds: Mapping[str, PlanningRound],
    units: Mapping[str, OrganisationUnit],
    indicators: Mapping[str, Indicator],
) -> list[tuple[Row, Assignment]]:
    """Assignments with the rows they stand in, each naming things that exist; overlaps are judged in coherence.py."""
    columns = ("round_id", "unit_code", "indicator_code", "region_level")
    found: list[tuple[Row, Assignment]] = []
    for row in unique(read_table(path, columns), *columns):
        for column, known, file in (
            ("round_id", rounds, "planning_rounds.csv"),
            ("unit_code", units, "organisation_units.csv"),
            ("indicator_code", indicators, "indicators.yml"),
        ):
            if row.fields[column] not in known:
                row.fault(column, f"'{row.fields[column]}' does not stand in {file}", "correct it or add it there")
        fields = row.fields
        level = row.choice("region_level", LEVELS)
        found.append((row, Assignment(fields["round_id"], fields["unit_code"], fields["indicator_code"], level)))
    return found


def read_national_targets(path: Path, indicators: Mapping[str, Indicator]) -> tuple[NationalTarget, ...]:
    """National targets, one per document, indicator and year; an empty end leaves the range open on that side."""
    columns = (
        "document_id",
        "indicator_code",
        "target_year",
        "target_low",
        "target_high",
        "printed_text",
        "source",
        "confidence",
        "is_example",
    )
    rows = unique(read_table(path, columns), "document_id", "indicator_code", "target_year")
    return tuple(_national_target(row, indicators) for row in rows)


def _national_target(row: Row, indicators: Mapping[str, Indicator]) -> NationalTarget:
    code = row.text("indicator_code")
    if code not in indicators:
        row.fault("indicator_code", f"'{code}' does not stand in indicators.yml", "correct it or add it there")
    low, high = row.number("target_low"), row.number("target_high")
    if low is None and high is None:
        row.fault("target_low", "neither end of the target is given", "fill at least one of target_low and target_high")
    if low is not None and high is not None and high < low:
        row.fault("target_high", f"{high:g} lies below target_low {low:g}", "exchange the two ends")
    for column, end in (("target_low", low), ("target_high", high)):
        _check_bounds(row, column, end, indicators[code])
    return NationalTarget(
        row.text("document_id"),
        code,
        row.year("target_year"),
        low,
        high,
        row.text("printed_text"),
        row.text("source"),
        row.choice("confidence", CONFIDENCES),
        row.flag("is_example"),
    )


def _check_bounds(row: Row, column: str, end: float | None, indicator: Indicator) -> None:
    low, high = indicator.lower_bound, indicator.upper_bound
    if end is not None and ((low is not None and end < low) or (high is not None and end > high)):
        fault = f"{end:g} lies outside the bounds of {indicator.indicator_code}"
        row.fault(column, fault, "correct the figure or the bounds in indicators.yml")
