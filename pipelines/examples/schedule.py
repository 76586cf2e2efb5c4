"""DATA CONTOH: which unit hands in what and when in the example rounds, and with which defects."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from pipelines.examples.chance import share
from pipelines.examples.defects import DEFECTS
from pipelines.reference.model import Catalogue

INTERNAL, PROVINCIAL, OPEN = "contoh-2026-1", "contoh-2026-2", "contoh-2027-1"
LAST_MOMENT = {OPEN: datetime.fromisoformat("2026-11-20T16:00:00+07:00")}  # the open round stands at this instant
OFFICE_DEFECTS = sorted(set(DEFECTS) - {"copied_national", "part_of_a_person", "raised", "nothing_usable"})
CLEAN_SHARE = 0.35  # of the offices' files


class Handing(NamedTuple):
    """One file handed in once."""

    round_id: str
    unit_code: str
    received_at: datetime
    defects: tuple[str, ...] = ()
    revision: int = 0
    form: Literal["xlsx", "csv"] = "xlsx"

    @property
    def file_name(self) -> str:
        """Give the place under data/plans."""
        revised = f"_perbaikan-{self.revision}" if self.revision else ""
        return f"{self.round_id}/{self.unit_code}{revised}.{self.form}"


# round, unit, received, defects, revision, form; a unit that is absent has not handed in
DIRECTORATES: tuple[tuple[str, str, str, str, int, Literal["xlsx", "csv"]], ...] = (
    (INTERNAL, "dit-anak", "2026-01-28T09:12:00+07:00", "decimal_commas flat missing_words", 0, "xlsx"),
    (INTERNAL, "dit-anak", "2026-02-11T15:40:00+07:00", "decimal_commas raised", 1, "xlsx"),
    (INTERNAL, "dit-disabilitas", "2026-02-02T10:05:00+07:00", "ranges base_zero", 0, "xlsx"),
    (INTERNAL, "dit-lansia", "2026-02-05T13:30:00+07:00", "old_bps_code worse_than_baseline", 0, "xlsx"),
    (INTERNAL, "dit-kbk", "2026-02-09T08:55:00+07:00", "copied_national", 0, "xlsx"),
    (INTERNAL, "dit-jaminan-sosial", "2026-02-12T16:20:00+07:00", "justified copied_national", 0, "xlsx"),
    (INTERNAL, "dit-pskba", "2026-02-13T22:58:00+07:00", "falling_path no_denominators", 0, "xlsx"),
    # three days late
    (INTERNAL, "dit-pskbs", "2026-02-16T09:01:00+07:00", "flat", 0, "xlsx"),
    (INTERNAL, "dit-pemberdayaan-masyarakat", "2026-02-10T11:11:00+07:00", "part_of_a_person ranges", 0, "xlsx"),
    (INTERNAL, "dit-psds", "2026-02-13T14:45:00+07:00", "part_of_a_person half_filled", 0, "xlsx"),
    (INTERNAL, "pusdatin-kesos", "2026-01-30T10:00:00+07:00", "two_in_one_cell", 0, "csv"),
    (PROVINCIAL, "dit-anak", "2026-03-20T09:00:00+07:00", "", 0, "xlsx"),
    (PROVINCIAL, "dit-disabilitas", "2026-03-24T10:30:00+07:00", "ranges", 0, "xlsx"),
    (PROVINCIAL, "dit-lansia", "2026-03-27T14:00:00+07:00", "formula_text", 0, "xlsx"),
    (PROVINCIAL, "dit-kbk", "2026-04-01T08:10:00+07:00", "decimal_commas", 0, "xlsx"),
    (PROVINCIAL, "dit-jaminan-sosial", "2026-04-02T09:45:00+07:00", "justified", 0, "xlsx"),
    # half an hour after the deadline in WITA, though before midnight in WIB: late
    (PROVINCIAL, "dit-pskba", "2026-04-10T23:30:00+07:00", "falling_path", 0, "xlsx"),
    (PROVINCIAL, "dit-pskbs", "2026-04-08T10:00:00+07:00", "worse_than_baseline", 0, "xlsx"),
    (PROVINCIAL, "dit-pemberdayaan-masyarakat", "2026-04-07T16:00:00+07:00", "", 0, "xlsx"),
    (PROVINCIAL, "dit-kat", "2026-04-09T17:30:00+07:00", "base_zero hundred_times_too_small", 0, "xlsx"),
    (PROVINCIAL, "pusdatin-kesos", "2026-03-18T10:00:00+07:00", "", 0, "csv"),
    (OPEN, "dit-anak", "2026-11-11T09:00:00+07:00", "ranges", 0, "xlsx"),
    (OPEN, "dit-lansia", "2026-11-16T10:00:00+07:00", "half_filled", 0, "xlsx"),
    (OPEN, "dit-jaminan-sosial", "2026-11-18T13:00:00+07:00", "decimal_commas", 0, "xlsx"),
    (OPEN, "pusdatin-kesos", "2026-11-19T08:00:00+07:00", "", 0, "xlsx"),
)
MISSING_OFFICES = {PROVINCIAL: ("dinsos-82", "dinsos-95")}
RETURNED_OFFICES = {PROVINCIAL: ("dinsos-81",)}
LATE_OFFICES = {PROVINCIAL: ("dinsos-53",)}
REVISING_OFFICES = {PROVINCIAL: ("dinsos-32", "dinsos-73"), OPEN: ("dinsos-11",)}
OFFICES_TAKEN = {(PROVINCIAL, "province"): 1, (OPEN, "province"): 3, (OPEN, "district"): 17}  # each n-th office


def schedule(catalogue: Catalogue) -> list[Handing]:
    """Give all files of the example rounds in the order of reception."""
    handings = [
        Handing(round_id, unit_code, datetime.fromisoformat(instant), tuple(defects.split()), revision, form)
        for round_id, unit_code, instant, defects, revision, form in DIRECTORATES
    ]
    for (round_id, level), step in OFFICES_TAKEN.items():
        for unit_code in _offices(catalogue, level)[::step]:
            if unit_code not in MISSING_OFFICES.get(round_id, ()):
                handings += _office_handings(catalogue, round_id, unit_code)
    return sorted(handings, key=lambda handing: (handing.received_at, handing.file_name))


def _offices(catalogue: Catalogue, level: str) -> list[str]:
    return sorted(
        unit.unit_code
        for unit in catalogue.units.values()
        if unit.kind == "regional_office" and catalogue.regions[unit.region_scope or "00"].region_level == level
    )


def _office_handings(catalogue: Catalogue, round_id: str, unit_code: str) -> list[Handing]:
    planning_round = catalogue.rounds[round_id]
    start = planning_round.opens_at + timedelta(days=5)
    last = LAST_MOMENT.get(round_id, planning_round.closes_at - timedelta(hours=3))
    minutes = int((last - start).total_seconds() / 60 * share("when", round_id, unit_code) ** 0.6)
    received_at = (start + timedelta(minutes=minutes)).replace(microsecond=0)
    if unit_code in LATE_OFFICES.get(round_id, ()):
        received_at = (planning_round.closes_at + timedelta(days=3)).replace(microsecond=0)
    is_clean = share("clean", round_id, unit_code) < CLEAN_SHARE
    place = int(share("defect", round_id, unit_code) * len(OFFICE_DEFECTS))
    defects = () if is_clean else (OFFICE_DEFECTS[place],)
    if unit_code in RETURNED_OFFICES.get(round_id, ()):
        defects = ("nothing_usable",)
    handings = [Handing(round_id, unit_code, received_at, defects)]
    if unit_code in REVISING_OFFICES.get(round_id, ()):
        later = received_at + (last - received_at) / 2
        handings.append(Handing(round_id, unit_code, later.replace(microsecond=0), ("raised",), 1))
    return handings
