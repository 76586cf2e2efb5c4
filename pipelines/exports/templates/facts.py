"""What a template is pre-filled with: who owes what, and the reference figures of a round. No drawing, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.errors import SelarasError
from pipelines.exports.templates.form import DIRECTION_WORDS, LockedCell
from pipelines.reference.model import (
    Catalogue,
    Indicator,
    OrganisationUnit,
    PlanningRound,
    Region,
)
from pipelines.submissions.model.finding import show_number
from pipelines.submissions.rules.cells.units import unit_words


class TemplateError(SelarasError):
    """A template that cannot be made: one sentence with its remedy."""


class Baseline(NamedTuple):
    year: int
    value: float


class Interval(NamedTuple):
    """A target as a number (low = high) or a range; one end None = one-sided."""

    low: float | None
    high: float | None

    def cell(self) -> LockedCell:
        """Give a number where one is meant, otherwise the text of the range in Indonesian form."""
        if self.low == self.high:
            return self.low
        if self.low is None or self.high is None:
            sign, end = ("≤", self.high) if self.low is None else ("≥", self.low)
            return f"{sign} {show_number(float(end or 0), 'id')}"
        return f"{show_number(float(self.low), 'id')}–{show_number(float(self.high), 'id')}"


@dataclass(frozen=True, slots=True)
class ReferenceFigures:
    """Figures of one round by (indicator_code, region_id); what is not there stays blank in the template."""

    baselines: Mapping[tuple[str, str], Baseline] = field(default_factory=dict)
    previous_targets: Mapping[tuple[str, str], Interval] = field(default_factory=dict)


class OwedRow(NamedTuple):
    """One row of sheet Target: an indicator in a region, with its reference figures."""

    indicator: Indicator
    region: Region
    baseline: Baseline | None
    previous_target: Interval | None
    national_target: str

    def locked_cells(self) -> tuple[LockedCell, ...]:
        """Give the ten reference cells in the order of `template_form.LOCKED`."""
        return (
            self.indicator.indicator_code,
            self.indicator.name_id,
            self.region.region_id,
            self.region.region_name,
            unit_words(self.indicator.unit_of_measure).id,
            DIRECTION_WORDS[self.indicator.good_direction],
            self.baseline.year if self.baseline else None,
            self.baseline.value if self.baseline else None,
            self.previous_target.cell() if self.previous_target else None,
            self.national_target or None,
        )


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """Everything one unit's template shows."""

    planning_round: PlanningRound
    unit: OrganisationUnit
    rows: tuple[OwedRow, ...]
    criteria: tuple[Mapping[str, object], ...]

    @property
    def is_example(self) -> bool:
        return self.planning_round.is_example or self.unit.is_example


def units_of_round(catalogue: Catalogue, round_id: str) -> list[str]:
    """Give the units that owe something in the round, in code order."""
    _round(catalogue, round_id)
    return sorted({item.unit_code for item in catalogue.assignments if item.round_id == round_id})


def template_facts(catalogue: Catalogue, round_id: str, unit_code: str, figures: ReferenceFigures) -> TemplateFacts:
    """Collect one unit's rows of a round: assignments in catalogue order, regions in code order."""
    planning_round = _round(catalogue, round_id)
    if unit_code not in catalogue.units:
        raise TemplateError(f"Unit {unit_code!r} is not in organisation_units.csv: use a unit_code from that file.")
    national = _national_texts(catalogue, planning_round)
    rows: dict[tuple[str, str], OwedRow] = {}
    for assignment in catalogue.assignments:
        if (assignment.round_id, assignment.unit_code) != (round_id, unit_code):
            continue
        for region_id in catalogue.regions_owed(assignment):
            key = (assignment.indicator_code, region_id)
            rows[key] = OwedRow(
                catalogue.indicators[assignment.indicator_code],
                catalogue.regions[region_id],
                figures.baselines.get(key),
                figures.previous_targets.get(key),
                national.get(assignment.indicator_code, ""),
            )
    if not rows:
        raise TemplateError(
            f"Unit {unit_code!r} owes nothing in round {round_id!r}: add it to assignments.csv or name another round."
        )
    return TemplateFacts(planning_round, catalogue.units[unit_code], tuple(rows.values()), catalogue.criteria)


def _round(catalogue: Catalogue, round_id: str) -> PlanningRound:
    if round_id not in catalogue.rounds:
        known = ", ".join(sorted(catalogue.rounds))
        raise TemplateError(f"Round {round_id!r} is not in planning_rounds.csv: use one of {known}.")
    return catalogue.rounds[round_id]


def _national_texts(catalogue: Catalogue, planning_round: PlanningRound) -> dict[str, str]:
    """Give per indicator the national target of the last target year that has one, as printed, with its year."""
    texts: dict[str, str] = {}
    for target in sorted(catalogue.national_targets, key=lambda item: item.target_year):
        if (
            target.document_id == planning_round.national_document_id
            and target.target_year in planning_round.target_years
        ):
            texts[target.indicator_code] = f"{target.printed_text} ({target.target_year})"
    return texts
