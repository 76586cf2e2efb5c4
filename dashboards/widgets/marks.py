"""Status marks: a sign, a colour and a word for each standing, and the key that explains them."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards.charts.style import SIGNS, colour_of
from dashboards.widgets.markup import Html, el
from dashboards.widgets.visit import Visit


def mark(visit: Visit, standing: str) -> Html:
    """Sign and word of one standing; the word carries the meaning without the colour."""
    return el(
        "span",
        sign(visit, standing),
        " " + visit.say(f"standing.{standing}"),
        title=visit.say(f"standing_help.{standing}"),
    )


def key(visit: Visit, standings: Iterable[str]) -> Html:
    """The signs in use with their words, as one line."""
    return el("ul", *(el("li", mark(visit, standing)) for standing in standings), class_="key")


def sign(visit: Visit, standing: str) -> Html:
    """The coloured sign of a standing, hidden from screen readers, who get the word beside it."""
    colour = colour_of(standing, visit.pen)
    if colour == visit.pen.colours.pale:
        colour = visit.pen.colours.soft
    return el("b", SIGNS.get(standing, ""), aria_hidden="true", style=f"color:{colour}")


def ledger(entries: Iterable[tuple[str | Html, str, str]]) -> Html:
    """Large figures in a row: (figure, what it counts, what it means)."""
    return el(
        "div",
        *(
            el(
                "div",
                el("span", figure, class_="figure"),
                el("span", what, class_="what"),
                el("span", more, class_="more"),
            )
            for figure, what, more in entries
        ),
        class_="ledger",
    )


def facts(entries: Iterable[tuple[str, str | Html]]) -> Html:
    """Named facts as a definition list."""
    return el("dl", *(piece for name, text in entries for piece in (el("dt", name), el("dd", text))), class_="facts")
