"""The parts of the leadership's screen above the map: the four answers, and all indicators on one scale."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts.asked_scale import Lane, lane
from dashboards.charts.elements.style import STANDINGS
from dashboards.charts.intervals import VERDICT_SIGNS, verdict_colour
from dashboards.components import marks
from dashboards.components.alignment_rows import alignment_table, seen_beside, with_names
from dashboards.components.drawers.fold import fold
from dashboards.components.markup import Html, el, put
from dashboards.components.scale_rows import Bar, Heads, Line, rows
from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n import overview_sentences as words
from dashboards.queries.overview import Overview
from dashboards.state import links
from dashboards.state.context import Visit


def aloud(visit: Visit, facts: Overview) -> Html:
    """The one line to say aloud, marked as such."""
    return Html(el("b", visit.say("overview.aloud"), " ") + el("q", words.aloud(visit.say, facts)))


def tiles(visit: Visit, facts: Overview) -> None:
    """Four answers with one figure each, and beneath them the targets that ask for nothing, by name."""
    say, nothing = visit.say, words.asking_nothing(visit.say, facts)
    put(
        el(
            "div",
            *(
                el(
                    "section",
                    el("h2", tile.question, class_="eyebrow"),
                    el("p", tile.figure, el("small", f" {tile.unit}") if tile.unit else Html(""), class_="figure"),
                    el("p", tile.what, class_="what"),
                    el("p", tile.more, class_="more") if tile.more else Html(""),
                )
                for tile in words.tiles(say, facts)
            ),
            class_="tiles",
        ),
        el("p", lever, class_="lever") if (lever := words.lever(say, facts)) else Html(""),
        standings(visit, facts.standings),
        el("p", el("b", marks.sign(visit, "asking_nothing"), " "), nothing, class_="named") if nothing else Html(""),
    )


def standings(visit: Visit, counts: dict[str, int]) -> Html:
    """How the targets of the year stand, in one line: sign, count and word of each standing in use."""
    shown = [standing for standing in (*STANDINGS, "not_submitted") if counts.get(standing)]
    items = (
        el("li", marks.sign(visit, each), f" {visit.say.number(counts[each])} ", marks.word(visit, each))
        for each in shown
    )
    total = visit.say("overview.standings", count=visit.say.number(sum(counts.values())), year=visit.picked.target_year)
    return el("ul", el("li", total), *items, class_="key") if shown else Html("")


def scale(visit: Visit, facts: Overview) -> None:
    """Every indicator on one scale, worst first: its distance from the national target over what the target asks."""
    say, title = visit.say, el("h2", visit.say("overview.scale_title"), class_="says")
    if not facts.sums:
        put(title)
        st.text(say("overview.no_alignment"))
        return
    drawn, heads, lines = scale_lines(visit, facts)
    at = [(place, say("overview.scale_target") if share == 0 else "") for share, place in drawn.ticks()]
    put(
        title,
        rows(lines, heads, caption=say("overview.scale_title"), lines_at=at),
        el("p", say("overview.scale_key"), class_="fresh"),
        seen_beside(visit, facts.sums),
    )
    fold(
        visit,
        say("chart.as_table"),
        "twin_alignment",
        lambda: alignment_table(visit, with_names(visit, pl.DataFrame(facts.sums, infer_schema_length=None))),
    )


def scale_lines(visit: Visit, facts: Overview) -> tuple[Lane, Heads, list[Line]]:
    """The scale, the headings and one row for each indicator."""
    say = visit.say
    drawn = lane(row["shortfall_share"] for row in facts.sums)
    heads = Heads(
        say("column.indicator"),
        say("overview.scale_lane"),
        (
            (say("overview.scale_share"), 6, True),
            (say("overview.scale_sum"), 12, True),
            (say("column.alignment_gap"), 22, False),
            (say("column.regions"), 8, True),
        ),
        name_width=37,
    )
    return drawn, heads, [_line(visit, row, drawn) for row in facts.sums]


def _line(visit: Visit, row: dict[str, Any], drawn: Lane) -> Line:
    say, share, places = visit.say, row["shortfall_share"], int(row["decimal_places"])
    is_judged = row["verdict"] in sums.JUDGED
    colour = verdict_colour(row["verdict"], visit.pen)
    bar = None
    if share is not None:
        start, width = drawn.bar(share)
        bar = Bar(start, width, colour, is_hollow=not is_judged, is_cut=drawn.is_cut(share))
    sign = el("b", VERDICT_SIGNS.get(row["verdict"] or "", "○"), aria_hidden="true", style=f"color:{colour}")
    summed = row["bottom_up_value"]
    return Line(
        name=say.name_of(row),
        bar=bar,
        cells=(
            "–" if share is None else say.share(abs(share)),
            "–" if summed is None else f"{say.number(summed, places)} {say.unit(row)}",
            Html(sign + " " + el("span", sums.distance(say, row) if is_judged else sums.verdict_words(say, row))),
            say(
                "tile.of", count=say.number(row["region_count_submitted"]), all=say.number(row["region_count_expected"])
            ),
        ),
        leads=links.address(visit, "alignment", indicator=row["indicator_code"], region=None),
        title=say("overview.open_alignment"),
    )
