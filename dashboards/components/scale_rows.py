"""Charts written as tables: bars on one scale, 24 pixels a row. They print whole, fold on a phone and read aloud, and
need no script. Which places the bars have is decided in `charts/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.components.markup import Html, el


@dataclass(frozen=True)
class Bar:
    """A bar on a lane: where it begins and how wide it is, in per cent of the lane; hollow where nothing is sure."""

    start: float
    width: float
    colour: str
    is_hollow: bool = False
    is_cut: bool = False


@dataclass(frozen=True)
class Line:
    """One row: what it is about, where that leads, its bar, and what stands in the columns beside it."""

    name: str
    bar: Bar | None
    cells: tuple[str | Html, ...]
    leads: str = ""
    title: str = ""
    more_bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Heads:
    """The heading over the names, what the lane shows, and the other columns: heading, share of the width in per cent,
    and whether figures stand there."""

    name: str
    lane: str
    cells: tuple[tuple[str, float, bool], ...]
    name_width: float = 30
    is_counted: bool = False  # columns of bare counts: on a phone each says what it counts


def rows(lines: Sequence[Line], heads: Heads, *, caption: str, lines_at: Sequence[tuple[float, str]]) -> Html:
    """The table. `lines_at` are places on the lane with their words; a line with words is drawn heavier."""
    widths = [heads.name_width, None, *(width for _, width, _ in heads.cells)]
    columns = [el("col", style=f"width:{width}%" if width else None) for width in widths]
    head = el(
        "tr",
        el("th", heads.name, scope="col"),
        el("th", el("span", heads.lane, class_="unseen"), _ticks(lines_at), scope="col"),
        *(el("th", name, scope="col", class_="number" if is_figure else None) for name, _, is_figure in heads.cells),
    )
    body = "".join(_row(line, heads, lines_at) for line in lines)
    return el(
        "table",
        el("caption", caption, class_="unseen"),
        el("colgroup", *columns),
        el("thead", head),
        el("tbody", Html(body)),
        class_="scale-rows counted" if heads.is_counted else "scale-rows",
    )


def _row(line: Line, heads: Heads, lines_at: Sequence[tuple[float, str]]) -> Html:
    name = el("a", line.name, href=line.leads, data_go="", title=line.title or None) if line.leads else line.name
    grid = [el("i", class_="zero" if words else "tick", style=f"left:{place}%") for place, words in lines_at]
    bars = [bar for bar in (line.bar, *line.more_bars) if bar is not None]
    drawn = Html("".join(_bar(bar) for bar in bars))
    return el(
        "tr",
        el("th", name, scope="row"),
        el("td", el("span", *grid, drawn, class_="lane", aria_hidden="true"), class_="drawn"),
        *(
            el("td", cell, class_="number" if is_figure else "words", data_label=name)
            for cell, (name, _, is_figure) in zip(line.cells, heads.cells, strict=True)
        ),
    )


def _bar(bar: Bar) -> Html:
    ground = f"border-color:{bar.colour}" if bar.is_hollow else f"background:{bar.colour}"
    kinds = "bar" + (" hollow" if bar.is_hollow else "") + (" cut" if bar.is_cut else "")
    return el("i", class_=kinds, style=f"left:{bar.start}%;width:{max(bar.width, 0.4)}%;{ground}")


def _ticks(lines_at: Sequence[tuple[float, str]]) -> Html:
    marks = [el("i", words, style=f"left:{place}%") for place, words in lines_at if words]
    return el("span", *marks, class_="ticks", aria_hidden="true")
