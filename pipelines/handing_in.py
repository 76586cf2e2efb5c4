"""What a unit does with a file: check it, hand it in, have a late one unlocked. Judging itself lives in judging.py."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines import reception, register, warehouse
from pipelines.bundled_tables import edition_or_bundled, make_tables
from pipelines.catalogue.model import Catalogue
from pipelines.catalogue.read import read_catalogue
from pipelines.doors import IDENTITY_ENDING
from pipelines.fingerprint import file_sha256
from pipelines.intake.reading import Reading
from pipelines.judging import Facts, Judged, Reception, Task, judging_facts, published_targets
from pipelines.outgoing.findings_shown import RecordedFinding, ShownFinding
from pipelines.outgoing.receipt import Receipt, finding_counts
from pipelines.outgoing.returning import Copy, write_copy, write_return
from pipelines.paths import Paths, printable
from pipelines.rules.judgement import Counts

WAIT_FOR_REFRESH_SECONDS = 120
DEFAULT_ZONE = "Asia/Jakarta"


class HandingInError(Exception):
    """One sentence: why a file could not be handed in or a submission not unlocked, and what to do."""


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
    annotated_copy: Path | None = None

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


def check(
    paths: Paths, file: Path, round_id: str | None = None, unit_code: str | None = None, annotated: Path | None = None
) -> Answer:
    """Judge a file as if it were handed in now, without keeping anything of it; optionally write the annotated copy."""
    catalogue = read_catalogue(paths.reference)
    with edition_or_bundled(paths, catalogue, "core.observation", "core.target") as connection:
        facts = judging_facts(connection, catalogue)
        facts = Facts(catalogue, facts.points, published_targets(connection))
    path, now = file.resolve(), datetime.now(UTC)
    task = Task(facts, {path: Reception(now, round_id, unit_code, file_name=printable(Path(file.name)))})
    judged = reception.judge_all([path], task)[path]
    answer = _answer(printable(Path(file.name)), file_sha256(file), judged)
    answer = replace(answer, status=_status_now(catalogue, answer.round_id, now, answer.status, was_there=False))
    if annotated is not None:
        write_copy(path, Copy(answer.findings, annotated, answer.file_name, _is_example(catalogue, judged.reading)))
    return answer


def submit(paths: Paths, file: Path, round_id: str | None = None, unit_code: str | None = None) -> Answer:
    """Put a file into the inbox, take it into the register, say what became of it, and leave receipt and annotated copy
    in data/returns. A refresh brings the edition."""
    submission_id = file_sha256(file)
    place = _into_inbox(paths, file, round_id, unit_code)
    with warehouse.writing(paths, WAIT_FOR_REFRESH_SECONDS) as connection:
        catalogue = read_catalogue(paths.reference)
        was_there = submission_id in register.submission_ids(connection)
        if not warehouse.exists(connection, "core.observation"):
            make_tables(connection, paths, catalogue, "core.observation")
        reception.receive(connection, paths, catalogue, whole=[place])
        answer = _registered(connection, printable(Path(file.name)), submission_id, catalogue, was_there)
    return replace(answer, annotated_copy=_returned(paths, catalogue, answer))


def unlock(paths: Paths, submission_id: str, unlocked_by: str, reason: str) -> str:
    """Let a late submission in and record who did so and why; returns the sentence that says it."""
    if not unlocked_by.strip() or not reason.strip():
        raise HandingInError("An unlock needs an office and a reason; give both with --by and --reason.")
    with warehouse.writing(paths, WAIT_FOR_REFRESH_SECONDS) as connection:
        found = connection.execute(
            "select submission_id from register.submission where starts_with(submission_id, $begin)",
            {"begin": submission_id},
        ).fetchall()
        if len(found) != 1:
            raise HandingInError(
                f"{len(found)} submissions begin with {submission_id!r}; give more of the id printed on the receipt."
            )
        paths.unlocks.mkdir(exist_ok=True)
        (paths.unlocks / found[0][0]).touch()
        connection.execute(
            "insert into register.unlock values ($id, $by, $reason, $at)",
            {"id": found[0][0], "by": unlocked_by.strip(), "reason": reason.strip(), "at": datetime.now(UTC)},
        )
    return f"Submission {found[0][0][:12]} is unlocked by {unlocked_by.strip()}; run `selaras refresh` to publish it."


def _answer(file_name: str, submission_id: str, judged: Judged) -> Answer:
    reading, judgement = judged
    return Answer(
        judgement.status,
        file_name,
        reading.round_id,
        reading.unit_code,
        judgement.findings,
        judgement.counts,
        submission_id,
    )


def _is_example(catalogue: Catalogue, reading: Reading) -> bool:
    planning_round = catalogue.rounds.get(reading.round_id or "")
    return planning_round is not None and planning_round.is_example


def _into_inbox(paths: Paths, file: Path, round_id: str | None, unit_code: str | None) -> Path:
    """Copy a file into the inbox under its own name, or a numbered one when that name is taken by other content."""
    paths.inbox.mkdir(parents=True, exist_ok=True)
    names = [file.name, *(f"{file.stem}-{number}{file.suffix}" for number in range(2, 1000))]
    content = file_sha256(file)
    place = next(place for name in names if not (place := paths.inbox / name).exists() or file_sha256(place) == content)
    if not place.exists():
        beside = place.with_name(f".{place.name}.new")
        shutil.copyfile(file, beside)
        beside.replace(place)
    if round_id and unit_code:
        said = yaml.safe_dump({"putaran": round_id, "unit_kerja": unit_code})
        place.with_name(place.name + IDENTITY_ENDING).write_text(said, encoding="utf-8")
    return place


def _registered(
    connection: duckdb.DuckDBPyConnection, file_name: str, submission_id: str, catalogue: Catalogue, was_there: bool
) -> Answer:
    """Read back from the register what became of a file, with its status as of now."""
    rows = connection.execute(
        "select round_id, unit_code, received_at, judged_status, offered_count, accepted_count, rejected_count, "
        "blank_count from register.submission where submission_id = $id",
        {"id": submission_id},
    ).fetchall()
    if not rows:
        raise HandingInError(f"{file_name} is still being written in the inbox; the next refresh takes it in.")
    round_id, unit_code, received_at, judged_status, *counts = rows[0]
    findings = connection.execute(
        "select rule_id, severity, sheet, source_cell, written, message_id, message_en, is_justified "
        "from register.finding where submission_id = $id order by finding_number",
        {"id": submission_id},
    ).fetchall()
    status = _status_now(catalogue, round_id, received_at, judged_status, was_there)
    found = tuple(RecordedFinding(*finding) for finding in findings)
    return Answer(status, file_name, round_id, unit_code, found, Counts(*counts), submission_id, received_at)


def _returned(paths: Paths, catalogue: Catalogue, answer: Answer) -> Path:
    planning_round = catalogue.rounds.get(answer.round_id or "")
    receipt = Receipt(
        answer.submission_id,
        answer.file_name,
        answer.round_id,
        answer.unit_code,
        answer.received_at or datetime.now(UTC),
        answer.status,
        answer.counts._asdict(),
        finding_counts(answer.findings),
        planning_round is not None and planning_round.is_example,
    )
    return write_return(paths, receipt, answer.findings, planning_round.time_zone if planning_round else DEFAULT_ZONE)


def _status_now(
    catalogue: Catalogue, round_id: str | None, received_at: datetime, judged_status: str, was_there: bool
) -> str:
    if was_there:
        return "duplicate"
    planning_round = catalogue.rounds.get(round_id or "")
    is_usable = judged_status in ("accepted", "accepted_in_part")
    return "late" if is_usable and planning_round and received_at > planning_round.closes_at else judged_status
