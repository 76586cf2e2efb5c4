"""What a composed set asks, as words in one language: the same lines for the command and the page. Numbers come from
composed_set.py, sentences from compose/sentences.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pipelines.analysis.compose.words import say
from pipelines.analysis.tables.composed_set import DrawnSet
from pipelines.contract.number_forms import DASH, Forms

NAMED_AT_MOST = 6


def measure_words(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> dict[str, str]:
    """Give what a set asks as text, in the order in which it is shown; the name of each line is `row.<key>`."""
    found, forms, known = drawn.measures, Forms(language), drawn.composition
    places = known.decimal_places
    largest = DASH
    bands = {f"{name.replace('-', '–')} %": count for name, count in found.band_counts.items()}
    if found.largest_ask_place >= 0:
        largest = f"{forms.number(found.largest_ask, places)} ({known.region_names[found.largest_ask_place]})"
    return {
        "sum": forms.number(found.total_value, drawn.sum_places),
        "distance": forms.number(found.distance_value, drawn.sum_places, signed=True),
        "labels": _counts({say(f"label.{name}", language): count for name, count in found.label_counts.items()}),
        "bands": ", ".join(f"{name}: {count}" for name, count in bands.items() if count) or DASH,
        "largest": largest,
        "worst_third": forms.share(found.worst_third_share) if np.isfinite(found.worst_third_share) else DASH,
        "spread": f"{forms.number(found.spread_today, places)} → {forms.number(found.spread_target, places)}",
        "range": f"{forms.number(found.range_today, places)} → {forms.number(found.range_target, places)}",
        "ranks": forms.number(found.rank_change_count),
        "stricter": _region_names(drawn, found.stricter_places),
        "easier": _region_names(drawn, found.easier_places),
        "beyond": _region_names(drawn, tuple(int(each) for each in np.flatnonzero(drawn.composed.is_beyond_limit))),
        "hit_rate": hit_rate_words(drawn, rate, language),
    }


def hit_rate_words(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> str:
    """Say how often targets of this rule were met in the past, with the counts."""
    forms, years = Forms(language), drawn.horizon_years
    if rate is None:
        return say("no_hit_rate", language, years=years)
    is_stricter = drawn.request.choice.name.endswith("+")  # the record is that of the rule left open
    return say(
        "hit_rate_open" if is_stricter else "hit_rate",
        language,
        met=forms.number(rate["met_count"]),
        cases=forms.number(rate["case_count"]),
        years=years,
        first=rate["first_origin_year"],
        last=rate["last_origin_year"],
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or DASH


def _region_names(drawn: DrawnSet, places: tuple[int, ...]) -> str:
    if not places:
        return "0"
    names = [drawn.composition.region_names[place] for place in places[:NAMED_AT_MOST]]
    more = f", … (+{len(places) - NAMED_AT_MOST})" if len(places) > NAMED_AT_MOST else ""
    return f"{len(places)}: {', '.join(names)}{more}"
