"""Questions that look at several regions: copied targets, jumps against the last round, changes without precedent."""

from __future__ import annotations

import statistics
from collections import Counter

from pipelines.analysis.ambition import RARE_SHARE
from pipelines.submissions.model.finding import Fact, Words, number_words
from pipelines.submissions.rules.case.accepted_targets import SoundTargets
from pipelines.submissions.rules.case.candidates import CandidateTarget, range_words, weighed_number
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.directions import SIGNS, at_best_bound, half_unit
from pipelines.submissions.rules.cells.numbers import Value
from pipelines.submissions.rules.precedent import LARGE_DEVIATION, Fastest
from pipelines.submissions.rules.targets import easy_end

COPIED_SHARE = 0.30
FEWEST_COPIES = 3
FEWEST_MOVES = 5  # with fewer, no single move can stand out
EASIER_SHARE = 0.95
LEVEL_WORDS = {
    "province": (Words("provinsi", "provinces"), Words("provinsi mana pun", "any province")),
    "district": (Words("kabupaten/kota", "districts"), Words("kabupaten/kota mana pun", "any district")),
    "country": (Words("negara", "countries"), Words("negara mana pun", "any country")),
}


def ask_copied(sound: SoundTargets, docket: Docket) -> None:
    """The same target in many regions, or the nation's own target; the best that is possible may be shared by all."""
    document_id = docket.planning_round.national_document_id or ""
    for (indicator_code, level, year), group in sound.of_level.items():
        national = docket.context.national_targets.get((document_id, indicator_code, year))
        wanted = Value(national.target_low, national.target_high) if national else None
        ends = [_ends(target) for target in group]
        counts = Counter(ends)
        for target, own in zip(group, ends, strict=True):
            same = counts[own]
            is_national = wanted is not None and level != "country" and _is_national(target, wanted)
            is_common = same >= FEWEST_COPIES and same > COPIED_SHARE * len(group)
            if not (is_national or is_common) or at_best_bound(target.easy, target.row.known_indicator):
                continue
            copied = Words(
                f"sama di {same} dari {len(group)} wilayah", f"is the same in {same} of {len(group)} regions"
            )
            if wanted is not None and is_national:
                printed = range_words(wanted)
                copied = Words(f"sama dengan target nasional {printed.id}", f"equals the national target {printed.en}")
            docket.about_target(
                "target.copied_national",
                target,
                value=target.shown,
                copied=copied,
                region=target.row.known_region.region_name,
            )


def _is_national(target: CandidateTarget, wanted: Value) -> bool:
    """The same range, or one number equal to the end that the nation promises at least."""
    if target.value is None or target.value.low != target.value.high:
        return _ends(target) == (wanted.low, wanted.high)
    row = target.row
    return target.easy == easy_end(wanted, row.known_indicator.good_direction, row.standing.latest)


def _ends(target: CandidateTarget) -> tuple[float | None, float | None]:
    return (target.value.low, target.value.high) if target.value else (None, None)


def ask_jumps(sound: SoundTargets, docket: Docket) -> None:
    """A move against the last round far from the moves of the other regions."""
    previous_targets = docket.context.previous_targets
    if not previous_targets:
        return
    for group in sound.of_level.values():
        moved = [(target, previous_targets[target.key]) for target in group if target.key in previous_targets]
        if len(moved) < FEWEST_MOVES:
            continue
        moves = [target.easy - previous for target, previous in moved]
        median = statistics.median(moves)
        spread = statistics.median(abs(move - median) for move in moves) / 0.6745
        spread = spread or 1.2533 * statistics.fmean(abs(move - median) for move in moves)
        for (target, previous), move in zip(moved, moves, strict=True):
            is_visible = abs(move - median) > half_unit(target.row.known_indicator)
            if is_visible and not target.is_scale_suspect and abs(move - median) > LARGE_DEVIATION * spread:
                docket.about_target(
                    "target.jump",
                    target,
                    value=weighed_number(target),
                    change=_rounded_value(move),
                    previous=previous,
                    count=len(moved),
                    median=_rounded_value(median),
                )


def ask_precedent(sound: SoundTargets, docket: Docket) -> None:
    """Changes that almost no region, or almost every region, has achieved over as many years."""
    groups: dict[tuple[str, str, int, int], list[CandidateTarget]] = {}
    for target in sound.targets:
        latest_year = target.row.standing.latest_year
        if latest_year is not None and target.year is not None and target.year > latest_year:
            indicator_code, _, year = target.key
            level = target.row.known_region.region_level
            groups.setdefault((indicator_code, level, latest_year, year), []).append(target)
    for group in groups.values():
        indicator, level = group[0].row.known_indicator, group[0].row.known_region.region_level
        span = (group[0].year or 0) - (group[0].row.standing.latest_year or 0)
        panel = docket.context.panel(indicator, level)
        if panel is None or not SIGNS[indicator.good_direction] or panel.past(span).pool.is_refused:
            continue
        latest = [target.row.standing.latest or 0.0 for target in group]
        held = panel.hold(latest, [target.easy for target in group], span)
        fastest = panel.past(span).fastest
        for place, target in enumerate(group):
            ambition = held.ambition
            if not ambition.share[place] >= 0 or _is_required_by_law(target):  # nan: no value on its scale
                continue
            reached, count = int(ambition.met_count[place]), ambition.pool_count
            if (ambition.share[place] < RARE_SHARE or held.is_far_out[place]) and not target.is_scale_suspect:
                pace = _pace(target, span, fastest)
                docket.about_target(
                    "target.beyond_precedent", target, pace=pace, **_facts(target, span, reached, count)
                )
            elif ambition.share[place] > EASIER_SHARE and not target.is_asked_direction:
                facts = _facts(target, span, reached, count) | {"reached": reached}
                docket.about_target("target.below_precedent", target, **facts)


def _is_required_by_law(target: CandidateTarget) -> bool:
    """A minimum service (SPM) is owed to everybody: asking for all of it needs no precedent."""
    indicator = target.row.known_indicator
    return indicator.kind == "spm" and at_best_bound(target.easy, indicator)


def _facts(target: CandidateTarget, span: int, reached: int, count: int) -> dict[str, Fact]:
    standing = target.row.standing
    peers, _ = LEVEL_WORDS[target.row.known_region.region_level]
    return {
        "baseline": standing.latest if standing.latest is not None else 0.0,
        "baseline_year": str(standing.latest_year),
        "value": weighed_number(target),
        "year": str(target.year),
        "reached": Words(f"hanya {reached}", f"only {reached}") if reached else Words("tidak satu pun", "none"),
        "count": count,
        "span": span,
        "peers": peers,
    }


def _pace(target: CandidateTarget, span: int, fastest: Fastest | None) -> Words:
    """The step that is needed, and how many times the largest one ever seen it is."""
    indicator, latest = target.row.known_indicator, target.row.standing.latest or 0.0
    needed = SIGNS[indicator.good_direction] * (target.easy - latest)
    step = number_words(_rounded_value(needed))
    is_up = indicator.good_direction == "up"
    verb = Words("naik" if is_up else "turun", "a rise" if is_up else "a fall")
    years = "1 year" if span == 1 else f"{span} years"
    said = Words(f"perlu {verb.id} {step.id} dalam {span} tahun", f"needs {verb.en} of {step.en} in {years}")
    if fastest is None or fastest.change <= 0 or needed <= fastest.change:
        return said
    _, anyone = LEVEL_WORDS[target.row.known_region.region_level]
    ratio, best = round(needed / fastest.change, 1), number_words(_rounded_value(fastest.change))
    noun = Words("kenaikan" if is_up else "penurunan", "rise" if is_up else "fall")
    times = Words(*(f"{words} " for words in (f"{number_words(ratio).id} kali", f"{number_words(ratio).en} times")))
    if ratio <= 1:
        times = Words("lebih dari ", "more than ")
    return Words(
        f"{said.id}, {times.id}{noun.id} tercepat {anyone.id} sejak {fastest.since_year} ({best.id})",
        f"{said.en}, {times.en}the fastest {noun.en} of {anyone.en} since {fastest.since_year} ({best.en})",
    )


def _rounded_value(value: float) -> float:
    """Take away what floating point added; six significant places stay."""
    return float(f"{value:.6g}")
