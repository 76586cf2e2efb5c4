"""A map from outlines the user supplies (GeoJSON), drawn as plain polygons: no base map, no call to the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, colour_of, draw

CODE_NAMES = ("region_id", "kode_wilayah", "kode_prov", "KODE_PROV", "kode", "id")
MOST_POINTS = 40_000  # what a browser draws without a pause; finer outlines are thinned evenly
Ring = Sequence[Sequence[float]]


def outline_map(frame: pl.DataFrame, geojson: Mapping[str, Any], pen: Pen, chosen: str | None = None) -> go.Figure:
    """Draw every outline whose code stands in the frame. Frame: region_id, standing, words (hover)."""
    figure = go.Figure()
    rows = {str(row["region_id"]): row for row in frame.iter_rows(named=True)}
    outlines = {code: list(rings) for code, rings in _outlines(geojson) if code in rows}
    stride = 1 + sum(len(ring) for rings in outlines.values() for ring in rings) // MOST_POINTS
    for code, rings in outlines.items():
        longitudes: list[float | None] = []
        latitudes: list[float | None] = []
        for ring in rings:
            kept = [*ring[::stride], ring[-1]]
            longitudes += [*(point[0] for point in kept), None]
            latitudes += [*(point[1] for point in kept), None]
        figure.add_scatter(
            x=longitudes,
            y=latitudes,
            mode="lines",
            fill="toself",
            fillcolor=colour_of(rows[code]["standing"], pen),
            line={
                "color": pen.colours.ink if code == chosen else pen.colours.ground,
                "width": 2 if code == chosen else 0.6,
            },
            hoveron="fills",
            text=rows[code]["words"],
            hoverinfo="text",
            name=code,
        )
    draw(figure, pen, 400, margin=(0, 0, 0, 0))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=1)
    return figure


def codes_of(geojson: Mapping[str, Any]) -> list[str]:
    """The region codes a GeoJSON names, in its order."""
    return [code for code, _ in _outlines(geojson)]


def _outlines(geojson: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[Ring]]]:
    for feature in geojson.get("features", []):
        properties = feature.get("properties") or {}
        code = next((properties[name] for name in CODE_NAMES if properties.get(name) is not None), feature.get("id"))
        if code is not None and feature.get("geometry"):
            yield str(code), _rings(feature["geometry"])


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """The outer ring of each part; holes are left out."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for part in parts:
        if part and len(part[0]) > 2:
            yield part[0]
