"""A figure as plain dictionaries in plotly's terms. Plotly's own class checks every value as it is set and copies what
was set before, which took half of a page's time; here nothing is checked, for each chart's test lets plotly do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

Properties = dict[str, Any]
BESIDE_PATTERN = {"fillpattern": {"fillmode": "overlay", "size": 10, "solidity": 0.2}}
AXIS: Properties = {"automargin": True, "title": {"standoff": 15}, "zerolinewidth": 2}
TEMPLATE: Properties = {  # what plotly's own look adds to the browser's defaults, without what `draw` sets anyway
    "data": {"scatter": [BESIDE_PATTERN]},
    "layout": {"autotypenumbers": "strict", "hovermode": "closest", "xaxis": AXIS, "yaxis": AXIS},
}


class Figure:
    """Traces and a layout, built up call by call; `row` and `col` count panels from 1 at the top left."""

    def __init__(self, *traces: Properties) -> None:
        self.traces: list[Properties] = list(traces)
        self.layout: Properties = {"template": TEMPLATE, "xaxis": {}, "yaxis": {}}
        self._panels: dict[tuple[int, int], str] = {}  # row and column: what its axes' names end in

    @classmethod
    def of_panels(
        cls,
        rows: int,
        columns: int = 1,
        *,
        titles: Sequence[str] = (),
        vertical_spacing: float = 0.0,
        horizontal_spacing: float = 0.0,
    ) -> Self:
        """An empty figure of panels with axes of their own, each under its title; spacings are shares of the whole."""
        figure = cls()
        width = (1 - horizontal_spacing * (columns - 1)) / columns
        height = (1 - vertical_spacing * (rows - 1)) / rows
        for number in range(rows * columns):
            row, column = divmod(number, columns)
            end = str(number + 1) if number else ""
            left, foot = column * (width + horizontal_spacing), (rows - 1 - row) * (height + vertical_spacing)
            figure.layout[f"xaxis{end}"] = {"anchor": f"y{end}", "domain": [left, min(left + width, 1.0)]}
            figure.layout[f"yaxis{end}"] = {"anchor": f"x{end}", "domain": [foot, min(foot + height, 1.0)]}
            figure._panels[row + 1, column + 1] = end
            if number < len(titles):
                place: Properties = {"x": left + width / 2, "xref": "paper", "xanchor": "center"}
                figure.add_annotation(
                    text=titles[number], showarrow=False, **place, y=foot + height, yref="paper", yanchor="bottom"
                )
        return figure

    @property
    def specification(self) -> Properties:
        """What plotly draws; not a copy."""
        return {"data": self.traces, "layout": self.layout}

    def add_scatter(self, **given: Any) -> None:
        self.add_trace("scatter", **given)

    def add_bar(self, **given: Any) -> None:
        self.add_trace("bar", **given)

    def add_trace(self, kind: str, *, row: int | None = None, col: int | None = None, **given: Any) -> None:
        """Add a trace; what is None is left to plotly."""
        trace = {"type": kind, **{name: value for name, value in given.items() if value is not None}}
        if row is not None and col is not None:
            end = self._panels[row, col]
            trace |= {"xaxis": f"x{end}", "yaxis": f"y{end}"}
        self.traces.append(trace)

    def add_annotation(self, *, row: int | None = None, col: int | None = None, **given: Any) -> None:
        self._add("annotations", given, row, col)

    def add_shape(self, *, row: int | None = None, col: int | None = None, **given: Any) -> None:
        self._add("shapes", given, row, col)

    def add_vline(self, x: Any, *, line: Properties) -> None:
        """A line over the whole height."""
        self.add_shape(type="line", x0=x, x1=x, xref="x", y0=0, y1=1, yref="y domain", line=line)

    def add_hline(self, y: Any, *, line: Properties, row: int | None = None, col: int | None = None) -> None:
        """A line over the whole width, of one panel where one is named."""
        self.add_shape(type="line", x0=0, x1=1, xref="x domain", y0=y, y1=y, yref="y", line=line, row=row, col=col)

    def update_layout(self, **given: Any) -> None:
        merge(self.layout, given)

    def update_xaxes(self, *, row: int | None = None, col: int | None = None, **given: Any) -> None:
        """Change the horizontal axis of one panel, or of all."""
        self._update_axes("xaxis", given, row, col)

    def update_yaxes(self, *, row: int | None = None, col: int | None = None, **given: Any) -> None:
        """Change the vertical axis of one panel, or of all."""
        self._update_axes("yaxis", given, row, col)

    def update_annotations(self, **given: Any) -> None:
        for each in self.layout.get("annotations", []):
            merge(each, given)

    def _add(self, name: str, given: Properties, row: int | None, col: int | None) -> None:
        """Add an annotation or a shape; its axes are those of its panel."""
        if row is not None and col is not None:
            for axis in ("x", "y"):
                ref = given.get(f"{axis}ref", axis)
                given[f"{axis}ref"] = ref.replace(axis, axis + self._panels[row, col], 1)
        self.layout.setdefault(name, []).append(given)

    def _update_axes(self, name: str, given: Properties, row: int | None, col: int | None) -> None:
        for each in self._axes(name, row, col):
            merge(self.layout[each], given)

    def _axes(self, name: str, row: int | None, col: int | None) -> Iterable[str]:
        if row is not None and col is not None:
            return [f"{name}{self._panels[row, col]}"]
        return [f"{name}{end}" for end in self._panels.values()] if self._panels else [name]


def merge(kept: Properties, given: Mapping[str, Any]) -> None:
    """Write what is given into what is kept; dictionaries in it are merged, all else is replaced."""
    for name, value in given.items():
        if isinstance(value, Mapping):
            inner = dict(kept.get(name) or {})
            merge(inner, value)
            kept[name] = inner
        else:
            kept[name] = value
