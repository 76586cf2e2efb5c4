"""Words written into a picture, beside what they name."""

from __future__ import annotations

import plotly.graph_objects as go


def write(figure: go.Figure, words: str, ink: str, *, size: int = 13, **place: object) -> None:
    """Write words without an arrow; `place` is where, in plotly's own terms."""
    figure.add_annotation(text=words, showarrow=False, font={"size": size, "color": ink}, **place)
