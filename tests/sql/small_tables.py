"""Given and expect for queries: an empty warehouse in memory, rows put in by hand, tables made by the files of sql/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from pipelines.contract.decisions import WORKFLOW_FILE, load_workflow
from pipelines.contract.paths import CHECKOUT
from pipelines.desk.words import action_frame, state_frame
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_tables

CATALOGUE = """
create table core.region (region_id text, region_level text, region_name text, parent_region_id text,
    valid_from date, valid_to date, published_until int, is_current boolean default true);
create table core.indicator (indicator_code text, good_direction text, aggregation text, unit_of_measure text,
    weight_name text, decimal_places int, kind text, period_kind text default 'annual', region_level text,
    reference_month int, lower_bound double, upper_bound double, name_id text, name_en text, outcome_code text,
    external_codes text);
create table core.outcome (outcome_code text, statement_id text, statement_en text, programme_code text,
    programme_name text, programme_decree text, issue_tags text);
create table core.organisation_unit (unit_code text, name_id text, name_en text, unit_kind text);
create table core.planning_round (round_id text, round_year int, plan_year int, stage text, opens_at timestamptz,
    closes_at timestamptz, time_zone text default 'Asia/Jakarta', baseline_year int, national_document_id text,
    is_example boolean default false);
create table core.round_target_year (round_id text, target_year int);
create table core.owed_target (round_id text, unit_code text, indicator_code text, region_id text, target_year int);
create table core.national_target (document_id text, indicator_code text, target_year int, target_low double,
    target_high double, printed_text text, source text, confidence text);
create table core.region_weight (region_id text, weight_name text, weight_value double, weight_year int, source text);
create table core.source (source_id text, publisher text, title text, via text, trust text, first_year int,
    last_year int, vintage date, origin text, origin_at date, cadence_days int, sha256 text);
create table core.published_error (indicator_code text, region_id text, observation_year int,
    relative_standard_error_pct double, source_id text);
create table core.criterion (criterion_code text);
create table core.region_succession (predecessor_region_id text, successor_region_id text, effective_date date);
create table core.region_code (region_id text, scheme text, code text);
create table core.observation (indicator_code text, region_id text, period text, observation_year int,
    is_reference_month boolean default true, observed_value double, vintage date default '2020-01-01',
    source_id text default 'S1', trust text default 'A', mark text);
"""

Rows = Iterable[Mapping[str, Any]]


def review_words(connection: duckdb.DuckDBPyConnection) -> None:
    """The two tables of the committed workflow."""
    workflow = load_workflow(CHECKOUT / "data" / "reference" / WORKFLOW_FILE)
    warehouse.load(connection, "core.review_state", state_frame(workflow))
    warehouse.load(connection, "core.review_action", action_frame(workflow))


def empty_warehouse(file: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Every table that others fill, without rows, and every method."""
    connection = duckdb.connect(file)
    connection.execute("set timezone = 'UTC'")
    warehouse.prepare(connection)
    connection.execute(CATALOGUE)
    review_words(connection)
    return connection


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    """Insert rows by column name; columns not named take the table's default."""
    for row in rows:
        columns = ", ".join(row)
        holders = ", ".join(f"${name}" for name in row)
        connection.execute(f"insert into {table} ({columns}) values ({holders})", dict(row))


def make(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Make the tables named and every table of sql/ they read that does not stand yet, in the right order."""
    files = {file.table: file for file in sql_tables()}
    wanted: set[str] = set()

    def want(name: str) -> None:
        if name in files and name not in wanted and not (name not in names and warehouse.exists(connection, name)):
            wanted.add(name)
            for source in files[name].depends_on:
                want(source)

    for name in names:
        want(name)
    for name, file in files.items():
        if name in wanted:
            warehouse.create(connection, file)


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """All rows of a query as dictionaries."""
    answer = connection.execute(query)
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def table(text: str) -> list[dict[str, Any]]:
    """Rows from a small table drawn with `|`: numbers as numbers, `-` as null, the rest as text."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], (_value(cell) for cell in line), strict=True)) for line in lines[1:]]


def _value(text: str) -> Any:
    if text == "-":
        return None
    if text.startswith("'"):
        return text.strip("'")
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
