"""Pickers whose only memory is the URL: a choice writes its parameter, and the parameter decides what a picker
shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.state.context import Visit
from dashboards.state.filter_rules import fitting


def _write(key: str, widget: str, visit: Visit | None) -> None:
    """Write a choice into the URL in one step, without what does not fit beside it."""
    written = {each: st.query_params.get_all(each) for each in st.query_params}
    written[key] = [str(st.session_state[widget])]
    st.query_params.from_dict(written if visit is None else fitting(visit, written))


def choose(
    key: str,
    label: str,
    options: Sequence[Any],
    chosen: Any,
    show: Callable[[Any], str],
    *,
    width: int | str = "stretch",
    fits: Visit | None = None,
) -> None:
    """Place one select box bound to a URL parameter; `fits` is the visit whose other choices depend on this one."""
    widget = f"pick_{key}"
    if not options:
        return
    st.session_state[widget] = chosen
    st.selectbox(label, options, key=widget, format_func=show, on_change=_write, args=(key, widget, fits), width=width)  # type: ignore[arg-type]


def round_picker(visit: Visit) -> None:
    names = {row["round_id"]: visit.say.name_of(row) for row in visit.rounds}
    label, chosen = visit.say("pick.round"), visit.picked.round_id
    choose("round", label, list(names), chosen, lambda code: names.get(code, code), fits=visit)


def indicator_picker(visit: Visit) -> None:
    names = {row["indicator_code"]: visit.say.name_of(row) for row in visit.indicators}
    choose(
        "indicator",
        visit.say("pick.indicator"),
        list(names),
        visit.picked.indicator_code,
        lambda code: names.get(code, code),
        fits=visit,
    )


def year_picker(visit: Visit) -> None:
    years = sorted(visit.years)
    choose("year", visit.say("pick.year"), years, visit.picked.target_year, str, fits=visit)


def region_picker(visit: Visit, allowed: list[str]) -> None:
    named = visit.regions.filter(pl.col("region_id").is_in(allowed))
    names = dict(zip(named["region_id"], named["region_name"], strict=True))
    choose(
        "region",
        visit.say("pick.region"),
        list(names),
        visit.picked.region_id,
        lambda code: f"{names.get(code, '')} · {code}",
    )


def link_parameters(visit: Visit, **changed: str | int | list[str] | None) -> dict[str, str | list[str]]:
    """The URL parameters of a link from here: what is picked, with changes; a list is written as often as it is
    long."""
    picked = visit.picked
    values: dict[str, Any] = {
        "round": picked.round_id,
        "indicator": picked.indicator_code,
        "region": picked.region_id,
        "year": picked.target_year,
        "lang": picked.language if picked.language != "id" else None,
        **changed,
    }
    return {
        key: value if isinstance(value, list) else str(value)
        for key, value in values.items()
        if value not in (None, "", 0, [])
    }
