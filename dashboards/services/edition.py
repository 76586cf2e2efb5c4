"""Opens the current edition read-only and answers queries; the one place a region scope is applied. No SQL text
lives here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st

CHECKOUT = Path(__file__).resolve().parents[2]
WHOLE_COUNTRY = ("00",)
LIMITED_TABLES = (
    "core.target",
    "core.finding",
    "core.criterion_score",
    "mart.target_gap",
    "mart.alignment_part",
    "mart.round_change",
)

READER: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": "2",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


@dataclass
class Edition:
    """One published edition for one script run: its name and the way to ask it."""

    name: str
    scope: tuple[str, ...] = WHOLE_COUNTRY
    _cursor: list[duckdb.DuckDBPyConnection] = field(default_factory=list)

    def ask(self, query: str, **parameters: Any) -> pl.DataFrame:
        """Answer a query as a frame; the same question of the same edition is answered from memory."""
        return _answer(self._open_cursor, self.name, query, tuple(sorted(parameters.items())), self.scope)

    def _open_cursor(self) -> duckdb.DuckDBPyConnection:
        if not self._cursor:
            self._cursor.append(_connection(editions_folder(), self.name).cursor())
        return self._cursor[0]


def data_folder() -> Path:
    """The data folder: SELARAS_DATA, otherwise `data/` of the checkout."""
    return Path(os.environ.get("SELARAS_DATA", CHECKOUT / "data")).resolve()


def editions_folder() -> Path:
    return data_folder() / "editions"


def current() -> Edition | None:
    """The edition CURRENT names; the last one that opened when the pointer cannot be followed; None before the
    first."""
    folder = editions_folder()
    last_good = _last_good(folder)
    name = _pointed_name(folder)
    if name and name != last_good.get("name"):
        try:
            _connection(folder, name)
            last_good["name"] = name
        except duckdb.Error:
            pass
    known = last_good.get("name")
    return Edition(known) if known else None


def scoped(query: str, scope: tuple[str, ...]) -> str:
    """Narrow every table that holds regions' figures to the regions a viewer may see; the whole country changes
    nothing."""
    if scope == WHOLE_COUNTRY:
        return query
    for table in LIMITED_TABLES:
        narrowed = f"(select * from {table} where list_contains($scope, region_id))"
        query = re.sub(rf"(?<![\w.]){re.escape(table)}(?!\w)", narrowed, query)
    return query


def _pointed_name(folder: Path) -> str | None:
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip().removesuffix(".duckdb")
    except (OSError, UnicodeDecodeError):
        return None
    is_plain = re.fullmatch(r"[\w-]+", name) is not None
    return name if is_plain and (folder / f"{name}.duckdb").is_file() else None


@st.cache_resource(show_spinner=False)
def _last_good(folder: Path) -> dict[str, str]:
    return {}


@st.cache_resource(show_spinner=False, max_entries=3)
def _connection(folder: Path, name: str) -> duckdb.DuckDBPyConnection:
    return connect(folder / f"{name}.duckdb")


def connect(file: Path) -> duckdb.DuckDBPyConnection:
    """Open an edition so that it can be read and nothing else; settings at the door, so that a second door agrees."""
    return duckdb.connect(file, read_only=True, config=READER)


@st.cache_resource(show_spinner=False, max_entries=4000)  # one frame for all viewers: frames are never changed in place
def _answer(
    _open_cursor: Callable[[], duckdb.DuckDBPyConnection],
    edition_name: str,
    query: str,
    parameters: tuple[tuple[str, Any], ...],
    scope: tuple[str, ...],
) -> pl.DataFrame:
    narrowed = scoped(query, scope)
    bound = dict(parameters) | ({"scope": list(scope)} if "$scope" in narrowed else {})
    frame = _open_cursor().sql(narrowed, params=bound).pl()
    return frame.with_columns(pl.selectors.decimal().cast(pl.Float64), pl.selectors.by_dtype(pl.Int128).cast(pl.Int64))
