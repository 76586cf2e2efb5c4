"""The verbs of a submission: check it, hand it in, have it unlocked, take it back, get receipt and annotated copy."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.contract.paths import Paths

Round = Annotated[str | None, typer.Option("--round", help="Planning round, for example contoh-2027-1.")]
Chosen = Annotated[
    str | None,
    typer.Option("--chosen", help="Unit for which the file is handed in; another unit's file is asked about."),
]
ChosenRound = Annotated[
    str | None,
    typer.Option("--chosen-round", help="Round for which the file is handed in; another round's file is asked about."),
]
File = Annotated[Path, typer.Argument(help="A workbook or CSV file.", exists=True, dir_okay=False, readable=True)]


def check(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
    round_id: Round = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Unit code, for a foreign sheet that names none.")] = None,
    annotated: Annotated[Path | None, typer.Option("--annotated", help="Write the annotated copy here.")] = None,
    chosen: Chosen = None,
    chosen_round: ChosenRound = None,
) -> None:
    """Judge a file without handing it in."""
    from pipelines.commands.check import CopyError
    from pipelines.commands.check import check as judge
    from pipelines.exports.returns.answer import as_text

    try:
        judged = judge(Paths.from_environment(), file, round_id, unit, annotated, chosen, chosen_round=chosen_round)
    except CopyError as error:
        raise typer.BadParameter(str(error), param_hint="--annotated") from error
    typer.echo(_json(judged.as_json()) if as_json else as_text(judged, english))
    raise typer.Exit(judged.exit_code)


def submit(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
    round_id: Round = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Unit code, for a foreign sheet that names none.")] = None,
    wait: Annotated[bool, typer.Option(help="Refresh at once, so that the edition contains it.")] = True,
    chosen: Chosen = None,
    chosen_round: ChosenRound = None,
    handed_in_by: Annotated[
        str, typer.Option("--handed-in-by", help="Whose decisions a desk sheet holds: issuer|subject of a login.")
    ] = "",
) -> None:
    """Hand a file in: into the inbox, the register and the next edition; the receipt names its submission id."""
    from pipelines.commands.submit import submit as hand_in
    from pipelines.exports.returns.answer import as_text

    paths = Paths.from_environment()
    judged = hand_in(paths, file, round_id, unit, chosen, chosen_round=chosen_round, handed_in_by=handed_in_by)
    typer.echo(_json(judged.as_json()) if as_json else as_text(judged, english))
    if wait:
        from pipelines.commands.refresh import refresh as run

        run(paths)
    raise typer.Exit(judged.exit_code)


def unlock(
    submission_id: Annotated[str, typer.Argument(help="Submission id as on the receipt; its beginning is enough.")],
    by: Annotated[str, typer.Option("--by", help="The office that lets it in.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
) -> None:
    """Let a late submission in; who did so and why is recorded."""
    from pipelines.commands.submit import unlock as let_in

    typer.echo(let_in(Paths.from_environment(), submission_id, by, reason))


def withdraw(
    submission_id: Annotated[str, typer.Argument(help="Submission id as on the receipt; its beginning is enough.")],
    by: Annotated[str, typer.Option("--by", help="The office that takes it back.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
) -> None:
    """Take a submission back: it no longer counts and stays readable; who did so and why is recorded."""
    from pipelines.commands.withdraw import withdraw as take_back

    typer.echo(take_back(Paths.from_environment(), submission_id, by, reason))


def annotate(
    submission_id: Annotated[str, typer.Argument(help="Submission id as on the receipt; its beginning is enough.")],
    out: Annotated[Path, typer.Option("--out", help="The .xlsx file to write.")],
) -> None:
    """Write the annotated copy of a submission: its own cells marked, every finding in a sheet of its own."""
    from pipelines.commands.export import annotated_copy

    typer.echo(f"{annotated_copy(Paths.from_environment(), submission_id, out)}")


def receipt(
    submission_id: Annotated[str, typer.Argument(help="Submission id as on the receipt; its beginning is enough.")],
    out: Annotated[Path, typer.Option("--out", help="The .pdf file to write.")],
    english: Annotated[bool, typer.Option("--english", help="Words in English.")] = False,
) -> None:
    """Write the receipt of a submission as PDF: status, counts, findings, what is in force and what replaced it."""
    from pipelines.commands.receipt import receipt as write

    typer.echo(f"{write(Paths.from_environment(), submission_id, out, 'en' if english else 'id')}")


def _json(said: dict[str, Any]) -> str:
    """JSON in signs that the console can show; a code page without them gets their escapes."""
    text = json.dumps(said, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return json.dumps(said, indent=2)
    return text


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for verb in (check, submit, unlock, withdraw, annotate, receipt):
        app.command()(verb)
