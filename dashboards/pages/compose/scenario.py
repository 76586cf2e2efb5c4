"""A scenario: the targets as submitted with other values for several regions. It is a composed set like any other; here
stands only what is said of its changes. The addresses that lead to one are made in state/scenario.py."""

from __future__ import annotations

import math

from dashboards.components import lists
from dashboards.state import links
from dashboards.state.context import Visit
from dashboards.state.scenario import MOST_CARRIED
from pipelines.analysis.tables.composed_set import DrawnSet


def changes(visit: Visit, drawn: DrawnSet) -> str:
    """The values of a scenario by name, each beside the one it replaces."""
    known, composed = drawn.composition, drawn.composed

    def words(place: int) -> str:
        before, after = float(composed.proposals[place]), float(composed.values[place])
        return visit.say(
            "compose.changed",
            region=known.region_names[place],
            before=visit.figure(before if math.isfinite(before) else None),
            after=visit.figure(after),
        )

    return lists.name_list(visit, [words(place) for place in drawn.changed_places])


def to_explorer(visit: Visit, drawn: DrawnSet, region_id: str) -> None:
    """The way from a region of the set to its own page, with the scenario's values kept in the address."""
    known = drawn.composition
    name = known.region_names[known.place[region_id]]
    values = [f"{code}={value!r}" for code, value in drawn.request.locks.items()]
    links.to_page(
        visit, "explorer", visit.say("compose.to_explorer", region=name), region=region_id, lock=values[:MOST_CARRIED]
    )
