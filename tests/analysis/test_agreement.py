"""Agreement of reviewers: the published table, the krippendorff package as oracle, and what is refused."""

from __future__ import annotations

import krippendorff
import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.analysis.agreement import FEWEST_LINES, Agreement, Metric, agreement_of, krippendorff_alpha
from pipelines.analysis.tables.reviewer_agreement import reviewer_agreement_frame

N = np.nan
# K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: four observers, twelve units.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
)
levels = st.lists(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=6, max_size=25), min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_table_gives_the_published_values(metric: Metric, alpha: float) -> None:
    assert krippendorff_alpha(PUBLISHED, metric) == pytest.approx(alpha, abs=5e-4)


@given(levels, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_it_is_what_the_krippendorff_package_says(drawn: list[list[int | None]], metric: Metric) -> None:
    width = min(len(row) for row in drawn)
    table = np.array([[N if value is None else value for value in row[:width]] for row in drawn], dtype=float)
    doubly = table[:, np.sum(~np.isnan(table), axis=0) >= 2]
    assume(len(np.unique(doubly[~np.isnan(doubly)])) >= 2)
    ours = krippendorff_alpha(table, metric)
    assert ours == pytest.approx(krippendorff.alpha(table, level_of_measurement=metric), abs=1e-9)


def test_full_agreement_is_one_and_one_level_only_says_nothing() -> None:
    assert krippendorff_alpha(np.array([[0, 1, 2, 3], [0, 1, 2, 3]], dtype=float)) == pytest.approx(1)
    assert krippendorff_alpha(np.ones((2, 12))) is None
    told = agreement_of(np.ones((2, 12)))
    assert (told.line_count, told.exact_share, told.alpha, told.alpha_low95) == (12, 1.0, None, None)


def test_below_ten_doubly_judged_lines_nothing_but_their_count_is_said() -> None:
    first = np.arange(FEWEST_LINES) % 4
    enough = np.array([first, first], dtype=float)
    assert agreement_of(enough).alpha == pytest.approx(1)
    gap = enough.copy()
    gap[1, 0] = N
    assert agreement_of(gap) == Agreement(FEWEST_LINES - 1)


def test_shares_and_interval_are_what_counting_gives_and_the_same_each_time() -> None:
    pairs = np.array([[0, 1, 2, 3, 0, 1, 2, 3, 0, 1], [0, 1, 2, 3, 0, 2, 3, 2, 2, 3]], dtype=float)
    told = agreement_of(pairs)
    assert (told.exact_share, told.adjacent_share) == (0.5, 0.8)
    assert told.alpha is not None and told.alpha_low95 is not None and told.alpha_high95 is not None
    assert told.alpha_low95 < told.alpha < told.alpha_high95
    assert agreement_of(pairs) == told


def test_a_line_counts_once_however_many_years_it_has_and_a_single_level_not_at_all() -> None:
    lines = [
        {"round_id": "r", "indicator_code": "i", "region_id": f"{region}", "target_year": year, "criterion_code": "k",
         "first_level": region % 4, "second_level": None if region == 0 else region % 4}
        for region in range(12)
        for year in (2029, 2030)
    ]  # fmt: skip
    frame = reviewer_agreement_frame(pl.DataFrame(lines))
    assert frame.select("criterion_code", "judged_count").rows() == [("all_criteria", 11), ("k", 11)]
    assert frame["alpha"].to_list() == pytest.approx([1, 1])


def test_no_judgement_gives_an_empty_table_with_its_columns() -> None:
    empty = pl.DataFrame(
        schema=dict.fromkeys(("round_id", "indicator_code", "region_id", "criterion_code"), pl.String)
        | dict.fromkeys(("target_year", "first_level", "second_level"), pl.Int32)
    )
    assert reviewer_agreement_frame(empty).is_empty()
