"""What a unit does with a file: hand it in, have a late one unlocked. Checking it first lives in checking.py."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.commands.check import check, not_the_chosen, status_now
from pipelines.contract.paths import Paths, printable
from pipelines.edition.fingerprint import file_sha256
from pipelines.errors import SelarasError
from pipelines.exports.returns.answer import Answer
from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.returns.receipt import Receipt, finding_counts, questions
from pipelines.exports.returns.return_files import write_return
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.submissions import ingest, register
from pipelines.submissions.arrivals import Arrivals
from pipelines.submissions.desk_register import HANDED_IN_BY, is_desk_sheet
from pipelines.submissions.inbox import IDENTITY_ENDING
from pipelines.submissions.model.judgement import Counts
from pipelines.submissions.quarantine import mark_change
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.bootstrap import make_tables

WAIT_FOR_REFRESH_SECONDS = 120
DEFAULT_ZONE = "Asia/Jakarta"
# where a file may have been registered, with its findings; a work plan has nothing to justify
REGISTERED = (("submission", "finding", "is_justified"), ("take_up_file", "take_up_finding", "false"))


class SubmitError(SelarasError):
    """One sentence: why a file could not be handed in or a submission not unlocked, and what to do."""


def submit(
    paths: Paths,
    file: Path,
    round_id: str | None = None,
    unit_code: str | None = None,
    chosen_unit: str | None = None,
    kind: str | None = None,
    chosen_round: str | None = None,
    handed_in_by: str = "",
) -> Answer:
    """Put a file into the inbox, take it into the register, say what became of it, and leave receipt and annotated copy
    in data/returns. A refresh brings the edition. `kind` says that the file is a region's work plan; `handed_in_by`,
    as issuer|subject, whose decisions a desk sheet holds."""
    submission_id = file_sha256(file)
    place = _into_inbox(paths, file, _sidecar(round_id, unit_code, kind, handed_in_by))
    with warehouse.writing(paths, WAIT_FOR_REFRESH_SECONDS) as connection:
        catalogue = read_catalogue(paths.reference)
        was_there = submission_id in register.submission_ids(connection)
        if not warehouse.exists(connection, "core.observation"):
            make_tables(connection, paths, catalogue, "core.observation")
        ingest.receive(connection, paths, catalogue, arrivals=Arrivals(paths, whole=[place]))
        is_sheet = is_desk_sheet(connection, submission_id)
        name = printable(Path(file.name))
        answer = None if is_sheet else _registered_answer(connection, name, submission_id, catalogue, was_there)
    if answer is None:
        answer = _desk_sheet(paths, file, was_there)
    identity = (answer.round_id, answer.unit_code)
    asked = not_the_chosen(identity, chosen_round or round_id, chosen_unit or unit_code)
    answer = replace(answer, findings=(*asked, *answer.findings))
    return replace(answer, annotated_copy=_returned_file(paths, catalogue, answer))


def unlock(paths: Paths, submission_id: str, unlocked_by: str, reason: str) -> str:
    """Let a late submission in, and cells that were set aside be tried again; who did so and why is recorded."""
    if not unlocked_by.strip() or not reason.strip():
        raise SubmitError("An unlock needs an office and a reason; give both with --by and --reason.")
    with warehouse.writing(paths, WAIT_FOR_REFRESH_SECONDS) as connection:
        found = whole_id(connection, submission_id)
        mark_change(paths, found)
        connection.execute(
            "insert into register.unlock values ($id, $by, $reason, $at)",
            {"id": found, "by": unlocked_by.strip(), "reason": reason.strip(), "at": datetime.now(UTC)},
        )
    return f"Submission {found[:12]} is unlocked by {unlocked_by.strip()}; run `selaras refresh` to publish it."


def whole_id(connection: duckdb.DuckDBPyConnection, beginning: str) -> str:
    """The one submission whose id begins so; raise SubmitError for none or several."""
    found = connection.execute(
        "select submission_id from register.submission where starts_with(submission_id, $begin)", {"begin": beginning}
    ).fetchall()
    if len(found) != 1:
        raise SubmitError(
            f"{len(found)} submissions begin with {beginning!r}; give more of the id printed on the receipt."
        )
    return str(found[0][0])


def _sidecar(round_id: str | None, unit_code: str | None, kind: str | None, handed_in_by: str) -> dict[str, str]:
    """What is said beside a file: whose it is when both round and unit are named, its kind, and who hands it in."""
    said = {"putaran": round_id, "unit_kerja": unit_code} if round_id and unit_code else {}
    said |= {"jenis": kind} if kind else {}
    return {**said, **({HANDED_IN_BY: handed_in_by} if handed_in_by else {})}


def _desk_sheet(paths: Paths, file: Path, was_there: bool) -> Answer:
    """A desk sheet as looked at now; its decisions wait for the next refresh, which judges them against the book."""
    looked = check(paths, file)
    is_usable = looked.counts.accepted > 0
    status = "duplicate" if was_there else "waiting" if is_usable else looked.status
    return replace(looked, status=status, received_at=datetime.now(UTC))


def _into_inbox(paths: Paths, file: Path, said: dict[str, str]) -> Path:
    """Copy a file into the inbox under its own name, or a numbered one when that name is taken by other content or by a
    link; what a link points to is neither read nor written."""
    paths.inbox.mkdir(parents=True, exist_ok=True)
    names = [file.name, *(f"{file.stem}-{number}{file.suffix}" for number in range(2, 1000))]
    content = file_sha256(file)
    place = next(place for name in names if _is_free(place := paths.inbox / name, content))
    if not place.exists():
        beside = place.with_name(f".{place.name}.new")
        beside.unlink(missing_ok=True)
        with file.open("rb") as source, beside.open("xb") as target:
            shutil.copyfileobj(source, target)
        beside.replace(place)
    if said:
        sidecar = place.with_name(place.name + IDENTITY_ENDING)
        sidecar.unlink(missing_ok=True)
        sidecar.write_text(yaml.safe_dump(said), encoding="utf-8")
    return place


def _is_free(place: Path, content: str) -> bool:
    """Tell whether a file with this content may stand there: nothing does, or the same content."""
    return not place.is_symlink() and (not place.exists() or (place.is_file() and file_sha256(place) == content))


def _registered_answer(
    connection: duckdb.DuckDBPyConnection, file_name: str, submission_id: str, catalogue: Catalogue, was_there: bool
) -> Answer:
    """Read back from the register what became of a file, with its status as of now."""
    rows: list[tuple[Any, ...]] = []
    for table, finding_table, is_justified in REGISTERED:  # noqa: B007 (the one that has it is used below)
        rows = connection.execute(
            "select round_id, unit_code, received_at, judged_status, offered_count, accepted_count, rejected_count, "
            f"blank_count from register.{table} where submission_id = $id",
            {"id": submission_id},
        ).fetchall()
        if rows:
            break
    else:
        raise SubmitError(f"{file_name} is still being written in the inbox; the next refresh takes it in.")
    round_id, unit_code, received_at, judged_status, *counts = rows[0]
    findings = connection.execute(
        f"select rule_id, severity, sheet, source_cell, written, message_id, message_en, {is_justified} "
        f"from register.{finding_table} where submission_id = $id order by finding_number",
        {"id": submission_id},
    ).fetchall()
    planning_round = catalogue.rounds.get(round_id or "") if table == "submission" else None
    status = status_now(planning_round, received_at, judged_status, was_there)
    found = tuple(RecordedFinding(*finding) for finding in findings)
    return Answer(status, file_name, round_id, unit_code, found, Counts(*counts), submission_id, received_at)


def _returned_file(paths: Paths, catalogue: Catalogue, answer: Answer) -> Path:
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
        questions(answer.findings),
    )
    return write_return(paths, receipt, answer.findings, planning_round.time_zone if planning_round else DEFAULT_ZONE)
