"""The dashboard's entry: page list, page configuration, and the head and foot that every page shares."""

from pathlib import Path

import streamlit as st

from dashboards.widgets import frame, places, visit
from dashboards.wording import wording

say = wording(visit.current_language())
st.set_page_config(
    page_icon=str(Path(__file__).parent / "widgets" / "selaras.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    places.pages({name: f"{say(f'page.{name}')} · Selaras" for name in places.ADDRESSES}), position="hidden"
)
st.set_page_config(page_title=page.title)  # here, for only now is it known which page it is
frame.head(say, page.url_path)
page.run()
frame.foot(say)
