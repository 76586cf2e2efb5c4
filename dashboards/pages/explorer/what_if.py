"""The what-if bench: a slider and presets; gap, chance, ambition and the national effect at once. It writes nothing
anywhere."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import layout, marks
from dashboards.components.files.made_files import made_file
from dashboards.components.markup import el, put
from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n import sentences
from dashboards.pages.explorer import sections
from dashboards.queries import history
from dashboards.queries.round import owners
from dashboards.queries.what_if import national_effect, own_effect
from dashboards.services import permission, selaras_cli, what_if
from dashboards.services.what_if import Bench
from dashboards.state import scenario
from dashboards.state.context import Visit

MOST_STEPS = 200


@st.fragment
def bench(visit: Visit, row: dict[str, Any]) -> None:
    """Series, slider and effects in one fragment, so that a move of the slider redraws nothing else."""
    say, picked = visit.say, visit.picked
    laid = _lay_out(visit, row)
    stops = presets(laid, row)
    widget = f"tried_{picked.round_id}_{picked.indicator_code}_{picked.region_id}_{picked.target_year}"
    tried = st.session_state.get(widget, dict(scenario.carried_values()).get(picked.region_id, row["target_value"]))
    left, right = st.columns([13, 7], gap="large")
    with left:
        sections.lens(visit, row, tried if tried != row["target_value"] else None)
    with right:
        sections.facts(visit, row)
    if row["is_due"]:
        layout.section(say("whatif.eyebrow"), say("whatif.due", year=row["target_year"]))
        return
    if row["target_value"] is None and not stops:
        return
    layout.section(say("whatif.eyebrow"), say("whatif.sentence"))
    options = steps(visit, row, stops if tried is None else {**stops, "carried": float(tried)})
    if widget not in st.session_state:
        st.session_state[widget] = tried if tried in options else options[len(options) // 2]
    left, right = st.columns([1, 1], gap="large")
    with left:
        with st.container(horizontal=True, key="presets", gap="small"):
            for name, value in stops.items():
                st.button(
                    f"{say(f'whatif.preset_{name}')}: {visit.figure(value)}",
                    key=f"preset_{name}",
                    on_click=_set,
                    args=(widget, value),
                )
        tried = st.select_slider(
            say("whatif.slider", unit=visit.unit_words()), options, key=widget, format_func=visit.figure
        )
        put(el("p", say("whatif.not_saved"), class_="fresh"))
        _ways_out(visit, float(tried))
    with right:
        _effects(visit, row, laid, float(tried))


def _set(widget: str, value: float) -> None:
    st.session_state[widget] = value


def _lay_out(visit: Visit, row: dict[str, Any]) -> Bench | None:
    picked = visit.picked
    key = (picked.round_id, picked.indicator_code)
    panel = history.panel(visit.ask, *key, str(visit.region.get("region_level", "province")))
    fan = history.projection(visit.ask, *key, picked.region_id).filter(pl.col("projection_year") == picked.target_year)
    return what_if.bench(panel, fan.to_dicts()[0] if fan.height else None, row, visit.indicator)


def presets(laid: Bench | None, row: dict[str, Any]) -> dict[str, float]:
    """Named values to try: as submitted, at the peers' median pace, at the best tenth's pace, and a halt."""
    found: dict[str, float | None] = {"submitted": row["target_value"]}
    if laid is not None:
        found |= {name: laid.preset(share) for name, share in what_if.PRESETS.items()}
    found["halt"] = row["latest_value"]
    return {name: float(value) for name, value in found.items() if value is not None}


def steps(visit: Visit, row: dict[str, Any], stops: dict[str, float]) -> list[float]:
    """The slider's stops: an even grid around everything of interest, with the presets exactly among them."""
    indicator = visit.indicator
    points = [
        *stops.values(),
        *(figure for figure in (row["baseline_value"], row["target_low"], row["target_high"]) if figure is not None),
    ]
    room = 0.25 * (max(points) - min(points)) or abs(points[0]) * 0.2 or 1.0
    low, high = min(points) - room, max(points) + room
    if indicator["lower_bound"] is not None:
        low = max(low, float(indicator["lower_bound"]))
    if indicator["upper_bound"] is not None:
        high = min(high, float(indicator["upper_bound"]))
    unit = 10.0 ** -int(indicator["decimal_places"])
    stride = unit
    for factor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000):
        stride = unit * factor
        if (high - low) / stride <= MOST_STEPS:
            break
    first, last = int(low / stride), int(high / stride)
    grid = {round(place * stride, 6) for place in range(first, last + 1)}
    return sorted(grid | set(stops.values()))


def _effects(visit: Visit, row: dict[str, Any], laid: Bench | None, tried: float) -> None:
    say, picked, indicator = visit.say, visit.picked, visit.indicator
    effect = own_effect(visit.ask, tried, row, str(indicator["good_direction"]), int(indicator["decimal_places"]))
    changed = {**row, **effect, "target_value": tried}
    entries = [
        (say("column.gap"), sentences.first_up(sentences.gap(say, changed, indicator))),
        (say("explorer.pace"), sentences.pace(say, changed, indicator)),
    ]
    if laid is not None and changed["state"] != "met":
        seen = laid.judge(tried)
        said = {
            **changed,
            "ambition_label": seen.label,
            "ambition_pool_count": seen.pool_count,
            "ambition_met_count": seen.met_count,
        }
        entries.append((say("column.chance"), sentences.chance(say, seen.chance_band)))
        entries.append((say("explorer.ambition"), sentences.ambition(say, said)))
    above = _above(visit)
    nation = national_effect(
        visit.ask, picked.round_id, picked.indicator_code, picked.target_year, picked.region_id, tried, above
    )
    if nation is not None:
        entries.append((say("whatif.nation" if above == "00" else "whatif.province"), nation_words(visit, nation)))
    put(marks.facts(entries, visit))


def _above(visit: Visit) -> str:
    return str(visit.region.get("parent_region_id") or "00")


def _ways_out(visit: Visit, tried: float) -> None:
    """On to a scenario with other regions, or as a proposal into the unit's workbook."""
    picked, value = visit.picked, round(tried, int(visit.indicator["decimal_places"]))
    others = [(code, each) for code, each in scenario.carried_values() if code != picked.region_id]
    label = visit.say("compose.scenario_from_explorer")
    scenario.to_scenario(visit, label, [*others, (picked.region_id, value)], _above(visit), picked.region_id)
    _offer(visit, tried)


def nation_words(visit: Visit, nation: dict[str, Any]) -> str:
    """What a tried value does to the sum above, how far that is from the target above, and who is missing in it."""
    say, places = visit.say, int(visit.indicator["decimal_places"]) + 1
    before, after = (say.number(nation[name], places) for name in ("bottom_up_before", "bottom_up_value"))
    key = "whatif.unchanged" if before == after else "whatif.national"
    said = say(key, before=before, after=after, unit=visit.unit_words())
    if nation["alignment_gap"] is not None:
        distance = sums.distance(say, {**visit.indicator, **nation, "decimal_places": places})
        key = "whatif.still_short" if nation["alignment_gap"] > 0 else "whatif.adds_up"
        said += " " + say(key, distance=distance)
    if nation["region_count_submitted"] < nation["region_count_expected"]:
        said += " " + say("whatif.partial", covered=sums.coverage_sentence(say, nation))
    return said


def _offer(visit: Visit, tried: float) -> None:
    """The tried target in the workbook of the unit that owes it, beside everything the unit has already handed in."""
    picked = visit.picked
    unit_code = owners.unit_of(visit.ask, picked.round_id, picked.indicator_code, picked.region_id)
    if unit_code is None:
        return
    value = round(tried, int(visit.indicator["decimal_places"]))
    target = f"{picked.indicator_code}/{picked.region_id}/{picked.target_year}={value!r}"
    made_file(
        visit,
        f"proposal_{picked.round_id}_{target}",
        lambda: permission.to_make(
            visit.ask, unit_code, lambda: selaras_cli.proposal(picked.round_id, unit_code, target)
        ),
        ask="whatif.make",
        download="whatif.download",
    )
