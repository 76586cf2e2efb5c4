"""Who took over what: agreed targets beside the regions' own work plans, for all regions and for one."""

from __future__ import annotations

import polars as pl

from dashboards.components import layout
from dashboards.components.lists import count_sentence
from dashboards.components.table import Column, table
from dashboards.queries import sheets
from dashboards.state import links
from dashboards.state.context import Visit

COUNTRY = "00"
COUNTS = ("taken_over", "easier", "stricter", "other_band", "missing", "not_comparable", "no_table")


def by_province(visit: Visit) -> None:
    """The nation and each province with what became of its agreed lines; nothing before anything is agreed."""
    say = visit.say
    totals = sheets.take_up_totals(visit.ask, visit.picked.round_id)
    if totals.is_empty():
        return
    layout.section(say("take_up.eyebrow"), _headline(visit, totals))
    columns = [
        Column("region_name", say("column.region")),
        *(Column(f"{name}_count", say(f"take_up.{name}"), "number", 0) for name in COUNTS),
        Column("line_count", say("reference.agreed"), "number", 0),
    ]
    table(
        visit,
        totals,
        columns,
        key="take_up",
        caption=say("take_up.eyebrow"),
        empty="",
        identity="parent_region_id",
        opens=say("reference.open_sheet"),
        leads=lambda row: _sheet_of(visit, str(row["parent_region_id"])),
    )


def _sheet_of(visit: Visit, region_id: str) -> str:
    """The nation has no sheet of its own in this list: its row leads to the page of all regions."""
    return links.address(visit, "reference", **({} if region_id == COUNTRY else {"sheet": region_id}))


def _headline(visit: Visit, totals: pl.DataFrame) -> str:
    """How many agreed targets of the regions visible here were taken over, and who has not handed in yet."""
    say = visit.say
    nation = totals.filter(pl.col("parent_region_id") == COUNTRY)
    shown = (nation if nation.height else totals).sum().row(0, named=True)
    if not shown["table_count"]:
        return say("take_up.headline_none", lines=say.number(shown["line_count"]))
    return say(
        "take_up.headline",
        taken=say.number(shown["taken_over_count"]),
        lines=say.number(shown["line_count"]),
        differs=say.number(shown["differs_count"]),
        easier=say.number(shown["easier_count"]),
        missing=say.number(shown["missing_count"]),
        tables=say.number(shown["table_count"]),
        regions=count_sentence(visit, "reference.region_count", shown["region_count"]),
    )


def one_region(visit: Visit, region_id: str) -> None:
    """Each agreed target of a region beside the figure of its work plan, and what was said about that plan."""
    say = visit.say
    rows = sheets.take_up_lines(visit.ask, visit.picked.round_id, region_id)
    findings = sheets.take_up_findings(visit.ask, visit.picked.round_id, region_id)
    if rows.is_empty() and findings.is_empty():
        return
    rows = rows.with_columns(indicator=pl.col(f"name_{say.language}"))
    agreed = rows.filter(pl.col("take_up_reason").ne_missing("nothing_agreed"))
    taken = agreed.filter(pl.col("take_up_state") == "taken_over").height
    has_plan = rows["submission_id"].drop_nulls().len() > 0
    key = "take_up.region" if has_plan else "take_up.region_none"
    layout.section(say("take_up.eyebrow"), say(key, taken=say.number(taken), lines=say.number(agreed.height)))
    columns = [
        Column("indicator", say("column.indicator")),
        Column("target_year", say("column.year")),
        Column("agreed_low", say("column.agreed_low"), "number", "decimal_places"),
        Column("agreed_high", say("column.agreed_high"), "number", "decimal_places"),
        Column("written", say("take_up.written")),
        Column("take_up_difference", say("take_up.difference"), "number", "decimal_places", is_signed=True),
        Column("unit_of_measure", say("column.unit_of_measure"), words="unit"),
        Column("take_up_state", say("take_up.state"), words="take_up.state"),
        Column("take_up_reason", say("take_up.reason"), words="take_up.reason"),
        Column("source_cell", say("column.cell")),
    ]
    table(visit, rows, columns, key="take_up_lines", caption=say("take_up.lines_caption"), empty=say("take_up.none"))
    if findings.height:
        _findings(visit, findings)


def _findings(visit: Visit, findings: pl.DataFrame) -> None:
    say = visit.say
    layout.section(
        say("take_up.findings_eyebrow"),
        say("take_up.findings", findings=count_sentence(visit, "findings.count", len(findings))),
    )
    columns = [
        Column("source_cell", say("column.cell")),
        Column("severity", say("column.severity"), words="severity"),
        Column("written", say("column.written")),
        Column(f"message_{say.language}", say("column.message")),
    ]
    table(visit, findings, columns, key="take_up_findings", caption=say("take_up.findings_eyebrow"), empty="")
