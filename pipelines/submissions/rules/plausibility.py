"""Questions about one target, from where its region stands: scale, direction, baseline, zeros, whole counts.

Each asks with figures and refuses nothing. Years of one region are compared in `sequences.py`, regions in `peers.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

from pipelines.submissions.model.finding import Fact, Words, number_words
from pipelines.submissions.rules.case.candidates import CandidateTarget, Standing, weighed_number
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import SIGNS, direction_words, half_unit, indicator_name
from pipelines.submissions.rules.cells.magnitudes import without_noise
from pipelines.submissions.rules.cells.units import WHOLE, unit_words

LEAST_POWER = 1  # of ten: what is ten times off is asked about, whichever power of ten it is
LARGEST_POWER = 308  # of ten that is still a number here
FACTOR_SLACK = 0.3  # in log10, around such a power
USUAL_SPREADS = 6 * 1.4826  # six standard deviations by the median absolute deviation
USUAL_SHARE = 0.5  # or half the usual value, whichever is wider
SAME_VALUE = 1e-9  # figures closer than this are one figure
LARGE_SHARE = 0.5  # of the upper bound, reached from a baseline of zero


def ask_scale(target: CandidateTarget, docket: Docket) -> None:
    """Ten times or more off what is usual; where a power of ten moves it back to what is usual, that is suggested."""
    standing = target.row.standing
    usual = standing.usual if standing.usual is not None else standing.baseline
    if not usual or not target.easy:
        return
    power = _powers_between(target.easy, usual)
    if abs(power) < LEAST_POWER - SAME_VALUE:
        return
    target.is_scale_suspect = True
    _say_scale(target, docket, target.easy, usual, scale_slip(target.easy, standing))


def ask_refused_scale(target: CandidateTarget, docket: Docket, value: float) -> None:
    """The same question about a value that bounds refuse, where a power of ten makes it usual."""
    standing = target.row.standing
    usual = standing.usual if standing.usual is not None else standing.baseline
    moved = scale_slip(value, standing)
    if usual and moved is not None:
        target.is_scale_suspect = True
        _say_scale(target, docket, value, usual, moved)


def scale_slip(value: float, standing: Standing) -> float | None:
    """Give the value moved by the power of ten that makes it usual; None where none does or nothing is usual."""
    usual = standing.usual if standing.usual is not None else standing.baseline
    if not usual or not value:
        return None
    power = _powers_between(value, usual)
    factor = round(abs(power))
    if factor < LEAST_POWER or abs(abs(power) - factor) >= FACTOR_SLACK:
        return None
    moved = without_noise(float(Decimal(repr(value)).scaleb(-factor if power > 0 else factor)))
    allowed = max(USUAL_SPREADS * standing.spread, USUAL_SHARE * abs(usual))
    return moved if abs(moved - usual) <= allowed else None


def _powers_between(value: float, usual: float) -> float:
    """How many powers of ten lie between two numbers other than zero, also where their ratio is no finite number."""
    ratio = abs(value / usual)
    return math.log10(ratio) if 0 < ratio < math.inf else math.log10(abs(value)) - math.log10(abs(usual))


def meant_words(moved: float | None) -> Words | str:
    """The end of a sentence that says what was probably meant; empty where nothing suggests itself."""
    if moved is None:
        return ""
    shown = number_words(moved)
    return Words(f"; mungkin maksudnya {shown.id}", f"; perhaps {shown.en} was meant")


def _say_scale(target: CandidateTarget, docket: Docket, value: float, usual: float, moved: float | None) -> None:
    power = _powers_between(value, usual)
    most = min(abs(power), LARGEST_POWER)
    times = number_words(10.0 ** round(most) if moved is not None else float(f"{10**most:.2g}"))
    facts: dict[str, Fact] = {"meant": meant_words(moved)} | ({} if moved is None else {"suggested": moved})
    docket.about_target(
        "value.scale_suspect",
        target,
        value=value,
        side=Words(
            f"sekitar {times.id} kali lebih {'besar' if power > 0 else 'kecil'}",
            f"about {times.en} times {'larger' if power > 0 else 'smaller'}",
        ),
        indicator=indicator_name(target.row.known_indicator),
        region=target.row.known_region.region_name,
        usual=usual,
        **facts,
    )


def ask_direction(target: CandidateTarget, docket: Docket) -> None:
    """Worse than the baseline, or equal to it."""
    indicator, standing = target.row.known_indicator, target.row.standing
    if standing.baseline is None:
        return
    change = target.easy - standing.baseline
    is_equal = abs(change) <= half_unit(indicator)
    if not (is_equal or SIGNS[indicator.good_direction] * change < 0):
        return
    target.is_asked_direction = True
    facts: dict[str, Fact] = {"value": weighed_number(target), "year": str(target.year)}
    facts |= {"baseline": standing.baseline, "baseline_year": str(standing.baseline_year)}
    if is_equal:
        docket.about_target("target.equals_baseline", target, **facts)
        return
    facts |= {"indicator": indicator_name(indicator), "direction": direction_words(indicator)}
    docket.about_target("target.wrong_direction", target, mirror=_mirror(target, docket), **facts)


def ask_met(target: CandidateTarget, docket: Docket) -> None:
    """Reached already by the latest observation; a target whose year has been observed, by that year's own."""
    indicator, standing = target.row.known_indicator, target.row.standing
    latest_year, latest = standing.latest_year, standing.latest
    sign = SIGNS[indicator.good_direction]
    if latest_year is None or latest is None or target.year is None or not sign:
        return
    if target.year < latest_year:
        latest_year, latest = docket.context.known_until(*target.key[:2], target.year)
    if latest_year <= (standing.baseline_year or 0):
        return  # the baseline itself: said by `ask_direction`
    if sign * (latest - target.easy) >= -SAME_VALUE:
        docket.about_target(
            "target.already_met",
            target,
            value=weighed_number(target),
            year=str(target.year),
            latest=latest,
            latest_year=str(latest_year),
        )


def _mirror(target: CandidateTarget, docket: Docket) -> Words | str:
    """Where the same step in the good direction has a precedent, the sign was probably mistaken: say what was meant."""
    standing, indicator = target.row.standing, target.row.known_indicator
    if standing.baseline is None or standing.baseline_year is None or target.year is None:
        return ""
    if target.value is None or target.value.low != target.value.high:
        return ""
    mirrored = float(2 * Decimal(repr(standing.baseline)) - Decimal(repr(target.easy)))
    change = SIGNS[indicator.good_direction] * (mirrored - standing.baseline)
    level = target.row.known_region.region_level
    if not docket.context.is_within_pace(indicator, level, change, target.year - standing.baseline_year):
        return ""
    shown = number_words(mirrored)
    return Words(f" (mungkin tandanya tertukar: {shown.id})", f" (perhaps the sign was mistaken: {shown.en})")


def ask_zero_baseline(target: CandidateTarget, docket: Docket) -> None:
    """From nothing to at least half of what is possible: the zero is more likely a gap in the figures."""
    indicator, standing = target.row.known_indicator, target.row.standing
    if standing.baseline != 0 or indicator.good_direction != "up" or not indicator.upper_bound:
        return
    if target.easy >= LARGE_SHARE * indicator.upper_bound:
        shown = number_words(target.easy)
        zero = Words(
            f"kondisi awal 0 pada {standing.baseline_year} dan target {shown.id} untuk {target.year}",
            f"the baseline is 0 in {standing.baseline_year} and the target {shown.en} for {target.year}",
        )
        docket.about_target("target.suspicious_zero", target, zero=zero)


def ask_whole_count(target: CandidateTarget, docket: Docket) -> None:
    """Persons and other whole things with decimals."""
    indicator, value = target.row.known_indicator, target.value
    if indicator.unit_of_measure not in WHOLE or value is None:
        return
    if any(end is not None and end != int(end) for end in (value.low, value.high)):
        docket.about_target(
            "target.fractional_count", target, value=target.shown, unit=unit_words(indicator.unit_of_measure)
        )


TARGET_RULES: tuple[Callable[[CandidateTarget, Docket], None], ...] = (
    ask_scale,
    ask_direction,
    ask_met,
    ask_zero_baseline,
    ask_whole_count,
)
