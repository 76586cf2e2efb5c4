"""`selaras compose`: a set of regional targets from a national one, as a file to hand in, as text, or rules compared.

What is computed stands in analysis/; here the options are read, the edition is asked and the answer is written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.analysis.compose.limits import LimitChoice
from pipelines.analysis.compose.paths import PATHS
from pipelines.analysis.compose.rules import Choice, parse_choice
from pipelines.analysis.tables.composed_set import DrawnSet, Request, agreed_locks, draw_up, years_of
from pipelines.analysis.tables.composition import Composition, CompositionError, composition
from pipelines.commands.composing.compose_words import comparison_text, set_text
from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.exports.templates.composed_entries import ComposedEntries, composed_entries
from pipelines.exports.templates.csv_form import delimited_form
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import template_facts
from pipelines.exports.templates.reference_figures import reference_figures
from pipelines.exports.templates.standing_entries import standing_entries
from pipelines.reference.read import read_catalogue

PARENT_RANGE, AGREED_LOCKS = "parent", "agreed"


class ComposingError(SelarasError):
    """One sentence: which option cannot be read, or why no set can be made or written, and what to do."""


@dataclass(frozen=True)
class Options:
    """The options of the command as they were typed."""

    round_id: str
    indicator_code: str
    parent: str = "00"
    rule: str = ""
    compare: str = ""
    to: str = "easy"
    years: str = ""
    path: str = "linear"
    locks: Sequence[str] = ()
    lift_precedent: str = ""
    lift_today: str = ""
    half_width: str = ""
    fingerprint: str = ""
    language: str = "en"


def run(paths: Paths, options: Options, unit_code: str | None = None, out: Path | None = None) -> str:
    """Compose, write the file when one is named, and say what came of it; raises ComposingError."""
    rules = [text.strip() for text in (options.compare or options.rule).split(",") if text.strip()]
    if not rules:
        raise ComposingError("Name a rule with --rule, or several with --compare; for example --rule equal_effort.")
    if out is not None and (unit_code is None or options.compare):
        raise ComposingError("A file holds one set of one unit: name it with --rule and --unit.")
    with _edition(paths) as (edition_name, ask):
        try:
            known = composition(ask, options.round_id, options.indicator_code, options.parent)
            request = with_agreed(request_of(options, rules[0]), known, options)
            drawn = [draw_up(known, replace(request, choice=choice_of(rule)), edition_name) for rule in rules]
        except CompositionError as error:
            raise ComposingError(_words(error, options, ask)) from error
        rates = hit_rates(ask, known, drawn)
    if options.compare:
        return comparison_text(drawn, rates, options.language)
    said = set_text(drawn[0], rates[0], options.language)
    if out is None or unit_code is None:
        return said
    return f"{said}\n{_write(paths, drawn[0], unit_code, out, options.fingerprint)}"


def choice_of(text: str) -> Choice:
    try:
        return parse_choice(text)
    except ValueError as error:
        raise ComposingError(str(error)) from error


def request_of(options: Options, rule: str) -> Request:
    """Read the options; raises ComposingError with the one that cannot be read."""
    if options.path not in PATHS:
        raise ComposingError(f"Path {options.path!r} is not known; choose one of {', '.join(PATHS)}.")
    width = 0.0
    if options.half_width and options.half_width != PARENT_RANGE:
        width = _number(options.half_width, "--range", "a width in points of at least 0, or 'parent'")
        if width < 0:
            raise ComposingError(f"--range {options.half_width!r}: write a width in points of at least 0, or 'parent'.")
    try:
        years = tuple(int(year) for year in options.years.split(",") if year.strip())
    except ValueError as error:
        raise ComposingError(f"--years {options.years!r}: write years with commas, for example 2027,2029.") from error
    reason = "; ".join(text for text in (options.lift_today.strip(), options.lift_precedent.strip()) if text)
    return Request(
        choice=choice_of(rule),
        to=options.to,
        years=years,
        path=options.path,
        locks=dict(_lock(text) for text in options.locks if text != AGREED_LOCKS),
        limits=LimitChoice(not options.lift_today.strip(), not options.lift_precedent.strip(), reason),
        half_width=width,
        is_parent_range=options.half_width == PARENT_RANGE,
    )


def with_agreed(request: Request, known: Composition, options: Options) -> Request:
    """Add what has been agreed for the last year to the locks, where asked; a lock typed for a region stands."""
    if AGREED_LOCKS not in options.locks:
        return request
    agreed = agreed_locks(known, years_of(known, request)[-1])
    if not agreed:
        raise ComposingError("--lock agreed: nothing has been agreed for these regions and this year; leave it away.")
    return replace(request, locks=agreed | dict(request.locks))


def hit_rates(ask: Any, known: Composition, drawn: Sequence[DrawnSet]) -> list[Mapping[str, Any] | None]:
    """Give the back-test of each set's rule over its horizon; None where the rule could not be tried."""
    found: pl.DataFrame = ask(
        "select * from analysis.rule_hit_rate where indicator_code = $indicator_code and region_level = $region_level",
        indicator_code=known.indicator["indicator_code"],
        region_level=known.region_level,
    )
    rows = {(row["rule"], row["horizon_years"]): row for row in found.iter_rows(named=True)}
    return [rows.get((each.request.choice.name.rstrip("+"), each.horizon_years)) for each in drawn]


def _lock(text: str) -> tuple[str, float]:
    region_id, _, value = text.partition("=")
    if not region_id.strip() or not value.strip():
        raise ComposingError(f"--lock {text!r}: write a region and its value, for example 51=1.49.")
    return region_id.strip(), _number(value, f"--lock {region_id}", "a number with a decimal point")


def _number(text: str, option: str, expected: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not math.isfinite(value):
        raise ComposingError(f"{option} {text!r}: write {expected}.")
    return value


@contextmanager
def _edition(paths: Paths) -> Iterator[tuple[str, Any]]:
    edition = edition_reader.current_edition(paths)
    if edition is None:
        raise ComposingError("There is no edition yet; run `selaras refresh` first.")
    with edition_reader.reading(edition) as connection:
        yield edition.stem, lambda query, **parameters: _answer(connection, query, parameters)


def _answer(connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]) -> pl.DataFrame:
    frame: pl.DataFrame = connection.sql(query, params=dict(parameters)).pl()
    return frame.with_columns(pl.selectors.decimal().cast(pl.Float64), pl.selectors.by_dtype(pl.Int128).cast(pl.Int64))


def _words(error: CompositionError, options: Options, ask: Any) -> str:
    bounds: pl.DataFrame = ask(
        "select lower_bound, upper_bound from core.indicator where indicator_code = $code", code=options.indicator_code
    )
    lower, upper = bounds.row(0) if bounds.height else (None, None)
    return error.words(options.language, "–" if lower is None else lower, "–" if upper is None else upper)


def _write(paths: Paths, drawn: DrawnSet, unit_code: str, out: Path, fingerprint: str) -> str:
    """Write the unit's workbook or CSV form; a set that cannot be closed is not written."""
    if not drawn.composed.is_usable:
        raise ComposingError(drawn.closure_words("en") + " Nothing was written.")
    if fingerprint not in ("", drawn.fingerprint):
        raise ComposingError(
            f"The set is {drawn.fingerprint} now and not {fingerprint}: the edition has changed since; look at it "
            "again and ask for the file once more. Nothing was written."
        )
    if out.suffix not in (".xlsx", ".csv"):
        raise ComposingError(f"{out.name} ends in neither .xlsx nor .csv; name the file so.")
    catalogue = read_catalogue(paths.reference)
    round_id = str(drawn.composition.planning_round["round_id"])
    facts = template_facts(catalogue, round_id, unit_code, reference_figures(paths, catalogue, round_id))
    filled = composed_entries(drawn, facts, standing_entries(paths, facts))
    if out.suffix == ".xlsx":
        write_template(facts, out, filled.entries, {"composed_set": drawn.fingerprint, "edition": drawn.edition_name})
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(delimited_form(facts, filled.entries), encoding="utf-8-sig", newline="")
    return _written_sentence(filled, drawn, out)


def _written_sentence(filled: ComposedEntries, drawn: DrawnSet, out: Path) -> str:
    whole = len(drawn.composition.region_ids)
    return (
        f"{out}: {filled.composed_count} of {whole} regions composed for {', '.join(str(y) for y in drawn.years)}; "
        f"the unit owes {filled.owed_count} of them, its other targets are filled in as they stand."
    )
