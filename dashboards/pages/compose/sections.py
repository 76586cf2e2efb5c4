"""The parts of the compose page: the set region by region, what it adds up to, and several rules side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import streamlit as st

from dashboards.charts.elements.axes import bounds_of
from dashboards.components import layout, lists
from dashboards.components.markup import el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.pages.compose import controls, scenario
from dashboards.pages.compose.candidates import SIGNS, Candidate, candidate_rows, candidate_sums, colours_of
from dashboards.queries import definitions
from dashboards.state.context import Visit
from pipelines.analysis.compose.rules import GIVEN
from pipelines.analysis.compose.words import say as told
from pipelines.analysis.tables.composed_set import DrawnSet
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


def set_frame(visit: Visit, drawn: Sequence[DrawnSet]) -> pl.DataFrame:
    """One row per region: today's value, the candidates, what was submitted and planned, and words for the first."""
    first = drawn[0]
    known, language = first.composition, visit.say.language
    given = known.given_in(first.final_year)
    blank = np.full(len(known.region_ids), np.nan)
    remarks = [_remark(first, place, language) for place in range(len(known.region_ids))]
    frame = {
        "region_id": list(known.region_ids),
        "name": list(known.region_names),
        "is_locked": first.composed.limits.is_locked.tolist(),
        "latest_value": known.latest_value,
        "low": first.low[:, -1],
        "high": first.high[:, -1],
        **{f"candidate_{number}": each.composed.values for number, each in enumerate(drawn)},
        "as_submitted": given.get("as_submitted", blank),
        "as_planned": given.get("as_planned", blank),
        "label": [
            told(f"label.{label}", language) if np.isfinite(value) else ""
            for label, value in zip(first.outlooks.label, first.composed.values, strict=True)
        ],
        "band": [f"{band} %" if band else "" for band in first.outlooks.band],
        "remark": remarks,
        **{f"year_{year}": first.values[:, column] for column, year in enumerate(first.years)},
    }
    return pl.DataFrame(frame).with_columns(pl.selectors.float().fill_nan(None))


def _remark(drawn: DrawnSet, place: int, language: str) -> str:
    state = told(f"region.{drawn.composed.region_state[place]}", language)
    beyond = told("row.beyond", language) if drawn.composed.is_beyond_limit[place] else ""
    return "; ".join(text for text in (state, beyond) if text)


def regions(visit: Visit, drawn: Sequence[DrawnSet]) -> None:
    """The candidates as a picture, the set as a table to type into, and a lock for one region."""
    say_, first, frame = visit.say, drawn[0], set_frame(visit, drawn)
    count = int(np.isfinite(first.composed.values).sum())
    layout.section(
        say_("compose.regions_eyebrow"),
        say_(
            "compose.regions_sentence", count=say_.number(count), all=say_.number(frame.height), year=first.final_year
        ),
    )
    ordered = frame.sort("latest_value", descending=first.composition.good_direction < 0, nulls_last=True)
    part = lists.part_of(visit, ordered, "part")
    candidates = [Candidate(f"candidate_{number}", each.name_words(say_.language)) for number, each in enumerate(drawn)]
    _key(visit, candidates)
    places = first.composition.decimal_places
    picture(
        visit,
        lambda: candidate_rows(part, candidates, visit.pen, visit.unit_words(), places, bounds_of([visit.indicator])),
        key="candidates",
        alt=f"{first.name_words(say_.language)}. {first.closure_words(say_.language)}",
        depends=(*(each.fingerprint for each in drawn), st.query_params.get("part", "")),
        twin=lambda: _twin(visit, drawn, ordered, part),
    )
    is_given = first.request.choice.rule in GIVEN
    layout.section(say_("compose.type_eyebrow"), say_(f"compose.type_{'given' if is_given else 'sentence'}"))
    controls.lock_controls(visit, first)
    _editor(visit, first, part, places)


def _key(visit: Visit, candidates: Sequence[Candidate]) -> None:
    """Which sign means what; colours only repeat it."""
    pen = visit.pen
    entries = [("●", pen.colours.ink, pen.say("chart.latest"))]
    entries += [
        (sign, colour, each.words) for sign, colour, each in zip(SIGNS, colours_of(pen), candidates, strict=False)
    ]
    entries += [
        ("✕", pen.colours.ink, pen.say("compose.as_submitted")),
        ("○", pen.colours.soft, pen.say("compose.as_planned")),
    ]
    items = (
        el("li", el("b", sign, aria_hidden="true", style=f"color:{colour}"), words) for sign, colour, words in entries
    )
    put(el("ul", *items, class_="key"))


def _editor(visit: Visit, drawn: DrawnSet, part: pl.DataFrame, places: int) -> None:
    """The set as a table: a value typed into the last column locks its region, an emptied one releases it."""
    say_, locks = visit.say, drawn.request.locks
    shown = pl.DataFrame(
        {
            say_("column.region"): part["name"],
            say_("column.latest"): [say_.number(value, places) for value in part["latest_value"]],
            say_("column.composed"): [
                _interval(visit, low, high, places) for low, high in part.select("low", "high").iter_rows()
            ],
            say_("column.ambition"): part["label"],
            say_("compose.lock_column"): [
                say_.number(locks[code], _shown_places(locks[code], places)) if code in locks else ""
                for code in part["region_id"]
            ],
        }
    )
    key = f"set_{drawn.fingerprint}_{st.query_params.get('part', '')}"
    fixed = shown.columns[:-1]
    st.data_editor(
        shown,
        key=key,
        disabled=fixed,
        hide_index=True,
        num_rows="fixed",
        column_config={shown.columns[-1]: st.column_config.TextColumn(help=say_("compose.lock_help"))},
        on_change=_typed,
        args=(key, part["region_id"].to_list(), shown.columns[-1], say_.separators),
    )


def _typed(key: str, region_ids: list[str], column: str, separators: str) -> None:
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]
    controls.lock({region_ids[row]: cells[column] for row, cells in edited.items() if column in cells}, separators)


def _shown_places(value: float, places: int) -> int:
    """As many decimals as were typed, at least those of the indicator."""
    text = repr(value).partition(".")[2].rstrip("0")
    return max(places, len(text))


def _interval(visit: Visit, low: float | None, high: float | None, places: int) -> str:
    if low == high or low is None or high is None:
        return visit.say.number(high, places)
    return f"{visit.say.number(low, places)}–{visit.say.number(high, places)}"


def _twin(visit: Visit, drawn: Sequence[DrawnSet], whole: pl.DataFrame, part: pl.DataFrame) -> None:
    """The picture's figures as a table with its files: every candidate, every year of the first."""
    say_, first = visit.say, drawn[0]
    places = first.composition.decimal_places
    columns = [
        Column("region_id", say_("column.code")),
        Column("name", say_("column.region")),
        Column("latest_value", say_("column.latest"), "number", places),
        *(
            Column(f"candidate_{number}", each.name_words(say_.language), "number", places)
            for number, each in enumerate(drawn)
        ),
        Column("as_submitted", say_("compose.as_submitted"), "number", places),
        Column("as_planned", say_("compose.as_planned"), "number", places),
        *(Column(f"year_{year}", str(year), "number", places) for year in first.years[:-1]),
        Column("label", say_("column.ambition")),
        Column("band", say_("column.chance")),
        Column("remark", say_("column.remark")),
    ]
    table(visit, part, columns, key="set", caption=say_("compose.regions_eyebrow"), empty="", whole=whole)


def sums(visit: Visit, drawn: Sequence[DrawnSet]) -> None:
    """What each set adds up to beside the range above, and the sum of each year of the first."""
    say_, first = visit.say, drawn[0]
    known, places = first.composition, first.composition.decimal_places
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
        put(el("p", say_("compose.sum_key"), class_="fresh"))
    if known.weight_rounds:
        put(el("p", say_("compose.borrowed_weights", rounds=", ".join(sorted(known.weight_rounds))), class_="fresh"))


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
    places = known.decimal_places
    rows = [
        {
            "year": year,
            "total_value": _or_none(total),
            "wanted_value": _or_none(known.wanted(year)),
            "distance_value": _or_none(known.good_direction * (known.wanted(year) - total)),
        }
        for year, total in zip(drawn.years, drawn.totals, strict=True)
    ]
    schema = {"year": pl.Int64, "total_value": pl.Float64, "wanted_value": pl.Float64, "distance_value": pl.Float64}
    columns = [
        Column("year", say_("column.year")),
        Column("total_value", say_("compose.total"), "number", places + 2),
        Column("wanted_value", say_("chart.national_target"), "number", places),
        Column("distance_value", told("row.distance", say_.language), "number", places + 2, is_signed=True),
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
