"""The parts of the planner's workbench: the series, the facts beside it, peers, findings and criteria."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.dumbbells import dumbbells
from dashboards.charts.elements.axes import bounds_of
from dashboards.charts.elements.series_parts import drawn_parts
from dashboards.charts.series import History, series
from dashboards.components import layout, marks
from dashboards.components.chart_tables import series_table
from dashboards.components.markup import Html, el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.queries import history, lineage, targets
from dashboards.state import links
from dashboards.state.context import Visit


def lens(visit: Visit, row: dict[str, Any], tried_value: float | None = None) -> None:
    """The series of one target with baseline, path, range, fan, breaks and earlier vintages."""
    picked, say = visit.picked, visit.say
    key = (picked.round_id, picked.indicator_code, picked.region_id)
    seen = history.series(visit.ask, *key)
    path = targets.path(visit.ask, *key).filter(pl.col("target_value").is_not_null())
    before = history.before_division(visit.ask, *key)
    shown = History(
        observations=seen,
        before=before,
        judged_year=row["target_year"] if row["is_due"] else None,
        revisions=history.replaced_figures(visit.ask, *key),
        targets=path,
        projection=history.projection(visit.ask, *key),
        baseline_year=row["baseline_year"],
        baseline_value=row["baseline_value"],
        tried_value=tried_value,
    )
    if seen.is_empty() and path.is_empty():
        st.text(say("explorer.nothing"))
        return
    places = int(visit.indicator["decimal_places"])
    alt = f"{headline(visit, row)} {sentences.pace(say, row, visit.indicator)} {sentences.ambition(say, row)}"
    picture(
        visit,
        lambda: series(shown, visit.pen, visit.unit_words(), places, bounds_of([visit.indicator])),
        key="series",
        alt=alt,
        depends=(tried_value,),
        twin=lambda: series_table(visit, shown, row["target_year"]),
    )
    key_words = " ".join(say(f"series_key.{part}") for part in drawn_parts(shown))
    put(el("p", key_words, class_="fresh"))
    if before.height:
        words = say("explorer.parent_key", parent=before["parent_name"][0], year=before["division_year"][0])
        put(el("p", words, class_="fresh"))


def headline(visit: Visit, row: dict[str, Any]) -> str:
    """The page's question answered: how far this target is from where the region stands."""
    return visit.say(
        "explorer.headline",
        region=visit.region.get("region_name", ""),
        indicator=visit.say.name_of(visit.indicator),
        year=row["target_year"],
        gap=sentences.gap(visit.say, row, visit.indicator),
    )


def facts(visit: Visit, row: dict[str, Any]) -> None:
    """The figures of one target in a list, each with its year and unit."""
    say, indicator, unit = visit.say, visit.indicator, visit.unit_words()
    places = int(indicator["decimal_places"])

    def dated_value(name: str) -> str:
        value, year = row[f"{name}_value"], row[f"{name}_year"]
        return say("words.none") if value is None else f"{say.number(value, places)} {unit} ({year})"

    entries: list[tuple[str, str | Html]] = [
        (say("column.standing"), marks.mark(visit, row["standing"])),
        (say("column.baseline"), dated_value("baseline")),
        (say("column.latest"), dated_value("latest")),
        (say("column.target"), f"{sentences.interval(say, row['target_low'], row['target_high'], places)} {unit}"),
        (say("explorer.pace"), sentences.pace(say, row, indicator)),
    ]
    if row["chance_band"]:
        hard = sentences.chance(say, row.get("chance_band_hard_end"))
        is_range = row["target_low"] != row["target_high"]
        said = sentences.chance(say, row["chance_band"])
        said = say("explorer.both_ends", easy=said, hard=hard) if is_range else said
        known = sentences.chance_known(say, row)
        entries.append((say("column.chance"), f"{said} ({known})" if known else said))
    if row["national_gap_value"] is not None:
        apart = say.number(abs(row["national_gap_value"]), places)
        kind = "equal" if apart == say.number(0.0, places) else "less" if row["national_gap_value"] > 0 else "enough"
        entries.append(
            (say("explorer.national"), say(f"explorer.asks_{kind}", value=apart, unit=say.step_unit(indicator)))
        )
    if row["legal_gap_value"] is not None:
        entries.append(
            (say("explorer.legal"), f"{say.number(row['legal_gap_value'], places)} {say.step_unit(indicator)}")
        )
    entries.append((say("explorer.progress"), sentences.progress(say, row)))
    if certainty := sentences.certainty(say, row, indicator):
        entries.append((say("column.certainty"), certainty))
    if row["state"] not in ("ok", "met", "due_met", "due_missed"):
        entries.append((say("explorer.state"), sentences.state(say, row)))
    put(marks.facts(entries, visit))


def peers_and_findings(visit: Visit) -> None:
    """The nearest regions beside what the rules said; the findings alone where nobody stands near."""
    picked = visit.picked
    near = history.peers(visit.ask, picked.round_id, picked.indicator_code, picked.region_id, picked.target_year)
    if near.height < 2:
        _findings(visit)
        return
    left, right = st.columns([5, 7], gap="large")
    with left:
        _peers(visit, near.with_columns(name=pl.col("region_name"), standing=pl.lit("on_trend")))
    with right:
        _findings(visit)


def _peers(visit: Visit, near: pl.DataFrame) -> None:
    """The regions that stand nearest, with what they promise."""
    say, places = visit.say, int(visit.indicator["decimal_places"])
    steps = near.slice(1)["required_annual_change"].drop_nulls()
    own = near["required_annual_change"][0]
    middle = steps.median() if steps.len() else None
    if own is None or middle is None:
        sentence = say("explorer.peers_plain", count=say.number(near.height - 1), year=near["latest_year"][0])
    else:
        asks = sentences.good_sign(visit.indicator) * own > 0
        sentence = say(
            "explorer.peers_sentence" if asks else "explorer.peers_met",
            own=visit.figure(own, signed=True),
            middle=visit.figure(float(str(middle)), signed=True),
            unit=say.step_unit(visit.indicator),
            count=say.number(near.height - 1),
            year=near["latest_year"][0],
        )
    layout.section(say("explorer.peers_eyebrow"), sentence)
    columns = [
        Column("region_name", say("column.region")),
        Column("latest_value", say("column.latest"), "number", places),
        Column("latest_year", say("column.latest_year")),
        Column("target_value", say("column.target"), "number", places),
        Column("required_annual_change", say("column.required"), "number", places, is_signed=True),
        Column("observed_annual_change", say("drawer.observed"), "number", places, is_signed=True),
    ]
    picture(
        visit,
        lambda: dumbbells(near, visit.pen, visit.unit_words(), places, bounds_of([visit.indicator])),
        key="peers",
        alt=sentence,
        twin=lambda: table(visit, near, columns, key="peers", caption=say("explorer.peers_eyebrow"), empty=""),
    )


def _findings(visit: Visit) -> None:
    """What the rules said about this target."""
    say, picked = visit.say, visit.picked
    found = lineage.findings(visit.ask, picked.round_id, picked.indicator_code, picked.region_id)
    layout.section(
        say("explorer.findings_eyebrow"),
        say("explorer.findings_some", count=say.number(found.height))
        if found.height
        else say("explorer.findings_none"),
    )
    if found.height:
        columns = [
            Column("severity", say("column.severity"), words="severity"),
            Column("target_year", say("column.year")),
            Column(f"message_{say.language}", say("column.message")),
            Column("source_cell", say("column.cell")),
            Column("written", say("column.written")),
        ]
        table(visit, found, columns, key="findings", caption=say("explorer.findings_eyebrow"), empty="")


def criteria(visit: Visit) -> None:
    """Five cells, never averaged; the lowest of the mandatory ones is named."""
    say, picked = visit.say, visit.picked
    rows = lineage.scores(visit.ask, picked.round_id, picked.indicator_code, picked.region_id).to_dicts()
    if not rows:
        return
    mandatory = [row for row in rows if row["is_mandatory"] and row["level"] is not None]
    lowest = min(mandatory, key=lambda row: row["level"], default=None)
    sentence = (
        say("criteria.lowest", name=say.name_of(lowest), level=lowest["level"])
        if lowest
        else say("criteria.none_assessed")
    )
    layout.section(say("criteria.eyebrow"), sentence)
    cells = []
    for row in rows:
        if row["is_not_applicable"]:
            level = say("criteria.not_applicable")
        else:
            level = say("criteria.not_assessed") if row["level"] is None else say("criteria.level", level=row["level"])
        must = say("criteria.mandatory") if row["is_mandatory"] else ""
        cells.append(
            el(
                "div",
                el("span", say.name_of(row), class_="what"),
                el("span", level, class_="level"),
                el("span", must, class_="more"),
            )
        )
    put(el("div", *cells, class_="ledger strip"))
    grounds = [
        f"{say.name_of(row)}: {' · '.join(text for text in (row['reason'], row['evidence']) if text)}"
        for row in rows
        if row["reason"] or row["evidence"]
    ]
    if grounds:
        st.text("\n".join(grounds))


def to_compose(visit: Visit) -> None:
    """The way to composing all regions of the parent, with this one in focus; none for the nation."""
    above = str(visit.region.get("parent_region_id") or "")
    if above:
        label = visit.say("compose.from_explorer", region=str(visit.region["region_name"]))
        links.to_page(visit, "compose", label, region=above, focus=visit.picked.region_id)
