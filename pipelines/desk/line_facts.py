"""The facts of lines for a refresh or a command: core.line_fact and core.open_finding asked of a DuckDB connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from pipelines.contract.decisions import Book, LineFacts
from pipelines.contract.decisions.facts import children_waiting, facts_of_lines

LINES = """
    select round_id, indicator_code, region_id, target_year, lower_bound, upper_bound, is_example
    from core.line_fact where round_id = $round_id
"""
FINDINGS = """
    select round_id, indicator_code, region_id, target_year, finding_id, rule_id
    from core.open_finding where round_id = $round_id
"""


def facts_of_round(connection: duckdb.DuckDBPyConnection, book: Book, round_id: str) -> dict[str, LineFacts]:
    """What guards may ask about every line of a round, by its key."""
    waiting = children_waiting(book.workflow, book.standings(round_id=round_id))
    return facts_of_lines(_rows(connection, LINES, round_id), _rows(connection, FINDINGS, round_id), waiting)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, round_id: str) -> list[Mapping[str, Any]]:
    answer = connection.execute(query, {"round_id": round_id})
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
