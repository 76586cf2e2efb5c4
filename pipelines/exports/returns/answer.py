"""What `selaras check` and `selaras submit` tell of one file: status, counts and every finding, as lines or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.exports.returns.findings_shown import SEVERITY_WORDS, ShownFinding
from pipelines.exports.returns.receipt import COUNT_WORDS, STATUS_WORDS
from pipelines.submissions.model.judgement import Counts

EXIT_CODES = {"accepted": 0, "duplicate": 0, "waiting": 0, "rejected": 3}  # nothing is wrong with the first three
CELLS_REJECTED = 1


@dataclass(frozen=True)
class Answer:
    """What a unit is told about one file, whether it was handed in or only checked."""

    status: str
    file_name: str
    round_id: str | None
    unit_code: str | None
    findings: tuple[ShownFinding, ...]
    counts: Counts
    submission_id: str
    received_at: datetime | None = None
    session_id: str = ""  # of a desk sheet, which belongs to no unit
    annotated_copy: Path | None = None

    @property
    def exit_code(self) -> int:
        """What the command ends with: 0 when nothing was refused, 1 for cells or a late file, 3 for a whole file."""
        return EXIT_CODES.get(self.status, CELLS_REJECTED)

    def as_json(self) -> dict[str, Any]:
        """The answer in the fixed form of `selaras check --json`; counts are target cells."""
        said: dict[str, Any] = {
            "status": self.status,
            "file_name": self.file_name,
            "round_id": self.round_id,
            "unit_code": self.unit_code,
            "submission_id": self.submission_id,
            "received_at": self.received_at.isoformat() if self.received_at else None,
            "counts": self.counts._asdict(),
            "annotated_copy": str(self.annotated_copy) if self.annotated_copy else None,
            **({"session_id": self.session_id} if self.session_id else {}),
        }
        said["findings"] = [
            {
                "rule_id": finding.rule_id,
                "severity": finding.severity,
                "sheet": finding.sheet,
                "cell": finding.source_cell.rpartition("!")[2],
                "written": finding.written,
                "message_id": finding.message_id,
                "message_en": finding.message_en,
                "is_justified": finding.is_justified,
            }
            for finding in self.findings
        ]
        return said


def as_text(answer: Answer, is_english: bool) -> str:
    """Give all of an answer as lines, findings in the order of the file; nothing is left out."""
    language = 1 if is_english else 0
    unknown = ("tidak dikenal", "unknown")[language]
    lines = [
        f"{answer.file_name}: {STATUS_WORDS[answer.status][language]}",
        f"  {('nomor berkas', 'submission')[language]}: {answer.submission_id}",
        f"  {('putaran', 'round')[language]}: {answer.round_id or unknown}",
        f"  {('unit kerja', 'organisation unit')[language]}: {answer.unit_code or unknown}",
    ]
    lines += [f"  {count:>7} {COUNT_WORDS[name][language]}" for name, count in answer.counts._asdict().items()]
    if answer.annotated_copy:
        lines.append(f"  {('salinan bertanda', 'annotated copy')[language]}: {answer.annotated_copy}")
    for finding in answer.findings:
        place = finding.source_cell or finding.sheet or ("berkas", "file")[language]
        sentence = finding.message_en if is_english else finding.message_id
        lines.append(f"{place} [{finding.rule_id}, {SEVERITY_WORDS[finding.severity][language]}] {sentence}")
    return "\n".join(lines)
