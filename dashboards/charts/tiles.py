"""The tile grid: one equal square per province, so that Jakarta weighs as much to the eye as Papua."""

from __future__ import annotations

import polars as pl

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.looks import look_of, pattern
from dashboards.charts.elements.style import SIGNS, Pen, draw

# Kemendagri code of today: column from the west, row from the north.
PLACES: dict[str, tuple[int, int]] = {
    "11": (0, 0), "12": (1, 1), "14": (2, 1), "21": (3, 1), "13": (1, 2), "15": (2, 2), "17": (2, 3), "16": (3, 3),
    "19": (4, 3), "18": (3, 4), "31": (5, 4), "36": (4, 5), "32": (5, 5), "33": (6, 5), "34": (6, 6), "35": (7, 5),
    "51": (8, 5), "52": (9, 5), "53": (10, 5), "65": (7, 0), "61": (6, 1), "64": (7, 1), "62": (6, 2), "63": (7, 2),
    "75": (9, 0), "71": (10, 0), "72": (9, 1), "76": (9, 2), "74": (10, 2), "73": (9, 3), "82": (11, 1), "81": (11, 2),
    "96": (12, 1), "92": (13, 1), "91": (14, 1), "94": (13, 2), "95": (14, 2), "93": (14, 3),
}  # fmt: skip
# The letters of ISO 3166-2, for a province the frame does not hold.
LETTERS: dict[str, str] = {
    "11": "AC", "12": "SU", "13": "SB", "14": "RI", "15": "JA", "16": "SS", "17": "BE", "18": "LA", "19": "BB",
    "21": "KR", "31": "JK", "32": "JB", "33": "JT", "34": "YO", "35": "JI", "36": "BT", "51": "BA", "52": "NB",
    "53": "NT", "61": "KB", "62": "KT", "63": "KS", "64": "KI", "65": "KU", "71": "SA", "72": "ST", "73": "SN",
    "74": "SG", "75": "GO", "76": "SR", "81": "MA", "82": "MU", "91": "PA", "92": "PB", "93": "PS", "94": "PT",
    "95": "PE", "96": "PD",
}  # fmt: skip
TILE = 0.94
NOT_OWED = "not_owed"


def tile_grid(frame: pl.DataFrame, pen: Pen, chosen: str | None = None, height: int = 400) -> Figure:
    """Draw the 38 provinces by standing. Frame: region_id, short_name, standing, words (hover), one row a province.

    A province without a row owes nothing and keeps an empty tile.
    """
    figure = Figure()
    tiles = _all_tiles(frame, pen)
    for (standing,), group in tiles.partition_by("standing", maintain_order=True, as_dict=True).items():
        _draw_tiles(figure, group, str(standing), pen, chosen)
    draw(figure, pen, height, margin=(0, 0, 0, 0))
    figure.update_layout(barmode="overlay", bargap=0, clickmode="event+select")
    figure.update_xaxes(visible=False, range=[-0.6, 14.6])
    figure.update_yaxes(visible=False, range=[-7.05, 0.1])
    return figure


def _all_tiles(frame: pl.DataFrame, pen: Pen) -> pl.DataFrame:
    """One row for each of the 38 provinces, in the frame or not."""
    columns = ("region_id", "short_name", "standing", "words")
    given = {row[0]: row for row in frame.select(columns).iter_rows() if row[0] in PLACES}
    empty = pen.say("tiles.not_owed")
    return pl.DataFrame(
        [
            given.get(code, (code, LETTERS[code], NOT_OWED, f"<b>{LETTERS[code]}</b><br>{empty}"))
            for code in sorted(PLACES)
        ],
        schema=dict.fromkeys(columns, pl.String),
        orient="row",
    ).with_columns(pl.col("standing").fill_null("not_available"))


def _draw_tiles(figure: Figure, tiles: pl.DataFrame, standing: str, pen: Pen, chosen: str | None) -> None:
    codes, look = tiles["region_id"].to_list(), look_of(standing, pen)
    sign = SIGNS.get(standing, "")
    figure.add_bar(
        x=[PLACES[code][0] for code in codes],
        y=[TILE] * len(codes),
        base=[-PLACES[code][1] - TILE for code in codes],
        width=TILE,
        name=pen.say("tiles.not_owed" if standing == NOT_OWED else f"standing.{standing}"),
        text=[f"<b>{name}</b><br>{sign}" for name in tiles["short_name"]],
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        constraintext="none",
        textfont={"color": look.ink, "size": 13},
        hovertext=tiles["words"].to_list(),
        hoverinfo="text",
        customdata=codes,
        marker={
            "color": look.fill,
            "pattern": pattern(look),
            "line": {
                "color": [pen.colours.ink if code == chosen else look.border for code in codes],
                "width": [4 if code == chosen else look.border_width for code in codes],
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
