"""Up to four regions, or up to four indicators, beside each other; the choice stays in the URL."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

import polars as pl
import streamlit as st

from dashboards.charts.elements.axes import OPEN, bounds_of
from dashboards.charts.multiples import small_multiples
from dashboards.components.lists import with_names
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.queries import history, targets
from dashboards.state.context import Visit
from dashboards.state.selection import Notice

MOST = 4


def side_by_side(visit: Visit, allowed: list[str]) -> None:
    """Regions beside each other for the indicator in view, and indicators beside each other for the region in view."""
    say = visit.say
    regions = visit.regions.filter(pl.col("region_id").is_in(allowed)).select("region_id", "region_name")
    indicators = {row["indicator_code"]: say.name_of(row) for row in visit.indicators}
    names = dict(regions.iter_rows())
    is_open = bool(_followed_codes("compare", names) or _followed_codes("beside", indicators))
    with (
        st.expander(say("explorer.compare_sentence"), key="compare", expanded=is_open),
        st.container(horizontal=True, key="compare_pickers"),
    ):
        chosen_regions = _choose(visit, "compare", names)
        chosen_indicators = _choose(visit, "beside", indicators)
    if chosen_regions:
        _regions(visit, chosen_regions)
    if chosen_indicators:
        _indicators(visit, chosen_indicators)


def _choose(visit: Visit, key: str, names: Mapping[str, str]) -> list[str]:
    say, widget = visit.say, f"pick_{key}"
    chosen = _followed_codes(key, names)
    st.session_state[widget] = chosen
    st.multiselect(
        say(f"explorer.{key}_pick"),
        list(names),
        key=widget,
        format_func=lambda code: names[code],
        max_selections=MOST,
        placeholder=say(f"explorer.{key}_empty"),
        on_change=_write,
        args=(key, widget),
    )
    return chosen


def _followed_codes(key: str, known: Container[str]) -> list[str]:
    return [code for code in st.query_params.get_all(key) if code in known][:MOST]


def with_notices(visit: Visit, allowed: list[str]) -> Visit:
    """The same visit with a notice for each choice of the URL that cannot stand beside the others."""
    say, picked = visit.say, visit.picked
    regions = dict(visit.regions.select("region_id", "region_name").iter_rows())
    names = {
        "compare": {code: regions[code] for code in allowed},
        "beside": {row["indicator_code"]: say.name_of(row) for row in visit.indicators},
    }
    for key, known in names.items():
        followed = _followed_codes(key, known)
        shown = ", ".join(known[code] for code in followed) or say("words.nothing")
        for written in st.query_params.get_all(key):
            if written and written not in followed:
                picked = picked.noting(Notice(key, written[:60], shown))
    return replace(visit, picked=picked)


def _write(key: str, widget: str) -> None:
    st.query_params[key] = st.session_state[widget]


def _regions(visit: Visit, chosen: list[str]) -> None:
    picked, indicator = visit.picked, visit.indicator
    rows = targets.of_indicator(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
    rows = rows.filter(pl.col("region_id").is_in(chosen)).with_columns(
        *(pl.lit(indicator[each]).alias(each) for each in ("unit_of_measure", "decimal_places", "good_direction")),
        name=pl.col("region_name"),
    )
    panel = history.panel(visit.ask, picked.round_id, picked.indicator_code, str(visit.region["region_level"]))
    _draw(visit, "compare", panel.filter(pl.col("region_id").is_in(chosen)), rows, is_shared=True)


def _indicators(visit: Visit, chosen: list[str]) -> None:
    picked = visit.picked
    rows = with_names(visit, targets.of_region(visit.ask, picked.round_id, picked.region_id)).filter(
        pl.col("indicator_code").is_in(chosen) & (pl.col("target_year") == picked.target_year)
    )
    seen = [
        history.series(visit.ask, picked.round_id, code, picked.region_id).with_columns(name=pl.lit(name))
        for code, name in rows.select("indicator_code", "name").iter_rows()
    ]
    if not seen:
        st.text(visit.say("explorer.beside_none"))
        return
    _draw(visit, "beside", pl.concat(seen), rows, is_shared=False)


def _draw(visit: Visit, key: str, seen: pl.DataFrame, rows: pl.DataFrame, *, is_shared: bool) -> None:
    """One panel a row of `rows`; on one scale only where all have one unit of measure."""
    say = visit.say
    units = [say.unit(row) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(unit_words=pl.Series(units, dtype=pl.String))
    columns = [
        Column("name", say("column.region" if is_shared else "column.indicator")),
        Column("unit_words", say("column.unit_of_measure")),
        Column("latest_value", say("column.latest"), "number", "decimal_places"),
        Column("latest_year", say("column.latest_year")),
        Column("target_value", say("column.target"), "number", "decimal_places"),
        Column("gap_value", say("column.gap"), "number", "decimal_places", is_signed=True, help=say("help.gap_value")),
    ]
    caption = say("explorer.compare_eyebrow")
    bounds = bounds_of([visit.indicator]) if is_shared else OPEN
    picture(
        visit,
        lambda: small_multiples(seen, rows, visit.pen, is_shared=is_shared, bounds=bounds),
        key=key,
        alt="; ".join(f"{row['name']}: {sentences.gap(say, row, row)}" for row in rows.iter_rows(named=True)),
        depends=tuple(rows["name"]),
        twin=lambda: table(visit, rows, columns, key=key, caption=caption, empty=""),
    )
