"""`selaras minutes --signed`: a signed PDF of minutes taken back, compared with ours, kept, and told to the book."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.commands.export import edition_or_error
from pipelines.commands.forum.minutes import role_names
from pipelines.contract import decisions
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.exports.minutes.facts import LOOK, Minutes, MinutesError, read_minutes, say
from pipelines.exports.minutes.signed_pdf import SignedPages, pages_of, read_pages
from pipelines.exports.typeset import compile_pdf
from pipelines.sandbox.process_pool import ChildPool

ACTION = "minutes_signed_file"
ROLE = "secretary"


def take_back_signed(paths: Paths, session_id: str, file: Path) -> str:
    """Keep a signed PDF in the store under its fingerprint and say so in the decision book; give what was done.

    Raise MinutesError in one sentence, and keep nothing, when the file is no PDF, bears no signature over the whole of
    it, or shows other pages than the minutes of the session.
    """
    signed = _read(file)
    edition = edition_or_error(paths)
    with reading(edition) as connection:
        language = "en" if signed.language.startswith("en") else "id"
        drawn_by = signed.edition or edition.stem
        minutes = read_minutes(connection, drawn_by, session_id, language, role_names(paths, language))
        ((round_id,),) = connection.execute(
            "select round_id from core.minutes where session_id = $session_id", {"session_id": session_id}
        ).fetchall()
    if not any(signed.pages == pages_of(_drawn_pdf(each, signed)).pages for each in _as_written(minutes)):
        raise MinutesError(
            f"{file.name} does not show the minutes of {session_id} page by page; sign the PDF that "
            "`selaras minutes --out` writes, unchanged."
        )
    fingerprint = file_sha256(file)
    paths.store.mkdir(parents=True, exist_ok=True)
    beside = paths.store / f".{fingerprint}.new"
    shutil.copyfile(file, beside)
    beside.replace(paths.store / fingerprint)
    return _record(paths, session_id, round_id, fingerprint)


def _read(file: Path) -> SignedPages:
    with ChildPool(read_pages, None, workers=1) as pool:
        answer = dict(pool.run([file]))[file]
    signed = answer if isinstance(answer, SignedPages) else None
    fault = f"it was given up ({answer.reason.en})" if signed is None else signed.fault  # type: ignore[union-attr]
    if signed is None or fault:
        raise MinutesError(f"{file.name} is no PDF of minutes: {fault}; hand in the signed PDF itself.")
    if not signed.has_signature:
        raise MinutesError(
            f"{file.name} bears no electronic signature over the whole file; sign it as the last step and hand it in "
            "again."
        )
    if signed.has_other_marks:
        raise MinutesError(
            f"{file.name} has comments, stamps or fields on its pages beside the signature; sign the PDF without them."
        )
    return signed


def _as_written(minutes: Minutes) -> list[Minutes]:
    """The minutes as they read now, and as they read before their number was recorded."""
    before = {**minutes.shown, "mark": say(minutes.language, "draft")}
    return [minutes, replace(minutes, shown=before)]


def _drawn_pdf(minutes: Minutes, signed: SignedPages) -> bytes:
    """Our own PDF as the edition and the instant in the signed one make it."""
    return compile_pdf(minutes.shown, LOOK, _instant(signed.created))


def _instant(created: str) -> int:
    """Seconds since 1970 of a PDF's `D:20260101000000Z`; 0 where it says something else."""
    try:
        at = datetime.strptime(created.removeprefix("D:")[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return int(at.timestamp())


def _record(paths: Paths, session_id: str, round_id: str, fingerprint: str) -> str:
    actor = decisions.local_actor(ROLE)
    payload = {"session": session_id, "file": fingerprint}
    book = decisions.open_book(paths.data)
    try:
        event = decisions.record_audit(
            book, ACTION, actor.issuer, actor.subject, actor.name, payload, round_id=round_id, door="cli", role=ROLE
        )
    finally:
        book.close()
    return f"Signed minutes of {session_id} kept as {fingerprint[:12]}, event {event.event_number} of the book."
