"""The facts of lines from rows of core.line_fact and core.open_finding, the same for a refresh and for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.contract.decisions.subjects import COUNTRY, Line, LineFacts, Standing, line_key
from pipelines.contract.decisions.workflow import Workflow


def facts_of_lines(
    lines: Iterable[Mapping[str, Any]],
    findings: Iterable[Mapping[str, Any]],
    waiting: Mapping[str, int] | None = None,
) -> dict[str, LineFacts]:
    """One LineFacts per line key. `waiting`: undecided lines below each line, from `children_waiting`."""
    asked: dict[str, dict[str, str]] = {}
    for finding in findings:
        asked.setdefault(_key(finding), {})[finding["finding_id"]] = finding["rule_id"]
    below = waiting or {}
    return {
        key: LineFacts(
            lower_bound=row["lower_bound"],
            upper_bound=row["upper_bound"],
            is_example=bool(row["is_example"]),
            open_findings=asked.get(key, {}),
            undecided_children=below.get(key, 0),
        )
        for row in lines
        for key in (_key(row),)
    }


def children_waiting(workflow: Workflow, standings: Mapping[str, Standing]) -> dict[str, int]:
    """How many lines one level below wait for a decision, for each line above them that stands in the same round."""
    states = workflow.subjects["line"].states
    found: dict[str, int] = {}
    for standing in standings.values():
        state = states[standing.state]
        if state.is_decided or state.has("is_gone"):
            continue
        above = parent_of(standing.line)
        if above is not None and above in standings:
            found[above] = found.get(above, 0) + 1
    return found


def parent_of(line: Line) -> str | None:
    """The key of the same line one level up: a district's province, a province's nation; None for the nation."""
    if line.region_id == COUNTRY:
        return None
    above = line.region_id.split(".", 1)[0] if "." in line.region_id else COUNTRY
    return line_key(line.round_id, line.indicator_code, above, line.target_year)


def _key(row: Mapping[str, Any]) -> str:
    return line_key(row["round_id"], row["indicator_code"], row["region_id"], row["target_year"])
