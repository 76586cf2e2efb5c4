"""Sentences about one target: what its row of the edition says, in the words of a language. No queries and no widgets
here; what the regions add up to is said in `alignment_sentences.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Wording

Row = Mapping[str, Any]


def interval(say: Wording, low: float | None, high: float | None, places: int) -> str:
    """A range as written: 4,5–5,0; a single figure; or one open end."""
    if low is None and high is None:
        return say("words.none")
    if low is None:
        return say("words.at_most", high=say.number(high, places))
    if high is None:
        return say("words.at_least", low=say.number(low, places))
    return say.number(low, places) if low == high else f"{say.number(low, places)}–{say.number(high, places)}"


def publisher(say: Wording, row: Row) -> str:
    """Who published a figure, in words where the name is a kind of publisher."""
    key = f"publisher.{row['publisher']}"
    return say(key) if say.knows(key) else str(row["publisher"])


def reach(say: Wording, source: Row) -> str:
    """Whose statistics these are and until when they speak."""
    return say("fresh.data_as_of", publisher=publisher(say, source), period=say.period(source["data_as_of"]))


def reservation(say: Wording, row: Row) -> str:
    """The mark and words beside a national figure that is not an official one; empty beside an official one."""
    is_official = row["latest_trust"] != "C" and row["latest_publisher"] != "press"
    return "" if row["latest_value"] is None or is_official else say("trust.unofficial")


def national_seen(say: Wording, row: Row, *, is_named: bool = False) -> str:
    """The national figure with its unit and year, and the mark of one that is not official; of the target year where
    that has been observed."""
    said = say(
        "national.seen" if is_named else "national.plain",
        indicator=say.name_of(dict(row)),
        value=say.number(row["latest_value"], int(row["decimal_places"])),
        unit=say.unit(dict(row)),
        year=row["latest_year"],
    )
    return " ".join(part for part in (said, reservation(say, row)) if part)


def ambition(say: Wording, row: Row) -> str:
    """How often regions did as much as the target needs, in the nearest pool and among all: the sentence a minister
    understands."""
    label = row["ambition_label"]
    if row["state"] in ("due_met", "due_missed"):
        return say(f"ambition.{row['state']}", year=row["target_year"])
    if row.get("is_asking_nothing"):
        return say("ambition.asking_nothing")
    if row["state"] == "met":
        return say("ambition.met")
    if label in (None, "not_available") or not row["ambition_pool_count"]:
        return say("ambition.not_available")
    met = row.get("ambition_met_count")
    if met is None:
        met = round((row["ambition_share"] or 0) * row["ambition_pool_count"])
    years = row.get("ambition_horizon_years") or max(1, row["target_year"] - (row["latest_year"] or row["target_year"]))
    said = say(
        f"ambition.{label}",
        met=say.number(met),
        pool=say.number(row["ambition_pool_count"]),
        horizon=say.number(years),
    )
    if not row.get("ambition_pool_count_all"):
        return said
    everywhere = {name: say.number(row[f"ambition_{name}_count_all"]) for name in ("met", "pool")}
    return f"{said} {say('ambition.everywhere', **everywhere)}"


def certainty(say: Wording, row: Row, indicator: Mapping[str, Any]) -> str:
    """Whether the distance between latest figure and target is larger than the sampling error can explain; empty where
    there is no distance."""
    kind = row.get("met_certainty")
    if kind is None:
        return ""
    error, basis = row.get("standard_error_value"), row.get("standard_error_basis")
    if error is None or basis is None:
        return say("certainty.unknown")
    places = int(indicator["decimal_places"]) + 1
    facts = {"error": say.number(error, places), "unit": say.step_unit(dict(indicator)), "basis": say(f"error.{basis}")}
    return say(f"certainty.{kind}", **facts)


def progress(say: Wording, row: Row) -> str:
    """The official progress in words; a deterioration that the sampling error can explain says so."""
    said = say(f"progress.{row['progress_status']}")
    is_unsure = row["progress_status"] == "deterioration" and row.get("change_certainty") == "within_error"
    return f"{said}, {say('certainty.brief')}" if is_unsure else said


def chance_known(say: Wording, row: Row) -> str:
    """How well a chance is known: from how many starts, whether it came true of late, and whether the projection knows
    more than the pace of all."""
    said = []
    if row.get("is_common_pace"):
        said.append(say("chance.common_pace"))
    if row.get("chance_origin_count"):
        said.append(say("chance.origins", count=say.number(row["chance_origin_count"])))
    if row.get("is_chance_contradicted"):
        said.append(say("chance.contradicted", share=say.share(row["chance_recent_share"])))
    return "; ".join(said)


def first_up(sentence: str) -> str:
    """The sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def gap(say: Wording, row: Row, indicator: dict[str, Any]) -> str:
    """What is still to go and the pace it needs: masih 12,3 poin persen di bawah target; perlu +4,1 per tahun.

    A target that the latest figure satisfies because it asks for no better than the baseline is said to be so.
    """
    places, unit = int(indicator["decimal_places"]), say.step_unit(indicator)
    if row["gap_value"] is None:
        return say("gap.unknown")
    sign = good_sign(indicator)
    if row["gap_value"] <= 0:
        spare = say.number(abs(row["gap_value"]), places)
        is_exact = spare == say.number(0.0, places)
        change = row.get("baseline_gap_value")
        kind = "met" if change is None or sign * change > 0 else "same" if change == 0 else "looser"
        said = say(f"gap.{kind}_exactly" if is_exact else f"gap.{kind}", value=spare, unit=unit)
        return f"{said} ({say('certainty.brief')})" if kind == "met" and _is_unsure(row) else said
    side = "below" if sign > 0 else "above"
    said = say(f"gap.{side}", value=say.number(row["gap_value"], places), unit=unit)
    if _is_unsure(row):
        said += f" ({say('certainty.brief')})"
    needed = row["required_annual_change"]
    if needed is None or say.number(abs(needed), places) == say.number(0.0, places):
        return said
    step = say.number(needed, places, signed=True)
    return f"{said}; {say('gap.pace', pace=step, unit=unit, year=row['target_year'])}"


def _is_unsure(row: Row) -> bool:
    """Whether the sampling error could explain that the latest figure lies on this side of the target."""
    return row.get("met_certainty") == "within_error"


def good_sign(indicator: Mapping[str, Any]) -> int:
    """+1 where up is better, −1 where down is."""
    return -1 if indicator["good_direction"] == "down" else 1


def pace(say: Wording, row: Row, indicator: dict[str, Any]) -> str:
    """The yearly step needed against the one observed; never a step in the bad direction."""
    places, needed, seen = (
        int(indicator["decimal_places"]),
        row["required_annual_change"],
        row["observed_annual_change"],
    )
    times = row.get("acceleration_factor")
    return say(
        f"pace.{_pace_kind(needed, seen, times, good_sign(indicator))}",
        needed=say.number(needed, places, signed=True),
        seen=say.number(seen, places, signed=True),
        unit=say.step_unit(indicator),
        times=say.number(times, 1),
    )


def _pace_kind(needed: float | None, seen: float | None, times: float | None, sign: int) -> str:
    if needed is not None and sign * needed <= 0:
        return "nothing_plain" if seen is None else "nothing"
    if needed is None or seen is None:
        return "unknown" if needed is seen else "seen_only" if needed is None else "needed_only"
    if sign * seen <= 0:
        return "reversal"
    return "both" if times is None else "slower" if times <= 1 else "faster"


def state(say: Wording, row: Row) -> str:
    """The state of a target in words; at a break, on which side of it the baseline lies."""
    first, baseline = row.get("break_year"), row["baseline_year"]
    if row["state"] != "boundary_break" or first is None or baseline is None:
        return say(f"state.{row['state']}")
    key = "state.break_since_baseline" if baseline < first else "state.break_before_baseline"
    return say(key, first=first, baseline=baseline)


def chance(say: Wording, band: str | None) -> str:
    """A chance band in words; nothing sharper than its edges."""
    return say("chance.none") if not band else say(f"chance.{band}")
