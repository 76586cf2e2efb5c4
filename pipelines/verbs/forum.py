"""Verbs for what the forum makes and regions take over: outcomes, sheets, minutes, bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.contract.paths import Paths


def sheets(
    round_id: Annotated[str, typer.Option("--round", help="The planning round, for example contoh-2026-2.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
    region: Annotated[
        str | None, typer.Option("--region", help="One region's code; left out: all of the round.")
    ] = None,
    form: Annotated[
        list[str] | None, typer.Option("--form", help="pdf, xlsx, csv or json; left out: all four.")
    ] = None,
    english: Annotated[bool, typer.Option("--english", help="In English.")] = False,
) -> None:
    """Write the reference sheets of a round: PDF, a workbook in the order of a work plan, CSV and JSON per region."""
    from pipelines.commands.forum.sheets import FORMS, write_sheets

    if unknown := set(form or ()) - set(FORMS):
        raise typer.BadParameter(f"{sorted(unknown)[0]} is no form of a sheet; choose of {', '.join(FORMS)}")
    paths, language = Paths.from_environment(), "en" if english else "id"
    asked = {"region_id": region, "language": language, "forms": form or FORMS, "progress": _count_up}
    written = write_sheets(paths, round_id, out, **asked)  # type: ignore[arg-type]
    typer.echo(f"{written.file_count} file(s) for {written.region_count} region(s) in {out}.")


def minutes(
    session: Annotated[str, typer.Option("--session", help="The desk session, for example contoh-2026-2.meja-anak.")],
    out: Annotated[Path | None, typer.Option("--out", help="A .docx (draft) or .pdf file to write.")] = None,
    compare: Annotated[Path | None, typer.Option("--compare", help="A returned .docx draft.")] = None,
    signed: Annotated[Path | None, typer.Option("--signed", help="The signed .pdf, to be kept.")] = None,
    english: Annotated[bool, typer.Option("--english", help="In English.")] = False,
) -> None:
    """Write the minutes of a closed session, compare a returned draft, or take the signed PDF back."""
    from pipelines.commands.forum.minutes import compare_minutes, write_minutes

    paths, language = Paths.from_environment(), "en" if english else "id"
    if [out, compare, signed].count(None) != len((out, compare, signed)) - 1:
        raise typer.BadParameter("name one of --out, --compare and --signed")
    if signed is not None:
        from pipelines.commands.forum.signed_minutes import take_back_signed

        if not signed.is_file():
            raise typer.BadParameter(f"{signed} is not there", param_hint="--signed")
        typer.echo(take_back_signed(paths, session, signed))
        return
    if out is not None:
        write_minutes(paths, session, out, language)
        typer.echo(f"{out}")
        return
    if compare is not None:
        changed = compare_minutes(paths, session, compare, language)
        for each in changed:
            typer.echo(f"{each.annex}, {each.row}: “{each.was}” → “{each.now}”")
        typer.echo(f"{len(changed)} changed cell(s) in the annexes.")
        raise typer.Exit(1 if changed else 0)


def bundle(
    round_id: Annotated[str, typer.Option("--round", help="The planning round, for example contoh-2026-2.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
) -> None:
    """Write overview, sheets and tables of a round as a folder that opens in a browser without a network."""
    from pipelines.commands.forum.bundle import write_bundle

    written = write_bundle(Paths.from_environment(), round_id, out, _count_up)
    typer.echo(f"{written.file_count} file(s), {written.size / 1e6:.1f} MB; open {written.first_page}.")


def _count_up(done: int, of: int) -> None:
    if of > 1 and (done % 25 == 0 or done == of):
        typer.echo(f"  {done} of {of} regions")


def outcome(
    code: Annotated[
        str, typer.Argument(help="An outcome's code of outcomes.yml, or of a proposal, for example usulan.dit-anak.1.")
    ],
    round_id: Annotated[str, typer.Option("--round", help="The planning round, for example contoh-2026-2.")],
    action: Annotated[str, typer.Option("--action", help="nominate, choose, not_choose, defer or comment.")],
    role: Annotated[str, typer.Option("--role", help="The role to act in, for example chair.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in ten characters or more where a reason is due.")] = "",
) -> None:
    """Nominate or choose an outcome or proposed indicator of an example round; real rounds need a login."""
    from pipelines.commands.forum.outcomes import decide_outcome

    typer.echo(decide_outcome(Paths.from_environment(), round_id, code, action, role, reason))


def take_up(
    file: Annotated[Path, typer.Argument(help="A region's work plan.", exists=True, dir_okay=False, readable=True)],
    round_id: Annotated[str | None, typer.Option("--round", help="The round whose agreements it takes over.")] = None,
    region: Annotated[str | None, typer.Option("--region", help="The region, where the file names none.")] = None,
    only_check: Annotated[bool, typer.Option("--check", help="Judge it and keep nothing.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
    wait: Annotated[bool, typer.Option(help="Refresh at once, so that the edition contains it.")] = True,
) -> None:
    """Hand in a region's work plan (RKPD), to be set beside what was agreed; the receipt names its submission id."""
    from pipelines.commands.forum.take_up import take_up as hand_in
    from pipelines.exports.returns.answer import as_text

    paths = Paths.from_environment()
    judged = hand_in(paths, file, round_id, region, only_check)
    typer.echo(as_text(judged, english))
    if wait and not only_check:
        from pipelines.commands.refresh import refresh as run

        run(paths)
    raise typer.Exit(judged.exit_code)


def adopt(
    round_id: Annotated[str, typer.Option("--round", help="The planning round, for example contoh-2026-2.")],
    out: Annotated[Path, typer.Option("--out", help="A new .yml file for the reviewer.")],
) -> None:
    """Write the chosen proposals of a round as catalogue entries for review; the catalogue itself is not changed."""
    from pipelines.commands.forum.adopt import adopt as write_entries

    written = write_entries(Paths.from_environment(), round_id, out)
    typer.echo(
        f"{written.outcome_count} outcome(s) and {written.indicator_count} indicator(s) in {out}, to be reviewed."
    )
    for code, fields in written.open_fields.items():
        typer.echo(f"  {code}: fill in {', '.join(fields)}")


def assess(
    round_id: Annotated[str, typer.Option("--round", help="The planning round, for example contoh-2026-2.")],
    indicator: Annotated[str, typer.Option("--indicator", help="The indicator's code.")],
    region: Annotated[str, typer.Option("--region", help="The region's code.")],
    criterion: Annotated[str, typer.Option("--criterion", help="One of criteria.yml, for example kapabilitas.")],
    level: Annotated[int, typer.Option("--level", min=0, max=3, help="0 to 3, as criteria.yml describes them.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in ten characters or more.")],
    evidence: Annotated[str, typer.Option("--evidence", help="What shows it; due from level 2.")] = "",
    year: Annotated[int | None, typer.Option("--year", help="A target year; left out: the last of the round.")] = None,
    role: Annotated[str, typer.Option("--role", help="reviewer, proposer, or chair with --together.")] = "reviewer",
    person: Annotated[str, typer.Option("--as", help="Which of two reviewers, for example penelaah-1.")] = "",
    together: Annotated[bool, typer.Option("--together", help="The level both found together.")] = False,
) -> None:
    """Judge a line of an example round against a criterion; two reviewers do not see each other before both did."""
    from pipelines.commands.forum.assess import Level
    from pipelines.commands.forum.assess import assess as keep_level

    said = Level(round_id, indicator, region, criterion, level, reason, evidence, year, role, person)
    typer.echo(keep_level(Paths.from_environment(), said, together))


def register(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    for verb in (sheets, minutes, bundle, outcome, take_up, adopt, assess):
        app.command()(verb)
