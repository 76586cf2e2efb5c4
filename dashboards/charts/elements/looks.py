"""How each standing looks as an area: fill, hatch, border, and the ink that reads on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.charts.elements.style import Pen, colour_of, faded_colour, ink_on

HATCHES = {
    "late": "/",
    "rejected": "x",
    "zero": "-",
    "no_data": ".",
    "asking_nothing": "-",
    "easier_than_today": "-",
    "too_uncertain": "/",
}
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
    hatch, pale_hatch = HATCHES.get(standing, ""), faded_colour(colour, HATCH_OPACITY)
    told_apart = {
        "late": Look(colours.ground, hatch, pale_hatch, colour, 2, colours.ink),
        "rejected": Look(colours.ground, hatch, pale_hatch, colour, 2, colours.ink),
        "not_submitted": Look(colours.ground, "", colours.ground, colours.ink, 2, colours.ink),
        "asking_nothing": Look(colours.ground, hatch, pale_hatch, colours.grey, 2, colours.ink),
        "easier_than_today": Look(colours.ground, hatch, pale_hatch, colours.grey, 2, colours.ink),
        "too_uncertain": Look(
            colours.pale, hatch, faded_colour(colours.grey, HATCH_OPACITY), colours.grey, 1, colours.ink
        ),
        "not_available": Look(colours.pale, "", colours.pale, colours.grey, 1, colours.ink),
        "no_data": Look(colours.ground, hatch, faded_colour(colours.grey, HATCH_OPACITY), colours.grey, 1, colours.ink),
        "zero": Look(colours.grey, hatch, faded_colour(colours.ground, 0.25), colours.grey, 1, colours.on_mark),
        "not_owed": Look(colours.ground, "", colours.ground, colours.line, 1, colours.soft),
    }
    judged = Look(colour, "", colour, colours.grey, 0.5, ink_on(standing, pen))
    return told_apart.get(standing, judged)


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
