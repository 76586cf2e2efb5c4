"""A partition per planning round; the instance learns new rounds from the catalogue before each run."""

from __future__ import annotations

from collections.abc import Iterable

import dagster as dg

PARTITIONS_NAME = "planning_round"
planning_rounds = dg.DynamicPartitionsDefinition(name=PARTITIONS_NAME)


def known_rounds(instance: dg.DagsterInstance, round_ids: Iterable[str]) -> list[str]:
    """Add rounds the instance has not seen, and return all it knows in its own order."""
    seen = set(instance.get_dynamic_partitions(PARTITIONS_NAME))
    missing = [round_id for round_id in round_ids if round_id not in seen]
    if missing:
        instance.add_dynamic_partitions(PARTITIONS_NAME, missing)
    return list(instance.get_dynamic_partitions(PARTITIONS_NAME))
