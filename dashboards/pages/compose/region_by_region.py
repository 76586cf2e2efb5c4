"""The composed set region by region: as a picture, as a table to type into, and as a table with its files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import polars as pl
import streamlit as st

from dashboards.charts.elements.axes import bounds_of
from dashboards.components import layout, lists
from dashboards.components.drawers.fold import fold
from dashboards.components.markup import el, put
from dashboards.components.picture import picture, png_button
from dashboards.components.table import Column, table
from dashboards.pages.compose import controls
from dashboards.pages.compose.candidates import SIGNS, Candidate, candidate_rows, colours_of, halves, in_use
from dashboards.state.context import Visit
from pipelines.analysis.compose.rules import GIVEN
from pipelines.analysis.compose.words import say as told
from pipelines.analysis.tables.composed_set import DrawnSet

EDITOR_ROW, EDITOR_ROWS = 35, 8  # pixels of a row as the framework draws it; whole rows shown before it scrolls


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
    _key(visit, part, candidates)
    places = first.composition.decimal_places
    _pictures(visit, drawn, part, candidates)

    def as_table() -> None:
        _twin(visit, drawn, ordered, part)
        for key, _ in _halves_by_key(part):
            png_button(visit, key)

    fold(visit, say_("chart.as_table"), "twin_candidates", as_table)
    is_given = first.request.choice.rule in GIVEN
    layout.section(say_("compose.type_eyebrow"), say_(f"compose.type_{'given' if is_given else 'sentence'}"))
    controls.lock_controls(visit, first)
    _editor(visit, first, part, places)


def _halves_by_key(part: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """The halves of the list, each under the key of its picture."""
    return [(f"candidates_{number}" if number else "candidates", half) for number, half in enumerate(halves(part))]


def _pictures(visit: Visit, drawn: Sequence[DrawnSet], part: pl.DataFrame, candidates: Sequence[Candidate]) -> None:
    """The list as one picture or, where it is long, as two beside each other on one scale."""
    first, bounds, keyed = drawn[0], bounds_of([visit.indicator]), _halves_by_key(part)
    places = first.composition.decimal_places
    for place, (key, half) in zip(st.columns(len(keyed), gap="large"), keyed, strict=True):
        with place:
            picture(
                visit,
                partial(candidate_rows, half, candidates, visit.pen, visit.unit_words(), places, bounds, part),
                key=key,
                alt=f"{first.name_words(visit.say.language)}. {first.closure_words(visit.say.language)}",
                depends=(*(each.fingerprint for each in drawn), st.query_params.get("part", "")),
            )


def _key(visit: Visit, part: pl.DataFrame, candidates: Sequence[Candidate]) -> None:
    """Which sign means what, of those that are drawn; colours only repeat it."""
    pen = visit.pen
    entries = {"latest_value": ("●", pen.colours.ink, pen.say("chart.latest"))}
    for sign, colour, each in zip(SIGNS, colours_of(pen), candidates, strict=False):
        entries[each.column] = (sign, colour, each.words)
    entries["as_submitted"] = ("✕", pen.colours.ink, pen.say("compose.as_submitted"))
    entries["as_planned"] = ("○", pen.colours.soft, pen.say("compose.as_planned"))
    shown = (entries[name] for name in in_use(part, list(entries)))
    items = (
        el("li", el("b", sign, aria_hidden="true", style=f"color:{colour}"), words) for sign, colour, words in shown
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
        height=EDITOR_ROW * (min(shown.height, EDITOR_ROWS) + 1) + 2,
        column_config={shown.columns[-1]: st.column_config.TextColumn(help=say_("compose.lock_help"))},
        on_change=_lock_typed_cells,
        args=(key, part["region_id"].to_list(), shown.columns[-1], say_.separators),
    )


def _lock_typed_cells(key: str, region_ids: list[str], column: str, separators: str) -> None:
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
