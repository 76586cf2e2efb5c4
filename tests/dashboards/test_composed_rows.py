"""Composed sets in words and rows: one count of decimals for a distance, and a long list whole in two halves."""

from __future__ import annotations

import re

import polars as pl
import pytest

from dashboards.charts.elements.axes import OPEN
from dashboards.charts.elements.style import Pen
from dashboards.i18n import LANGUAGES
from dashboards.pages.compose.candidates import Candidate, candidate_rows, halves, in_use
from dashboards.state.composing import set_in_address
from pipelines.analysis.tables.composed_set import draw_up, telling_places
from pipelines.analysis.tables.composed_words import measure_words
from pipelines.analysis.tables.composition import Composition, composition

DECIMALS = re.compile(r"\d[.,](\d+)")


@pytest.fixture
def known(ask: object) -> Composition:
    return composition(ask, "rpjmn-2025", "poverty_rate")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "written",
    [
        {"rule": ["peers:50"]},
        {"rule": ["common_pace"], "to": ["8.0"]},
        {"rule": ["equal_effort"], "to": ["7.5"]},
        {"rule": ["common_pace"], "to": ["0.5"]},
        {"rule": ["as_submitted"], "lock": ["11=6"]},
        {"rule": ["as_submitted"], "lock": ["51=2.5"]},
    ],
)
def test_sum_aim_and_distance_are_printed_with_one_count_of_decimals(
    known: Composition, written: dict[str, list[str]], language: str
) -> None:
    drawn = draw_up(known, set_in_address(written, known, (2029,)).request, "edition-test")
    lines = measure_words(drawn, None, language)
    said = {len(found) for found in DECIMALS.findall(drawn.closure_words(language))}
    assert said == {len(found) for found in DECIMALS.findall(f"{lines['sum']} {lines['distance']}")}
    assert len(said) == 1


def test_two_more_decimals_are_for_a_distance_that_would_be_printed_as_zero() -> None:
    assert telling_places(2, [1.42, float("nan")]) == 2
    assert telling_places(2, [0.0, 1e-12]) == 2
    assert telling_places(2, [1.42, 0.004]) == 4


def test_a_long_list_stands_in_two_halves_on_one_axis_and_nothing_is_lost(pen: Pen) -> None:
    rows = 17
    frame = pl.DataFrame(
        {
            "name": [f"Wilayah {number}" for number in range(rows)],
            "is_locked": [False] * rows,
            "latest_value": [float(number) for number in range(rows)],
            "candidate_0": [number + 1.0 for number in range(rows)],
            "as_submitted": [None] * rows,
            "as_planned": [None] * rows,
        }
    )
    parts = halves(frame)
    assert [name for part in parts for name in part["name"]] == frame["name"].to_list()
    assert len(parts) == 2
    assert len(halves(frame.head(15))) == 1
    drawn = [candidate_rows(part, [Candidate("candidate_0", "x")], pen, "persen", 2, OPEN, frame) for part in parts]
    assert len({tuple(each.layout["xaxis"]["range"]) for each in drawn}) == 1
    assert in_use(frame, ["latest_value", "candidate_0", "as_submitted"]) == ["latest_value", "candidate_0"]
