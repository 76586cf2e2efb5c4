"""What the compose page begins with: the parent, the years still to come, and the request in the URL; or why there is
nothing to compose."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboards.components import layout
from dashboards.queries import territory
from dashboards.services import composing as drawing
from dashboards.state import composing, selection
from dashboards.state.composing import SetInAddress
from dashboards.state.context import Visit
from pipelines.analysis.tables.composition import Composition, CompositionError

NATION = "00"


def parents(visit: Visit) -> list[str]:
    return territory.with_regions_below(visit.ask)


def begin(visit: Visit) -> tuple[Visit, Composition | None, SetInAddress | None]:
    """Settle parent, year and request; where nothing can be composed the page says why and the rest is None."""
    visit = visit.with_parent(parents(visit) or [NATION])
    picked, say = visit.picked, visit.say
    try:
        known = drawing.known_composition(
            visit.ask, visit.edition_name, picked.round_id, picked.indicator_code, picked.region_id
        )
    except CompositionError as error:
        layout.answer(visit, say("page.compose"), say("compose.nothing"), error.words(say.language))
        return visit, None, None
    if not known.open_years:
        layout.answer(visit, say("page.compose"), say("compose.nothing"), say("compose.all_observed"))
        return visit, known, None
    years = [str(year) for year in known.open_years]
    year, notice = selection.settle("year", st.query_params.get("year"), years, years[-1])
    asked = composing.set_in_address(
        {key: st.query_params.get_all(key) for key in st.query_params},
        known,
        tuple(each for each in known.open_years if each <= int(year)),
    )
    picked = replace(picked.noting(notice), target_year=int(year))
    for each in asked.notices:
        picked = picked.noting(each)
    return replace(visit, picked=picked), known, asked
