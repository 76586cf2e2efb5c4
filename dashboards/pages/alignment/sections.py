"""The parts of the alignment page: the range, what is missing, who carries the distance, and suggestions beside the
submitted."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.intervals import alignment_intervals
from dashboards.charts.waterfall import waterfall
from dashboards.components import layout, marks
from dashboards.components.alignment_rows import alignment_key, alignment_table, seen_beside
from dashboards.components.markup import Html, el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n import sentences
from dashboards.queries import alignment, territory
from dashboards.state import links, scenario
from dashboards.state.context import Visit


def range_and_sum(visit: Visit, row: dict[str, Any]) -> None:
    """The range above and the sum of the parts, with coverage and the bounds of what is missing."""
    say, places = visit.say, int(row["decimal_places"])
    layout.section(say("alignment.range_eyebrow"), range_sentence(visit, row))
    left, right = st.columns([12, 8], gap="large")
    with left:
        named = pl.DataFrame(
            [{**row, "name": say.name_of(row), "words": sums.short_words(say, row)}], infer_schema_length=None
        )
        if row["bottom_up_value"] is not None:
            picture(
                visit,
                lambda: alignment_intervals(named, visit.pen),
                key="range",
                alt=sums.whole_sentence(say, row, visit.picked.target_year),
                twin=lambda: alignment_table(visit, named, "range"),
            )
            put(el("p", alignment_key(visit, named), class_="fresh"), seen_beside(visit, [row]))
        else:
            put(el("p", sums.whole_sentence(say, row, visit.picked.target_year)))
    with right:
        put(marks.facts(_facts(visit, row, places), visit))


def range_sentence(visit: Visit, row: dict[str, Any]) -> str:
    """How much of the weight is covered, and how the two ranges lie."""
    say = visit.say
    share = coverage_words(visit, row)
    sentence = say(
        "alignment.range_sentence", covered=sums.coverage_sentence(say, row), share=f" ({share})" if share else ""
    )
    is_whole = row["interval_relation"] and row["verdict"] in sums.JUDGED
    return sentence + (" " + say(f"alignment.lies_{row['interval_relation']}") if is_whole else "")


def coverage_words(visit: Visit, row: dict[str, Any]) -> str:
    """The coverage with what it is a share of, the weight or the regions; empty where nothing is added up."""
    key = {"weight": "alignment.of_weight", "region_count": "alignment.of_regions"}.get(row["coverage_basis"] or "")
    return visit.say(key, share=visit.say.share(row["coverage_share"], 1)) if key else ""


def reason(visit: Visit, row: dict[str, Any]) -> str:
    """Why the verdict is what it is, as the edition gives it."""
    found = visit.ask(
        "select * from core.verdict_reason where verdict_reason = $reason", reason=row["verdict_reason"] or ""
    )
    if found.is_empty():
        return sentences.first_up(visit.say(f"verdict.{row['verdict']}"))
    return str(found[f"sentence_{visit.say.language}"][0])


def _facts(visit: Visit, row: dict[str, Any], places: int) -> list[tuple[str, str | Html]]:
    say, unit = visit.say, visit.say.unit(row)
    national = sentences.interval(say, row["national_low"], row["national_high"], places)
    has_national = row["national_low"] is not None or row["national_high"] is not None
    entries: list[tuple[str, str | Html]] = [
        (say("chart.national_target"), f"{national} {unit}" if has_national else national)
    ]
    if row["bottom_up_value"] is not None:
        ends = sentences.interval(say, row["bottom_up_low"], row["bottom_up_high"], places)
        value = say.number(row["bottom_up_value"], places)
        words = f"{value} {unit}" if ends == value else say("alignment.with_ends", value=value, ends=ends, unit=unit)
        entries.append((say("chart.bottom_up"), words))
    if row["interval_relation"]:
        entries.append((say("column.relation"), say(f"relation.{row['interval_relation']}")))
    shares = [said for said in (sums.coverage_sentence(say, row), coverage_words(visit, row)) if said]
    entries.append((say("alignment.coverage"), " · ".join(shares)))
    return entries + _more_facts(visit, row, places)


def _more_facts(visit: Visit, row: dict[str, Any], places: int) -> list[tuple[str, str | Html]]:
    say, unit = visit.say, visit.say.unit(row)
    entries: list[tuple[str, str | Html]] = []
    if (
        row["missing_best_value"] is not None
        and row["missing_baseline_value"] is not None
        and row["region_count_submitted"] < row["region_count_expected"]
    ):
        entries.append(
            (
                say("alignment.bounds"),
                say(
                    "alignment.bounds_words",
                    best=say.number(row["missing_best_value"], places),
                    baseline=say.number(row["missing_baseline_value"], places),
                    unit=unit,
                ),
            )
        )
    if row["weight_name"]:
        year = f" {row['weight_year']}" if row["weight_year"] else ""
        entries.append(
            (
                say("alignment.weight"),
                f"{say('weight.' + row['weight_name'])}{year}"
                if say.knows(f"weight.{row['weight_name']}")
                else f"{row['weight_name']}{year}",
            )
        )
    if row["weight_name"] and row["bottom_up_value"] is not None:
        entries.append((say("alignment.weight_error"), weight_error(visit, row)))
    if row["middle_gap"] is not None and row["middle_gap"] != row["alignment_gap"]:
        middles = {name: say.number(row[f"{name}_middle"], places) for name in ("bottom_up", "national")}
        entries.append((say("alignment.middle"), say("alignment.middle_words", unit=unit, **middles)))
    if row["sensitivity_value"] is not None:
        entries.append((say("alignment.sensitivity"), f"{say.number(row['sensitivity_value'], places)} {unit}"))
    if row["latest_value"] is not None:
        key = "national.due" if row["latest_year"] == row["target_year"] else "national.latest"
        entries.append((say(key), sentences.national_seen(say, row)))
    return entries


def weight_error(visit: Visit, row: dict[str, Any]) -> str:
    """How far sums with this weight have lain from the published figure of the parent; unknown where none could be
    compared."""
    if row["weight_error_value"] is None:
        return visit.say("alignment.weight_error_unknown")
    return visit.say(
        "alignment.weight_error_words",
        value=visit.say.number(row["weight_error_value"], int(row["decimal_places"]) + 1),
        unit=visit.say.step_unit(row),
        count=visit.say.number(row["weight_error_period_count"]),
    )


def carriers(visit: Visit, row: dict[str, Any], parts: pl.DataFrame) -> None:
    """The waterfall of what regions carry, and the table with a way down for every region."""
    say, places = visit.say, int(row["decimal_places"])
    by = alignment.carried_by(parts)
    counted = parts.filter(pl.col(by).is_not_null()).sort(by, "region_id", descending=[True, False])
    sentence = carrier_sentence(visit, row, counted, by)
    layout.section(say("alignment.carriers_eyebrow"), sentence)
    if not counted.is_empty():
        named = counted.select("region_id", name="region_name", contribution=by)
        is_whole = row["verdict"] in sums.JUDGED
        picture(
            visit,
            lambda: waterfall(named, visit.pen, say.step_unit(row), places, is_whole=is_whole),
            key="waterfall",
            alt=sentence,
        )
        put(el("p", say(f"overview.carriers_{by}"), class_="fresh"))
    columns = [
        Column("region_name", say("column.region")),
        Column("standing", say("column.standing"), "standing"),
        Column("baseline_value", say("column.baseline"), "number", places),
        Column("latest_value", say("column.latest"), "number", places),
        Column("target_value", say("column.target"), "number", places),
        Column("pace_value", say("column.pace_value"), "number", places, help=say("help.pace_value")),
        Column("weight_percent", say("column.weight_share"), "number", 2, help=say("help.weight_share")),
        *_shares(visit, places),
    ]
    above = territory.parents(visit.ask, visit.picked.round_id, visit.picked.indicator_code)
    table(
        visit,
        parts.with_columns(weight_percent=100 * pl.col("weight_share")).sort(
            by, "region_id", descending=[True, False], nulls_last=True
        ),
        columns,
        key="parts",
        caption=say("alignment.carriers_eyebrow"),
        empty=say("alignment.no_parts"),
        leads=lambda part: links.address(
            visit, "alignment" if part["region_id"] in above else "explorer", region=part["region_id"]
        ),
        opens=say("alignment.open_row"),
        identity="region_id",
    )


def _shares(visit: Visit, places: int) -> list[Column]:
    """Both ways to divide the distance; each adds up to it exactly."""
    return [
        Column(name, visit.say(f"column.{name}"), "number", places, is_signed=True, help=visit.say(f"help.{name}"))
        for name in ("contribution_to_pace", "contribution")
    ]


def carrier_sentence(visit: Visit, row: dict[str, Any], counted: pl.DataFrame, by: str) -> str:
    """Who promises less than the yardstick asks of everyone, by name."""
    say, places = visit.say, int(row["decimal_places"])
    if counted.is_empty():
        return say("alignment.no_contributions")
    edge = say.number(row["national_value"], places)
    partial = (
        ""
        if row["verdict"] in sums.JUDGED
        else " " + say("alignment.partial", covered=sums.coverage_sentence(say, row))
    )
    heavy = counted.filter(pl.col(by) > 0)
    if heavy.is_empty():
        return say(f"alignment.nobody_{by}", edge=edge) + partial
    named = ", ".join(
        f"{part['region_name']} ({say.number(part[by], places, signed=True)})" for part in heavy.head(3).to_dicts()
    )
    counts = {"count": say.number(heavy.height), "all": say.number(counted.height)}
    said = say(f"alignment.carriers_{by}", edge=edge, regions=named, unit=say.step_unit(row), **counts)
    return said + partial


def suggestions(visit: Visit, row: dict[str, Any], parts: pl.DataFrame) -> None:
    """Suggested adjustments beside the submitted targets: a proposal, never in place of them."""
    say, picked, places = visit.say, visit.picked, int(row["decimal_places"])
    feasible = alignment.feasibility(
        visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id
    ).to_dicts()
    is_due = row["parent_observed_value"] is not None or picked.target_year in set(parts["latest_year"])
    layout.section(
        say("alignment.suggestion_eyebrow"), suggestion_sentence(visit, row, feasible[0] if feasible else None, is_due)
    )
    if is_due:
        return
    offered = parts.filter(pl.col("suggested_value").is_not_null(), pl.col("target_value").is_not_null())
    if offered.is_empty():
        return
    offered = offered.sort((pl.col("suggested_value") - pl.col("target_value")).abs(), descending=True)
    columns = [
        Column("region_name", say("column.region")),
        Column("target_value", say("column.submitted"), "number", places),
        Column("suggested_value", say("column.suggested"), "number", places, help=say("help.suggested")),
        Column("suggested_low", say("column.suggested_low"), "number", places),
        Column("suggested_high", say("column.suggested_high"), "number", places),
        Column("best_plausible_value", say("column.best_plausible"), "number", places, help=say("help.best_plausible")),
    ]
    table(visit, offered, columns, key="suggestions", caption=say("alignment.suggestion_eyebrow"), empty="")
    put(el("p", say("alignment.suggestion_note"), class_="fresh"))
    moved = offered.filter(pl.col("suggested_value") != pl.col("target_value"))
    values = list(moved.select("region_id", "suggested_value").iter_rows())
    if values:
        scenario.to_scenario(visit, say("compose.scenario_of_suggestions"), values, picked.region_id)


def why_no_suggestion(row: dict[str, Any], *, is_due: bool) -> str:
    """The first reason why nothing is proposed beside the targets of one indicator and year, as a wording key."""
    reasons = {
        "official": row["verdict_reason"] in ("official_only", "category"),
        "due": is_due,
        "nothing": row["region_count_submitted"] == 0,
        "condition": row["aggregation"] == "share_of_regions",
        "weights": row["verdict_reason"] == "weights_missing",
        "error": row["verdict_reason"] == "within_weight_error",
        "national": row["national_low"] is None and row["national_high"] is None,
        "coverage": row["is_coverage_low"],
    }
    return next((reason for reason, holds in reasons.items() if holds), "history")


def suggestion_sentence(
    visit: Visit, row: dict[str, Any], feasible: dict[str, Any] | None, is_due: bool = False
) -> str:
    """Whether an adjustment reaches the target above, and what everybody's common pace would have to be."""
    say, places = visit.say, int(row["decimal_places"])
    if feasible is not None and feasible["outcome"] == "within_error" and not is_due:
        return say("alignment.no_suggestion_error")
    if not is_due and row["alignment_gap"] is not None and row["alignment_gap"] <= 0:
        return say("alignment.no_need")
    if is_due or feasible is None or feasible["is_feasible"] is None or feasible["best_feasible_value"] is None:
        return say(f"alignment.no_suggestion_{why_no_suggestion(row, is_due=is_due)}", year=row["target_year"])
    facts = {
        "best": say.number(feasible["best_feasible_value"], places),
        "remainder": say.number(abs(feasible["remainder_value"] or 0), places),
        "unit": say.step_unit(row),
        "national": say.number(feasible["national_target_value"], places),
        "submitted": say.number(feasible["submitted_value"], places),
        "best_tenth": say.number(feasible["best_tenth_value"], places),
    }
    sentence = say("alignment.feasible" if feasible["is_feasible"] else "alignment.infeasible", **facts)
    if feasible["best_tenth_value"] is not None:
        ahead = sentences.good_sign(row) * (feasible["submitted_value"] - feasible["best_tenth_value"])
        sentence += " " + say(f"alignment.{'stricter_than_best_tenth' if ahead > 0 else 'best_tenth'}", **facts)
    if feasible["common_percentile"] is not None:
        key = "alignment.common_pace" if feasible["common_percentile"] > 0 else "alignment.common_pace_none"
        sentence += " " + say(key, share=say.percent(feasible["common_percentile"], 1))
    return sentence
