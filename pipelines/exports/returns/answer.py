"""What `selaras check` and `selaras submit` print: status, counts, and every finding with its place and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from pipelines.exports.returns.findings_shown import SEVERITY_WORDS, ShownFinding
from pipelines.exports.returns.receipt import COUNT_WORDS, STATUS_WORDS
from pipelines.submissions.model.judgement import Counts


class SaidAnswer(Protocol):
    """The part of an answer that is printed."""

    @property
    def status(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def round_id(self) -> str | None: ...
    @property
    def unit_code(self) -> str | None: ...
    @property
    def findings(self) -> Sequence[ShownFinding]: ...
    @property
    def counts(self) -> Counts: ...
    @property
    def submission_id(self) -> str: ...
    @property
    def annotated_copy(self) -> Path | None: ...


def as_text(answer: SaidAnswer, is_english: bool) -> str:
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
