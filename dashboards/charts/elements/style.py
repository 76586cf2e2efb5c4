"""The common look of every chart: colours for light and dark, type, separators, and the signs that stand beside
colours."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.charts.elements.figure import Figure
from dashboards.i18n import Wording

FONT = '"Source Sans", "Noto Sans", "Segoe UI", system-ui, sans-serif'


@dataclass(frozen=True)
class Palette:
    """Okabe and Ito's colours, lightened where a dark ground needs it."""

    ink: str
    soft: str
    line: str
    ground: str
    green: str
    blue: str
    orange: str
    vermilion: str
    purple: str
    grey: str
    pale: str
    on_mark: str
    orange_ink: str  # orange as a text needs it
    demand: tuple[str, str, str, str, str]  # one hue: the more a target demands, the farther from the ground


LIGHT = Palette(
    ink="#16232B",
    soft="#52616B",
    line="#D8D3C6",
    ground="#FBFAF6",
    green="#007A57",
    blue="#006BA8",
    orange="#BA7C00",
    vermilion="#B54800",
    purple="#9C4B78",
    grey="#667077",
    pale="#E6E2D7",
    on_mark="#FFFFFF",
    orange_ink="#8A5C00",
    demand=("#6A93BC", "#2F78B0", "#1F5588", "#173F66", "#0E2840"),
)
DARK = Palette(
    ink="#E9EEF0",
    soft="#B0BCC3",
    line="#33434D",
    ground="#10191F",
    green="#2FBF93",
    blue="#56B4E9",
    orange="#E69F00",
    vermilion="#F0834A",
    purple="#CC79A7",
    grey="#8D99A1",
    pale="#23323B",
    on_mark="#10191F",
    orange_ink="#E69F00",
    demand=("#3D6C8F", "#4E8FBF", "#7DB6E0", "#A9D0EE", "#D6EAF9"),
)


@dataclass(frozen=True)
class Pen:
    """What a chart needs beside its figures: the words of a language and the colours of a theme."""

    say: Wording
    is_dark: bool = False

    @property
    def colours(self) -> Palette:
        return DARK if self.is_dark else LIGHT


STANDINGS = (
    "met",
    "missed",
    "below_trend",
    "on_trend",
    "stretch",
    "rare",
    "beyond_precedent",
    "asking_nothing",
    "easier_than_today",
    "too_uncertain",
    "zero",
    "not_available",
    "no_data",
    "late",
    "rejected",
)  # in the order of every key; what has not been submitted comes last, beside them
RANGE_OPACITY = 0.72  # the palest at which a range bar still stands out from the ground by 3 to 1
SIGNS = {
    "met": "▲",
    "missed": "▽",
    "below_trend": "◒",
    "on_trend": "●",
    "stretch": "◆",
    "rare": "◈",
    "beyond_precedent": "▼",
    "asking_nothing": "▷",
    "easier_than_today": "◁",
    "too_uncertain": "◌",
    "not_available": "◇",
    "no_data": "○",
    "not_submitted": "□",
    "late": "◔",
    "rejected": "✕",
    "zero": "0",
}


DEMAND = ("below_trend", "on_trend", "stretch", "rare", "beyond_precedent")  # from little to much


def colour_of(standing: str, pen: Pen) -> str:
    """The colour of a standing; signs and words carry the same meaning beside it. What a target demands is one hue,
    for it is neither good nor bad; what asks for nothing has no colour of success."""
    colours = pen.colours
    if standing in DEMAND:
        return colours.demand[DEMAND.index(standing)]
    return {
        "met": colours.green,
        "missed": colours.vermilion,
        "asking_nothing": colours.grey,
        "easier_than_today": colours.grey,
        "late": colours.orange,
        "rejected": colours.vermilion,
        "zero": colours.grey,
    }.get(standing, colours.pale)


def text_colour(standing: str, pen: Pen) -> str:
    """The colour of a standing for signs and words, readable on the page."""
    colours = pen.colours
    if standing in DEMAND:
        return colours.blue
    colour = colour_of(standing, pen)
    quiet = dict.fromkeys((colours.pale, colours.grey), colours.soft)
    return {**quiet, colours.orange: colours.orange_ink}.get(colour, colour)


def ink_on(standing: str, pen: Pen) -> str:
    """A text colour that reads on the colour of a standing."""
    return ink_upon(colour_of(standing, pen), pen)


def ink_upon(colour: str, pen: Pen) -> str:
    """Of the page's two inks the one that stands out more from a colour."""
    colours = pen.colours
    return max((colours.ink, colours.on_mark), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """How far two hex colours lie apart for the eye, 1 to 21, as WCAG counts it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def draw(figure: Figure, pen: Pen, height: int, *, margin: tuple[int, int, int, int] = (8, 8, 8, 8)) -> Figure:
    """Give a figure the common look; margin is left, right, top, bottom."""
    colours = pen.colours
    left, right, top, bottom = margin
    figure.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": colours.ink},
        separators=pen.say.separators,
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": colours.ground,
            "bordercolor": colours.line,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": colours.ink},
        },
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": colours.soft, "activecolor": colours.ink},
    )
    figure.update_xaxes(
        gridcolor=colours.line,
        linecolor=colours.line,
        zeroline=False,
        fixedrange=True,
        tickfont={"color": colours.soft},
    )
    figure.update_yaxes(
        gridcolor=colours.line,
        linecolor=colours.line,
        zeroline=False,
        fixedrange=True,
        tickfont={"color": colours.soft},
    )
    return figure


def faded_colour(colour: str, opacity: float) -> str:
    """A hex colour as rgba with an opacity."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def plain_config(pen: Pen, file_name: str) -> dict[str, object]:
    """Plotly's settings: one button (the picture as PNG), its words in the language, nothing that calls the web."""
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "responsive": True,
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
        "locale": "selaras",
        "locales": {
            "selaras": {
                "dictionary": {
                    "Download plot as a PNG": pen.say("chart.download_png"),
                    "Download plot as a png": pen.say("chart.download_png"),
                    "Download plot": pen.say("chart.download_png"),
                    "Taking snapshot - this may take a few seconds": pen.say("chart.taking_png"),
                    "Snapshot succeeded": pen.say("chart.took_png"),
                },
                "format": {"decimal": pen.say.separators[0], "thousands": pen.say.separators[1]},
            }
        },
    }
