"""The tables of cases beside this module: other people's published numbers, and our own decisions."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

CASES = Path(__file__).parent / "cases"
DIRECTIONS = {"1": "up", "-1": "down"}
WORDS = {
    "target_achieved": "met",
    "target_met": "met",
    "substantial_progress": "substantial",
    "moderate_progress": "moderate",
    "limited_progress": "limited",
    "deterioration": "deterioration",
    "not_available": "not_available",
}


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


def numbers(text: str) -> list[float]:
    return [float(word) for word in text.split()]


def close(found: float | None, case: dict[str, str], column: str) -> bool:
    """Compare as the cases prescribe: |x - e| <= tolerance * max(1, |e|); an empty expectation wants nothing."""
    expected = number(case[column])
    if expected is None or found is None:
        return expected is None and found is None
    return abs(found - expected) <= float(case["tolerance"]) * max(1.0, abs(expected))


def value(connection: duckdb.DuckDBPyConnection, expression: str, **arguments: Any) -> Any:
    """Compute one expression of methods."""
    row = connection.execute(f"select {expression}", arguments).fetchone()
    assert row is not None
    return float(row[0]) if isinstance(row[0], Decimal) else row[0]
