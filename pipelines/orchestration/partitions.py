"""A partition per planning round; the instance learns new rounds from the catalogue before each run."""

from __future__ import annotations

from collections.abc import Iterable

import dagster as dg

PARTITIONS_NAME = "planning_round"
planning_rounds = dg.DynamicPartitionsDefinition(name=PARTITIONS_NAME)
ROUND_START = "dagster/asset_partition_range_start"
ROUND_END = "dagster/asset_partition_range_end"
FETCH_TAG = "selaras/fetch"  # a run with this tag asks the publishers for newer tables first


def known_rounds(instance: dg.DagsterInstance, round_ids: Iterable[str]) -> list[str]:
    """Add rounds the instance has not seen, and return all it knows in its own order."""
    seen = set(instance.get_dynamic_partitions(PARTITIONS_NAME))
    missing = [round_id for round_id in round_ids if round_id not in seen]
    if missing:
        instance.add_dynamic_partitions(PARTITIONS_NAME, missing)
    return list(instance.get_dynamic_partitions(PARTITIONS_NAME))


def range_tags(rounds: list[str]) -> dict[str, str]:
    """Run tags that make one run cover all rounds from the first to the last."""
    return {ROUND_START: rounds[0], ROUND_END: rounds[-1]}
