"""Takes a submission back: it no longer counts, stays readable, and who did so and why is recorded."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.commands.submit import WAIT_FOR_REFRESH_SECONDS, SubmitError, whole_id
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.submissions.quarantine import mark_change
from pipelines.submissions.standing import standing_files
from pipelines.warehouse import connection as warehouse


def withdraw(paths: Paths, submission_id: str, withdrawn_by: str, reason: str) -> str:
    """Record the withdrawal; give the sentence that says it and which file is in force now."""
    if not withdrawn_by.strip() or not reason.strip():
        raise SubmitError("A withdrawal needs an office and a reason; give both with --by and --reason.")
    with warehouse.writing(paths, WAIT_FOR_REFRESH_SECONDS) as connection:
        found = whole_id(connection, submission_id)
        catalogue = read_catalogue(paths.reference)
        sender, file_name, is_withdrawn = connection.execute(
            "select [round_id, unit_code], file_name, submission_id in (select submission_id from register.withdrawal) "
            "from register.submission where submission_id = $id",
            {"id": found},
        ).fetchall()[0]
        if is_withdrawn:
            raise SubmitError(f"Submission {found[:12]} ({file_name}) was withdrawn before; nothing was changed.")
        mark_change(paths, f"withdrawal-{found}")
        connection.execute(
            "insert into register.withdrawal values ($id, $by, $reason, $at)",
            {"id": found, "by": withdrawn_by.strip(), "reason": reason.strip(), "at": datetime.now(UTC)},
        )
        standing = standing_files(connection, catalogue).get((sender[0], sender[1]))
    now = f"{standing.file_name} is in force again" if standing else "no file of its unit is in force now"
    return (
        f"Submission {found[:12]} ({file_name}) is withdrawn by {withdrawn_by.strip()}; {now}; "
        "run `selaras refresh` to publish it."
    )
