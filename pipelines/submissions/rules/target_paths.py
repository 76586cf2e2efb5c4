"""Questions about the targets of one region over the years: their path, a flat line, zeros throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from pipelines.submissions.model.finding import Words
from pipelines.submissions.rules.case.accepted_targets import SoundTargets
from pipelines.submissions.rules.case.candidates import CandidateTarget, weighed_number
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import (
    SIGNS,
    at_best_bound,
    direction_words,
    half_unit,
    indicator_name,
)


def ask_sequences(sound: SoundTargets, docket: Docket) -> None:
    """Ask about the years of each indicator and region."""
    for path in sound.paths.values():
        for rule in SEQUENCE_RULES:
            rule(path, docket)


def ask_path(path: list[CandidateTarget], docket: Docket) -> None:
    """A year worse than the one before."""
    indicator = path[0].row.known_indicator
    sign, half = SIGNS[indicator.good_direction], half_unit(indicator)
    for earlier, later in pairwise(path):
        if sign * (later.easy - earlier.easy) < -half:
            docket.about_target(
                "target.path",
                later,
                value=weighed_number(later),
                year=str(later.year),
                earlier=weighed_number(earlier),
                earlier_year=str(earlier.year),
                indicator=indicator_name(indicator),
                direction=direction_words(indicator),
            )


def ask_flat(path: list[CandidateTarget], docket: Docket) -> None:
    """The same target in every year, short of the best that is possible."""
    last = path[-1]
    indicator = last.row.known_indicator
    if len(path) < 2 or _ends(path[0]) != _ends(last) or last.easy == 0 or at_best_bound(last.easy, indicator):
        return
    if all(target.value == last.value or _ends(target) == _ends(last) for target in path):
        docket.about_target(
            "target.flat",
            last,
            value=last.shown,
            indicator=indicator_name(indicator),
            region=last.row.known_region.region_name,
            years=_years(path),
        )


def ask_zeros(path: list[CandidateTarget], docket: Docket) -> None:
    """Zero in every year: zeros often stand for figures that nobody has. A single zero is asked where up is better."""
    last = path[-1]
    indicator = last.row.known_indicator
    if (
        last.easy != 0
        or any(target.easy != 0 for target in path)
        or (len(path) < 2 and indicator.good_direction != "up")
    ):
        return
    years = _years(path)
    zero = Words(f"target 0 untuk {years}", f"the target is 0 for {years}")
    if len(path) > 1:
        zero = Words(f"target 0 untuk semua tahun ({years})", f"the target is 0 in all years ({years})")
    docket.about_target("target.suspicious_zero", last, zero=zero)


def _ends(target: CandidateTarget) -> tuple[float | None, float | None]:
    return (target.value.low, target.value.high) if target.value else (None, None)


def _years(path: Iterable[CandidateTarget]) -> str:
    return ", ".join(str(target.year) for target in path)


SEQUENCE_RULES: tuple[Callable[[list[CandidateTarget], Docket], None], ...] = (ask_path, ask_flat, ask_zeros)
