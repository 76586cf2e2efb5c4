"""A composed set, and several side by side, as lines of text. Numbers come from analysis/, sentences from its
sentences.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipelines.analysis.compose.words import rule_words, say
from pipelines.analysis.tables.composed_set import DrawnSet
from pipelines.contract.number_forms import DASH, Forms

ROW_WORDS = {
    "sum": {"id": "jumlah", "en": "sum"},
    "distance": {"id": "jarak ke target (> 0: kurang)", "en": "distance to the target (> 0: short)"},
    "state": {"id": "keadaan", "en": "state"},
    "labels": {"id": "wilayah menurut ambisi", "en": "regions by ambition"},
    "bands": {"id": "wilayah menurut peluang", "en": "regions by chance"},
    "largest": {"id": "permintaan terbesar", "en": "largest ask"},
    "worst_third": {"id": "bagian sepertiga terburuk", "en": "share of the worst third"},
    "spread": {"id": "simpangan baku, kini → target", "en": "standard deviation, today → target"},
    "range": {"id": "terburuk − terbaik, kini → target", "en": "worst − best, today → target"},
    "ranks": {"id": "wilayah yang berubah peringkat", "en": "regions that change rank"},
    "stricter": {"id": "lebih berat dari usulan", "en": "stricter than submitted"},
    "easier": {"id": "lebih ringan dari usulan", "en": "easier than submitted"},
    "beyond": {"id": "melampaui batas yang pernah terjadi", "en": "beyond the best tenth"},
    "hit_rate": {"id": "uji masa lalu", "en": "back-test"},
}
NAMED_AT_MOST = 6


def set_text(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> str:
    """Give one set: what it is, one line per region, the sum of each year, and what it asks."""
    known, forms = drawn.composition, Forms(language)
    places = known.decimal_places
    wide = max([8, *(len(name) for name in known.region_names)])
    now = {"id": "kini", "en": "today"}[language]
    lines = [
        f"{rule_words(drawn.request.choice, language)} · {known.indicator[f'name_{language}']} · "
        f"{known.parent['region_name']} · {known.planning_round['round_id']}",
        drawn.closure_words(language),
        "",
        f"{'':<6}{'':<{wide}}{now:>12}" + "".join(f"{year:>14}" for year in drawn.years),
    ]
    for place, (region_id, name) in enumerate(zip(known.region_ids, known.region_names, strict=True)):
        cells = "".join(f"{_interval(drawn, place, column, forms):>14}" for column in range(len(drawn.years)))
        remark = say(f"region.{drawn.composed.region_state[place]}", language)
        label = say(f"label.{drawn.outlooks.label[place]}", language) if np.isfinite(drawn.values[place, -1]) else ""
        remarks = "; ".join(text for text in (label, remark) if text)
        today = forms.number(known.latest_value[place], places)
        lines.append(f"{region_id:<6}{name:<{wide}}{today:>12}{cells}  {remarks}")
    total = "".join(f"{forms.number(each, places + 2):>14}" for each in drawn.totals)
    wanted = "".join(f"{forms.number(known.wanted(year), places):>14}" for year in drawn.years)
    lines.append(
        f"{'':<6}{ROW_WORDS['sum'][language]:<{wide}}"
        f"{forms.number(drawn.problem.total(known.latest_value), places + 2):>12}{total}"
    )
    lines.append(f"{'':<6}{known.parent['region_name'][:wide]:<{wide}}{'':>12}{wanted}")
    return "\n".join([*lines, "", *_measure_lines(drawn, rate, language)])


def comparison_text(drawn: Sequence[DrawnSet], rates: Sequence[Mapping[str, Any] | None], language: str) -> str:
    """Give the measures of several sets, one block a set, in the same order of lines."""
    known = drawn[0].composition
    head = (
        f"{known.indicator[f'name_{language}']} · {known.parent['region_name']} · "
        f"{known.planning_round['round_id']} · {drawn[0].final_year}"
    )
    blocks = [
        "\n".join(
            [
                rule_words(each.request.choice, language),
                f"  {each.closure_words(language)}",
                *(f"  {line}" for line in _measure_lines(each, rate, language)),
            ]
        )
        for each, rate in zip(drawn, rates, strict=True)
    ]
    return "\n\n".join([head, *blocks])


def _interval(drawn: DrawnSet, place: int, column: int, forms: Forms) -> str:
    low, high = drawn.low[place, column], drawn.high[place, column]
    places = drawn.composition.decimal_places
    if not np.isfinite(low):
        return DASH
    return (
        forms.number(low, places) if low == high else f"{forms.number(low, places)}{DASH}{forms.number(high, places)}"
    )


def _measure_lines(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> list[str]:
    found, forms, known = drawn.measures, Forms(language), drawn.composition
    places = known.decimal_places
    largest = DASH
    if found.largest_ask_place >= 0:
        largest = f"{forms.number(found.largest_ask, places)} ({known.region_names[found.largest_ask_place]})"
    cells = {
        "sum": forms.number(found.total_value, places + 2),
        "distance": forms.number(found.distance_value, places + 2, signed=True),
        "labels": _counts({say(f"label.{name}", language): count for name, count in found.label_counts.items()}),
        "bands": _counts({f"{name} %": count for name, count in found.band_counts.items()}),
        "largest": largest,
        "worst_third": forms.share(found.worst_third_share) if np.isfinite(found.worst_third_share) else DASH,
        "spread": f"{forms.number(found.spread_today, places)} → {forms.number(found.spread_target, places)}",
        "range": f"{forms.number(found.range_today, places)} → {forms.number(found.range_target, places)}",
        "ranks": forms.number(found.rank_change_count),
        "stricter": _named(drawn, found.stricter_places),
        "easier": _named(drawn, found.easier_places),
        "beyond": _named(drawn, tuple(int(each) for each in np.flatnonzero(drawn.composed.is_beyond_limit))),
        "hit_rate": hit_rate_words(drawn, rate, language),
    }
    return [f"{ROW_WORDS[name][language]:<36}{text}" for name, text in cells.items()]


def hit_rate_words(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> str:
    """Say how often targets of this rule were met in the past, with the counts."""
    forms, years = Forms(language), drawn.horizon_years
    if rate is None:
        return say("no_hit_rate", language, years=years)
    return say(
        "hit_rate",
        language,
        met=forms.number(rate["met_count"]),
        cases=forms.number(rate["case_count"]),
        years=years,
        first=rate["first_origin_year"],
        last=rate["last_origin_year"],
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or DASH


def _named(drawn: DrawnSet, places: tuple[int, ...]) -> str:
    if not places:
        return "0"
    names = [drawn.composition.region_names[place] for place in places[:NAMED_AT_MOST]]
    more = f", … (+{len(places) - NAMED_AT_MOST})" if len(places) > NAMED_AT_MOST else ""
    return f"{len(places)}: {', '.join(names)}{more}"
