"""DATA CONTOH: the faults that real sheets have, each as one function on a filled template."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.examples.chance import pick, share
from pipelines.examples.entries import REASONS, Entries, indonesian
from pipelines.examples.figures import EXAMPLE_DOCUMENT
from pipelines.exports.templates import form
from pipelines.exports.templates.facts import OwedRow

Defect = Callable[[Entries], None]


def decimal_commas(entries: Entries) -> None:
    """Every target is a text with a decimal comma."""
    for row, owed in entries.rows():
        for year in entries.years:
            value = entries.get(row, f"target_{year}")
            if isinstance(value, float) and owed.indicator.decimal_places:
                entries.put(row, f"target_{year}", indonesian(value, owed.indicator.decimal_places))


def ranges(entries: Entries) -> None:
    """Each third row gives ranges, every other one of them with the higher end first."""
    for row, owed in entries.rows():
        value = entries.get(row, f"target_{entries.years[-1]}")
        if row % 3 == 0 and isinstance(value, float) and owed.indicator.decimal_places and value < 98:
            ends = [
                indonesian(value, owed.indicator.decimal_places),
                indonesian(value + 1, owed.indicator.decimal_places),
            ]
            entries.put(row, f"target_{entries.years[-1]}", "-".join(ends if row % 2 else ends[::-1]))


def base_zero(entries: Entries) -> None:
    """A baseline of 0 with a target of 100 at once: nobody knew the baseline."""
    unknown = [
        pair for pair in entries.rows() if not pair[1].baseline and pair[1].indicator.unit_of_measure == "percent"
    ]
    row, _ = unknown[0] if unknown else _row_with_history(entries)
    entries.put(row, "tahun_kondisi_awal", entries.facts.planning_round.baseline_year)
    entries.put(row, "kondisi_awal", 0.0)
    for year in entries.years:
        entries.put(row, f"target_{year}", 100.0)


def worse_than_baseline(entries: Entries) -> None:
    """A target that lies behind the baseline, with a reason given."""
    row, owed = _row_with_history(entries)
    start = owed.baseline.value if owed.baseline else 0.0
    for place, year in enumerate(entries.years):
        entries.put(row, f"target_{year}", round(start * (0.93 + 0.005 * place), owed.indicator.decimal_places))
    entries.put(row, "alasan", "data sasaran dibersihkan sehingga capaian terhitung lebih rendah")


def flat(entries: Entries) -> None:
    """The same target in all years, equal to the baseline, without a reason."""
    row, owed = _row_with_history(entries)
    for year in entries.years:
        entries.put(row, f"target_{year}", owed.baseline.value if owed.baseline else 0.0)
    entries.put(row, "alasan", None)


def copied_national(entries: Entries) -> None:
    """The national target written into every region of the unit's last indicator."""
    last_code = entries.facts.rows[-1].indicator.indicator_code
    national = {
        item.target_year: item.target_low
        for item in entries.inventor.catalogue.national_targets
        if (item.document_id, item.indicator_code) == (EXAMPLE_DOCUMENT, last_code)
    }
    for row, owed in entries.rows():
        if owed.indicator.indicator_code == last_code:
            for year in entries.years:
                entries.put(row, f"target_{year}", national.get(year))


def old_bps_code(entries: Entries) -> None:
    """A BPS code typed over the Kemendagri code, the name left as it was."""
    codes = {
        item.region_id: item.code
        for item in entries.inventor.catalogue.region_codes
        if item.scheme == "bps" and item.code != item.region_id.replace(".", "")
    }
    for row, owed in [pair for pair in entries.rows() if pair[1].region.region_id in codes][:2]:
        entries.put(row, "kode_wilayah", codes[owed.region.region_id])


def missing_words(entries: Entries) -> None:
    """Dashes and 'n/a' where a blank was meant, in the first row at least."""
    for row, owed in entries.rows():
        if share("missing word", *entries.key(owed)) < 0.15 or row == form.FIRST_ROW:
            entries.put(row, f"target_{entries.years[0]}", pick(("-", "n/a", "belum ada", "…"), "word", row))


def nothing_usable(entries: Entries) -> None:
    """A dash in every target cell."""
    for row, _ in entries.rows():
        for year in entries.years:
            entries.put(row, f"target_{year}", "-")


def hundred_times_too_small(entries: Entries) -> None:
    """A rate typed as a share: 0.79 instead of 79."""
    row, _ = _row_with_history(entries)
    for year in entries.years:
        value = entries.get(row, f"target_{year}")
        if isinstance(value, float):
            entries.put(row, f"target_{year}", round(value / 100, 4))


def beyond_bounds(entries: Entries) -> None:
    """More than a hundred per cent."""
    row, _ = _row_with_history(entries)
    entries.put(row, f"target_{entries.years[-1]}", 105.5)


def two_in_one_cell(entries: Entries) -> None:
    """Two values in one cell."""
    row, _ = _row_with_history(entries)
    entries.put(row, f"target_{entries.years[-1]}", "81,5; 84")


def falling_path(entries: Entries) -> None:
    """A year that falls behind the one before."""
    row, owed = _row_with_history(entries)
    values = [entries.get(row, f"target_{year}") for year in entries.years]
    if len(values) > 2 and isinstance(values[0], float) and isinstance(values[2], float):
        entries.put(row, f"target_{entries.years[2]}", round(values[0] * 0.97, owed.indicator.decimal_places))


def part_of_a_person(entries: Entries) -> None:
    """Counts with a decimal part."""
    for row, owed in entries.rows():
        value = entries.get(row, f"target_{entries.years[0]}")
        if owed.indicator.decimal_places == 0 and row % 5 == 0 and isinstance(value, (int, float)):
            entries.put(row, f"target_{entries.years[0]}", value + 0.4)


def no_denominators(entries: Entries) -> None:
    """The denominator column left empty."""
    for row, _ in entries.rows():
        entries.put(row, "penyebut", None)


def formula_text(entries: Entries) -> None:
    """A reason that starts with an equals sign, as pasted from another sheet."""
    row, _ = _row_with_history(entries)
    entries.put(row, "alasan", "=lihat lampiran 2")


def justified(entries: Entries) -> None:
    """Every row carries a reason."""
    for row, owed in entries.rows():
        entries.put(row, "alasan", pick(REASONS, "justified", *entries.key(owed)))


def half_filled(entries: Entries) -> None:
    """The lower half of the sheet left blank: a partial submission, marked provisional."""
    rows = entries.rows()
    for row, _ in rows[len(rows) // 2 :]:
        for heading in (*(f"target_{year}" for year in entries.years), "penyebut", "alasan", "data_dukung"):
            entries.put(row, heading, None)
    for row, _ in rows[: len(rows) // 2]:
        entries.put(row, "sementara", "ya")


def raised(entries: Entries) -> None:
    """A revision: every target a little higher than in the first file, never beyond the bound."""
    for row, owed in entries.rows():
        for year in entries.years:
            value = entries.get(row, f"target_{year}")
            if isinstance(value, float):
                entries.put(row, f"target_{year}", entries.inventor.rounded_value(owed.indicator, value * 1.01))


def _row_with_history(entries: Entries) -> tuple[int, OwedRow]:
    """Give the first percentage row of the unit whose baseline is known and low enough to play with."""
    rows = [pair for pair in entries.rows() if pair[1].baseline and pair[1].indicator.unit_of_measure == "percent"]
    playable = [pair for pair in rows if pair[1].baseline and pair[1].baseline.value < 90]
    return (playable or rows or entries.rows())[0]


DEFECTS: dict[str, Defect] = {
    defect.__name__: defect
    for defect in (
        decimal_commas,
        ranges,
        base_zero,
        worse_than_baseline,
        flat,
        copied_national,
        old_bps_code,
        missing_words,
        nothing_usable,
        hundred_times_too_small,
        beyond_bounds,
        two_in_one_cell,
        falling_path,
        part_of_a_person,
        no_denominators,
        formula_text,
        justified,
        half_filled,
        raised,
    )
}
