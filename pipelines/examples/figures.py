"""DATA CONTOH: invented observations, denominators and intended targets per indicator and region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.examples.chance import bell, share
from pipelines.exports.templates.facts import Baseline
from pipelines.reference.model import Catalogue, Indicator

FIRST_YEAR, LAST_YEAR = 2023, 2025
OLD_YEAR = 2022  # the only year of a pair whose figures stopped
WITHOUT_HISTORY, STOPPED_HISTORY, NO_DISASTER = 0.04, 0.03, 0.25  # shares of pairs
EXAMPLE_DOCUMENT = "contoh-nasional"
SPM_LEVELS = {
    "inside": 66.0,
    "outside": 54.0,
    "province": 84.0,
    "district": 78.0,
}  # level of 2025 by last word of the code
SPM_STEP = 5.0
# people (or villages) a rate is about per 100,000 inhabitants; 120 where a group is not named
NEED_PER_100K = {"villages": 30, "disability": 95, "children": 140, "elderly": 180, "homeless": 35, "disaster": 260}


class InventedFigure(NamedTuple):
    """One invented figure; grain of the example history."""

    indicator_code: str
    region_id: str
    year: int
    value: float


@dataclass(frozen=True)
class Inventor:
    """Invents figures for the indicators of the example rounds; `population` by region_id scales the counts."""

    catalogue: Catalogue
    population: Mapping[str, float]

    def indicators(self) -> list[Indicator]:
        """Give the indicators without public figures that an example round assigns to somebody, in code order."""
        examples = {code for code, item in self.catalogue.rounds.items() if item.is_example}
        codes = {item.indicator_code for item in self.catalogue.assignments if item.round_id in examples}
        return [self.catalogue.indicators[code] for code in sorted(codes)]

    def observations(self) -> list[InventedFigure]:
        """Give all invented figures in the order indicator, region, year."""
        return [
            InventedFigure(indicator.indicator_code, region.region_id, year, value)
            for indicator in self.indicators()
            for region in sorted(self.catalogue.regions.values(), key=lambda item: item.region_id)
            if region.region_level == indicator.region_level and region.valid_to is None
            for year, value in self.series(indicator, region.region_id).items()
        ]

    def series(self, indicator: Indicator, region_id: str) -> dict[int, float]:
        """Give the years and values of one pair; empty where nothing was counted or no disaster happened."""
        code = indicator.indicator_code
        if self.denominator(indicator, region_id) == 0 or share("history", code, region_id) < WITHOUT_HISTORY:
            return {}
        level, step = self.level(indicator, region_id), self.step(indicator, region_id)
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        if share("stopped", code, region_id) < STOPPED_HISTORY:
            years = range(OLD_YEAR, OLD_YEAR + 1)
        return {
            year: self.rounded_value(
                indicator, level - step * (LAST_YEAR - year) * (0.7 + 0.6 * share("noise", code, region_id, year))
            )
            for year in years
        }

    def baseline(self, indicator: Indicator, region_id: str, baseline_year: int) -> Baseline | None:
        """Give the last invented figure not later than the baseline year."""
        known = {year: value for year, value in self.series(indicator, region_id).items() if year <= baseline_year}
        return Baseline(max(known), known[max(known)]) if known else None

    def level(self, indicator: Indicator, region_id: str) -> float:
        """Give where the region stands in the last year, before rounding."""
        code = indicator.indicator_code
        if indicator.unit_of_measure == "percent":
            return min(97.0, max(6.0, self.national_level(indicator) + 19 * bell("level", code, region_id)))
        part = self.population[region_id] / self.population["00"]
        return self.national_level(indicator) * part * (0.75 + 0.5 * share("level", code, region_id))

    def step(self, indicator: Indicator, region_id: str) -> float:
        """Give the region's usual yearly gain, in the indicator's unit; a few regions fall back."""
        usual = SPM_STEP if indicator.kind == "spm" else self._national_step(indicator)
        if indicator.unit_of_measure != "percent":
            usual *= self.population[region_id] / self.population["00"]
        return usual * (0.9 * share("step", indicator.indicator_code, region_id) - 0.1)

    def target_path(self, indicator: Indicator, region_id: str, round_id: str, years: tuple[int, ...]) -> list[float]:
        """Give what the unit means to reach in each year; later rounds of one plan year mostly keep the path."""
        code = indicator.indicator_code
        level = self.level(indicator, region_id)
        usual = SPM_STEP if indicator.kind == "spm" else self._national_step(indicator)
        if indicator.unit_of_measure != "percent":
            usual *= self.population[region_id] / self.population["00"]
        pace = usual * (0.45 + share("pace", code, region_id))
        changed = share("changed", code, region_id, round_id)
        if round_id != "contoh-2026-1" and changed > 0.6:
            pace *= 1.25 if changed > 0.75 else 0.8
        path = [level + pace * (year - LAST_YEAR) for year in years]
        if indicator.kind == "spm" and share("full", code, region_id) < 0.4:
            path = [level + (100 - level) * (place + 1) / len(years) for place in range(len(years))]
        return [self.rounded_value(indicator, value) for value in path]

    def denominator(self, indicator: Indicator, region_id: str) -> int | None:
        """Give the invented number of people (or villages) the rate is about; None where the indicator has none."""
        code = indicator.indicator_code
        if indicator.aggregation != "ratio_of_sums":
            return None
        if "disaster_" in code and indicator.kind == "spm" and share("disaster", code, region_id) < NO_DISASTER:
            return 0
        need = next((count for word, count in NEED_PER_100K.items() if word in code), 120)
        people = self.population[region_id] * need / 100_000 * (0.6 + 0.8 * share("need", code, region_id))
        return max(3, round(people))

    def national_level(self, indicator: Indicator) -> float:
        """Give the level of the last year around which regions are spread."""
        if indicator.kind == "spm":
            return SPM_LEVELS[indicator.indicator_code.rpartition("_")[2]]
        return self._national_targets(indicator)[0] - self._national_step(indicator)

    def rounded_value(self, indicator: Indicator, value: float) -> float:
        low = indicator.lower_bound if indicator.lower_bound is not None else value
        high = indicator.upper_bound if indicator.upper_bound is not None else value
        return round(min(high, max(low + 10.0**-indicator.decimal_places, value)), indicator.decimal_places)

    def _national_targets(self, indicator: Indicator) -> list[float]:
        return [
            float(target.target_low or 0.0)
            for target in sorted(self.catalogue.national_targets, key=lambda item: item.target_year)
            if (target.document_id, target.indicator_code) == (EXAMPLE_DOCUMENT, indicator.indicator_code)
        ]

    def _national_step(self, indicator: Indicator) -> float:
        targets = self._national_targets(indicator)
        return (targets[-1] - targets[0]) / (len(targets) - 1)
