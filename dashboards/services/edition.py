"""Opens the current edition read-only and answers queries; the one place a region scope is applied. No SQL text
lives here."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st

from dashboards.services.memory import Memory
from pipelines.contract import refresh_progress
from pipelines.contract.guarded_tables import GUARDED_TABLES, OPEN_TABLES, Scope, condition

CHECKOUT = Path(__file__).resolve().parents[2]
MARK_SIGNS = 12
BEHIND = "edition"  # the whole edition, behind the views of a narrowed one
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
    scope: Scope
    _cursor: list[duckdb.DuckDBPyConnection] = field(default_factory=list)
    _known: Memory[pl.DataFrame] | None = None

    def ask(self, query: str, **parameters: Any) -> pl.DataFrame:
        """Answer a query as a frame; the same question of the same edition is answered from memory."""
        if self._known is None:
            self._known = _answers()
        given = tuple((name, _hashable_value(value)) for name, value in sorted(parameters.items()))
        return self._known.recall((self.name, self.scope, query, given), lambda: self._answer(query, parameters))

    def _answer(self, query: str, parameters: dict[str, Any]) -> pl.DataFrame:
        frame: pl.DataFrame = self._open_cursor().sql(query, params=parameters).pl()
        whole = pl.selectors.by_dtype(pl.Int128).cast(pl.Int64)
        return frame.with_columns(pl.selectors.decimal().cast(pl.Float64), whole)

    def _open_cursor(self) -> duckdb.DuckDBPyConnection:
        if not self._cursor:
            folder = editions_folder()
            whole = self.scope.is_everything
            connection = _connection(folder, self.name) if whole else _narrow_connection(folder, self.name, self.scope)
            self._cursor.append(connection.cursor())
        return self._cursor[0]


def data_folder() -> Path:
    """The data folder: SELARAS_DATA, otherwise `data/` of the checkout."""
    return Path(os.environ.get("SELARAS_DATA", CHECKOUT / "data")).resolve()


def editions_folder() -> Path:
    return data_folder() / "editions"


def current(scope: Scope) -> Edition | None:
    """The edition CURRENT names, as far as a scope sees it; the last one that opened when the pointer cannot be
    followed; None before the first."""
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
    return Edition(known, scope) if known else None


def refreshing() -> refresh_progress.Progress | None:
    """How far the refresh that runs now has come; None when none runs."""
    return refresh_progress.running(data_folder() / "journal")


def mark() -> str:
    """A mark of the edition CURRENT names, for pages to see that it is another one; it tells nothing else. Empty before
    the first."""
    name = _pointed_name(editions_folder())
    return sha256(name.encode()).hexdigest()[:MARK_SIGNS] if name else ""


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


@st.cache_resource(show_spinner=False, max_entries=40)
def _narrow_connection(folder: Path, name: str, scope: Scope) -> duckdb.DuckDBPyConnection:
    return connect_narrow(folder / f"{name}.duckdb", scope)


def connect_narrow(file: Path, scope: Scope) -> duckdb.DuckDBPyConnection:
    """Open an edition so that only what a scope sees is there: every table is a view of the same name that keeps the
    scope's rows, and a table that `guarded_tables` does not know is not there at all. No query can leave it out."""
    connection = duckdb.connect(config={**READER, "enable_external_access": "true", "lock_configuration": "false"})
    connection.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as {BEHIND} (read_only)")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "enable_external_access"):
        connection.execute(f"set {setting} = false")
    names = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = $name", {"name": BEHIND}
    ).fetchall()
    for schema, name in names:
        table = f"{schema}.{name}"
        if table not in OPEN_TABLES and table not in GUARDED_TABLES:
            continue
        kept = f" where {condition(table, scope, BEHIND)}" if table in GUARDED_TABLES else ""
        connection.execute(f"create schema if not exists {schema}")
        with suppress(duckdb.BinderException, duckdb.CatalogException):  # an earlier release's edition: out of sight
            connection.execute(f"create view {table} as select * from {BEHIND}.{table}{kept}")
    connection.execute(f"set search_path = 'memory.main,{BEHIND}.main'")  # here only: a cursor does not inherit it
    for name, parameters, body, kind in connection.execute(
        "select function_name, parameters, macro_definition, function_type from duckdb_functions() "
        "where database_name = $name and not internal",
        {"name": BEHIND},
    ).fetchall():
        table = "table " if kind == "table_macro" else ""
        connection.execute(f"create or replace macro {name}({', '.join(parameters)}) as {table}{body}")
    connection.execute("set lock_configuration = true")
    return connection


def _hashable_value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@st.cache_resource(show_spinner=False)
def _answers() -> Memory[pl.DataFrame]:
    """Frames of all viewers, told apart by their scopes; frames are never changed in place."""
    return Memory(4000)
