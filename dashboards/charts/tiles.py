"""The tile grid: one equal square per province, so that Jakarta weighs as much to the eye as Papua."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import SIGNS, STANDINGS, Pen, colour_of, draw, ink_on

# Kemendagri code of today: column from the west, row from the north.
PLACES: dict[str, tuple[int, int]] = {
    "11": (0, 0), "12": (1, 1), "14": (2, 1), "21": (3, 1), "13": (1, 2), "15": (2, 2), "17": (2, 3), "16": (3, 3),
    "19": (4, 3), "18": (3, 4), "31": (5, 4), "36": (4, 5), "32": (5, 5), "33": (6, 5), "34": (6, 6), "35": (7, 5),
    "51": (8, 5), "52": (9, 5), "53": (10, 5), "65": (7, 0), "61": (6, 1), "64": (7, 1), "62": (6, 2), "63": (7, 2),
    "75": (9, 0), "71": (10, 0), "72": (9, 1), "76": (9, 2), "74": (10, 2), "73": (9, 3), "82": (11, 1), "81": (11, 2),
    "96": (12, 1), "92": (13, 1), "91": (14, 1), "94": (13, 2), "95": (14, 2), "93": (14, 3),
}  # fmt: skip
TILE = 0.94


def tile_grid(frame: pl.DataFrame, pen: Pen, chosen: str | None = None) -> go.Figure:
    """Draw provinces coloured by standing. Frame: region_id, short_name, standing, words (hover), one row a
    province."""
    figure = go.Figure()
    placed = frame.filter(pl.col("region_id").is_in(list(PLACES)))
    for standing in [*STANDINGS, "not_submitted"]:
        tiles = placed.filter(pl.col("standing") == standing)
        if tiles.is_empty():
            continue
        codes = tiles["region_id"].to_list()
        figure.add_bar(
            x=[PLACES[code][0] for code in codes],
            y=[TILE] * len(codes),
            base=[-PLACES[code][1] - TILE for code in codes],
            width=TILE,
            name=pen.say(f"standing.{standing}"),
            text=[f"<b>{name}</b><br>{SIGNS[standing]}" for name in tiles["short_name"]],
            textposition="inside",
            textangle=0,
            insidetextanchor="middle",
            constraintext="none",
            textfont={"color": ink_on(standing, pen), "size": 13},
            hovertext=tiles["words"].to_list(),
            hoverinfo="text",
            customdata=codes,
            marker={
                "color": colour_of(standing, pen),
                "line": {
                    "color": [pen.colours.ink if code == chosen else pen.colours.grey for code in codes],
                    "width": [3 if code == chosen else 0.5 for code in codes],
                },
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    draw(figure, pen, 400, margin=(0, 0, 0, 0))
    figure.update_layout(barmode="overlay", bargap=0, clickmode="event+select")
    figure.update_xaxes(visible=False, range=[-0.6, 14.6])
    figure.update_yaxes(visible=False, range=[-7.05, 0.1])
    return figure
