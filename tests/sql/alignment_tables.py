"""A nation of a few regions and its rows of mart.alignment, for tests of what regions add up to."""

from __future__ import annotations

from typing import Any

import duckdb

from tests.sql.hand_in import targets
from tests.sql.small_tables import make, put, rows, table

Connection = duckdb.DuckDBPyConnection
SURVEY = """
indicator_code  | region_id | period    | observation_year | observed_value
poverty_rate    | '11'      | '2023-03' | 2023             | 10.0
poverty_rate    | '12'      | '2023-03' | 2023             | 20.0
poverty_rate    | '13'      | '2023-03' | 2023             | 5.0
poor_population | '11'      | '2023-03' | 2023             | 100.0
poor_population | '12'      | '2023-03' | 2023             | 100.0
poor_population | '13'      | '2023-03' | 2023             | 25.0
poverty_rate    | '11'      | '2024-03' | 2024             | 9.0
"""
REGISTERED = """
region_id | weight_name           | weight_value | weight_year
'11'      | registered_population | 2000         | 2024
'12'      | registered_population | 1000         | 2024
'13'      | registered_population | 1000         | 2024
'11.01'   | registered_population | 1500         | 2024
'11.02'   | registered_population | 500          | 2024
'12.01'   | registered_population | 1000         | 2024
"""


def target(region: str, value: float, **given: Any) -> dict[str, Any]:
    return {"region_id": region, "target_value": value, **given}


def provinces(*values: float, **given: Any) -> list[dict[str, Any]]:
    return [target(region, value, **given) for region, value in zip(("11", "12", "13"), values, strict=False)]


def national(connection: Connection, indicator: str, low: float | None, high: float | None, text: str = "8,0") -> None:
    put(
        connection,
        "core.national_target",
        [
            {"document_id": "plan", "indicator_code": indicator, "target_year": 2025}
            | {"target_low": low, "target_high": high, "printed_text": text}
        ],
    )


def alignment(connection: Connection, wanted: list[dict[str, Any]], parent: str = "00") -> dict[str, Any]:
    """Put targets and weights in; return the one row of the parent."""
    targets(connection, wanted)
    put(connection, "core.observation", table(SURVEY))
    put(connection, "core.region_weight", table(REGISTERED))
    make(connection, "mart.alignment")
    found = rows(connection, f"select * from mart.alignment where round_id = 'first' and parent_region_id = '{parent}'")
    assert len(found) == 1
    return found[0]


def said(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(round(row[name], 9) if isinstance(row[name], float) else row[name] for name in names)
