"""The verbs of the desk: who may act in which role, and the sheet that is filled where there is no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.contract.paths import Paths


def grant(
    subject: Annotated[str, typer.Argument(help="The person's subject (sub) at the login provider.")] = "",
    role: Annotated[str, typer.Option("--role", help="For example reviewer, chair or administrator.")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="The login provider (iss), an address.")] = "",
    name: Annotated[str, typer.Option("--name", help="Name to show.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="Unit code the role is held for.")] = "",
    region: Annotated[str, typer.Option("--region", help="Region ids parted by |; 00 is the whole country.")] = "00",
    starts: Annotated[str, typer.Option("--from", help="First day, for example 2027-01-31.")] = "",
    ends: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Only list the grants there are.")] = False,
) -> None:
    """Give a person a role; the first administrator can be given here only. The grant is an event of the book."""
    from pipelines.commands.grants import Wish, give, lines

    if listed:
        for line in lines(Paths.from_environment()):
            typer.echo(line)
        return
    if not (subject and role and issuer):
        raise typer.BadParameter("name the person with SUBJECT and --issuer, and the role with --role")
    typer.echo(give(Paths.from_environment(), Wish(issuer, subject, name, role, unit, region, starts, ends)))


def revoke(
    grant_id: Annotated[str, typer.Argument(help="The grant's id, as `selaras grant --list` prints it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in ten characters or more.")],
) -> None:
    """End a grant; it no longer holds from the person's next click on."""
    from pipelines.commands.grants import end

    typer.echo(end(Paths.from_environment(), grant_id, reason))


def desk_sheet(
    session: Annotated[str, typer.Option("--session", help="The session, for example contoh-2026-2.meja-anak.")],
    out: Annotated[Path, typer.Option("--out", help="The .xlsx file to write.")],
    role: Annotated[str, typer.Option("--role", help="The role it is filled in.")] = "chair",
) -> None:
    """Write the lines of a session as a sheet to decide in without network; it comes back through the inbox."""
    from pipelines.commands.forum.desk_sheet import write

    typer.echo(f"{write(Paths.from_environment(), session, out, role)}")


def register(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command()(grant)
    app.command()(revoke)
    app.command(name="desk-sheet")(desk_sheet)
