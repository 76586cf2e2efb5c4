"""Charts are pure functions: a frame goes in, the same specification comes out."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

import json
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from dashboards.charts.elements.looks import look_of
from dashboards.charts.elements.style import SIGNS, STANDINGS, Pen, plain_config
from dashboards.charts.series import History
from dashboards.charts.tiles import LETTERS, PLACES
from dashboards.i18n import wording
from tests.dashboards.invented import PROVINCES
from tests.dashboards.validated import (
    alignment_intervals,
    dumbbells,
    outline_map,
    series,
    small_multiples,
    tile_grid,
    waterfall,
)

ID, EN = Pen(wording("id")), Pen(wording("en"))
GAPS = pl.DataFrame(
    [
        {"name": "Aceh", "standing": "stretch", "baseline_value": 14.2, "latest_value": 12.3, "target_low": 6.4, "target_high": 7.4, "target_value": 7.4},
        {"name": "Bali", "standing": "met", "baseline_value": 4.0, "latest_value": 3.4, "target_low": 3.5, "target_high": 3.5, "target_value": 3.5},
        {"name": "Papua", "standing": "not_available", "baseline_value": None, "latest_value": 18.4, "target_low": 12.0, "target_high": 13.7, "target_value": 13.7},
    ]
)  # fmt: skip
ALIGNMENTS = pl.DataFrame(
    [
        {"name": "Tingkat kemiskinan (persen)", "words": "kurang 0,23", "verdict": "short_of_target", "decimal_places": 2, "national_low": 4.5, "national_high": 5.0, "bottom_up_low": 4.2, "bottom_up_high": 5.2, "bottom_up_value": 5.2, "latest_value": 8.1},
        {"name": "Satu sisi", "words": "selaras", "verdict": "aligned", "decimal_places": 1, "national_low": None, "national_high": 0.5, "bottom_up_low": 0.3, "bottom_up_high": 0.3, "bottom_up_value": 0.3, "latest_value": None},
        {"name": "Tanpa target", "words": "belum ada", "verdict": "cannot_say", "decimal_places": 1, "national_low": None, "national_high": None, "bottom_up_low": 70.0, "bottom_up_high": 70.0, "bottom_up_value": 70.0, "latest_value": 60.0},
    ]
)  # fmt: skip
SEEN = pl.DataFrame(
    {
        "observation_year": [2020, 2021, 2022, 2023],
        "observed_value": [12.0, 11.5, 9.0, 8.5],
        "is_break": [False, False, True, False],
    }
)
TARGETS = pl.DataFrame(
    {"target_year": [2025, 2029], "target_low": [7.0, 5.0], "target_high": [7.0, 6.0], "target_value": [7.0, 6.0]}
)
FAN = pl.DataFrame({"projection_year": [2024, 2025], "projection_value": [8.2, 8.0], **{f"{end}{share}": [8.2 + sign * share / 100, 8.0 + sign * share / 50] for share in (50, 80, 95) for end, sign in (("low", -1), ("high", 1))}})  # fmt: skip
REVISED = pl.DataFrame({"observation_year": [2021], "observed_value": [11.9], "vintage": [date(2022, 1, 15)]})
HISTORY = History(SEEN, REVISED, TARGETS, FAN, baseline_year=2022, baseline_value=9.0, tried_value=6.5)
PARTS = pl.DataFrame(
    {
        "name": [f"Wilayah {number}" for number in range(15)],
        "contribution": [0.3 - number * 0.05 for number in range(15)],
    }
)
TILES = pl.DataFrame(
    {
        "region_id": list(PROVINCES),
        "short_name": [code[:2] for code in PROVINCES],
        "standing": [(*STANDINGS, "not_submitted")[number % 8] for number in range(38)],
        "words": list(PROVINCES.values()),
    }
)


@pytest.fixture
def snapshot_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def specification(figure: go.Figure) -> dict[str, Any]:
    drawn = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return {"data": drawn["data"], "layout": drawn["layout"]}


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(lambda: tile_grid(TILES, ID, chosen="33"), id="tile_grid"),
        pytest.param(lambda: alignment_intervals(ALIGNMENTS, ID), id="alignment_intervals"),
        pytest.param(lambda: dumbbells(GAPS, EN, "per cent"), id="dumbbells"),
        pytest.param(lambda: series(HISTORY, ID, "persen", 2), id="series"),
        pytest.param(lambda: waterfall(PARTS, ID, "poin persen", 3), id="waterfall"),
    ],
)
def test_a_chart_keeps_its_specification(figure: Any, snapshot_json: SnapshotAssertion) -> None:
    assert specification(figure()) == snapshot_json


def test_the_tile_grid_has_each_of_the_38_provinces_once() -> None:
    assert set(PLACES) == set(PROVINCES)
    assert len(PLACES) == 38
    assert len(set(PLACES.values())) == 38
    drawn = [code for trace in tile_grid(TILES, ID).data for code in trace.customdata]
    assert sorted(drawn) == sorted(PROVINCES)


def square(code: str, side: float) -> dict[str, Any]:
    ring = [[0, 0], [side, 0], [side, side], [0, 0]]
    return {
        "type": "Feature",
        "properties": {"kode_prov": code},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
    }


def test_supplied_outlines_are_drawn_as_polygons_without_a_base_map() -> None:
    outlines = {"type": "FeatureCollection", "features": [square("33", 1.0), square("99", 2.0)]}
    figure = outline_map(TILES, outlines, ID, chosen="33")
    assert [trace.name for trace in figure.data] == ["33"]
    assert figure.data[0].type == "scatter"
    assert not outline_map(TILES, {}, ID).data


def test_outlines_carry_signs_and_a_province_that_owes_nothing_keeps_its_outline() -> None:
    outlines = {"type": "FeatureCollection", "features": [square("33", 1.0), square("34", 2.0)]}
    frame = TILES.filter(pl.col("region_id") == "33").with_columns(standing=pl.lit("rejected"))
    figure = outline_map(frame, outlines, ID)
    assert [trace.name for trace in figure.data] == ["33", "34"]
    assert figure.data[0].fillpattern.shape == look_of("rejected", ID).hatch
    assert [note.text for note in figure.layout.annotations] == [SIGNS["rejected"], ""]
    wide = {"type": "FeatureCollection", "features": [square("33", 1.0)]}
    wide["features"][0]["geometry"]["coordinates"] = [[[[0, 0], [46, 0], [46, 17], [0, 0]]]]
    assert outline_map(frame, wide, ID).layout.height < figure.layout.height


def test_a_region_the_grid_does_not_know_is_left_out_and_a_province_without_a_row_keeps_an_empty_tile() -> None:
    unknown = TILES.head(1).with_columns(region_id=pl.lit("99"))
    (empty,) = tile_grid(unknown, ID).data
    assert sorted(empty.customdata) == sorted(PROVINCES)
    assert empty.name == ID.say("tiles.not_owed")
    assert set(LETTERS) == set(PLACES)
    assert len(set(LETTERS.values())) == 38


@pytest.mark.parametrize("mix", [*((each,) for each in SIGNS), tuple(SIGNS), ("late", "rejected"), (None, "met")])
def test_all_38_tiles_are_drawn_for_every_mix_of_standings(mix: tuple[str | None, ...], pen: Pen) -> None:
    standings = pl.Series([mix[number % len(mix)] for number in range(38)], dtype=pl.String)
    traces = tile_grid(TILES.with_columns(standing=standings), pen).data
    assert sorted(code for trace in traces for code in trace.customdata) == sorted(PROVINCES)
    for trace in traces:
        standing = next(each for each in SIGNS if pen.say(f"standing.{each}") == trace.name)
        assert all(text.endswith(f"<br>{SIGNS[standing]}") for text in trace.text)


@pytest.mark.parametrize("draw", [
    lambda pen: tile_grid(TILES.clear(), pen), lambda pen: alignment_intervals(ALIGNMENTS.clear(), pen), lambda pen: dumbbells(GAPS.clear(), pen, "persen"),
    lambda pen: waterfall(PARTS.clear(), pen, "persen", 2), lambda pen: series(History(SEEN.clear()), pen, "persen", 2),
    lambda pen: small_multiples(pl.DataFrame(schema={"name": pl.String, "observation_year": pl.Int64, "observed_value": pl.Float64}), pl.DataFrame(schema={"name": pl.String, "target_year": pl.Int64, "target_value": pl.Float64, "decimal_places": pl.Int64, "unit_words": pl.String}), pen),
])  # fmt: skip
def test_an_empty_frame_draws_an_empty_chart(draw: Any, pen: Pen) -> None:
    assert isinstance(draw(pen), go.Figure)


def test_figures_are_written_in_the_language_of_the_pen() -> None:
    indonesian, english = (json.dumps(specification(dumbbells(GAPS, pen, "")), ensure_ascii=False) for pen in (ID, EN))
    assert "12,30" in indonesian
    assert "12.30" not in indonesian
    assert "12.30" in english
    assert dumbbells(GAPS, ID, "").layout.separators == ",."
    assert dumbbells(GAPS, EN, "").layout.separators == ".,"


def test_no_chart_has_a_second_axis_on_the_same_panel() -> None:
    for figure in (series(HISTORY, ID, "", 2), dumbbells(GAPS, ID, ""), waterfall(PARTS, ID, "", 2)):
        axes = [name for name in specification(figure)["layout"] if name.startswith("yaxis")]
        assert axes == ["yaxis"]


def test_a_series_is_broken_where_the_territory_changed() -> None:
    line = next(trace for trace in series(HISTORY, ID, "", 2).data if trace.mode == "lines+markers")
    assert None in line.y
    assert any(note.text == ID.say("chart.break") for note in series(HISTORY, ID, "", 2).layout.annotations)


BEFORE = pl.DataFrame(
    [
        {"parent_name": "Papua", "division_year": 2018, "observation_year": year, "observed_value": 26.0 + year / 1000}
        for year in (2017, 2018)
    ]
)


def test_the_undivided_territory_is_drawn_open_and_starred_apart_from_the_regions_own_line() -> None:
    figure = series(History(SEEN, before=BEFORE), ID, "", 2)
    own = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert not set(own.x) & {2017, 2018}
    parent = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert (list(parent.x), parent.marker.symbol, set(parent.text)) == ([2017, 2018], "circle-open", {"*"})
    assert parent.hovertext[0].startswith("Papua* 2017: ")
    first = SEEN["observation_year"].min()
    assert f"dibagi 2018 · angka sendiri sejak {first}" in [note.text for note in figure.layout.annotations]
    assert next(line.x0 for line in figure.layout.shapes) == first - 0.5


def test_a_due_target_is_labelled_with_the_observation_of_its_year() -> None:
    def notes(**given: Any) -> list[str]:
        return [note.text for note in series(History(SEEN, **given), ID, "", 2).layout.annotations]

    *_, judged, last = SEEN.rows(named=True)
    of_year = f"<b>{ID.say.number(judged['observed_value'], 2)}</b> ({judged['observation_year']})"
    of_last = f"{ID.say.number(last['observed_value'], 2)} ({last['observation_year']})"
    found = notes(judged_year=judged["observation_year"])
    assert of_year in found
    assert of_last in found
    for year in (None, last["observation_year"]):
        assert f"<b>{ID.say.number(last['observed_value'], 2)}</b>" in notes(judged_year=year)
        assert of_last not in notes(judged_year=year)


def test_a_projection_is_hatched_and_never_a_solid_line() -> None:
    fan = [trace for trace in series(HISTORY, ID, "", 2).data if trace.fillpattern.shape]
    assert len(fan) == 3
    middle = next(trace for trace in series(HISTORY, ID, "", 2).data if trace.line.dash == "dot")
    assert middle.line.color == ID.colours.purple


def test_the_parts_of_a_waterfall_add_up_to_its_whole() -> None:
    bars = waterfall(PARTS, ID, "", 3).data[0]
    assert sum(bars.x[:-1]) == pytest.approx(bars.x[-1])
    assert bars.x[-1] == pytest.approx(PARTS["contribution"].sum())


def test_the_picture_button_speaks_the_language_and_nothing_calls_the_web() -> None:
    config = plain_config(ID, "gambar")
    assert config["displaylogo"] is False
    assert "Unduh" in json.dumps(config)
    assert "http" not in json.dumps(config)


def test_panels_of_different_units_keep_a_scale_and_a_unit_each_and_one_without_figures_keeps_its_place() -> None:
    seen = pl.DataFrame({"name": ["Satu"] * 2, "observation_year": [2023, 2024], "observed_value": [9.5, 9.25]})
    aims = pl.DataFrame(
        {
            "name": ["Satu", "Dua"],
            "target_year": [2029] * 2,
            "target_value": [7.5, None],
            "decimal_places": [2, 3],
            "unit_words": ["persen", "indeks"],
        }
    )
    figure = small_multiples(seen, aims, ID, is_shared=False)
    assert [title.text for title in figure.layout.annotations] == ["Satu<br>(persen)", "Dua<br>(indeks)"]
    assert figure.layout.yaxis2.matches is None
    assert "7,50" in str(figure.to_json())
    assert [axis.tickangle for axis in (figure.layout.xaxis, figure.layout.xaxis2)] == [0, 0]
    latest = figure.data[0].text[-1]
    assert latest == "9,25"
