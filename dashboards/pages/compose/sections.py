"""The parts of the compose page: what became of the set, what it adds up to, and several rules side by side. The set
region by region stands in `region_by_region.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from dashboards.components import layout
from dashboards.components.markup import Html, el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.compose import scenario
from dashboards.pages.compose.candidates import candidate_sums
from dashboards.queries import definitions
from dashboards.state.context import Visit
from pipelines.analysis.compose.words import say as told
from pipelines.analysis.tables.composed_set import DrawnSet, telling_places
from pipelines.analysis.tables.composed_words import hit_rate_words, measure_words


def rates_of(visit: Visit, drawn: Sequence[DrawnSet]) -> list[dict[str, Any] | None]:
    """The record of each set's rule over its horizon."""
    known = drawn[0].composition
    code, level = str(known.indicator["indicator_code"]), known.region_level
    return [
        definitions.hit_rates(visit.ask, code, level, each.horizon_years).get(each.request.choice.name.rstrip("+"))
        for each in drawn
    ]


def headline(visit: Visit, drawn: DrawnSet, rate: dict[str, Any] | None) -> tuple[str, str]:
    """What became of the set, and how often targets of its rule were met."""
    language = visit.say.language
    detail = scenario.changes(visit, drawn) if drawn.changed_places else hit_rate_words(drawn, rate, language)
    return drawn.closure_words(language), detail


def sums(visit: Visit, drawn: Sequence[DrawnSet]) -> None:
    """What each set adds up to beside the range above, and the sum of each year of the first."""
    say_, first = visit.say, drawn[0]
    known, places = first.composition, max(each.sum_places for each in drawn)
    layout.section(say_("compose.sum_eyebrow"), sum_sentence(visit, first))
    if not first.problem.is_additive:
        return
    target = known.parent_targets.get(first.final_year)
    named = [(each.name_words(say_.language), each) for each in drawn]
    given = known.given_in(first.final_year)
    shown = {each.request.choice.rule for each in drawn if not each.changed_places}
    rows = [
        {
            "name": words,
            "total_value": _or_none(each.composed.total_value),
            "best_feasible_value": _or_none(each.composed.closure.best_feasible_value),
        }
        for words, each in named
    ] + [
        {
            "name": say_(f"compose.{name}"),
            "total_value": _or_none(first.problem.whole_total(values)),
            "best_feasible_value": None,
        }
        for name, values in given.items()
        if name in ("as_submitted", "as_planned") and name not in shown
    ]
    frame = pl.DataFrame(rows, schema={"name": pl.String, "total_value": pl.Float64, "best_feasible_value": pl.Float64})
    if frame["total_value"].drop_nulls().len():
        national = (target.low, target.high) if target is not None else (None, None)
        picture(
            visit,
            lambda: candidate_sums(frame, visit.pen, visit.unit_words(), places, national),
            key="sums",
            alt=first.closure_words(say_.language),
            depends=tuple(each.fingerprint for each in drawn),
            twin=lambda: _years(visit, first),
        )
        put(el("p", say_("compose.sum_key"), class_="fresh"), borrowed_weights(visit, drawn[0]))
    else:
        put(borrowed_weights(visit, drawn[0]))


def borrowed_weights(visit: Visit, drawn: DrawnSet) -> Html:
    """From which rounds the denominators come that regions of this one have not handed in; empty where none do."""
    rounds = ", ".join(sorted(drawn.composition.weight_rounds))
    return el("p", visit.say("compose.borrowed_weights", rounds=rounds), class_="fresh") if rounds else Html("")


def sum_sentence(visit: Visit, drawn: DrawnSet) -> str:
    """What stands above the regions in the last year, and what they add up to today."""
    say_, known, problem = visit.say, drawn.composition, drawn.problem
    if not problem.is_additive:
        return say_("compose.sum_never")
    target, places = known.parent_targets.get(drawn.final_year), known.decimal_places
    today = say_.number(problem.whole_total(known.latest_value), places)
    if target is None:
        return say_("compose.sum_without_target", year=drawn.final_year, today=today, unit=visit.unit_words())
    interval = sentences.interval(say_, target.low, target.high, places)
    return say_("compose.sum_sentence", year=drawn.final_year, interval=interval, today=today, unit=visit.unit_words())


def _years(visit: Visit, drawn: DrawnSet) -> None:
    say_, known = visit.say, drawn.composition
    rows = [
        {
            "year": year,
            "total_value": _or_none(total),
            "wanted_value": _or_none(known.wanted_value(year)),
            "distance_value": _or_none(known.good_direction * (known.wanted_value(year) - total)),
        }
        for year, total in zip(drawn.years, drawn.totals, strict=True)
    ]
    schema = {"year": pl.Int64, "total_value": pl.Float64, "wanted_value": pl.Float64, "distance_value": pl.Float64}
    places = telling_places(known.decimal_places, (row["distance_value"] or 0.0 for row in rows))
    columns = [
        Column("year", say_("column.year")),
        Column("total_value", say_("compose.total"), "number", places),
        Column("wanted_value", say_("chart.national_target"), "number", places),
        Column("distance_value", told("row.distance", say_.language), "number", places, is_signed=True),
    ]
    table(visit, pl.DataFrame(rows, schema=schema), columns, key="sums", caption=say_("compose.sum_eyebrow"), empty="")


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def comparison(visit: Visit, drawn: Sequence[DrawnSet], rates: Sequence[dict[str, Any] | None]) -> None:
    """The measures of all sets side by side."""
    say_, language = visit.say, visit.say.language
    layout.section(say_("compose.compare_eyebrow"), say_("compose.compare_sentence"))
    words = [measure_words(each, rate, language) for each, rate in zip(drawn, rates, strict=True)]
    frame = pl.DataFrame(
        {
            "measure": [told("row.state", language), *(told(f"row.{name}", language) for name in words[0])],
            **{
                f"set_{number}": [each.closure_words(language), *words[number].values()]
                for number, each in enumerate(drawn)
            },
        }
    )
    columns = [
        Column("measure", say_("column.measure")),
        *(Column(f"set_{number}", each.name_words(language)) for number, each in enumerate(drawn)),
    ]
    table(visit, frame, columns, key="compare", caption=say_("compose.compare_eyebrow"), empty="")
