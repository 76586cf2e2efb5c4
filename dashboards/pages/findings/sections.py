"""The parts of the findings page: how often each rule spoke, the findings themselves, and the annotated copies."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.rules import rules, severity_colour
from dashboards.components import layout
from dashboards.components.files.made_files import made_file
from dashboards.components.lists import colour_key, count_sentence, part_of, with_moments, with_names
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.queries import findings
from dashboards.services import permission, selaras_cli
from dashboards.state import links
from dashboards.state.context import Visit

SEVERITIES = ("reject", "ask", "note")
SHOWN_RULES = 14


def headline(visit: Visit, tally: pl.DataFrame) -> str:
    """The page's question answered: how many findings, and how many of them keep a target out."""
    say = visit.say
    counts = {name: int(tally.filter(pl.col("severity") == name)["finding_count"].sum()) for name in SEVERITIES}
    if not sum(counts.values()):
        return say("findings.headline_none")
    return say(
        "findings.headline",
        findings=count_sentence(visit, "findings.count", sum(counts.values())),
        **{name: say.number(n) for name, n in counts.items()},
    )


def with_rule_words(visit: Visit, found: pl.DataFrame) -> pl.DataFrame:
    """Add column `rule`: the rule in a few words; its id where nobody has written any."""
    known = {rule_id: f"rule.{rule_id}" for rule_id in found["rule_id"].unique()}
    words = {rule_id: visit.say(key) for rule_id, key in known.items() if visit.say.knows(key)}
    return found.with_columns(rule=pl.col("rule_id").replace(words))


def by_rule(visit: Visit, tally: pl.DataFrame) -> None:
    """One bar per rule, the gravest first."""
    say = visit.say
    rows = with_rule_words(visit, tally).rename({"rule": "name"})
    most = rows.sort("finding_count", descending=True).row(0, named=True)
    sentence = say(
        "findings.by_rule",
        name=most["name"],
        times=count_sentence(visit, "findings.times", most["finding_count"]),
        units=count_sentence(visit, "round.units", most["unit_count"]),
    )
    layout.section(say("findings.rules_eyebrow"), sentence)
    columns = [
        Column("name", say("column.rule")),
        Column("severity", say("column.severity"), words="severity"),
        Column("finding_count", say("column.findings"), "number", 0),
        Column("justified_count", say("column.justified"), "number", 0, help=say("help.justified")),
        Column("unit_count", say("column.units"), "number", 0),
        Column("rule_id", say("column.rule_id")),
    ]
    shown = rows.head(SHOWN_RULES)
    picture(
        visit,
        lambda: rules(shown, visit.pen),
        key="rules",
        is_of_round=True,
        alt=sentence,
        depends=tuple(shown.iter_rows()),
        picks="rule",
        twin=lambda: table(visit, rows, columns, key="rules", caption=say("findings.rules_eyebrow"), empty=""),
    )
    colour_key((severity_colour(name, visit.pen), say(f"severity_long.{name}")) for name in SEVERITIES)


def listing(visit: Visit, found: pl.DataFrame, is_one_unit: bool) -> None:
    """The findings as their units read them: place, what was written, and the sentence with the remedy."""
    say = visit.say
    layout.section(
        say("findings.list_eyebrow"),
        say(
            "findings.list",
            findings=count_sentence(visit, "findings.count", found.height),
            units=count_sentence(visit, "round.units", found["unit_code"].n_unique()),
        ),
    )
    rows = with_names(visit, with_rule_words(visit, found), code="unit_code").with_columns(
        place=pl.coalesce(pl.col("source_cell"), pl.col("sheet"), pl.lit("")),
        target=pl.concat_str(
            "indicator_code", "region_id", pl.col("target_year").fill_null(visit.picked.target_year), separator=" "
        ),
        answered=pl.when(pl.col("severity") == "ask").then(
            pl.when("is_justified")
            .then(pl.lit(say("findings.justified")))
            .otherwise(pl.lit(say("findings.unjustified")))
        ),
    )
    columns = [
        Column("place", say("column.cell")),
        Column("severity", say("column.severity"), words="severity"),
        Column("rule", say("column.rule")),
        Column("written", say("column.written")),
        Column(f"message_{say.language}", say("column.message")),
        Column("answered", say("column.answered")),
        *([] if is_one_unit else [Column("name", say("column.unit"))]),
    ]
    table(
        visit,
        part_of(visit, rows, "part"),
        columns,
        key="found",
        caption=say("findings.list_eyebrow"),
        empty=say("findings.empty"),
        leads=lambda row: links.address(visit, "explorer", **_target_of(row)),
        opens=say("region.open_target"),
        identity="target",
        whole=rows,
    )


def _target_of(row: dict[str, Any]) -> dict[str, str]:
    return dict(zip(("indicator", "region", "year"), row["target"].split(" "), strict=True))


def files(visit: Visit, unit_code: str) -> None:
    """The files of the unit in focus, each with its annotated copy; made by the command when asked for."""
    say = visit.say
    if not unit_code:
        layout.section(say("findings.files_eyebrow"), say("findings.files_pick"))
        return
    came = with_moments(visit, findings.files(visit.ask, visit.picked.round_id, unit_code))
    layout.section(say("findings.files_eyebrow"), count_sentence(visit, "findings.files", came.height))
    for row in came.iter_rows(named=True):
        with st.container(horizontal=True, key=f"file_{row['submission_id'][:12]}", vertical_alignment="center"):
            st.text(f"{row['moment']} · {say('status.' + row['status'])} · {row['file_name'].rpartition('/')[2]}")
            copy_of(visit, row["submission_id"])


def copy_of(visit: Visit, submission_id: str) -> None:
    """The annotated copy of a stored file."""
    made_file(
        visit,
        f"copy_{submission_id[:12]}",
        lambda: permission.to_copy(visit.ask, submission_id, lambda: selaras_cli.annotate(submission_id)),
        ask="findings.make_copy",
        download="findings.download_copy",
    )


def strays(visit: Visit) -> None:
    """Findings of files that name no round: they would otherwise be seen by nobody."""
    say, found = visit.say, findings.without_round(visit.ask)
    if found.is_empty():
        return
    layout.section(
        say("findings.strays_eyebrow"), count_sentence(visit, "findings.strays", found["submission_id"].n_unique())
    )
    columns = [
        Column("file_name", say("column.file")),
        Column("moment", say("column.received_at")),
        Column("severity", say("column.severity"), words="severity"),
        Column(f"message_{say.language}", say("column.message")),
    ]
    table(visit, with_moments(visit, found), columns, key="strays", caption=say("findings.strays_eyebrow"), empty="")
