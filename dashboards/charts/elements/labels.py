"""Words written into a picture, beside what they name."""

from __future__ import annotations

from typing import Any

from dashboards.charts.elements.figure import Figure


def write(figure: Figure, words: str, ink: str, *, size: int = 13, **place: Any) -> None:
    """Write words without an arrow; `place` is where, in plotly's own terms."""
    figure.add_annotation(text=words, showarrow=False, font={"size": size, "color": ink}, **place)
