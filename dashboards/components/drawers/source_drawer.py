"""The drawer "where does this number come from": formula with its inputs, file and cell, published table, findings,
edition."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.components import marks
from dashboards.components.drawers.fold import fold
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.queries import lineage
from dashboards.state.context import Visit


def drawer(visit: Visit, row: dict[str, Any]) -> None:
    """Everything behind one row of mart.target_gap, folded until it is asked for."""
    fold(visit, visit.say("drawer.title"), "drawer", lambda: _all_behind(visit, row))


def _all_behind(visit: Visit, row: dict[str, Any]) -> None:
    say = visit.say
    put(el("h3", say("drawer.formula")), marks.facts(formulas(visit, row)))
    put(el("h3", say("drawer.target")))
    _target(visit)
    put(el("h3", say("drawer.observations")))
    _observations(visit)
    put(el("h3", say("drawer.rules")))
    _rules(visit)
    put(marks.facts([(say("drawer.edition"), visit.edition_name)]))


def formulas(visit: Visit, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Each figure with its formula in words and the very inputs: Kesenjangan = arah × (target − capaian) = …"""
    say, indicator = visit.say, visit.indicator
    sign = {"up": "+1", "down": "−1"}.get(str(indicator["good_direction"]), "")
    shown = {name: visit.figure(row[name]) for name in ("target_value", "latest_value", "baseline_value", "gap_value")}
    shown |= {
        "baseline_gap_value": visit.figure(row["baseline_gap_value"], signed=True),
        "required": visit.figure(row["required_annual_change"], signed=True),
        "observed": visit.figure(row["observed_annual_change"], signed=True),
        "unit": say.step_unit(indicator),
        "sign": sign,
        "latest_year": row["latest_year"],
        "baseline_year": row["baseline_year"],
        "target_year": row["target_year"],
    }
    lines = []
    if row["gap_value"] is not None:
        lines.append((say("column.gap"), say("drawer.formula_gap", **shown)))
    if certainty := sentences.certainty(say, row, indicator):
        lines.append((say("column.certainty"), certainty))
    if row["baseline_gap_value"] is not None:
        lines.append((say("drawer.baseline_gap"), say("drawer.formula_baseline_gap", **shown)))
    if row["required_annual_change"] is not None:
        lines.append((say("column.required"), say("drawer.formula_required", **shown)))
    if row["observed_annual_change"] is not None:
        lines.append((say("drawer.observed"), say("drawer.formula_observed", **shown)))
    if row["chance_band"]:
        band = sentences.chance(say, row["chance_band"])
        known = sentences.chance_known(say, row)
        said = say("drawer.formula_chance", band=band)
        lines.append((say("column.chance"), f"{said} {sentences.first_up(known)}." if known else said))
    if row["ambition_pool_count"] and row["ambition_met_count"] is not None:
        facts = {name: say.number(row[f"ambition_{name}_count"]) for name in ("met", "pool")}
        facts |= {"horizon": say.number(row["ambition_horizon_years"]), "share": say.share(row["ambition_share"], 1)}
        lines.append((say("explorer.ambition"), say("drawer.formula_ambition", **facts)))
    if row["target_low"] != row["target_high"]:
        ends = sentences.interval(say, row["target_low"], row["target_high"], int(indicator["decimal_places"]))
        lines.append((say("column.target"), say("drawer.easy_end", range=ends, **shown)))
    return lines or [(say("column.gap"), say("gap.unknown"))]


def _target(visit: Visit) -> None:
    say, picked = visit.say, visit.picked
    rows = lineage.of_target(visit.ask, picked.round_id, picked.indicator_code, picked.region_id)
    received = [say.instant(moment, visit.round.get("time_zone") or "Asia/Jakarta") for moment in rows["received_at"]]
    rows = rows.with_columns(
        received=pl.Series(received, dtype=pl.String),
        submission=pl.col("submission_id").str.slice(0, 12),
        written=pl.Series(
            [
                sentences.interval(say, low, high, int(visit.indicator["decimal_places"]))
                for low, high in rows.select("target_low", "target_high").iter_rows()
            ],
            dtype=pl.String,
        ),
    )
    columns = [
        Column("target_year", say("column.year")),
        Column("written", say("column.target")),
        Column("file_name", say("column.file")),
        Column("source_cell", say("column.cell")),
        Column("submission", say("column.submission"), help=say("help.submission")),
        Column("received", say("column.received_at")),
        Column("confidence", say("column.confidence"), help=say("help.confidence")),
        Column("justification", say("column.justification")),
    ]
    table(visit, rows, columns, key="origin_target", caption=say("drawer.target"), empty=say("drawer.no_target"))


def _rules(visit: Visit) -> None:
    """What the rules found in the cells of this target, every year of the round."""
    say, picked = visit.say, visit.picked
    found = lineage.findings(visit.ask, picked.round_id, picked.indicator_code, picked.region_id)
    columns = [
        Column("target_year", say("column.year")),
        Column("severity", say("column.severity"), words="severity"),
        Column("rule_id", say("column.rule_id")),
        Column(f"message_{say.language}", say("column.message")),
        Column("source_cell", say("column.cell")),
    ]
    table(visit, found, columns, key="origin_rules", caption=say("drawer.rules"), empty=say("drawer.no_findings"))


def _observations(visit: Visit) -> None:
    say, picked, places = visit.say, visit.picked, int(visit.indicator["decimal_places"])
    rows = lineage.of_observations(visit.ask, picked.round_id, picked.indicator_code, picked.region_id)
    rows = rows.with_columns(
        period=pl.Series([say.period(period) for period in rows["period"]], dtype=pl.String),
        as_of=pl.Series([say.short_day(day) for day in rows["vintage"]], dtype=pl.String),
    )
    columns = [
        Column("period", say("column.period")),
        Column("observed_value", say("column.latest"), "number", places),
        Column("printed_value", say("column.printed")),
        Column("publisher", say("column.publisher")),
        Column("title", say("column.table")),
        Column("as_of", say("column.vintage")),
        Column("trust", say("column.confidence"), help=say("help.confidence")),
    ]
    table(
        visit,
        rows,
        columns,
        key="origin_observed",
        caption=say("drawer.observations"),
        empty=say("drawer.no_observation"),
    )
