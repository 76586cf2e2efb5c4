"""Outcomes that units propose, in their own words, and criteria judged by two reviewers: beside the number, not in it.

What a unit wrote is shown by the table and as plain text only; none of it is read as markup.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import layout
from dashboards.components.drawers.fold import fold
from dashboards.components.table import Column, table
from dashboards.queries.round import proposals
from dashboards.state.context import Visit

OWN_WORDS = (
    "change_for_whom",
    "issue_tags",
    "issue_words",
    "sustainability_words",
    "community_words",
    "capability_words",
    "local_wisdom_words",
)


def proposed_outcomes(visit: Visit) -> None:
    """Every proposed outcome with its issues, the three aspects and local wisdom as the unit wrote them."""
    say, language = visit.say, visit.say.language
    rows = proposals.outcomes(visit.ask, visit.picked.round_id)
    if rows.is_empty():
        return
    named = proposals.indicators(visit.ask, visit.picked.round_id).with_columns(
        state_words=pl.col(f"state_{language}"), marks=_marks(visit)
    )
    chosen = rows.filter(pl.col("is_chosen")).height
    counts = {"outcomes": say.number(rows.height), "chosen": say.number(chosen), "indicators": say.number(named.height)}
    layout.section(say("proposal.eyebrow"), say("proposal.says", **counts))
    for pair in rows.iter_slices(2):  # a row of two: on a phone they stand in their order
        for place, row in zip(st.columns(2, gap="small"), pair.iter_rows(named=True), strict=False):
            label = say("proposal.one", code=row["outcome_code"], state=row[f"state_{language}"])
            with place, st.expander(label):
                _own_words(visit, row)
    columns = [
        Column("proposal_code", say("proposal.code")),
        Column("name_id", say("column.indicator")),
        Column("unit_written", say("column.unit_of_measure")),
        Column("denominator", say("proposal.denominator")),
        Column("source", say("proposal.source")),
        Column("state_words", say("column.state")),
        Column("reason", say("column.reason")),
        *([Column("marks", say("proposal.marks"))] if any(named["marks"]) else []),
    ]
    table(visit, named, columns, key="proposed_indicators", caption=say("proposal.indicators"), empty="")


def _marks(visit: Visit) -> pl.Expr:
    """What a decision has become since: about other words, or about a proposal that was taken back."""
    return (
        pl.when(pl.col("is_withdrawn"))
        .then(pl.lit(visit.say("proposal.withdrawn")))
        .when(pl.col("is_outdated"))
        .then(pl.lit(visit.say("proposal.outdated")))
        .otherwise(pl.lit(""))
    )


def _own_words(visit: Visit, row: dict[str, Any]) -> None:
    say, language = visit.say, visit.say.language
    statement = row["statement_en"] if language == "en" and row["statement_en"] else row["statement_id"]
    st.text(statement)
    st.text(say("proposal.by", unit=row[f"unit_{language}"], programme=row["programme_code"] or "–"))
    if row["is_outdated"]:
        st.text(say("proposal.outdated"))
    if row["reason"]:
        st.text(f"{say('column.reason')}: {row['reason']}")
    for name in OWN_WORDS:
        text = str(row[name] or "").replace("|", ", ") if name == "issue_tags" else str(row[name] or "")
        st.text(f"{say(f'proposal.{name}')}: {text or say('proposal.not_said')}")


def judged_levels(visit: Visit, region_id: str | None = None) -> None:
    """Levels by both reviewers and together, and how far they agree; nothing of it enters a figure."""
    say, language = visit.say, visit.say.language
    rows = proposals.judgements(visit.ask, visit.picked.round_id, region_id)
    if rows.is_empty():
        return
    sealed = rows.filter(pl.col("reviewer_count") == 1).height
    layout.section(say("judged.eyebrow"), f"{_agreement(visit)} {say('judged.sealed', count=say.number(sealed))}")
    rows = rows.with_columns(
        indicator=pl.col(f"name_{language}"),
        criterion=pl.col(f"criterion_{language}"),
        marks=pl.when(pl.col("is_outdated")).then(pl.lit(say("judged.outdated"))).otherwise(pl.lit("")),
    )
    columns = [
        Column("criterion", say("column.criterion")),
        Column("indicator", say("column.indicator")),
        Column("region_name", say("column.region")),
        Column("target_year", say("column.year")),
        Column("unit_level", say("judged.unit"), "number", 0),
        Column("reviewer_count", say("judged.count"), "number", 0),
        Column("first_level", say("judged.first"), "number", 0),
        Column("second_level", say("judged.second"), "number", 0),
        Column("consensus_level", say("judged.together"), "number", 0),
        Column("consensus_reason", say("column.reason")),
        Column("marks", say("proposal.marks")),
    ]
    fold(
        visit,
        say("chart.as_table"),
        "judged_fold",
        lambda: table(visit, rows, columns, key="judged", caption=say("judged.eyebrow"), empty=""),
    )


def _agreement(visit: Visit) -> str:
    """One sentence on all criteria together; below ten lines only their count is said."""
    say = visit.say
    rows = proposals.agreement(visit.ask, visit.picked.round_id)
    if rows.is_empty():
        return say("judged.nobody")
    whole = rows.row(0, named=True)
    count = say.number(whole["judged_count"])
    if whole["exact_share"] is None:
        return say("judged.too_few", count=count)
    shares = {name: say.number(100 * whole[f"{name}_share"], 0) for name in ("exact", "adjacent")}
    if whole["alpha"] is None:
        return say("judged.one_level", count=count, **shares)
    alpha = {name: say.number(whole[name], 2) for name in ("alpha", "alpha_low95", "alpha_high95")}
    return say("judged.agreement", count=count, **shares, **alpha)
