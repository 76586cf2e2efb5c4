"""What changed since the round before: targets harder, new, kept, easier, withdrawn, as parts of one bar. Only colours
and places stand here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.charts.elements.style import Pen

KINDS = ("lowered", "withdrawn", "unchanged", "created", "raised")


def kind_colour(kind: str, pen: Pen) -> str:
    """The colour of a kind of change: one hue from easier to harder, for neither is good or bad by itself."""
    colours = pen.colours
    return {
        "lowered": colours.demand[0],
        "withdrawn": colours.purple,
        "unchanged": colours.grey,
        "created": colours.green,
        "raised": colours.demand[2],
    }[kind]


def changes(row: Mapping[str, Any], longest: int) -> list[tuple[str, float, float]]:
    """The parts of one bar: kind, where it begins and how wide it is, in per cent of the longest bar."""
    found, start = [], 0.0
    for kind in KINDS:
        width = 100 * row[kind] / longest if longest else 0.0
        found.append((kind, start, width))
        start += width
    return found
