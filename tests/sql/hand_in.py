"""Hands files and cells in to an empty register, as the doors would."""

from __future__ import annotations

from typing import Any

import duckdb

from tests.sql.small_tables import put


def submission(connection: duckdb.DuckDBPyConnection, name: str, **given: Any) -> None:
    """Register one file; what is not given is an accepted file of unit `u` in round `first`, in time."""
    put(
        connection,
        "register.submission",
        [
            {
                "submission_id": name,
                "round_id": "first",
                "unit_code": "u",
                "form": "workbook",
                "file_name": f"{name}.xlsx",
                "received_at": "2024-02-01 00:00:00+00",
                "received_sequence": 1,
                "judged_status": "accepted",
                "offered_count": 0,
                "accepted_count": 0,
                "rejected_count": 0,
                "blank_count": 0,
                "ruleset_version": "1",
                **given,
            }
        ],
    )


def cell(connection: duckdb.DuckDBPyConnection, name: str, number: int = 1, **given: Any) -> None:
    """Judge one cell; what is not given is an accepted 8 % of poverty for province 11 in 2025."""
    value = given.get("target_value", 8.0)
    put(
        connection,
        "register.judged_cell",
        [
            {
                "submission_id": name,
                "cell_number": number,
                "source_cell": f"Target!K{number}",
                "sheet": "Target",
                "row_number": number,
                "written": str(value),
                "verdict": "accepted",
                "indicator_code": "poverty_rate",
                "region_id": "11",
                "target_year": 2025,
                "target_low": value,
                "target_high": value,
                "target_value": value,
                **given,
            }
        ],
    )


def targets(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], **given: Any) -> None:
    """Put targets in force by one accepted file of round `first`."""
    submission(connection, "file", **given)
    for number, row in enumerate(rows, start=1):
        cell(connection, "file", number, **row)
