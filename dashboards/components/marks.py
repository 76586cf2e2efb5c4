"""Status marks: a sign, a colour and a word for each standing, and the key that explains them."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards.charts.elements.style import SIGNS, text_colour
from dashboards.components.markup import Html, el
from dashboards.components.tooltips import meaning_of_label
from dashboards.state.context import Visit


def mark(visit: Visit, standing: str) -> Html:
    """Sign and word of one standing; the word carries the meaning without the colour."""
    return el(
        "span",
        sign(visit, standing),
        " " + visit.say(f"standing.{standing}"),
        title=visit.say(f"standing_help.{standing}"),
    )


def word(visit: Visit, standing: str) -> Html:
    """The word of a standing, with its meaning."""
    return el("span", visit.say(f"standing.{standing}"), title=visit.say(f"standing_help.{standing}"))


def key(visit: Visit, standings: Iterable[str]) -> Html:
    """The signs in use with their words, as one line."""
    return el("ul", *(el("li", mark(visit, standing)) for standing in standings), class_="key")


def sign(visit: Visit, standing: str) -> Html:
    """The coloured sign of a standing, hidden from screen readers, who get the word beside it."""
    return el("b", SIGNS.get(standing, ""), aria_hidden="true", style=f"color:{text_colour(standing, visit.pen)}")


def ledger(entries: Iterable[tuple[str | Html, str, str]], visit: Visit | None = None) -> Html:
    """Large figures in a row: (figure, what it counts, what it means); with a visit, words say their meaning."""
    figures = []
    for figure, what, more in entries:
        why = meaning_of_label(visit, what) if visit else ""
        told = {"class_": "why", "tabindex": "0", "role": "group", "aria_label": what} if why else {}
        figures.append(
            el(
                "div",
                el("span", figure, class_="figure"),
                el("span", what, class_="what"),
                el("span", more, class_="more"),
                data_why=why or None,
                aria_description=why or None,
                **told,
            )
        )
    return el("div", *figures, class_="ledger")


def facts(entries: Iterable[tuple[str, str | Html]], visit: Visit | None = None) -> Html:
    """Named facts as a definition list; with a visit, words say their meaning."""
    return el(
        "dl", *(piece for name, text in entries for piece in (_term(visit, name), el("dd", text))), class_="facts"
    )


def _term(visit: Visit | None, name: str) -> Html:
    why = meaning_of_label(visit, name) if visit else ""
    if not why:
        return el("dt", name)
    return el("dt", el("button", name, class_="why", type="button", data_why=why, aria_description=why))
