"""One connection in memory with every method of sql/methods defined."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.warehouse.connection import define_methods


@pytest.fixture(scope="session")
def methods() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        define_methods(connection)
        yield connection
