"""What a file taken from the screen says about itself: its name, its edition and selection, and whether it holds
invented figures."""

from __future__ import annotations

import re

import polars as pl
import streamlit as st

from dashboards.state.context import Visit

# What the figures of a page depend on, and which of its parts show one indicator only.
SELECTED = {
    "overview": ("round", "year"),
    "alignment": ("round", "indicator", "region", "year"),
    "explorer": ("round", "indicator", "region", "year"),
    "region": ("round", "region", "year"),
    "round": ("round",),
    "findings": ("round",),
}
OF_INDICATOR = ("provinces", "outlines", "among", "among_twin", "region_map", "map_twin", "changed")
LEAGUE = {"region": ("round", "region", "year"), "all": ("round", "year")}  # by what the table of targets shows
FILTERS = ("unit", "severity", "rule")


def selection(visit: Visit, name: str) -> dict[str, str]:
    """What one part of a page was asked for, by parameter: codes as the address has them."""
    keys = SELECTED.get(visit.page, ())
    if name == "league":
        keys = LEAGUE.get(st.query_params.get("scope", ""), ("round", "indicator", "year"))
    if name in OF_INDICATOR and "indicator" not in keys:
        keys = (*keys[:1], "indicator", *keys[1:])
    picked = visit.picked
    codes = {
        "round": picked.round_id,
        "indicator": picked.indicator_code,
        "region": picked.region_id,
        "year": str(picked.target_year),
    }
    filters = {key: st.query_params.get(key, "") for key in FILTERS} if visit.page in ("findings", "round") else {}
    if name == "league":
        filters = {"standing": st.query_params.get("standing", "")}
    return {key: code for key, code in ({key: codes[key] for key in keys} | filters).items() if code}


def file_stem(visit: Visit, name: str, *, is_example: bool) -> str:
    """The name of a file without its ending: selaras-alignment-rpjmn-2025-poverty_rate-2029-id."""
    codes = [code for code in selection(visit, name).values() if code != "00"]
    parts = ["selaras", name, *codes, *(["data-contoh"] if is_example else []), visit.say.language]
    return re.sub(r"[^\w.-]", "_", "-".join(parts))


def holds_examples(visit: Visit, name: str, frame: pl.DataFrame | None = None) -> bool:
    """Whether a file would hold invented figures: an example round, indicator or row."""
    chosen = selection(visit, name)
    if "round" in chosen and visit.round.get("is_example"):
        return True
    if "indicator" in chosen and visit.indicator.get("is_example"):
        return True
    if frame is None:
        return False
    if "is_example" in frame.columns and frame["is_example"].fill_null(value=False).any():
        return True
    codes = {row["indicator_code"] for row in visit.indicators if row.get("is_example")}
    has_codes = "indicator_code" in frame.columns
    return has_codes and frame["indicator_code"].is_in(list(codes)).fill_null(value=False).any()


def notes(visit: Visit, name: str, *, is_example: bool) -> list[str]:
    """Lines for a file: invented figures first, then edition and selection in words."""
    say = visit.say
    words = {
        "round": say.name_of(visit.round),
        "indicator": say.name_of(visit.indicator),
        "region": str(visit.region.get("region_name", visit.picked.region_id)),
    }
    standing = st.query_params.get("standing", "")
    if say.knows(f"standing.{standing}"):
        words["standing"] = say(f"standing.{standing}")
    chosen = [f"{say(f'pick.{key}')}: {words.get(key, code)}" for key, code in selection(visit, name).items()]
    lines = [f"Selaras · {visit.edition_name}", *([" · ".join(chosen)] if chosen else [])]
    return [say("badge.example"), *lines] if is_example else lines
