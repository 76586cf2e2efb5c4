"""Rules on denominators: one number that can be meant, there where targets are added up, and plausible for a region.
A denominator that cannot be read refuses its row: the target would be added up with the wrong weight."""

from __future__ import annotations

from pipelines.submissions.model.finding import Words, number_words
from pipelines.submissions.rules.case.candidates import CandidateRow
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import indicator_name
from pipelines.submissions.rules.cells.magnitudes import (
    LARGEST_DENOMINATOR,
    SMALLEST_DENOMINATOR,
    settled_number,
)
from pipelines.submissions.rules.cells.numbers import Fault, Value
from pipelines.submissions.rules.counts import read_count

GROUPS = {"spm_elderly_": "elderly_population_60plus"}  # denominators are a part of a published group of people
NOT_ONE_NUMBER = Words("harus satu angka, bukan rentang atau persen", "must be one number, not a range or a per cent")
NEGATIVE = Words("tidak boleh negatif", "must not be negative")
TOO_SMALL = Words("terlalu kecil untuk jumlah orang atau rumah tangga", "is too small for people or households")
ONE_COUNT = Words(
    "tulis satu bilangan bulat tanpa satuan, misalnya 10034", "write one whole number without a unit, such as 10034"
)
TIMES = 10.0  # the last round's denominator, more or less: so much is a slip sooner than a change
CHANGING = "spm_disaster_"  # victims of a year's disasters: ten times more or less is an answer
NOT_WHOLE = Words("bukan jumlah utuh", "is not a whole count")
ALL_ZERO = Words("nol, seperti semua penyebut di berkas ini", "is zero, like all denominators of this file")


def read_denominator(row: CandidateRow, docket: Docket) -> None:
    """Read the denominator: one number, not negative; ask for it where the roll-up needs it and a target is given."""
    cell = row.offered.denominator
    value = read_count(cell, docket) if cell.kind != "blank" else None
    if isinstance(value, Fault) and value.rule_id == "value.missing_token":
        value = None
    if isinstance(value, Fault):
        docket.about_row(value.rule_id, row, cell, **{"needed": ONE_COUNT, **value.facts})
    elif value is not None:
        _keep(value, row, docket)
    indicator, region = row.indicator, row.region
    if value is not None or indicator is None or region is None or indicator.weight_name != "submitted_denominator":
        return
    if row.is_refused or all(target.is_blank or target.is_refused for target in row.targets):
        return
    docket.about_row(
        "denominator.missing",
        row,
        cell,
        indicator=indicator_name(indicator),
        region=region.region_name,
        denominator=Words(indicator.denominator or "penyebutnya", "the denominator"),
    )


def _keep(value: Value, row: CandidateRow, docket: Docket) -> None:
    cell = row.offered.denominator
    if value.low is None or value.low != value.high or value.has_percent:
        docket.about_row("value.not_a_number", row, cell, reason=NOT_ONE_NUMBER, needed=ONE_COUNT)
        return
    number = settled_number(value.low, 0)
    if number < 0:
        docket.about_row("value.not_a_number", row, cell, reason=NEGATIVE, needed=ONE_COUNT)
    elif 0 < number < SMALLEST_DENOMINATOR:
        docket.about_row("value.not_a_number", row, cell, reason=TOO_SMALL, needed=ONE_COUNT)
    elif number > LARGEST_DENOMINATOR:
        what = Words(
            "penyebut, yaitu jumlah orang atau rumah tangga,", "a denominator, a number of people or households,"
        )
        docket.about_row("value.too_large", row, cell, what=what, largest=LARGEST_DENOMINATOR)
    else:
        row.denominator = number


def tell_refused_targets(row: CandidateRow, docket: Docket) -> None:
    """Say on each target of a row that its denominator refuses the row: it stands far to the right of them."""
    if not row.is_refused or row.refused_at != row.offered.denominator.address:
        return
    for target in row.targets:
        if not target.is_blank and not target.is_refused:
            docket.about_target("row.refused", target, cause=row.refused_at)


def ask_denominators(candidates: list[CandidateRow], docket: Docket) -> None:
    """Parts of a person, more people than live in the region, and zero wherever the file gives a denominator: one zero
    among others is an answer, such as no disaster in a province."""
    given = [row for row in candidates if row.denominator is not None and _counts(row)]
    is_all_zero = not any(row.denominator for row in given)
    for row in given:
        doubt = _doubt(row, docket)
        if doubt is None and is_all_zero:
            doubt = ALL_ZERO
        if doubt is not None:
            docket.about_row(
                "denominator.implausible",
                row,
                row.offered.denominator,
                indicator=indicator_name(row.known_indicator),
                region=row.known_region.region_name,
                doubt=doubt,
            )


def _counts(row: CandidateRow) -> bool:
    """Tell whether a row's denominator weighs a target that stands."""
    is_used = row.indicator is not None and row.indicator.weight_name == "submitted_denominator"
    return is_used and row.region is not None and any(target.is_sound for target in row.targets)


def _doubt(row: CandidateRow, docket: Docket) -> Words | None:
    number = row.denominator or 0.0
    if number != int(number):
        return NOT_WHOLE
    region_id, code = row.known_region.region_id, row.known_indicator.indicator_code
    group = next((published for start, published in GROUPS.items() if code.startswith(start)), None)
    year, people = max(docket.context.series.get((group, region_id), ()), default=(0, 0.0)) if group else (0, 0.0)
    if people and number > people:
        shown = number_words(people)
        return Words(
            f"lebih dari seluruh penduduk lanjut usia wilayah itu ({shown.id} pada {year})",
            f"is more than all elderly people of the region ({shown.en} in {year})",
        )
    population = docket.context.registered_population.get(region_id)
    if population and number > population:
        shown = number_words(population)
        return Words(
            f"lebih dari jumlah penduduk wilayah itu ({shown.id})",
            f"is more than the people of the region ({shown.en})",
        )
    return _tenfold_words(number, docket.context.previous_denominators.get((code, region_id)), code)


def _tenfold_words(number: float, before: float | None, code: str) -> Words | None:
    """Say that a denominator is ten times the last round's, or a tenth of it."""
    if not before or not number or code.startswith(CHANGING) or before / TIMES < number < before * TIMES:
        return None
    shown, is_more = number_words(before), number > before
    times = number_words(float(f"{max(number / before, before / number):.2g}"))
    return Words(
        f"sekitar {times.id} kali lebih {'besar' if is_more else 'kecil'} daripada di putaran lalu ({shown.id})",
        f"is about {times.en} times {'larger' if is_more else 'smaller'} than in the last round ({shown.en})",
    )
