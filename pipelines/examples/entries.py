"""DATA CONTOH: how people fill a template: plain numbers or texts, ranges, blanks, reasons, denominators, criteria."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.examples.chance import pick, share
from pipelines.examples.figures import Inventor
from pipelines.examples.proposals import PROPOSALS
from pipelines.exports.templates import form
from pipelines.exports.templates.facts import OwedRow, TemplateFacts
from pipelines.submissions.model.finding import show_number

REASONS = (
    "anggaran pendampingan sudah disepakati dalam RKPD",
    "panti baru mulai menerima layanan tahun depan",
    "pemutakhiran data sasaran menambah jumlah yang dilayani",
    "kapasitas petugas terbatas sampai rekrutmen selesai",
)
CRITERION_REASONS = (
    "dibahas bersama forum warga dan pilar sosial",
    "sumber dana tahun berikutnya tercantum dalam renja",
    "ukuran memakai kemampuan penerima, bukan jumlah paket",
    "tokoh adat ikut menyusun kegiatan",
)
EVIDENCE = ("RKPD 2027 tabel 4.2", "notulen musyawarah, 12 Januari", "laporan pendampingan semester II")
BLANK_SHARE, RANGE_SHARE, PROVISIONAL_SHARE, REASON_SHARE = 0.04, 0.06, 0.12, 0.1
ASSESSED_SHARE = 0.35  # of the pairs that get a self-assessment


@dataclass
class Entries:
    """The cells somebody typed into one unit's template, and how to reach them."""

    facts: TemplateFacts
    inventor: Inventor
    typed: dict[tuple[str, int, str], form.LockedCell] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        return self.facts.planning_round.target_years

    def put(self, row: int, heading: str, value: form.LockedCell) -> None:
        self.typed[form.TARGET_SHEET, row, heading] = value

    def put_criterion(self, row: int, heading: str, value: form.LockedCell) -> None:
        self.typed[form.CRITERIA_SHEET, row, heading] = value

    def get(self, row: int, heading: str) -> form.LockedCell:
        return self.typed.get((form.TARGET_SHEET, row, heading))

    def rows(self) -> list[tuple[int, OwedRow]]:
        """Give (row number as Excel counts, owed row)."""
        return list(enumerate(self.facts.rows, start=form.FIRST_ROW))

    def key(self, owed: OwedRow) -> tuple[str, str, str, str]:
        return (
            self.facts.planning_round.round_id,
            self.facts.unit.unit_code,
            owed.indicator.indicator_code,
            owed.region.region_id,
        )


def indonesian(value: float, decimals: int) -> str:
    """Write a number as an Indonesian keyboard would, always with its decimals: 79.5 -> '79,50'."""
    return f"{value:.{decimals}f}".replace(".", ",")


def careful_entries(facts: TemplateFacts, inventor: Inventor) -> Entries:
    """Fill a template as a careful unit does: numbers, a few ranges, a few blanks, reasons, denominators, criteria."""
    entries = Entries(facts, inventor)
    for row, owed in entries.rows():
        _type_targets(entries, row, owed)
        _type_rest(entries, row, owed)
    _type_criteria(entries)
    _type_proposals(entries)
    return entries


def _type_targets(entries: Entries, row: int, owed: OwedRow) -> None:
    key = entries.key(owed)
    years = entries.years
    path = entries.inventor.target_path(owed.indicator, owed.region.region_id, key[0], years)
    if share("row blank", *key) < BLANK_SHARE:
        return
    for year, value in zip(years, path, strict=True):
        entries.put(row, f"target_{year}", value)
    if share("range", *key) < RANGE_SHARE and owed.indicator.unit_of_measure == "percent" and path[-1] < 97:
        low, high = show_number(path[-1], "id"), show_number(round(path[-1] + 1.5, 1), "id")
        text = f"{low}–{high}" if share("range order", *key) < 0.6 else f"{high}-{low}"
        entries.put(row, f"target_{years[-1]}", text)


def _type_rest(entries: Entries, row: int, owed: OwedRow) -> None:
    key = entries.key(owed)
    denominator = entries.inventor.denominator(owed.indicator, owed.region.region_id)
    if denominator is not None:
        entries.put(row, "penyebut", denominator)
    if share("provisional", *key) < PROVISIONAL_SHARE:
        entries.put(row, "sementara", "ya")
    if share("reason", *key) < REASON_SHARE:
        entries.put(row, "alasan", pick(REASONS, "reason", *key))
        entries.put(row, "data_dukung", pick(EVIDENCE, "evidence", *key))


def _type_proposals(entries: Entries) -> None:
    """Propose the outcomes that some example units propose; most leave sheet Outcome empty."""
    rows = PROPOSALS.get((entries.facts.planning_round.round_id, entries.facts.unit.unit_code), ())
    for row, typed in enumerate(rows, start=form.FIRST_ROW):
        for heading, text in typed.items():
            if text:
                entries.typed[form.OUTCOME_SHEET, row, heading] = text


def _type_criteria(entries: Entries) -> None:
    """Assess some pairs against the five criteria; most stay blank, which is not level 0."""
    line = form.FIRST_ROW
    for _, owed in entries.rows():
        key = entries.key(owed)
        is_assessed = share("assessed", *key) < ASSESSED_SHARE
        for criterion in entries.facts.criteria:
            if is_assessed and share("criterion", *key, criterion["criterion_code"]) < 0.85:
                _type_level(entries, line, (*key, str(criterion["criterion_code"])))
            line += 1


def _type_level(entries: Entries, line: int, key: tuple[str, ...]) -> None:
    if share("not applicable", *key) < 0.05:
        entries.put_criterion(line, "tingkat", "tidak berlaku")
        entries.put_criterion(line, "alasan", "tidak ada komunitas adat di wilayah ini")
        return
    level = int(4 * share("level", *key) ** 1.2)
    entries.put_criterion(line, "tingkat", level)
    entries.put_criterion(line, "alasan", pick(CRITERION_REASONS, "why", *key))
    if level >= 2 and share("proof", *key) < 0.9:
        entries.put_criterion(line, "bukti", pick(EVIDENCE, "proof", *key))
