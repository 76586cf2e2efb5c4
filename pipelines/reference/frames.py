"""The catalogue as typed Polars frames, one per table of schema `core`; no judgement, nothing added but expansions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipelines.reference.guide_files import METHOD_TEXTS
from pipelines.reference.model import Catalogue

TEXT, NUMBER, WHOLE, FLAG, DAY = pl.String(), pl.Float64(), pl.Int32(), pl.Boolean(), pl.Date()
INSTANT = pl.Datetime("us", "UTC")
TAG_SEPARATOR = "|"

Schema = dict[str, pl.DataType]
REGION: Schema = {
    "region_id": TEXT,
    "region_level": TEXT,
    "region_name": TEXT,
    "parent_region_id": TEXT,
    "valid_from": DAY,
    "valid_to": DAY,
    "published_until": WHOLE,
    "is_current": FLAG,
}
REGION_CODE: Schema = dict.fromkeys(("region_id", "scheme", "code", "valid_from", "valid_to"), TEXT)
REGION_SUCCESSION: Schema = {
    "predecessor_region_id": TEXT,
    "successor_region_id": TEXT,
    "effective_date": DAY,
    "legal_basis": TEXT,
}
REGION_ALIAS: Schema = dict.fromkeys(("spelling", "region_id", "region_level", "note"), TEXT)
REGION_WEIGHT: Schema = {
    "region_id": TEXT,
    "weight_name": TEXT,
    "weight_value": NUMBER,
    "weight_year": WHOLE,
    "source": TEXT,
}
INDICATOR: Schema = {
    "indicator_code": TEXT,
    "name_id": TEXT,
    "name_en": TEXT,
    "definition_id": TEXT,
    "definition_en": TEXT,
    "unit_of_measure": TEXT,
    "good_direction": TEXT,
    "aggregation": TEXT,
    "numerator": TEXT,
    "denominator": TEXT,
    "weight_name": TEXT,
    "weight_source": TEXT,
    "lower_bound": NUMBER,
    "upper_bound": NUMBER,
    "decimal_places": WHOLE,
    "region_level": TEXT,
    "reference_month": WHOLE,
    "kind": TEXT,
    "period_kind": TEXT,
    "source": TEXT,
    "owner_unit_code": TEXT,
    "outcome_code": TEXT,
    "is_priority": FLAG,
    "is_example": FLAG,
    "external_codes": TEXT,
    "valid_from_year": WHOLE,
    "valid_to_year": WHOLE,
    "is_target_allowed": FLAG,
    "projection_damping": NUMBER,
    **dict.fromkeys(("numerator_en", "denominator_en", "weight_source_en", "source_en"), TEXT),
}
OUTCOME: Schema = {
    **dict.fromkeys(
        (
            "outcome_code",
            "statement_id",
            "statement_en",
            "programme_code",
            "programme_name",
            "programme_decree",
            "issue_tags",
        ),
        TEXT,
    ),
    "is_example": FLAG,
}
ORGANISATION_UNIT: Schema = {
    "unit_code": TEXT,
    "name_id": TEXT,
    "name_en": TEXT,
    "unit_kind": TEXT,
    "parent_unit_code": TEXT,
    "valid_from": DAY,
    "valid_to": DAY,
    "region_scope": TEXT,
    "is_example": FLAG,
}
PLANNING_ROUND: Schema = {
    "round_id": TEXT,
    "name_id": TEXT,
    "name_en": TEXT,
    "round_year": WHOLE,
    "plan_year": WHOLE,
    "stage": TEXT,
    "opens_at": INSTANT,
    "closes_at": INSTANT,
    "time_zone": TEXT,
    "baseline_year": WHOLE,
    "national_document_id": TEXT,
    "is_example": FLAG,
}
ROUND_TARGET_YEAR: Schema = {"round_id": TEXT, "target_year": WHOLE}
ASSIGNMENT: Schema = dict.fromkeys(("round_id", "unit_code", "indicator_code", "region_level"), TEXT)
OWED_TARGET: Schema = {
    "round_id": TEXT,
    "unit_code": TEXT,
    "indicator_code": TEXT,
    "region_id": TEXT,
    "target_year": WHOLE,
}
NATIONAL_TARGET: Schema = {
    "document_id": TEXT,
    "indicator_code": TEXT,
    "target_year": WHOLE,
    "target_low": NUMBER,
    "target_high": NUMBER,
    "printed_text": TEXT,
    "source": TEXT,
    "confidence": TEXT,
    "is_example": FLAG,
}
CRITERION: Schema = {
    "criterion_code": TEXT,
    "name_id": TEXT,
    "name_en": TEXT,
    "is_mandatory": FLAG,
    "version": TEXT,
    "position": WHOLE,
}
CRITERION_LEVEL: Schema = {"criterion_code": TEXT, "level": WHOLE, "anchor_id": TEXT, "anchor_en": TEXT}
METHOD: Schema = dict.fromkeys(METHOD_TEXTS, TEXT)


def frames(catalogue: Catalogue) -> dict[str, pl.DataFrame]:
    """Frames by the name of their table in `core`, in the order in which they are best loaded."""
    return {
        "region": _region(catalogue),
        "region_code": _records(catalogue.region_codes, REGION_CODE),
        "region_succession": _records(catalogue.successions, REGION_SUCCESSION),
        "region_alias": _records(catalogue.aliases, REGION_ALIAS),
        "region_weight": _records(catalogue.region_weights, REGION_WEIGHT),
        "outcome": _outcome(catalogue),
        "indicator": _indicator(catalogue),
        "organisation_unit": _organisation_unit(catalogue),
        "planning_round": _planning_round(catalogue),
        "round_target_year": _round_target_year(catalogue),
        "assignment": _records(catalogue.assignments, ASSIGNMENT),
        "owed_target": owed_targets(catalogue),
        "national_target": _records(catalogue.national_targets, NATIONAL_TARGET),
        "criterion": _mappings(catalogue.criteria, CRITERION),
        "criterion_level": _criterion_level(catalogue),
        "method": _mappings(catalogue.methods, METHOD),
    }


def owed_targets(catalogue: Catalogue) -> pl.DataFrame:
    """One row per round, unit, indicator, region and target year that is owed: the denominator of the fill rate."""
    rounds = _round_target_year(catalogue)
    scopes = pl.DataFrame(
        {
            "unit_code": [unit.unit_code for unit in catalogue.units.values()],
            "scope": [unit.region_scope for unit in catalogue.units.values()],
        },
        schema={"unit_code": TEXT, "scope": TEXT},
    )
    regions = _region(catalogue).filter(pl.col("is_current")).select("region_id", "region_level", "parent_region_id")
    inside = pl.concat(
        [
            regions.select("region_id", "region_level", scope="region_id"),
            regions.select("region_id", "region_level", scope="parent_region_id"),
            regions.select("region_id", "region_level", scope=pl.lit("00")),
        ]
    ).unique()
    return (
        _records(catalogue.assignments, ASSIGNMENT)
        .join(scopes, on="unit_code")
        .join(inside, on=["scope", "region_level"])
        .join(rounds, on="round_id")
        .select(list(OWED_TARGET))
        .sort(list(OWED_TARGET))
    )


def _records(records: Iterable[Any], schema: Schema) -> pl.DataFrame:
    rows = [tuple(getattr(record, column) for column in schema) for record in records]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _mappings(entries: Sequence[Any], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame([tuple(entry[column] for column in schema) for entry in entries], schema=schema, orient="row")


def _region(catalogue: Catalogue) -> pl.DataFrame:
    stored = {column: type_ for column, type_ in REGION.items() if column != "is_current"}
    return _records(catalogue.regions.values(), stored).with_columns(is_current=pl.col("valid_to").is_null())


def _outcome(catalogue: Catalogue) -> pl.DataFrame:
    joined = [
        dict(outcome) | {"issue_tags": TAG_SEPARATOR.join(outcome["issue_tags"])} for outcome in catalogue.outcomes
    ]
    return _mappings(joined, OUTCOME)


def _indicator(catalogue: Catalogue) -> pl.DataFrame:
    rows = [
        tuple(
            json.dumps(dict(indicator.external_codes), sort_keys=True)
            if column == "external_codes"
            else getattr(indicator, column)
            for column in INDICATOR
        )
        for indicator in catalogue.indicators.values()
    ]
    return pl.DataFrame(rows, schema=INDICATOR, orient="row")


def _organisation_unit(catalogue: Catalogue) -> pl.DataFrame:
    rows = [
        tuple(getattr(unit, "kind" if column == "unit_kind" else column) for column in ORGANISATION_UNIT)
        for unit in catalogue.units.values()
    ]
    return pl.DataFrame(rows, schema=ORGANISATION_UNIT, orient="row")


def _planning_round(catalogue: Catalogue) -> pl.DataFrame:
    return _records(catalogue.rounds.values(), PLANNING_ROUND)


def _round_target_year(catalogue: Catalogue) -> pl.DataFrame:
    rows = [(item.round_id, year) for item in catalogue.rounds.values() for year in item.target_years]
    return pl.DataFrame(rows, schema=ROUND_TARGET_YEAR, orient="row")


def _criterion_level(catalogue: Catalogue) -> pl.DataFrame:
    levels = [
        {"criterion_code": item["criterion_code"], **level} for item in catalogue.criteria for level in item["levels"]
    ]
    return _mappings(levels, CRITERION_LEVEL)
