"""How full a round is: what became of the targets owed, as parts of one bar. Only colours and places stand here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.charts.elements.style import Pen

PARTS = ("accepted", "rejected", "held", "missing")


def part_colour(part: str, pen: Pen) -> str:
    """The colour of one part of a bar; the figures beside it carry the same meaning."""
    colours = pen.colours
    return {
        "accepted": colours.blue,
        "rejected": colours.vermilion,
        "held": colours.orange,
        "missing": colours.grey,
    }[part]


def filling(row: Mapping[str, Any]) -> list[tuple[str, float, float]]:
    """The parts of one bar: name, where it begins and how wide it is, in per cent of what is owed."""
    counts = {
        "accepted": row["accepted"],
        "rejected": row["rejected"],
        "held": row["received"] - row["accepted"] - row["rejected"],
        "missing": row["expected"] - row["received"],
    }
    found, start = [], 0.0
    for part in PARTS:
        width = 100 * counts[part] / row["expected"] if row["expected"] else 0.0
        found.append((part, start, width))
        start += width
    return found
