"""The receipt a unit gets for a file it handed in: as text and as JSON. Marks in the file: `annotate.py`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pipelines.exports.returns.findings_shown import SEVERITY_WORDS, ShownFinding
from pipelines.exports.templates.form import EXAMPLE_MARK
from pipelines.exports.templates.guide import ZONE_NAMES

STATUS_WORDS = {
    "waiting": ("menunggu", "waiting"),
    "rejected": ("ditolak", "rejected"),
    "returned": ("dikembalikan", "returned"),
    "accepted": ("diterima", "accepted"),
    "accepted_in_part": ("diterima sebagian", "accepted in part"),
    "superseded": ("digantikan berkas lebih baru", "superseded"),
    "late": ("terlambat, ditahan sampai dibuka", "late, held until it is unlocked"),
    "duplicate": ("sama dengan berkas yang sudah ada", "duplicate"),
}
ABOUT_THE_FILE = frozenset(("submission.withdraws", "unit.not_the_chosen_one", "round.not_the_chosen_one"))
COUNT_WORDS = {
    "offered": ("sel target ditawarkan", "target cells offered"),
    "accepted": ("diterima", "accepted"),
    "rejected": ("ditolak", "rejected"),
    "blank": ("kosong", "blank"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One submission as its unit should keep it; `counts` of target cells: offered = accepted + rejected + blank."""

    submission_id: str
    file_name: str
    round_id: str | None
    unit_code: str | None
    received_at: datetime
    status: str
    counts: Mapping[str, int]
    finding_counts: Mapping[str, int]
    is_example: bool = False
    questions: tuple[tuple[str, str], ...] = ()  # about the file as a whole, in both languages

    def as_json(self) -> str:
        """Give the receipt as one JSON object, instants in ISO form."""
        facts = asdict(self) | {"received_at": self.received_at.isoformat()}
        return json.dumps(facts, ensure_ascii=False, indent=2)

    def as_text(self, time_zone: str = "Asia/Jakarta") -> str:
        """Give the receipt in Indonesian with English beside it, times in the round's zone."""
        local = self.received_at.astimezone(ZoneInfo(time_zone))
        zone = ZONE_NAMES.get(time_zone, time_zone)
        status_id, status_en = STATUS_WORDS[self.status]
        lines = [f"*** {EXAMPLE_MARK} ***"] if self.is_example else []
        lines += [
            "TANDA TERIMA / RECEIPT",
            f"Nomor berkas / submission: {self.submission_id}",
            f"Nama berkas / file: {self.file_name}",
            f"Putaran / round: {self.round_id or 'tidak dikenal / unknown'}",
            f"Unit kerja / organisation unit: {self.unit_code or 'tidak dikenal / unknown'}",
            f"Diterima / received: {local:%Y-%m-%d %H:%M:%S} {zone}",
            f"Status: {status_id} / {status_en}",
        ]
        for key, (word_id, word_en) in COUNT_WORDS.items():
            lines.append(f"  {self.counts.get(key, 0):>7} {word_id} / {word_en}")
        lines.append("Temuan / findings:")
        for key, (word_id, word_en) in SEVERITY_WORDS.items():
            lines.append(f"  {self.finding_counts.get(key, 0):>7} {word_id} / {word_en}")
        for question in self.questions:
            lines += ["Perhatian / please note:", *question]
        return "\n".join(lines) + "\n"


def questions(findings: Sequence[ShownFinding]) -> tuple[tuple[str, str], ...]:
    """What a receipt must say beside its counts: whose file it is, and which standing targets it withdraws."""
    asked = (finding for finding in findings if finding.rule_id in ABOUT_THE_FILE)
    return tuple((finding.message_id, finding.message_en) for finding in asked)


def finding_counts(findings: Sequence[ShownFinding]) -> dict[str, int]:
    """Count findings by severity; a severity without findings counts 0."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted.get(severity, 0) for severity in SEVERITY_WORDS}
