"""The one table of the dashboard: sortable, readable by keyboard and screen reader, figures in the language's form,
with its downloads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import polars as pl
import streamlit as st

from dashboards.charts.elements.style import SIGNS
from dashboards.components.files import downloads, provenance
from dashboards.components.tooltips import meaning
from dashboards.state.context import Visit

STATIC = Path(__file__).parents[1] / "static"
FOLDED = {"more": {"shown": "{shown}", "count": "{count}"}}  # counted in the browser, which knows how many rows fit
CODES = ("region_id", "indicator_code")  # what a reader of files joins by
SEARCHED = 15  # rows; a shorter table is read at a glance, and shown whole
Kind = Literal["text", "number", "standing"]


@dataclass(frozen=True)
class Column:
    """One column: frame column, heading, how it is written. `places` may name a column that holds the decimals."""

    name: str
    label: str
    kind: Kind = "text"
    places: int | str = 2
    is_signed: bool = False
    help: str | None = None
    words: str = ""  # prefix of the wording key of a coded text


def table(
    visit: Visit,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    caption: str,
    empty: str,
    leads: Callable[[dict[str, Any]], str] | None = None,
    opens: str | None = None,
    identity: str | None = None,
    chosen: str | None = None,
    whole: pl.DataFrame | Callable[[], pl.DataFrame] | None = None,
    is_short: bool = False,
) -> None:
    """Show a frame with downloads under it. Each row with an identity is a link to the address that `leads` gives.

    `whole` is what the files hold when only a part of it is on screen, read when they are asked for where it is a
    function; a short table shows fewer rows before it scrolls.
    """
    data = {
        "language": visit.say.language,
        "caption": caption,
        "empty": empty,
        "opens": opens,
        "is_short": is_short,
        "meanings": visit.say("meaning.columns"),
        "find": visit.say("table.find") if frame.height > SEARCHED else None,
        **{name: visit.say(f"table.{name}", **FOLDED.get(name, {})) for name in ("more", "all", "fewer")},
        "columns": [
            {
                "label": column.label,
                "kind": column.kind,
                "help": meaning(visit, column.name, column.help),
            }
            for column in columns
        ],
        "rows": [
            _line(visit, row, columns, leads, identity) | {"is_chosen": _is_chosen(row, identity, chosen)}
            for row in frame.iter_rows(named=True)
        ],
    }
    ground = "dark" if visit.pen.is_dark else "light"
    _component(ground)(data=json.dumps(data, ensure_ascii=False), key=f"table_{key}")
    if frame.height:
        kept = frame if whole is None else whole
        is_example = provenance.holds_examples(visit, key, frame if callable(kept) else kept)
        downloads.buttons(
            visit, lambda: file_frame(visit, kept() if callable(kept) else kept, columns), key, is_example=is_example
        )


def _line(
    visit: Visit,
    row: dict[str, Any],
    columns: Sequence[Column],
    leads: Callable[[dict[str, Any]], str] | None,
    identity: str | None,
) -> dict[str, Any]:
    """One row as the browser gets it; it leads somewhere when it has an identity."""
    has_identity = identity is not None and row[identity] is not None
    return {
        "id": str(row[identity]) if identity is not None and has_identity else None,
        "leads": leads(row) if leads and has_identity else None,
        "cells": [cell(visit, column, row) for column in columns],
    }


def _is_chosen(row: dict[str, Any], identity: str | None, chosen: str | None) -> bool:
    return identity is not None and chosen is not None and bool(row[identity] == chosen)


def cell(visit: Visit, column: Column, row: dict[str, Any]) -> dict[str, Any]:
    """What one cell shows and by what it is sorted."""
    raw = row[column.name]
    if column.kind == "number":
        places = int(row[column.places]) if isinstance(column.places, str) else column.places
        return {"text": visit.say.number(raw, places, signed=column.is_signed), "sort": raw}
    if column.kind == "standing":
        return {"text": visit.say(f"standing.{raw}"), "sort": raw, "sign": SIGNS.get(raw, ""), "standing": raw}
    if raw is None:
        return {"text": "–", "sort": None}
    key = f"{column.words}.{raw}"
    text = visit.say(key) if column.words and visit.say.knows(key) else str(raw)
    return {"text": text, "sort": raw if isinstance(raw, (int, float)) else text}


def file_frame(visit: Visit, frame: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """The frame under its headings for a file: the official codes first, numbers stay numbers, other codes become
    words."""
    columns = list(columns)
    shown = {column.name for column in columns}
    taken: dict[str, list[Any]] = {
        visit.say(f"column.{code}"): frame[code].to_list()
        for code in CODES
        if code in frame.columns and code not in shown
    }
    for column in columns:
        heading = column.label if column.label not in taken else f"{column.label} ({column.name})"
        if column.kind == "number":
            taken[heading] = frame[column.name].to_list()
        else:
            taken[heading] = [
                None if row[column.name] is None else cell(visit, column, row)["text"]
                for row in frame.iter_rows(named=True)
            ]
    return pl.DataFrame(taken, strict=False)


@cache
def _component(ground: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"selaras_table_{ground}",
        html=f'<input class="find {ground}" type="search" hidden>'
        f'<div class="frame {ground}"></div><p class="more {ground}" hidden></p>'
        '<details class="meanings" hidden></details>',
        css=(STATIC / "table.css").read_text(encoding="utf-8"),
        js=(STATIC / "table.js").read_text(encoding="utf-8"),
    )
