"""`selaras minutes`: the minutes of a desk session, as a Word draft, as a PDF, and a returned draft compared."""

from __future__ import annotations

from pathlib import Path

from pipelines.commands.export import edition_or_error
from pipelines.contract.decisions import load_workflow
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.exports.minutes.document import draft_document
from pipelines.exports.minutes.facts import LOOK, MinutesError, read_minutes
from pipelines.exports.minutes.returned_draft import Difference, differences
from pipelines.exports.typeset import compile_pdf


def role_names(paths: Paths, language: str) -> dict[str, str]:
    """The words of each role, as the workflow names them in one language."""
    workflow = load_workflow(paths.reference / "review_workflow.yml")
    return {code: getattr(role.name, language) for code, role in workflow.roles.items()}


def write_minutes(paths: Paths, session_id: str, out: Path, language: str = "id") -> None:
    """Write the minutes of a closed session as .docx or .pdf, by the ending of the file asked for."""
    edition = edition_or_error(paths)
    with reading(edition) as connection:
        minutes = read_minutes(connection, edition.stem, session_id, language, role_names(paths, language))
        ((built_at,),) = connection.execute("select built_at from core.edition_note").fetchall()
    if out.suffix == ".docx":
        content = draft_document(minutes, built_at)
    elif out.suffix == ".pdf":
        content = compile_pdf(minutes.shown, LOOK, int(built_at.timestamp()))
    else:
        raise MinutesError(f"{out.name} has an ending minutes are not written in; choose .docx or .pdf.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)


def compare_minutes(paths: Paths, session_id: str, returned: Path, language: str = "id") -> list[Difference]:
    """Give the cells of the annexes that a returned draft has changed; none means that only words differ."""
    edition = edition_or_error(paths)
    with reading(edition) as connection:
        minutes = read_minutes(connection, edition.stem, session_id, language, role_names(paths, language))
    return differences(minutes, returned.read_bytes())
