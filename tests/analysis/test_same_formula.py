"""Where a formula exists as a macro of the edition and as a function for the what-if, both say the same."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from pipelines.analysis.transforms import Scale
from pipelines.warehouse import connection as warehouse


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        warehouse.define_methods(connection)
        yield connection


@pytest.mark.parametrize(("kind", "macro"), [("rate", "logit"), ("positive", "log"), ("identity", "identity")])
@pytest.mark.parametrize("figure", [0.0, 0.005, 7.25, 50.0, 99.9, 100.0, 140.0, -3.0, None])
def test_the_scale_of_the_analysis_is_the_scale_of_the_edition(
    connection: duckdb.DuckDBPyConnection, kind: str, macro: str, figure: float | None
) -> None:
    row = connection.execute("select transform_value($1::double, $2, 2)", [figure, macro]).fetchone()
    assert row is not None
    mine = float(Scale(kind, 0.005).to_z(np.nan if figure is None else figure))  # type: ignore[arg-type]
    assert mine == pytest.approx(np.nan if row[0] is None else row[0], nan_ok=True)
