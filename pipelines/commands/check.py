"""Checks a file as if it were handed in now and keeps nothing of it. Imports only what that needs: somebody waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.contract.paths import Paths, printable
from pipelines.edition.fingerprint import file_sha256
from pipelines.errors import SelarasError
from pipelines.exports.returns.answer import Answer
from pipelines.reference.model import PlanningRound
from pipelines.reference.read import read_catalogue
from pipelines.submissions.judge import Facts, Reception, Task, judging_facts
from pipelines.submissions.judge_sandboxed import judge_one
from pipelines.submissions.model.desk_rows import DeskSheet
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.readers.identity import code_key
from pipelines.submissions.standing import Sender, StandingFile, published_targets
from pipelines.submissions.withdrawals import with_withdrawals
from pipelines.warehouse.current_figures import edition_or_bundled


class CopyError(SelarasError):
    """One sentence: where the annotated copy could not be written, and what to name instead."""


def check(
    paths: Paths,
    file: Path,
    round_id: str | None = None,
    unit_code: str | None = None,
    annotated: Path | None = None,
    chosen_unit: str | None = None,
    kind: str | None = None,
    chosen_round: str | None = None,
) -> Answer:
    """Judge a file without keeping anything of it; optionally write the annotated copy. `chosen_unit` and
    `chosen_round` are those for which somebody says it is; the file of another is asked about. `kind` says that it is a
    region's work plan."""
    if annotated is not None:
        refuse_to_overwrite(annotated)
    path, now, name = file.resolve(), datetime.now(UTC), printable(Path(file.name))
    reception = Reception(now, round_id, unit_code, file_name=name, kind=kind)
    standing: dict[Sender, StandingFile] = {}
    task, judged = judge_one(path, lambda: Task(_facts(paths, standing), {path: reception}))
    catalogue, submission_id = task.facts.catalogue, file_sha256(file)
    identity = (judged.reading.round_id, judged.reading.unit_code)
    before = standing.get((identity[0] or "", identity[1] or ""))
    reading, judgement = with_withdrawals(judged, submission_id, before, catalogue)
    planning_round = catalogue.rounds.get(reading.round_id or "")
    is_plan = reading.form == "take_up"  # which comes after the round has closed
    status = status_now(None if is_plan else planning_round, now, judgement.status, was_there=False)
    asked = not_the_chosen(identity, chosen_round or round_id, chosen_unit or unit_code)
    findings = (*asked, *judgement.findings)
    answer = Answer(status, name, *identity, findings, judgement.counts, submission_id)
    if reading.desk is not None:
        answer = _of_desk_sheet(paths, answer, reading.desk)
    if annotated is not None:
        from pipelines.exports.returns.return_files import Copy, write_copy

        is_example = planning_round is not None and planning_round.is_example
        try:
            write_copy(path, Copy(answer.findings, annotated, name, is_example))
        except OSError as error:
            raise CopyError(
                f"{annotated} cannot be written ({error.strerror}); name a file in a folder of yours."
            ) from error
    return answer


def _of_desk_sheet(paths: Paths, answer: Answer, sheet: DeskSheet) -> Answer:
    """What is told of a sheet of decisions: it offers no targets, its rows are counted in their place."""
    from pipelines.contract.decisions import WORKFLOW_FILE, load_workflow
    from pipelines.desk.sheet_check import check_sheet

    checked = check_sheet(sheet, load_workflow(paths.reference / WORKFLOW_FILE))
    return replace(answer, session_id=sheet.session_id, **checked._asdict())


def refuse_to_overwrite(annotated: Path) -> None:
    """Raise CopyError when something stands already where the annotated copy is to go, the checked file above all."""
    if annotated.exists() or annotated.is_symlink():
        raise CopyError(f"{annotated} is there already and is not overwritten; name a new file.")


def not_the_chosen(
    identity: tuple[str | None, str | None], chosen_round: str | None, chosen_unit: str | None
) -> tuple[Finding, ...]:
    """Ask when a file says another round or another unit (`identity`) than the one that was chosen for it."""
    asked = (
        ("round.not_the_chosen_one", identity[0], chosen_round),
        ("unit.not_the_chosen_one", identity[1], chosen_unit),
    )
    return tuple(
        Finding(rule_id, written=said, facts={"chosen": chosen})
        for rule_id, said, chosen in asked
        if said and chosen and code_key(said) != code_key(chosen)
    )


def status_now(planning_round: PlanningRound | None, received_at: datetime, judged_status: str, was_there: bool) -> str:
    """What becomes of a judged file: known already, held because it came after the closing, or as it was judged."""
    if was_there:
        return "duplicate"
    is_usable = judged_status in ("accepted", "accepted_in_part")
    return "late" if is_usable and planning_round and received_at > planning_round.closes_at else judged_status


def _facts(paths: Paths, standing: dict[Sender, StandingFile]) -> Facts:
    """What an edition, or else the bundled figures, know; files in force are put into `standing`."""
    catalogue = read_catalogue(paths.reference)
    with edition_or_bundled(paths, catalogue, "core.observation", "core.target") as connection:
        known = published_targets(connection)
        standing.update(known.files)
        return Facts(catalogue, judging_facts(connection, catalogue).points, known.targets)
