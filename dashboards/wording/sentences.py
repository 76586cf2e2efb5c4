"""Sentences about figures: what a row of the edition says, in the words of a language. No queries and no widgets
here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.wording import Wording

Row = Mapping[str, Any]
JUDGED = ("aligned", "short_of_target", "beyond_target", "infeasible")
SHORT = ("short_of_target", "infeasible")


def interval(say: Wording, low: float | None, high: float | None, places: int) -> str:
    """A range as written: 4,5–5,0; a single figure; or one open end."""
    if low is None and high is None:
        return say("words.none")
    if low is None:
        return say("words.at_most", high=say.number(high, places))
    if high is None:
        return say("words.at_least", low=say.number(low, places))
    return say.number(low, places) if low == high else f"{say.number(low, places)}–{say.number(high, places)}"


def alignment_short(say: Wording, row: Row) -> str:
    """A few words beside one indicator's interval."""
    verdict, places = row["verdict"], int(row["decimal_places"])
    if verdict == "refused":
        return say("align.refused_official" if row.get("aggregation") == "official_only" else "align.refused_weights")
    coverage = say(
        "align.coverage",
        submitted=say.number(row["region_count_submitted"]),
        expected=say.number(row["region_count_expected"]),
    )
    if verdict in SHORT:
        said = say(
            "align.infeasible" if verdict == "infeasible" else "align.short",
            gap=say.number(abs(row["alignment_gap"]), places),
            unit=say.step_unit(dict(row)),
        )
    elif verdict == "beyond_target":
        said = say("align.beyond", gap=say.number(abs(row["alignment_gap"]), places), unit=say.step_unit(dict(row)))
    elif verdict == "aligned":
        said = say("align.aligned")
    elif row["national_low"] is None and row["national_high"] is None:
        said = say("align.no_national")
    else:
        said = say("align.too_few")
    indicative = say("align.indicative") if row.get("weight_name") == "registered_population" else ""
    return " · ".join(part for part in (said, coverage, indicative) if part)


def alignment_long(say: Wording, row: Row, target_year: int, *, is_brief: bool = False) -> str:
    """One sentence that answers for one indicator whether the regions add up; brief leaves out whether it is in
    reach."""
    places, verdict = int(row["decimal_places"]), row["verdict"]
    facts = {
        "indicator": say.name_of(dict(row)),
        "year": target_year,
        "unit": say.unit(dict(row)),
        "step": say.step_unit(dict(row)),
        "bottom_up": say.number(row["bottom_up_value"], places),
        "national": interval(say, row["national_low"], row["national_high"], places),
        "gap": say.number(abs(row["alignment_gap"]), places) if row["alignment_gap"] is not None else "",
        "why": alignment_short(say, row),
    }
    key = {"short_of_target": "short", "infeasible": "infeasible", "beyond_target": "beyond", "aligned": "aligned"}.get(
        verdict
    )
    if is_brief and key == "infeasible":
        key = "short"
    if key is None:
        key = "refused" if verdict == "refused" else "cannot_say"
    return say(f"align.long_{key}", **facts)


def headline(say: Wording, rows: Sequence[Row], target_year: int) -> str:
    """The first sentence of the leadership's screen: do the regions' targets add up to the nation's?"""
    judged = [row for row in rows if row["verdict"] in JUDGED]
    short = [row for row in judged if row["verdict"] in SHORT]
    if not judged:
        return say("headline.cannot_say", year=target_year)
    facts = {"short": say.number(len(short)), "judged": say.number(len(judged)), "year": target_year}
    if len(judged) == 1:
        return say(
            "headline.one_short" if short else "headline.one_aligned", **facts, indicator=say.name_of(dict(judged[0]))
        )
    if not short:
        return say("headline.all_aligned", **facts)
    return say("headline.all_short" if len(short) == len(judged) else "headline.some_short", **facts)


def ambition(say: Wording, row: Row) -> str:
    """How often regions did as much as the target needs: the sentence a minister understands."""
    label = row["ambition_label"]
    if row["state"] == "due_met":
        return say("ambition.due_met", year=row["target_year"])
    if row["state"] == "due_missed":
        return say("ambition.due_missed", year=row["target_year"])
    if row["state"] == "met":
        return say("ambition.met")
    if label in (None, "not_available") or not row["ambition_pool_count"]:
        return say("ambition.not_available")
    met = row.get("ambition_met_count")
    if met is None:
        met = round((row["ambition_share"] or 0) * row["ambition_pool_count"])
    return say(
        f"ambition.{label}",
        met=say.number(met),
        pool=say.number(row["ambition_pool_count"]),
        horizon=say.number(
            row.get("ambition_horizon_years") or max(1, row["target_year"] - (row["latest_year"] or row["target_year"]))
        ),
    )


def first_up(sentence: str) -> str:
    """The sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def gap(say: Wording, row: Row, indicator: dict[str, Any]) -> str:
    """What is still to go and the pace it needs: kurang 12,3 poin persen; perlu +4,1 per tahun sampai 2029."""
    places, unit = int(indicator["decimal_places"]), say.step_unit(indicator)
    if row["gap_value"] is None:
        return say("gap.unknown")
    if row["gap_value"] <= 0:
        return say("gap.met", value=say.number(abs(row["gap_value"]), places), unit=unit)
    said = say("gap.open", value=say.number(row["gap_value"], places), unit=unit)
    if row["required_annual_change"] is None:
        return said
    return f"{said}; " + say(
        "gap.pace", pace=say.number(row["required_annual_change"], places, signed=True), year=row["target_year"]
    )


def pace(say: Wording, row: Row, indicator: dict[str, Any]) -> str:
    """The yearly step needed against the one observed."""
    places, needed, seen = (
        int(indicator["decimal_places"]),
        row["required_annual_change"],
        row["observed_annual_change"],
    )
    times = row.get("acceleration_factor")
    return say(
        f"pace.{_pace_kind(needed, seen, times, -1 if indicator['good_direction'] == 'down' else 1)}",
        needed=say.number(needed, places, signed=True),
        seen=say.number(seen, places, signed=True),
        unit=say.step_unit(indicator),
        times=say.number(times, 1),
    )


def _pace_kind(needed: float | None, seen: float | None, times: float | None, sign: int) -> str:
    if needed is None or seen is None:
        return "unknown" if needed is seen else "seen_only" if needed is None else "needed_only"
    if sign * needed <= 0:
        return "nothing"
    if sign * seen <= 0:
        return "reversal"
    return "both" if times is None else "slower" if times <= 1 else "faster"


def chance(say: Wording, band: str | None) -> str:
    """A chance band in words; nothing sharper than its edges."""
    return say("chance.none") if not band else say(f"chance.{band}")
