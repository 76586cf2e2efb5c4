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


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.callback()(prepare)
    for verb in (backup, restore, doctor):
        app.command()(verb)
