"""What the catalogue holds, as plain records. Reading and verifying it lives in `read.py`; no judgement lives here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Direction = Literal["up", "down", "within"]
Aggregation = Literal["sum", "ratio_of_sums", "weighted", "share_of_regions", "official_only", "category"]
RegionLevel = Literal["country", "province", "district"]
SCHEMES = ("kemendagri", "bps", "iso3166_2")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One defined quantity; percent is stored 0-100, counts in the unit named."""

    indicator_code: str
    name_id: str
    name_en: str
    definition_id: str
    definition_en: str
    unit_of_measure: str  # percent, person, thousand_person, household, index, year, rupiah, ...
    good_direction: Direction
    aggregation: Aggregation
    numerator: str | None
    denominator: str | None
    weight_name: str | None  # one of indicator_files.WEIGHTS; None when official_only
    weight_source: str | None
    lower_bound: float | None
    upper_bound: float | None
    decimal_places: int
    region_level: RegionLevel  # the finest level at which targets are set
    reference_month: int | None  # only that month enters baselines, latest values, trends and pools
    kind: Literal["macro", "ikur", "spm", "context"]
    period_kind: Literal["annual", "cumulative"]
    source: str
    owner_unit_code: str | None
    outcome_code: str | None
    is_priority: bool
    is_example: bool
    external_codes: Mapping[str, str] = field(default_factory=dict)
    valid_from_year: int | None = None
    valid_to_year: int | None = None
    is_target_allowed: bool = True  # False for quantities that are shown but never targeted
    projection_damping: float | None = None  # share of a pace left after a year; None: the method's own 0.9
    numerator_en: str | None = None
    denominator_en: str | None = None
    weight_source_en: str | None = None
    source_en: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    region_id: str
    region_level: RegionLevel
    region_name: str
    parent_region_id: str | None
    valid_from: date | None
    valid_to: date | None
    published_until: int | None  # last year a dissolved territory still has published figures


@dataclass(frozen=True, slots=True)
class RegionCode:
    region_id: str
    scheme: str
    code: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class RegionSuccession:
    predecessor_region_id: str
    successor_region_id: str
    effective_date: date
    legal_basis: str


@dataclass(frozen=True, slots=True)
class RegionAlias:
    """A spelling seen in files; `region_id` None means known and deliberately not used (a heading, an island total)."""

    spelling: str
    region_id: str | None
    region_level: RegionLevel | None
    note: str


@dataclass(frozen=True, slots=True)
class OrganisationUnit:
    unit_code: str
    name_id: str
    name_en: str
    kind: str  # plan_document, directorate, regional_office, bureau
    parent_unit_code: str | None
    valid_from: date | None
    valid_to: date | None
    region_scope: str | None  # a region_id whose territory the unit may submit for; "00" the whole country
    is_example: bool


@dataclass(frozen=True, slots=True)
class PlanningRound:
    round_id: str
    name_id: str
    name_en: str
    round_year: int
    plan_year: int
    stage: str  # plan, internal, national_desk, provincial
    opens_at: datetime  # aware
    closes_at: datetime  # aware; a later reception is late
    time_zone: str  # Asia/Jakarta, Asia/Makassar, Asia/Jayapura
    baseline_year: int
    target_years: tuple[int, ...]
    national_document_id: str | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who owes what: the denominator of the fill rate. `unit_code` owes the indicator for all regions of the level
    inside its scope."""

    round_id: str
    unit_code: str
    indicator_code: str
    region_level: RegionLevel


@dataclass(frozen=True, slots=True)
class NationalTarget:
    document_id: str
    indicator_code: str
    target_year: int
    target_low: float | None
    target_high: float | None
    printed_text: str
    source: str
    confidence: str
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class RegionWeight:
    """How much a region counts in a weighted roll-up, in the weight's own unit, with the year it describes."""

    region_id: str
    weight_name: str
    weight_value: float
    weight_year: int
    source: str


@dataclass(frozen=True, slots=True)
class ForeignMapping:
    """A reviewed line: what a foreign sheet's description means here; `indicator_code` None = known and not used."""

    layout_code: str
    printed_text: str
    indicator_code: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What the first words of a name promise: the units of measure it may carry, and whether it is part of a whole."""

    words: tuple[str, ...]
    units: tuple[str, ...]
    needs_denominator: bool


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """Reviewed lists for the rules on proposals; the three mappings lead from what people write to the code's word."""

    version: str = ""
    activity_beginnings: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    counting_words: tuple[str, ...] = ()
    change_words: tuple[str, ...] = ()
    joining_words: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)
    aggregations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the regional nomenclature, as one decree has it."""

    programme_code: str
    programme_name: str
    programme_decree: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of data/reference, verified."""

    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region]
    region_codes: tuple[RegionCode, ...]
    successions: tuple[RegionSuccession, ...]
    aliases: tuple[RegionAlias, ...]
    units: Mapping[str, OrganisationUnit]
    rounds: Mapping[str, PlanningRound]
    assignments: tuple[Assignment, ...]
    national_targets: tuple[NationalTarget, ...]
    layouts: Mapping[str, Any]
    outcomes: tuple[Mapping[str, Any], ...]
    criteria: tuple[Mapping[str, Any], ...]
    methods: tuple[Mapping[str, Any], ...]
    region_weights: tuple[RegionWeight, ...] = ()
    foreign_mappings: tuple[ForeignMapping, ...] = ()
    outcome_words: OutcomeWords = field(default_factory=OutcomeWords)
    programmes: tuple[Programme, ...] = ()

    def regions_owed(self, assignment: Assignment) -> list[str]:
        """Regions of today an assignment covers: those of its level inside the unit's scope, in code order."""
        scope = self.units[assignment.unit_code].region_scope or ""
        return sorted(
            region.region_id
            for region in self.regions.values()
            if region.valid_to is None
            and region.region_level == assignment.region_level
            and (scope in ("00", region.region_id, region.parent_region_id))
        )

    def previous_round(self, round_id: str) -> PlanningRound | None:
        """The last round of the same plan year that opened before this one; None for the first."""
        asked = self.rounds.get(round_id)
        if asked is None:
            return None
        earlier = [
            planning_round
            for planning_round in self.rounds.values()
            if planning_round.plan_year == asked.plan_year and planning_round.opens_at < asked.opens_at
        ]
        return max(earlier, key=lambda planning_round: planning_round.opens_at, default=None)
