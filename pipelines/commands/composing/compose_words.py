"""A composed set, and several side by side, as lines of text. Numbers come from analysis/, sentences from its
sentences.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipelines.analysis.compose.words import say
from pipelines.analysis.tables.composed_set import DrawnSet, telling_places
from pipelines.analysis.tables.composed_words import measure_words
from pipelines.contract.number_forms import DASH, Forms


def set_text(drawn: DrawnSet, rate: Mapping[str, Any] | None, language: str) -> str:
    """Give one set: what it is, one line per region, the sum of each year, and what it asks."""
    known, forms = drawn.composition, Forms(language)
    places = known.decimal_places
    wide = max([8, *(len(name) for name in known.region_names)])
    now = {"id": "kini", "en": "today"}[language]
    lines = [
        f"{drawn.name_words(language)} · {known.indicator[f'name_{language}']} · "
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
    aims = [known.wanted_value(year) for year in drawn.years]
    digits = telling_places(places, (aim - total for aim, total in zip(aims, drawn.totals, strict=True)))
    total = "".join(f"{forms.number(each, digits):>14}" for each in drawn.totals)
    wanted = "".join(f"{forms.number(each, digits):>14}" for each in aims)
    lines.append(
        f"{'':<6}{say('row.sum', language):<{wide}}"
        f"{forms.number(drawn.problem.whole_total(known.latest_value), digits):>12}{total}"
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
                each.name_words(language),
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
    return [f"{say(f'row.{name}', language):<36}{text}" for name, text in measure_words(drawn, rate, language).items()]
