"""Rules, edition and what-if count the same past changes, because one rule says who is a peer of whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboards.queries import history
from dashboards.services import what_if
from pipelines.analysis.panel_layout import lay_out
from pipelines.contract.paths import Paths
from pipelines.edition import publish
from pipelines.reference.read import read_catalogue
from pipelines.submissions.judge import context_for, judging_facts

ROWS = """
    select gap.*, region.region_level
    from mart.target_gap as gap
    inner join core.region as region using (region_id)
    where not gap.is_due and gap.target_value is not null and gap.ambition_pool_count is not null
    order by all
"""


@pytest.fixture(scope="module")
def edition(refreshed: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    file = publish.current_edition(refreshed)
    assert file is not None
    with publish.reading(file) as connection:
        yield connection


@pytest.fixture(scope="module")
def rows(edition: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return edition.sql(ROWS).pl().to_dicts()


def counted(row: dict[str, Any]) -> tuple[int, int]:
    return row["ambition_met_count"], row["ambition_pool_count"]


def test_the_rules_count_as_the_edition_does(
    edition: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], refreshed: Paths
) -> None:
    facts = judging_facts(edition, read_catalogue(refreshed.reference))
    context = context_for(facts, None, datetime.now(UTC))
    alike: dict[tuple[str, str, int], list[dict[str, Any]]] = {}  # of one panel, so many years ahead
    for row in rows:
        key = (row["indicator_code"], row["region_level"], row["target_year"] - row["latest_year"])
        alike.setdefault(key, []).append(row)
    different = []
    for (indicator_code, region_level, years_ahead), group in alike.items():
        panel = context.panel(facts.catalogue.indicators[indicator_code], region_level)
        assert panel is not None
        latest, targets = ([row[name] for row in group] for name in ("latest_value", "target_value"))
        held = panel.hold(latest, targets, years_ahead)
        for row, met_count in zip(group, held.ambition.met_count, strict=True):
            if (int(met_count), held.ambition.pool_count) != counted(row):
                different.append((indicator_code, row["region_id"], row["target_year"]))
    assert len(rows) > 400 and different == []


def test_the_what_if_counts_and_labels_as_the_edition_does(
    edition: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]
) -> None:
    def ask(query: str, **parameters: object) -> pl.DataFrame:
        return edition.sql(query, params=parameters).pl()

    indicators = {row["indicator_code"]: row for row in edition.sql("select * from core.indicator").pl().to_dicts()}
    panels: dict[tuple[str, str, str], pl.DataFrame] = {}
    different = []
    for row in (row for row in rows if row["round_id"] == "rpjmn-2025"):
        key = (row["round_id"], row["indicator_code"], row["region_level"])
        if key not in panels:
            panels[key] = history.panel(ask, *key)
        fan = history.projection(ask, *key[:2], row["region_id"]).filter(
            pl.col("projection_year") == row["target_year"]
        )
        bench = what_if.bench(panels[key], fan.to_dicts()[0] if fan.height else None, row, indicators[key[1]])
        assert bench is not None
        said = bench.judge(row["target_value"])
        if (said.met_count, said.pool_count, said.label, said.chance_band) != (
            *counted(row),
            row["ambition_label"],
            row["chance_band"],
        ):
            different.append((row["indicator_code"], row["region_id"], row["target_year"], said.label))
    assert panels and different == []


def test_a_dissolved_territory_is_a_precedent_and_a_changed_one_counts_from_its_break() -> None:
    laid = lay_out(["91-2022", "91", "91", "11"], [2020, 2022, 2024, 2024], [26.0, 25.0, 17.0, 12.0], {"91": 2024})
    assert laid.region_ids == ["11", "91", "91-2022"] and laid.years.tolist() == [2020, 2021, 2022, 2023, 2024]
    assert laid.usable[2, 0] == 26.0
    assert laid.values[1, 2] == 25.0 and not laid.usable[1, 2] >= 0


def test_an_empty_panel_has_no_region() -> None:
    assert lay_out([], [], [], {}).region_ids == []
