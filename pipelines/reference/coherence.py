"""What must hold between the files of the catalogue: owners, outcomes, documents, and who owes what exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pipelines.reference.error import CatalogueError
from pipelines.reference.model import (
    Assignment,
    Catalogue,
    Indicator,
    OrganisationUnit,
    Region,
    RegionLevel,
)
from pipelines.reference.region_files import LEVELS
from pipelines.reference.tables import Row

SUBMITTING_KINDS = ("plan_document", "directorate", "regional_office")


def check_indicator_references(
    indicators: Iterable[Indicator], units: Mapping[str, OrganisationUnit], outcome_codes: Iterable[str]
) -> None:
    """Owner units and outcomes of indicators exist."""
    known = set(outcome_codes)
    for indicator in indicators:
        place = f"entry {indicator.indicator_code}"
        if indicator.owner_unit_code is not None and indicator.owner_unit_code not in units:
            fault = f"the owner '{indicator.owner_unit_code}' does not stand in organisation_units.csv"
            raise CatalogueError(
                "indicators.yml", f"{place}, field owner_unit_code", fault, "correct it or add it there"
            )
        if indicator.outcome_code is not None and indicator.outcome_code not in known:
            fault = f"the outcome '{indicator.outcome_code}' does not stand in outcomes.yml"
            raise CatalogueError("indicators.yml", f"{place}, field outcome_code", fault, "correct it or add it there")


def check_round_documents(catalogue: Catalogue) -> None:
    """A round's national document has national targets."""
    documents = {target.document_id for target in catalogue.national_targets}
    for planning_round in catalogue.rounds.values():
        document = planning_round.national_document_id
        if document is not None and document not in documents:
            fault = f"the document '{document}' has no row in national_targets.csv"
            place = f"round {planning_round.round_id}, column national_document_id"
            raise CatalogueError("planning_rounds.csv", place, fault, "add its targets there or correct the name")


def check_assignments(catalogue: Catalogue, rows: Sequence[tuple[Row, Assignment]]) -> None:
    """Each assignment fits its unit and indicator, and within a round one indicator of one region has one owner."""
    today = _regions_by_scope(catalogue.regions.values())
    owners: dict[tuple[str, str], dict[str, tuple[str, int]]] = defaultdict(dict)
    for row, assignment in rows:
        _check_fit(row, assignment, catalogue)
        scope = catalogue.units[assignment.unit_code].region_scope or ""
        owed = today.get((assignment.region_level, scope), ())
        if not owed:
            fault = f"{assignment.unit_code} has no {assignment.region_level} in its scope '{scope}'"
            row.fault("region_level", fault, "correct the level or the unit's region_scope")
        taken = owners[assignment.round_id, assignment.indicator_code]
        for region_id in owed:
            if region_id in taken:
                other, line = taken[region_id]
                fault = f"{assignment.indicator_code} of region {region_id} is already owed by {other} (row {line})"
                row.fault("unit_code", fault, "leave it with one of the two units")
            taken[region_id] = (assignment.unit_code, row.line)


def _check_fit(row: Row, assignment: Assignment, catalogue: Catalogue) -> None:
    unit, planning_round = catalogue.units[assignment.unit_code], catalogue.rounds[assignment.round_id]
    indicator = catalogue.indicators[assignment.indicator_code]
    if unit.kind not in SUBMITTING_KINDS:
        row.fault("unit_code", f"{unit.unit_code} is a {unit.kind} and submits no targets", "name a submitting unit")
    zone = ZoneInfo(planning_round.time_zone)
    opens, closes = planning_round.opens_at.astimezone(zone).date(), planning_round.closes_at.astimezone(zone).date()
    if (unit.valid_from or date.min) > closes or (unit.valid_to or date.max) < opens:
        row.fault(
            "unit_code", f"{unit.unit_code} does not exist during {planning_round.round_id}", "name its successor"
        )
    if not indicator.is_target_allowed:
        row.fault("indicator_code", f"{indicator.indicator_code} is shown, never targeted", "remove the row")
    if LEVELS.index(assignment.region_level) > LEVELS.index(indicator.region_level):
        fault = f"{indicator.indicator_code} has no targets below the {indicator.region_level}"
        row.fault("region_level", fault, f"write {indicator.region_level} or correct indicators.yml")


def _regions_by_scope(regions: Iterable[Region]) -> dict[tuple[RegionLevel, str], list[str]]:
    found: dict[tuple[RegionLevel, str], list[str]] = defaultdict(list)
    for region in regions:
        if region.valid_to is None:
            for scope in {"00", region.region_id, region.parent_region_id or "00"}:
                found[region.region_level, scope].append(region.region_id)
    return found
