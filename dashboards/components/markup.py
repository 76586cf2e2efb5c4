"""Small pieces of HTML built from words and numbers of our own; every text is escaped here and nowhere else.

Text that somebody submitted is not passed through here: `st.text` and the table show it, and they never read markup.
"""

from __future__ import annotations

from html import escape

import streamlit as st


class Html(str):
    """Markup that was built here, so it need not be escaped again."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | None) -> Html:
    """Build one element; plain strings are escaped, `class_` becomes class, None is left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None)
    return Html(f"<{tag}{written}>{inner}</{tag}>")


def put(*pieces: Html) -> None:
    """Place built markup on the page."""
    st.html("".join(pieces))
