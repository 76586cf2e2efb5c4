"""The controls of the compose page: rule with its parameters, aim, rules beside it, path, range, limits and locks. Each
writes the URL and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboards.components import pickers
from dashboards.pages.compose import scenario
from dashboards.state import composing
from dashboards.state.composing import SetInAddress
from dashboards.state.context import Visit
from pipelines.analysis.compose.paths import PATHS
from pipelines.analysis.compose.rules import GIVEN, RULES, Choice
from pipelines.analysis.compose.words import rule_words, say
from pipelines.analysis.tables.composed_set import ENDS, DrawnSet, agreed_locks
from pipelines.analysis.tables.composition import Composition

OWN, PICKER = "own", 260
UNREAD = "?"  # before a typed text that is no number: the URL must not read it in another language
TOWARDS = ("best", "national", "legal")
BESIDE = (
    *(Choice(rule) for rule in ("projection", "own_best")),
    *(Choice("peers", percentile=each) for each in (50.0, 75.0, 90.0)),
    *(Choice("converge", share=each) for each in (0.25, 0.5)),
    *(Choice(rule) for rule in ("common_pace", "equal_effort", "furthest_most", "legal_minimum", *GIVEN)),
)


def _put(**changed: Sequence[str]) -> None:
    """Write parameters into the URL; an empty one is taken out."""
    written = {key: st.query_params.get_all(key) for key in st.query_params} | {
        key: list(values) for key, values in changed.items()
    }
    st.query_params.from_dict({key: values for key, values in written.items() if values})


def rule_controls(visit: Visit, known: Composition, asked: SetInAddress) -> None:
    """The rule, its parameters, whether it is closed, and the aim."""
    choice, language = asked.request.choice, visit.say.language
    st.session_state["compose_rule"] = choice.rule
    rules = [name for name in RULES if name != "legal_minimum" or known.indicator["legal_minimum"] is not None]
    with st.container(horizontal=True, key="compose_rules", vertical_alignment="bottom"):
        st.selectbox(
            visit.say("pick.rule"),
            rules,
            key="compose_rule",
            format_func=lambda name: _short(name, language),
            help=say(f"meaning.{choice.rule}", language),
            on_change=_write_rule,
            args=(choice,),
            width=PICKER,
        )
        _parameters(visit, known, choice)
        if RULES[choice.rule].kind == "open" and known.problem(asked.request.years[-1]).is_additive:
            st.session_state["compose_closed"] = choice.is_closed
            st.checkbox(
                visit.say("compose.closed"), key="compose_closed", help=visit.say("compose.closed_help"),
                on_change=_write_rule, args=(choice,),
            )  # fmt: skip
        _aim(visit, known, asked)


def _short(rule: str, language: str) -> str:
    """The name of a rule without its parameters, which stand beside it."""
    text = say(f"rule.{rule}", language, percentile="", share="", towards="")
    return text.split(",")[0].strip() if rule == "peers" else text.split("  ")[0].strip()


def _parameters(visit: Visit, known: Composition, choice: Choice) -> None:
    language = visit.say.language
    if choice.rule == "peers":
        st.session_state["compose_percentile"] = int(choice.percentile)
        st.number_input(
            visit.say("compose.percentile"), 1, 99, step=5, key="compose_percentile",
            help=visit.say("compose.percentile_help"), on_change=_write_rule, args=(choice,), width=140,
        )  # fmt: skip
    if choice.rule == "converge":
        st.session_state["compose_share"] = round(100 * choice.share)
        st.number_input(
            visit.say("compose.share"), 1, 100, step=5, key="compose_share", on_change=_write_rule, args=(choice,),
            width=140,
        )  # fmt: skip
        st.session_state["compose_towards"] = choice.towards
        aims = [name for name in TOWARDS if name != "legal" or known.indicator["legal_minimum"] is not None]
        st.selectbox(
            visit.say("compose.towards"), aims, key="compose_towards", on_change=_write_rule, args=(choice,),
            format_func=lambda name: say(f"towards.{name}", language), width=PICKER,
        )  # fmt: skip


def _write_rule(before: Choice) -> None:
    state = st.session_state
    choice = Choice(str(state["compose_rule"]), is_closed=bool(state.get("compose_closed", False)))
    if choice.rule == "peers" and "compose_percentile" in state:
        choice = replace(choice, percentile=float(state["compose_percentile"]))
    if choice.rule == "converge" and "compose_share" in state:
        choice = replace(choice, share=state["compose_share"] / 100, towards=state["compose_towards"])
    if choice.rule != before.rule:
        choice = replace(choice, is_closed=before.is_closed)
    _put(rule=[choice.name])


def _aim(visit: Visit, known: Composition, asked: SetInAddress) -> None:
    """Which end of the target above, or a number of one's own."""
    to, year, places = asked.request.to, asked.request.years[-1], known.decimal_places
    ends = [end for end in ENDS if math.isfinite(known.wanted_value(year, end))]
    target = known.parent_targets.get(year)
    if target is not None and target.low == target.high:
        ends = ends[:1]
    st.session_state["compose_to"] = to if to in ENDS else OWN
    options = [*ends, OWN] if to in ends or to not in ENDS else [to, *ends, OWN]

    def words(end: str) -> str:
        if end == OWN:
            return visit.say("compose.own_number")
        return say(f"aim.{end}", visit.say.language, wanted=visit.say.number(known.wanted_value(year, end), places))

    st.selectbox(
        visit.say("pick.to"), options, key="compose_to", format_func=words, on_change=_write_aim, args=(known, year),
        width=PICKER,
    )  # fmt: skip
    if to not in ENDS:
        st.session_state["compose_own"] = float(to)
        st.number_input(
            visit.say("compose.own_number"), key="compose_own", step=10.0**-places, format=f"%.{places}f",
            on_change=_write_own, width=160,
        )  # fmt: skip


def _write_aim(known: Composition, year: int) -> None:
    chosen = str(st.session_state["compose_to"])
    if chosen == OWN:
        starts = (known.wanted_value(year), known.problem(year).total(known.latest_value), 0.0)
        chosen = repr(next(start for start in starts if math.isfinite(start)))
    _put(to=[chosen])


def _write_own() -> None:
    _put(to=[repr(float(st.session_state["compose_own"]))])


def remedies(visit: Visit, drawn: DrawnSet) -> None:
    """One press to the nearest target within reach, where the one asked for is not."""
    nearest = drawn.composed.closure.nearest_feasible_value
    if math.isfinite(nearest):
        st.button(
            visit.say("compose.use_nearest", value=visit.figure(nearest)),
            key="compose_use_nearest",
            on_click=_put,
            kwargs={"to": [repr(nearest)]},
        )


def more_controls(visit: Visit, asked: SetInAddress) -> None:
    """Rules beside the first, path, range, and the limits that may be lifted with a reason."""
    language, request = visit.say.language, asked.request
    with st.expander(visit.say("compose.more"), key="compose_more"):
        with st.container(horizontal=True, key="compose_beside"):
            for number in range(composing.MOST_BESIDE):
                _beside(visit, asked, number)
            pickers.choose(
                "path", visit.say("pick.path"), PATHS, request.path, lambda name: say(f"path.{name}", language),
                width=PICKER,
            )  # fmt: skip
            _range(visit, request.half_width, request.is_parent_range)
        with st.container(key="compose_limits"):
            st.session_state["compose_lift"] = list(st.query_params.get_all("lift"))
            st.multiselect(
                visit.say("compose.lift"), composing.LIFTS, key="compose_lift",
                format_func=lambda name: say(f"limit.{name}", language), on_change=_write_lift,
                placeholder=visit.say("compose.lift_none"),
            )  # fmt: skip
            if st.query_params.get_all("lift"):
                st.session_state["compose_why"] = st.query_params.get("why", "")
                st.text_input(
                    visit.say("compose.why"), key="compose_why", max_chars=composing.LONGEST_REASON,
                    help=visit.say("compose.why_help"), on_change=_write_why,
                )  # fmt: skip


def _beside(visit: Visit, asked: SetInAddress, number: int) -> None:
    language = visit.say.language
    names = {composing.NONE: "–"} | {each.name: rule_words(each, language) for each in BESIDE}
    names |= {each.name: rule_words(each, language) for each in asked.beside}
    chosen = asked.beside[number].name if number < len(asked.beside) else composing.NONE
    st.session_state[f"compose_beside_{number}"] = chosen
    st.selectbox(
        visit.say("compose.beside", number=number + 2), list(names), key=f"compose_beside_{number}",
        format_func=lambda name: names.get(name, name), on_change=_write_beside, width=PICKER,
    )  # fmt: skip


def _write_beside() -> None:
    chosen = [str(st.session_state[f"compose_beside_{number}"]) for number in range(composing.MOST_BESIDE)]
    _put(beside=[name for name in chosen if name != composing.NONE] or [composing.NONE])


def _range(visit: Visit, half_width: float, is_parent: bool) -> None:
    kind = "parent" if is_parent else "fixed" if half_width else "none"
    st.session_state["compose_range"] = kind
    st.selectbox(
        visit.say("pick.range"), ("none", "fixed", "parent"), key="compose_range",
        format_func=lambda name: visit.say(f"compose.range_{name}"), on_change=_write_range, width=PICKER,
    )  # fmt: skip
    if kind == "fixed":
        st.session_state["compose_width"] = half_width
        st.number_input(
            visit.say("compose.half_width"), 0.0, key="compose_width", step=0.05, on_change=_write_width, width=140
        )


def _write_range() -> None:
    kind = st.session_state["compose_range"]
    _put(range={"none": [], "fixed": ["0.25"], "parent": [composing.PARENT_RANGE]}[kind])


def _write_width() -> None:
    _put(range=[repr(float(st.session_state["compose_width"]))])


def _write_lift() -> None:
    _put(lift=list(st.session_state["compose_lift"]))


def _write_why() -> None:
    text = str(st.session_state["compose_why"]).strip()
    _put(why=[text] if text else [])


def lock_controls(visit: Visit, drawn: DrawnSet) -> None:
    """Fix one region by its name and a number: the way for a keyboard, a screen reader and a phone."""
    known, places = drawn.composition, drawn.composition.decimal_places
    names = dict(zip(known.region_ids, known.region_names, strict=True))
    focus = st.query_params.get("focus", "")
    region_id = focus if focus in names else known.region_ids[0]
    here = drawn.composed.values[known.place[region_id]]
    with st.container(horizontal=True, key="compose_lock", vertical_alignment="bottom"):
        pickers.choose(
            "focus", visit.say("compose.lock_region"), list(names), region_id, lambda code: f"{names[code]} · {code}",
            width=PICKER,
        )  # fmt: skip
        field = f"compose_lock_{region_id}_{drawn.fingerprint}"
        st.text_input(
            visit.say("compose.lock_value", unit=visit.unit_words()),
            value=visit.say.number(float(here), places) if math.isfinite(here) else "",
            key=field,
            help=visit.say("compose.lock_help"),
            on_change=_lock,
            args=(field, region_id, visit.say.separators),
            width=200,
        )
        st.button(
            visit.say("compose.lock"),
            key="compose_do_lock",
            on_click=_lock,
            args=(field, region_id, visit.say.separators),
        )
        if region_id in drawn.request.locks:
            st.button(visit.say("compose.release"), key="compose_release", on_click=release, args=(region_id,))
        agreed = agreed_locks(known, drawn.final_year)
        if any(code not in drawn.request.locks for code in agreed):
            st.button(
                visit.say("compose.lock_agreed", count=len(agreed)),
                key="compose_lock_agreed",
                on_click=_put,
                kwargs={"lock": [f"{code}={value!r}" for code, value in (agreed | dict(drawn.request.locks)).items()]},
            )
        if drawn.request.locks:
            st.button(visit.say("compose.release_all"), key="compose_release_all", on_click=_put, kwargs={"lock": []})
        scenario.to_explorer(visit, drawn, region_id)


def _lock(field: str, region_id: str, separators: str) -> None:
    if field in st.session_state:  # gone once the typed value itself has locked the region
        lock({region_id: st.session_state[field]}, separators)


def release(region_id: str) -> None:
    _put(lock=[text for text in st.query_params.get_all("lock") if text.partition("=")[0] != region_id])


def lock(typed: dict[str, Any], separators: str) -> None:
    """Write typed values as locks: an empty one releases; one that cannot be read stands in the URL as it was typed, so
    that the page says so."""
    kept = [text for text in st.query_params.get_all("lock") if text.partition("=")[0] not in typed]
    for region_id, text in typed.items():
        if text is None or not str(text).strip():
            continue
        value = composing.figure_of(str(text), separators)
        kept.append(f"{region_id}={UNREAD + str(text).strip() if value is None else repr(value)}")
    _put(lock=kept)
