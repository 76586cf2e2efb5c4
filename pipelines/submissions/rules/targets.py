"""Rules on one target cell: its year, value, bounds and unit. What is likely is asked in `plausibility.py`."""

from __future__ import annotations

from pipelines.submissions.model.finding import Words
from pipelines.submissions.rules.case.candidates import CandidateTarget
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import direction_words, indicator_name
from pipelines.submissions.rules.cells.magnitudes import largest, settled_number
from pipelines.submissions.rules.cells.numbers import HIDDEN_ZERO, Fault, Value, read_cell
from pipelines.submissions.rules.cells.units import WHOLE, unit_words
from pipelines.submissions.rules.cells.years import read_year
from pipelines.submissions.rules.counts import read_count
from pipelines.submissions.rules.plausibility import ask_refused_scale, meant_words, scale_slip

UNBOUNDED = Words("tanpa batas", "no bound")
ZERO_UNSEEN = Words(
    "yang tersimpan angka 0, tetapi format sel tidak menampilkannya",
    "what is stored is 0, but the cell's format hides it",
)
BOUND_NAMES = {"up": Words("bawah", "lower"), "down": Words("atas", "upper")}


def read_target_year(target: CandidateTarget, docket: Docket) -> None:
    """Hold the year against the round's target years; a CSV states it in a cell of its own."""
    written = target.row.offered.target_year
    years = docket.planning_round.target_years
    if written.address:
        found = read_year(written)
        target.year = found if isinstance(found, int) else None
        if found == "value.year_is_date":
            docket.about_target("value.year_is_date", target, written, example=str(years[-1]))
            return
    if target.year not in years:
        docket.about_target(
            "value.year",
            target,
            written if written.address else None,
            round=docket.planning_round.round_id,
            years=", ".join(str(year) for year in years),
        )


def read_value(target: CandidateTarget, docket: Docket) -> None:
    """Read the cell into a value; what cannot be read without doubt refuses the target."""
    cell = target.cell
    indicator = target.row.indicator
    is_count = indicator is not None and indicator.unit_of_measure in WHOLE
    value = read_count(cell, docket) if is_count else read_cell(cell, docket.sign_of, docket.is_csv)
    if value is None:
        target.is_blank = True
    elif isinstance(value, Fault):
        docket.about_target(value.rule_id, target, **value.facts)
    else:
        target.value = value


def fit_indicator(target: CandidateTarget, docket: Docket) -> None:
    """A per cent sign belongs to percentages, an open end must promise something, and bounds hold for both ends."""
    indicator, value = target.row.indicator, target.value
    if indicator is None or value is None:
        return
    if value.has_percent and indicator.unit_of_measure != "percent":
        docket.about_target(
            "unit.mismatch", target, indicator=indicator_name(indicator), unit=unit_words(indicator.unit_of_measure)
        )
        return
    if _promises_nothing(value, indicator.good_direction):
        docket.about_target(
            "value.open_end",
            target,
            indicator=indicator_name(indicator),
            direction=direction_words(indicator),
            needed=BOUND_NAMES.get(indicator.good_direction, Words("bawah dan atas", "lower and upper")),
        )
        return
    lower, upper = indicator.lower_bound, indicator.upper_bound
    target.value = value = _at_bounds(value, lower, upper)
    smallest, most = _ends(value)
    if (lower is not None and smallest < lower) or (upper is not None and most > upper):
        outside = smallest if lower is not None and smallest < lower else most
        docket.about_target(
            "value.out_of_range",
            target,
            value=outside,
            meant=meant_words(scale_slip(outside, target.row.standing)),
            indicator=indicator_name(indicator),
            lower=UNBOUNDED if lower is None else float(lower),
            upper=UNBOUNDED if upper is None else float(upper),
            unit=unit_words(indicator.unit_of_measure),
        )
        ask_refused_scale(target, docket, outside)
        return
    if max(abs(smallest), abs(most)) > largest(indicator):
        what = indicator_name(indicator)
        docket.about_target("value.too_large", target, what=what, largest=largest(indicator))
        return
    is_one = smallest == most
    target.easy = most if is_one else easy_end(value, indicator.good_direction, target.row.standing.latest)


def _promises_nothing(value: Value, good_direction: str) -> bool:
    """Tell whether a value is open at the end that would promise something."""
    if value.low is not None and value.high is not None:
        return False
    return {"up": value.low, "down": value.high}.get(good_direction) is None


def _at_bounds(value: Value, lower: float | None, upper: float | None) -> Value:
    """Take the noise of arithmetic off both ends: one that misses a bound by it is the bound."""
    ends = (value.low, value.high)
    if ends[0] == ends[1] and ends[0] is not None:
        one = settled_number(ends[0], lower, upper)
        return value if one == ends[0] and one else value._replace(low=one, high=one)
    low, high = (None if end is None else settled_number(end, lower, upper) for end in ends)
    return value if (low, high) == ends else value._replace(low=low, high=high)


def _ends(value: Value) -> tuple[float, float]:
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    if low is None or high is None:
        raise ValueError("a value has at least one end")
    return low, high


def easy_end(value: Value, good_direction: str, latest: float | None) -> float:
    """The end that is easier to reach: high when lower is better, low when higher is better; for a band the end nearer
    to where the region stands, or the upper one."""
    low, high = _ends(value)
    if good_direction == "down" or low == high:
        return high
    if good_direction == "up":
        return low
    return low if latest is not None and abs(latest - low) < abs(latest - high) else high


def note_form(target: CandidateTarget, docket: Docket) -> None:
    """Say how a value was read that was not typed as a plain number."""
    value = target.value
    if value is None or not value.notes or not target.is_sound:
        return
    for rule_id in value.notes:
        if rule_id == "value.range":
            docket.about_target(rule_id, target, range=target.shown, easy=target.easy)
        elif rule_id == HIDDEN_ZERO:
            docket.about_target(rule_id, target, zero=ZERO_UNSEEN)
        else:
            docket.about_target(rule_id, target, value=target.shown, stored=target.cell.number or 0.0)
