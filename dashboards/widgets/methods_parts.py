"""The parts of the catalogue page: indicators, sources and their age, methods with their back-test, criteria, glossary."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.backtests import OURS, backtests
from dashboards.queries import definitions
from dashboards.widgets import frame, marks, pickers
from dashboards.widgets.listing import asked, named
from dashboards.widgets.markup import Html, el, put
from dashboards.widgets.picture import picture
from dashboards.widgets.table import Column, table
from dashboards.widgets.visit import Visit
from dashboards.wording import sentences

GLOSSARY = (
    "indicator", "direction", "baseline", "observation", "target", "gap", "round", "unit", "submission", "revision",
    "finding", "fill", "edition", "alignment", "bottom_up", "weight", "coverage", "vintage", "projection", "chance",
    "ambition", "criteria", "spm",
)  # fmt: skip


def headline(visit: Visit, catalogue: pl.DataFrame, sources: pl.DataFrame) -> str:
    """The page's question answered: how much is defined here, and is it fresh."""
    stale = sources["is_stale"].sum()
    key = "methods.headline_stale" if stale else "methods.headline"
    counts = {"indicators": catalogue.height, "sources": sources.height, "stale": stale}
    return visit.say(key, **{name: visit.say.number(count) for name, count in counts.items()})


def catalogue_part(visit: Visit, catalogue: pl.DataFrame) -> None:
    """Every indicator; opening a row shows its whole definition."""
    say = visit.say
    visit, code = asked(visit, "entry", catalogue["indicator_code"], say.name_of(visit.indicator))
    code = code or visit.picked.indicator_code
    examples = catalogue["is_example"].sum()
    sentence = say("methods.catalogue", count=say.number(catalogue.height), examples=say.number(examples))
    frame.section(say("methods.catalogue_eyebrow"), sentence)
    rows = catalogue.with_columns(
        unit_words=pl.Series([say.unit(row) for row in catalogue.iter_rows(named=True)], dtype=pl.String),
        span=pl.Series([_span(row) for row in catalogue.iter_rows(named=True)], dtype=pl.String),
        example=pl.Series([say("badge.example") if flag else "" for flag in catalogue["is_example"]], dtype=pl.String),
    )
    columns = [
        Column("name", say("column.indicator")),
        Column("kind", say("column.kind"), words="kind"),
        Column("unit_words", say("column.unit_of_measure")),
        Column("good_direction", say("column.direction"), words="direction"),
        Column("aggregation", say("column.aggregation"), words="aggregation"),
        Column("region_level", say("column.level"), words="level"),
        Column("span", say("column.span")),
        Column("example", say("column.example")),
    ]
    opened = table(visit, rows, columns, key="catalogue", caption=sentence, empty="", opens=say("methods.open"), identity="indicator_code", chosen=code)  # fmt: skip
    if opened and opened != code:
        st.query_params["entry"] = opened
        st.rerun()
    row = next((each for each in rows.to_dicts() if each["indicator_code"] == code), None)
    if row is not None:
        _entry(visit, row)


def _span(row: dict[str, Any]) -> str | None:
    return None if row["first_year"] is None else f"{row['first_year']}–{row['last_year']}"


def _entry(visit: Visit, row: dict[str, Any]) -> None:
    """One indicator's whole definition, its national targets and its own sources."""
    say, places = visit.say, int(row["decimal_places"])
    put(el("h3", row["name"], class_="entry"), el("p", say.name_of(row, "definition")))
    month = say("methods.month", month=say.month(row["reference_month"])) if row["reference_month"] else say("methods.no_month")
    lines: list[tuple[str, str | Html | None]] = [
        (say("column.rule_id"), row["indicator_code"]),
        (say("column.direction"), say(f"direction.{row['good_direction']}")),
        (say("methods.aggregation"), say(f"aggregation_long.{row['aggregation']}")),
        (say("methods.numerator"), row["numerator"]),
        (say("methods.denominator"), row["denominator"]),
        (say("methods.weight"), " · ".join(text for text in (_weight(visit, row), row["weight_source"]) if text)),
        (say("methods.bounds"), sentences.interval(say, row["lower_bound"], row["upper_bound"], places)),
        (say("methods.reference_month"), month),
        (say("methods.outcome"), say.name_of(row, "statement")),
        (say("methods.programme"), " ".join(text for text in (row["programme_code"], row["programme_name"]) if text)),
        (say("methods.owner"), say.name_of(row, "owner_name")),
        (say("methods.external"), _codes(row["external_codes"])),
        (say("column.publisher"), row["source"]),
    ]
    put(marks.facts((name, text) for name, text in lines if text))
    targets = definitions.national_targets(visit.ask, row["indicator_code"])
    if targets.height:
        written = [sentences.interval(say, low, high, places) for low, high in targets.select("target_low", "target_high").iter_rows()]  # fmt: skip
        columns = [
            Column("target_year", say("column.year")),
            Column("range_words", say("chart.national_target")),
            Column("printed_text", say("column.printed")),
            Column("document_id", say("column.document")),
            Column("source", say("column.publisher")),
            Column("confidence", say("column.confidence"), help=say("help.confidence")),
        ]
        shown = targets.with_columns(range_words=pl.Series(written, dtype=pl.String))
        with st.expander(say("methods.national"), key="national_targets"):
            table(visit, shown, columns, key="national_targets", caption=say("methods.national"), empty="")
    with st.expander(say("methods.own_sources"), key="own_sources"):
        source_table(visit, definitions.sources(visit.ask, row["indicator_code"]), "own_sources")


def _weight(visit: Visit, row: dict[str, Any]) -> str:
    key = f"weight.{row['weight_name']}"
    return visit.say(key) if visit.say.knows(key) else str(row["weight_name"] or "")


def _codes(written: str | None) -> str:
    codes = json.loads(written) if written else {}
    return "; ".join(f"{scheme}: {_listed(code)}" for scheme, code in codes.items() if code)


def _listed(code: Any) -> str:
    return ", ".join(map(str, code)) if isinstance(code, list) else str(code)


def sources_part(visit: Visit, sources: pl.DataFrame) -> None:
    """Every published table in use, the overdue ones first, and what was wrong in published figures."""
    say, late = visit.say, sources.filter(pl.col("is_stale"))
    newest = sources["data_as_of"].max()
    facts = {"count": say.number(sources.height), "stale": say.number(late.height), "newest": say.period(str(newest))}
    frame.section(say("methods.sources_eyebrow"), say("methods.sources", **facts))
    source_table(visit, sources, "sources")
    stopped = named(visit, definitions.stopped(visit.ask), code="indicator_code")
    if stopped.is_empty():
        return
    columns = [
        Column("file_name", say("column.file")),
        Column("name", say("column.indicator")),
        Column("severity", say("column.severity"), words="history"),
        Column("figure_count", say("column.figures"), "number", 0),
        Column(f"message_{say.language}", say("column.message")),
    ]
    with st.expander(say("methods.stopped", count=say.number(stopped.height)), key="stopped"):
        table(visit, stopped, columns, key="stopped", caption=say("methods.stopped", count=stopped.height), empty="")


def source_table(visit: Visit, sources: pl.DataFrame, key: str) -> None:
    """Sources with until when their figures reach, when they were published or bundled, and whether newer ones are due."""
    say = visit.say
    rows = sources.with_columns(
        reach=pl.Series([say.period(each) for each in sources["data_as_of"]], dtype=pl.String),
        dated=pl.Series([say.short_day(each) for each in sources["vintage"]], dtype=pl.String),
        came=pl.Series([f"{say(f'origin.{origin}')} {say.short_day(day)}" for origin, day in sources.select("origin", "origin_at").iter_rows()], dtype=pl.String),
        age=pl.Series([say("methods.stale" if each else "methods.fresh") for each in sources["is_stale"]], dtype=pl.String),
    )  # fmt: skip
    columns = [
        Column("publisher", say("column.publisher")),
        Column("title", say("column.table")),
        Column("reach", say("column.as_of")),
        Column("dated", say("column.vintage")),
        Column("came", say("column.came")),
        Column("cadence_days", say("column.cadence"), "number", 0),
        Column("age", say("column.age")),
        Column("trust", say("column.confidence"), help=say("help.confidence")),
        Column("figure_count", say("column.figures"), "number", 0),
    ]
    table(visit, rows, columns, key=key, caption=say("methods.sources_eyebrow"), empty=say("methods.no_source"))


def methods_part(visit: Visit) -> None:
    """Every method: words, formula, assumptions, weakness, source; folded, opened by mouse or keyboard."""
    say, rows = visit.say, definitions.methods(visit.ask)
    frame.section(say("methods.formulas_eyebrow"), say("methods.formulas", count=say.number(rows.height)))
    folded = []
    for row in rows.iter_rows(named=True):
        lines = [(say(f"methods.{stem}"), say.name_of(row, stem)) for stem in ("formula", "assumptions", "weakness")]
        lines.append((say("column.publisher"), row["source"]))
        body = marks.facts((name, text) for name, text in lines if text)
        folded.append(el("details", el("summary", say.name_of(row)), el("p", say.name_of(row, "words")), body, class_="method"))
    put(*folded)
    columns = [Column(f"{stem}_{say.language}", say(f"methods.{stem}")) for stem in ("name", "words", "formula", "assumptions", "weakness")]
    with st.expander(say("chart.as_table"), key="twin_methods"):
        table(visit, rows, [*columns, Column("source", say("column.publisher"))], key="methods", caption=say("methods.formulas_eyebrow"), empty="")


def backtest_part(visit: Visit) -> None:
    """How the projection would have done in the past, beside three simpler ones."""
    say, found = visit.say, definitions.backtest(visit.ask)
    if found.is_empty():
        frame.section(say("methods.backtest_eyebrow"), say("methods.backtest_none"))
        return
    found = named(visit, found).with_columns(test=pl.concat_str("indicator_code", "region_level", separator=" "))
    names = {row["test"]: f"{row['name']} · {say('level.' + row['region_level'])}" for row in found.unique("test", maintain_order=True).iter_rows(named=True)}  # fmt: skip
    _, test = asked(visit, "test", names, "")
    test = test or f"{visit.picked.indicator_code} province"
    test = test if test in names else next(iter(names))
    rows = found.filter(pl.col("test") == test)
    whole = {row["method"]: row for row in rows.filter(pl.col("horizon_years") == 0).iter_rows(named=True)}
    ours, first = whole[OURS], rows.row(0, named=True)
    places = max(int(first["decimal_places"]), 2) if first["unit_of_measure"] in ("percent", "index") else int(first["decimal_places"])
    best_other = min((row["mean_absolute_error"] for method, row in whole.items() if method != OURS), default=None)
    sentence = say(
        "methods.backtest", error=say.number(ours["mean_absolute_error"], places), unit=say.step_unit(first), count=say.number(ours["forecast_count"]),
        covered=say.share(ours["coverage80"]), other=say.number(best_other, places), indicator=first["name"],
    )  # fmt: skip
    frame.section(say("methods.backtest_eyebrow"), sentence)
    with st.container(key="test_picker", width=640):
        pickers.choose("test", say("pick.test"), list(names), test, lambda code: names[code])
    shown = rows.filter(pl.col("horizon_years") > 0)
    columns = [
        Column("method", say("column.method"), words="backtest"),
        Column("horizon_years", say("backtest.horizon"), "number", 0),
        Column("forecast_count", say("column.forecasts"), "number", 0),
        Column("mean_absolute_error", say("column.error"), "number", places + 1),
        Column("coverage80", say("column.coverage80"), "number", 3),
        Column("coverage95", say("column.coverage95"), "number", 3),
    ]
    picture(
        visit, backtests(shown, visit.pen, say.step_unit(first), places), key="backtest", alt=sentence,
        twin=lambda: table(visit, shown, columns, key="backtest", caption=say("methods.backtest_eyebrow"), empty=""),
    )  # fmt: skip
    put(el("p", say("backtest.key"), class_="fresh"))


def criteria_part(visit: Visit) -> None:
    """What each level of each criterion asks."""
    say, rows = visit.say, named(visit, definitions.anchors(visit.ask), code="criterion_code")
    if rows.is_empty():
        return
    frame.section(say("criteria.eyebrow"), say("methods.criteria", version=rows["version"][0]))
    wide = rows.pivot("level", index=["criterion_code", "name", "is_mandatory"], values=f"anchor_{say.language}")
    levels = sorted(name for name in wide.columns if name.isdigit())
    wide = wide.with_columns(must=pl.Series([say("criteria.mandatory") if flag else "" for flag in wide["is_mandatory"]], dtype=pl.String))
    columns = [Column("name", say("column.criterion")), Column("must", say("criteria.mandatory")), *(Column(level, say("criteria.level_short", level=level)) for level in levels)]  # fmt: skip
    table(visit, wide, columns, key="anchors", caption=say("criteria.eyebrow"), empty="")


def glossary_part(visit: Visit) -> None:
    """The words of the screens, each with its meaning."""
    say = visit.say
    frame.section(say("methods.glossary_eyebrow"), say("methods.glossary", count=say.number(len(GLOSSARY))))
    put(marks.facts((say(f"glossary.{word}"), say(f"glossary.{word}.meaning")) for word in GLOSSARY))
