"""A map from outlines the user supplies (GeoJSON), drawn as plain polygons: no base map, no call to the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.looks import Look, look_of, pattern
from dashboards.charts.elements.style import SIGNS, Pen, draw
from dashboards.charts.tiles import LETTERS, NOT_OWED

CODE_NAMES = ("region_id", "kode_wilayah", "kode_prov", "KODE_PROV", "kode", "id")
MOST_POINTS = 40_000  # what a browser draws without a pause; finer outlines are thinned evenly
SHORTEST, TALLEST, COLUMN = 160, 420, 540  # pixels: a map's height, and the width it mostly has
Ring = Sequence[Sequence[float]]


def outline_map(frame: pl.DataFrame, geojson: Mapping[str, Any], pen: Pen, chosen: str | None = None) -> Figure:
    """Draw every outline of a province, in the frame or not. Frame: region_id, standing, words (hover)."""
    figure = Figure()
    rows = {str(row["region_id"]): row for row in frame.iter_rows(named=True)}
    outlines = {code: list(rings) for code, rings in _outlines(geojson) if code in rows or code in LETTERS}
    stride = 1 + sum(len(ring) for rings in outlines.values() for ring in rings) // MOST_POINTS
    signs = []
    for code, rings in outlines.items():
        row = rows.get(code, {"standing": NOT_OWED, "words": pen.say("tiles.not_owed")})
        standing = row["standing"] or "not_available"
        _draw_outline(figure, code, rings, stride, str(row["words"]), look_of(standing, pen), code == chosen, pen)
        x, y = _middle(max(rings, key=_extent, default=[]))
        look = {"size": 12, "color": look_of(standing, pen).ink}
        signs.append({"x": x, "y": y, "text": SIGNS.get(standing, ""), "showarrow": False, "font": look})
    everywhere = [point for rings in outlines.values() for ring in rings for point in ring]
    draw(figure, pen, _height(everywhere), margin=(4, 4, 4, 4))
    figure.update_layout(annotations=signs)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=1)
    return figure


def _draw_outline(
    figure: Figure,
    code: str,
    rings: Sequence[Ring],
    stride: int,
    words: str,
    look: Look,
    is_chosen: bool,
    pen: Pen,
) -> None:
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
        fillcolor=look.fill,
        fillpattern=pattern(look) if look.hatch else None,
        line={
            "color": pen.colours.ink if is_chosen else look.border,
            "width": 3 if is_chosen else min(look.border_width, 1.2),
        },
        hoveron="fills",
        text=words,
        hoverinfo="text",
        name=code,
    )


def _extent(ring: Ring) -> float:
    """How large a ring is, by the box around it."""
    width, height = (max(point[axis] for point in ring) - min(point[axis] for point in ring) for axis in (0, 1))
    return width * height


def _middle(ring: Ring) -> tuple[float, float]:
    """The mean of a ring's points, where its sign is written."""
    count = len(ring) or 1
    return sum(point[0] for point in ring) / count, sum(point[1] for point in ring) / count


def _height(points: Sequence[Sequence[float]]) -> int:
    """Pixels for a map as wide as its column, so that no empty ground is left above and below."""
    if not points:
        return SHORTEST
    width, height = (max(point[axis] for point in points) - min(point[axis] for point in points) for axis in (0, 1))
    return int(min(max(COLUMN * height / (width or 1), SHORTEST), TALLEST)) + 8


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
