"""`selaras desk-sheet`: the lines of a session as a workbook, to be decided where there is no network."""

from __future__ import annotations

from pathlib import Path

from pipelines.contract import decisions
from pipelines.contract.decisions.subjects import LINE
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.exports.desk_sheet import SheetFacts, write_desk_sheet
from pipelines.reference.read import read_catalogue


class DeskSheetError(SelarasError):
    """One sentence: which session or role is not known."""


def write(paths: Paths, session_id: str, out: Path, role: str = "chair") -> Path:
    """Write the sheet of a session for one role. Raise DeskSheetError or BookError in one sentence."""
    book = decisions.open_book(paths.data)
    try:
        return _written_sheet(paths, book, session_id, role, out)
    finally:
        book.close()


def _written_sheet(paths: Paths, book: decisions.Book, session_id: str, role: str, out: Path) -> Path:
    standing = book.standing(decisions.session_key(session_id))
    if standing is None:
        known = [key.split("/", 1)[1] for key in book.standings("session")]
        raise DeskSheetError(
            f"Session {session_id} is not in the decision book; choose one of {', '.join(known) or '-'}."
        )
    if role not in book.workflow.roles:
        raise DeskSheetError(f"Role {role} is not in the workflow; choose one of {', '.join(book.workflow.roles)}.")
    session = decisions.Session.of(standing)
    catalogue = read_catalogue(paths.reference)
    lines = [each for each in book.standings(LINE, session.round_id).values() if session.covers(each.line)]
    names = {code: each.name_id for code, each in catalogue.indicators.items()}
    names |= {code: each.region_name for code, each in catalogue.regions.items()}
    planning_round = catalogue.rounds.get(session.round_id)
    is_example = bool(planning_round and planning_round.is_example)
    facts = SheetFacts(session, role, lines, names, book.head().event_number, is_example)
    return write_desk_sheet(facts, book.workflow, out)
