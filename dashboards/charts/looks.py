"""How each standing looks as an area: fill, hatch, border, and the ink that reads on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.charts.style import Pen, colour_of, faded, ink_on

HATCHES = {"late": "/", "rejected": "x", "zero": "-", "no_data": "."}
HATCH_OPACITY = 0.45


@dataclass(frozen=True)
class Look:
    """The looks of one area; a border keeps pale ones visible on the page's ground."""

    fill: str
    hatch: str
    hatch_ink: str
    border: str
    border_width: float
    ink: str


def look_of(standing: str, pen: Pen) -> Look:
    """Judged standings are full; those that are no judgement differ by fill, hatch and border."""
    colours, colour = pen.colours, colour_of(standing, pen)
    if standing in ("late", "rejected"):
        hatch_ink = faded(colour, HATCH_OPACITY)
        return Look(colours.ground, HATCHES[standing], hatch_ink, colour, 2, colours.ink)
    if standing == "not_submitted":
        return Look(colours.ground, "", colours.ground, colours.ink, 2, colours.ink)
    if standing == "not_available":
        return Look(colours.pale, "", colours.pale, colours.grey, 1, colours.ink)
    if standing == "no_data":
        return Look(colours.ground, HATCHES[standing], faded(colours.grey, HATCH_OPACITY), colours.grey, 1, colours.ink)
    if standing == "zero":
        return Look(colours.grey, HATCHES[standing], faded(colours.ground, 0.25), colours.grey, 1, colours.on_mark)
    if standing == "not_owed":
        return Look(colours.ground, "", colours.ground, colours.line, 1, colours.soft)
    return Look(colour, "", colour, colours.grey, 0.5, ink_on(standing, pen))


def pattern(look: Look) -> dict[str, Any]:
    """The hatch in plotly's terms."""
    return {
        "shape": look.hatch,
        "fillmode": "replace",
        "bgcolor": look.fill,
        "fgcolor": look.hatch_ink,
        "size": 7,
        "solidity": 0.22,
    }
