"""The first screen on one sheet: the facts, sentences and order of Ringkasan as data, for `selaras brief`.

Run as a program with an edition, a round, a language and perhaps a year; it writes one JSON object, or nothing and
leaves with 3 when the edition lacks the round. What the sheet looks like is decided where it is printed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl

from dashboards.charts.elements.looks import look_of
from dashboards.charts.elements.style import SIGNS, STANDINGS, Pen
from dashboards.charts.tiles import PLACES
from dashboards.components import layout
from dashboards.components.scale_rows import Line
from dashboards.i18n import alignment_sentences, wording
from dashboards.i18n import overview_sentences as words
from dashboards.pages.overview import provinces, sections
from dashboards.queries import overview
from dashboards.services import edition
from dashboards.state.context import Visit, settled_visit
from dashboards.state.selection import Selection

NO_SUCH_ROUND = 3


def visit_of(file: Path, round_id: str, language: str, target_year: str = "") -> Visit | None:
    """A visit of the first screen without a browser; None for a round the edition lacks."""
    connection = edition.connect(file)

    def ask(query: str, **parameters: Any) -> pl.DataFrame:
        found: pl.DataFrame = connection.cursor().sql(query, params=parameters).pl()
        return found.with_columns(
            pl.selectors.decimal().cast(pl.Float64), pl.selectors.by_dtype(pl.Int128).cast(pl.Int64)
        )

    say = wording(language)
    begun = Visit(file.stem, ask, say, Pen(say), Selection(language), page="overview")
    visit = settled_visit(begun, {"round": round_id, "year": target_year})
    return visit if visit.picked.round_id == round_id else None


def content(visit: Visit) -> dict[str, Any]:
    """Everything the sheet says, by the very functions that the first screen calls."""
    say, picked = visit.say, visit.picked
    facts = overview.of_round(visit.ask, picked.round_id, picked.target_year)
    if facts.sums:
        visit = replace(visit, picked=replace(picked, indicator_code=facts.sums[0]["indicator_code"]))
    drawn, heads, lines = sections.scale_lines(visit, facts)
    return {
        "language": say.language,
        "title": alignment_sentences.headline(say, facts.sums, picked.target_year),
        "eyebrow": say("overview.eyebrow"),
        "example": say("badge.example") if layout.holds_examples(visit) else "",
        "freshness": layout.freshness_words(visit)[0],
        "aloud": [say("overview.aloud"), words.aloud(say, facts)],
        "tiles": [asdict(tile) for tile in words.tiles(say, facts)],
        "lever": words.lever(say, facts),
        "standings": _plain(sections.standings(visit, facts.standings)),
        "nothing": words.asking_nothing(say, facts),
        "scale": {
            "title": say("overview.scale_title"),
            "key": say("overview.scale_key"),
            "heads": [heads.name, say("overview.scale_lane"), *(name for name, _, _ in heads.cells)],
            "zero": drawn.target,
            "lines": _lines(lines),
        },
        "map": _map(visit),
        "carriers": _carriers(visit, facts),
        "footer": f"{say('foot.line')} {visit.edition_name}",
    }


def _plain(markup: str) -> str:
    """The words of built markup, list items set apart."""
    text = unescape(re.sub(r"<[^>]+>", "", markup.replace("</li>", "   ")))
    return re.sub(r"[ ]{4,}", "   ", text).strip()


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "name": line.name,
            "bar": asdict(line.bar) if line.bar else None,
            "cells": [_plain(cell) for cell in line.cells],
        }
        for line in lines
    ]


def _map(visit: Visit) -> dict[str, Any]:
    rows = provinces.of_provinces(visit)
    tiles = []
    for row in rows.filter(pl.col("region_id").is_in(list(PLACES))).iter_rows(named=True):
        look, (column, line) = look_of(row["standing"], visit.pen), PLACES[row["region_id"]]
        place = {"column": column, "row": line, "name": row["short_name"], "sign": SIGNS.get(row["standing"], "")}
        tiles.append(place | {"fill": look.fill, "ink": look.ink, "border": look.border})
    in_use = set(rows["standing"])
    key = [f"{SIGNS[each]} {visit.say(f'standing.{each}')}" for each in (*STANDINGS, "not_submitted") if each in in_use]
    return {"sentence": provinces.map_sentence(visit, rows), "tiles": tiles, "key": "   ".join(key)}


def _carriers(visit: Visit, facts: overview.Overview) -> dict[str, Any] | None:
    found = provinces.carried_sum(visit, facts)
    if found is None:
        return None
    row, carried, by = found
    return {
        "title": provinces.carriers_title(visit, row),
        "note": visit.say(f"overview.carriers_{by}"),
        "zero": provinces.zero_of(carried, by),
        "lines": _lines(provinces.carrier_lines(visit, row, carried, by)),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the content of one round's sheet; EDITION ROUND LANGUAGE [YEAR]."""
    file, round_id, language, *year = arguments
    visit = visit_of(Path(file), round_id, language, *year)
    if visit is None:
        return NO_SUCH_ROUND
    sys.stdout.buffer.write(json.dumps(content(visit), ensure_ascii=False).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
