"""indicators.yml and outcomes.yml -> verified records; what an indicator may be is decided here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pipelines.reference.documents import Entry, entries
from pipelines.reference.model import Aggregation, Direction, Indicator
from pipelines.reference.region_files import LEVELS

Kind = Literal["macro", "ikur", "spm", "context"]
PeriodKind = Literal["annual", "cumulative"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)
KINDS: tuple[Kind, ...] = get_args(Kind)
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
UNITS_OF_MEASURE = (
    "percent",
    "person",
    "thousand_person",
    "million_person",
    "household",
    "index",
    "year",
    "rupiah",
    "thousand_rupiah",
    "event",
    "building",
)
WEIGHTS = ("survey_population", "labour_force", "registered_population", "submitted_denominator")
EXTERNAL_SEPARATOR = "|"  # one indicator may answer to several codes of one scheme
EXTERNAL_SCHEMES = ("sdg", "rpjmn", "sipd", "kodref", "bps_var", "world_bank")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_PROGRAMME = re.compile(r"\d\.\d{2}\.\d{2}")

ENGLISH = ("numerator_en", "denominator_en", "weight_source_en", "source_en")
_REQUIRED = (
    "indicator_code",
    "name_id",
    "name_en",
    "definition_id",
    "definition_en",
    "unit_of_measure",
    "good_direction",
    "aggregation",
    "decimal_places",
    "region_level",
    "kind",
    "period_kind",
    "source",
)
_OPTIONAL = (
    "numerator",
    "denominator",
    "weight_name",
    "weight_source",
    "lower_bound",
    "upper_bound",
    "reference_month",
    "owner_unit_code",
    "outcome_code",
    "is_priority",
    "is_example",
    "external_codes",
    "valid_from_year",
    "valid_to_year",
    "is_target_allowed",
    "projection_damping",
    *ENGLISH,
)


def read_indicators(path: Path) -> dict[str, Indicator]:
    """Indicators by code, in the order of the file."""
    found: dict[str, Indicator] = {}
    names: dict[str, str] = {}
    for entry in entries(path, "indicators", "indicator_code"):
        indicator = _indicator(entry)
        for field, name in (("name_id", indicator.name_id), ("name_en", indicator.name_en)):
            other = names.setdefault(f"{field} {name.casefold()}", entry.code)
            if other != entry.code:
                entry.fault(field, f"{other} has the same name", "tell the two indicators apart by their names")
        found[entry.code] = indicator
    return found


def _indicator(entry: Entry) -> Indicator:
    entry.expect(_REQUIRED, _OPTIONAL)
    if not _CODE.fullmatch(entry.code):
        entry.fault("indicator_code", f"'{entry.code}' is not a code", "use letters, digits, '_' and '.'")
    if entry.fields["decimal_places"] is None:
        entry.fault("decimal_places", "the field is empty", "write 0 to 6")
    indicator = Indicator(
        indicator_code=entry.code,
        name_id=entry.text("name_id"),
        name_en=entry.text("name_en"),
        definition_id=entry.text("definition_id"),
        definition_en=entry.text("definition_en"),
        unit_of_measure=entry.choice("unit_of_measure", UNITS_OF_MEASURE),
        good_direction=entry.choice("good_direction", DIRECTIONS),
        aggregation=entry.choice("aggregation", AGGREGATIONS),
        numerator=entry.optional("numerator"),
        denominator=entry.optional("denominator"),
        weight_name=entry.optional("weight_name"),
        weight_source=entry.optional("weight_source"),
        lower_bound=entry.number("lower_bound"),
        upper_bound=entry.number("upper_bound"),
        decimal_places=entry.integer("decimal_places") or 0,
        region_level=entry.choice("region_level", LEVELS),
        reference_month=entry.integer("reference_month"),
        kind=entry.choice("kind", KINDS),
        period_kind=entry.choice("period_kind", PERIOD_KINDS),
        source=entry.text("source"),
        owner_unit_code=entry.optional("owner_unit_code"),
        outcome_code=entry.optional("outcome_code"),
        is_priority=entry.flag("is_priority", False),
        is_example=entry.flag("is_example", False),
        external_codes=_external_codes(entry),
        valid_from_year=entry.integer("valid_from_year"),
        valid_to_year=entry.integer("valid_to_year"),
        is_target_allowed=entry.flag("is_target_allowed", True),
        projection_damping=entry.number("projection_damping"),
        **{field: entry.optional(field) for field in ENGLISH},
    )
    _check_ranges(entry, indicator)
    _check_weights(entry, indicator)
    return indicator


def _external_codes(entry: Entry) -> dict[str, str]:
    written = entry.fields.get("external_codes") or {}
    if not isinstance(written, dict):
        entry.fault("external_codes", "a mapping of scheme to code is expected", 'write {sdg: "1.2.1"}')
    found: dict[str, str] = {}
    for scheme, codes in written.items():
        several = codes if isinstance(codes, list) else [codes]
        if not several or not all(isinstance(code, str) for code in several):
            entry.fault(
                "external_codes", f"the code of '{scheme}' is no text", 'write {sdg: "1.2.1"} or a list of texts'
            )
        found[scheme] = EXTERNAL_SEPARATOR.join(several)
        if scheme not in EXTERNAL_SCHEMES:
            entry.fault("external_codes", f"'{scheme}' is not a known scheme", f"use {', '.join(EXTERNAL_SCHEMES)}")
    return found


def _check_ranges(entry: Entry, indicator: Indicator) -> None:
    low, high = indicator.lower_bound, indicator.upper_bound
    if low is not None and high is not None and high <= low:
        entry.fault("upper_bound", f"{high:g} is not above lower_bound {low:g}", "exchange the two bounds")
    if indicator.unit_of_measure == "percent" and (low is None or high is None):
        entry.fault("lower_bound", "a percentage has no bounds", "write both, usually 0 and 100")
    if not 0 <= indicator.decimal_places <= 6:
        entry.fault("decimal_places", f"{indicator.decimal_places} decimals are not printed", "write 0 to 6")
    if indicator.reference_month is not None and not 1 <= indicator.reference_month <= 12:
        entry.fault("reference_month", f"{indicator.reference_month} is not a month", "write 1 to 12 or leave it out")
    if indicator.projection_damping is not None and not 0 <= indicator.projection_damping <= 1:
        entry.fault(
            "projection_damping", f"{indicator.projection_damping:g} is no share", "write 0 to 1, or leave it out"
        )
    first, last = indicator.valid_from_year, indicator.valid_to_year
    if first is not None and last is not None and last < first:
        entry.fault("valid_to_year", f"{last} lies before valid_from_year {first}", "exchange the two years")


def _check_weights(entry: Entry, indicator: Indicator) -> None:
    needs = indicator.aggregation in ("weighted", "ratio_of_sums", "share_of_regions")
    if needs and indicator.weight_name is None:
        entry.fault("weight_name", f"class {indicator.aggregation} needs a weight", f"use one of {', '.join(WEIGHTS)}")
    if not needs and indicator.weight_name is not None:
        entry.fault("weight_name", f"class {indicator.aggregation} takes no weight", "remove the field")
    if needs:
        entry.choice("weight_name", WEIGHTS)
        entry.text("weight_source")
    if indicator.aggregation == "ratio_of_sums":
        entry.text("numerator")
        entry.text("denominator")


def read_outcomes(path: Path) -> tuple[Mapping[str, Any], ...]:
    """Outcome statements with programme nomenclature and issue tags, in the order of the file."""
    fields = ("outcome_code", "statement_id", "statement_en", "programme_code", "programme_name", "programme_decree")
    found: list[Mapping[str, Any]] = []
    for entry in entries(path, "outcomes", "outcome_code"):
        entry.expect((*fields, "issue_tags"), ("is_example",))
        if not _PROGRAMME.fullmatch(entry.text("programme_code")):
            entry.fault("programme_code", f"'{entry.fields['programme_code']}' is no programme code", 'write "1.06.04"')
        outcome: dict[str, Any] = {field: entry.text(field) for field in fields}
        found.append(outcome | {"issue_tags": entry.texts("issue_tags"), "is_example": entry.flag("is_example", False)})
    return tuple(found)
