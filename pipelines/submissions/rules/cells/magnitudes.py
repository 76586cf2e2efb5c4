"""The largest figure that can be meant at all, by unit of measure and for a denominator, and figures without the noise
that arithmetic leaves behind. What is usual for a region is asked in `plausibility.py`."""

from __future__ import annotations

from functools import lru_cache

from pipelines.reference.model import Indicator

# Generous: the nation has about 285 million people, and no sum of money in the catalogue is beyond a year's budget.
LARGEST = {
    "percent": 10_000.0,
    "percent_point": 10_000.0,
    "index": 10_000.0,
    "ratio": 10_000.0,
    "year": 1_000.0,
    "person": 1e10,
    "thousand_person": 1e7,
    "million_person": 1e4,
    "household": 1e10,
    "family": 1e10,
    "rupiah": 1e17,
    "thousand_rupiah": 1e14,
    "rupiah_per_person_month": 1e9,
    "region": 1e4,
    "village": 1e6,
    "institution": 1e7,
}
LARGEST_OF_OTHERS = 1e12
LARGEST_DENOMINATOR = 1e9  # persons, households: more than there are
SMALLEST_DENOMINATOR = 1e-6  # above zero: what lies below is left over from arithmetic
NOISE = 1e-9  # of the larger of 1 and the bound beside it
FEW_DECIMALS = 6  # a number of so few has no noise
EXCEL_DIGITS = 15  # a spreadsheet shows no more, so nobody typed more


def largest(indicator: Indicator) -> float:
    """The largest absolute figure of an indicator that is a target and not a slip."""
    return LARGEST.get(indicator.unit_of_measure, LARGEST_OF_OTHERS)


def without_noise(number: float) -> float:
    """The number in fifteen digits: 55.50000000000001 is 55.5. No negative zero."""
    if round(number, FEW_DECIMALS) == number:
        return number + 0.0
    return float(f"{number:.{EXCEL_DIGITS}g}") + 0.0


def at_bound(number: float, *bounds: float | None) -> float:
    """The bound that a number misses by noise alone, or the number itself: -2.7E-17 is 0 where 0 is the least."""
    for bound in bounds:
        if bound is not None and abs(number - bound) <= (NOISE if -1 <= bound <= 1 else NOISE * abs(bound)):
            return float(bound)
    return number


@lru_cache(maxsize=50_000)
def settled_number(number: float, lower: float | None, upper: float | None = None) -> float:
    """The number without noise, at a bound that it misses by noise alone; most figures stand in many cells."""
    return at_bound(without_noise(number), lower, upper)
