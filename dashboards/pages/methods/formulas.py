"""How figures are computed: methods in words, the back-test of the projection, the criteria, the glossary."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.backtests import OURS, backtests
from dashboards.components import layout, marks, pickers
from dashboards.components.drawers.fold import fold
from dashboards.components.lists import choice_in_address, with_names
from dashboards.components.markup import el, put
from dashboards.components.picture import picture
from dashboards.components.table import Column, table
from dashboards.queries import definitions
from dashboards.state.context import Visit

GLOSSARY = (
    "indicator",
    "direction",
    "baseline",
    "observation",
    "target",
    "gap",
    "round",
    "unit",
    "submission",
    "revision",
    "finding",
    "fill",
    "edition",
    "alignment",
    "bottom_up",
    "weight",
    "coverage",
    "vintage",
    "projection",
    "chance",
    "ambition",
    "criteria",
    "spm",
)


def methods_part(visit: Visit) -> None:
    """Every method: words, formula, assumptions, weakness, source; folded, opened by mouse or keyboard."""
    say, rows = visit.say, definitions.methods(visit.ask)
    layout.section(say("methods.formulas_eyebrow"), say("methods.formulas", count=say.number(rows.height)))
    folded = []
    for row in rows.iter_rows(named=True):
        lines = [(say(f"methods.{stem}"), say.name_of(row, stem)) for stem in ("formula", "assumptions", "weakness")]
        lines.append((say("column.publisher"), row["source"]))
        body = marks.facts((name, text) for name, text in lines if text)
        folded.append(
            el("details", el("summary", say.name_of(row)), el("p", say.name_of(row, "words")), body, class_="method")
        )
    put(el("div", *folded, class_="methods"))
    columns = [
        Column(f"{stem}_{say.language}", say(f"methods.{stem}"))
        for stem in ("name", "words", "formula", "assumptions", "weakness")
    ]
    columns.append(Column("source", say("column.publisher")))
    caption = say("methods.formulas_eyebrow")
    draw = partial(table, visit, rows, columns, key="methods", caption=caption, empty="")
    fold(visit, say("chart.as_table"), "twin_methods", draw)


def backtest_part(visit: Visit) -> None:
    """How the projection would have done in the past, beside three simpler ones."""
    say, found = visit.say, definitions.backtest(visit.ask)
    if found.is_empty():
        layout.section(say("methods.backtest_eyebrow"), say("methods.backtest_none"))
        return
    found = with_names(visit, found).with_columns(test=pl.concat_str("indicator_code", "region_level", separator=" "))
    names = {
        row["test"]: f"{row['name']} · {say('level.' + row['region_level'])}"
        for row in found.unique("test", maintain_order=True).iter_rows(named=True)
    }
    _, test = choice_in_address(visit, "test", names, "")
    test = test or f"{visit.picked.indicator_code} province"
    test = test if test in names else next(iter(names))
    rows = found.filter(pl.col("test") == test)
    whole = {row["method"]: row for row in rows.filter(pl.col("horizon_years") == 0).iter_rows(named=True)}
    first = rows.row(0, named=True)
    places = _places(first)
    sentence = _backtest_sentence(visit, whole, first, places)
    layout.section(say("methods.backtest_eyebrow"), sentence)
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
        visit,
        lambda: backtests(shown, visit.pen, say.step_unit(first), places),
        key="backtest",
        depends=(test,),
        alt=sentence,
        twin=lambda: table(visit, shown, columns, key="backtest", caption=say("methods.backtest_eyebrow"), empty=""),
    )
    put(el("p", say("backtest.key"), class_="fresh"))


def _places(row: dict[str, Any]) -> int:
    """Decimals that an average error of rates needs; counts and money keep their own."""
    return max(int(row["decimal_places"]), 2 if row["unit_of_measure"] in ("percent", "index") else 0)


def _backtest_sentence(visit: Visit, whole: dict[str, dict[str, Any]], row: dict[str, Any], places: int) -> str:
    say, ours = visit.say, whole[OURS]
    others = [each["mean_absolute_error"] for method, each in whole.items() if method != OURS]
    return say(
        "methods.backtest",
        error=say.number(ours["mean_absolute_error"], places),
        unit=say.step_unit(row),
        count=say.number(ours["forecast_count"]),
        covered=say.share(ours["coverage80"]),
        other=say.number(min(others, default=None), places),
        indicator=row["name"],
    )


def criteria_part(visit: Visit) -> None:
    """What each level of each criterion asks."""
    say, rows = visit.say, with_names(visit, definitions.anchors(visit.ask), code="criterion_code")
    if rows.is_empty():
        return
    layout.section(say("criteria.eyebrow"), say("methods.criteria", version=rows["version"][0]))
    wide = rows.pivot("level", index=["criterion_code", "name", "is_mandatory"], values=f"anchor_{say.language}")
    levels = sorted(name for name in wide.columns if name.isdigit())
    wide = wide.with_columns(
        must=pl.Series([say("criteria.mandatory") if flag else "" for flag in wide["is_mandatory"]], dtype=pl.String)
    )
    columns = [
        Column("name", say("column.criterion")),
        Column("must", say("criteria.mandatory")),
        *(Column(level, say("criteria.level_short", level=level)) for level in levels),
    ]
    caption = say("criteria.eyebrow")
    draw = partial(table, visit, wide, columns, key="anchors", caption=caption, empty="")
    fold(visit, say("methods.anchors"), "anchors_folded", draw)


def glossary_part(visit: Visit) -> None:
    """The words of the screens, each with its meaning."""
    say = visit.say
    layout.section(say("methods.glossary_eyebrow"), say("methods.glossary", count=say.number(len(GLOSSARY))))
    words = marks.facts((say(f"glossary.{word}"), say(f"glossary.{word}.meaning")) for word in GLOSSARY)
    with st.expander(say("methods.glossary_open"), key="glossary"):
        put(el("div", words, class_="glossary"))
