"""Where distances over what is asked lie on one scale for all indicators: laws and cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts.asked_scale import FARTHEST, lane
from dashboards.components.scale_rows import Bar, Heads, Line, rows

SHARES = st.lists(st.one_of(st.none(), st.floats(-50, 50, allow_nan=False)), max_size=20)


@given(SHARES)
def test_short_lies_left_of_the_target_and_beyond_it_right_of_it(shares: list[float | None]) -> None:
    drawn = lane(shares)
    for share in filter(None, shares):
        start, width = drawn.bar(share)
        assert 0 <= start <= start + width <= 100.01
        assert (start < drawn.target) == (share > 0) or width < 0.01


@given(SHARES, st.floats(-1, 1), st.floats(-1, 1))
def test_the_farther_from_the_target_the_longer_the_bar(shares: list[float | None], one: float, other: float) -> None:
    drawn = lane([*shares, 1.0, -1.0])
    near, far = sorted((abs(one), abs(other)))
    assert drawn.bar(near)[1] <= drawn.bar(far)[1] + 0.01


@pytest.mark.parametrize(
    ("shares", "short", "beyond"),
    [
        ([0.27, -0.63], 0.5, 0.75),
        ([0.06], 0.25, 0.125),
        ([None], 0.125, 0.125),
        ([9.0, -9.0], FARTHEST, FARTHEST),
    ],
)
def test_the_scale_reaches_as_far_as_its_rows_and_no_farther(
    shares: list[float | None], short: float, beyond: float
) -> None:
    assert (lane(shares).short, lane(shares).beyond) == (short, beyond)


def test_what_lies_outside_the_scale_is_marked_as_cut() -> None:
    drawn = lane([9.0, 0.2])
    assert drawn.is_cut(9.0)
    assert not drawn.is_cut(0.2)


def test_the_target_is_one_of_the_lines() -> None:
    drawn = lane([0.27, -0.63])
    assert dict(drawn.ticks())[0] == drawn.target


def test_a_chart_of_rows_is_a_table_that_reads_aloud_and_escapes_names() -> None:
    heads = Heads("Wilayah", "Jarak", (("Sumbangan", 20, True),))
    made = rows(
        [Line("<b>", Bar(10, 20, "#000000"), ("+1,0",), leads="./x")], heads, caption="Siapa", lines_at=[(0, "0")]
    )
    assert '<a href="./x" data-go="">&lt;b&gt;</a>' in made
    assert '<caption class="unseen">Siapa</caption>' in made
    assert '<td class="number" data-label="Sumbangan">+1,0</td>' in made
