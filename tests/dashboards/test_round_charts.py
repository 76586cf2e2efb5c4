"""The charts of rounds, findings, back-tests and peers: nothing is lost, and labels are in words."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from dashboards.charts.changes import KINDS, changes, kind_colour
from dashboards.charts.elements.row_names import row_height
from dashboards.charts.elements.style import Pen
from dashboards.charts.filling import PARTS, filling, part_colour
from tests.dashboards.validated import among_peers, backtests, receptions, rules

ROUND = pl.DataFrame(
    [("Satu", 190, 170, 160, 6), ("Dua", 25, 0, 0, 0), ("Tanpa tugas", 0, 0, 0, 0)],
    schema=["name", "expected", "received", "accepted", "rejected"],
    orient="row",
)
PEERS = pl.DataFrame(
    [("11", "Aceh", 12.3, 7.4), ("33", "Jawa Tengah", 9.21, 6.21), ("51", "Bali", 3.4, None)],
    schema=["region_id", "region_name", "latest_value", "target_value"],
    orient="row",
)


def test_the_parts_of_a_bar_are_the_whole_of_what_is_owed() -> None:
    for row in ROUND.head(2).iter_rows(named=True):
        parts = filling(row)
        assert sum(width for _, _, width in parts) == pytest.approx(100)
        assert [start for _, start, _ in parts] == sorted(start for _, start, _ in parts)
    assert sum(width for _, _, width in filling(ROUND.row(2, named=True))) == 0


def test_each_part_and_each_change_has_a_colour_of_its_own(pen: Pen) -> None:
    assert len({part_colour(part, pen) for part in PARTS}) == len(PARTS)
    assert len({kind_colour(kind, pen) for kind in KINDS}) == len(KINDS)


def test_names_are_clear_of_bars_and_no_gridline_runs_through_them(pen: Pen) -> None:
    found = pl.DataFrame({"name": ["lompat"], "severity": ["ask"], "rule_id": ["target.jump"], "finding_count": [1234]})
    figure = rules(found, pen)
    names, axis = next(trace for trace in figure.data if trace.textposition == "top right"), figure.layout.xaxis
    bar = next(trace for trace in figure.data if trace.type == "bar")
    pixels = (0 - names.y[0] - bar.width / 2) * row_height(["Satu"])
    assert pixels >= 2
    assert row_height(["Satu"]) <= 28
    assert axis.showgrid is False
    assert axis.range[0] == 0 == names.x[0]
    assert len(axis.ticktext) >= 3
    assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b == pytest.approx(
        row_height(["Satu"]) * len(names.y)
    )


def test_every_change_is_counted_once_and_the_longest_bar_is_whole() -> None:
    row = dict(zip(KINDS, (1, 2, 3, 4, 5), strict=True))
    parts = changes(row, 15)
    assert [round(width * 15 / 100, 6) for _, _, width in parts] == [1, 2, 3, 4, 5]
    assert parts[-1][1] + parts[-1][2] == pytest.approx(100)


def test_a_rule_carries_its_sign_and_its_id(pen: Pen) -> None:
    frame = pl.DataFrame({"name": ["lompat"], "severity": ["ask"], "rule_id": ["target.jump"], "finding_count": [1234]})
    bar, names = rules(frame, pen).data
    assert list(bar.customdata) == ["target.jump"]
    assert list(bar.text) == [pen.say.number(1234)]
    assert list(names.text) == ["? lompat"]


def test_a_revision_adds_no_unit_and_a_late_file_is_marked(pen: Pen) -> None:
    moments = [datetime(2026, 3, day, tzinfo=UTC) for day in (2, 3, 20)]
    came = pl.DataFrame(
        {"name": ["A", "A", "B"], "unit_code": ["a", "a", "b"], "received_at": moments, "is_late": [False, False, True]}
    )
    figure = receptions(
        came, pen, opens_at=datetime(2026, 3, 1, tzinfo=UTC), closes_at=datetime(2026, 3, 15, tzinfo=UTC),
        zone="Asia/Makassar", unit_count=3,
    )  # fmt: skip
    line, marks = figure.data
    assert list(line.y) == [0, 1, 1, 2, 2]
    assert list(marks.marker.symbol) == ["circle", "circle-open", "diamond"]
    assert "WITA" in marks.hovertext[0]


@pytest.mark.parametrize(
    ("units", "ticks"), [(452, [0, 100, 200, 300, 400, 500]), (49, [0, 10, 20, 30, 40, 50]), (1, [0, 1])]
)
def test_units_heard_from_are_counted_in_round_steps(pen: Pen, units: int, ticks: list[int]) -> None:
    columns = {
        "name": pl.String,
        "unit_code": pl.String,
        "received_at": pl.Datetime("us", "UTC"),
        "is_late": pl.Boolean,
    }
    moments = {"opens_at": datetime(2026, 3, 1, tzinfo=UTC), "closes_at": datetime(2026, 3, 15, tzinfo=UTC)}
    axis = receptions(pl.DataFrame(schema=columns), pen, **moments, zone="Asia/Jakarta", unit_count=units).layout.yaxis
    assert list(axis.tickvals) == ticks
    assert axis.range[0] == 0


def test_a_round_without_files_still_shows_its_deadline(pen: Pen) -> None:
    columns = {
        "name": pl.String,
        "unit_code": pl.String,
        "received_at": pl.Datetime("us", "UTC"),
        "is_late": pl.Boolean,
    }
    opens_at, closes_at = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 15, tzinfo=UTC)
    figure = receptions(
        pl.DataFrame(schema=columns), pen, opens_at=opens_at, closes_at=closes_at, zone="Asia/Jakarta", unit_count=3
    )
    assert pen.say("receptions.deadline") in [note.text for note in figure.layout.annotations]


def test_ours_is_thick_and_coverage_is_held_against_what_was_promised(pen: Pen) -> None:
    frame = pl.DataFrame(
        [(method, year, 0.4 * year, 0.9) for method in ("pooled_local_level", "naive") for year in (1, 2)],
        schema=["method", "horizon_years", "mean_absolute_error", "coverage80"],
        orient="row",
    )
    figure = backtests(frame, pen, "persen", 2)
    widths = [trace.line.width for trace in figure.data if trace.x]
    assert widths[0] > widths[2]
    assert list(figure.data[1].y) == [90, 90]
    assert [line.y0 for line in figure.layout.shapes] == [80]


@pytest.mark.parametrize(("column", "kept"), [("target_value", "chart.latest"), ("latest_value", "among.target")])
def test_a_lane_without_any_figure_is_left_out(pen: Pen, column: str, kept: str) -> None:
    frame = PEERS.with_columns(pl.lit(None, pl.Float64).alias(column))
    facts = {"chosen": "33", "nation_value": None, "unit_words": "persen", "places": 2}
    whole, part = (
        among_peers(each, pen, target_words=pen.say("among.target", year=2029), **facts) for each in (PEERS, frame)
    )
    words = {pen.say("chart.latest"), pen.say("among.target", year=2029)}
    assert {note.text for note in part.layout.annotations} & words == {pen.say(kept, year=2029)}
    assert part.layout.height < whole.layout.height


@pytest.mark.parametrize("nation_value", [None, 8.07])
def test_the_region_in_focus_is_named_and_no_figure_is_no_mark(pen: Pen, nation_value: float | None) -> None:
    figure = among_peers(
        PEERS, pen, chosen="33", nation_value=nation_value, target_words="Target 2029", unit_words="persen", places=2
    )
    notes = [note.text for note in figure.layout.annotations]
    assert f"<b>Jawa Tengah {pen.say.number(9.21, 2)}</b>" in notes
    assert any(pen.say.number(8.07, 2) in note for note in notes) == (nation_value is not None)
    assert sum(len(trace.x) for trace in figure.data) == 5
