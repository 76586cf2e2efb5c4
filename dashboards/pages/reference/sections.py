"""The parts of the reference page: outcomes with what was agreed, the regions, and one region's sheet and files."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components import layout
from dashboards.components.drawers.fold import fold
from dashboards.components.files.made_files import made_file
from dashboards.components.lists import count_sentence
from dashboards.components.table import Column, table
from dashboards.queries import sheets
from dashboards.services import permission, selaras_cli
from dashboards.state import links
from dashboards.state.context import Visit

KINDS = ("agreed", "not_agreed", "deferred", "not_discussed", "undecided")
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


def headline(visit: Visit, regions: pl.DataFrame) -> str:
    """How many targets of how many were agreed; before any agreement it is said to be a draft."""
    lines, agreed = int(regions["line_count"].sum()), int(regions["agreed_count"].sum())
    key = "reference.headline" if agreed else "reference.headline_draft"
    return visit.say(key, agreed=visit.say.number(agreed), lines=visit.say.number(lines))


def lead(visit: Visit, regions: pl.DataFrame) -> str:
    """What became of the lines that were not agreed, each kind with its count."""
    counts = {kind: visit.say.number(int(regions[f"{kind}_count"].sum())) for kind in KINDS}
    return visit.say("reference.lead", **counts)


def priorities(visit: Visit) -> None:
    """Which outcomes come first, what was decided of each, and why."""
    say, language = visit.say, visit.say.language
    rows = sheets.priorities(visit.ask, visit.picked.round_id).with_columns(
        outcome=pl.coalesce(f"statement_{language}", "statement_id"), state_words=pl.col(f"state_{language}")
    )
    chosen = rows.filter(pl.col("is_chosen")).height
    key = "reference.priorities" if chosen else "reference.priorities_none"
    layout.section(
        say("reference.priorities_eyebrow"), say(key, chosen=say.number(chosen), outcomes=say.number(rows.height))
    )
    columns = [
        Column("outcome", say("column.outcome")),
        Column("state_words", say("column.state")),
        Column("reason", say("column.reason")),
        Column("programme_code", say("column.programme")),
        Column("indicator_count", say("column.indicators"), "number", 0),
        Column("agreed_count", say("column.agreed"), "number", 0),
        Column("line_count", say("column.lines"), "number", 0),
    ]
    table(visit, rows, columns, key="priorities", caption=say("reference.priorities_eyebrow"), empty="")


def outcomes(visit: Visit) -> None:
    """Outcomes and their indicators, those with most agreed first."""
    say, language = visit.say, visit.say.language
    rows = sheets.outcomes(visit.ask, visit.picked.round_id).with_columns(
        outcome=pl.col(f"statement_{language}").fill_null(say("reference.no_outcome")),
        indicator=pl.col(f"name_{language}"),
    )
    layout.section(say("reference.outcomes_eyebrow"), say("reference.outcomes", indicators=say.number(rows.height)))
    columns = [
        Column("outcome", say("column.outcome")),
        Column("indicator", say("column.indicator")),
        Column("programme_code", say("column.programme")),
        Column("region_count", say("column.regions"), "number", 0),
        Column("agreed_count", say("column.agreed"), "number", 0),
        Column("line_count", say("column.lines"), "number", 0),
    ]
    caption = say("reference.outcomes_eyebrow")
    fold(
        visit,
        say("chart.as_table"),
        "outcomes_fold",
        lambda: table(visit, rows, columns, key="outcomes", caption=caption, empty=""),
    )


def by_region(visit: Visit, regions: pl.DataFrame) -> None:
    """Every region with what became of its lines; a row leads to its sheet."""
    say = visit.say
    layout.section(
        say("reference.regions_eyebrow"),
        say("reference.regions", regions=count_sentence(visit, "reference.region_count", regions.height)),
    )
    columns = [
        Column("region_name", say("column.region")),
        *(Column(f"{kind}_count", say(f"reference.{kind}"), "number", 0) for kind in KINDS),
        Column("line_count", say("column.lines"), "number", 0),
    ]
    table(
        visit,
        regions,
        columns,
        key="sheets",
        caption=say("reference.regions_eyebrow"),
        empty="",
        identity="region_id",
        opens=say("reference.open_sheet"),
        leads=lambda row: links.address(visit, "reference", sheet=str(row["region_id"])),
        is_short=True,
    )


def one_region(visit: Visit, region_id: str, region_name: str) -> None:
    """One region's sheet as it is printed: agreed targets as the reference, the others with their reasons apart."""
    say, language = visit.say, visit.say.language
    rows = sheets.lines(visit.ask, visit.picked.round_id, region_id).with_columns(
        indicator=pl.col(f"name_{language}"), state_words=pl.col(f"state_{language}")
    )
    agreed = rows.filter(pl.col("counts_as") == "agreed")
    others = rows.filter(pl.col("counts_as") != "agreed")
    key = "reference.sheet" if agreed.height else "reference.sheet_draft"
    layout.section(say("reference.sheet_eyebrow", region=region_name), say(key, agreed=say.number(agreed.height)))
    table(
        visit,
        agreed,
        _agreed_columns(visit),
        key="agreed",
        caption=say("reference.agreed_caption"),
        empty=say("reference.agreed_none"),
    )
    layout.section(say("reference.open_eyebrow"), say("reference.open", lines=say.number(others.height)))
    table(
        visit,
        others,
        _open_columns(visit),
        key="open",
        caption=say("reference.open_eyebrow"),
        empty=say("reference.open_none"),
    )


def _agreed_columns(visit: Visit) -> list[Column]:
    say = visit.say
    return [
        Column("indicator", say("column.indicator")),
        Column("target_year", say("column.year")),
        Column("baseline_value", say("column.baseline"), "number", "decimal_places"),
        Column("agreed_low", say("column.agreed_low"), "number", "decimal_places"),
        Column("agreed_high", say("column.agreed_high"), "number", "decimal_places"),
        Column("national_low", say("column.national_low"), "number", "decimal_places"),
        Column("national_high", say("column.national_high"), "number", "decimal_places"),
        Column("unit_of_measure", say("column.unit_of_measure"), words="unit"),
        Column("minutes_number", say("column.minutes")),
    ]


def _open_columns(visit: Visit) -> list[Column]:
    say = visit.say
    return [
        Column("indicator", say("column.indicator")),
        Column("baseline_value", say("column.baseline"), "number", "decimal_places"),
        Column("target_year", say("column.year")),
        Column("proposal_low", say("column.proposal_low"), "number", "decimal_places"),
        Column("proposal_high", say("column.proposal_high"), "number", "decimal_places"),
        Column("ministry_low", say("column.ministry_low"), "number", "decimal_places"),
        Column("ministry_high", say("column.ministry_high"), "number", "decimal_places"),
        Column("unit_of_measure", say("column.unit_of_measure"), words="unit"),
        Column("state_words", say("column.state")),
        Column("decision_reason", say("column.reason")),
        Column("statement_region", say("column.statement_region")),
        Column("statement_ministry", say("column.statement_ministry")),
    ]


def files(visit: Visit, region_id: str) -> None:
    """The sheet's own files, made when they are asked for: the same the command line writes."""
    say, round_id = visit.say, visit.picked.round_id
    layout.section(say("reference.files_eyebrow"), say("reference.files"))
    with st.container(horizontal=True, key="sheet_files"):
        for form, kind in FORMS.items():
            made_file(
                visit,
                f"sheet_{round_id}_{region_id}_{form}_{say.language}",
                lambda form=form: permission.to_sheet(
                    visit.ask, round_id, region_id, lambda: selaras_cli.sheet(round_id, region_id, form, say.language)
                ),
                ask=f"reference.make_{form}",
                download=f"reference.download_{form}",
                kind=kind,
            )
