"""Sentences about what the regions' targets add up to, against the target above. No queries and no widgets here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.i18n import Wording
from dashboards.i18n.sentences import interval

Row = Mapping[str, Any]
JUDGED = ("aligned", "short_of_target", "beyond_target", "infeasible")
SHORT = ("short_of_target", "infeasible")


def distance(say: Wording, row: Row) -> str:
    """How far the sum lies from the easy end of the target above, in the direction it lies: 0,23 poin persen di atas
    5,00. Where lower is better, short means above."""
    places, short = int(row["decimal_places"]), row["alignment_gap"] > 0
    side = "above" if short == (row["good_direction"] == "down") else "below"
    facts = {
        "gap": say.number(abs(row["alignment_gap"]), places),
        "unit": say.step_unit(dict(row)),
        "edge": say.number(row["national_value"], places),
    }
    return say(f"align.{side}", **facts)


def short_words(say: Wording, row: Row) -> str:
    """A few words beside one indicator's interval."""
    verdict = row["verdict"]
    if verdict == "refused":
        return verdict_words(say, row)
    if verdict in ("short_of_target", "infeasible", "beyond_target"):
        said = say(f"align.{_kind(row)}", distance=distance(say, row))
    else:
        said = verdict_words(say, row)
    indicative = say("align.indicative") if row.get("is_indicative") else ""
    return " · ".join(part for part in (said, coverage_sentence(say, row), indicative) if part)


def verdict_words(say: Wording, row: Row) -> str:
    """Why there is no distance to speak of: aligned, not added up, or not to be told."""
    if row["verdict"] == "refused":
        return say("align.refused_official" if row.get("aggregation") == "official_only" else "align.refused_weights")
    if row["verdict"] == "aligned":
        return say("align.aligned")
    if row["national_low"] is None and row["national_high"] is None:
        return say("align.no_national")
    return say("align.within_error" if row.get("verdict_reason") == "within_weight_error" else "align.too_few")


def coverage_sentence(say: Wording, row: Row) -> str:
    """How many regions of those owing have submitted: 36 dari 38 wilayah."""
    return say(
        "align.coverage",
        submitted=say.number(row["region_count_submitted"]),
        expected=say.number(row["region_count_expected"]),
    )


def whole_sentence(say: Wording, row: Row, target_year: int, *, is_brief: bool = False) -> str:
    """One sentence that answers for one indicator whether the regions add up; brief leaves out whether it is in
    reach."""
    places, verdict = int(row["decimal_places"]), row["verdict"]
    facts = {
        "indicator": say.name_of(dict(row)),
        "year": target_year,
        "unit": say.unit(dict(row)),
        "bottom_up": say.number(row["bottom_up_value"], places),
        "national": interval(say, row["national_low"], row["national_high"], places),
        "distance": distance(say, row) if verdict in JUDGED and row["alignment_gap"] is not None else "",
        "why": short_words(say, row),
    }
    if row.get("verdict_reason") == "within_weight_error":
        return say("align.long_within_error", **facts | {"distance": distance(say, row)})
    if verdict not in JUDGED:
        return say(f"align.long_{verdict}", **facts)
    said = say(f"align.long_{_kind(row)}", **facts)
    if verdict == "infeasible" and not is_brief:
        said += " " + say("align.long_out_of_reach")
    return f"{said} {say('align.long_indicative')}" if row.get("is_indicative") else said


def _kind(row: Row) -> str:
    """The wording of a verdict: within the range when the sum lies in it, and only beyond it otherwise."""
    if row["verdict"] == "beyond_target" and row["interval_relation"] == "inside":
        return "within"
    return {"short_of_target": "short", "beyond_target": "beyond"}.get(row["verdict"], str(row["verdict"]))


def headline(say: Wording, rows: Sequence[Row], target_year: int) -> str:
    """The first sentence of the leadership's screen: whether the regions' targets reach the nation's."""
    judged = [row for row in rows if row["verdict"] in JUDGED]
    if not judged:
        return say("headline.cannot_say", year=target_year)
    is_short = any(row["verdict"] in SHORT for row in judged)
    return say("headline.not_reached" if is_short else "headline.reached", year=target_year)
