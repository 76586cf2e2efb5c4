"""Questions about parts and wholes inside one file: regions against their parent, a count against a rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.submissions.model.finding import Words, number_words
from pipelines.submissions.rules.case.accepted_targets import SoundTargets
from pipelines.submissions.rules.case.candidates import CandidateTarget
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import half_unit, indicator_name

# A count and the rate that should imply the same denominator; persons per unit of the count.
COUNT_OF_RATE = {"poverty_rate": ("poor_population", 1000.0)}
DENOMINATOR_SHARE = 0.02
GROWTH_SHARE_PER_YEAR = 0.015  # how far a population may drift between the official year and the target year


@dataclass(frozen=True, slots=True)
class SumOfParts:
    """What the parts add up to, in words, and how far rounding may move it."""

    total: float
    tolerance: float
    parts: Words
    explained: Words | str = ""


def ask_sums(sound: SoundTargets, docket: Docket) -> None:
    """A parent region's target against those of all its regions of today, where the file has them all."""
    children_of = docket.context.children_of
    if len({level for _, level, _ in sound.of_level}) < 2:
        return
    by_key = sound.by_key
    parents = {child: parent for parent, children in children_of.items() for child in children}
    groups: dict[tuple[str, str, int], list[CandidateTarget]] = {}
    for target in sound.targets:
        indicator_code, region_id, year = target.key
        parent = parents.get(region_id)
        if parent is not None and (indicator_code, parent, year) in by_key:
            groups.setdefault((indicator_code, parent, year), []).append(target)
    for key, parts in groups.items():
        if len(parts) == len(children_of[key[1]]):
            _ask_sum(by_key[key], parts, docket)


def _ask_sum(parent: CandidateTarget, parts: list[CandidateTarget], docket: Docket) -> None:
    whole = _whole_of_parts(parent, parts, docket)
    if whole is None or abs(parent.easy - whole.total) <= whole.tolerance:
        return
    indicator = parent.row.known_indicator
    docket.about_target(
        "coherence.sum",
        parent,
        value=parent.shown,
        region=parent.row.known_region.region_name,
        indicator=indicator_name(indicator),
        year=str(parent.year),
        parts=whole.parts,
        count=len(parts),
        total=float(f"{whole.total:.6g}") if indicator.aggregation != "sum" else whole.total,
        explained=whole.explained,
    )


def _whole_of_parts(parent: CandidateTarget, parts: list[CandidateTarget], docket: Docket) -> SumOfParts | None:
    indicator = parent.row.known_indicator
    half = half_unit(indicator)
    values = [part.easy for part in parts]
    if indicator.aggregation == "sum":
        return SumOfParts(sum(values), half * (len(parts) + 1), Words("jumlah", "sum"))
    if indicator.aggregation not in ("ratio_of_sums", "weighted"):
        return None
    plain = sum(values) / len(values)
    is_plain = abs(parent.easy - plain) <= 2 * half
    total = _weighted_mean(values, [part.row.denominator for part in parts])
    if total is not None:
        words = Words("rata-rata tertimbang penyebut", "denominator-weighted mean")
        return SumOfParts(total, 2 * half, words, _plain_mean(plain) if is_plain else "")
    populations = docket.context.registered_population
    total = _weighted_mean(values, [populations.get(part.row.known_region.region_id) for part in parts])
    if is_plain and total is not None and indicator.aggregation == "weighted":
        words = Words("rata-rata tertimbang penduduk", "population-weighted mean")
        return SumOfParts(total, 2 * half, words, _plain_mean(plain))
    nearest = min(max(parent.easy, min(values)), max(values))  # no weights make a mean outside its parts
    return SumOfParts(nearest, 2 * half, Words("rata-rata apa pun", "any possible mean"))


def _weighted_mean(values: list[float], weights: list[float | None]) -> float | None:
    """The mean by weight; None when a weight is missing or all are zero."""
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(values) or sum(known) <= 0:
        return None
    return sum(value * weight for value, weight in zip(values, known, strict=True)) / sum(known)


def _plain_mean(plain: float) -> Words:
    """Percentages averaged without weights: the commonest reason why parts and whole disagree."""
    shown = number_words(float(f"{plain:.6g}"))
    return Words(
        f" (rata-rata tanpa bobotnya {shown.id}: selisihnya berasal dari bobot)",
        f" (their mean without weights is {shown.en}: the difference comes from the weights)",
    )


def ask_implied_denominators(sound: SoundTargets, docket: Docket) -> None:
    """100 * count / rate is a population: held against the one the official figures imply."""
    by_key = sound.by_key
    if not any(sound.has_indicator(rate_code) for rate_code in COUNT_OF_RATE):
        return
    for rate in sound.targets:
        rate_code, region_id, year = rate.key
        count_code, persons = COUNT_OF_RATE.get(rate_code, ("", 0.0))
        count = by_key.get((count_code, region_id, year))
        if count is None or not rate.easy:
            continue
        official = _official(rate_code, count_code, region_id, docket)
        if official is None:
            continue
        official_year, population = official
        implied = 100 * count.easy / rate.easy
        allowed = DENOMINATOR_SHARE + GROWTH_SHARE_PER_YEAR * max(0, year - official_year)
        if abs(implied / population - 1) > allowed:
            docket.about_target(
                "coherence.denominator",
                count,
                count_indicator=indicator_name(count.row.known_indicator),
                rate_indicator=indicator_name(rate.row.known_indicator),
                count=count.shown,
                rate=rate.shown,
                implied=round(implied * persons),
                difference=round(100 * abs(implied / population - 1), 1),
                official=round(population * persons),
                year=str(official_year),
            )


def _official(rate_code: str, count_code: str, region_id: str, docket: Docket) -> tuple[int, float] | None:
    """The last year that has both official figures, and the population they imply."""
    rates = dict(docket.context.series.get((rate_code, region_id), ()))
    counts = dict(docket.context.series.get((count_code, region_id), ()))
    years: Iterable[int] = (year for year in rates if counts.get(year) and rates[year])
    last = max(years, default=None)
    return None if last is None else (last, 100 * counts[last] / rates[last])
