"""What the rules may know besides the file: the catalogue, figures known at reception, earlier targets."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.reference.model import Catalogue, Indicator, NationalTarget, RegionLevel
from pipelines.reference.regions import RegionIndex, index_regions
from pipelines.submissions.rules.case.candidates import UNKNOWN_STANDING, Standing
from pipelines.submissions.rules.cells.codes import FoundRegion, WrittenRegion, find_region
from pipelines.submissions.rules.cells.indicators import FoundIndicator, IndicatorIndex
from pipelines.submissions.rules.precedent import Panel, make_panel

SeriesKey = tuple[str, str]
Series = list[tuple[int, float]]
LONGEST_KEPT = 300  # characters of a spelling whose answer is kept
USUAL_COUNT = 5  # the last values that say what is usual for a region


@dataclass(frozen=True)
class JudgingContext:
    """One context serves many files. Everything but the catalogue may be empty; rules that need it then stay silent.

    `series`: (indicator_code, region_id) -> [(year, value)] of reference months, known when the file was received.
    `previous_targets`: (indicator_code, region_id, target_year) -> easy end agreed in the round before.
    `breaks`: (indicator_code, region_id) -> first year of a territory that changed.
    `previous_denominators`: (indicator_code, region_id) -> denominator of the round before, where it was not zero.
    """

    catalogue: Catalogue
    series: Mapping[SeriesKey, Series] = field(default_factory=dict)
    previous_targets: Mapping[tuple[str, str, int], float] = field(default_factory=dict)
    breaks: Mapping[SeriesKey, int] = field(default_factory=dict)
    previous_denominators: Mapping[SeriesKey, float] = field(default_factory=dict)

    @cached_property
    def region_index(self) -> RegionIndex:
        return index_regions(self.catalogue)

    @cached_property
    def indicator_index(self) -> IndicatorIndex:
        return IndicatorIndex(self.catalogue.indicators.values())

    @cached_property
    def _regions_found(self) -> dict[WrittenRegion, FoundRegion]:
        return {}

    @cached_property
    def _indicators_found(self) -> dict[tuple[str, str], FoundIndicator]:
        return {}

    @cached_property
    def _levels(self) -> dict[frozenset[str], RegionLevel | None]:
        return {}

    @cached_property
    def _standings(self) -> dict[tuple[str, str, int], Standing]:
        return {}

    def find_region(self, written: WrittenRegion) -> FoundRegion:
        """Decide a region once for each way it is written."""
        found = self._regions_found.get(written)
        if found is None:
            found = find_region(self.region_index, written)
            if len(written.code) + len(written.name) <= LONGEST_KEPT:
                self._regions_found[written] = found
        return found

    def find_indicator(self, code_text: str, name_text: str) -> FoundIndicator:
        """Decide an indicator once for each way it is written."""
        key = (code_text, name_text)
        found = self._indicators_found.get(key)
        if found is None:
            found = self.indicator_index.find(code_text, name_text)
            if len(code_text) + len(name_text) <= LONGEST_KEPT:
                self._indicators_found[key] = found
        return found

    @cached_property
    def _assigned_regions(self) -> dict[tuple[str, str, str], frozenset[str]]:
        """Regions owed by (round, unit, indicator); units with the same scope share one answer."""
        scoped: dict[tuple[str | None, str], frozenset[str]] = {}
        found: dict[tuple[str, str, str], frozenset[str]] = {}
        for assignment in self.catalogue.assignments:
            scope = (self.catalogue.units[assignment.unit_code].region_scope, assignment.region_level)
            if scope not in scoped:
                scoped[scope] = frozenset(self.catalogue.regions_owed(assignment))
            key = (assignment.round_id, assignment.unit_code, assignment.indicator_code)
            found[key] = found[key] | scoped[scope] if key in found else scoped[scope]
        return found

    def owned_regions(self, round_id: str, unit_code: str, indicator_code: str) -> frozenset[str] | None:
        """Regions a unit owes an indicator for in a round; None when the indicator is not assigned to it."""
        return self._assigned_regions.get((round_id, unit_code, indicator_code))

    def level_of(self, region_ids: frozenset[str]) -> RegionLevel | None:
        """The level that all of these regions have; None when they differ."""
        if region_ids not in self._levels:
            levels = {self.catalogue.regions[region_id].region_level for region_id in region_ids}
            self._levels[region_ids] = next(iter(levels)) if len(levels) == 1 else None
        return self._levels[region_ids]

    def standing(self, indicator_code: str, region_id: str, baseline_year: int) -> Standing:
        """Baseline (last point not later than the baseline year), latest point, and what is usual for the region."""
        key = (indicator_code, region_id, baseline_year)
        found = self._standings.get(key)
        if found is None:
            found = self._standings[key] = _standing(self.series.get((indicator_code, region_id)), baseline_year)
        return found

    def known_until(self, indicator_code: str, region_id: str, year: int) -> tuple[int, float]:
        """The last point not later than a year; year 0 when there is none."""
        points = self.series.get((indicator_code, region_id), ())
        return max((point for point in points if point[0] <= year), default=(0, 0.0))

    @cached_property
    def national_targets(self) -> dict[tuple[str, str, int], NationalTarget]:
        """National targets by (document, indicator, year)."""
        return {
            (target.document_id, target.indicator_code, target.target_year): target
            for target in self.catalogue.national_targets
        }

    @cached_property
    def children_of(self) -> dict[str, list[str]]:
        """Regions of today by the region they belong to."""
        found: dict[str, list[str]] = {}
        for region in self.catalogue.regions.values():
            if region.valid_to is None and region.parent_region_id is not None:
                found.setdefault(region.parent_region_id, []).append(region.region_id)
        return found

    @cached_property
    def registered_population(self) -> dict[str, float]:
        """Registered population by region: the weight where a file brings none."""
        return {
            weight.region_id: weight.weight_value
            for weight in self.catalogue.region_weights
            if weight.weight_name == "registered_population"
        }

    @cached_property
    def _peer_series(self) -> dict[tuple[str, str], dict[str, Series]]:
        found: dict[tuple[str, str], dict[str, Series]] = {}
        for (indicator_code, region_id), points in self.series.items():
            region = self.catalogue.regions.get(region_id)
            if region is not None:
                found.setdefault((indicator_code, region.region_level), {})[region_id] = points
        return found

    @cached_property
    def _panels(self) -> dict[tuple[str, str], Panel]:
        return {}

    def panel(self, indicator: Indicator, region_level: str) -> Panel | None:
        """The peers of a region: all series of its level in an indicator, side by side; None when there are none."""
        key = (indicator.indicator_code, region_level)
        if key not in self._panels and key in self._peer_series:
            breaks = {region: year for (code, region), year in self.breaks.items() if code == key[0]}
            self._panels[key] = make_panel(indicator, self._peer_series[key], breaks)
        return self._panels.get(key)

    def is_within_pace(self, indicator: Indicator, region_level: str, change: float, span: int) -> bool:
        """True when some region of the level has changed at least that much for the better over so many years."""
        panel = self.panel(indicator, region_level)
        fastest = panel.past(span).fastest if panel is not None else None
        return fastest is not None and 0 < change <= fastest.change


def _standing(series: Series | None, baseline_year: int) -> Standing:
    if not series:
        return UNKNOWN_STANDING
    points = sorted(series)
    before = [point for point in points if point[0] <= baseline_year]
    last = [value for _, value in points[-USUAL_COUNT:]]
    usual = statistics.median(last)
    return Standing(
        baseline_year=before[-1][0] if before else None,
        baseline=before[-1][1] if before else None,
        latest_year=points[-1][0],
        latest=points[-1][1],
        usual=usual,
        spread=statistics.median(abs(value - usual) for value in last),
    )
