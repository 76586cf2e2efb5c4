"""Alignment rows with an axis each, and keys that tell only what a picture holds."""

from __future__ import annotations

import re

import polars as pl

from dashboards.charts.elements.series_parts import drawn_parts
from dashboards.charts.intervals import drawn_parts as alignment_parts
from dashboards.charts.series import History
from tests.dashboards.test_charts import ALIGNMENTS, HISTORY, ID, SEEN, TARGETS
from tests.dashboards.validated import alignment_intervals


def test_alignment_rows_have_a_labelled_axis_each_and_figures_in_lanes_of_their_own() -> None:
    figure = alignment_intervals(ALIGNMENTS, ID)
    for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3):
        assert len(axis.ticktext) >= 3
    band = next(trace for trace in figure.data if trace.fill == "toself")
    written = [trace for trace in figure.data if trace.mode == "text"]
    assert written
    assert all(trace.y[0] < min(band.y) or trace.y[0] > max(band.y) for trace in written)
    for note in figure.layout.annotations:
        assert max(len(re.sub("<[^>]+>", "", line)) for line in note.text.split("<br>")) <= 48


def test_a_latest_figure_close_to_the_sum_is_not_written_over_it() -> None:
    close = ALIGNMENTS.head(1).with_columns(latest_value=pl.lit(5.21))
    far, near = (
        [trace.text[0] for trace in alignment_intervals(frame, ID).data if trace.mode == "text"]
        for frame in (ALIGNMENTS.head(1), close)
    )
    assert "8,10" in far
    assert "5,21" not in near
    assert "<b>5,20</b>" in near


def test_a_key_tells_only_what_is_drawn() -> None:
    assert drawn_parts(HISTORY) == (
        "observations", "break", "baseline", "targets", "range", "tried", "projection", "revisions",
    )  # fmt: skip
    plain = History(SEEN.with_columns(is_break=pl.lit(False)), targets=TARGETS.head(1))
    assert drawn_parts(plain) == ("observations", "targets")
    assert drawn_parts(History(SEEN.clear())) == ()
    assert alignment_parts(ALIGNMENTS) == ("sum", "ends", "national", "latest", "scales")
    assert alignment_parts(ALIGNMENTS.slice(1, 1)) == ("sum", "national")
    for part in drawn_parts(HISTORY):
        assert ID.say.knows(f"series_key.{part}")
