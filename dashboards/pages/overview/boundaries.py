"""Outlines of provinces that a user may put beside the editions: `boundaries/provinces.geojson` in the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.services.edition import data_folder


def provinces() -> dict[str, Any] | None:
    """The supplied outlines, or None when there are none or the file cannot be read."""
    file = data_folder() / "boundaries" / "provinces.geojson"
    try:
        return _read(file, file.stat().st_mtime)
    except (OSError, ValueError):
        return None


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(file: Path, changed_at: float) -> dict[str, Any]:
    outlines = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(outlines, dict) or outlines.get("type") != "FeatureCollection":
        raise ValueError(f"{file.name} is not a GeoJSON FeatureCollection")
    return outlines
