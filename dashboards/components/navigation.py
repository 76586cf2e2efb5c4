"""The head's way through the pages: a list of links in the round's own order, and a search for regions and indicators.

Links are plain anchors that page.js follows by the browser's history; without it they work as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from dashboards.components.markup import Html, el, put
from dashboards.i18n import Wording
from dashboards.queries import Ask, choices
from dashboards.services import edition
from dashboards.state import routes
from pipelines.contract.guarded_tables import Scope


def navigation(say: Wording, address: str, kept: Mapping[str, str]) -> None:
    """The pages, grouped as a round goes; `kept` is what the links keep selected."""
    groups = []
    for names in routes.groups():
        links = (el("li", _link(say, name, address, kept)) for name in names)
        groups.append(el("li", el("ul", *links)))
    put(el("nav", el("ul", *groups), class_="pages", aria_label=say("nav.pages")))


def _link(say: Wording, name: str, address: str, kept: Mapping[str, str]) -> Html:
    here = routes.ADDRESSES[name] == address or (name == "overview" and address == "")
    path = "./" if name == "overview" else f"./{routes.ADDRESSES[name]}"
    asked = f"?{urlencode(kept)}" if kept else ""
    return el("a", say(f"page.{name}"), href=path + asked, data_go="", aria_current="page" if here else None)


def search(say: Wording) -> None:
    """A field that leads to a region or an indicator by its name; nothing before the first edition."""
    found = edition.current(Scope())  # names only: nothing that is guarded
    if found is None:
        return
    label = say("nav.search")
    field = el("input", type="search", list="everything", placeholder=label, aria_label=label, autocomplete="off")
    put(el("form", field, _everything(found.ask, found.name, say.language), role="search", data_search=""))


@st.cache_resource(show_spinner=False, max_entries=6)
def _everything(_ask: Ask, edition_name: str, language: str) -> Html:
    """Every region of today and every indicator, by name, with the page that shows it."""
    regions = choices.regions(_ask).sort("region_id")
    options = [
        el("option", value=f"{name} · {code}", data_page=routes.ADDRESSES["region"], data_key="region", data_code=code)
        for code, name in regions.select("region_id", "region_name").iter_rows()
    ]
    named = choices.every_indicator(_ask)
    names = named[f"name_{language}"].fill_null(named["name_id"])
    options += [
        el("option", value=name, data_page=routes.ADDRESSES["explorer"], data_key="indicator", data_code=code)
        for code, name in zip(named["indicator_code"], names, strict=True)
    ]
    return el("datalist", *options, id="everything")
