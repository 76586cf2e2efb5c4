"""Draws up a set of targets as somebody asks for it: rule, aim, years, path, locks, range. The command, its files and
the page all start here, so that they show the same numbers.

Nothing is written here; the arithmetic lives in analysis/compose/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from pipelines.analysis.compose.limits import LimitChoice
from pipelines.analysis.compose.measures import Measures, Outlooks, measure, outlooks
from pipelines.analysis.compose.paths import Path, path_values, range_around
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.compose.rules import GIVEN, Choice
from pipelines.analysis.compose.sets import ComposedSet, LockError, compose
from pipelines.analysis.compose.words import rule_words, say
from pipelines.analysis.tables.composition import Composition, CompositionError
from pipelines.analysis.transforms import FloatArray
from pipelines.contract.number_forms import Forms

ENDS = ("easy", "middle", "hard")
FINGERPRINT_SIGNS = 12
SAME = 1e-9  # two sums closer than this are one: the last digits of adding up


def telling_places(places: int, distances: Iterable[float]) -> int:
    """The decimals of an indicator, or two more where a distance that is there would be printed as zero."""
    there = [abs(each) for each in distances if np.isfinite(each) and abs(each) > SAME]
    return places + 2 if any(round(each, places) == 0 for each in there) else places


@dataclass(frozen=True)
class Request:
    """What somebody asks for. `to` is easy, middle, hard or a number as text; `years` empty = all that are to come;
    `half_width` in points, `is_parent_range` the parent's own relative width instead."""

    choice: Choice
    to: str = "easy"
    years: tuple[int, ...] = ()
    path: Path = "linear"
    locks: Mapping[str, float] = field(default_factory=dict)
    limits: LimitChoice = field(default_factory=LimitChoice)
    half_width: float = 0.0
    is_parent_range: bool = False


@dataclass(frozen=True)
class DrawnSet:
    """One set: regions x years of low, high and value (the easier end), and the last year's composed set."""

    request: Request
    edition_name: str
    composition: Composition
    problem: Problem
    years: tuple[int, ...]
    wanted_value: float
    composed: ComposedSet
    values: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def final_year(self) -> int:
        return self.years[-1]

    @cached_property
    def horizon_years(self) -> int:
        """How far ahead most regions look; 0 where none has a figure."""
        counts = np.bincount(self.problem.horizon_years[self.problem.has_figure], minlength=1)
        return int(counts.argmax())

    @cached_property
    def measures(self) -> Measures:
        submitted = self.composition.given_in(self.final_year).get("as_submitted")
        return measure(self.problem, self.composed.values, self.wanted_value, submitted)

    @cached_property
    def outlooks(self) -> Outlooks:
        return outlooks(self.problem, self.composed.values)

    @cached_property
    def changed_places(self) -> tuple[int, ...]:
        """The regions in which a set made by others has a fixed value that is not theirs; none for a rule's set."""
        if self.request.choice.rule not in GIVEN:
            return ()
        composed = self.composed
        is_changed = composed.limits.is_locked & ~np.isclose(composed.values, composed.proposals, rtol=0, atol=SAME)
        return tuple(int(place) for place in np.flatnonzero(is_changed))

    @cached_property
    def totals(self) -> tuple[float, ...]:
        """The sum of each year."""
        return tuple(self.problem.whole_total(self.values[:, column]) for column in range(len(self.years)))

    @cached_property
    def fingerprint(self) -> str:
        """Name this very set: what was asked, of which edition, and every value."""
        asked = self.request
        facts = [
            self.edition_name,
            self.composition.planning_round["round_id"],
            self.composition.indicator["indicator_code"],
            self.composition.parent["region_id"],
            asked.choice.name,
            asked.to,
            asked.path,
            sorted(asked.locks.items()),
            [asked.limits.is_never_easier, asked.limits.is_within_precedent, asked.limits.reason],
            [asked.half_width, asked.is_parent_range],
            list(self.years),
            [[None if np.isnan(value) else repr(float(value)) for value in row] for row in self.values.tolist()],
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:FINGERPRINT_SIGNS]

    @cached_property
    def sum_places(self) -> int:
        """Decimals of the sum, the aim and what lies between them: one count for all three."""
        closure, total = self.composed.closure, self.composed.total_value
        before = self.problem.whole_total(self.composed.proposals) if self.changed_places else np.nan
        distances = (self.wanted_value - total, closure.wanted_value - total, closure.remainder_value, before - total)
        return telling_places(self.composition.decimal_places, distances)

    def name_words(self, language: str) -> str:
        """Name the set by its rule; others' set with own values in it is a scenario."""
        rule, count = rule_words(self.request.choice, language), len(self.changed_places)
        return say("scenario", language, rule=rule, count=Forms(language).number(count)) if count else rule

    def scenario_words(self, language: str) -> str:
        """Say what a scenario adds up to, what the unchanged set did, and how far it is from the target above."""
        forms, places, closure = Forms(language), self.sum_places, self.composed.closure
        total, wanted = self.composed.total_value, closure.wanted_value
        before = self.problem.whole_total(self.composed.proposals)
        short = self.composition.good_direction * (wanted - total)
        state = "scenario_unsummed" if np.isnan(total) else "scenario"
        if np.isfinite(short):
            state = "scenario_short" if short > SAME else "scenario_reached"
        return say(
            f"closure.{state}",
            language,
            count=forms.number(len(self.changed_places)),
            total=forms.number(total, places),
            before=forms.number(before, places),
            wanted=forms.number(wanted, places),
            remainder=forms.number(abs(short), places),
        )

    def closure_words(self, language: str) -> str:
        """Say whether and how the set stands to the target above it."""
        if self.changed_places:
            return self.scenario_words(language)
        closure, forms, places = self.composed.closure, Forms(language), self.sum_places
        state = closure.state
        if state == "not_asked" and np.isnan(self.composed.total_value):
            state = "partly_summed" if closure.coverage_share > 0 and self.problem.is_additive else "not_summed"
        return say(
            f"closure.{state}",
            language,
            indicator=self.composition.indicator[f"name_{language}"],
            year=self.final_year,
            total=forms.number(self.composed.total_value, places),
            wanted=forms.number(closure.wanted_value, places),
            coverage=forms.share(closure.coverage_share),
            best=forms.number(closure.best_feasible_value, places),
            nearest=forms.number(closure.nearest_feasible_value, places),
            remainder=forms.number(abs(closure.remainder_value), places),
        )

    def reason_words(self, language: str = "id") -> str:
        """Say in one sentence how the set was made: what stands in column `alasan`."""
        asked, forms = self.request, Forms(language)
        lifted = [
            say(f"limit.{name}", language)
            for name, holds in (
                ("today", asked.limits.is_never_easier),
                ("precedent", asked.limits.is_within_precedent),
            )
            if not holds
        ]
        aim = asked.to if asked.to in ENDS else "typed"
        wanted = forms.number(self.wanted_value, self.composition.decimal_places)
        return say(
            "reason",
            language,
            rule=self.name_words(language),
            year=self.final_year,
            aim=say(f"aim.{aim if np.isfinite(self.wanted_value) else 'none'}", language, wanted=wanted),
            path=say(f"path.{asked.path}", language),
            lifted=say("lifted", language, limits=", ".join(lifted), reason=asked.limits.reason) if lifted else "",
            edition=self.edition_name,
            fingerprint=self.fingerprint,
        )


def draw_up(composition: Composition, request: Request, edition_name: str = "") -> DrawnSet:
    """Compose the last year, lay the way there and the range around it; raises CompositionError."""
    years = years_of(composition, request)
    final_year = years[-1]
    problem = composition.problem(final_year)
    wanted = _wanted_value(composition, request.to, final_year)
    try:
        composed = compose(problem, request.choice, wanted, _locks(composition, request), request.limits)
    except LockError as error:
        raise CompositionError(
            "lock_out_of_bounds", f"{composition.region_ids[error.place]}={error.value:g}"
        ) from error
    values = path_values(
        problem, composed.values, final_year, years, request.path, composition.projection_values(years)
    )
    given = composition.given if request.choice.rule in composition.given else None
    if given is not None:  # sets that others made have their own years
        blank = np.full(len(composition.region_ids), np.nan)
        values = np.column_stack([given[request.choice.rule].get(year, blank) for year in years])
        values[:, -1] = composed.values
    low, high = _ranges(composition, request, problem, values, years)
    return DrawnSet(request, edition_name, composition, problem, years, wanted, composed, values, low, high)


def agreed_locks(composition: Composition, year: int) -> dict[str, float]:
    """Give what has been agreed for a year as locks: agreed regions are left alone and the rest closes around them."""
    agreed = composition.given.get("as_agreed", {}).get(year)
    if agreed is None:
        return {}
    return {
        region_id: float(value)
        for region_id, value in zip(composition.region_ids, agreed, strict=True)
        if np.isfinite(value)
    }


def years_of(composition: Composition, request: Request) -> tuple[int, ...]:
    """Give the years a request is about; raises CompositionError for one that is not to come."""
    still_open = composition.open_years
    asked = tuple(sorted(set(request.years))) or still_open
    wrong = [year for year in asked if year not in still_open]
    if wrong or not asked:
        culprit = ", ".join(str(year) for year in wrong or composition.target_years)
        raise CompositionError("no_year", culprit, ", ".join(str(year) for year in still_open) or "–")
    return asked


def _wanted_value(composition: Composition, to: str, year: int) -> float:
    if to in ENDS:
        return composition.wanted_value(year, to)
    try:
        value = float(to)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise CompositionError("unknown_aim", to)
    return value


def _locks(composition: Composition, request: Request) -> FloatArray:
    locks = np.full(len(composition.region_ids), np.nan)
    for region_id, value in request.locks.items():
        if region_id not in composition.place:
            raise CompositionError("unknown_lock", region_id)
        if not np.isfinite(value):
            raise CompositionError("lock_out_of_bounds", f"{region_id}={value:g}")
        locks[composition.place[region_id]] = value
    return locks


def _ranges(
    composition: Composition, request: Request, problem: Problem, values: FloatArray, years: tuple[int, ...]
) -> tuple[FloatArray, FloatArray]:
    """Give low and high of every year; the parent's range of that year, else that of the last year, sets the width."""
    low, high = np.empty_like(values), np.empty_like(values)
    for column, year in enumerate(years):
        targets = composition.parent_targets
        parent = targets.get(year) or targets.get(years[-1])
        width = (parent.low, parent.high) if request.is_parent_range and parent is not None else None
        low[:, column], high[:, column] = range_around(problem, values[:, column], request.half_width, width)
    return low, high
