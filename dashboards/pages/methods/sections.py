"""The parts of the catalogue page: indicators with their whole definitions, sources and their age."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import layout, marks
from dashboards.components.drawers.fold import fold
from dashboards.components.lists import choice_in_address, with_names
from dashboards.components.markup import Html, el, put
from dashboards.components.table import Column, table
from dashboards.i18n import sentences
from dashboards.queries import definitions
from dashboards.state import links
from dashboards.state.context import Visit
from pipelines.contract.number_forms import HARD_SPACE

SOURCE_WORDS = dict.fromkeys(
    ("publisher", "title", "covered", "published", "came", "cadence", "age"), pl.String
)  # what a source says of itself, in words


def headline(visit: Visit, catalogue: pl.DataFrame, sources: pl.DataFrame) -> str:
    """The page's question answered: how much is defined here, and is it fresh."""
    stale = sources.filter("is_stale").height
    key = "methods.headline_stale" if stale else "methods.headline"
    counts = {"indicators": catalogue.height, "sources": sources.height, "stale": stale}
    return visit.say(key, **{name: visit.say.number(count) for name, count in counts.items()})


def asked_entry(visit: Visit, catalogue: pl.DataFrame) -> Visit:
    """The same visit without a complaint about an indicator that no target of the round has and the catalogue has."""
    if st.query_params.get("indicator") not in set(catalogue["indicator_code"]):
        return visit
    notices = tuple(each for each in visit.picked.notices if each.key != "indicator")
    return replace(visit, picked=replace(visit.picked, notices=notices))


def catalogue_part(visit: Visit, catalogue: pl.DataFrame) -> None:
    """Every indicator; opening a row shows its whole definition."""
    say = visit.say
    visit, code = choice_in_address(visit, "entry", catalogue["indicator_code"], say.name_of(visit.indicator))
    written = st.query_params.get("indicator", "")
    code = code or (written if written in set(catalogue["indicator_code"]) else visit.picked.indicator_code)
    examples = catalogue.filter("is_example").height
    sentence = say("methods.catalogue", count=say.number(catalogue.height), examples=say.number(examples))
    layout.section(say("methods.catalogue_eyebrow"), sentence)
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
    table(
        visit,
        rows,
        columns,
        key="catalogue",
        caption=sentence,
        empty="",
        leads=lambda row: links.here(entry=row["indicator_code"]),
        opens=say("methods.open"),
        identity="indicator_code",
        chosen=code,
        is_short=True,
    )
    row = next((each for each in rows.to_dicts() if each["indicator_code"] == code), None)
    if row is not None:
        _entry(visit, row)


def _span(row: dict[str, Any]) -> str | None:
    return None if row["first_year"] is None else f"{row['first_year']}–{row['last_year']}"


def _entry(visit: Visit, row: dict[str, Any]) -> None:
    """One indicator's whole definition, its national targets and its own sources."""
    say, places = visit.say, int(row["decimal_places"])
    put(el("h3", row["name"], class_="entry"), el("p", say.name_of(row, "definition")))
    month = (
        say("methods.month", month=say.month(row["reference_month"]))
        if row["reference_month"]
        else say("methods.no_month")
    )
    lines: list[tuple[str, str | Html | None]] = [
        (say("column.rule_id"), row["indicator_code"]),
        (say("column.direction"), say(f"direction.{row['good_direction']}")),
        (say("methods.aggregation"), say(f"aggregation_long.{row['aggregation']}")),
        (say("methods.numerator"), _own(visit, row, "numerator")),
        (say("methods.denominator"), _own(visit, row, "denominator")),
        (
            say("methods.weight"),
            " · ".join(text for text in (_weight(visit, row), _own(visit, row, "weight_source")) if text),
        ),
        (say("methods.bounds"), sentences.interval(say, row["lower_bound"], row["upper_bound"], places)),
        (say("methods.reference_month"), month),
        (say("methods.outcome"), say.name_of(row, "statement")),
        (say("methods.programme"), " ".join(text for text in (row["programme_code"], row["programme_name"]) if text)),
        (say("methods.owner"), say.name_of(row, "owner_name")),
        (say("methods.external"), _codes(row["external_codes"])),
        (say("column.publisher"), _own(visit, row, "source")),
    ]
    put(el("div", marks.facts((name, text) for name, text in lines if text), class_="wide-facts"))
    _national(visit, row)
    fold(
        visit,
        say("methods.own_sources"),
        "own_sources",
        lambda: source_table(visit, definitions.sources(visit.ask, row["indicator_code"]), "own_sources"),
    )


def _national(visit: Visit, row: dict[str, Any]) -> None:
    """The national targets of one indicator, folded; nothing where it has none."""
    say, places = visit.say, int(row["decimal_places"])
    targets = definitions.national_targets(visit.ask, row["indicator_code"])
    if targets.height:
        written = [
            sentences.interval(say, low, high, places)
            for low, high in targets.select("target_low", "target_high").iter_rows()
        ]
        columns = [
            Column("document_id", say("column.document")),
            Column("target_year", say("column.year")),
            Column("range_words", say("chart.national_target")),
            Column("printed_text", say("column.printed")),
            Column("source", say("column.source")),
            Column("confidence", say("column.confidence"), help=say("help.confidence")),
        ]
        shown = targets.with_columns(range_words=pl.Series(written, dtype=pl.String))
        fold(
            visit,
            say("methods.national"),
            "national_targets",
            lambda: table(visit, shown, columns, key="national_targets", caption=say("methods.national"), empty=""),
        )


def _own(visit: Visit, row: dict[str, Any], stem: str) -> str:
    """A text of the catalogue in the language of the screen, the Indonesian one where no other is given."""
    return str((row[f"{stem}_en"] if visit.say.language == "en" else None) or row[stem] or "")


def _weight(visit: Visit, row: dict[str, Any]) -> str:
    key = f"weight.{row['weight_name']}"
    return visit.say(key) if visit.say.knows(key) else str(row["weight_name"] or "")


def _codes(written: str | None) -> str:
    codes = json.loads(written) if written else {}
    return "; ".join(f"{scheme}: {_code_list(code)}" for scheme, code in codes.items() if code)


def _code_list(code: Any) -> str:
    return ", ".join(map(str, code)) if isinstance(code, list) else str(code)


def sources_part(visit: Visit, sources: pl.DataFrame) -> None:
    """Every published table in use, the overdue ones first, and what was wrong in published figures."""
    say, late = visit.say, sources.filter(pl.col("is_stale"))
    newest = sources["data_as_of"].max()
    facts = {"count": say.number(sources.height), "stale": say.number(late.height), "newest": say.period(str(newest))}
    layout.section(say("methods.sources_eyebrow"), say("methods.sources", **facts))
    fold(visit, say("methods.sources_all"), "sources_all", lambda: source_table(visit, sources, "sources"))
    stopped = with_names(visit, definitions.stopped_figures(visit.ask), code="indicator_code")
    if stopped.is_empty():
        return
    columns = [
        Column("file_name", say("column.file")),
        Column("name", say("column.indicator")),
        Column("severity", say("column.severity"), words="history"),
        Column("figure_count", say("column.figures"), "number", 0),
        Column(f"message_{say.language}", say("column.message")),
    ]
    title = say("methods.stopped", count=say.number(stopped.height))
    fold(visit, title, "stopped", lambda: table(visit, stopped, columns, key="stopped", caption=title, empty=""))


def revisions_part(visit: Visit) -> None:
    """Published figures that have another value since the round saw them: a gap may have moved without a new target."""
    say = visit.say
    rows = with_names(visit, definitions.revisions(visit.ask, visit.picked.round_id), code="indicator_code")
    facts = {"round": say.name_of(visit.round), "count": say.number(rows.height, 0)}
    felt = rows.filter("is_felt").height
    key = "methods.no_revision" if rows.is_empty() else "methods.revisions_felt" if felt else "methods.revisions"
    layout.section(say("methods.revisions_eyebrow"), say(key, felt=say.number(felt, 0), **facts))
    if rows.is_empty():
        return
    role = [
        say(
            "revision.baseline" if row["is_baseline"] else "revision.latest" if row["is_latest"] else "revision.earlier"
        )
        for row in rows.iter_rows(named=True)
    ]
    days = [
        pl.Series(name, [_day(visit, day) for day in rows[name]], pl.String) for name in ("vintage_then", "vintage_now")
    ]
    columns = [
        Column("name", say("column.indicator")),
        Column("region_name", say("column.region")),
        Column("observation_year", say("column.year")),
        Column("value_then", say("column.value_then"), "number", "decimal_places"),
        Column("vintage_then", say("column.vintage_then")),
        Column("value_now", say("column.value_now"), "number", "decimal_places"),
        Column("vintage_now", say("column.vintage_now")),
        Column("revision_value", say("column.revision_value"), "number", "decimal_places", is_signed=True),
        Column("role", say("column.revised_role")),
    ]
    shown = rows.with_columns(*days, pl.Series("role", role, pl.String))
    table(visit, shown, columns, key="revisions", caption=say("methods.revisions_eyebrow"), empty="", is_short=True)


def source_table(visit: Visit, sources: pl.DataFrame, key: str) -> None:
    """Sources: how far their figures reach, when they were published or bundled, whether newer ones are due."""
    say = visit.say
    words = pl.DataFrame([_source_words(visit, row) for row in sources.iter_rows(named=True)], schema=SOURCE_WORDS)
    rows = sources.drop("publisher", "title").hstack(words)
    columns = [
        Column("publisher", say("column.publisher")),
        Column("title", say("column.table")),
        Column(f"indicators_{say.language}", say("column.indicator")),
        Column("covered", say("column.covered")),
        Column("age", say("column.age")),
        Column("cadence", say("column.cadence")),
        Column("published", say("column.published")),
        Column("came", say("column.came")),
        Column("trust", say("column.confidence"), help=say("help.confidence")),
        Column("figure_count", say("column.figures"), "number", 0),
        Column("via", say("column.via")),
    ]
    table(visit, rows, columns, key=key, caption=say("methods.sources_eyebrow"), empty=say("methods.no_source"))


def _source_words(visit: Visit, row: dict[str, Any]) -> dict[str, str]:
    """One source in words. A bundled copy without a publication date has the day of bundling in its place: not said."""
    say = visit.say
    first, last = (say.period(row[name]) for name in ("data_from", "data_as_of"))
    is_dated = row["vintage"] is not None and not (row["origin"] == "bundled" and row["vintage"] == row["origin_at"])
    due = _day(visit, row["next_due_date"])
    if row["next_due_date"] is None:
        age = say("methods.done")
    else:
        age = say("methods.stale" if row["is_stale"] else "methods.fresh", day=due)
    return {
        "publisher": sentences.publisher(say, row),
        "title": say("methods.untitled") if row["title"] == row["publisher"] else row["title"],
        "covered": first if first == last else f"{first}–{last}",
        "published": _day(visit, row["vintage"]) if is_dated else say("methods.unpublished"),
        "came": say(f"origin.{row['origin']}") + " " + _day(visit, row["origin_at"]),
        "cadence": say("methods.every_days", days=row["cadence_days"])
        if row["cadence_days"]
        else say("methods.no_cadence"),
        "age": age,
    }


def _day(visit: Visit, day: date | None) -> str:
    """A day that is not broken over two lines."""
    return visit.say.short_day(day).replace(" ", HARD_SPACE)
