"""What long lists share: names in the language, moments in a zone, filters in the URL, and keys of colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import streamlit as st

from dashboards.components import pickers
from dashboards.components.markup import el, put
from dashboards.state import selection
from dashboards.state.context import Visit
from dashboards.state.selection import Notice

ROWS_AT_ONCE = 100


def with_names(visit: Visit, frame: pl.DataFrame, stem: str = "name", code: str = "") -> pl.DataFrame:
    """Add column `name` in the visit's language, the code where a name is missing."""
    columns = [each for each in (f"{stem}_{visit.say.language}", f"{stem}_id", code) if each in frame.columns]
    written = [pl.when(pl.col(each) != "").then(pl.col(each)) for each in columns]
    return frame.with_columns(name=pl.coalesce(*written, pl.lit("")))


def with_moments(visit: Visit, frame: pl.DataFrame, column: str = "received_at") -> pl.DataFrame:
    """Add column `moment`: an instant of the frame in the round's zone."""
    zone = visit.round.get("time_zone") or "Asia/Jakarta"
    return frame.with_columns(
        moment=pl.Series([visit.say.instant(each, zone) if each else None for each in frame[column]], dtype=pl.String)
    )


def choice_in_address(visit: Visit, key: str, allowed: Iterable[str], everything: str) -> tuple[Visit, str]:
    """The value of a filter from the URL, empty for all; one that is not there falls back to all with a notice."""
    chosen, notice = selection.settle(key, st.query_params.get(key), list(allowed), "")
    if notice is None:
        return visit, chosen
    return replace(visit, picked=visit.picked.noting(Notice(key, notice.written, everything))), ""


def narrow(visit: Visit, key: str, options: Mapping[str, str], chosen: str, everything: str) -> None:
    """Place one filter bound to the URL, with "all" first."""
    words = {"": everything, **options}
    pickers.choose(key, visit.say(f"pick.{key}"), list(words), chosen, lambda code: words.get(code, code))


def part_of(visit: Visit, frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """The part of a long frame that the URL asks for, with its picker; a short frame is returned whole."""
    return frame.slice(part_start(visit, frame.height, key), ROWS_AT_ONCE)


def part_start(visit: Visit, count: int, key: str) -> int:
    """How many of so many rows stand before the part that the URL asks for; its picker is placed where there are
    several parts."""
    if count <= ROWS_AT_ONCE:
        return 0
    starts = list(range(0, count, ROWS_AT_ONCE))
    written = st.query_params.get(key, "")
    start = int(written) if written.isdigit() and int(written) in starts else 0

    def words(first: int) -> str:
        last = min(first + ROWS_AT_ONCE, count)
        return visit.say("listing.part", first=first + 1, last=last, count=visit.say.number(count))

    pickers.choose(key, visit.say("listing.rows"), starts, start, words, width=320)
    return start


def count_sentence(visit: Visit, key: str, count: int, **facts: object) -> str:
    """The sentence of a key about so many things; the form for one where the language has it."""
    one = f"{key}_one"
    return visit.say(one if count == 1 and visit.say.knows(one) else key, count=visit.say.number(count), **facts)


def colour_key(entries: Iterable[tuple[str, str]]) -> None:
    """One line that says which colour means what: (colour, words)."""
    items = (el("li", el("b", "■", aria_hidden="true", style=f"color:{colour}"), words) for colour, words in entries)
    put(el("ul", *items, class_="key"))


def name_list(visit: Visit, names: Iterable[str], shown: int = 4) -> str:
    """Names in a row, the rest as a count: Aceh, Bali, Banten, Papua dan 3 lainnya."""
    every = list(names)
    if len(every) <= shown:
        return ", ".join(every)
    return visit.say("listing.and_more", names=", ".join(every[:shown]), count=visit.say.number(len(every) - shown))


def style() -> None:
    """The look of what only these pages have, and the words of the framework's file field in the page's language."""
    st.html(Path(__file__).parents[1] / "static" / "lists.css")
