"""The drawers "where does this number come from" for sums and counts: each figure's formula in words with the very
inputs, and the edition. The drawer of one target, down to its cell, stands in `source_drawer.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from dashboards.components import marks
from dashboards.components.drawers.fold import fold
from dashboards.components.markup import put
from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n.sentences import good_sign
from dashboards.queries import lineage
from dashboards.queries.round import progress, rounds
from dashboards.state.context import Visit

Entries = list[tuple[str, str]]


def of_sum(visit: Visit, row: dict[str, Any], parts: pl.DataFrame) -> None:
    """Behind one row of mart.alignment: how the parts were added up, against which printed target."""
    _drawer(visit, lambda: sum_entries(visit, row, parts))


def of_round(visit: Visit) -> None:
    """Behind the counts of a round and the standings of its targets."""
    _drawer(visit, lambda: round_entries(visit))


def _drawer(visit: Visit, entries: Callable[[], Entries]) -> None:
    def draw() -> None:
        put(marks.facts([*entries(), (visit.say("drawer.edition"), visit.edition_name)]))

    fold(visit, visit.say("drawer.title"), "drawer", draw)


def sum_entries(visit: Visit, row: dict[str, Any], parts: pl.DataFrame) -> Entries:
    """The formula of the sum, of its distance from the target above, of its coverage, and the target's own source."""
    say, places = visit.say, int(row["decimal_places"])
    counted = parts.filter(pl.col("part_value").is_not_null() & pl.col("weight").is_not_null())
    entries: Entries = []
    if row["bottom_up_value"] is not None:
        weight = f"weight.{row['weight_name']}"
        facts = {
            "count": say.number(counted.height),
            "weight": say(weight) if say.knows(weight) else str(row["weight_name"] or ""),
            "year": row["weight_year"] or "",
            "total": say.number(float(counted["weight"].sum()), 0),
            "value": say.number(row["bottom_up_value"], places + 1),
            "unit": say.unit(row),
        }
        key = "drawer.formula_sum" if row["aggregation"] == "sum" else "drawer.formula_weighted"
        entries.append((say("column.bottom_up"), say(key, **facts)))
    if row["alignment_gap"] is not None:
        sign = "+1" if good_sign(row) > 0 else "−1"
        facts = {name: say.number(row[name], places + 1) for name in ("national_value", "bottom_up_value")}
        gap = say.number(row["alignment_gap"], places + 1, signed=True)
        words = say("drawer.formula_alignment", sign=sign, gap=gap, unit=say.step_unit(row), **facts)
        entries.append((say("column.alignment_gap"), words))
    entries.append((say("alignment.coverage"), sums.coverage_sentence(say, row)))
    for printed in lineage.national_target(
        visit.ask, visit.picked.round_id, row["indicator_code"], visit.picked.target_year
    ).iter_rows(named=True):
        words = f"{printed['printed_text']} · {printed['source']} ({printed['document_id']})"
        entries.append((say("chart.national_target"), words))
    return entries


def round_entries(visit: Visit) -> Entries:
    """How the counts of a round are made, with its own figures, and what decides the standing of a target."""
    say, round_id = visit.say, visit.picked.round_id
    total = rounds.totals(visit.ask, round_id).to_dicts()
    entries: Entries = []
    if total:
        counts = {name: say.number(total[0][name]) for name in ("accepted", "received", "on_time", "expected")}
        for name, share in (("accepted", "fill_share"), ("received", "received_share")):
            words = say(f"drawer.formula_{name}", share=say.share(total[0][share], 1), **counts)
            entries.append((say(f"round.{name}"), words))
        entries.append((say("round.expected"), say("drawer.formula_expected", **counts)))
    entries.append((say("column.standing"), say("drawer.formula_standing")))
    if not progress.changes(visit.ask, round_id).is_empty():
        entries.append((say("glance.changed"), say("drawer.formula_change")))
    return entries
