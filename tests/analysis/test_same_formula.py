"""Where a formula exists as a macro of the edition and as a function for the what-if, both say the same."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from pipelines import warehouse
from pipelines.analysis.transforms import Scale
from pipelines.analysis.whatif import roll_up


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        warehouse.define_methods(connection)
        yield connection


@pytest.mark.parametrize("seed", range(4))
def test_the_rollup_of_a_whatif_is_the_weighted_mean_of_the_edition(
    connection: duckdb.DuckDBPyConnection, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values, weights, parents = rng.uniform(0, 40, 60), rng.uniform(0.1, 5, 60), rng.integers(0, 6, 60)
    values[rng.random(60) < 0.3] = np.nan
    weights[rng.random(60) < 0.1] = np.nan
    found = roll_up(values, weights, parents, 7)
    rows = [
        (int(parent), None if np.isnan(value) else float(value), None if np.isnan(weight) else float(weight))
        for parent, value, weight in zip(parents, values, weights, strict=True)
        if not np.isnan(weight)
    ]
    connection.execute("create or replace temp table part (parent integer, part_value double, part_weight double)")
    connection.executemany("insert into part values (?, ?, ?)", rows)
    answers = connection.execute(
        "select parent, weighted_mean(part_value, part_weight) from part group by parent"
    ).fetchall()
    assert len(answers) >= 5 and np.isnan(found.values[6])
    for parent, mean in answers:
        assert found.values[parent] == pytest.approx(np.nan if mean is None else mean, nan_ok=True)


@pytest.mark.parametrize(("kind", "macro"), [("rate", "logit"), ("positive", "log"), ("identity", "identity")])
@pytest.mark.parametrize("figure", [0.0, 0.005, 7.25, 50.0, 99.9, 100.0, 140.0, -3.0, None])
def test_the_scale_of_the_analysis_is_the_scale_of_the_edition(
    connection: duckdb.DuckDBPyConnection, kind: str, macro: str, figure: float | None
) -> None:
    row = connection.execute("select transform_value($1::double, $2, 2)", [figure, macro]).fetchone()
    assert row is not None
    mine = float(Scale(kind, 0.005).to_z(np.nan if figure is None else figure))  # type: ignore[arg-type]
    assert mine == pytest.approx(np.nan if row[0] is None else row[0], nan_ok=True)
