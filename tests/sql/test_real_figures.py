"""The bundled statistics through the same queries: weights give the nation, breaks are marked, no past is invented."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.history.bundle import read_history
from pipelines.reference.frames import frames
from pipelines.reference.read import read_catalogue
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks
from tests.sql.small_tables import make, rows

ABOUT_HISTORY = (
    "new_province_has_no_past",
    "shrunken_province_has_its_break",
    "observation_has_its_source",
    "weights_reproduce_the_nation",
    "closed_round_stands_still",
    "baseline_is_not_from_the_future",
    "units_owe_each_target_once",
)


@pytest.fixture(scope="module")
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    catalogue = read_catalogue(CHECKOUT / "data" / "reference")
    history = read_history(CHECKOUT / "data" / "history", catalogue)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        warehouse.prepare(connection)
        for name, frame in frames(catalogue).items():
            warehouse.load(connection, f"core.{name}", frame)
        warehouse.load(connection, "core.published_figure", history.figures)
        warehouse.load(connection, "core.source", history.sources)
        make(connection, "core.round_weight", "core.baseline", "core.latest_observation", "core.reference_series")
        yield connection


@pytest.mark.parametrize("name", ABOUT_HISTORY)
def test_the_bundled_figures_pass_the_check(figures: duckdb.DuckDBPyConnection, name: str) -> None:
    check = next(check for check in sql_checks() if check.name == name)
    assert warehouse.failures(figures, [check]) == {}


def test_the_survey_population_exists_only_for_years_complete_for_every_province(
    figures: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        figures,
        "select weight_year, count(*) as region_count from core.round_weight"
        " where round_id = 'rpjmn-2025' and weight_name = 'survey_population' group by 1",
    )
    assert found and all(row["region_count"] == 38 for row in found)


def test_the_false_fall_of_papua_is_outside_its_own_series(figures: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        figures,
        "select min(observation_year) as first_year, max(observed_value) as highest, bool_or(is_break) as is_marked"
        " from core.reference_series where indicator_code = 'poverty_rate' and region_id = '91'",
    )
    assert found[0]["first_year"] >= 2022
    assert found[0]["highest"] < 20
    assert found[0]["is_marked"]
