"""One invented edition per test run, and the ways tests look at a page."""

from __future__ import annotations

import inspect
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboards.charts.elements.style import Pen
from dashboards.components.drawers import fold
from dashboards.i18n import wording
from dashboards.services import edition
from dashboards.state import routes
from tests.dashboards.edition_fixture import build_edition

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build_edition(folder)
    return folder


@pytest.fixture
def with_edition(data_folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The edition in the environment; what its pages remember outlives a test that patches nothing."""
    is_patching = "monkeypatch" in inspect.signature(request.function).parameters
    monkeypatch.setenv("SELARAS_DATA", str(data_folder))
    if is_patching:
        _forget()
    yield data_folder
    if is_patching:
        _forget()


@pytest.fixture(scope="module", autouse=True)
def _opened() -> Iterator[None]:
    """Open every fold, so that tests see what stands in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold, "IS_OPEN", True)
        yield


@pytest.fixture(scope="session")
def ask(data_folder: Path) -> Callable[..., pl.DataFrame]:
    connection = edition.connect(next((data_folder / "editions").glob("*.duckdb")))

    def answer(query: str, **parameters: Any) -> pl.DataFrame:
        frame = connection.cursor().sql(query, params=parameters).pl()
        return frame.with_columns(pl.selectors.decimal().cast(pl.Float64))

    return answer


@pytest.fixture(params=["id", "en"])
def pen(request: pytest.FixtureRequest) -> Pen:
    return Pen(wording(request.param))


def _forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


# Every page under test asks all installed packages for components; half of a page's time went into that.
installed_components = cache(manifest_scanner.scan_component_manifests)
registered: dict[str, Any] = {}  # the pages the dashboard names, once it has been run
remembered: dict[str, str] = {}  # of which data folder the pages remember what they worked out


def open_page(name: str | None = None, /, **parameters: str | list[str]) -> AppTest:
    """Run the dashboard at one page with URL parameters, as who follows an address that was passed on."""
    if remembered.get("folder") != os.environ.get("SELARAS_DATA"):
        _forget()
        remembered["folder"] = os.environ.get("SELARAS_DATA", "")
    app = AppTest.from_file(str(APP), default_timeout=30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", installed_components)
        if name is not None:
            if not registered:
                registered.update(app.run()._registered_pages)
            app._registered_pages = registered
            app.switch_page(routes.page_file(name))
        for key, text in parameters.items():
            app.query_params[key] = text
        return app.run()


def markup_of(app: AppTest) -> str:
    """All HTML a page placed."""
    return "\n".join(element.proto.body for element in app.get("html"))


def answer_of(app: AppTest) -> str:
    """The first line of a page."""
    found = re.search(r'class="answer">([^<]*)', markup_of(app))
    return "" if found is None else found[1]


def tables_of(app: AppTest) -> dict[str, dict[str, Any]]:
    """What the tables of a page show, by caption."""
    found = {}
    for element in app.get("bidi_component"):
        body = json.loads(element.proto.json) if element.proto.json else None
        shown = json.loads(body) if isinstance(body, str) else body
        if isinstance(shown, dict) and "rows" in shown:
            found[shown["caption"]] = shown
    return found
