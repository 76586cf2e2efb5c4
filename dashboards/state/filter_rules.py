"""What of an address still fits after a picker has changed it: a choice of one's own is no broken link, so what it
leaves behind is taken out of the address instead of being complained about."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from dashboards.queries import findings, sheets
from dashboards.queries.round import owners, reception, rounds
from dashboards.state.context import Visit, settled_visit
from dashboards.state.selection import Selection

Written = dict[str, list[str]]


def fitting(visit: Visit, written: Mapping[str, list[str]]) -> Written:
    """The parameters that can be followed together on the visit's page; the others are left out."""
    last = {key: values[-1] for key, values in written.items() if values}
    there = settled_visit(replace(visit, picked=Selection(visit.picked.language)), last)
    unfit = {notice.key for notice in there.picked.notices}
    kept = {key: values for key, values in written.items() if key not in unfit | {"page"}}
    for key, allowed in _allowed_values(there, last.get("into", "")).items():
        kept[key] = [value for value in kept.get(key, []) if value in allowed]
    picked, was = there.picked, visit.picked
    if (picked.round_id, picked.indicator_code) != (was.round_id, was.indicator_code):
        kept.pop("lock", None)  # values of another indicator or round
    return {key: values for key, values in kept.items() if values}


def _allowed_values(visit: Visit, into: str) -> dict[str, Container[str]]:
    """What each filter of the page accepts for what is picked."""
    picked = visit.picked
    if visit.page == "explorer":
        regions = owners.regions_with_targets(visit.ask, picked.round_id, picked.indicator_code, picked.target_year)
        return {"region": regions, "compare": regions, "beside": [row["indicator_code"] for row in visit.indicators]}
    if visit.page == "round":
        return {"unit": rounds.units(visit.ask, picked.round_id)["unit_code"].to_list()}
    if visit.page == "findings":
        return {
            "unit": findings.units(visit.ask, picked.round_id)["unit_code"].to_list(),
            "rule": findings.by_rule(visit.ask, picked.round_id)["rule_id"].to_list(),
        }
    if visit.page == "reference":
        return {"sheet": sheets.regions(visit.ask, picked.round_id)["region_id"].to_list()}
    if visit.page == "submit" and into:
        return {"unit": reception.units(visit.ask, into)["unit_code"].to_list(), "file": ()}
    return {}
