"""A button that prints the page: page.js redraws the pictures at the width of the paper first."""

from __future__ import annotations

from dashboards.components.markup import el, put
from dashboards.state.context import Visit


def print_button(visit: Visit) -> None:
    """Place the button; how a page looks on paper stands in `static/print.css`."""
    put(el("button", visit.say("print.button"), type="button", class_="print", data_print=""))
