"""The five criteria beside each target: level, reason, evidence, never averaged; the lowest mandatory one named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.state.context import Visit

STATIC = Path(__file__).parents[2] / "static"
HIGHEST_LEVEL = 3


def criteria_strip(visit: Visit, targets: Sequence[Mapping[str, Any]], key: str) -> None:
    """Show one strip per target. Each target: name, and `scores`, its rows of criterion and level in order."""
    say = visit.say
    data = {
        "highest": HIGHEST_LEVEL,
        "reason": say("criteria.reason"),
        "evidence": say("criteria.evidence"),
        "targets": [
            {
                "name": target["name"],
                "lowest": lowest_sentence(visit, target["scores"]),
                "cells": [_cell(visit, score) for score in target["scores"]],
            }
            for target in targets
        ],
    }
    _component()(data=json.dumps(data, ensure_ascii=False), key=f"strip_{key}")


def lowest_sentence(visit: Visit, scores: Sequence[Mapping[str, Any]]) -> str:
    """Which mandatory criterion is lowest, and which of them nobody has assessed; no number stands for all."""
    say = visit.say
    mandatory = [score for score in scores if score["is_mandatory"] and not score["is_not_applicable"]]
    assessed = [score for score in mandatory if score["level"] is not None]
    waiting = [say.name_of(dict(score)) for score in mandatory if score["level"] is None]
    if not assessed:
        return say("criteria.none_assessed")
    level = min(score["level"] for score in assessed)
    names = ", ".join(say.name_of(dict(score)) for score in assessed if score["level"] == level)
    said = say("criteria.lowest", name=names, level=level)
    return f"{said} {say('criteria.waiting', names=', '.join(waiting))}" if waiting else said


def _cell(visit: Visit, score: Mapping[str, Any]) -> dict[str, Any]:
    say, level = visit.say, score["level"]
    if score["is_not_applicable"]:
        words = say("criteria.not_applicable")
    else:
        words = say("criteria.not_assessed") if level is None else say("criteria.level", level=level)
    return {
        "name": say.name_of(dict(score)),
        "must": say("criteria.mandatory") if score["is_mandatory"] else "",
        "level": None if score["is_not_applicable"] else level,
        "words": words,
        "reason": score["reason"] or "",
        "evidence": score["evidence"] or "",
    }


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "selaras_strip",
        html='<div class="strips"></div>',
        css=(STATIC / "strip.css").read_text(encoding="utf-8"),
        js=(STATIC / "strip.js").read_text(encoding="utf-8"),
    )
