"""The dashboard's entry: page list, page configuration, and the head and foot that every page shares."""

from pathlib import Path

import streamlit as st

from dashboards.components import gate, layout
from dashboards.i18n import wording
from dashboards.state import context, routes

say = wording(context.current_language())
st.set_page_config(
    page_icon=str(Path(__file__).parent / "static" / "selaras.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    routes.pages({name: f"{say(f'page.{name}')} · Selaras" for name in routes.ADDRESSES}), position="hidden"
)
st.set_page_config(page_title=page.title)  # here, for only now is it known which page it is
layout.head(say, page.url_path)
gate.admit(say, page.url_path)
page.run()
layout.foot(say, page.url_path)
