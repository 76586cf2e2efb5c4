"""The verbs of those who run Selaras for an office: backup, restore, doctor, and the rest of keeping it in order."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.contract.paths import Paths

WITHOUT_SEED = {"restore"}  # fills the folder itself


def prepare(context: typer.Context) -> None:
    """Fill an empty data folder before a verb needs it."""
    if context.invoked_subcommand in WITHOUT_SEED or "--help" in sys.argv:
        return
    from pipelines.reference.seed import seed

    paths = Paths.from_environment()
    if seed(paths):
        typer.echo(f"{paths.data} was empty; the bundled reference, history and plans are in it now.", err=True)


def backup(
    out: Annotated[Path, typer.Option("--out", help="The archive to write, for example selaras.tar.gz.")],
) -> None:
    """Write one verified archive of everything that cannot be made again; also while a refresh runs."""
    from pipelines.commands.backup import backup as write

    manifest = write(Paths.from_environment(), out)
    size = sum(entry["size"] for entry in manifest["files"].values())
    typer.echo(f"{len(manifest['files'])} files, {size / 1e6:,.1f} MB, with {manifest['edition']}: verified in {out}.")


def restore(archive: Annotated[Path, typer.Argument(help="An archive of `selaras backup`.", exists=True)]) -> None:
    """Put a backup into an empty data folder, all of it or nothing."""
    from pipelines.commands.backup import restore as put

    paths = Paths.from_environment()
    manifest = put(paths, archive)
    typer.echo(
        f"{len(manifest['files'])} files of {manifest['made_at']} in {paths.data}; `selaras doctor` looks at them."
    )


def doctor() -> None:
    """Look at folder, clock, reference, store, register, book and edition, and say what to do."""
    from pipelines.commands.doctor import examine

    found = examine(Paths.from_environment())
    for subject, is_well, sentence in found:
        typer.echo(f"{'well' if is_well else 'SICK'}  {subject:<10} {sentence}")
    raise typer.Exit(0 if all(each.is_well for each in found) else 1)


def round_new(
    round_id: Annotated[str, typer.Argument(help="Id of the new round, for example ranwal-2028.")],
    from_round: Annotated[str, typer.Option("--from", help="The round to take stage, zone and assignments from.")],
    opens: Annotated[str, typer.Option("--opens", help="Day or instant, for example 2027-11-01.")],
    closes: Annotated[str, typer.Option("--closes", help="Day or instant; a day counts to its end.")],
    name_id: Annotated[str, typer.Option("--name-id", help="Name in Indonesian.")] = "",
    name_en: Annotated[str, typer.Option("--name-en", help="Name in English.")] = "",
    plan_year: Annotated[int | None, typer.Option("--plan-year", help="Year of the plan.")] = None,
    baseline_year: Annotated[int | None, typer.Option("--baseline-year", help="Year targets start from.")] = None,
    target_years: Annotated[str, typer.Option("--target-years", help="For example 2028,2029,2030.")] = "",
    national: Annotated[Path | None, typer.Option("--national", help="National targets as CSV, one document.")] = None,
    example: Annotated[bool, typer.Option("--example", help="A round of example data.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Only show the rows; write nothing.")] = False,
) -> None:
    """Make a planning round from an old one: rows in data/reference, checked whole, seen without a restart."""
    from pipelines.commands.round_new import Wish, draft, write

    wish = Wish(
        round_id, from_round, opens, closes, name_id, name_en, plan_year, baseline_year, target_years, national, example
    )
    made = (draft if show else write)(Paths.from_environment(), wish)
    for column, value in made.planning_round.items():
        typer.echo(f"  {column:<22} {value}")
    for name, rows in made.rows.items():
        typer.echo(f"{len(rows)} row(s) {'for' if show else 'added to'} {name}")
    for note in made.notes:
        typer.echo(f"Look at this: {note}")


def round_remind(
    round_id: Annotated[str, typer.Option("--round", help="Planning round.")],
    out: Annotated[Path | None, typer.Option("--out", help="A .csv or .xlsx file with a text for each unit.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only those to be asked today.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
) -> None:
    """Say who still owes target lines in a round and who is to be asked today; --out writes a text for each unit."""
    from pipelines.commands.remind import remind

    typer.echo(remind(Paths.from_environment(), round_id, "en" if english else "id", out, only_due=due))


def end_logins(
    issuer: Annotated[str, typer.Option("--issuer", help="The provider's issuer, as the audit trail shows it.")],
    subject: Annotated[str, typer.Option("--subject", help="The person's subject there.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the audit trail.")],
) -> None:
    """End every login a person has at this moment; it acts at their next click."""
    from pipelines.contract.decisions import Person, open_book
    from pipelines.contract.login_ledger import end_all

    book = open_book(Paths.from_environment().data)
    try:
        end_all(book, Person(issuer, subject), reason)
    finally:
        book.close()
    typer.echo(f"Every login of {subject} at {issuer} until now is over.")


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.callback()(prepare)
    for verb in (backup, restore, doctor, end_logins):
        app.command()(verb)
    rounds = typer.Typer(no_args_is_help=True, help="Planning rounds.")
    rounds.command("new")(round_new)
    rounds.command("remind")(round_remind)
    rounds.callback()(lambda: None)  # keeps `new` a verb of its own
    app.add_typer(rounds, name="round")
