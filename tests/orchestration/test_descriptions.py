"""What Dagster shows of a refreshed table: its own rows per round, its columns in words, and where they come from."""

from __future__ import annotations

import dagster as dg
import pytest

from pipelines.contract.paths import Paths
from pipelines.edition import publish
from pipelines.orchestration.descriptions import description
from pipelines.orchestration.step_events import events_of
from pipelines.steps.journal import entries_after
from pipelines.warehouse.columns import column_comments


@pytest.fixture(scope="module")
def materialized(refreshed: Paths) -> dict[str, dict[str, dg.MetadataValue]]:
    """The metadata of mart.alignment as the refresh tells it, by planning round."""
    (entry,) = entries_after(refreshed, "")
    told = [event for event in events_of(refreshed, entry) if isinstance(event, dg.AssetMaterialization)]
    return {
        each.partition: dict(each.metadata) for each in told if each.asset_key == dg.AssetKey(["mart", "alignment"])
    }


def test_each_round_shows_its_own_rows_and_verdicts(materialized, refreshed: Paths) -> None:
    edition = publish.current_edition(refreshed)
    assert edition is not None
    query = "select round_id, verdict, count(*) from mart.alignment group by all"
    with publish.reading(edition) as connection:
        counts = {(round_id, verdict): rows for round_id, verdict, rows in connection.execute(query).fetchall()}
    assert set(materialized) == {round_id for round_id, _ in counts}
    for round_id, metadata in materialized.items():
        of_round = {verdict: rows for (name, verdict), rows in counts.items() if name == round_id}
        assert metadata["dagster/partition_row_count"].value == sum(of_round.values())
        assert {name: each.value for name, each in metadata.items() if name.startswith("verdict_")} == {
            f"verdict_{verdict}": rows for verdict, rows in of_round.items()
        }
        assert metadata["dagster/row_count"].value == sum(counts.values())


def test_columns_are_told_in_words_and_with_their_origin(materialized) -> None:
    metadata = materialized["rpjmn-2025"]
    columns = {column.name: column for column in metadata["dagster/column_schema"].value.columns}
    assert columns["alignment_gap"].description == column_comments("mart.alignment")["alignment_gap"]
    origins = metadata["dagster/column_lineage"].value.deps_by_column["bottom_up_value"]
    assert ("mart/alignment_total", "bottom_up_value") in {
        (origin.asset_key.to_user_string(), origin.column_name) for origin in origins
    }


def test_the_edition_carries_the_words_of_its_columns(refreshed: Paths) -> None:
    edition = publish.current_edition(refreshed)
    assert edition is not None
    query = (
        "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() "
        "where list_contains(['core', 'analysis', 'mart'], schema_name)"
    )
    with publish.reading(edition) as connection:
        columns = connection.execute(query).fetchall()
    assert len(columns) > 300
    assert [(table, column) for table, column, comment in columns if not comment] == []


def test_a_header_becomes_a_first_line_and_a_list() -> None:
    header = "Do the regions add up.\ngrain: round_id, region_id\nunits: as the indicator\nnulls: refused"
    assert description(header).splitlines() == [
        "Do the regions add up.",
        "",
        "- **grain**: round_id, region_id",
        "- **units**: as the indicator",
        "- **nulls**: refused",
    ]
