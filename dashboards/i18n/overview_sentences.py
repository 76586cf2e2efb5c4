"""What the first screen and the brief say: four answers with one figure each, one line to say aloud, and the targets
that ask for nothing. No queries and no widgets here; facts come as `queries.overview.Overview`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards.i18n import Wording
from dashboards.i18n import alignment_sentences as sums

if TYPE_CHECKING:
    from dashboards.queries.overview import Overview

Row = Mapping[str, Any]
NEXT_CARRIERS = 2
MOST_NAMED = 3


@dataclass(frozen=True)
class Tile:
    """One answer: the question, one figure with its unit, what it counts, and what else belongs to it."""

    question: str
    figure: str
    unit: str
    what: str
    more: str = ""


def tiles(say: Wording, facts: Overview) -> list[Tile]:
    """Do they add up, who carries the distance, what changed, who is missing."""
    return [_sum(say, facts), _carried_tile(say, facts), _changed_tile(say, facts), _missing(say, facts)]


def aloud(say: Wording, facts: Overview) -> str:
    """The one line to say aloud: the indicator that lies farthest from its target, or that none does."""
    worst = facts.worst
    if worst is None:
        is_judged = any(row["verdict"] in sums.JUDGED for row in facts.sums)
        return say("overview.aloud_reached" if is_judged else "overview.aloud_cannot_say", year=facts.target_year)
    said = sums.whole_sentence(say, worst, facts.target_year, is_brief=True)
    share = worst["shortfall_share"]
    return said if share is None else f"{said} {say('overview.aloud_share', share=say.share(share))}"


def asking_nothing(say: Wording, facts: Overview) -> str:
    """The targets that ask for no better than where their region began, by indicator and name; empty without any."""
    if not facts.asking_nothing:
        return ""
    named: dict[str, list[str]] = {}
    for row in facts.asking_nothing:
        named.setdefault(say.name_of(dict(row)), []).append(row["region_name"])
    listed = "; ".join(f"{name}: {some(say, regions)}" for name, regions in named.items())
    count, missed = len(facts.asking_nothing), sum(row["standing"] == "missed" for row in facts.asking_nothing)
    said = say("overview.asking_nothing", count=say.number(count), year=facts.target_year, named=listed)
    return f"{said} {say('overview.asking_nothing_missed', count=say.number(missed))}" if missed else said


def lever(say: Wording, facts: Overview) -> str:
    """The one region that alone would carry a sum to its target at the common pace; empty where none would."""
    found = facts.lever
    if found is None:
        return ""
    places = int(found["decimal_places"])
    return say(
        "overview.lever",
        region=found["region_name"],
        indicator=say.name_of(dict(found)),
        year=facts.target_year,
        pace=say.number(found["pace_value"], places),
        promised=say.number(found["part_value"], places),
        unit=say.unit(dict(found)),
    )


def yardstick(say: Wording, facts: Overview) -> str:
    """What the regions' shares of a distance are measured against."""
    return say(f"overview.against_{facts.carried_by}")


def some(say: Wording, names: Iterable[str], shown: int = MOST_NAMED) -> str:
    """Names in a row, the rest as a count: Aceh, Bali, Banten, Papua dan 3 lainnya."""
    every = list(names)
    if len(every) <= shown:
        return ", ".join(every)
    return say("listing.and_more", names=", ".join(every[:shown]), count=say.number(len(every) - shown))


def _sum(say: Wording, facts: Overview) -> Tile:
    question, year = say("tile.sum"), facts.target_year
    judged = [row for row in facts.sums if row["verdict"] in sums.JUDGED]
    short = [row for row in judged if row["verdict"] in sums.SHORT]
    rest = {name: sum(row["verdict"] == name for row in facts.sums) for name in ("cannot_say", "refused")}
    more = ", ".join(say(f"tile.sum_{name}", count=say.number(count)) for name, count in rest.items() if count)
    if not judged:
        return Tile(question, "–", "", say("tile.sum_nothing", year=year), more)
    counts = say("tile.of", count=say.number(len(short)), all=say.number(len(judged)))
    return Tile(question, counts, say("tile.sum_unit"), say("tile.sum_short", year=year), more)


def _carried_tile(say: Wording, facts: Overview) -> Tile:
    question, worst = say("tile.carried"), facts.worst
    heavy = [part for part in facts.carried if part[facts.carried_by] > 0]
    if worst is None or not heavy:
        return Tile(question, "–", "", say("tile.carried_nobody", year=facts.target_year))
    places, unit = int(worst["decimal_places"]), say.step_unit(dict(worst))
    what = say(
        "tile.carried_what",
        region=heavy[0]["region_name"],
        gap=say.number(worst["alignment_gap"], places),
        unit=unit,
        indicator=say.name_of(dict(worst)),
    )
    following = ", ".join(
        f"{part['region_name']} {say.number(part[facts.carried_by], places, signed=True)}"
        for part in heavy[1 : 1 + NEXT_CARRIERS]
    )
    key = "tile.carried_next" if following else "tile.carried_alone"
    more = say(key, regions=following, unit=unit, yardstick=yardstick(say, facts))
    return Tile(question, say.number(heavy[0][facts.carried_by], places, signed=True), unit, what, more)


def _changed_tile(say: Wording, facts: Overview) -> Tile:
    question = say("tile.changed")
    if not facts.changes:
        return Tile(question, "–", "", say("change.no_previous"))
    counts = {row["change"]: row["target_count"] for row in facts.changes}
    told = {kind: say.number(counts.get(kind, 0)) for kind in ("raised", "created", "withdrawn", "unchanged")}
    what = say("tile.changed_what", year=facts.target_year, **told)
    return Tile(question, say.number(counts.get("lowered", 0)), say("tile.changed_unit"), what)


def _missing(say: Wording, facts: Overview) -> Tile:
    question, units = say("tile.missing"), facts.units
    if not units:
        return Tile(question, "–", "", say("waiting.nobody_owes"))
    silent = [unit for unit in units if unit["received"] == 0]
    partly = [unit for unit in units if 0 < unit["received"] < unit["expected"]]
    named, key = (silent, "silent") if silent else (partly, "partly")
    figure = say("tile.of", count=say.number(len(named)), all=say.number(len(units)))
    what = (
        say(f"tile.missing_{key}", names=some(say, map(_unit_name(say), named))) if named else say("tile.missing_none")
    )
    unit = say("tile.missing_unit_one" if len(units) == 1 else "tile.missing_unit")
    return Tile(question, figure, unit, what, fill_sentence(say, facts.fill))


def _unit_name(say: Wording) -> Any:
    return lambda unit: say.name_of(unit) or unit["unit_code"]


def fill_sentence(say: Wording, fill: Sequence[Row]) -> str:
    """The fill rate of the round, beside that of the one before."""
    if not fill:
        return ""
    said = f"{say('fill.title')} {say.share(fill[0]['fill_share'], 1)}"
    if len(fill) > 1 and fill[1]["fill_share"] is not None:
        said += f" ({say('fill.before', share=say.share(fill[1]['fill_share'], 1))})"
    return said
