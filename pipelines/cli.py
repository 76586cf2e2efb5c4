"""The `selaras` command: every verb calls one function from below and turns its answer into lines and an exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from pipelines.contract.paths import Paths
from pipelines.verbs import desk, forum, office, submissions

INTERNAL = 4
KNOWN_ERROR = 1
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Selaras: targets of the regions beside the nation's, from spreadsheet to dashboard.",
)
Round = Annotated[str | None, typer.Option("--round", help="Planning round, for example contoh-2027-1.")]
File = Annotated[Path, typer.Argument(help="A workbook or CSV file.", exists=True, dir_okay=False, readable=True)]


@app.command()
def up(
    dashboard_port: Annotated[int, typer.Option(help="Port of the dashboard.")] = 8501,
    dagster_port: Annotated[int, typer.Option(help="Port of Dagster's pages.")] = 3000,
    health_port: Annotated[int, typer.Option(help="Port of the health address.")] = 8500,
    host: Annotated[
        str, typer.Option(help="Address the dashboard is served on; anything but this machine needs a login.")
    ] = "127.0.0.1",
    dashboard: Annotated[bool, typer.Option(help="Serve the dashboard.")] = True,
    dagster: Annotated[bool, typer.Option(help="Refresh, and serve Dagster.")] = True,
) -> None:
    """Refresh, and serve the dashboard and Dagster until Ctrl-C; what dies is started again."""
    from pipelines.commands.up import Places, serve

    dagster_host = os.environ.get("SELARAS_DAGSTER_HOST") or "127.0.0.1"
    places = Places(host, dashboard_port, dagster_port, health_port, dagster_host, dashboard, dagster)
    raise typer.Exit(serve(Paths.from_environment(), places))


@app.command()
def refresh(
    round_id: Annotated[list[str] | None, typer.Option("--round", help="Only these planning rounds.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also when nothing has changed.")] = False,
    fetch: Annotated[bool, typer.Option("--fetch", help="Ask the publishers first.")] = False,
) -> None:
    """Read what is new, judge it, compute, check, and publish an edition."""
    from pipelines.commands.refresh import refresh as run
    from pipelines.contract.progress_lines import say_progress

    say_progress()
    run(Paths.from_environment(), round_id, force, fetch)


@app.command()
def template(
    round_id: Annotated[str, typer.Option("--round", help="Planning round.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Unit code; without it, every unit of the round.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder to write to.")] = Path("templates"),
    filled: Annotated[bool, typer.Option("--filled", help="With the unit's targets as they stand.")] = False,
    tried: Annotated[
        list[str] | None,
        typer.Option("--try", help="A target to try, as indicator/region/year=value; implies --filled."),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="The CSV form instead of the workbook.")] = False,
) -> None:
    """Write the pre-filled workbook or CSV form of one unit, or of all units of a round; --filled makes one to
    revise."""
    from pipelines.exports.templates.files import DELIMITED, WORKBOOK, make_filled_template, make_templates
    from pipelines.exports.templates.standing_entries import TriedTarget

    paths, ending = Paths.from_environment(), DELIMITED if as_csv else WORKBOOK
    if filled or tried:
        if unit is None:
            raise typer.BadParameter("name one unit with --unit", param_hint="--filled / --try")
        made = [
            make_filled_template(paths, round_id, unit, out, [TriedTarget.parse(text) for text in tried or []], ending)
        ]
    else:
        made = make_templates(paths, round_id, unit, out, ending)
    typer.echo(f"{len(made)} {'CSV file' if as_csv else 'workbook'}(s) in {out}.")


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="A table of the edition, for example mart.target_gap.")],
    out: Annotated[Path, typer.Option("--out", help="A .xlsx or .csv file to write.")],
    round_id: Round = None,
) -> None:
    """Write a table of the current edition as xlsx or csv, guarded against formulas."""
    from pipelines.commands.export import export as write

    rows = write(Paths.from_environment(), table, out, round_id)
    typer.echo(f"{rows:,} rows of {table} in {out}.")


@app.command()
def compose(
    round_id: Annotated[str, typer.Option("--round", help="Planning round.")],
    indicator: Annotated[str, typer.Option("--indicator", help="Indicator code, for example poverty_rate.")],
    parent: Annotated[str, typer.Option("--parent", help="00, or the province whose districts are composed.")] = "00",
    rule: Annotated[str, typer.Option("--rule", help="For example equal_effort, peers:75, converge:0.25:best+.")] = "",
    compare: Annotated[str, typer.Option("--compare", help="Several rules with commas: their measures only.")] = "",
    to: Annotated[
        str, typer.Option("--to", help="easy, middle or hard end of the target above, or a number.")
    ] = "easy",
    years: Annotated[str, typer.Option("--years", help="Target years with commas; all that are to come.")] = "",
    path: Annotated[str, typer.Option("--path", help="linear, like_projection, early or late.")] = "linear",
    lock: Annotated[list[str] | None, typer.Option("--lock", help="51=1.49, or agreed; repeatable.")] = None,
    lift_precedent: Annotated[str, typer.Option("--lift-precedent", help="Why more than ever seen is asked.")] = "",
    lift_today: Annotated[str, typer.Option("--lift-today", help="Why less than today is asked.")] = "",
    half_width: Annotated[str, typer.Option("--range", help="Half the width in points, or parent.")] = "",
    fingerprint: Annotated[str, typer.Option("--fingerprint", help="Write only this very set.")] = "",
    unit: Annotated[str | None, typer.Option("--unit", help="The unit that hands it in.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A .xlsx or .csv file to hand in.")] = None,
    indonesian: Annotated[bool, typer.Option("--indonesian", help="Sentences in Indonesian.")] = False,
) -> None:
    """Compose targets for all regions of a parent by a rule, close them to the target above, and write the file."""
    from pipelines.commands.composing.compose import Options, run

    language = "id" if indonesian else "en"
    options = Options(
        round_id, indicator, parent, rule, compare, to, years, path, lock or (), lift_precedent, lift_today, half_width,
        fingerprint, language,
    )  # fmt: skip
    typer.echo(run(Paths.from_environment(), options, unit, out))


@app.command()
def history(file: File) -> None:
    """Say what a refresh would do with a published table: its figures and marks, and what is left out and why."""
    from pipelines.commands.history import describe
    from pipelines.reference.read import read_catalogue

    paths = Paths.from_environment()
    for line in describe(file, read_catalogue(paths.reference), folder=paths.history):
        typer.echo(line)


@app.command()
def brief(
    round_id: Annotated[str, typer.Option("--round", help="Planning round.")] = "rpjmn-2025",
    english: Annotated[bool, typer.Option("--english", help="Sentences in English.")] = False,
    year: Annotated[
        int | None, typer.Option("--year", help="Target year; the one the round is about if left out.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A .pdf file to write: one A4 sheet.")] = None,
) -> None:
    """Say what the dashboard's first screen says about a round, in words or as one A4 sheet."""
    from pipelines.commands.export import brief as say

    typer.echo(say(Paths.from_environment(), round_id, english, year, out))


@app.command()
def backtest(
    damping: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Yearly damping to try instead of each indicator's own.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Of the rules targets are composed by, instead.")] = False,
) -> None:
    """Print the projection's back-test on the bundled series beside naive, drift and Theil-Sen; with --rules, how often
    targets made by each rule would have been met."""
    if rules:
        from pipelines.commands.composing.rule_backtest import report as report_rules

        typer.echo(report_rules(Paths.from_environment()))
        return
    from pipelines.commands.backtest import report

    typer.echo(report(Paths.from_environment(), damping))


for step in (submissions, desk, forum, office):
    step.register(app)


def main() -> None:
    """Run a verb; an error we know is one sentence, an unexpected one exits with 4 and says where its trace is."""
    for stream in (sys.stdout, sys.stderr):  # an answer is never lost to a console that lacks one of its signs
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from pipelines.errors import sentence

        paths = Paths.from_environment()
        said = sentence(error, str(paths.data))
        typer.echo(f"selaras: {said or _trace_sentence(error, paths)}", err=True)
        sys.exit(KNOWN_ERROR if said else INTERNAL)


def _trace_sentence(error: Exception, paths: Paths) -> str:
    trace = paths.data / "last_error.log"
    try:
        trace.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return f"unexpected {type(error).__name__}: {error}; no trace could be written to {trace}, report it."
    return f"unexpected {type(error).__name__}: {error}; the trace is in {trace}, report it."


if __name__ == "__main__":
    main()
