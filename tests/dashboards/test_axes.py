"""Axes hold what is drawn, stay within the indicator's bounds, and write round ticks with equal decimals."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.charts.elements.axes import Scale, bounds_of, main_body, scale, years
from dashboards.charts.elements.style import Pen
from dashboards.charts.series import History
from tests.dashboards.validated import dumbbells, series


def scaled(*figures: float | None, bounds: tuple[float | None, float | None] = (None, None), most: int = 6) -> Scale:
    found = scale(figures, bounds, most=most)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figures", "bounds"),
    [
        ((0.47, 0.49), (0.0, 1.0)),
        ((0.5,), (0.0, 1.0)),
        ((0.02, 1.0), (0.0, 1.0)),
        ((52.62, 52.7), (0.0, 100.0)),
        ((0.345, 0.35, 0.389), (0.0, 1.0)),
        ((-3.2, 4.0), (None, None)),
        ((460_000.0, 462_005.0), (0.0, None)),
        ((0.0, 100.0), (0.0, 100.0)),
        ((0.0,), (None, None)),
    ],
)
def test_ticks_are_distinct_as_written_and_within_the_bounds(
    pen: Pen, figures: tuple[float, ...], bounds: tuple[float | None, float | None]
) -> None:
    found = scaled(*figures, bounds=bounds)
    written = [pen.say.number(tick, found.places) for tick in found.ticks]
    assert len(set(written)) == len(written) >= 3
    decimals = {len(text.partition(pen.say.separators[0])[2]) for text in written}
    assert decimals == {found.places}
    assert all(pytest.approx(tick, abs=1e-12) == round(tick, found.places) for tick in found.ticks)
    lower, upper = bounds
    assert all((lower is None or tick >= lower) and (upper is None or tick <= upper) for tick in found.ticks)
    assert found.low <= min(figures) <= max(figures) <= found.high


def test_a_range_reaches_a_hair_past_a_bound_and_no_farther() -> None:
    found = scaled(0.0, 1.0, bounds=(0.0, 1.0))
    assert -0.03 <= found.low < 0
    assert 1 < found.high <= 1.03


def test_counts_have_whole_round_ticks_from_nought() -> None:
    found = scale([451 * 1.08], is_count=True, is_from_zero=True)
    assert found is not None
    assert found.low == 0
    assert found.ticks == (0, 100, 200, 300, 400, 500)
    few = scale([2], is_count=True, is_from_zero=True)
    assert few is not None
    assert few.ticks == (0, 1, 2)


def test_no_figure_gives_no_scale() -> None:
    assert scale([None, float("nan")]) is None


def test_years_lie_flat_and_are_few() -> None:
    axis = years([2007, None, 2031], most=6)
    assert axis["tickangle"] == 0
    assert axis["ticktext"] == ["2010", "2015", "2020", "2025", "2030"]
    assert years([]) == {}


def test_bounds_of_several_indicators_hold_for_all() -> None:
    rates, growth = {"lower_bound": 0.0, "upper_bound": 100.0}, {"lower_bound": -40.0, "upper_bound": None}
    assert bounds_of([rates]) == (0.0, 100.0)
    assert bounds_of([rates, growth]) == (-40.0, None)


def test_only_promises_far_off_leave_the_axis() -> None:
    seen = [69.0, 70.0, 71.0, 69.5, 70.5, 71.5, 72.0]
    assert 0.76 not in main_body([*seen, 0.76], seen)
    assert 0.76 in main_body([*seen, 0.76], [*seen, 0.76])
    assert 55.0 in main_body([*seen, 55.0, 60.0, 65.0], seen)
    assert main_body([1.0, 900.0], []) == [1.0, 900.0]


def rows(*targets: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "name": f"Wilayah {number}", "standing": "on_trend", "baseline_value": 68.0 + number,
                "latest_value": 69.0 + number, "target_low": aim, "target_high": None, "target_value": aim,
            }
            for number, aim in enumerate(targets)
        ],
        schema_overrides=dict.fromkeys(("target_low", "target_high", "target_value"), pl.Float64),
    )  # fmt: skip


def test_a_tiny_target_does_not_flatten_its_peers_and_is_marked_at_the_edge(pen: Pen) -> None:
    figure = dumbbells(rows(0.76, 75.0, 76.0, 77.0, 78.0), pen, "persen", 2, (0.0, 100.0))
    low, high = figure.layout.xaxis.range
    assert low > 60
    aims = next(trace for trace in figure.data if trace.name == pen.say("chart.target"))
    assert aims.x[0] == low
    assert list(aims.marker.symbol) == ["triangle-left", *["diamond"] * 4]
    assert pen.say.number(0.76, 2) in aims.hovertext[0]
    names = figure.data[-1].text
    assert [pen.say("chart.off_axis") in name for name in names] == [True, False, False, False, False]
    assert all(low <= end <= high for trace in figure.data for end in trace.x if end is not None)


def test_a_row_without_a_target_says_so(pen: Pen) -> None:
    names = dumbbells(rows(None, 75.0), pen, "persen").data[-1].text
    assert pen.say("chart.no_target") in names[0]
    assert pen.say("chart.no_target") not in names[1]


def test_the_axis_of_a_dumbbell_holds_the_whole_range_of_a_target(pen: Pen) -> None:
    frame = rows(0.335).with_columns(
        target_low=pl.lit(0.331), target_high=pl.lit(0.335), latest_value=pl.lit(0.389), baseline_value=pl.lit(0.389)
    )
    axis = dumbbells(frame, pen, "indeks", 3, (0.0, 1.0)).layout.xaxis
    assert axis.range[0] < 0.331
    assert len({len(text) for text in axis.ticktext}) == 1


def test_a_series_never_leaves_the_bounds_by_more_than_a_hair(pen: Pen) -> None:
    seen = pl.DataFrame({"observation_year": [2020, 2021], "observed_value": [0.97, 1.0], "is_break": [False, False]})
    axis = series(History(seen), pen, "indeks", 2, (0.0, 1.0)).layout.yaxis
    assert axis.range[1] < 1.01
    assert max(axis.tickvals) <= 1
